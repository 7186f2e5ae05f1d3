"""The few words of WordprocessingML that every module of the Word writer uses."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

XmlElement: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
W = f"{{{NAMESPACES['w']}}}"
VAL = W + "val"

TWIPS_PER_POINT = 20
EMU_PER_TWIP = 635

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: XmlElement, name: str, **attributes: str) -> XmlElement:
    """A new last child of `parent`; its name and attributes are of the main namespace."""
    element = etree.SubElement(parent, W + name)
    for key, value in attributes.items():
        element.set(W + key, value)
    return element


def qualified(name: str) -> str:
    """A name with a prefix, such as `r:id`, as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def clean(text: str) -> str:
    """The text without the characters that no XML file can hold."""
    return _FORBIDDEN.sub("", text)


def word_language(tag: str) -> str:
    """The language in the form that Word looks for: with a country."""
    countries = {"en": "en-GB"}
    tag = clean(tag)
    return tag if "-" in tag else countries.get(tag, f"{tag}-{tag.upper()}")


def millimetres(length: float) -> int:
    """A length in twips, the twentieth of a point that Word counts in."""
    return round(length * 1440 / 25.4)


def parse_xml(text: str) -> XmlElement:
    """An element of XML text of our own, with the prefixes of NAMESPACES declared."""
    return etree.fromstring(text.replace(">", f" {DECLARATIONS}>", 1).encode())
