"""Drawings as pixels, for programs that show no SVG in a Word file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pmo_docs.model.problems import InvalidInput, Problem, Severity
from pmo_docs.rendering.tree import Element, Image
from pmo_docs.writers.docx.writing import Writing
from pmo_docs.writers.page import place

SVG = "image/svg+xml"
# Two pixels where a screen has one: sharp enough on paper, and the drawing itself is there too.
_ZOOM = 2


def as_png(drawing: Image, writing: Writing, element: Element) -> Image:
    """The drawing as PNG in the fonts of the house style; without resvg_py an empty one, which is reported.

    Raises InvalidInput when it cannot be drawn.
    """
    try:
        import resvg_py  # here: only documents with charts need it
    except ImportError:
        writing.report(Problem("word-drawing", place(element), severity=Severity.WARNING))
        return replace(drawing, data=_empty(), media_type="image/png")
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=drawing.data.decode(),
            zoom=_ZOOM,
            dpi=96,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(path) for path in sorted(writing.fonts.glob("*.ttf"))],
            font_family="Carlito",
            sans_serif_family="Carlito",
        )
    except ValueError as error:
        source = element.attributes.get("src", "")
        raise InvalidInput([Problem("image-unusable", place(element), {"source": source})]) from error
    return replace(drawing, data=bytes(data), media_type="image/png")


def _empty() -> bytes:
    import PIL.Image

    data = BytesIO()
    PIL.Image.new("1", (1, 1), 1).save(data, "PNG")
    return data.getvalue()
