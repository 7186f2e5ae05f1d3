"""A plan for the terminal and for other programs: rows of facts, and lines as a person reads them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from pmo_docs.language import Language, printable
from pmo_docs.listings import Row, as_json_text, table
from pmo_docs.model.times import TimeSpan
from pmo_docs.planning import Plan
from pmo_docs.scheduling import Clash, Proposal


def as_json(plan: Plan, language: Language) -> str:
    """Every proposal as the published schema says: dates and times as ISO text, codes in English."""
    return as_json_text([_facts(plan, proposal) for proposal in plan.proposals])


def as_csv(plan: Plan, language: Language) -> str:
    """The same, with the clashes and the remark in words."""
    rows: list[Row] = []
    for proposal in plan.proposals:
        facts = _facts(plan, proposal)
        facts["clashes"] = list(_clashes(proposal, language))
        rows.append({**facts, "remark": "; ".join(remarks(proposal, language))})
    return table(rows)


def as_text(plan: Plan, language: Language) -> str:
    """Weekday, date, time and remarks, aligned, with the counts at the end."""
    from rich.cells import cell_len

    days = [_when(proposal, language) for proposal in plan.proposals]
    widths = [max(cell_len(cells[column]) for cells in days) for column in range(3)]
    lines = [f"{plan.body.name}, {plan.year}", ""]
    for proposal, cells in zip(plan.proposals, days, strict=True):
        weekday, date, time = (" " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
        first, *others = [*remarks(proposal, language)] or [""]
        lines.append(f"{cells[0]}{weekday}  {date}{cells[1]}  {cells[2]}{time}  {first}")
        lines += [f"{'':{sum(widths) + 6}}{remark}" for remark in others]
    return "\n".join(printable(line.rstrip()) for line in [*lines, "", _counts(plan, language)])


FORMATS = {"text": as_text, "json": as_json, "csv": as_csv}


def remarks(proposal: Proposal, language: Language) -> Iterator[str]:
    """Why a date is another one than the rule gave, and what it clashes with, in words."""
    if proposal.date is None:
        yield language.phrase("meeting_skipped", reason=proposal.reason)
    elif proposal.moved_from:
        day = language.day_in_year(proposal.moved_from)
        yield language.phrase("meeting_moved", date=day, reason=proposal.reason)
    yield from _clashes(proposal, language)


def _clashes(proposal: Proposal, language: Language) -> Iterator[str]:
    """One line for every meeting of another body, with everybody who would have to be in two places."""
    meetings: dict[tuple[str, TimeSpan | None], list[Clash]] = {}
    for clash in proposal.clashes:
        meetings.setdefault((clash.body.id, clash.time), []).append(clash)
    for (_, time), clashes in meetings.items():
        when = language.time_span(time) if time else language.term.whole_day
        names = language.listed(clash.person.name for clash in clashes)
        yield language.phrase("meeting_clash", body=clashes[0].body.name, time=when, names=names)


def _when(proposal: Proposal, language: Language) -> tuple[str, str, str]:
    """Weekday, date and time; of a meeting that is skipped the day that the rule gave."""
    day = proposal.date or proposal.moved_from
    assert day is not None
    if proposal.date is None:
        time = language.term.skipped
    else:
        time = language.time_span(proposal.time) if proposal.time else ""
    return language.weekday(day), language.short_date(day), time


def _counts(plan: Plan, language: Language) -> str:
    planned = [proposal for proposal in plan.proposals if proposal.date]
    counts = {
        "count_moved": sum(proposal.moved_from is not None for proposal in planned),
        "count_skipped": len(plan.proposals) - len(planned),
        "count_clashing": sum(bool(proposal.clashes) for proposal in planned),
    }
    parts = [language.phrase("count_meetings", n=len(planned))]
    return ", ".join([*parts, *(language.phrase(name, n=count) for name, count in counts.items() if count)])


def _facts(plan: Plan, proposal: Proposal) -> dict[str, Any]:
    status = "skipped" if proposal.date is None else "moved" if proposal.moved_from else "planned"
    return {
        "body": plan.body.id,
        "date": _iso(proposal.date),
        **_span(proposal.time),
        "status": status,
        "moved_from": _iso(proposal.moved_from),
        "reason": proposal.reason or None,
        "clashes": [
            {"person": clash.person.name, "body": clash.body.id, **_span(clash.time)} for clash in proposal.clashes
        ],
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _span(time: TimeSpan | None) -> dict[str, str | None]:
    return {
        "start": f"{time.start:%H:%M}" if time else None,
        "end": f"{time.end:%H:%M}" if time and time.end else None,
    }
