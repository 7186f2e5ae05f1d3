"""Actions and decisions in tables: one in each row, known by the titles of the columns or by the heading above.

The table stays as it was written; what is found is handed over with the place behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from pmo_docs.readers.meeting.forms import INITIALS
from pmo_docs.readers.meeting.html_tables import html_table
from pmo_docs.readers.meeting.listed import MIXED, TOLD, WITH_ACTIONS, Found, Listed, says_nothing
from pmo_docs.readers.meeting.marks import LINE
from pmo_docs.readers.meeting.mentions import sentences
from pmo_docs.readers.meeting.names import NameReader
from pmo_docs.readers.meeting.recognising import Recogniser, plain

_COLUMNS = ("number", "decision", "action", "owner", "due", "status", "note", "type")
_LONGEST_TOPIC = 180
_BREAK = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d(?:\s*[-–]\s*\d{1,2}[:.]\d\d)?\s*")


@dataclass(frozen=True)
class _Layout:
    """Which column holds what; `kinds` are what stands in every row, none where each row says so itself.

    A table `is_of_all` that was said when one column says what is to be done about the others, or by whom.
    """

    columns: dict[str, int]
    kinds: tuple[str, ...] = ()
    is_of_all: bool = False
    needs_owner: bool = False

    def cell(self, row: Element, name: str) -> str:
        """The text of a column in a row, still Markdown."""
        number = self.columns.get(name, len(row))
        return (row[number].text or "").strip() if number < len(row) else ""


class TableReader:
    """Reads one table after the other."""

    def __init__(self, recogniser: Recogniser, names: NameReader) -> None:
        self._recogniser = recogniser
        self._names = names
        # "AB 13-9", "AB/CD, week 37": who, and by when.
        self._with_day = re.compile(
            r"^(?P<names>[^\d,/]{1,40}?(?:[,/][^\d,/]{1,40}?){0,6}?),?\s+"
            rf"(?P<due>(?:(?:{recogniser.any_of('week')})\s?)?\d[\d./-]{{0,12}}(?:\s[^\W\d]{{1,12}})?)$",
            re.IGNORECASE,
        )

    def read(self, root: Element, block: Element, kind: str, found: Found) -> None:
        """Hand over what the rows of a table hold, also of one in raw HTML; `kind` is what the heading above it
        announces."""
        table = block if block.tag == "table" else html_table(block)
        rows = [row for row in table.iter("tr") if len(row)] if table is not None else []
        layout = self._layout(rows, kind) if rows else None
        offset = list(root).index(block) + 1
        for one in (one for row in rows[1:] if layout for one in self._in_row(row, layout)):
            before = len(root)
            found(root, offset, one)
            offset += len(root) - before

    def _layout(self, rows: Sequence[Element], kind: str) -> _Layout | None:
        """None of a table that is about something else."""
        titles = [plain(cell.text or "") for cell in rows[0]]
        columns = self._columns(titles)
        if of_all := self._of_all(titles, columns, rows):
            return of_all
        if kind == "action" and "action" in columns and "owner" not in columns:
            self._find_owners(columns, rows)
        is_action = "action" in columns and (kind in WITH_ACTIONS or self._is_of_actions(columns, titles))
        times = (
            [plain(row[columns["due"]].text or "") for row in rows[1:] if len(row) > columns["due"]]
            if is_action and "due" in columns
            else []
        )
        if times and all(map(_CLOCK.fullmatch, times)):
            # "Presentatie | Jan | 10:00" is a programme.
            return None
        others = [number for number in range(len(titles)) if number not in columns.values()]
        if not is_action and kind in WITH_ACTIONS and "owner" in columns and others:
            columns["action"] = others[0]
            is_action = True
        is_of_topics = not is_action and not kind and {"owner", "due"} <= set(columns) and "decision" not in columns
        is_of_topics = is_of_topics and self._of_types(columns, rows) is None
        if is_of_topics and any(self._recogniser.is_a("discussion_column", title) for title in titles):
            # "Thema | Wer | Bis": what somebody has to do stands among what was told.
            widest = _widest(columns, rows)
            return _Layout({**columns, "action": widest}, ("action",), needs_owner=True) if widest is not None else None
        if is_action and self._is_mixed(titles[columns["action"]]):
            return _Layout({**columns, MIXED: columns["action"]}, (MIXED,))
        if is_action:
            return _Layout(columns, ("action", "decision") if "decision" in columns else ("action",))
        return _Layout(columns, ("decision",)) if "decision" in columns else self._of_types(columns, rows)

    def _columns(self, titles: Sequence[str]) -> dict[str, int]:
        columns: dict[str, int] = {}
        for number, title in enumerate(titles):
            for kind in _COLUMNS:
                is_free = kind not in columns and number not in columns.values()
                if is_free and self._is_of(kind, title):
                    columns[kind] = number
        is_early = columns.get("due", 0) < columns.get("action", 0) and "due" in columns
        if is_early and self._recogniser.is_a("date_heading", titles[columns["due"]]):
            # A plain date before the action says when it was given out.
            del columns["due"]
        return columns

    def _find_owners(self, columns: dict[str, int], rows: Sequence[Element]) -> None:
        """ "Student | Task": the first column that holds nothing but names, whatever its title."""
        for number in (number for number in range(len(rows[0])) if number not in columns.values()):
            cells = [plain(row[number].text or "").partition("(")[0].strip() for row in rows[1:] if len(row) > number]
            if any(cells) and all(map(self._are_people, filter(None, cells))):
                columns["owner"] = number
                return

    def _is_of(self, kind: str, title: str) -> bool:
        if kind == "action" and ":" in title and self._recogniser.is_a("told_column", title.partition(":")[0]):
            # "Actions: Responsible / Note"
            return True
        return self._recogniser.is_a(f"{kind}_column", title) or (kind == "action" and self._is_mixed(title))

    def _is_mixed(self, title: str) -> bool:
        """ "Afspraak / actie", "Besluit/actie"."""
        parts = title.split("/")
        is_usual = self._recogniser.is_a("action_column", title)
        return len(parts) == 2 and not is_usual and self._recogniser.is_a("action_column", parts[1])

    def _is_of_actions(self, columns: dict[str, int], titles: Sequence[str]) -> bool:
        """Outside a list of actions: a column "Actie" with one more; "Item" or "What" only with both who and when."""
        says_so = self._recogniser.kind_of(("action", "actions_heading"), titles[columns["action"]])
        return len({"owner", "due", "status"} & set(columns)) > 0 if says_so else {"owner", "due"} <= set(columns)

    def _of_all(self, titles: Sequence[str], columns: dict[str, int], rows: Sequence[Element]) -> _Layout | None:
        """ "Nr | Onderwerp | Actie": the last has what is to be done, or only who does what was told in the widest."""
        heads = [title.partition(":")[0] for title in titles]
        told = next((at for at, title in enumerate(heads) if self._recogniser.is_a("told_column", title)), None)
        if told is None or {"due", "status", "decision", "type"} & set(columns) or columns.get("owner", told) != told:
            return None
        widest = _widest({TOLD: told, "number": columns.get("number", told)}, rows)
        if widest is None:
            return None
        said = [
            self._with_day.sub(r"\g<names>", plain(row[told].text or "").strip(" -–—\n"))
            for row in rows[1:]
            if len(row) > told
        ]
        if any(said) and all(map(self._are_people, filter(None, said))):
            return _Layout({**columns, "owner": told, "action": widest, TOLD: widest}, (TOLD, "action"), True)
        is_of_all = any(self._recogniser.is_a("discussion_column", title.removesuffix("s")) for title in titles)
        is_of_all = is_of_all or any(self._recogniser.is_a("discussion_column", title) for title in titles)
        return _Layout({"action": told, TOLD: widest}, (TOLD, "action"), True) if is_of_all else None

    def _are_people(self, text: str) -> bool:
        is_somebody = (INITIALS.fullmatch, self._names.is_name, self._names.is_everyone)
        parts = self._names.parts(text)
        are_somebody = bool(parts) and all(any(one(part) for one in is_somebody) for part in parts)
        return self._recogniser.is_a("nobody", text) or are_somebody

    def _of_types(self, columns: dict[str, int], rows: Sequence[Element]) -> _Layout | None:
        """Every row says whether it is an action, a decision or neither: in a column of its own, or with a letter and
        a colon before its words, which stand in the widest other column."""
        widest = _widest(columns, rows)
        if widest is None or not {"type", "owner"} & set(columns):
            return None
        layout = _Layout({"type": widest, **columns, "action": widest, "decision": widest})
        return layout if any(self._type(row, layout) for row in rows[1:]) else None

    def _type(self, row: Element, layout: _Layout) -> str:
        said = plain(layout.cell(row, "type")).partition(":")[0]
        return self._recogniser.kind_of(("action_type", "decision_type"), said).removesuffix("_type")

    def _in_row(self, row: Element, layout: _Layout) -> Iterator[Listed]:
        for kind in layout.kinds or filter(None, [self._type(row, layout)]):
            one = self._row(row, layout, kind)
            one = self._told(one, row, layout) if one and layout.is_of_all and kind != TOLD else one
            if one:
                yield from _apart(one) if kind in WITH_ACTIONS and one.is_row else (one,)

    def _row(self, row: Element, layout: _Layout, kind: str) -> Listed | None:
        text = layout.cell(row, kind)
        if layout.columns.get("type") == layout.columns[kind]:
            text = text.partition(":")[2].strip()
        # "AB" says little in a list, and who it was in a table of all that was said.
        if says_nothing(self._recogniser, plain(text), kind) and not (
            layout.is_of_all and self._are_people(plain(text))
        ):
            return None
        owner = plain(layout.cell(row, "owner")).strip(" -–—")
        if layout.needs_owner and not (
            owner and self._are_people(owner) and not self._recogniser.is_a("nobody", owner)
        ):
            return None
        others = (cell for at, cell in enumerate(row) if at not in layout.columns.values())
        return Listed(
            kind,
            text,
            int(row.get(LINE, "0")),
            layout.cell(row, "owner"),
            plain(layout.cell(row, "due")),
            status=plain(layout.cell(row, "status")),
            number=plain(layout.cell(row, "number")).strip(" ."),
            note=plain(layout.cell(row, "note")),
            topic=" ".join(plain(cell.text or "").strip() for cell in others)[:_LONGEST_TOPIC],
            is_row=True,
        )

    def _told(self, one: Listed, row: Element, layout: _Layout) -> Listed | None:
        """What is to be done by those who stand behind it: the sentences that name them, else all that was said.

        The number is that of the agenda item; a date stands among the words.
        """
        one = replace(one, number="", is_row=False)
        if "owner" not in layout.columns and not self._are_people(plain(one.text)):
            return one
        told, names = (one.text, one.owners) if "owner" in layout.columns else (layout.cell(row, TOLD), one.text)
        owners = plain(names).strip(" -–—\n")
        if not owners or self._recogniser.is_a("nobody", owners):
            return None
        if with_day := self._with_day.fullmatch(owners):
            owners, names, one = with_day["names"], with_day["names"], replace(one, due=with_day["due"], is_row=True)
        named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self._names.parts(owners)))})(?!\w)")
        said = [part for part in sentences(told) if named.search(part)]
        return replace(one, text=" ".join(said) or told, owners=names)


def _apart(one: Listed) -> Iterator[Listed]:
    """ "Book the hall<br>Send the letters": what stands on lines of its own in a cell, each with its owner."""
    texts, owners = ([part.strip() for part in _BREAK.split(text) if part.strip()] for text in (one.text, one.owners))
    are_several = len(texts) > 1 and all(text[:1].isupper() and " " in text for text in texts)
    if not are_several or (one.kind != "action" and len(owners) != len(texts)):
        yield one
        return
    each = owners if len(owners) == len(texts) else [one.owners] * len(texts)
    for text, owner in zip(texts, each, strict=True):
        yield replace(one, text=text, owners=owner)


def _widest(columns: dict[str, int], rows: Sequence[Element]) -> int | None:
    """The column with most words among those of which the title says nothing."""
    others = [number for number in range(len(rows[0])) if number not in columns.values()]
    sizes = {number: sum(len(row[number].text or "") for row in rows[1:] if len(row) > number) for number in others}
    return max(sizes, key=lambda number: sizes[number]) if sizes else None
