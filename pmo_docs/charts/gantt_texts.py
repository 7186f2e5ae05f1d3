"""What the Gantt chart says in words: its labels, its caption, and what is read aloud in its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from pmo_docs.charts import milestone_texts
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.documents.project_planning import MilestoneRow, PackageRow, StageRow
from pmo_docs.language import Language

_WHOLE = 100


def name(entry: StageRow | PackageRow | MilestoneRow | str, language: Language) -> str:
    """What a row is called."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, StageRow):
        word = language.word(entry.stage)
        return word[:1].upper() + word[1:]
    return entry.package.name if isinstance(entry, PackageRow) else entry.milestone.name


def standing(row: PackageRow, language: Language) -> tuple[str, str]:
    """ "55% gereed, 77 dagen later", and the same in few words; empty when nothing is known."""
    complete, slip = row.progress.complete, _slip(row, language)
    share = language.percent(complete / _WHOLE) if complete is not None else ""
    full = language.phrase("complete", share=share) if share else ""
    return ", ".join(filter(None, (full, slip))), share or slip


def _slip(row: PackageRow, language: Language) -> str:
    if row.slip == 0:
        return ""
    return language.phrase("days_later" if row.slip > 0 else "days_earlier", n=abs(row.slip))


def description(rows: Sequence[StageRow | PackageRow | MilestoneRow], language: Language) -> str:
    """Everything in the chart, with its name in full."""
    dated = [row for row in rows if isinstance(row, MilestoneRow)]
    parts = [*_said(rows, language), milestone_texts.description(dated, language)]
    return "; ".join(filter(None, parts))


def alternative(
    rows: Sequence[StageRow | PackageRow | MilestoneRow], first: datetime.date, last: datetime.date, language: Language
) -> str:
    """The bars with their days, which stand nowhere else; the milestones are in the table."""
    said = language.phrase("gantt_shows", first=language.date(first), last=language.date(last))
    sentences = [f"{said}: {'; '.join(_said(rows, language))}"]
    if any(isinstance(row, MilestoneRow) for row in rows):
        sentences.append(language.term.milestones_are_in_table)
    return ". ".join(sentences)


def _said(rows: Sequence[StageRow | PackageRow | MilestoneRow], language: Language) -> Iterator[str]:
    for row in rows:
        if isinstance(row, MilestoneRow):
            continue
        values = {"first": language.short_date(row.start), "last": language.short_date(row.end)}
        parts = [f"{name(row, language)}, {language.phrase('from_until', **values)}"]
        if isinstance(row, PackageRow):
            parts.append(standing(row, language)[0])
        yield ", ".join(filter(None, parts))


def caption(document: ProgressReportDocument, hidden: int, language: Language) -> str:
    """What the bars show: how many work packages are done and which is latest, else the stage; then the milestones."""
    sentences = [_packages(document, language) or _stage(document, language)]
    if any(milestone_texts.days(row) for row in document.milestones):
        sentences.append(milestone_texts.caption(document.milestones, len(document.milestones), language))
    if hidden:
        sentences.append(language.phrase("gantt_hidden", n=hidden))
    return " ".join(filter(None, sentences)) or language.term.gantt_chart


def _packages(document: ProgressReportDocument, language: Language) -> str:
    packages = document.plan.packages
    if all(row.progress.complete is None and not row.slip for row in packages):
        return ""
    done, total = sum(row.is_done for row in packages), len(packages)
    said = language.phrase("packages_done", n=done, total=total) if done else _none_done(total, language)
    latest = max(packages, key=lambda row: row.slip)
    if latest.slip <= 0:
        return f"{said}."
    named = milestone_texts.in_sentence(latest.package.name)
    return f"{said}; {language.phrase('package_latest', n=latest.slip, name=named)}."


def _none_done(total: int, language: Language) -> str:
    """At the beginning of a sentence."""
    said = language.phrase("packages_none_done", n=total)
    return said[:1].upper() + said[1:]


def _stage(document: ProgressReportDocument, language: Language) -> str:
    day = document.date
    if day is None:
        return ""
    running = [row for row in document.plan.stages if row.start <= day <= row.end]
    if not running:
        return ""
    stage = running[-1]
    values = {"date": language.date(day), "stage": name(stage, language), "end": language.date(stage.end)}
    return language.phrase("stage_runs", **values)
