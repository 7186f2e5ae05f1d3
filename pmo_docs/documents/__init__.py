"""The documents: each module decides what one kind of document holds, its template shows it.

`DOCUMENT_TYPES` gives every kind; its command and its place in the output follow from the line here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmo_docs.model.subjects import SubjectKind


@dataclass(frozen=True)
class DocumentType:
    """One kind of document, made from a subject of a kind by `build` in `module` and shown by `template`."""

    subject: SubjectKind
    module: str
    template: str

    @property
    def build(self) -> Callable[..., Any]:
        """`build(subject, identifier, as_of)`; imported here, because `--help` only wants the names."""
        build: Callable[..., Any] = importlib.import_module(self.module).build
        return build


DOCUMENT_TYPES = {
    "agenda": DocumentType(SubjectKind.MEETING, "pmo_docs.documents.agenda", "agenda.html.j2"),
    "minutes": DocumentType(SubjectKind.MEETING, "pmo_docs.documents.minutes", "minutes.html.j2"),
    "actions": DocumentType(SubjectKind.BODY, "pmo_docs.documents.action_list", "actions.html.j2"),
    "decisions": DocumentType(SubjectKind.BODY, "pmo_docs.documents.decision_list", "decisions.html.j2"),
    "calendar": DocumentType(SubjectKind.WORKSPACE, "pmo_docs.documents.governance", "calendar.html.j2"),
    "report": DocumentType(SubjectKind.PROJECT, "pmo_docs.documents.progress_report", "progress_report.html.j2"),
}
