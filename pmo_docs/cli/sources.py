"""What the user names, by id or by path, becomes a file in a workspace."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from pmo_docs.cli.speaking import say
from pmo_docs.files import WORKSPACE_FILE, Shelf, find_workspace, shown
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers.kinds import KINDS

Found = TypeVar("Found")


@dataclass(frozen=True)
class Source:
    """A file to make a document from; `root` is its workspace, else the folder that it is in."""

    path: Path
    root: Path

    @property
    def is_lone(self) -> bool:
        return not (self.root / WORKSPACE_FILE).is_file()


def workspace_root(option: Path | None) -> Path | None:
    """The workspace that is asked for, else the one around the current folder, else `inputs` below it."""
    if option is not None:
        if not (option / WORKSPACE_FILE).is_file():
            raise click.BadParameter(say("no_workspace_there", folder=shown(option), file=WORKSPACE_FILE))
        return option
    found = find_workspace(Path.cwd())
    inputs = Path("inputs")
    return found or (inputs if (inputs / WORKSPACE_FILE).is_file() else None)


def find(kind: SubjectKind, name: str, option: Path | None, period: str = "") -> Source:
    """The source that is meant; an unknown one is wrong usage, with what was probably meant."""
    path = Path(name)
    is_there = _is_there(path)
    if is_there:
        root = option or find_workspace(path if path.is_dir() else path.parent)
        if kind is SubjectKind.MEETING:
            if path.is_dir():
                raise click.BadParameter(say("is_a_folder", name=name))
            return Source(path.absolute(), root) if root else Source(path.resolve(), path.resolve().parent)
    else:
        root = None
    root = root or workspace_root(option)
    if root is None:
        raise click.UsageError(say("no_workspace", file=WORKSPACE_FILE) if is_there else say("no_file", name=name))
    id = _id_from(path) if is_there else name
    return _FINDERS[kind](id, root, period or (path.stem if path.parent.name == "reports" else ""))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, RuntimeError, ValueError):
        return False


def body_ids(root: Path) -> list[str]:
    """The ids of all bodies of a workspace."""
    return [path.stem for path in _paths(root, "body")]


def _paths(root: Path, kind: str) -> tuple[Path, ...]:
    return Shelf(root).matching(KINDS[kind].files)


def _id_from(path: Path) -> str:
    """The id behind a path: `x` of `bodies/x.yaml`, `meetings/x`, `projects/x/project.yaml` and of a report of x."""
    if path.parent.name == "reports":
        return path.resolve().parent.parent.name
    return path.resolve().parent.name if path.name == "project.yaml" else path.resolve().stem


def _meeting(id: str, root: Path, period: str) -> Source:
    known = {f"{path.parent.name}/{path.stem}": path for path in _paths(root, "meeting")}
    return Source(_known(id.removesuffix(".md"), known), root)


def _body(id: str, root: Path, period: str) -> Source:
    known = {name: root / "bodies" / f"{name}.yaml" for name in body_ids(root)}
    return Source(_known(id, known), root)


def _project(id: str, root: Path, period: str) -> Source:
    """The report on a period of the project, by default its latest."""
    names = {path.parent.name for path in _paths(root, "project")}
    names |= {path.parents[1].name for path in _paths(root, "report")}
    _known(id, {name: name for name in sorted(names)})
    reports = {path.stem: path for path, _ in open_workspace(root).reports(id)}
    if not reports:
        raise click.BadParameter(say("no_reports", name=id))
    written = {name.casefold(): name for name in reports}
    return Source(_known(written.get(period.casefold(), period) or list(reports)[-1], reports), root)


def _known(name: str, known: dict[str, Found]) -> Found:
    if name in known:
        return known[name]
    raise click.BadParameter(unknown(name, known))


def unknown(name: str, known: Iterable[str]) -> str:
    """That nobody and nothing is called so, with what was probably meant."""
    return f"{say('unknown_name', name=name)} {_what_there_is(name, known)}".strip()


def _what_there_is(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return say("did_you_mean", suggestion=close[0]) if close else say("there_is", names=", ".join(list(known)[:12]))


def _workspace(id: str, root: Path, period: str) -> Source:
    return Source(root / WORKSPACE_FILE, root)


_FINDERS = {
    SubjectKind.MEETING: _meeting,
    SubjectKind.BODY: _body,
    SubjectKind.PROJECT: _project,
    SubjectKind.WORKSPACE: _workspace,
}
