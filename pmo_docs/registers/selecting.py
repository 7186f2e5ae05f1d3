"""What somebody wants to see of a register."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from pmo_docs.model.meeting import Owner
from pmo_docs.model.people import folded, names_of
from pmo_docs.model.register import RegisteredAction, RegisteredDecision, Selection

_WORD = re.compile(r"[^\W_]+")


def selected_actions(
    actions: Iterable[RegisteredAction], selection: Selection, as_of: datetime.date
) -> tuple[RegisteredAction, ...]:
    """The actions of an owner, those that are overdue on a day, those with some words in them: open and closed."""
    return tuple(
        action
        for action in actions
        if (not selection.owner or any(is_called(owner, selection.owner) for owner in action.owners))
        and (not selection.is_overdue or action.is_overdue(as_of))
        and _has_words(selection.search, action.text.plain, action.topic, *(note.plain for note in action.notes))
    )


def selected_decisions(decisions: Iterable[RegisteredDecision], selection: Selection) -> tuple[RegisteredDecision, ...]:
    """The decisions with some words in them."""
    return tuple(one for one in decisions if _has_words(selection.search, one.text.plain, one.topic))


def is_called(owner: Owner, name: str) -> bool:
    """Whether an owner is meant by a name: by id, surname or name as written, without regard to case and accents."""
    wanted = folded(name.removeprefix("@"))
    if owner.person is not None and wanted in names_of(owner.person):
        return True
    return wanted == folded(owner.name)


def _has_words(search: str, *texts: str) -> bool:
    """Whether every word stands somewhere in the texts, also as the beginning of a longer one."""
    said = _WORD.findall(folded(" ".join(texts)))
    return all(any(word.startswith(wanted) for word in said) for wanted in _WORD.findall(folded(search)))
