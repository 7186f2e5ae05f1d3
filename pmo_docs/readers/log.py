"""The log of a body, `registers/BODY.log`: text that people can read, one fact a line, to which lines are only added.

    2026-11-03 | circulated | 2026-10-27 | 2026-11-10 | #5f0c12ab
    2026-11-03 | action | 33-1 | 2026-10-27 | T. Bakker | werkt de planning uit | #0d9a4471

The last field proves that the line, and every line above it, is as it was written.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate

from pmo_docs.model.log import Entry, Verb
from pmo_docs.model.meeting import Owner
from pmo_docs.model.problems import Place, Problem, Severity

_SEPARATOR = " | "
_PROOF = re.compile(r"#(?P<proof>[0-9a-f]{8})")
_FEWEST_PARTS = 3
# How many fields a verb asks for at least.
_FEWEST = {
    Verb.ACTION: 3,
    Verb.DECISION: 2,
    Verb.ADOPTED: 2,
    Verb.INVITED: 2,
    Verb.CANCELLED: 2,
    Verb.NOTE: 1,
    Verb.MOVED: 1,
    Verb.ASSIGNED: 1,
}


def read(
    text: str, file: str, problems: list[Problem], named: Callable[[str, Place], Owner] | None = None
) -> tuple[Entry, ...]:
    """The facts in order; a line that says none is a problem and left out, one that was changed counts as it is.

    `named` tells who is meant by an id or a name.
    """
    entries: list[Entry] = []
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if _is_fact(line)]
    proof = ""
    is_whole = True
    for number, line in lines:
        place = Place(file, number, 1)
        bare, written = _parted(line)
        proof = _proof(proof, bare)
        if is_whole and written != proof:
            # Those below it cannot be right any more either.
            is_whole = False
            problems.append(Problem("log-edited", place, {}, Severity.WARNING))
        entry = _entry(bare, place)
        if entry is None:
            problems.append(Problem("log-line", place, {"line": bare}, Severity.WARNING))
        else:
            entries.append(_with_owners(entry, named or (lambda name, _: Owner(name))))
    return tuple(entries)


def appended(text: str, entries: Iterable[Entry], heading: str) -> str:
    """The log with more facts at its end; a new one begins with a comment."""
    proofs = list(accumulate((_parted(line)[0] for line in text.split("\n") if _is_fact(line)), _proof, initial=""))
    proof = proofs[-1]
    added = []
    for entry in entries:
        bare = _SEPARATOR.join(map(_escaped, (entry.day.isoformat(), entry.verb, entry.subject, *entry.fields)))
        proof = _proof(proof, bare)
        added.append(f"{bare}{_SEPARATOR}#{proof}\n")
    before = text if not text or text.endswith("\n") else f"{text}\n"
    return "".join([before or f"# {heading}\n", *added])


def _is_fact(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _parted(line: str) -> tuple[str, str]:
    """A line without its proof, and the proof."""
    before, separator, last = line.rstrip().rpartition(_SEPARATOR)
    match = _PROOF.fullmatch(last) if separator else None
    return (before, match["proof"]) if match else (line.strip(), "")


def _proof(before: str, line: str) -> str:
    return hashlib.sha256(f"{before}\n{line}".encode()).hexdigest()[:8]


def _entry(line: str, place: Place) -> Entry | None:
    parts = [_plain(part) for part in line.split(_SEPARATOR)]
    if len(parts) < _FEWEST_PARTS or not parts[2]:
        return None
    day, verb, subject, *fields = parts
    try:
        entry = Entry(datetime.date.fromisoformat(day), Verb(verb), subject, tuple(fields), place=place)
        if entry.verb is Verb.MOVED:
            datetime.date.fromisoformat(entry.field_at(0))
    except ValueError:
        return None
    return entry if len(fields) >= _FEWEST.get(entry.verb, 0) else None


def _with_owners(entry: Entry, named: Callable[[str, Place], Owner]) -> Entry:
    names = entry.field_at(0).split(";") if entry.verb is Verb.ASSIGNED else ()
    return replace(entry, owners=tuple(named(name.strip(), entry.place) for name in names if name.strip()))


def _escaped(text: str) -> str:
    """On one line, and without what would end the field."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.strip())
