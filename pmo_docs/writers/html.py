"""One HTML file for on screen: pictures and style inside it, nothing that is fetched, nothing that runs."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from pmo_docs.rendering.tree import Element, Image, RenderedDocument
from pmo_docs.writers.footnotes import with_footnotes
from pmo_docs.writers.page import Report, change, check_images, ignore, page, style_sheet, without_dead_links

# The reader's own fonts will do; and a file that is mailed around must not reach for others.
_FETCHES = re.compile(r"@font-face\s*\{[^}]*\}|@import[^;]*;|url\([^)]*\)")


def write(rendered: RenderedDocument, report: Report = ignore) -> bytes:
    """The document as a single HTML file; a link to nowhere goes to `report`.

    Raises InvalidInput when the document names a picture that is not among its images.
    """
    check_images(rendered)
    body = _on_screen(without_dead_links(with_footnotes(rendered.body), report))
    body = change(body, lambda element: _with_picture(element, rendered.images))
    style = _FETCHES.sub("", style_sheet(rendered.style)).replace("</", "<\\/").strip()
    return page(rendered, _head(style), body).encode()


def _head(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{style}</style>\n"
    )


def _on_screen(body: Element) -> Element:
    """One long page: no running head, and the running foot once, at the end and without page numbers."""
    running = [child for child in body.elements if "running" in child.classes]
    feet = [_without_page_numbers(child) for child in running if child.name == "footer"]
    return replace(body, children=(*(child for child in body.children if child not in running), *feet))


def _without_page_numbers(foot: Element) -> Element:
    """The foot up to the separator before the first page number, and what comes after the last."""
    fields = [index for index, child in enumerate(foot.children) if _is_field(child)]
    if not fields:
        return foot
    before, after = foot.children[: fields[0]], foot.children[fields[-1] + 1 :]
    if before and isinstance(before[-1], str):
        before = (*before[:-1], before[-1].rpartition("·")[0].rstrip())
    return replace(foot, children=(*before, *after))


def _is_field(child: Element | str) -> bool:
    return isinstance(child, Element) and "data-field" in child.attributes


def _with_picture(element: Element, images: Mapping[str, Image]) -> Element:
    if element.name != "img":
        return element
    image = images[element.attributes["src"]]
    source = f"data:{image.media_type};base64,{b64encode(image.data).decode()}"
    return replace(element, attributes={**element.attributes, "src": source})
