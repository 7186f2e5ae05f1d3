"""Registers as sheets: the rows of a list with dates as dates and numbers as numbers, for a spreadsheet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from pmo_docs.documents.action_list import ActionList
from pmo_docs.documents.decision_list import DecisionList
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


def sheet(document: Any, language: Language) -> Sheet:
    """A register as a sheet."""
    return _actions(document, language) if isinstance(document, ActionList) else _decisions(document, language)


def _actions(document: ActionList, language: Language) -> Sheet:
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
    return Sheet(term.actions, columns, tuple(rows))


def _decisions(document: DecisionList, language: Language) -> Sheet:
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
    return Sheet(term.decisions, columns, tuple(rows))
