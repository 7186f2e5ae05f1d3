"""The documents: each module decides what one kind of document holds, its template shows it.

`DOCUMENT_TYPES` gives every kind: its command, its template and its place in the output follow from here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmo_docs.documents import action_list, agenda, decision_list, minutes, progress_report
from pmo_docs.model.subjects import SubjectKind


@dataclass(frozen=True)
class DocumentType:
    """One kind of document: made from a subject of `kind` by `build(subject, identifier, as_of)`."""

    subject: SubjectKind
    template: str
    build: Callable[[Any, str, datetime.date], Any]


DOCUMENT_TYPES: dict[str, DocumentType] = {
    "agenda": DocumentType(SubjectKind.MEETING, "agenda.html.j2", agenda.build),
    "minutes": DocumentType(SubjectKind.MEETING, "minutes.html.j2", minutes.build),
    "actions": DocumentType(SubjectKind.BODY, "actions.html.j2", action_list.build),
    "decisions": DocumentType(SubjectKind.BODY, "decisions.html.j2", decision_list.build),
    "report": DocumentType(SubjectKind.PROJECT, "progress_report.html.j2", progress_report.build),
}
