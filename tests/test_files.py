from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pmo_docs.files import Shelf, find_workspace, save
from pmo_docs.model.problems import InvalidInput


def code_of(shelf: Shelf, path: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        shelf.text(path)
    return caught.value.problems[0].code


def test_a_source_is_read_with_plain_line_ends_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfeen\r\ntwee\rdrie\n")

    assert Shelf(tmp_path).text(tmp_path / "a.md") == ("een\ntwee\ndrie\n", ())


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes("één\ntwéé".encode("cp1252"))
    (tmp_path / "wide.md").write_bytes("één".encode("utf-16"))
    (tmp_path / "binary.md").write_bytes(b"a\n\x00b")
    (tmp_path / "large.md").write_bytes(b"a" * 2_000_001)
    shelf = Shelf(tmp_path)

    codes = [code_of(shelf, tmp_path / name) for name in ("latin.md", "wide.md", "binary.md", "large.md", "gone.md")]

    assert codes == ["file-encoding", "file-encoding", "file-binary", "file-too-large", "file-missing"]


def test_control_characters_are_left_out_and_reported_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"een\nt\x07wee\n")

    text, problems = Shelf(tmp_path).text(tmp_path / "a.md")

    assert text == "een\ntwee\n"
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("control-character", 2, 2)
    ]


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    (tmp_path / "secret.md").write_text("geheim")
    (root / "link.md").symlink_to(tmp_path / "secret.md")

    assert code_of(Shelf(root), root / ".." / "secret.md") == "file-outside"
    assert code_of(Shelf(root), root / "link.md") == "file-outside"


def test_a_template_of_the_workspace_comes_before_the_one_that_is_bundled(tmp_path: Path) -> None:
    (tmp_path / "pmo.yaml").write_text("organisation: X")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "minutes.html.j2").write_text("eigen")
    shelf = Shelf(tmp_path)

    own, bundled, outside = (
        shelf.find_template(name) for name in ("minutes.html.j2", "agenda.html.j2", "../pyproject.toml")
    )

    assert own == tmp_path / "templates" / "minutes.html.j2"
    assert bundled is not None
    assert outside is None


def test_the_workspace_is_found_upward(tmp_path: Path) -> None:
    (tmp_path / "pmo.yaml").write_text("organisation: X")
    below = tmp_path / "meetings" / "x"
    below.mkdir(parents=True)

    assert find_workspace(below) == tmp_path.resolve()


def test_saving_replaces_the_file_as_a_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    save(b"oud", tmp_path / "a" / "b.pdf")
    save(b"nieuw", tmp_path / "a" / "b.pdf")

    assert (tmp_path / "a" / "b.pdf").read_bytes() == b"nieuw"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.pdf"]


def test_a_file_that_cannot_be_written_leaves_the_old_one_whole(tmp_path: Path) -> None:
    save(b"oud", tmp_path / "b.pdf")
    program = (
        "import resource, signal, sys; from pathlib import Path; from pmo_docs.files import save\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "save(b'x' * 5000, Path(sys.argv[1]))"
    )

    result = subprocess.run([sys.executable, "-c", program, str(tmp_path / "b.pdf")], capture_output=True, check=False)

    assert result.returncode != 0
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("b.pdf", b"oud")]


def test_a_process_that_is_killed_while_saving_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "b.pdf"
    save(b"0" * 3_000_000, target)
    program = (
        "import itertools, sys; from pathlib import Path; from pmo_docs.files import save\n"
        "print('ready', flush=True)\n"
        "for n in itertools.cycle('123456789'): save(n.encode() * 3_000_000, Path(sys.argv[1]))"
    )
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            process.send_signal(signal.SIGKILL)
        data = target.read_bytes()

        assert len(data) == 3_000_000
        assert len(set(data)) == 1
