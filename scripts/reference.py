"""Writes docs/reference.md from the code: commands, keys, words, problems, vocabulary. `make docs` runs it."""

from __future__ import annotations

import dataclasses
import enum
import json
import os
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["LC_ALL"] = "en_GB.UTF-8"

import click

from pmo_docs.cli.main import COMMANDS, pmo_docs
from pmo_docs.descriptions import read_descriptions
from pmo_docs.files import bundled_templates
from pmo_docs.language import Catalogues, read_catalogue, snake_case
from pmo_docs.readers.binding import keys_of
from pmo_docs.readers.headings import HeadingAttributes
from pmo_docs.readers.kinds import KINDS
from pmo_docs.rendering.vocabulary import CLASSES, ELEMENTS

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "reference.md"
DESCRIPTIONS = read_descriptions("en")

_PLAIN = {
    "str": "text",
    "int": "whole number",
    "Decimal": "number",
    "date": "date",
    "time": "time",
    "bool": "yes or no",
}


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
        "# Reference",
        "",
        "This page is generated from the code by `make docs`.",
        *_commands(),
        *_keys(catalogues),
        *_problems(catalogues),
        *_schemas(),
        *_vocabulary(),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _commands() -> Iterator[str]:
    yield from ("", "## Commands", "")
    context = click.Context(pmo_docs, info_name="pmo-docs")
    for name in COMMANDS:
        command = pmo_docs.get_command(context, name)
        assert command is not None
        with click.Context(command, info_name=name, parent=context) as inside:
            yield from (f"### {name}", "", "```text", command.get_help(inside).strip(), "```", "")


def _keys(catalogues: Catalogues) -> Iterator[str]:
    yield from ("## Keys", "", "Every key may be left out unless it says *required*.", "")
    for name, kind in KINDS.items():
        yield from (f"### {kind.files}", "", f"{DESCRIPTIONS.of_kind(name)}.", "")
        yield from _table(kind.model, catalogues, set())
    yield from ("### Headings of notes, in braces", "")
    yield from _table(HeadingAttributes, catalogues, set())


def _table(kind: type, catalogues: Catalogues, seen: set[type]) -> Iterator[str]:
    seen.add(kind)
    yield from ("| Key | Meaning | Value |", "|---|---|---|")
    inner: list[type] = []
    for key in keys_of(kind):
        value = _value(key.hint, catalogues, inner) + (", *required*" if key.is_required else "")
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
        return f"{kinds[0]}, or {kinds[1]}" if len(kinds) > 1 else kinds[0]
    if origin is tuple:
        return f"list of {_value(arguments[0], catalogues, inner)}"
    if origin is dict:
        return f"for each {_value(arguments[0], catalogues, inner)}: {_value(arguments[1], catalogues, inner)}"
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return f"one of {', '.join(f'`{word}`' for word in catalogues.accepted(hint))}"
    if hasattr(hint, "from_text"):
        return _words(hint.__name__)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        inner.append(hint)
        return f"[{_words(hint.__name__)}](#{_words(hint.__name__).replace(' ', '-')})"
    return _PLAIN[hint.__name__]


def _words(name: str) -> str:
    return snake_case(name).replace("_", " ")


def _problems(catalogues: Catalogues) -> Iterator[str]:
    yield from ("## Problems", "", "| Code | English | Nederlands |", "|---|---|---|")
    english, dutch = (catalogues[code].catalogue["problems"] for code in ("en", "nl"))
    for code in english:
        yield f"| `{code}` | {_explained(english[code])} | {_explained(dutch[code])} |"
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


if __name__ == "__main__":
    text = reference()
    if "--check" in sys.argv:
        sys.exit(
            0 if TARGET.read_text(encoding="utf-8") == text else "docs/reference.md is not up to date: run `make docs`"
        )
    TARGET.write_text(text, encoding="utf-8")
