"""Options that several commands share, and what is behind their defaults."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pmo_docs.cli.speaking import say
from pmo_docs.files import Shelf
from pmo_docs.pipeline import load_catalogues
from pmo_docs.readers.dates import DateOrder

Function = TypeVar("Function", bound=Callable[..., Any])

DEFAULT_FORMATS = ("docx", "pdf")
TERMINAL_FORMATS = ("text", "json", "csv")


def today() -> datetime.date:
    """The one place where the clock is read."""
    return datetime.date.today()  # noqa: DTZ011 - the user's own day is meant


class Day(click.ParamType[datetime.date]):
    """A date on the command line, written as 2026-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(say("not_a_date", text=value), param, ctx)


def known_language(code: str, root: Path) -> str:
    """The code of a language that the workspace or pmo-docs has; any other is wrong usage."""
    wanted = code.lower().partition("-")[0]
    known = load_catalogues(Shelf(root)).languages if wanted else {}
    if wanted and wanted not in known:
        raise click.BadParameter(say("unknown_language", code=code, known=", ".join(known)), param_hint="--language")
    return wanted


def workspace_option(function: Function) -> Function:
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option("-w", "--workspace", type=kind, help=say("help_workspace"))(function)


def language_option(function: Function) -> Function:
    return click.option("-l", "--language", default="", help=say("help_language"))(function)


def output_option(function: Function) -> Function:
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option("-o", "--output", type=kind, help=say("help_output"))(function)


def date_order_option(function: Function) -> Function:
    kind = click.Choice([order.value for order in DateOrder])
    return click.option("--date-order", type=kind, default=None, callback=_date_order, help=say("help_date_order"))(
        function
    )


def _date_order(ctx: click.Context, parameter: click.Parameter, value: str | None) -> DateOrder | None:
    return DateOrder(value) if value else None


def as_of_option(function: Function) -> Function:
    return click.option("--as-of", type=Day(), default=today, show_default=False, help=say("help_as_of"))(function)


def format_option(*choices: str, default: tuple[str, ...], several: bool = True) -> Callable[[Function], Function]:
    """`--format`, repeatable when `several`."""
    return click.option(
        "-f",
        "--format",
        "formats",
        type=click.Choice(choices),
        multiple=several,
        default=default if several else default[0],
        show_default=True,
        help=say("help_format"),
    )
