"""From YAML to the model: a frozen dataclass is the definition of what a file may hold.

Its fields are the keys (or `metadata["key"]`), its type hints decide what the values are, `metadata["minimum"]` and
`["maximum"]` what is in range. A field without a default is required; one whose key is "" is no key at all. A field
`place` gets the place of the mapping, a field `places` those of its keys.

A type with `from_text` is one value; a record with `short` may be written as one value too. `Stage | str` is one of
the words, or any other text.
Every problem is added to a list with its line and column; the rest is read all the same.
"""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import types
import typing
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

from pmo_docs.language import snake_case
from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers.yaml import Entry, Mapping, Node, Scalar, Sequence

Model = TypeVar("Model")

_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?:\s*uur)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
# Between names, not inside "J. Smit (Kade, Waterwijk)".
_COMMA = re.compile(r",(?![^()]*\))")
_WHOLE_NUMBER = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,9})?")
# Dutch writes 12.500 where English writes 12,500: nobody means twelve and a half by it.
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
# How values are written, for editors that look along; the calendar they leave to us.
WHOLE_NUMBER_FORM, NUMBER_FORM = f"^{_WHOLE_NUMBER.pattern}$", f"^{_NUMBER.pattern}$"
FORMS: dict[Any, str] = {datetime.date: r"^\d{4}-\d\d?-\d\d?$", datetime.time: f"^{_TIME.pattern}$"}
_MOST_NAMED = 12
_TRUTHS = {"ja": True, "yes": True, "true": True, "nee": False, "no": False, "false": False}


class Words(Protocol):
    """What the catalogues know of the words of enumerations."""

    def member(self, enum: type[Any], text: str) -> Any | None: ...

    def key_meant(self, text: str, keys: Iterable[str]) -> str: ...

    def accepted(self, enum: type[StrEnum]) -> tuple[str, ...]: ...


class Key(NamedTuple):
    """One key that a kind of file may have: the name in the file and in the model, and the type of its value."""

    name: str
    field: dataclasses.Field[Any]
    hint: Any

    @property
    def is_required(self) -> bool:
        return self.field.default is dataclasses.MISSING and self.field.default_factory is dataclasses.MISSING


@cache
def keys_of(model: type) -> tuple[Key, ...]:
    """The keys of a kind, in the order of its definition."""
    hints = typing.get_type_hints(model)
    fields = [each for each in dataclasses.fields(model) if hints[each.name] is not Place]
    keys = (Key(each.metadata.get("key", each.name), each, hints[each.name]) for each in fields)
    return tuple(key for key in keys if key.name)


def bind(model: type[Model], mapping: Mapping, words: Words, problems: list[Problem]) -> Model | None:
    """The instance that a mapping describes; None when something required is missing or wrong."""
    return _Binder(words, problems).instance(model, mapping)


class _Unusable(Exception):
    """A value cannot be used; the problem has been reported."""


class _Binder:
    def __init__(self, words: Words, problems: list[Problem]) -> None:
        self._words = words
        self._problems = problems

    def instance(self, model: type[Model], mapping: Mapping) -> Model | None:
        keys: dict[str, Key] = {key.name: key for key in keys_of(typing.cast("Hashable", model))}
        values: dict[str, Any] = {}
        wrong = set()
        for entry in mapping.entries:
            key = keys.get(entry.key)
            if key is None:
                self._unknown_key(entry, keys)
                continue
            if isinstance(entry.value, Scalar) and entry.value.is_empty:
                if key.is_required:
                    self._report("key-missing", entry.place, key=key.name)
                    wrong.add(key.name)
                continue
            try:
                values[key.field.name] = self._value(key.hint, entry.value, key)
            except _Unusable:
                wrong.add(key.name)
        missing = [key.name for key in keys.values() if key.is_required and key.field.name not in values]
        for name in missing:
            if name not in wrong:
                self._report("key-missing", mapping.place, key=name)
        if missing:
            return None
        names = {each.name for each in dataclasses.fields(model)}  # type: ignore[arg-type]
        if "place" in names:
            values.setdefault("place", mapping.place)
        if "places" in names:
            values.setdefault("places", {entry.key: entry.place for entry in mapping.entries})
        return model(**values)

    def _value(self, hint: Any, node: Node, key: Key) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            if types.NoneType not in arguments:
                return self._word(arguments[0], node, key)
            if isinstance(node, Scalar) and node.is_empty:
                return None
            return self._value(next(each for each in arguments if each is not types.NoneType), node, key)
        if origin is tuple:
            return self._items(arguments[0], node, key)
        if origin is dict:
            return self._entries(arguments[0], arguments[1], node, key)
        if hasattr(hint, "from_text") or not dataclasses.is_dataclass(hint):
            return self._scalar(hint, node, key)
        if hasattr(hint, "short") and isinstance(node, Scalar):
            return self._from_text(hint.short, node)
        if not isinstance(node, Mapping):
            raise self._unusable("not-a-mapping", node.place, key=key.name)
        instance: Any = self.instance(typing.cast("type[Any]", hint), node)
        if instance is None:
            raise _Unusable
        return instance

    def _items(self, hint: Any, node: Node, key: Key) -> tuple[Any, ...]:
        """A list; one value alone is a list of one, nothing is an empty one, names may stand behind each other."""
        if isinstance(node, Scalar) and node.is_empty:
            return ()
        nodes = node.items if isinstance(node, Sequence) else (node,)
        if isinstance(node, Scalar) and not node.quoted and _may_stand_behind_each_other(hint):
            nodes = tuple(Scalar(part.strip(), node.place) for part in _COMMA.split(node.text) if part.strip())
        return tuple(self._usable(nodes, hint, key))

    def _usable(self, nodes: Iterable[Node], hint: Any, key: Key) -> Iterable[Any]:
        for node in nodes:
            try:
                self._refuse_empty(hint, node, key.name)
                yield self._value(hint, node, key)
            except _Unusable:
                continue

    def _entries(self, key_hint: Any, hint: Any, node: Node, key: Key) -> dict[Any, Any]:
        """Keys that people choose themselves, such as ids; a plain list is a mapping whose values are left out."""
        if isinstance(node, Scalar) and node.is_empty:
            return {}
        if isinstance(node, Sequence) and type(None) in typing.get_args(hint):
            names = [item for item in node.items if isinstance(item, Scalar)]
            node = Mapping(tuple(Entry(name.text, Scalar("", name.place), name.place) for name in names), node.place)
        if not isinstance(node, Mapping):
            raise self._unusable("not-a-mapping", node.place, key=key.name)
        found: dict[Any, Any] = {}
        lines: dict[Any, int] = {}
        for entry in node.entries:
            try:
                name = entry.key if key_hint is str else self._value(key_hint, Scalar(entry.key, entry.place), key)
                if name in lines:
                    # "geld" and "money" are two keys in YAML, and one in the model.
                    self._report("yaml-duplicate-key", entry.place, key=entry.key, line=str(lines[name]))
                lines[name] = entry.place.line
                self._refuse_empty(hint, entry.value._replace(place=entry.place), entry.key)
                # What is wrong with an entry is shown at its key, not at the first line below it.
                value = entry.value._replace(place=entry.place) if isinstance(entry.value, Mapping) else entry.value
                found[name] = self._value(hint, value, key)
            except _Unusable:
                continue
        return found

    def _refuse_empty(self, hint: Any, node: Node, name: str) -> None:
        """Something in a list, or under a name of its own, has to say something; a key may be left empty."""
        if isinstance(node, Scalar) and node.is_empty and types.NoneType not in typing.get_args(hint):
            raise self._unusable("value-missing", node.place, key=name)

    def _scalar(self, hint: Any, node: Node, key: Key) -> Any:
        if not isinstance(node, Scalar):
            raise self._unusable("not-a-value", node.place, key=key.name)
        if hasattr(hint, "from_text"):
            return self._from_text(hint.from_text, node)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._member(hint, node, key)
        return _SCALARS[hint](self, node, key)

    def _from_text(self, make: Callable[[str, Place], Any], node: Scalar) -> Any:
        try:
            return make(node.text, node.place)
        except ValueError as error:
            code, values = error.args
            raise self._unusable(code, node.place, **values) from None

    def _word(self, enum: type[StrEnum], node: Node, key: Key) -> StrEnum | str:
        """One of the words that are known, else the text as it is written."""
        if not isinstance(node, Scalar):
            raise self._unusable("not-a-value", node.place, key=key.name)
        return self._words.member(enum, node.text) or self.text(node, key)

    def _member(self, enum: type[StrEnum], node: Scalar, key: Key) -> StrEnum:
        member = self._words.member(enum, node.text)
        if member is None:
            accepted = self._words.accepted(enum)
            close = difflib.get_close_matches(node.text.casefold(), accepted, n=1)
            values = {"key": key.name, "text": node.text, "accepted": ", ".join(accepted)}
            values["words"] = snake_case(enum.__name__)
            raise self._unusable("word-unknown", node.place, suggestion=next(iter(close), ""), **values)
        return typing.cast("StrEnum", member)

    def text(self, node: Scalar, key: Key) -> str:
        return "" if node.is_empty else node.text

    def whole_number(self, node: Scalar, key: Key) -> int:
        if not _WHOLE_NUMBER.fullmatch(node.text):
            raise self._unusable("whole-number-form", node.place, key=key.name, text=node.text)
        return int(self._in_range(Decimal(node.text), node, key))

    def number(self, node: Scalar, key: Key) -> Decimal:
        """A decimal number with a point; the forms that money takes in texts get a hint."""
        if not _NUMBER.fullmatch(node.text) or _THOUSANDS.fullmatch(node.text):
            plain = plain_number(node.text)
            code = "number-form" if plain else "number"
            raise self._unusable(code, node.place, key=key.name, text=node.text, plain=plain)
        return self._in_range(Decimal(node.text), node, key)

    def _in_range(self, number: Decimal, node: Scalar, key: Key) -> Decimal:
        minimum, maximum = (key.field.metadata.get(name) for name in ("minimum", "maximum"))
        if minimum is not None and number < minimum:
            raise self._unusable("too-small", node.place, key=key.name, text=node.text, minimum=str(minimum))
        if maximum is not None and number > maximum:
            raise self._unusable("too-large", node.place, key=key.name, text=node.text, maximum=str(maximum))
        return number

    def truth(self, node: Scalar, key: Key) -> bool:
        if node.text.casefold() not in _TRUTHS:
            raise self._unusable("yes-or-no", node.place, key=key.name, text=node.text)
        return _TRUTHS[node.text.casefold()]

    def date(self, node: Scalar, key: Key) -> datetime.date:
        try:
            return datetime.datetime.strptime(node.text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            day_first = _DAY_FIRST.fullmatch(node.text)
            iso = f"{day_first[3]}-{int(day_first[2]):02}-{int(day_first[1]):02}" if day_first else "2026-03-31"
            code = "date-impossible" if re.fullmatch(r"\d{4}-\d\d?-\d\d?", node.text) else "date-form"
            raise self._unusable(code, node.place, key=key.name, text=node.text, iso=iso) from None

    def time(self, node: Scalar, key: Key) -> datetime.time:
        match = _TIME.fullmatch(node.text.strip())
        try:
            return datetime.time.fromisoformat(f"{match[1]:0>2}:{match[2]}" if match else "")
        except ValueError:
            raise self._unusable("time-form", node.place, key=key.name, text=node.text) from None

    def _unknown_key(self, entry: Entry, keys: Iterable[str]) -> None:
        if _is_bare(entry):
            self._report("comma-in-braces", entry.place, key=entry.key)
            return
        names = list(keys)
        close = difflib.get_close_matches(entry.key, names, n=1)
        suggestion = self._words.key_meant(entry.key, names) or next(iter(close), "")
        known = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
        self._report("key-unknown", entry.place, suggestion, key=entry.key, known=known)

    def _unusable(self, code: str, place: Place, suggestion: str = "", **values: str) -> _Unusable:
        self._report(code, place, suggestion, **values)
        return _Unusable()

    def _report(self, code: str, place: Place, suggestion: str = "", /, **values: str) -> None:
        self._problems.append(Problem(code, place, values, suggestion=suggestion))


def _is_bare(entry: Entry) -> bool:
    """Whether there is no colon behind the key: the rest of a value in braces that had a comma in it."""
    value, end = entry.value, entry.place.column + len(entry.key)
    return isinstance(value, Scalar) and value.is_empty and value.place == entry.place._replace(column=end)


def _may_stand_behind_each_other(hint: Any) -> bool:
    return hasattr(hint, "from_text") or getattr(hint, "may_stand_behind_each_other", False)


def plain_number(text: str) -> str:
    """How a number such as "€ 1.234,50" is written here, "" when it is no number in any form."""
    digits = re.sub(r"[€\s\u00a0]|EUR", "", text).replace(",-", "")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?|[+-]?\d+,\d+", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        digits = digits.replace(",", "")
    try:
        return str(Decimal(digits)) if _NUMBER.fullmatch(digits) else ""
    except InvalidOperation:
        return ""


_SCALARS: dict[Any, Callable[[_Binder, Scalar, Key], Any]] = {
    str: _Binder.text,
    int: _Binder.whole_number,
    Decimal: _Binder.number,
    bool: _Binder.truth,
    datetime.date: _Binder.date,
    datetime.time: _Binder.time,
}
