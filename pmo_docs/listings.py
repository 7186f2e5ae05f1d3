"""Registers for the terminal and for other programs: rows of facts as text, JSON or CSV."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from pmo_docs.documents.action_list import ActionList
from pmo_docs.documents.decision_list import DecisionList
from pmo_docs.inspection import vote_facts
from pmo_docs.language import Language, printable
from pmo_docs.model.meeting import Status
from pmo_docs.model.organisation import Classification
from pmo_docs.model.register import Change, DecisionStatus, Event, RegisteredAction

Row = dict[str, Any]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Words of what happened that are longer push the place behind them aside.
_WIDEST = 60
# The columns that fit a terminal, in order; JSON and CSV have all of them.
_SHOWN = {
    "actions": ("number", "due", "owners", "text"),
    "decisions": ("number", "date", "text"),
}


def action_rows(document: ActionList, *, has_vanished: bool = False) -> list[Row]:
    """The open actions, and what else the selection asks for; dates as ISO text.

    `has_vanished` adds those that are gone from the list, of which somebody has to say what came of them.
    """
    selection = document.selection
    items = [*document.open] if not selection.is_overdue else [*document.overdue]
    items += document.vanished if has_vanished or selection.has_closed else ()
    items += document.closed if selection.has_closed else ()
    return [
        {
            "number": item.number,
            "text": item.text.plain,
            "owners": [owner.name for owner in item.owners],
            "due": item.due.isoformat() if item.due else None,
            "due_text": item.due_text or None,
            "first_due": item.first_due.isoformat() if item.first_due else None,
            "status": item.status.value,
            "overdue": item.is_overdue(document.as_of),
            "age_days": item.age(document.as_of),
            "deferred": item.deferred,
            "body": document.body.id,
            "meeting": item.meeting,
            "arose": item.arose.isoformat() if item.arose else None,
            "closed": item.closed.isoformat() if item.closed else None,
            "item": item.item or None,
            "topic": item.topic or None,
            "notes": [note.plain for note in item.notes],
            "file": item.place.file,
            "line": item.place.line,
            "history": [_event(event) for event in item.history],
        }
        for item in items
    ]


def _event(event: Event) -> Row:
    return {
        "date": event.day.isoformat() if event.day else None,
        "change": event.change.value,
        "said": event.said or None,
        "meeting": event.meeting or None,
        "file": event.place.file or None,
        "line": event.place.line or None,
    }


def decision_rows(document: DecisionList, *, has_vanished: bool = False) -> list[Row]:
    """The decisions, newest first, and behind them what is still asked; dates as ISO text. Decisions never vanish."""
    return [
        {
            "number": item.number or None,
            "date": item.taken.isoformat() if item.taken else None,
            "text": item.text.plain,
            "status": item.status.value,
            "replaced_by": item.replaced_by or None,
            "carried_out_by": list(item.carried_out_by),
            "vote": vote_facts(item.vote) if item.vote else None,
            "asked": item.asked.isoformat() if item.asked else None,
            "requests": list(item.answers),
            "public": item.classification is Classification.PUBLIC if item.classification else None,
            "body": document.body.id,
            "meeting": item.meeting,
            "item": item.item or None,
            "topic": item.topic or None,
            "file": item.place.file,
            "line": item.place.line,
        }
        for item in (*document.decisions, *document.asked)
    ]


def as_text(rows: Sequence[Row], kind: str, language: Language) -> str:
    """Aligned columns and a count; what is gone from the list stands below it. Nothing when there is nothing."""
    vanished = [row for row in rows if row.get("status") == Status.VANISHED]
    others = [row for row in rows if row.get("status") != Status.VANISHED]
    lines = [*_aligned(others, kind, language), "", _count(others, kind, language)] if others else []
    if vanished:
        lines += [*([""] if lines else []), f"{language.term.vanished_actions}:", *_aligned(vanished, kind, language)]
    return "\n".join(lines)


def _aligned(rows: Sequence[Row], kind: str, language: Language) -> list[str]:
    """Rows in columns; how far they are stands among them when they are not all open."""
    from rich.cells import cell_len

    columns = list(_SHOWN[kind])
    if {row["status"] for row in rows} - {Status.OPEN, Status.VANISHED, DecisionStatus.TAKEN}:
        columns.insert(-1, "status")
    table = [[_cell(row, column, language) for column in columns] for row in rows]
    widths = [max(cell_len(line[index]) for line in table) for index in range(len(columns))]
    return [
        "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    ]


def _cell(row: Row, column: str, language: Language) -> str:
    value = row[column]
    if value is None:
        return "–"
    if column == "status":
        word = language.word(Status(value) if "owners" in row else DecisionStatus(value))
        return f"{word} {row.get('replaced_by') or ''}".rstrip()
    if column in ("due", "date"):
        day = language.short_date(datetime.date.fromisoformat(value))
        return f"{day} !" if row.get("overdue") else day
    return printable(", ".join(value) or "–") if isinstance(value, list) else printable(value)


def _count(rows: Sequence[Row], kind: str, language: Language) -> str:
    if kind == "decisions":
        return language.phrase("count_decisions", n=sum(row["asked"] is None for row in rows))
    overdue = sum(row["overdue"] for row in rows)
    closed = sum(row["closed"] is not None for row in rows)
    counts = [language.phrase("count_open", n=len(rows) - closed)]
    if closed:
        counts.append(language.phrase("count_closed", n=closed))
    if overdue:
        counts.append(f"{language.phrase('count_overdue', n=overdue)} (!)")
    return ", ".join(counts)


def history(action: RegisteredAction, language: Language, as_of: datetime.date) -> str:
    """An action with everything that happened to it, each with its day and where that is written, in lines."""
    owners = ", ".join(owner.name for owner in action.owners) or language.term.no_owner
    due = language.short_date(action.due) if action.due else action.due_text or language.term.no_date
    age = action.age(as_of)
    head = [
        f"{action.number}  {action.text.plain}",
        " · ".join(
            [
                owners,
                due,
                language.word(action.status),
                *([language.phrase("put_off_times", n=action.deferred)] if action.deferred else []),
                *([language.phrase("days_old", n=age)] if age is not None else []),
            ]
        ),
    ]
    events = [(_day(event, language), _said(event, language), str(event.place)) for event in action.history]
    width = max(len(said) for _, said, _ in events)
    lines = [f"  {day:>12}  {said:{min(width, _WIDEST)}}  {place}".rstrip() for day, said, place in events]
    return printable("\n".join([*head, "", *lines]))


def _day(event: Event, language: Language) -> str:
    return language.short_date(event.day) if event.day else "–"


def _said(event: Event, language: Language) -> str:
    """What happened, in words."""
    said = event.said
    if event.change is Change.STATUS:
        said = language.word(Status(said))
    elif event.change is Change.MOVED:
        said = language.short_date(datetime.date.fromisoformat(said))
    return language.phrase(f"history_{event.change.value}", said=" ".join(said.split()))


def as_json(rows: Sequence[Row], kind: str, language: Language) -> str:
    """A list of objects, as the published schema of this kind says."""
    return as_json_text(list(rows))


def as_json_text(value: Any) -> str:
    """Any value as JSON, readable as it is: what would steer a terminal stands in it as an escape."""
    lines = json.dumps(value, ensure_ascii=False, indent=2).split("\n")
    # Most lines can be printed as they are.
    return "\n".join(line if line.isprintable() else "".join(map(_escaped, line)) for line in lines)


def _escaped(char: str) -> str:
    return char if char.isprintable() else json.dumps(char)[1:-1]


def as_csv(rows: Sequence[Row], kind: str, language: Language) -> str:
    """The rows as `table` writes them, without what does not fit into a cell."""
    return table([{name: value for name, value in row.items() if name not in ("history", "vote")} for row in rows])


def table(rows: Sequence[Row]) -> str:
    """Comma-separated with a head; a cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    file = io.StringIO()
    if rows:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return file.getvalue().rstrip("\n")


def _harmless(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    text = _CONTROL.sub("", text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


ROWS: dict[str, Callable[..., list[Row]]] = {"actions": action_rows, "decisions": decision_rows}
FORMATS: dict[str, Callable[[Sequence[Row], str, Language], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
