"""The front matter of a meeting file: the head of the meeting, and where the notes begin."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from pmo_docs.model.meeting import Head
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.readers import yaml
from pmo_docs.readers.binding import bind, keys_of
from pmo_docs.readers.dates import DateReader
from pmo_docs.readers.meeting.names import apart
from pmo_docs.readers.meeting.surroundings import MeetingFile, Surroundings

_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<keys>(?:.*\n){1,200}?)\+\+\+[ \t]*$", re.MULTILINE)
# "2023-09-28 19:00:00 -0700", when the page was put there.
_CLOCK = re.compile(r"^[T ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:\s*(?:Z|UTC|[+-]\d{1,2}:?\d\d))?")
# What a word that stands above such names in notes means as a key.
_KEYS = {
    "present_heading": "present",
    "excused_heading": "absent",
    "absent_heading": "absent",
    "guests_heading": "guests",
    "people_of_bodies": "present",
    "chair_heading": "chair",
    "secretary_heading": "secretary",
}
# What may be named on one line.
_LISTS = ("present", "absent", "guests")
# "2023-09-28T19:00:00Z"
_T = re.compile(r"^(\d{4}-\d\d-\d\d)T(?=\d)")
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
# "26.06.2026, 18:27 - 19:09 Uhr"
_SPAN = re.compile(
    r"[,;]?\s*(?P<start>\d{1,2}[:.]\d\d)\s*(?:[-–]\s*(?P<end>\d{1,2}[:.]\d\d))?\s*(?:[Uu]hr|[Uu]ur|h)?\s*"
)


def read(
    source: MeetingFile, around: Surroundings, dates: DateReader, problems: list[Problem]
) -> tuple[Head, str, int]:
    """The front matter, the notes below it, and the line on which these begin."""
    toml = _TOML.match(source.text) if around.is_lone else None
    mapping = _toml_keys(toml["keys"], source.file) if toml else None
    if toml and mapping:
        first_line = source.text.count("\n", 0, toml.end()) + 1
        return _head_of(mapping, around, dates, problems), source.text[toml.end() :], first_line
    opening = _FENCE.match(source.text)
    if opening is None:
        return Head(place=Place(source.file)), source.text, 1
    closing = _END.search(source.text, opening.end())
    if closing is None:
        if around.is_lone:
            return Head(place=Place(source.file)), source.text, 1
        raise InvalidInput([Problem("front-matter-open", Place(source.file, 1, 1))])
    written, notes = source.text[opening.end() : closing.start()], source.text[closing.end() :]
    if around.is_lone and any(_is_prose(line) for line in written.splitlines()):
        return Head(place=Place(source.file)), source.text, 1
    first_line = source.text.count("\n", 0, closing.end()) + 1
    if not written.strip():
        return Head(place=Place(source.file, 1, 1)), notes, first_line
    if around.is_lone:
        return _lone_head(written, source, around, dates, problems), notes, first_line
    mapping = yaml.read(written, source.file, problems)
    head = bind(Head, mapping, around.catalogues, problems) if mapping else None
    return head or Head(place=Place(source.file, 1, 1)), notes, first_line


def _is_prose(line: str) -> bool:
    """A line that no front matter has: two rules with words between them are two rules with words between them."""
    return (
        bool(line.strip())
        and ":" not in line
        and not line.lstrip().startswith(("-", "#", "]", "}", ","))
        and line[0] != " "
    )


def _lone_head(
    written: str, source: MeetingFile, around: Surroundings, dates: DateReader, problems: list[Problem]
) -> Head:
    """The front matter of a file that nobody prepared: what means nothing here is printed as it is.

    What is wrong with it is at most a warning.
    """
    found: list[Problem] = []
    mapping = yaml.read(written, source.file, found)
    problems += [replace(problem, severity=Severity.WARNING) for problem in found]
    if mapping is None:
        lines = [line.strip().partition(":") for line in written.splitlines() if line.strip()]
        return Head(others=tuple((key, text.strip()) for key, _, text in lines), place=Place(source.file, 1, 1))
    return _head_of(mapping, around, dates, problems)


def _head_of(mapping: yaml.Mapping, around: Surroundings, dates: DateReader, problems: list[Problem]) -> Head:
    """The keys that mean something here, and the others as they are."""
    known = {key.name for key in keys_of(Head)}
    mapping = _in_our_keys(mapping, known, around)
    entries = tuple(_as_list(_with_iso_date(entry, dates)) for entry in mapping.entries if entry.key in known)
    entries += _times_of(mapping, dates)
    found: list[Problem] = []
    head = bind(Head, yaml.Mapping(entries, mapping.place), around.catalogues, found) or Head(place=mapping.place)
    wrong = {problem.place.line for problem in found}
    others = tuple(
        (entry.key, yaml.words(entry.value))
        for entry in mapping.entries
        if entry.key not in known or entry.place.line in wrong
    )
    problems += [replace(problem, severity=Severity.WARNING) for problem in found]
    return replace(head, others=others)


def _in_our_keys(mapping: yaml.Mapping, known: Set[str], around: Surroundings) -> yaml.Mapping:
    """With our name for a key that means one: "datum", "attendees", "Anwesend"; the first of a name counts.

    Names below "Entschuldigt" and names below "Abwesend" are one list.
    """
    taken = {entry.key for entry in mapping.entries} & known
    recogniser = around.recogniser
    entries: list[yaml.Entry] = []
    for entry in mapping.entries:
        meant = "" if entry.key in known else around.catalogues.key_meant(entry.key, known)
        meant = meant or ("" if entry.key in known else _KEYS.get(recogniser.kind_of(tuple(_KEYS), entry.key), ""))
        before = next((at for at, one in enumerate(entries) if one.key == meant), None)
        if meant and meant not in taken:
            entries.append(entry._replace(key=meant))
        elif before is not None and (both := _joined(entries[before].value, entry.value)):
            entries[before] = entries[before]._replace(value=both)
        else:
            entries.append(entry)
        taken |= {meant} if meant else set()
    return mapping._replace(entries=tuple(entries))


def _joined(first: yaml.Node, second: yaml.Node) -> yaml.Sequence | None:
    """Two lists of names as one; None of anything else."""
    if isinstance(first, yaml.Sequence) and isinstance(second, yaml.Sequence):
        return first._replace(items=(*first.items, *second.items))
    return None


def _with_iso_date(entry: yaml.Entry, dates: DateReader) -> yaml.Entry:
    """A date in any form that can be read only one way, as ISO text; anything else as it is."""
    text = entry.value.text if isinstance(entry.value, yaml.Scalar) else ""
    text = _T.sub(r"\1 ", text)
    found = dates.find(text)
    rest = _SPAN.sub("", _CLOCK.sub("", text[found[0].end :])) if found else ""
    if len(found) != 1 or found[0].other or text[: found[0].start].strip() or rest.strip():
        return entry
    return entry._replace(value=yaml.Scalar(found[0].date.isoformat(), entry.value.place))


def _times_of(mapping: yaml.Mapping, dates: DateReader) -> tuple[yaml.Entry, ...]:
    """From when until when, where these stand behind the date and nowhere else."""
    written = next((entry for entry in mapping.entries if entry.key == "date"), None)
    if (
        written is None
        or not isinstance(written.value, yaml.Scalar)
        or any(one.key == "time" for one in mapping.entries)
    ):
        return ()
    days = dates.find(written.value.text)
    span = _SPAN.fullmatch(written.value.text[days[0].end :]) if len(days) == 1 else None
    if span is None or not span["end"]:
        return ()
    text = f"{span['start']}-{span['end']}".replace(".", ":")
    return (written._replace(key="time", value=yaml.Scalar(text, written.value.place)),)


def _as_list(entry: yaml.Entry) -> yaml.Entry:
    """ "absent: Karel, Mona" as the list that it is."""
    if entry.key not in _LISTS or not isinstance(entry.value, yaml.Scalar):
        return entry
    names = [name.strip() for name in apart(entry.value.text) if name.strip()]
    return entry._replace(
        value=yaml.Sequence(tuple(yaml.Scalar(name, entry.value.place) for name in names), entry.place)
    )


def _toml_keys(written: str, file: str) -> yaml.Mapping | None:
    """The keys of TOML, those of its tables too, as those of YAML; None when it is no TOML."""
    try:
        # A key at the top counts before one of a table.
        found = dict(reversed(list(_flat(tomllib.loads(written)))))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None

    def entry(key: str, value: object) -> yaml.Entry:
        at = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=", written, re.MULTILINE)
        place = Place(file, written.count("\n", 0, at.start()) + 2 if at else 2, 1)
        items = [yaml.Scalar(str(one), place) for one in value] if isinstance(value, list) else []
        return yaml.Entry(key, yaml.Sequence(tuple(items), place) if items else yaml.Scalar(str(value), place), place)

    return yaml.Mapping(tuple(entry(key, value) for key, value in reversed(found.items())), Place(file, 1, 1))


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value)
        else:
            yield key, value
