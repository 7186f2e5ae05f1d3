"""What somebody sees who writes in an editor with the YAML language server: the real one, spoken to as editors do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pmo_docs.cli.main import pmo_docs
from tools import find_tool, needs_tool

pytestmark = needs_tool("yaml-language-server")


class Editor:
    """Speaks the language server protocol (3.17) over standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process, self._folder, self._number = process, folder, 0
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.tell("initialized", {})

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        return self._wait(lambda message: message.get("id") == self._number and "method" not in message)["result"]

    def open(self, name: str, text: str) -> list[str]:
        """What the editor marks in a file."""
        uri = (self._folder / name).as_uri()
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}},
        )
        found = self._wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        return [one["message"] for one in found["params"]["diagnostics"]]

    def completions(self, name: str, line: int, character: int) -> set[str]:
        uri = (self._folder / name).as_uri()
        position = {"line": line, "character": character}
        found = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return {item["label"] for item in found["items"]}

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _wait(self, is_wanted: Any) -> Any:
        while True:
            message = self._receive()
            if is_wanted(message):
                return message
            if "id" in message and "method" in message:
                # It asks for settings, and to register what it can do: it gets the usual ones.
                items = message["params"].get("items", [])
                self._send({"id": message["id"], "result": [None for _ in items] or None})

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server ended"
        return json.loads(self._process.stdout.read(length))


@contextmanager
def running(folder: Path) -> Iterator[Editor]:
    command = [str(find_tool("yaml-language-server")), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield Editor(process, folder)
        finally:
            process.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    done = CliRunner().invoke(pmo_docs, ["schema", "--output", str(tmp_path / ".schemas"), "--language", "nl"])
    assert done.exit_code == 0
    return tmp_path


HEAD = "# yaml-language-server: $schema=.schemas/body.json\n"


def test_a_sound_file_is_not_marked(folder: Path):
    with running(folder) as editor:
        assert not editor.open("sound.yaml", HEAD + "name: Stuurgroep\nkind: Stuurgroep\nmembers: [vries, bakker]\n")


def test_mistakes_are_marked(folder: Path):
    with running(folder) as editor:
        marked = editor.open("wrong.yaml", HEAD + "nmae: Stuurgroep\nreaction_days: veel\n")

    assert any("nmae" in message for message in marked)
    assert any("name" in message and "nmae" not in message for message in marked)
    assert len(marked) >= 3


def test_keys_and_words_are_offered(folder: Path):
    with running(folder) as editor:
        editor.open("keys.yaml", HEAD + "name: Stuurgroep\n\n")
        keys = editor.completions("keys.yaml", 2, 0)
        editor.open("words.yaml", HEAD + "name: Stuurgroep\nclassification: \n")
        words = editor.completions("words.yaml", 2, 16)

    assert {"quorum", "members", "standing_items"} <= keys
    assert {"openbaar", "vertrouwelijk", "public"} <= words
