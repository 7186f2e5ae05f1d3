"""Runs: pieces of text that look the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pmo_docs.writers.docx.ooxml import XmlElement, add, clean
from pmo_docs.writers.docx.styles import Styles

# What Word keeps as an element of its own rather than as a character.
_SPECIAL = {"\n": "br", "\t": "tab", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
_SPECIALS = re.compile("([\n\t\u2011\u00ad])")
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Look:
    """How letters look beyond their paragraph; `style` is a character style."""

    style: str = ""
    strong: bool = False
    emphasis: bool = False
    deleted: bool = False
    inserted: bool = False
    position: str = ""
    language: str = ""
    unbroken: bool = False
    # The paragraph is bold by its style: a bold character style would make the letters light again.
    on_bold: bool = False


PLAIN = Look()


def unbroken(text: str) -> str:
    """The text with spaces and hyphens at which no line ends."""
    return text.translate(_UNBROKEN)


def add_text(text: str, look: Look, styles: Styles, into: XmlElement) -> None:
    """Write a piece of text; characters that XML cannot hold are left out."""
    text = clean(unbroken(text) if look.unbroken else text)
    if not text:
        return
    run = add_run(look, styles, into)
    for piece in _SPECIALS.split(text):
        if piece in _SPECIAL:
            add(run, _SPECIAL[piece])
        elif piece:
            element = add(run, "t")
            element.text = piece
            if piece != piece.strip() or "  " in piece:
                element.set(_XML_SPACE, "preserve")


def add_run(look: Look, styles: Styles, into: XmlElement) -> XmlElement:
    """An empty run with its look; what comes from a single style is that style, what is left is set beside it."""
    run = add(into, "r")
    if look == PLAIN:
        return run
    strong, emphasis, style = look.strong, look.emphasis, look.style
    if not style and strong and not look.on_bold:
        style, strong = "Strong", False
    elif not style and emphasis:
        style, emphasis = "Emphasis", False
    strong = strong or (look.on_bold and style != "" and styles.is_bold(style))
    properties = add(run, "rPr")
    if style:
        add(properties, "rStyle", val=styles.id_of(style))
    if strong:
        add(properties, "b")
    if emphasis:
        add(properties, "i")
    if look.deleted:
        add(properties, "strike")
    if look.inserted:
        add(properties, "u", val="single")
    if look.position:
        add(properties, "vertAlign", val=look.position)
    if look.language:
        add(properties, "lang", val=look.language)
    if not len(properties):
        run.remove(properties)
    return run
