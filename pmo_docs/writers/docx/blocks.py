"""Title block, headings, paragraphs and what stands out from them: one function for each element."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pmo_docs.rendering.tree import Element
from pmo_docs.writers.docx.columns import GUTTER, text_width
from pmo_docs.writers.docx.house_style import BODY_SIZE, TABLE_SIZE
from pmo_docs.writers.docx.ooxml import W, XmlElement, add, millimetres
from pmo_docs.writers.docx.runs import add_run
from pmo_docs.writers.docx.writing import ElementFunction, Setting, Writing, misplaced

PARAGRAPH_STYLES = {
    "logo": "Kicker",
    "kicker": "Kicker",
    "subtitle": "Subtitle",
    "status": "Status",
    "meta": "Meta",
    "lead": "Lead",
    "total": "Total",
    "signature": "Signature",
}
_WIDEST_LABEL = millimetres(60)
ASIDE_STYLES = {"decision": "Decision", "action": "Action", "request": "Request"}


def title_block(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.flow(element.children, setting, into)


def title(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.paragraph("Title", element.children, setting, into)


def heading(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """A heading one level up: the title of the document is no heading in Word."""
    level = int(element.name[1]) - 1
    if "item" in element.classes:
        _agenda_item(writing, element, setting, into)
    else:
        is_boxed = setting.frame == "Box" and level == 1
        style = "Box Heading" if is_boxed else f"heading {level}"
        writing.paragraph(style, element.children, setting, into, left=setting.left)


def _agenda_item(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """Number, tab, subject, tab, timing; the tabs stand where the style has its tab stops."""
    paragraph, setting = writing.start_paragraph("Agenda Item", setting, into)

    def tab() -> None:
        add(add_run(setting.look, writing.styles, paragraph), "tab")

    parts = [child for child in element.children if isinstance(child, Element) and child.name == "span"]
    number = next((part for part in parts if "number" in part.classes), None)
    timing = next((part for part in parts if "timing" in part.classes), None)
    subject = [child for child in element.children if child is not number and child is not timing]
    if number:
        writing.inline([number], setting, paragraph)
    tab()
    writing.inline(trimmed(subject), setting, paragraph)
    if timing:
        tab()
        writing.inline([timing], setting, paragraph)


def trimmed(nodes: list[Element | str]) -> list[Element | str]:
    """The nodes without white space before the first and after the last."""
    nodes = list(nodes)
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(" ")
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(" ")
    return nodes


def paragraph(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    if "label" in element.classes and setting.frame in ASIDE_STYLES.values():
        writing.paragraph(f"{setting.frame} Label", element.children, setting, into, left=setting.left)
        return
    style = next((style for name, style in PARAGRAPH_STYLES.items() if name in element.classes), "")
    if style:
        writing.paragraph(style, element.children, setting, into)
    else:
        writing.plain_paragraph(element.children, setting, into)


def aside(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    style = next((style for name, style in ASIDE_STYLES.items() if name in element.classes), "")
    if not style:
        raise misplaced(element)
    left = setting.left + writing.styles.left_of(style)
    inside = replace(setting, text_style=style, left=left, frame=style, frame_left=left)
    writing.flow(element.children, inside, into)


def box(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """Prose in a frame; pages turn only between the blocks of the body, so a turned section is none of these."""
    if "box" in element.classes:
        left = setting.left + writing.styles.left_of("Box")
        setting = replace(setting, text_style="Box", left=left, frame="Box", frame_left=left)
    elif "data-orientation" in element.attributes:
        raise misplaced(element)
    writing.flow(element.children, setting, into)


def definitions(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """Terms in bold with their explanation below, or the facts of a document."""
    if "facts" in element.classes:
        _facts(writing, element, setting, into)
        return
    left = setting.left + writing.styles.left_of("List Continue")
    for part in element.elements:
        if part.name == "dt":
            term = replace(setting, keep_next=True).within(part).with_look(strong=True)
            writing.plain_paragraph(part.children, term, into)
        elif part.name == "dd":
            explanation = replace(setting, text_style="List Continue", left=left)
            writing.flow(part.children, explanation.within(part), into)
        else:
            raise misplaced(part)


def _facts(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """Label, tab, text; the text hangs beside the label, and farther away when a label needs the room."""
    labels = [text_width(part.text) * BODY_SIZE / TABLE_SIZE for part in element.elements if part.name == "dt"]
    room = min(round(max(labels, default=0)) + GUTTER, _WIDEST_LABEL)
    left = setting.left + max(room, writing.styles.left_of("Facts"))
    label: Element | None = None
    for part in element.elements:
        if part.name == "dt":
            label = part
        elif part.name == "dd":
            _fact(writing, label, part, setting, left, into)
            label = None
        else:
            raise misplaced(part)
    if label:
        _fact(writing, label, Element("dd"), setting, left, into)


def _fact(
    writing: Writing, label: Element | None, text: Element, setting: Setting, left: int, into: XmlElement
) -> None:
    lead, rest = split_lead(writing, text)
    paragraph, line = writing.start_paragraph("Facts", setting, into, left)
    for indent in paragraph.iter(f"{W}ind"):
        indent.set(f"{W}hanging", str(left - setting.left))
    if label:
        writing.inline(label.children, line.within(label).with_look(style="Facts Label"), paragraph)
    add(add_run(line.look, writing.styles, paragraph), "tab")
    writing.inline(lead, line.within(text), paragraph)
    writing.flow(rest, replace(setting, text_style="Facts Continue", left=left).within(text), into)


def split_lead(writing: Writing, element: Element) -> tuple[list[Element | str], list[Element | str]]:
    """What stands in the first line of an item or a fact, and the blocks that follow it."""
    nodes = list(element.children)
    if nodes and isinstance(first := nodes[0], Element) and first.name == "p":
        return list(first.children), nodes[1:]
    end = next((index for index, node in enumerate(nodes) if not _is_inline(writing, node)), len(nodes))
    return trimmed(nodes[:end]), nodes[end:]


def _is_inline(writing: Writing, node: Element | str) -> bool:
    return isinstance(node, str) or node.name in writing.inlines


def quotation(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    left = setting.left + writing.styles.left_of("Quote")
    writing.flow(element.children, replace(setting, text_style="Quote", left=left), into)


def preformatted(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    """Lines as they are; the code element in it says nothing that the style does not."""
    children = element.children
    if len(children) == 1 and isinstance(only := children[0], Element) and only.name == "code":
        children = only.children
    if children and isinstance(last := children[-1], str):
        children = (*children[:-1], last.removesuffix("\n"))
    writing.paragraph("Code", children, setting, into)


def rule(writing: Writing, _: Element, setting: Setting, into: XmlElement) -> None:
    writing.paragraph("Rule", (), setting, into)


def figure(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.flow(element.children, replace(setting, text_style="Figure"), into)


def figure_caption(writing: Writing, element: Element, setting: Setting, into: XmlElement) -> None:
    writing.paragraph("Figure Caption", element.children, setting, into)


BLOCKS: Mapping[str, ElementFunction] = {
    "header": title_block,
    "h1": title,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), heading),
    "p": paragraph,
    "aside": aside,
    "section": box,
    "dl": definitions,
    "blockquote": quotation,
    "pre": preformatted,
    "hr": rule,
    "figure": figure,
    "figcaption": figure_caption,
}
