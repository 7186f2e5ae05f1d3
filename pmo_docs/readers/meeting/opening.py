"""What the first lines of notes say of a meeting, in a table, behind labels, in a heading: date, time, place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile
from xml.etree.ElementTree import Element

from pmo_docs.model.times import TimeSpan
from pmo_docs.readers.dates import DateReader, FoundDate
from pmo_docs.readers.meeting.headings import LEVELS
from pmo_docs.readers.meeting.mentions import line_of
from pmo_docs.readers.meeting.recognising import Recogniser, in_lines, plain

_LABELLED = re.compile(r"^(?P<label>[^:\n]{2,40}?)\s*:\s*(?P<rest>\S.*)$")
# "Start 10:05u".
_TIMED = re.compile(
    r"^(?P<label>[^\W\d_][^\W\d_ ]{2,15}?)\s+(?:[^\W\d_]{2}\s+)?(?P<rest>\d{1,2}[:.hu]\d\d(?!\d).{0,20})$"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
# "2026-04-10T19:00:00"
_T = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)T(?=\d)")
_KINDS = ("date_heading", "time_heading", "end_heading", "place_heading", "title_heading")
_OF_PAGE = re.compile(
    r"^(?:slug|layout|tags|categories|modified|save_as|authors?|summary): ", re.MULTILINE | re.IGNORECASE
)
# What may be a heading by itself, with what it is about below it.
_BELOW = ("date_heading", "time_heading", "end_heading", "place_heading")
_COLUMNS = ("owner_column", "action_column", "due_column", "status_column", "note_column", "decision_column")
_TIME = r"(?P<{0}h>\d{{1,2}})(?:[:.hu](?P<{0}m>[0-5]\d))?\s*(?P<{0}half>[ap]\.?m\b\.?)?"
_ZONE = r"(?:UTC|GMT|[A-Z]{1,3}S?T)\b"
_BEFORE = r"(?<![\d.:-])"
# A date further down is the date of something else.
_FIRST_BLOCKS = 14
_FEW_BLOCKS = 4
_LONGEST_LINE = 160
_NEAR = 60
# Without a colon or a digit words say nothing of when and where.
_TELLING = re.compile(r"[:\d]")
_FIRST_LINES = 3
_LONGEST_TITLE = 100


@dataclass
class Opening:
    """What was found; nothing where the notes do not say it; `lines` are those of the blocks where it stood.

    `held` is the day in a title such as "Minutes of the meeting held on 14 July 2009"; `is_labelled` says that the
    notes call the day that of the meeting, `is_certain` that they do so or that it stands in a title.
    """

    title: str = ""
    date: FoundDate | None = None
    is_labelled: bool = False
    is_certain: bool = False
    held: FoundDate | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    place: str = ""
    lines: set[int] = field(default_factory=set)

    @property
    def time(self) -> TimeSpan | None:
        """From when until when; an end before the start was written with another clock, or is no end."""
        is_later = self.start and self.end and self.end > self.start
        return TimeSpan(self.start, self.end if is_later else None) if self.start else None


class OpeningReader:
    """Reads the opening from the blocks of notes while their text is still Markdown."""

    def __init__(self, recogniser: Recogniser, dates: DateReader) -> None:
        self._recogniser = recogniser
        self._dates = dates
        clock, until = map(recogniser.any_of, ("clock", "until"))
        said = rf"(?:\s*(?:{clock})\b)?(?: ?(?-i:{_ZONE}))?"
        # "0800 - 0900 PT", "1300 uur"; "2024 - 2025" are years.
        digits = r"([01]\d|2[0-3])([0-5]\d)"
        zoned = rf"\s*(?:(?:{clock})\b|(?-i:{_ZONE}))"
        self._four_digits = re.compile(rf"(?<![\d.:/-]){digits}(?={zoned}|\s*[-–]\s*\d{{4}}{zoned})", re.IGNORECASE)
        self._clock = re.compile(rf"\s*(?:{clock})\b", re.IGNORECASE)
        self._moment = re.compile(_BEFORE + _TIME.format("a"), re.IGNORECASE)
        self._span = re.compile(
            _BEFORE
            + _TIME.format("a")
            + said
            + rf"\s*(?:-{{1,3}}|–|—|,?\s*(?:{until}))\s*(?:ca\.?\s?|circa\s|±\s?|~\s?)?"
            + _TIME.format("b"),
            re.IGNORECASE,
        )

    def read(self, root: Element) -> Opening:
        """Labels and head tables first, then the headings and lines at the top, then who opens and closes when."""
        found = Opening()
        blocks = list(self._of_this_meeting(root))
        of_page = blocks.pop(0)[1] if blocks and _is_of_page(blocks[0][1]) else None
        lines = [line for block in blocks for line in _lines(*block)]
        lines += self._below_labels(blocks)
        for line in lines:
            if self._labelled(line.text, found):
                found.lines.add(line.of_block)
        titles = (line.text for line in lines if line.number < _FEW_BLOCKS and self._tells_of_meeting(line.text))
        found.held = next((days[0] for text in titles if len(days := self._dates.find(text)) == 1), None)
        found.held = found.held or self._opened_on(lines)
        for line in lines:
            text = line.text
            is_first = line.number < _FIRST_BLOCKS or (line.is_at_top and self._names_meeting(text))
            if found.date is None and is_first and not self._is_promise(text) and len(text) <= _LONGEST_LINE:
                self._dated(text, found)
                found.is_certain = found.date is not None and (
                    line.number < _FIRST_LINES or self._tells_of_meeting(text)
                )
                found.lines |= {line.of_block} if found.date else set()
            if found.start is None and line.number < _FEW_BLOCKS and self._span.fullmatch(text.strip(" *_")):
                # "10:00 – 11:30" on a line of its own.
                found.start, found.end = self._times(text, needs_minutes=True)
            is_title = line.number < _FIRST_LINES and not self._dates.find(text) and self._tells_of_meeting(text)
            is_title = is_title and not self._recogniser.says("closed", text)
            if found.start is None and is_title:
                # "Board call -- 7:00am PST"
                found.start, found.end = self._times(text, needs_minutes=True)
        if found.date is None and of_page is not None:
            page = (line.text for line in _lines(0, of_page))
            found.date = next((day for text in page if self._labelled(text, found) and (day := found.date)), None)
        found.title = found.title or self._title(root)
        closed = self._moment_after("closed", lines) if found.end is None else None
        found.start = found.start or self._moment_after("opened", lines)
        found.end = found.end or closed
        return found

    def _of_this_meeting(self, root: Element) -> Iterator[tuple[int, Element]]:
        """The blocks with their numbers, without those below a heading such as "Next meeting"."""
        is_next = False
        for number, block in enumerate(root):
            if block.tag in LEVELS:
                is_next = block.tag != "h1" and self._recogniser.says("next_heading", plain(block.text or ""))
            if not is_next:
                yield number, block

    def _opened_on(self, lines: list[_Line]) -> FoundDate | None:
        """ "Called to order by Ann at 19:01, August 16, 2022"."""
        first = [line.text for line in lines[:_FIRST_BLOCKS] if self._recogniser.says("opened", line.text)]
        return next((days[0] for text in first if len(days := self._dates.find(text)) == 1), None)

    def _below_labels(self, blocks: list[tuple[int, Element]]) -> Iterator[_Line]:
        """ "## Datum en tijd" with "26-11, 13:15" below it, as one line."""
        for (number, block), (_, below) in pairwise(blocks):
            if block.tag not in LEVELS or below.tag != "p":
                continue
            label, said = plain(block.text or "").strip(" :"), plain(below.text or "").strip()
            is_short = "\n" not in said and len(said) <= _NEAR and ":" not in label
            if is_short and self._recogniser.kind_of(_BELOW, label):
                yield _Line(f"{label}: {said}", number, line_of(below))

    def _title(self, root: Element) -> str:
        """The first line that says what kind of meeting it was, where no heading does."""
        if sum(block.tag == "h1" for block in root) == 1:
            return ""
        above = takewhile(lambda block: block.tag == "p", root)
        lines = (line for block in islice(above, _FIRST_LINES) for line in in_lines(block.text or "").split("\n"))
        # "% Board meeting", as some converters have it.
        texts = (" ".join(line.split()).removeprefix("% ") for line in islice(lines, _FIRST_LINES))
        titles = (text for text in texts if len(text) <= _LONGEST_TITLE and not text.endswith((".", ":")))
        return next((text for text in titles if self._is_title(text) and self._names_meeting(text)), "")

    def _is_title(self, text: str) -> bool:
        """ "Draft minutes: May 9, 2018", and no label."""
        _, colon, behind = text.partition(": ")
        days = self._dates.find(behind)
        return not colon or (len(days) == 1 and not (behind[: days[0].start] + behind[days[0].end :]).strip())

    def _names_meeting(self, text: str) -> bool:
        """ "Verslag werkgroep Haven", and not "Verslag vastgesteld"."""
        return self._recogniser.says("meeting_word", text) and not self._recogniser.says("adopted_word", text)

    def _tells_of_meeting(self, text: str) -> bool:
        """Whether a short line is about this meeting and no other one."""
        is_other = any(self._recogniser.says(kind, text) for kind in ("adopt", "previous", "next_heading"))
        return len(text) <= _LONGEST_TITLE and not is_other and self._names_meeting(text)

    def _is_promise(self, text: str) -> bool:
        """A line such as "Actie: … vóór 1 december": its date is not that of the meeting."""
        match = _LABELLED.match(text)
        return bool(
            match and self._recogniser.kind_of(("action", "decision", "action_sign", "next_heading"), match["label"])
        )

    def _labelled(self, text: str, found: Opening) -> bool:
        """Whether a line is labelled as something that belongs here; what it says is taken over."""
        match = _TIMED.match(text) or _LABELLED.match(text)
        kind = self._recogniser.kind_of(_KINDS, match["label"]) if match else ""
        if not match or not kind:
            return False
        rest = match["rest"].strip()
        if kind == "date_heading" and found.date is None:
            self._dated(rest, found)
            found.is_labelled = found.is_certain = found.date is not None
        elif kind == "time_heading" and found.start is None:
            found.start, found.end = self._times(rest)
            closed = self._recogniser.search("end_heading", rest)
            found.end = found.end or (self._times(rest[closed.end() :])[0] if closed else None)
        elif kind == "end_heading" and found.end is None and found.start is not None:
            found.end = self._times(rest)[0]
        elif kind == "place_heading" and not found.place and len(rest) < _LONGEST_LINE:
            found.place = rest
        elif kind == "title_heading" and not found.title and not found.date and not self._is_column(rest):
            found.title = rest
        return True

    def _is_column(self, text: str) -> bool:
        """ "Onderwerp | Wie" are the titles of a table of something else."""
        return bool(self._recogniser.kind_of(_COLUMNS, text))

    def _dated(self, text: str, found: Opening) -> None:
        """The only date in a text, and the times that stand with it."""
        text = _T.sub(r"\1 ", _COMPACT.sub(r"\1-\2-\3", text))
        dates = self._dates.find(text)
        if len({one.date for one in dates}) != 1:
            return
        found.date = dates[0]
        rest = text[: dates[0].start] + " " + text[dates[0].end :]
        start, end = self._times(rest, needs_minutes=True)
        # Where a day has a clock by itself, midnight is none.
        if start and found.start is None and (start, end) != (datetime.time(0), None):
            found.start, found.end = start, end

    def _moment_after(self, kind: str, lines: list[_Line]) -> datetime.time | None:
        """ "De voorzitter opent de vergadering om 13.30 uur", "adjourned at 2:02 PM"."""
        for line in lines:
            for word in self._recogniser.finditer(kind, line.text):
                behind = self._times(line.text[word.end() : word.end() + _NEAR], needs_minutes=True)[0]
                # "wordt om 15.30 uur gesloten": the last time before the word.
                before = list(self._moment.finditer(line.text[max(0, word.start() - _NEAR) : word.start()]))
                moment = behind or (
                    _time(before[-1], "a", before[-1]["ahalf"]) if before and before[-1]["am"] else None
                )
                if moment:
                    return moment
        return None

    def _times(self, text: str, *, needs_minutes: bool = False) -> tuple[datetime.time | None, datetime.time | None]:
        """From when until when, as far as a text says it: "13.30–15.00 uur", "1:00 pm", "10 tot 12 uur"."""
        text = self._four_digits.sub(r"\1:\2", text)
        both = self._span.search(text)
        is_clear = both and (
            both["am"] or both["bm"] or both["ahalf"] or both["bhalf"] or self._clock.match(text, both.end())
        )
        if both and (is_clear or not needs_minutes):
            end_half = both["bhalf"]
            start, end = _time(both, "a", both["ahalf"] or end_half), _time(both, "b", end_half)
            if start and end and start > end and end_half and not both["ahalf"]:
                start = _time(both, "a", None)
            if start and end:
                return start, end
        for one in self._moment.finditer(text):
            if one["am"] or one["ahalf"] or not needs_minutes or self._clock.match(text, one.end()):
                return _time(one, "a", one["ahalf"]), None
        return None, None


def _is_of_page(block: Element) -> bool:
    """Whether a block is what a site says of the page, without fences around it."""
    return block.tag == "p" and _OF_PAGE.search(block.text or "") is not None


def _time(match: re.Match[str], prefix: str, half: str | None) -> datetime.time | None:
    hour, minute = int(match[f"{prefix}h"]), int(match[f"{prefix}m"] or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return datetime.time(hour, minute) if hour < 24 else None


@dataclass(frozen=True)
class _Line:
    """A line of words: the number of its block and the line of the file that this begins on.

    `is_at_top` is a line of a list among the very first blocks.
    """

    text: str
    number: int
    of_block: int
    is_at_top: bool = False


def _lines(number: int, block: Element) -> Iterator[_Line]:
    """Every line of words; a row of a table of two columns as "label: value"."""
    if block.tag == "table":
        for row in block.iter("tr"):
            cells = [plain(cell.text or "").strip() for cell in row]
            if len(cells) >= 2 and cells[0] and cells[1]:
                text = f"{cells[0].rstrip(':')}: {' '.join(cells[1].split())}"
                yield _Line(text, number, line_of(block))
    elif block.tag in LEVELS:
        yield _Line(plain(block.text or "").strip(), number, line_of(block))
    elif block.tag in ("p", "ul", "ol"):
        # What stands in a list counts behind a label only: its dates are mostly those of something else.
        place = number if block.tag == "p" else _FIRST_BLOCKS
        for words in (block,) if block.tag == "p" else block.iter("p"):
            if not _TELLING.search(words.text or ""):
                continue
            for line in in_lines(words.text or "").split("\n"):
                if line.strip():
                    is_at_top = block.tag != "p" and number < _FIRST_LINES
                    yield _Line(" ".join(line.split()), place, line_of(words), is_at_top)
