"""`pmo-docs new project`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from pmo_docs.cli import asking
from pmo_docs.cli.asking import asked
from pmo_docs.cli.new.site import Site, open_site, usable_id
from pmo_docs.cli.options import workspace_option
from pmo_docs.cli.speaking import note, say
from pmo_docs.readers.binding import plain_number
from pmo_docs.starting import records
from pmo_docs.starting.writing import free_id, id_from


@click.command("project", help=say("help_new_project"))
@click.argument("name", required=False)
@click.option("--id", "id", default="", help=say("help_new_id"))
@click.option("--goal", help=say("help_new_goal"))
@click.option("--manager", help=say("help_new_manager"))
@click.option("--sponsor", help=say("help_new_sponsor"))
@click.option("--milestone", "milestones", multiple=True, help=say("help_new_milestone"))
@click.option("--credit", help=say("help_new_credit"))
@workspace_option
def project(name: str | None, workspace: Path | None, **options: Any) -> None:
    """What was agreed about a project."""
    make_project(open_site(workspace), name, **options)
    note(say("next_after_project"))


def make_project(
    site: Site,
    name: str | None,
    id: str = "",
    goal: str | None = None,
    manager: str | None = None,
    sponsor: str | None = None,
    milestones: tuple[str, ...] = (),
    credit: str | None = None,
) -> str:
    """The id of a new project."""
    name = asked(name, "NAME", say("ask_project"))
    goal = asked(goal, "--goal", say("ask_goal"), default="")
    manager = asked(manager, "--manager", say("ask_manager"), default="")
    sponsor = asked(sponsor, "--sponsor", say("ask_sponsor"), default="")
    amount = asked(credit, "--credit", say("ask_credit"), default="", convert=_amount)
    amount = _given(_amount, credit, "--credit") if credit else amount or None
    moments = [_given(_moment, text, "--milestone") for text in milestones] or list(_asked_milestones())
    people = {role: site.newcomers.id_of(who) for role, who in (("sponsor", sponsor), ("manager", manager)) if who}
    project_id = usable_id(id or id_from(name or ""))
    text = records.project_text(
        name or "",
        {"goal": goal or "", **people},
        _by_id(moments),
        amount,
        site.descriptions,
        site.has_schema("project"),
    )
    site.write(text, site.root / "projects" / project_id / "project.yaml")
    return project_id


def _by_id(moments: Iterable[tuple[str, datetime.date | None]]) -> dict[str, tuple[str, datetime.date | None]]:
    """The milestones by ids of their own, also when two have the same name."""
    found: dict[str, tuple[str, datetime.date | None]] = {}
    for title, day in moments:
        found[free_id([id_from(title)], found, otherwise="milestone")] = (title, day)
    return found


def _asked_milestones() -> Iterator[tuple[str, datetime.date | None]]:
    while asking.is_terminal():
        answer = asked(None, "--milestone", say("ask_milestone"), default="", convert=_moment)
        if not answer:
            return
        yield answer


def _moment(text: str) -> tuple[str, datetime.date | None]:
    """A milestone: its name, and its day when the last word is one. Raises ValueError for a day that is none."""
    name, _, last = text.strip().rpartition(" ")
    if not name or not last[:1].isdecimal():
        return text.strip(), None
    try:
        return name.rstrip(" :,"), datetime.date.fromisoformat(last)
    except ValueError:
        raise ValueError(say("not_a_date", text=last)) from None


def _amount(text: str) -> Decimal:
    """An amount as people write it: "480000", "€ 480.000". Raises ValueError for what is none."""
    plain = plain_number(text)
    if not plain:
        raise ValueError(say("not_an_amount", text=text))
    return Decimal(plain)


def _given(convert: Callable[[str], Any], text: str, option: str) -> Any:
    try:
        return convert(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
