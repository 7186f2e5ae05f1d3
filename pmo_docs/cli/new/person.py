"""`pmo-docs new person`."""

from __future__ import annotations

from pathlib import Path

import click

from pmo_docs.cli.asking import asked
from pmo_docs.cli.new.site import open_site, usable_id, wrong
from pmo_docs.cli.options import workspace_option
from pmo_docs.cli.speaking import say
from pmo_docs.model.people import EmailAddress, Person
from pmo_docs.model.problems import Place, Problem


@click.command("person", help=say("help_new_person"))
@click.argument("name", required=False)
@click.option("--id", "id", default="", help=say("help_new_id"))
@click.option("--function", help=say("help_new_function"))
@click.option("--organisation", help=say("help_new_person_organisation"))
@click.option("--email", help=say("help_new_email"))
@workspace_option
def person(
    name: str | None,
    id: str,
    function: str | None,
    organisation: str | None,
    email: str | None,
    workspace: Path | None,
) -> None:
    """Somebody for people.yaml."""
    site = open_site(workspace)
    name = asked(name, "NAME", say("ask_person"))
    function = asked(function, "--function", say("ask_function"), default="")
    organisation = asked(organisation, "--organisation", say("ask_person_organisation"), default="")
    email = asked(email, "--email", say("ask_email"), default="")
    written = Person.from_written_name(name)
    site.newcomers.add(
        Person(
            surname=written.surname,
            initials=written.initials,
            prefix=written.prefix,
            function=function or "",
            organisation=organisation or "",
            email=_email(email) if email else None,
        ),
        usable_id(id, site.workspace.directory.people) if id else "",
    )
    site.write_people()


def _email(text: str) -> EmailAddress:
    try:
        return EmailAddress.from_text(text, Place())
    except ValueError as error:
        code, values = error.args
        raise wrong(Problem(code, values=values)) from None
