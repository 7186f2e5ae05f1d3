"""Pages: sections upright and turned, with the running head and foot and the watermark."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml as parse_word_xml
from lxml import etree

from pmo_docs.rendering.tree import Element
from pmo_docs.writers.docx.house_style import FONT
from pmo_docs.writers.docx.ooxml import DECLARATIONS, W, XmlElement, add, clean, parse_xml, qualified
from pmo_docs.writers.docx.writing import Setting, Writing

_WATERMARK_COLOUR = "DDDDDD"
# In points: as high as this, and as wide as its letters need, but no wider than the text.
_WATERMARK_HEIGHT, _WATERMARK_WIDTH = 110, 450


@dataclass(frozen=True)
class Segment:
    """Blocks that stand on pages of one orientation."""

    nodes: tuple[Element | str, ...]
    is_landscape: bool


def segments(body: Element) -> list[Segment]:
    """The body without its running head and foot, split where the pages turn."""
    result: list[Segment] = []
    for node in body.children:
        if isinstance(node, Element) and "running" in node.classes:
            continue
        turned = isinstance(node, Element) and node.attributes.get("data-orientation") == "landscape"
        nodes = node.children if turned and isinstance(node, Element) else (node,)
        if result and result[-1].is_landscape == turned:
            result[-1] = Segment((*result[-1].nodes, *nodes), turned)
        else:
            result.append(Segment(nodes, turned))
    return result or [Segment((), False)]


def running(body: Element, name: str) -> Element | None:
    """The running `header` or `footer`."""
    return next((child for child in body.elements if child.name == name and "running" in child.classes), None)


class Pages:
    """The page of the reference document, made into the sections of this one."""

    def __init__(self, section: XmlElement, writing: Writing, body: Element) -> None:
        self._section = deepcopy(section)
        for child in list(self._section):
            if child.tag in (f"{W}headerReference", f"{W}footerReference", f"{W}titlePg"):
                self._section.remove(child)
        self._references = dict(_references(writing, body, self.setting(is_landscape=False)))

    def setting(self, *, is_landscape: bool) -> Setting:
        """The place of text on such a page."""
        size, margin = self._part("pgSz"), self._part("pgMar")
        across, down = _length(size, "w"), _length(size, "h")
        if is_landscape:
            across, down = down, across
        left, right = _length(margin, "left"), _length(margin, "right")
        return Setting(
            width=across - (right if is_landscape else left) - right,
            height=down - _length(margin, "top") - _length(margin, "bottom"),
        )

    def section(self, *, is_landscape: bool, is_first: bool) -> XmlElement:
        """The properties of a section; only the first has a first page without a running head."""
        section = deepcopy(self._section)
        references = [item for item in self._references.items() if is_first or item[0][1] == "default"]
        for position, ((name, pages), relation) in enumerate(references):
            reference = etree.Element(f"{W}{name}Reference", {f"{W}type": pages, qualified("r:id"): relation})
            section.insert(position, reference)
        if is_landscape:
            size = section.find(f"{W}pgSz")
            assert size is not None
            across, down = size.get(f"{W}w", ""), size.get(f"{W}h", "")
            size.attrib.update({f"{W}w": down, f"{W}h": across, f"{W}orient": "landscape"})
            margin = section.find(f"{W}pgMar")
            assert margin is not None
            margin.set(f"{W}left", margin.get(f"{W}right", "0"))
        if is_first and references:
            title_page = etree.Element(f"{W}titlePg")
            following = [child for child in section if child.tag in (f"{W}textDirection", f"{W}bidi", f"{W}docGrid")]
            if following:
                following[0].addprevious(title_page)
            else:
                section.append(title_page)
        return section

    def _part(self, name: str) -> XmlElement:
        part = self._section.find(W + name)
        assert part is not None
        return part


def _length(element: XmlElement, name: str) -> int:
    return int(element.get(W + name, "0"))


def _references(writing: Writing, body: Element, setting: Setting) -> Iterator[tuple[tuple[str, str], str]]:
    """The relations to the running heads and feet; that of the first page has a foot, but no head."""
    header, footer = running(body, "header"), running(body, "footer")
    watermark = clean(body.attributes.get("data-watermark", ""))
    if header or watermark:
        for number, (pages, text) in enumerate((("default", header), ("first", None)), 1):
            yield ("header", pages), _running_part(writing, "header", number, text, setting, watermark)
    if footer:
        for number, pages in enumerate(("default", "first"), 1):
            yield ("footer", pages), _running_part(writing, "footer", number, footer, setting)


def _running_part(
    writing: Writing, kind: str, number: int, text: Element | None, setting: Setting, watermark: str = ""
) -> str:
    content_type, relation_type, tag = {
        "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, "hdr"),
        "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, "ftr"),
    }[kind]
    root = parse_word_xml(f"<w:{tag} {DECLARATIONS}/>")
    package = writing.part.package
    part = XmlPart(PackURI(f"/word/{kind}{number}.xml"), content_type, root, package)
    inside = replace(writing, part=part, image_blips={})
    place = replace(setting, text_style=kind)
    if text:
        inside.flow(text.children, place.within(text), root)
    if not len(root):
        inside.plain_paragraph((), place, root)
    if watermark:
        add(root[0], "r").append(_watermark(watermark, number))
    relation: str = writing.part.relate_to(part, relation_type)
    return relation


def _watermark(text: str, number: int) -> XmlElement:
    """Light letters across the page, behind the text, as Word itself makes them."""
    width = min(_WATERMARK_WIDTH, round(_WATERMARK_HEIGHT * 0.6 * len(text)))
    return parse_xml(
        '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'alt="" style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{_WATERMARK_HEIGHT}pt;'
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
        f'fillcolor="#{_WATERMARK_COLOUR}" stroked="f"><v:fill opacity="0.5"/>'
        f"<v:textpath style={quoteattr(f'font-family:&quot;{FONT}&quot;;font-size:1pt')} string={quoteattr(text)}/>"
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict>'
    )
