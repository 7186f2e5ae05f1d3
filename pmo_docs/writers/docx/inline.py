"""What stands in a line of text: one function for each element."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from pmo_docs.rendering.tree import Element, Image
from pmo_docs.writers.docx.drawings import SVG, as_png
from pmo_docs.writers.docx.ooxml import EMU_PER_TWIP, XmlElement, add, clean, parse_xml, qualified
from pmo_docs.writers.docx.runs import add_run, add_text
from pmo_docs.writers.docx.writing import ElementFunction, Setting, Writing, misplaced
from pmo_docs.writers.footnotes import target

SPAN_STYLES = {
    "number": "Item Number",
    "timing": "Timing",
    "quiet": "Quiet",
    "late": "Late",
    "mark": "Mark",
    "rag-red": "RAG Red",
    "rag-amber": "RAG Amber",
    "rag-green": "RAG Green",
    "rag-grey": "RAG Grey",
    "rag-blue": "RAG Blue",
}
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_LINKED_SCHEMES = frozenset({"http", "https", "mailto"})
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", SVG: "svg"}
_SVG_IN_WORD = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EMU_PER_PIXEL = 9525
# Leaves room for a caption on the same page.
_HIGHEST_IMAGE = 0.85


def strong(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(strong=True), into)


def emphasis(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(emphasis=True), into)


def deletion(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(deleted=True), into)


def insertion(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(inserted=True), into)


def code(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(style="Code Char"), into)


def subscript(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(position="subscript"), into)


def superscript(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.inline(element.children, setting.with_look(position="superscript"), into)


def line_break(writing: Writing, _: Element, setting: Setting, into: XmlElement) -> None:
    add(add_run(setting.look, writing.styles, into), "br")


def link(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """A link to the web, to a mailbox, or between a footnote and its number; any other would lead nowhere.

    What has an id is a place to link to.
    """
    if identifier := element.attributes.get("id"):
        writing.bookmark(identifier, into)
    address = clean(element.attributes.get("href", ""))
    if note := target(element):
        writing.inline(element.children, setting, add(into, "hyperlink", anchor=note))
        return
    if not _is_linked(address):
        writing.inline(element.children, setting, into)
        return
    relation = writing.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = add(into, "hyperlink")
    hyperlink.set(qualified("r:id"), relation)
    if title := clean(element.attributes.get("title", "")):
        hyperlink.set(qualified("w:tooltip"), title)
    writing.inline(element.children, setting.with_look(style="Hyperlink"), hyperlink)


def _is_linked(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in _LINKED_SCHEMES
    except ValueError:
        return False


def span(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    classes = element.classes
    changes: dict[str, object] = {"unbroken": True} if "nowrap" in classes else {}
    if style := next((style for name, style in SPAN_STYLES.items() if name in classes), ""):
        changes["style"] = style
    if changes:
        setting = setting.with_look(**changes)
    if field := element.attributes.get("data-field"):
        if field not in _FIELDS:
            raise misplaced(element)
        _add_field(writing, _FIELDS[field], setting, into)
    writing.inline(element.children, setting, into)


def _add_field(writing: Writing, instruction: str, setting: Setting, into: XmlElement) -> None:
    """A number that Word keeps up to date; until it does, it is 1."""

    def run() -> XmlElement:
        return add_run(setting.look, writing.styles, into)

    add(run(), "fldChar", fldCharType="begin")
    add(run(), "instrText").text = f" {instruction} "
    add(run(), "fldChar", fldCharType="separate")
    add_text("1", setting.look, writing.styles, into)
    add(run(), "fldChar", fldCharType="end")


def image(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    source = element.attributes.get("src", "")
    picture = writing.images[source]
    number = next(writing.drawing_numbers)
    blip = writing.image_blips.get(source)
    if blip is None:  # a picture that is shown twice is kept once
        blip = writing.image_blips[source] = _blip(writing, picture, number, element)
    width, height = _size(picture, setting)
    alternative = quoteattr(clean(element.attributes.get("alt", "")))
    title = clean(element.attributes.get("title", ""))
    names = f'id="{number}" name="{number}"'
    run = add_run(setting.look, writing.styles, into)
    run.append(
        parse_xml(
            '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>'
            f"<wp:docPr {names} descr={alternative}{f' title={quoteattr(title)}' if title else ''}/>"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {names} descr={alternative}/><pic:cNvPicPr/></pic:nvPicPr>"
            f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )


def _blip(writing: Writing, picture: Image, number: int, element: Element) -> str:
    """The reference to the picture; a drawing is there twice: as it is, and for programs that show none, as a PNG."""
    if picture.media_type != SVG:
        return f'<a:blip r:embed="{_relation(writing, picture, number)}"/>'
    drawing, image = _relation(writing, picture, number), _relation(writing, as_png(picture, writing, element), number)
    return (
        f'<a:blip r:embed="{image}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
        f'<asvg:svgBlip xmlns:asvg="{_SVG_IN_WORD}" r:embed="{drawing}"/></a:ext></a:extLst></a:blip>'
    )


def _relation(writing: Writing, picture: Image, number: int) -> str:
    """The relation to a new part with the picture."""
    name = PackURI(f"/word/media/image{number}.{_EXTENSIONS[picture.media_type]}")
    part = Part(name, picture.media_type, picture.data, writing.part.package)
    return writing.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def _size(picture: Image, setting: Setting) -> tuple[int, int]:
    """Width and height: as many pixels as the picture has, 96 to an inch, but no larger than its place."""
    width, height = max(picture.width, 1) * _EMU_PER_PIXEL, max(picture.height, 1) * _EMU_PER_PIXEL
    widest, highest = (setting.width - setting.left) * EMU_PER_TWIP, setting.height * EMU_PER_TWIP * _HIGHEST_IMAGE
    scale = min(1.0, widest / width, highest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


INLINES: Mapping[str, ElementFunction] = {
    "strong": strong,
    "em": emphasis,
    "del": deletion,
    "ins": insertion,
    "code": code,
    "sub": subscript,
    "sup": superscript,
    "a": link,
    "br": line_break,
    "span": span,
    "img": image,
}
