"""A word across the page, drawn: it is seen, but neither read aloud nor found among the text."""

from __future__ import annotations

from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from pmo_docs.rendering.tree import Image

_GREY = "#f1f1f1"
_PAGE_WIDTH, _PAGE_HEIGHT = 210, 297
_LARGEST_SIZE, _LONGEST = 54, 235


def drawn(word: str, fonts: Path) -> Image:
    """The word as an SVG picture of A4, in a bold font of the folder."""
    with TTFont(_bold(fonts), lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        pen, width = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}"), 0.0
        for character in word:
            glyph = glyphs[names.get(ord(character), ".notdef")]
            glyph.draw(TransformPen(pen, (1, 0, 0, 1, width, 0)))
            width += glyph.width
        height, units = font["hhea"].ascent / 2, font["head"].unitsPerEm
    scale = min(_LARGEST_SIZE / units, _LONGEST / max(width, 1))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_PAGE_WIDTH} {_PAGE_HEIGHT}">'
        f'<path fill="{_GREY}" d="{pen.getCommands()}" transform="translate({_PAGE_WIDTH / 2} {_PAGE_HEIGHT / 2})'
        f' rotate(-52) scale({scale:.5f} {-scale:.5f}) translate({-width / 2:.0f} {-height / 2:.0f})"/></svg>'
    )
    return Image(svg.encode(), "image/svg+xml", _PAGE_WIDTH, _PAGE_HEIGHT)


def _bold(fonts: Path) -> Path:
    return min(fonts.glob("*.ttf"), key=lambda font: (not font.stem.endswith("-Bold"), font.name))
