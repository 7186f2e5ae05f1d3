"""What was read of a body is kept, and never used when anything that it follows from has changed."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pmo_docs import kept
from pmo_docs.model.problems import InvalidInput
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects
from pmo_docs.readers.subjects import Found
from pmo_docs.readers.workspace import Workspace
from tests.registers.series import new_notes, workspace

NOTES = new_notes(33, "Actie: @bos regelt de zaal, vóór 1 december 2026")


@pytest.fixture
def group(tmp_path: Path) -> Path:
    return workspace(tmp_path / "city", {"2026-11-03": NOTES})


def find(group: Path) -> Found:
    return kept.Kept(open_workspace(group)).body(group / "bodies/werkgroep.yaml")


def is_read(group: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the files are read once more for the answer, which must be the right one in any case."""
    asked: list[Path] = []
    read = subjects.find

    def watched(workspace: Workspace, kind: SubjectKind, source: Path) -> Found:
        asked.append(source)
        return read(workspace, kind, source)

    with monkeypatch.context() as patched:
        patched.setattr(subjects, "find", watched)
        found = find(group)
    anew = open_workspace(group)
    right = subjects.find(anew, SubjectKind.BODY, group / "bodies/werkgroep.yaml")
    assert (found.subject, found.problems, set(found.files)) == (right.subject, right.problems, set(right.files))
    return bool(asked)


def only_file() -> Path:
    (path,) = (Path(os.environ["XDG_CACHE_HOME"]) / "pmo-docs").iterdir()
    return path


def test_what_did_not_change_is_not_read_again(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_read(group, monkeypatch)
    assert not is_read(group, monkeypatch)
    assert only_file().stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "change",
    [
        lambda group: (group / "meetings/werkgroep/2026-11-03.md").write_text(NOTES.replace("zaal", "hall")),
        lambda group: (group / "meetings/werkgroep/2026-11-24.md").write_text(new_notes(34, "- [x] 33-1 klaar")),
        lambda group: (group / "meetings/werkgroep/2026-11-03.md").unlink(),
        lambda group: (group / "people.yaml").write_text("bos: {surname: Bos}\nkok: {surname: K}\nwit: {surname: W}\n"),
        lambda group: (group / "pmo.yaml").write_text("organisation: Dorp\nlanguage: en\n"),
        lambda group: (group / "bodies/werkgroep.yaml").write_text("name: Anders\nmembers: [bos]\n"),
        lambda group: (
            (group / "registers").mkdir()
            or (group / "registers/werkgroep.log").write_text("2026-11-10 | done | 33-1\n")
        ),
        lambda group: (group / "meetings/werkgroep/bijlage.pdf").write_bytes(b"%PDF"),
    ],
)
def test_whatever_changes_is_seen(
    group: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    find(group)
    change(group)

    assert is_read(group, monkeypatch)
    assert not is_read(group, monkeypatch)


class _Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return (subprocess.call, (["false"],))


@pytest.mark.parametrize("content", [b"", b"\x00" * 40, pickle.dumps(_Evil()), pickle.dumps(["a list"])])
def test_what_was_put_there_by_somebody_else_is_not_used(
    group: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    find(group)
    file = only_file()
    key = file.read_bytes()[:32]
    monkeypatch.setattr(subprocess, "call", lambda *_: pytest.fail("something was run"))
    file.write_bytes(key + content)

    assert is_read(group, monkeypatch)


def test_a_name_does_not_lead_out_of_the_model(group: Path) -> None:
    evil = b"\x80\x05\x8c\x17pmo_docs.model.register\x8c\tre.escape\x93."
    with pytest.raises(pickle.UnpicklingError):
        kept._Unpickler(io.BytesIO(evil)).load()


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights here")
def test_a_file_that_others_may_write_is_not_used(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find(group)
    only_file().chmod(0o666)

    assert is_read(group, monkeypatch)


def test_without_a_place_to_keep_it_the_answer_is_the_same(group: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = group / "a file"
    file.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(file))

    assert is_read(group, monkeypatch)
    assert is_read(group, monkeypatch)


@pytest.fixture
def two(group: Path) -> list[Path]:
    """A second body, and one whose file is broken, beside the first."""
    for name, text in (("raad", "name: Raad\nmembers: [bos]\n"), ("stuk", "name: [Stuk\n")):
        (group / f"bodies/{name}.yaml").write_text(text)
        (group / f"meetings/{name}").mkdir()
        (group / f"meetings/{name}/2026-11-03.md").write_text(NOTES)
    return [group / f"bodies/{name}.yaml" for name in ("werkgroep", "raad", "stuk")]


def test_bodies_are_read_in_processes_of_their_own(
    group: Path, two: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_FEWEST_MEETINGS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    kept.Kept(open_workspace(group)).prepare(two)

    assert not is_read(group, monkeypatch)
    reader = kept.Kept(open_workspace(group))
    assert reader.body(two[1]).subject.name == "raad"
    with pytest.raises(InvalidInput):
        reader.body(two[2])


def test_where_no_processes_can_be_started_everything_is_still_read(
    group: Path, two: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr(kept, "_FEWEST_MEETINGS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    kept.Kept(open_workspace(group)).prepare(two)

    assert find(group).subject.name == "werkgroep"
