"""Writes docs/reference.md and docs/nl/reference.md from the code: commands, keys, words, problems, vocabulary.

`make docs` runs it; `--check` only compares. The commands speak the language of the system, and settle on one when they
are imported: each page is written by a process of its own, `reference.py nl`.
"""

from __future__ import annotations

import dataclasses
import enum
import json
import os
import subprocess
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["LC_ALL"] = "nl_NL.UTF-8" if "nl" in sys.argv else "en_GB.UTF-8"
os.environ["LANGUAGE"] = ""

import click

from pmo_docs.cli.main import COMMANDS, pmo_docs
from pmo_docs.descriptions import read_descriptions
from pmo_docs.files import bundled_templates
from pmo_docs.language import Catalogues, read_catalogue, snake_case
from pmo_docs.readers.binding import keys_of
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.meeting.headings import HeadingAttributes
from pmo_docs.rendering.vocabulary import CLASSES, ELEMENTS

CODE = "nl" if "nl" in sys.argv else "en"
ROOT = Path(__file__).parent.parent
TARGETS = {"en": ROOT / "docs" / "reference.md", "nl": ROOT / "docs" / "nl" / "reference.md"}
DESCRIPTIONS = read_descriptions(CODE)

_PLAIN = {
    "en": {
        "str": "text",
        "int": "whole number",
        "Decimal": "number",
        "date": "date",
        "time": "time",
        "bool": "yes or no",
    },
    "nl": {
        "str": "tekst",
        "int": "heel getal",
        "Decimal": "getal",
        "date": "datum",
        "time": "tijd",
        "bool": "ja of nee",
    },
}[CODE]
_SAID = {
    "en": {
        "title": "# Reference", "made": "This page is generated from the code by `make docs`.",
        "commands": "## Commands", "keys": "## Keys",
        "optional": "Every key may be left out unless it says *required*.", "required": ", *required*",
        "headings": "### Headings of notes, in braces", "columns": "| Key | Meaning | Value |",
        "or": "{0}, or {1}", "list": "list of {0}", "each": "for each {0}: {1}", "one": "one of {0}",
        "problems": "## Problems", "problem columns": "| Code | Problem |",
    },
    "nl": {
        "title": "# Naslag",
        "made": "Deze bladzijde komt van `make docs`. JSON en sjablonen: [Engels](../reference.md#json).",
        "commands": "## Opdrachten", "keys": "## Sleutels",
        "optional": "Elke sleutel mag wegblijven, behalve waar *verplicht* staat.", "required": ", *verplicht*",
        "headings": "### Koppen van notities, tussen accolades", "columns": "| Sleutel | Betekenis | Waarde |",
        "or": "{0}, of {1}", "list": "lijst van {0}", "each": "per {0}: {1}", "one": "een van {0}",
        "problems": "## Problemen", "problem columns": "| Code | Probleem |",
    },
}[CODE]  # fmt: skip


def reference() -> str:
    """The whole page."""
    folder = bundled_templates() / "languages"
    catalogues = Catalogues(
        {
            path.stem: read_catalogue(path.stem, path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("*.yaml"))
        }
    )
    parts = [
        _SAID["title"],
        "",
        _SAID["made"],
        *_commands(),
        *_keys(catalogues),
        *_problems(catalogues),
        *(() if CODE == "nl" else (*_schemas(), *_vocabulary())),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _commands() -> Iterator[str]:
    yield from ("", _SAID["commands"], "")
    context = click.Context(pmo_docs, info_name="pmo-docs")
    for name in COMMANDS:
        command = pmo_docs.get_command(context, name)
        assert command is not None
        yield from _help(name, command, context)


def _help(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    """What a command says of itself, and what those below it say."""
    with click.Context(command, info_name=name.rpartition(" ")[2], parent=parent) as inside:
        yield from (f"### {name}", "", "```text", command.get_help(inside).strip(), "```", "")
        for below, one in command.commands.items() if isinstance(command, click.Group) else ():
            yield from _help(f"{name} {below}", one, inside)


def _keys(catalogues: Catalogues) -> Iterator[str]:
    yield from (_SAID["keys"], "", _SAID["optional"], "")
    for name, kind in KINDS.items():
        yield from (f"### {kind.files}", "", f"{DESCRIPTIONS.of_kind(name)}.", "")
        yield from _table(kind.model, catalogues, set())
    yield from (_SAID["headings"], "")
    yield from _table(HeadingAttributes, catalogues, set())


def _table(kind: type, catalogues: Catalogues, seen: set[type]) -> Iterator[str]:
    seen.add(kind)
    yield from (_SAID["columns"], "|---|---|---|")
    inner: list[type] = []
    for key in keys_of(kind):
        value = _value(key.hint, catalogues, inner) + (_SAID["required"] if key.is_required else "")
        yield f"| `{key.name}` | {DESCRIPTIONS.of_key(kind, key.name)} | {value} |"
    yield ""
    for other in dict.fromkeys(inner):
        if other not in seen:
            yield from (f"#### {_words(other.__name__)}", "")
            yield from _table(other, catalogues, seen)


def _value(hint: Any, catalogues: Catalogues, inner: list[type]) -> str:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        kinds = [_value(each, catalogues, inner) for each in arguments if each is not type(None)]
        return _SAID["or"].format(*kinds) if len(kinds) > 1 else kinds[0]
    if origin is tuple:
        return _SAID["list"].format(_value(arguments[0], catalogues, inner))
    if origin is dict:
        return _SAID["each"].format(*(_value(each, catalogues, inner) for each in arguments))
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return _SAID["one"].format(", ".join(f"`{word}`" for word in _accepted(hint, catalogues)))
    if hasattr(hint, "from_text"):
        return _words(hint.__name__)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        inner.append(hint)
        return f"[{_words(hint.__name__)}](#{_words(hint.__name__).replace(' ', '-')})"
    return _PLAIN[hint.__name__]


def _words(name: str) -> str:
    return snake_case(name).replace("_", " ")


def _accepted(enum_type: type[enum.StrEnum], catalogues: Catalogues) -> list[str]:
    """The words in the language of the page; every other language is understood as well."""
    words = catalogues[CODE].words(snake_case(enum_type.__name__))
    return list(dict.fromkeys(word for member in enum_type for word in (*words.get(member.value, ()), member.value)))


def _problems(catalogues: Catalogues) -> Iterator[str]:
    yield from (_SAID["problems"], "", _SAID["problem columns"], "|---|---|")
    for code, problem in catalogues[CODE].catalogue["problems"].items():
        yield f"| `{code}` | {_explained(problem)} |"
    yield ""


def _explained(problem: dict[str, str]) -> str:
    """What is wrong, and below it what to do, safe inside a table."""
    text, hint = (problem.get(part, "").replace("|", "&#124;").replace("<", "&lt;") for part in ("text", "hint"))
    return f"{text}<br>*{hint}*" if hint else text


def _schemas() -> Iterator[str]:
    yield from ("## JSON", "", "What `--format json` gives, as JSON Schema.", "", "| Schema | For |", "|---|---|")
    for path in sorted((ROOT / "pmo_docs" / "schemas").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        yield f"| [{path.name}](../pmo_docs/schemas/{path.name}) | `{schema['title']}`: {schema['description']} |"
    yield ""


def _vocabulary() -> Iterator[str]:
    yield from ("## Vocabulary of templates", "", "| Element | Attributes | Classes |", "|---|---|---|")
    for name, attributes in ELEMENTS.items():
        classes = CLASSES.get(name, frozenset())
        yield f"| `{name}` | {_codes(attributes)} | {_codes(classes)} |"


def _codes(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def main() -> int:
    """Write the page of one language, or both; the exit code of `--check`."""
    if not {"en", "nl"} & set(sys.argv):
        pages = [subprocess.run([sys.executable, __file__, code, *sys.argv[1:]], check=False) for code in TARGETS]
        return max(page.returncode for page in pages)
    text, target = reference(), TARGETS[CODE]
    if "--check" not in sys.argv:
        target.write_text(text, encoding="utf-8")
    elif not target.is_file() or target.read_text(encoding="utf-8") != text:
        print(f"{target.relative_to(ROOT)} is not up to date: run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
