"""The default house style as Word styles: what `templates/reference.docx` is made of.

Sizes and spaces are in points, indents in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FONT = "Calibri"
SYMBOL_FONT = "Segoe UI Symbol"
CODE_FONT = "Consolas"
ACCENT = "1F4E79"
# Looks the same. Word draws one line along paragraphs with equal borders: with this colour at the label, the line of
# one decision does not run on into the next.
ACCENT_OF_LABEL = "1F4E7A"
TEXT = "1C1C1C"
GREY = "5F5F5F"
HAIRLINE = "BDBDBD"
RAG = {"Red": "B3261E", "Amber": "A65A00", "Green": "1E7A34", "Grey": "6A6A6A", "Blue": "1F5FA8"}

PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM, MARGIN_LEFT = 24, 20, 25, 31
HEADER_DISTANCE, FOOTER_DISTANCE = 12, 12
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
# Lines of prose end before the tables do: no more than some 85 characters.
PROSE_RIGHT = 17

BODY_SIZE = 10.5
TABLE_SIZE = 9.5
# Calibri is 1.22 times its size high; these multiples make lines of 15 and 13 points.
BODY_LINE = 15 / (BODY_SIZE * 1.2207)
TABLE_LINE = 13 / (TABLE_SIZE * 1.2207)

LIST_STEP = 5.5
LABEL_WIDTH = 31
NUMBER_WIDTH = 9
FRAME_LEFT = 4


@dataclass(frozen=True)
class Border:
    """A line beside a paragraph; width in eighths of a point, distance in points."""

    side: str
    width: int
    colour: str = ACCENT
    line: str = "single"
    distance: int = 0


@dataclass(frozen=True)
class Style:
    """A style as Word knows it; what is left out comes from the style it is based on."""

    name: str
    based_on: str = ""
    kind: str = "paragraph"
    id: str = ""
    next: str = ""
    link: str = ""
    # How it looks: the letters
    font: str = ""
    size: float = 0
    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    underline: bool = False
    tracking: float = 0
    # How it stands: the paragraph
    before: float | None = None
    after: float | None = None
    line: float = 0
    exact_line: float = 0
    least_line: float = 0
    left: float | None = None
    hanging: float | None = None
    right: float | None = None
    align: str = ""
    keep_next: bool | None = None
    keep_lines: bool | None = None
    borders: tuple[Border, ...] = ()
    right_tab: float = 0
    left_tab: float | None = None
    outline: int | None = None
    # No space between paragraphs of this style.
    contextual: bool = False
    framed: bool = False
    numbering: tuple[int, int] | None = None
    quick: bool = True

    @property
    def style_id(self) -> str:
        return self.id or self.name.replace(" ", "")


BULLETS, NUMBERS = 1, 2


def _headings() -> list[Style]:
    """Twice as much space above as below."""
    sizes = {1: 13, 2: 11.5, 3: BODY_SIZE, 4: BODY_SIZE, 5: BODY_SIZE, 6: BODY_SIZE}
    spaces = {1: 18, 2: 15, 3: 12, 4: 12, 5: 12, 6: 12}
    return [
        Style(
            f"heading {level}",
            "Normal",
            id=f"Heading{level}",
            next="Body Text",
            size=size,
            bold=level < 4,
            italic=level >= 4,
            colour=ACCENT if level == 1 else "auto",
            before=spaces[level],
            after=spaces[level] / 2,
            right=PROSE_RIGHT,
            line=1.08,
            keep_next=True,
            keep_lines=True,
            outline=level - 1,
        )
        for level, size in sizes.items()
    ]


def _lists() -> list[Style]:
    styles = []
    for kind, numbering in (("List Bullet", BULLETS), ("List Number", NUMBERS), ("List Continue", 0)):
        for level in (1, 2, 3):
            styles.append(
                Style(
                    kind if level == 1 else f"{kind} {level}",
                    "Body Text",
                    before=2.5,
                    after=2.5,
                    left=LIST_STEP * level,
                    hanging=LIST_STEP if numbering else 0,
                    numbering=(numbering, level - 1) if numbering else None,
                )
            )
    for name, numbering in (("Table List Bullet", BULLETS), ("Table List Number", NUMBERS)):
        styles.append(Style(name, "Table Text", left=LIST_STEP, hanging=LIST_STEP, numbering=(numbering, 0)))
    styles.append(Style("List Task", "Body Text", before=2.5, after=2.5, left=LIST_STEP, hanging=LIST_STEP))
    return styles


def _asides() -> list[Style]:
    """Decision, action and request: told apart by the word in the label and by the shape of the rule."""
    rules = {
        "Decision": Border("left", 10, line="double", distance=9),
        "Action": Border("left", 10, distance=9),
        "Request": Border("left", 12, line="dashed", distance=9),
    }
    styles = []
    for name, rule in rules.items():
        label = f"{name} Label"
        styles.append(
            Style(
                name, "Body Text", before=0, after=9, least_line=15, left=FRAME_LEFT, keep_lines=True, borders=(rule,)
            )
        )
        styles.append(
            Style(
                label,
                name,
                next=name,
                size=TABLE_SIZE,
                bold=True,
                colour=ACCENT,
                before=9,
                after=0,
                keep_next=True,
                borders=(replace(rule, colour=ACCENT_OF_LABEL),),
            )
        )
    return styles


def _boxes() -> list[Style]:
    """Heading and text of the box stand in one frame, because their lines and indents are the same."""
    frame = tuple(
        Border(side, 6, distance=14 if side in ("left", "right") else 8) for side in ("top", "left", "bottom", "right")
    )
    return [
        Style("Box", "Body Text", before=0, left=5, right=5, keep_lines=True, borders=frame),
        Style("Box Heading", "heading 1", next="Box", before=12, after=6, left=5, right=5, borders=frame),
    ]  # fmt: skip


def _tables() -> list[Style]:
    return [
        Style("Table Text", "Normal", size=TABLE_SIZE, line=TABLE_LINE, before=3.5, after=3.5),
        Style("Table Number", "Table Text", align="right"),
        Style("Table Centre", "Table Text", align="center"),
        Style("Table Row Head", "Table Text", bold=True),
        Style("Table Head", "Table Text", bold=True, keep_next=True),
        Style("Table Head Number", "Table Head", align="right"),
        Style("Table Head Centre", "Table Head", align="center"),
        Style("caption", "Normal", id="Caption", next="Body Text", size=9, colour=GREY,
              before=9, after=3, line=TABLE_LINE, keep_next=True, keep_lines=True),
        Style("Figure Caption", "caption", before=3, after=9, keep_next=False),
    ]  # fmt: skip


def _title_block() -> list[Style]:
    return [
        Style("Kicker", "Normal", next="Title", size=10, bold=True, colour=ACCENT, tracking=0.3, before=0, after=2,
              keep_next=True),
        Style("Title", "Normal", next="Subtitle", size=21, bold=True, before=0, after=4, line=0.98,
              keep_next=True, keep_lines=True),
        Style("Subtitle", "Normal", next="Body Text", colour=GREY, before=0, after=15, contextual=True),
        Style("Status", "Normal", next="Kicker", size=9, bold=True, colour=ACCENT, before=0, after=0, line=1,
              framed=True,
              borders=tuple(Border(side, 6, distance=6 if side in ("left", "right") else 2)
                            for side in ("top", "left", "bottom", "right"))),
        Style("Facts", "Normal", before=2.5, after=2.5, left=LABEL_WIDTH, hanging=LABEL_WIDTH, right=PROSE_RIGHT),
        Style("Facts Continue", "Facts", hanging=0),
    ]  # fmt: skip


def _characters() -> list[Style]:
    def character(name: str, based_on: str = "Default Paragraph Font", **look: object) -> Style:
        return Style(name, based_on, kind="character", **look)  # type: ignore[arg-type]

    return [
        character("Strong", bold=True),
        character("Emphasis", italic=True),
        character("Hyperlink", colour=ACCENT, underline=True),
        character("Code Char", font=CODE_FONT, size=9, link="Code"),
        character("Quiet", size=9, colour=GREY),
        character("Late", bold=True),
        character("Item Number", bold=True, colour=ACCENT),
        character("Timing", size=9, bold=False, colour=GREY),
        character("Facts Label", colour=GREY),
        character("Mark", font=SYMBOL_FONT),
        *(character(f"RAG {name}", "Mark", colour=colour, id=f"RAG{name}") for name, colour in RAG.items()),
    ]


STYLES: tuple[Style, ...] = (
    Style("Normal", next="Body Text"),
    Style("Body Text", "Normal", before=7.5, after=7.5, right=PROSE_RIGHT),
    *_title_block(),
    *_headings(),
    Style("Agenda Item", "heading 1", next="Body Text", size=11.5, colour="auto", before=16, after=3,
          left=0, right=0, hanging=NUMBER_WIDTH, left_tab=0, right_tab=TEXT_WIDTH),
    Style("Meta", "Normal", next="Body Text", size=9, colour=GREY, line=TABLE_LINE, before=0, after=3,
          right=PROSE_RIGHT, keep_next=True),
    Style("Lead", "Body Text", next="Body Text", size=11.5),
    *_lists(),
    *_asides(),
    *_boxes(),
    Style("Quote", "Body Text", left=4, italic=True, colour=GREY),
    Style("Code", "Normal", font=CODE_FONT, size=9, line=1.1, before=7.5, after=7.5, left=4, link="Code Char"),
    Style("Rule", "Normal", size=1, exact_line=2, before=14, after=14, right=PROSE_RIGHT, quick=False,
          borders=(Border("bottom", 4, HAIRLINE),)),
    Style("Total", "Body Text", bold=True, before=12),
    Style("Signature", "Body Text", before=45, right=TEXT_WIDTH - 70, keep_lines=True,
          borders=(Border("top", 4, "auto", distance=3),)),
    Style("Figure", "Body Text", keep_next=True),
    *_tables(),
    Style("header", "Normal", id="Header", size=8, colour=GREY, line=1),
    Style("footer", "Normal", id="Footer", size=8, colour=GREY, line=1),
    Style("Separator", "Normal", size=1, exact_line=1, before=0, after=0, quick=False),
    *_characters(),
)  # fmt: skip
