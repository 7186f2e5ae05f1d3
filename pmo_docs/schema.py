"""JSON Schema of the kinds of files, from their definitions: what editors check and complete while somebody types.

What `check` accepts, the schema accepts; what two keys or two files say about each other only `check` knows.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pmo_docs.descriptions import Descriptions
from pmo_docs.language import Catalogues, snake_case
from pmo_docs.readers.binding import FORMS, NUMBER_FORM, WHOLE_NUMBER_FORM, Key, keys_of
from pmo_docs.readers.kinds import KINDS

DIALECT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

# A value that was not filled in says nothing; YAML reads 010 and `no` as something else than text.
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_NOTHING: Schema = {"type": "null"}


def schema_of(kind: str, catalogues: Catalogues, descriptions: Descriptions) -> Schema:
    """The schema of a kind of file, a name in KINDS; its words are those of all catalogues."""
    maker = _Maker(catalogues, descriptions)
    definition = KINDS[kind]
    record = maker.record(definition.model)
    content = {"type": "object", "additionalProperties": record} if definition.is_table else record
    return {
        "$schema": DIALECT,
        "title": definition.files,
        "description": descriptions.of_kind(kind),
        **content,
        "definitions": maker.definitions,
    }


class _Maker:
    def __init__(self, catalogues: Catalogues, descriptions: Descriptions) -> None:
        self._catalogues = catalogues
        self._descriptions = descriptions
        self.definitions: dict[str, Schema] = {}

    def record(self, model: type) -> Schema:
        """A mapping with the keys of a model; what stands below it comes among the definitions."""
        properties = {}
        for key in keys_of(model):
            value = self._value(key.hint, key)
            if not key.is_required:
                value = _either(value, _NOTHING)
            properties[key.name] = {"description": self._descriptions.of_key(model, key.name), **value}
        required = [key.name for key in keys_of(model) if key.is_required]
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _value(self, hint: Any, key: Key) -> Schema:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (types.UnionType, typing.Union):
            if types.NoneType in arguments:
                return self._value(next(each for each in arguments if each is not types.NoneType), key)
            # One of the words, or any other text: the words are offered, nothing is refused.
            return {"anyOf": [self._words(arguments[0]), _TEXT]}
        if origin is tuple:
            item = self._value(arguments[0], key)
            return _either(item, {"type": "array", "items": item})
        if origin is dict:
            return self._entries(arguments[0], arguments[1], key)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._words(hint)
        if hint in (int, Decimal):
            return _number(hint, key)
        if hint in FORMS:
            return {"type": "string", "pattern": FORMS[hint]}
        if hint is str or hasattr(hint, "from_text"):
            return _TEXT
        return self._reference(hint)

    def _reference(self, model: type) -> Schema:
        name = snake_case(model.__name__)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.record(model)
        reference = {"$ref": f"#/definitions/{name}"}
        return {"anyOf": [_TEXT, reference]} if hasattr(model, "short") else reference

    def _entries(self, key_hint: Any, hint: Any, key: Key) -> Schema:
        """A mapping with keys that people choose, or with the words of an enumeration as keys."""
        is_optional = types.NoneType in typing.get_args(hint)
        value = self._value(hint, key)
        value = _either(value, _NOTHING) if is_optional else value
        arguments = typing.get_args(key_hint) or (key_hint,)
        schema: Schema = {"type": "object", "additionalProperties": value}
        if isinstance(arguments[0], type) and issubclass(arguments[0], StrEnum):
            schema["properties"] = dict.fromkeys(self._catalogues.accepted(arguments[0]), value)
            if len(arguments) == 1:
                schema["propertyNames"] = self._words(arguments[0])
        elif arguments[0] is int:
            schema["propertyNames"] = {"pattern": r"^\d+$"}
        return _either(schema, {"type": "array", "items": _TEXT}) if is_optional else schema

    def _words(self, enum: type[StrEnum]) -> Schema:
        """The words as they are in the catalogues; capitals do not matter."""
        words = [str(word) for word in self._catalogues.accepted(enum)]
        pattern = "|".join("".join(map(_any_case, word)) for word in words)
        return {"anyOf": [{"enum": words}, {"type": "string", "pattern": rf"^\s*({pattern})\s*$"}]}


def _either(first: Schema, second: Schema) -> Schema:
    if "anyOf" in first:
        return {**first, "anyOf": [*first["anyOf"], second]}
    return {"anyOf": [first, second]}


def _number(hint: type, key: Key) -> Schema:
    limits = {name: float(key.field.metadata[name]) for name in ("minimum", "maximum") if name in key.field.metadata}
    return {
        "anyOf": [
            {"type": "integer" if hint is int else "number", **limits},
            {"type": "string", "pattern": WHOLE_NUMBER_FORM if hint is int else NUMBER_FORM},
        ]
    }


def _any_case(letter: str) -> str:
    """A letter in a pattern, small or capital."""
    if letter.upper() == letter.lower() or len(letter.upper()) > 1:
        return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", letter)
    return f"[{letter.lower()}{letter.upper()}]"


def records_below(model: type) -> tuple[type, ...]:
    """A model and every model of a record that can stand in it, each once."""
    found: dict[type, None] = {}

    def look(hint: Any) -> None:
        if typing.get_args(hint):
            for each in typing.get_args(hint):
                look(each)
        elif dataclasses.is_dataclass(hint) and not hasattr(hint, "from_text") and hint not in found:
            found[typing.cast(type, hint)] = None
            for key in keys_of(typing.cast(type, hint)):
                look(key.hint)

    look(model)
    return tuple(found)
