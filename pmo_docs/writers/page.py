"""The HTML page around a document: what the PDF and the HTML file have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html import escape

from pmo_docs import __version__
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.rendering.parsing import serialise
from pmo_docs.rendering.tree import Element, HouseStyle, RenderedDocument

Report = Callable[[Problem], None]
"""Takes what is worth knowing about a document that was written all the same."""


def ignore(_problem: Problem) -> None:
    """The report of a caller who does not ask."""


def page(rendered: RenderedDocument, head: str, body: Element) -> str:
    """A whole HTML page; `head` is added to the title and the metadata."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(rendered.language)}">\n'
        f'<head>\n<meta charset="utf-8">\n{_metadata(rendered)}{head}</head>\n{serialise(body)}\n</html>\n'
    )


def style_sheet(style: HouseStyle) -> str:
    """The style sheet with the organisation's accent colour and typeface."""
    own = f":root {{ --accent: #{style.accent} }}" if style.accent else ""
    if style.font:
        # As a CSS string: whatever somebody calls a typeface stays a name.
        name = "".join(letter for letter in style.font if letter.isalnum() or letter in " -")
        own += f'\nbody {{ font-family: "{name}", Carlito, Calibri, "DejaVu Sans", sans-serif }}'
    return f"{style.stylesheet}\n{own}\n" if own else style.stylesheet


def change(element: Element, how: Callable[[Element], Element | None]) -> Element:
    """The tree with every element below `element` as `how` returns it; None leaves it out."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            changed = how(child)
            if changed is None:
                continue
            child = change(changed, how)
        children.append(child)
    return replace(element, children=tuple(children))


def place(element: Element) -> Place:
    """Where the element was written."""
    file, _, line = element.source.rpartition(":")
    return Place(file, int(line)) if line.isdecimal() else Place(element.source)


def check_images(rendered: RenderedDocument) -> None:
    """Raise InvalidInput when the body names a picture that is not among the images that were read."""
    missing = [
        Problem("image-missing", place(element), {"source": element.attributes.get("src", "")})
        for element in rendered.body.walk()
        if element.name == "img" and element.attributes.get("src", "") not in rendered.images
    ]
    if missing:
        raise InvalidInput(missing)


def without_dead_links(body: Element, report: Report) -> Element:
    """The body with links to a place that is not in it as plain text; each of them is reported."""
    targets = {element.attributes["id"] for element in body.walk() if "id" in element.attributes}

    def unlink(element: Element) -> Element:
        href = element.attributes.get("href", "")
        if not href.startswith("#") or href[1:] in targets:
            return element
        report(Problem("link-target", place(element), {"target": href}, Severity.WARNING))
        return replace(element, attributes={k: v for k, v in element.attributes.items() if k != "href"})

    return change(body, unlink)


def _metadata(rendered: RenderedDocument) -> str:
    metadata = rendered.metadata
    named = {
        "generator": f"pmo-docs {__version__}",
        "author": metadata.author,
        "description": metadata.subject,
        "keywords": ", ".join((*metadata.keywords, *filter(None, [metadata.identifier]))),
    }
    if metadata.created:
        created = _in_utc(metadata.created)
        named |= {"dcterms.created": created, "dcterms.modified": created}
    tags = "".join(f'<meta name="{name}" content="{escape(content)}">\n' for name, content in named.items() if content)
    return f"<title>{escape(metadata.title)}</title>\n{tags}"


def _in_utc(moment: datetime) -> str:
    # Without a time zone it is taken as it stands, so that the file does not depend on where it is made.
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
