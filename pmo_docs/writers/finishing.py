"""The last touches to a PDF before it is written, where WeasyPrint stops short of what PDF/UA asks."""

from __future__ import annotations

from typing import Any

import pydyf


def finish(_document: object, pdf: Any) -> None:
    """Make the tags of list items and links complete and the metadata readable without unpacking."""
    pdf.objects[_number(pdf.catalog["Metadata"])].compress = False
    for item in [found for found in pdf.objects if isinstance(found, dict) and found.get("S") == "/LI"]:
        _gather_body(item, pdf)
    for link in [found for found in pdf.objects if isinstance(found, dict) and found.get("S") == "/Link"]:
        link["K"].extend(_areas_astray(link, link, pdf))


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


def _areas_astray(element: pydyf.Dictionary, link: pydyf.Dictionary, pdf: Any) -> list[bytes]:
    """The areas to click on that belong to the words in a link, such as bold ones; they now belong to the link."""
    found: list[bytes] = []
    for kid in [kid for kid in element["K"] if isinstance(kid, bytes)]:
        below = pdf.objects[_number(kid)]
        if below.get("Type") == "/StructElem" and below["S"] != "/Link":
            found += _areas_astray(below, link, pdf)
        elif below.get("Type") == "/OBJR" and element is not link:
            element["K"].remove(kid)
            found.append(kid)
            owners = pdf.objects[_number(pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["ParentTree"])]["Nums"]
            # Numbers and owners by turns, numbered from 0.
            owners[2 * pdf.objects[_number(below["Obj"])]["StructParent"] + 1] = link.reference
    return found


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
