"""`pmo-docs new body`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pmo_docs.cli.asking import asked
from pmo_docs.cli.new.site import Site, open_site, usable_id
from pmo_docs.cli.options import workspace_option
from pmo_docs.cli.speaking import note, say
from pmo_docs.starting import records
from pmo_docs.starting.writing import id_from


@click.command("body", help=say("help_new_body"))
@click.argument("name", required=False)
@click.option("--id", "id", default="", help=say("help_new_id"))
@click.option("--chair", help=say("help_new_chair"))
@click.option("--secretary", help=say("help_new_secretary"))
@click.option("--member", "members", multiple=True, help=say("help_new_member"))
@click.option("--place", help=say("help_new_place"))
@workspace_option
def body(name: str | None, workspace: Path | None, **options: Any) -> None:
    """A group that meets."""
    make_body(open_site(workspace), name, **options)
    note(say("next_after_body"))


def make_body(
    site: Site,
    name: str | None,
    id: str = "",
    chair: str | None = None,
    secretary: str | None = None,
    members: tuple[str, ...] = (),
    place: str | None = None,
) -> str:
    """The id of a new body."""
    name = asked(name, "NAME", say("ask_body"))
    first = next(iter(site.workspace.directory.people.values()), None)
    chair = asked(chair, "--chair", say("ask_chair"), default="")
    secretary = asked(secretary, "--secretary", say("ask_secretary"), default=first.name if first else "")
    others = members or tuple(filter(None, asked(None, "--member", say("ask_members"), default="").split(",")))
    place = asked(place, "--place", say("ask_place"), default="")
    ids = {role: site.newcomers.id_of(who) for role, who in (("chair", chair), ("secretary", secretary)) if who}
    everybody = [ids.get("chair"), *map(site.newcomers.id_of, others), ids.get("secretary")]
    given = {**ids, "place": place or ""}
    body_id = usable_id(id or id_from(name or ""))
    text = records.body_text(
        name or "", given, tuple(dict.fromkeys(filter(None, everybody))), site.descriptions, site.has_schema("body")
    )
    site.write(text, site.root / "bodies" / f"{body_id}.yaml")
    return body_id
