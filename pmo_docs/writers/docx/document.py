"""A rendered document on the reference document: the body, the pages and the properties of the file."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as WordDocument

from pmo_docs.rendering.tree import Element, Metadata, RenderedDocument
from pmo_docs.writers.docx.blocks import BLOCKS
from pmo_docs.writers.docx.inline import INLINES
from pmo_docs.writers.docx.lists import LISTS
from pmo_docs.writers.docx.numbering import Numbering
from pmo_docs.writers.docx.ooxml import W, XmlElement, clean, word_language
from pmo_docs.writers.docx.package import repack
from pmo_docs.writers.docx.pages import Pages, segments
from pmo_docs.writers.docx.styles import Styles
from pmo_docs.writers.docx.tables import TABLES
from pmo_docs.writers.docx.writing import Writing
from pmo_docs.writers.footnotes import with_footnotes
from pmo_docs.writers.page import Report, check_images, without_dead_links

BLOCK_FUNCTIONS = {**BLOCKS, **LISTS, **TABLES}
INLINE_FUNCTIONS = INLINES
# Written by the function of the element that holds them; anywhere else they are a problem.
PARTS = frozenset(
    {"body", "footer", "li", "dt", "dd", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
)

# For a document without a date of its own: the same bytes each time are worth more than a date nobody chose.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST_PROPERTY = 255


def write_document(rendered: RenderedDocument, report: Report) -> bytes:
    """A Word file with the body, the pages and the properties of `rendered`."""
    check_images(rendered)
    body = without_dead_links(with_footnotes(rendered.body), report)
    document = Document(BytesIO(rendered.style.word_reference))
    part = document.part
    styles = Styles(part.styles.element)
    styles.set_language(word_language(rendered.language))
    styles.dress(rendered.style.accent, rendered.style.font)
    writing = Writing(
        part=part,
        styles=styles,
        numbering=Numbering(part.numbering_part.element, styles),
        images=rendered.images,
        blocks=BLOCK_FUNCTIONS,
        inlines=INLINE_FUNCTIONS,
        drawing_numbers=count(1),
        fonts=rendered.style.fonts,
        report=report,
    )
    _write_body(body, writing, part.element.body)
    _set_properties(document, rendered.metadata, rendered.language)
    stream = BytesIO()
    document.save(stream)
    return repack(stream.getvalue())


def _write_body(source: Element, writing: Writing, body: XmlElement) -> None:
    """Write the blocks after what the reference document has; every section ends with what its pages are like."""
    last_section = body[-1]
    body.remove(last_section)
    pages = Pages(last_section, writing, source)
    parts = segments(source)
    for index, segment in enumerate(parts):
        setting = pages.setting(is_landscape=segment.is_landscape).within(source)
        writing.flow(segment.nodes, setting, body)
        section = pages.section(is_landscape=segment.is_landscape, is_first=index == 0)
        if index == len(parts) - 1:
            body.append(section)
            return
        if not len(body) or body[-1].tag != f"{W}p":
            writing.paragraph("Separator", (), setting, body)
        # The properties of a paragraph come first in it, and its section is the last of them.
        body[-1][0].append(section)


def _set_properties(document: WordDocument, metadata: Metadata, language: str) -> None:
    properties = document.core_properties
    texts = {
        "title": metadata.title,
        "author": metadata.author,
        "subject": metadata.subject,
        "identifier": metadata.identifier,
        "keywords": ", ".join(metadata.keywords),
        "last_modified_by": metadata.author,
        "language": word_language(language),
    }
    for name, text in texts.items():
        if text:
            setattr(properties, name, clean(text)[:_LONGEST_PROPERTY])
    moment = metadata.created or _NO_DATE
    # The file says "UTC" of whatever it is given.
    properties.created = properties.modified = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    properties.revision = 1
