"""The governance calendar for the terminal and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmo_docs.documents.governance import Governance
from pmo_docs.language import Language, printable
from pmo_docs.model.governance import OfBody, Upcoming


def facts(document: Governance) -> dict[str, Any]:
    """Everything in it, as the published schema says; dates as ISO text."""
    day = document.as_of
    return {
        "as_of": day.isoformat(),
        "meetings": [_meeting(one, document) for one in document.upcoming],
        "waiting": [
            {
                "body": one.body.id,
                "unadopted": [meeting.date.isoformat() for meeting in one.unadopted if meeting.date],
                "requested": [
                    {
                        "id": next(iter(request.answers), None),
                        "text": request.text.plain,
                        "asked": request.asked.isoformat() if request.asked else None,
                        "age_days": (day - request.asked).days if request.asked else None,
                        "meeting": request.meeting or None,
                        "file": request.place.file,
                        "line": request.place.line,
                    }
                    for request in one.asked
                ],
                "overdue": [action.number for action in one.overdue],
            }
            for one in document.waiting
        ],
    }


def _meeting(one: Upcoming, document: Governance) -> dict[str, Any]:
    return {
        "date": one.meeting.date.isoformat() if one.meeting.date else None,
        "body": one.body.id,
        "meeting": one.meeting.id,
        "papers": [
            {
                "what": paper.what,
                "owner": paper.owner or None,
                "deadline": paper.deadline.isoformat() if paper.deadline else None,
                "delivered": paper.is_delivered,
                "late": paper.is_late(document.as_of),
            }
            for paper in one.papers
        ],
    }


def as_text(document: Governance, language: Language) -> str:
    """The meetings to come with their papers, then what waits at each body."""
    lines = [line for one in document.upcoming for line in _upcoming(one, document, language)]
    for one in document.waiting:
        lines += ["", one.body.name, *(f"  {line}" for line in _waiting(one, document, language))]
    return printable("\n".join(lines or [language.phrase("count_upcoming", n=0)]))


def _upcoming(one: Upcoming, document: Governance, language: Language) -> Iterator[str]:
    day = language.short_date(one.meeting.date) if one.meeting.date else "–"
    yield f"{day}  {one.body.name}"
    for paper in one.papers:
        state = {True: language.term.paper_there, False: language.term.paper_missing, None: ""}[paper.is_delivered]
        deadline = f"{language.term.deadline} {language.short_date(paper.deadline)}" if paper.deadline else ""
        said = ", ".join(filter(None, (paper.owner, deadline, state)))
        mark = " !" if paper.is_late(document.as_of) else ""
        what = f"{language.term.progress_report} {paper.what}" if paper.is_report else paper.what
        yield f"  {what}" + (f" ({said})" if said else "") + mark


def _waiting(one: OfBody, document: Governance, language: Language) -> Iterator[str]:
    if one.unadopted:
        days = ", ".join(language.short_date(meeting.date) for meeting in one.unadopted if meeting.date)
        yield f"{language.term.minutes_to_adopt}: {days}"
    for request in one.asked:
        age = (document.as_of - request.asked).days if request.asked else 0
        asked = language.phrase("asked_on", date=language.short_date(request.asked), n=age) if request.asked else ""
        yield f"{language.term.decision_requested}: {request.text.plain} ({asked})"
    if one.overdue:
        numbers = ", ".join(action.number for action in one.overdue)
        yield f"{language.phrase('count_overdue', n=len(one.overdue))}: {numbers}"
