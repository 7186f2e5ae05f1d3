"""The last touches to a PDF before it is written, where WeasyPrint stops short of what PDF/UA asks."""

from __future__ import annotations

from typing import Any

import pydyf


def finish(_document: object, pdf: Any) -> None:
    """Make the tags of list items complete and the metadata readable without unpacking."""
    pdf.objects[_number(pdf.catalog["Metadata"])].compress = False
    for item in [found for found in pdf.objects if isinstance(found, dict) and found.get("S") == "/LI"]:
        _gather_body(item, pdf)


def _gather_body(item: pydyf.Dictionary, pdf: Any) -> None:
    """A list item holds its number and its body; paragraphs and tables belong in the body."""
    kids = {kid: pdf.objects[_number(kid)] for kid in item["K"]}
    astray = [kid for kid, element in kids.items() if element["S"] not in ("/Lbl", "/LBody")]
    if not astray:
        return
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(astray), "P": item.reference})
    pdf.add_object(body)
    for kid in astray:
        kids[kid]["P"] = body.reference
    item["K"] = pydyf.Array([*(kid for kid in item["K"] if kid not in astray), body.reference])


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
