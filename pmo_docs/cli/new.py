"""`pmo-docs new`: starting files, asked for on a terminal, from options in a script."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from pmo_docs.cli import asking
from pmo_docs.cli.asking import asked, chosen
from pmo_docs.cli.options import known_language, today, workspace_option
from pmo_docs.cli.sources import workspace_root
from pmo_docs.cli.speaking import finish, note, report, say, user_language
from pmo_docs.descriptions import Descriptions, read_descriptions
from pmo_docs.files import WORKSPACE_FILE, bundled_templates, save, save_new, shown
from pmo_docs.language import Language, printable
from pmo_docs.listings import as_json_text
from pmo_docs.model.people import EmailAddress, Person
from pmo_docs.model.periods import Period
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.binding import plain_number
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.people import Directory
from pmo_docs.readers.workspace import Workspace
from pmo_docs.schema import schema_of
from pmo_docs.starting import records
from pmo_docs.starting.people import Newcomers
from pmo_docs.starting.writing import id_from


def commands() -> dict[str, click.Command]:
    return {"new": new}


@click.group(help=say("help_new"))
def new() -> None:
    """Make a starting file."""


class Site:
    """The workspace in which something new is made, and what is written there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workspace: Workspace = open_workspace(root)
        self.newcomers = Newcomers(self.workspace.directory)

    @property
    def language(self) -> Language:
        """The language of the organisation, for comments and words."""
        code = self.workspace.organisation.main_language
        return self.workspace.catalogues.languages.get(code) or user_language()

    @property
    def descriptions(self) -> Descriptions:
        return read_descriptions(self.language.code)

    def has_schema(self, kind: str) -> bool:
        return (self.root / ".schemas" / f"{kind}.json").is_file()

    def write(self, text: str, path: Path) -> None:
        """The new file, then the people who were named for the first time; raises InvalidInput when it is there."""
        save_new(text.encode(), path)
        _say_written(path)
        self.write_people()

    def write_people(self) -> None:
        path = self.root / KINDS["person"].files
        if not self.newcomers.people:
            return
        if path.is_file():
            before = path.read_text(encoding="utf-8")
            gap = "" if before.endswith("\n") or not before else "\n"
            added = "".join(records.person_text(id, person) for id, person in self.newcomers.people.items())
            save(f"{before}{gap}{added}".encode(), path)
        else:
            text = records.people_text(self.newcomers.people, self.descriptions, self.has_schema("person"))
            save(text.encode(), path)
        _say_written(path)
        for id, person in self.newcomers.people.items():
            note(say("person_added", id=id, name=person.name))


def _say_written(path: Path) -> None:
    click.echo(printable(shown(path)))


@contextmanager
def _problems_reported() -> Iterator[None]:
    try:
        yield
    except InvalidInput as invalid:
        report(invalid.problems)
        finish(invalid.problems)


def _site(option: Path | None) -> Site:
    root = workspace_root(option)
    if root is None:
        raise click.UsageError(say("no_workspace_yet", file=WORKSPACE_FILE))
    return Site(root)


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


@new.command("workspace", help=say("help_new_workspace"))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--organisation", help=say("help_new_organisation"))
@click.option("-l", "--language", help=say("help_new_language"))
@click.option("--name", help=say("help_new_own_name"))
def workspace(folder: Path, organisation: str | None, language: str | None, name: str | None) -> None:
    """A folder with all that belongs together."""
    organisation = asked(organisation, "--organisation", say("ask_organisation"))
    usual = user_language().code
    code = known_language(asked(language, "--language", say("ask_language"), default=usual), bundled_templates())
    name = asked(name, "--name", say("ask_own_name"), default="")
    descriptions = read_descriptions(code)
    with _problems_reported():
        if (folder / WORKSPACE_FILE).exists():
            raise InvalidInput([Problem("file-exists", Place(shown(folder / WORKSPACE_FILE)))])
        people = Newcomers(Directory({}))
        if name:
            people.id_of(name)
        catalogues = open_workspace(bundled_templates()).catalogues
        for kind in KINDS:
            schema = as_json_text(schema_of(kind, catalogues, descriptions))
            save(f"{schema}\n".encode(), folder / ".schemas" / f"{kind}.json")
        files = {
            WORKSPACE_FILE: records.organisation_text(organisation, code, descriptions),
            KINDS["person"].files: records.people_text(people.people, descriptions) if people.people else "",
            ".gitignore": "output/\n",
        }
        for path, text in files.items():
            if text:
                save_new(text.encode(), folder / path)
                _say_written(folder / path)
    note(say("next_after_workspace", folder=shown(folder)))


@new.command("person", help=say("help_new_person"))
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
    site = _site(workspace)
    name = asked(name, "NAME", say("ask_person"))
    function = asked(function, "--function", say("ask_function"), default="")
    organisation = asked(organisation, "--organisation", say("ask_person_organisation"), default="")
    email = asked(email, "--email", say("ask_email"), default="")
    with _problems_reported():
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
            _usable_id(id, site.workspace.directory.people) if id else "",
        )
        site.write_people()


def _email(text: str) -> EmailAddress:
    try:
        return EmailAddress.from_text(text, Place())
    except ValueError as error:
        code, values = error.args
        raise _wrong(Problem(code, values=values)) from None


def _wrong(problem: Problem) -> click.BadParameter:
    """Wrong usage: what was given on the command line, not what stands in a file."""
    text, hint = user_language().problem(problem)
    return click.BadParameter(f"{text}; {hint}" if hint else text)


def _usable_id(id: str, known: Mapping[str, object] = {}) -> str:
    """The id when it can be the name of a file and nobody has it."""
    if not id or id_from(id) != id:
        raise _wrong(Problem("id-form", values={"id": id}, suggestion=id_from(id)))
    if id in known:
        raise _wrong(Problem("id-twice", values={"id": id, "first": KINDS["person"].files}))
    return id


@new.command("body", help=say("help_new_body"))
@click.argument("name", required=False)
@click.option("--id", "id", default="", help=say("help_new_id"))
@click.option("--chair", help=say("help_new_chair"))
@click.option("--secretary", help=say("help_new_secretary"))
@click.option("--member", "members", multiple=True, help=say("help_new_member"))
@click.option("--place", help=say("help_new_place"))
@workspace_option
def body(name: str | None, workspace: Path | None, **options: Any) -> None:
    """A group that meets."""
    with _problems_reported():
        make_body(_site(workspace), name, **options)
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
    body_id = _usable_id(id or id_from(name or ""))
    text = records.body_text(
        name or "", given, tuple(dict.fromkeys(filter(None, everybody))), site.descriptions, site.has_schema("body")
    )
    site.write(text, site.root / "bodies" / f"{body_id}.yaml")
    return body_id


@new.command("project", help=say("help_new_project"))
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
    with _problems_reported():
        make_project(_site(workspace), name, **options)
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
    project_id = _usable_id(id or id_from(name or ""))
    text = records.project_text(
        name or "",
        {"goal": goal or "", **people},
        {id_from(title): (title, day) for title, day in moments},
        amount,
        site.descriptions,
        site.has_schema("project"),
    )
    site.write(text, site.root / "projects" / project_id / "project.yaml")
    return project_id


def _asked_milestones() -> Iterator[tuple[str, datetime.date | None]]:
    while asking.is_terminal():
        answer = asked(None, "--milestone", say("ask_milestone"), default="", convert=_moment)
        if not answer:
            return
        yield answer


@new.command("report", help=say("help_new_report"))
@click.argument("project", required=False)
@click.option("-p", "--period", help=say("help_new_period"))
@workspace_option
def progress_report(project: str | None, period: str | None, workspace: Path | None) -> None:
    """How a project stands in a period."""
    with _problems_reported():
        site = _site(workspace)
        names = [path.parent.name for path in site.workspace.paths("project")]
        if not names and asking.is_terminal() and not project:
            project = make_project(site, None)
            site = _site(workspace)
        name = chosen(project, "PROJECT", say("ask_which_project"), names)
        found = site.workspace.project(name) if name in [*names, project] else None
        if found is None:
            raise click.UsageError(f"{say('unknown_name', name=name)} {say('there_is', names=', '.join(names))}")
        organisation, day = site.workspace.organisation, today()
        usual = Period.of_day(day, found.reporting_cycle or organisation.reporting_cycle, found.sprints)
        text = asked(period, "--period", say("ask_period"), default=usual.text)
        try:
            wanted = Period.from_text(text, found.sprints)
        except ValueError as error:
            code, values = error.args
            raise _wrong(Problem(code, values=values)) from None
        content = records.report_text(
            found, wanted, day, organisation, site.language.word, site.descriptions, site.has_schema("report")
        )
        site.write(content, site.root / "projects" / name / "reports" / f"{wanted.text}.yaml")
        note(say("next_after_report", project=name))
