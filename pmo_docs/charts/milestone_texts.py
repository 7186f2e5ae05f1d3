"""What the timeline of the milestones says in words: its labels, its caption, and its description."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from pmo_docs.documents.project_planning import MilestoneRow
from pmo_docs.language import Language

LONGEST_NAME = 80


def now(row: MilestoneRow) -> datetime.date | None:
    """The day that a milestone was reached, else the day that it is expected."""
    return row.progress.actual or row.progress.forecast


def days(row: MilestoneRow) -> tuple[datetime.date, ...]:
    """The days that are drawn of a milestone: the agreed one first."""
    return tuple(day for day in (row.milestone.baseline, now(row)) if day)


def agreed(row: MilestoneRow, shown: Callable[[datetime.date], str], language: Language) -> str:
    """ "afgesproken 15 okt"; empty without an agreed day."""
    day = row.milestone.baseline
    return language.phrase("day_agreed", date=shown(day)) if day else ""


def standing(row: MilestoneRow, shown: Callable[[datetime.date], str], language: Language) -> str:
    """ "verwacht 15 jan" or "behaald 21 aug"; empty when nothing is known but what was agreed."""
    day = now(row)
    return language.phrase("day_reached" if row.progress.actual else "day_expected", date=shown(day)) if day else ""


def slip(row: MilestoneRow, language: Language) -> str:
    """ "92 dagen later", "op tijd"; empty when it is not known."""
    if row.slip is None:
        return ""
    if row.slip == 0:
        return language.term.on_time
    return language.phrase("days_later" if row.slip > 0 else "days_earlier", n=abs(row.slip))


def description(rows: Sequence[MilestoneRow], language: Language) -> str:
    """Every milestone in the timeline, with its name in full."""
    date = language.short_date
    said = ((agreed(row, date, language), standing(row, date, language), slip(row, language)) for row in rows)
    pairs = zip(rows, said, strict=True)
    return "; ".join(f"{row.milestone.name}: {', '.join(filter(None, parts))}" for row, parts in pairs)


def caption(rows: Sequence[MilestoneRow], shown: int, language: Language) -> str:
    """What the timeline shows: how the last milestone stands, how many are reached, and how many are not drawn."""
    sentences = [f"{_last(rows, language)}; {_reached(rows, language)}."]
    if hidden := len(rows) - shown:
        sentences.append(language.phrase("milestones_in_table", n=hidden))
    return " ".join(sentences)


def _last(rows: Sequence[MilestoneRow], language: Language) -> str:
    dated = [(days(row)[-1], index, row) for index, row in enumerate(rows) if days(row)]
    day, _, row = max(dated)
    values = {"name": in_sentence(row.milestone.name), "date": language.date(day)}
    if now(row) is None:
        return language.phrase("last_agreed", **values)
    phrase = "last_reached" if row.progress.actual else "last_expected"
    if row.slip is None:
        return language.phrase(phrase, **values)
    if row.slip == 0:
        return language.phrase(f"{phrase}_on_time", **values)
    return language.phrase(f"{phrase}_{'later' if row.slip > 0 else 'earlier'}", n=abs(row.slip), **values)


def in_sentence(name: str) -> str:
    """A name, as much of it as a caption can bear."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _reached(rows: Sequence[MilestoneRow], language: Language) -> str:
    reached, total = sum(1 for row in rows if row.progress.actual), len(rows)
    if reached == total:
        return language.phrase("milestones_all_reached", total=total)
    if reached == 0:
        return language.phrase("milestones_none_reached", total=total)
    return language.phrase("milestones_reached", n=reached, total=total)
