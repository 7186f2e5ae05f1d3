"""YAML as a person would write it: plain values where they are safe, short comments behind them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, count

from pmo_docs.descriptions import Descriptions
from pmo_docs.model.problems import Problem
from pmo_docs.readers import yaml
from pmo_docs.readers.kinds import KINDS

_COMMENT_COLUMN = 34
# Nobody sees them, and YAML does not take them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(text: str) -> str:
    """A value as it may stand behind a key: as it is when it reads back the same, else between quotes."""
    text = _CONTROL.sub(" ", text)
    return text if _reads_back(f"key: {text}", text) and _reads_back(f"key: [{text}]", text) else _quoted(text)


def listed(texts: Iterable[str]) -> str:
    """Values behind each other: `[vries, jansen]`."""
    return f"[{', '.join(map(scalar, texts))}]"


def record(kind: str, values: Mapping[str, str], offered: Iterable[str], descriptions: Descriptions) -> str:
    """The keys of a record with their values (YAML text), then those that are offered, as comments, with their meaning.

    `kind` is a name in KINDS; a value that begins on a line of its own begins with the end of the line before.
    """
    model = KINDS[kind].model
    lines = [
        _line(f"{key}:{_gap(value)}{value}", descriptions.of_key(model, key)) for key, value in values.items() if value
    ]
    rest = [key for key in offered if not values.get(key)]
    lines += [""] if rest else []
    lines += [_line(f"# {key}:", descriptions.of_key(model, key)) for key in rest]
    return "\n".join(lines) + "\n"


def head(kind: str, depth: int, has_schema: bool, descriptions: Descriptions) -> str:
    """The first lines of a file `depth` folders below the workspace: where its schema is, what it is for."""
    schema = f"# yaml-language-server: $schema={'../' * depth}.schemas/{kind}.json\n" if has_schema else ""
    return f"{schema}# {descriptions.of_kind(kind)}.\n\n"


def id_from(name: str) -> str:
    """A short name for files and references: "Stuurgroep Één" gives `stuurgroep-een`."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("ß", "ss"))
    letters = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in _without_marks(plain))
    return "-".join(letters.split())[:60].strip("-")


def free_id(wanted: Iterable[str], taken: Collection[str], otherwise: str) -> str:
    """The first id that nobody has, whatever its capitals; else the first with a number: `live-2`.

    `otherwise` stands for a name that no id can be made of, such as an emoji.
    """
    names = [name for name in wanted if name] or [otherwise]
    gone = {name.casefold() for name in taken}
    numbered = (f"{names[0]}-{number}" for number in count(2))
    return next(name for name in chain(names, numbered) if name.casefold() not in gone)


def _without_marks(text: str) -> str:
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _gap(value: str) -> str:
    return "" if value.startswith("\n") else " "


def _line(text: str, description: str) -> str:
    if "\n" in text or len(text) >= _COMMENT_COLUMN + 20:
        return text
    return f"{text:<{_COMMENT_COLUMN}} # {description}"


def _reads_back(line: str, text: str) -> bool:
    problems: list[Problem] = []
    found = yaml.read(line, "", problems)
    if found is None or problems or len(found.entries) != 1:
        return False
    value = found.entries[0].value
    if isinstance(value, yaml.Sequence) and len(value.items) == 1:
        value = value.items[0]
    return isinstance(value, yaml.Scalar) and value.text == text and not value.is_empty


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
