"""Talking to the user: in the language of their system, problems with the line they are about."""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import click

from pmo_docs.files import bundled_templates
from pmo_docs.language import Language, UnknownLabel, bundled_language, printable
from pmo_docs.model.problems import Problem, Severity

# Click speaks through gettext: its own words, too, are in the language of the user's system.
gettext.bindtextdomain("messages", bundled_templates() / "languages")

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFORMATION: "cyan"}


@cache
def user_language() -> Language:
    """The language of the user's system when there is a catalogue for it, else English."""
    written = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    code = (written or locale.getlocale()[0] or "en")[:2].lower()
    folder = bundled_templates() / "languages"
    path = folder / f"{code}.yaml"
    if not path.is_file():
        path = folder / "en.yaml"
    return bundled_language(path)


def say(name: str, /, **values: object) -> str:
    """A message in the user's language."""
    return user_language().message(name, **values)


def help_of(command: str) -> str:
    """What a command does; nothing for a kind of document whose words are not in the catalogues yet."""
    try:
        return say(f"help_{command}")
    except UnknownLabel:
        return ""


def note(text: str) -> None:
    """A line beside the result: on standard error, so that standard output holds the result alone."""
    click.echo(text, err=True, color=colours())


def colours() -> bool | None:
    """Whether to use colours: not when NO_COLOR asks so, else as the terminal can."""
    return False if os.environ.get("NO_COLOR") else None


def report(problems: Iterable[Problem]) -> None:
    """Every problem once, by file and line: place, what is wrong, the line, what to do."""
    for problem in ordered(problems):
        note(described(problem))


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in the order of the files, each once."""
    unique = {(problem.code, problem.place, str(problem.values)): problem for problem in problems}
    return sorted(unique.values(), key=lambda problem: (problem.place, problem.code))


def described(problem: Problem) -> str:
    """A problem as it is shown: `file:line:column: error[code] text`, the line, the hint."""
    text, hint = user_language().problem(problem)
    severity = click.style(f"{say(problem.severity)}[{problem.code}]", fg=_COLOURS[problem.severity], bold=True)
    place = f"{printable(str(problem.place))}: " if problem.place.file else ""
    lines = [f"{place}{severity} {text}"]
    source = _line(problem)
    if source:
        lines.append(f"  {problem.place.line} | {printable(source)}")
    if hint:
        lines.append(f"  {say('hint')}: {hint}")
    return "\n".join(lines)


def _line(problem: Problem) -> str:
    """The line that a problem is about, when it can be read, cut to what fits."""
    lines = _lines(problem.place.file) if problem.place.line else ()
    line = lines[problem.place.line - 1] if 0 < problem.place.line <= len(lines) else ""
    return line if len(line) <= 160 else f"{line[:159]}…"


@lru_cache(maxsize=4)
def _lines(file: str) -> tuple[str, ...]:
    """The lines of a file, none when it cannot be read; problems come by file, so that few are kept."""
    try:
        with Path(file).open(encoding="utf-8", errors="replace") as lines:
            return tuple(line.rstrip("\n") for line in lines)
    except OSError:
        return ()


def rows_of(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The problems for other programs; codes in English, words in the user's language."""
    rows = []
    for problem in ordered(problems):
        text, hint = user_language().problem(problem)
        rows.append(
            {
                "code": problem.code,
                "severity": problem.severity.value,
                "file": problem.place.file or None,
                "line": problem.place.line or None,
                "column": problem.place.column or None,
                "message": text,
                "hint": hint or None,
            }
        )
    return rows


def finish(problems: Iterable[Problem]) -> None:
    """End with exit code 1 when one of the problems is an error."""
    if any(problem.is_error for problem in problems):
        sys.exit(1)
