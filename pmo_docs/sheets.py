"""Registers and the governance calendar as sheets: dates as dates and numbers as numbers, for a spreadsheet."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pmo_docs.documents.action_list import ActionList
from pmo_docs.documents.decision_list import DecisionList
from pmo_docs.documents.governance import Governance
from pmo_docs.language import Language

Cell = str | int | datetime.date | None


@dataclass(frozen=True)
class Column:
    """A column: what stands above it, and how many characters it is wide."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """A list with a title of its own; every row has a cell for each column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(document: Any, language: Language) -> tuple[Sheet, ...]:
    """What a document holds, as sheets: one for a register, two for the calendar."""
    return _SHEETS[type(document)](document, language)


def _actions(document: ActionList, language: Language) -> tuple[Sheet, ...]:
    """What is open, what is gone from the list and, when that was asked for, what was closed."""
    term = language.term
    columns = (
        Column(term.number, 14),
        Column(term.what, 60),
        Column(term.who, 24),
        Column(term.when, 12),
        Column(term.first_due, 12),
        Column(term.status, 14),
        Column(term.age_in_days, 10),
        Column(term.times_put_off, 10),
        Column(term.topic, 28),
        Column(term.arose_on, 12),
        Column(term.progress, 50),
        Column(term.source_line, 40),
    )
    closed = document.closed if document.selection.has_closed else ()
    rows = [
        (
            item.number,
            item.text.plain,
            ", ".join(owner.name for owner in item.owners),
            item.due or item.due_text or None,
            item.first_due,
            language.word(item.status),
            item.age(document.as_of),
            item.deferred,
            item.topic or None,
            item.arose,
            "; ".join(note.plain for note in item.notes) or None,
            str(item.place),
        )
        for item in (*document.open, *document.vanished, *closed)
    ]
    return (Sheet(term.actions, columns, tuple(rows)),)


def _decisions(document: DecisionList, language: Language) -> tuple[Sheet, ...]:
    term = language.term
    columns = (
        Column(term.number, 10),
        Column(term.date, 12),
        Column(term.wording, 80),
        Column(term.status, 16),
        Column(term.carried_out_by, 16),
        Column(term.topic, 28),
        Column(term.source_line, 40),
    )
    rows = [
        (
            item.number or None,
            item.taken,
            item.text.plain,
            " ".join(filter(None, (language.word(item.status), item.replaced_by))),
            ", ".join(item.carried_out_by) or None,
            item.topic or None,
            str(item.place),
        )
        for item in (*document.decisions, *document.asked)
    ]
    return (Sheet(term.decisions, columns, tuple(rows)),)


def _calendar(document: Governance, language: Language) -> tuple[Sheet, ...]:
    """The meetings to come with a row for each paper, and what waits at every body with a row for each."""
    term = language.term
    papers = (
        Column(term.date, 12),
        Column(term.body, 36),
        Column(term.paper, 60),
        Column(term.delivered_by, 24),
        Column(term.deadline, 12),
        Column(term.status, 16),
    )
    waiting = (
        Column(term.body, 36),
        Column(term.what, 24),
        Column(term.wording, 80),
        Column(term.who, 24),
        Column(term.date, 12),
        Column(term.age_in_days, 10),
    )
    return (
        Sheet(term.meetings_and_papers, papers, tuple(_papers(document, language))),
        Sheet(term.waiting, waiting, tuple(_waiting(document, language))),
    )


def _papers(document: Governance, language: Language) -> Iterator[tuple[Cell, ...]]:
    term = language.term
    states = {True: term.paper_there, False: term.paper_missing, None: None}
    for one in document.upcoming:
        if not one.papers:
            yield one.meeting.date, one.body.name, term.no_papers, None, None, None
        for paper in one.papers:
            what = f"{term.progress_report} {paper.what}" if paper.is_report else paper.what
            state = term.late if paper.is_late(document.as_of) else states[paper.is_delivered]
            yield one.meeting.date, one.body.name, what, paper.owner or None, paper.deadline, state


def _waiting(document: Governance, language: Language) -> Iterator[tuple[Cell, ...]]:
    """Minutes by the day of their meeting, requests by the day they were first asked, actions by their due day."""
    term = language.term

    def age(day: datetime.date | None) -> int | None:
        return (document.as_of - day).days if day else None

    for one in document.waiting:
        for meeting in one.unadopted:
            yield one.body.name, term.minutes_to_adopt, meeting.title, None, meeting.date, age(meeting.date)
        for asked in one.asked:
            yield one.body.name, term.decision_requested, asked.text.plain, None, asked.asked, age(asked.asked)
        for action in one.overdue:
            owners = ", ".join(owner.name for owner in action.owners) or None
            words = f"{action.number} {action.text.plain}"
            yield one.body.name, term.overdue, words, owners, action.due, age(action.due)


_SHEETS: Mapping[type, Callable[[Any, Language], tuple[Sheet, ...]]] = {
    ActionList: _actions,
    DecisionList: _decisions,
    Governance: _calendar,
}
