"""Rendered documents as Word files that people can go on in: real styles, lists, tables and fields."""

from __future__ import annotations

from pmo_docs.rendering.tree import RenderedDocument
from pmo_docs.writers.page import Report, ignore

__all__ = ["write"]


def write(rendered: RenderedDocument, report: Report = ignore) -> bytes:
    """A Word file with the styles of the reference document; the same bytes each time.

    `report` gets what is odd but harmless: a link to nowhere. Raises InvalidInput for an element that cannot stand
    where it stands, a picture that is not among the images, and a style that the reference document lacks.
    """
    from pmo_docs.writers.docx.document import write_document  # here: python-docx costs a tenth of a second

    return write_document(rendered, report)
