"""The reference document: an empty Word file with the styles, lists and page of the default house style.

`python -m pmo_docs.writers.docx.reference` writes it anew.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from pmo_docs.writers.docx import house_style as house
from pmo_docs.writers.docx.columns import GUTTER
from pmo_docs.writers.docx.house_style import STYLES, Border, Style
from pmo_docs.writers.docx.ooxml import DECLARATIONS, TWIPS_PER_POINT, millimetres
from pmo_docs.writers.docx.package import repack

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "fontTable")
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


def build_reference() -> bytes:
    """The reference document as it is kept in `templates/reference.docx`."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in _contents().items():
            archive.writestr(name, _XML + content)
    return repack(stream.getvalue())


def _contents() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", _OFFICE, "word/document.xml"),
            ("metadata/core-properties", f"{_PACKAGE}/relationships", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>',
        "word/_rels/document.xml.rels": _relationships(
            *((part, _OFFICE, f"{part}.xml") for part in _PARTS), ("theme", _OFFICE, "theme/theme1.xml")
        ),
        "word/document.xml": f"<w:document {DECLARATIONS}><w:body>{_page()}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/theme/theme1.xml": _theme(),
    }


def _content_types() -> str:
    overrides = {f"/word/{part}.xml": f"{_WORD_TYPE}.{part}+xml" for part in _PARTS}
    overrides["/word/document.xml"] = f"{_WORD_TYPE}.document.main+xml"
    overrides["/word/theme/theme1.xml"] = _THEME_TYPE
    overrides["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{type_}"/>' for part, type_ in sorted(overrides.items()))
        + "</Types>"
    )


def _relationships(*targets: tuple[str, str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{base}/{type_}" Target="{target}"/>'
        for number, (type_, base, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _page() -> str:
    return (
        f'<w:sectPr><w:pgSz w:w="{millimetres(house.PAGE_WIDTH)}" w:h="{millimetres(house.PAGE_HEIGHT)}"/>'
        f'<w:pgMar w:top="{millimetres(house.MARGIN_TOP)}" w:right="{millimetres(house.MARGIN_RIGHT)}" '
        f'w:bottom="{millimetres(house.MARGIN_BOTTOM)}" w:left="{millimetres(house.MARGIN_LEFT)}" '
        f'w:header="{millimetres(house.HEADER_DISTANCE)}" w:footer="{millimetres(house.FOOTER_DISTANCE)}" '
        'w:gutter="0"/></w:sectPr>'
    )


def _styles() -> str:
    ids = {style.name: style.style_id for style in STYLES} | {"Default Paragraph Font": "DefaultParagraphFont"}
    return (
        f"<w:styles {DECLARATIONS}>"
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font(house.FONT)}{_size(house.BODY_SIZE)}"
        '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="{_line(house.BODY_LINE)}" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + "".join(_style(style, ids) for style in STYLES)
        # Hairlines between the rows, a stronger line below the head; the text stands on the edges of the page's text.
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="PMOTable"><w:name w:val="PMO Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{_table_line('bottom', 4, house.HAIRLINE)}{_table_line('insideH', 4, house.HAIRLINE)}"
        '</w:tblBorders><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="{GUTTER}" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>{_table_line("bottom", 8, house.TEXT)}'
        '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="lastRow"><w:tblPr/><w:tcPr><w:tcBorders>{_table_line("top", 8, house.TEXT)}'
        '<w:bottom w:val="nil"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style></w:styles>'
    )


def _style(style: Style, ids: dict[str, str]) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    custom = "" if style.name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.style_id}"><w:name w:val="{style.name}"/>'
        + (f'<w:basedOn w:val="{ids[style.based_on]}"/>' if style.based_on else "")
        + (f'<w:next w:val="{ids[style.next]}"/>' if style.next else "")
        + (f'<w:link w:val="{ids[style.link]}"/>' if style.link else "")
        + f'<w:uiPriority w:val="{9 if style.outline is not None else 20}"/>'
        + ("<w:qFormat/>" if style.quick else "")
        + _wrapped("w:pPr", _paragraph_look(style) if style.kind == "paragraph" else "")
        + _wrapped("w:rPr", _letter_look(style))
        + "</w:style>"
    )


_BUILT_IN = frozenset(
    {"Normal", "Body Text", "Title", "Subtitle", "Quote", "Signature", "caption", "header", "footer"}
    | {"Strong", "Emphasis", "Hyperlink"}
    | {f"heading {level}" for level in range(1, 7)}
    | {f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3")}
)


def _paragraph_look(style: Style) -> str:
    """The children of `w:pPr`, in the order of its schema."""
    frame = '<w:framePr w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
    number, level = (style.numbering[0], style.numbering[1]) if style.numbering else (0, 0)
    return "".join(
        (
            _switch("keepNext", style.keep_next),
            _switch("keepLines", style.keep_lines),
            frame if style.framed else "",
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else "",
            _wrapped("w:pBdr", "".join(_border(border) for border in style.borders)),
            _tabs(style),
            _spacing(style),
            _indent(style),
            "<w:contextualSpacing/>" if style.contextual else "",
            f'<w:jc w:val="{style.align}"/>' if style.align else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
        )
    )


def _letter_look(style: Style) -> str:
    """The children of `w:rPr`, in the order of its schema."""
    return "".join(
        (
            _font(style.font) if style.font else "",
            _switch("b", style.bold) + _switch("bCs", style.bold),
            _switch("i", style.italic) + _switch("iCs", style.italic),
            "<w:noProof/>" if style.font == house.CODE_FONT else "",
            f'<w:color w:val="{style.colour}"/>' if style.colour else "",
            f'<w:spacing w:val="{round(style.tracking * TWIPS_PER_POINT)}"/>' if style.tracking else "",
            _size(style.size) if style.size else "",
            '<w:u w:val="single"/>' if style.underline else "",
        )
    )


def _wrapped(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>" if content else ""


def _switch(name: str, state: bool | None) -> str:
    if state is None:
        return ""
    return f"<w:{name}/>" if state else f'<w:{name} w:val="0"/>'


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _line(multiple: float) -> int:
    return round(multiple * 240)


def _border(border: Border) -> str:
    return (
        f'<w:{border.side} w:val="{border.line}" w:sz="{border.width}" w:space="{border.distance}" '
        f'w:color="{border.colour}"/>'
    )


def _table_line(side: str, width: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'


def _tabs(style: Style) -> str:
    left = f'<w:tab w:val="left" w:pos="{millimetres(style.left_tab)}"/>' if style.left_tab is not None else ""
    right = f'<w:tab w:val="right" w:pos="{millimetres(style.right_tab)}"/>' if style.right_tab else ""
    return _wrapped("w:tabs", left + right)


def _spacing(style: Style) -> str:
    before = f' w:before="{round(style.before * TWIPS_PER_POINT)}"' if style.before is not None else ""
    after = f' w:after="{round(style.after * TWIPS_PER_POINT)}"' if style.after is not None else ""
    line = f' w:line="{_line(style.line)}" w:lineRule="auto"' if style.line else ""
    if style.exact_line:
        line = f' w:line="{round(style.exact_line * TWIPS_PER_POINT)}" w:lineRule="exact"'
    if style.least_line:
        line = f' w:line="{round(style.least_line * TWIPS_PER_POINT)}" w:lineRule="atLeast"'
    return f"<w:spacing{before}{after}{line}/>" if before or after or line else ""


def _indent(style: Style) -> str:
    lengths = (("left", style.left), ("right", style.right), ("hanging", style.hanging))
    attributes = "".join(f' w:{side}="{millimetres(length)}"' for side, length in lengths if length is not None)
    return f"<w:ind{attributes}/>" if attributes else ""


def _numbering() -> str:
    """Bullets and numbers of nine levels; the first three belong to the list styles."""
    kinds = (
        (house.BULLETS, "ListBullet", tuple(("bullet", sign) for sign in "•◦▪•◦▪•◦▪")),
        (
            house.NUMBERS,
            "ListNumber",
            tuple(("decimal", f"%{level + 1}.") for level in range(9)),
        ),
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(level, style, *look) for level, look in enumerate(looks))
        + "</w:abstractNum>"
        for number, style, looks in kinds
    )
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _, _ in kinds
    )
    return f"<w:numbering {DECLARATIONS}>{lists}{instances}</w:numbering>"


def _level(level: int, style: str, kind: str, text: str) -> str:
    left, hanging = millimetres(house.LIST_STEP * (level + 1)), millimetres(house.LIST_STEP)
    linked = f'<w:pStyle w:val="{style}{level + 1 if level else ""}"/>' if level < 3 else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
        f'<w:rPr><w:color w:val="{house.GREY}"/></w:rPr></w:lvl>'
    )


def _settings() -> str:
    uri = "http://schemas.microsoft.com/office/word"
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    return (
        f'<w:settings {DECLARATIONS}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{millimetres(house.NUMBER_WIDTH)}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        + "".join(f'<w:compatSetting w:name="{name}" w:uri="{uri}" w:val="{value}"/>' for name, value in modes.items())
        + '</w:compat><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def _fonts() -> str:
    # Where Calibri is missing, Carlito has the same widths.
    return (
        f'<w:fonts {DECLARATIONS}><w:font w:name="{house.FONT}"><w:altName w:val="Carlito"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{house.SYMBOL_FONT}"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
        f'<w:font w:name="{house.CODE_FONT}"><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font></w:fonts>'
    )


def _theme() -> str:
    """The colours that Word offers in its palette; the house style itself refers to none of them."""
    colours = {"dk1": "000000", "lt1": "FFFFFF", "dk2": house.GREY, "lt2": "F2F2F2", "accent1": house.ACCENT}
    colours |= {f"accent{number}": colour for number, colour in enumerate(house.RAG.values(), 2)}
    colours |= {"hlink": house.ACCENT, "folHlink": house.GREY}
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    font = f'<a:latin typeface="{house.FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'<a:theme {DECLARATIONS} name="pmo_docs"><a:themeElements><a:clrScheme name="pmo_docs">'
        + "".join(f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in colours.items())
        + f'</a:clrScheme><a:fontScheme name="pmo_docs"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="pmo_docs">'
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


if __name__ == "__main__":
    Path("templates/reference.docx").write_bytes(build_reference())
