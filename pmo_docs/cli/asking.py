"""Asking for what is missing: on a terminal only; a script gets told which option to give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from pmo_docs.cli.speaking import say


def is_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty()


def asked(
    given: Any,
    option: str,
    question: str,
    *,
    default: Any = None,
    convert: Callable[[str], Any] | None = None,
) -> Any:
    """What was given, else what somebody answers, else the default; without any of them it is wrong usage.

    `convert` makes a value of an answer; the ValueError that it raises holds the words for why not.
    """
    if given not in (None, "", ()):
        return given
    if not is_terminal():
        if default is None:
            raise click.UsageError(say("option_missing", option=option))
        return default

    def checked(text: str) -> Any:
        try:
            return convert(text) if convert and text else text
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    return click.prompt(question, default=default, value_proc=checked, err=True, show_default=default not in ("", None))


def chosen(given: str | None, option: str, question: str, names: Sequence[str]) -> str:
    """One of the names: what was given, the only one there is, or what somebody answers."""
    if given:
        return given
    if len(names) == 1:
        return names[0]
    if not is_terminal() or not names:
        raise click.UsageError(say("option_missing", option=option))
    return str(click.prompt(question, type=click.Choice(names), default=names[0], err=True))
