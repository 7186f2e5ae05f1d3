"""Jinja: sandboxed, escaping, strict, and every element knows the template line it was written on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from traceback import walk_tb
from types import CodeType, TracebackType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import Environment
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from pmo_docs.language import Language, UnknownLabel
from pmo_docs.model.problems import InvalidInput, Place, Problem
from pmo_docs.rendering.parsing import SOURCE

FindTemplate = Callable[[str], tuple[str, Path] | None]
"""The text and the path of a template by its name, or None when there is no such template."""


class SourceLines(Extension):
    """Marks every element that a template writes with the template's name and line."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            yield _with_lines(token, stream.name or "") if token.type == "data" else token


def _with_lines(token: Token, template: str) -> Token:
    text = str(token.value)

    def mark(tag: re.Match[str]) -> str:
        line = token.lineno + text.count("\n", 0, tag.start())
        return f'{tag[0]} {SOURCE}="{template}:{line}"'

    return Token(token.lineno, token.type, re.sub(r"<[a-zA-Z][a-zA-Z0-9]*", mark, text))


class _Sandbox(ImmutableSandboxedEnvironment):
    # 'A' * 10**9 would eat the memory; no template of ours multiplies.
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(f"`{operator}` is not available in templates")


class _Loader(BaseLoader):
    def __init__(self, find: FindTemplate) -> None:
        self._find = find

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = self._find(template)
        if found is None:
            raise TemplateNotFound(template)
        text, path = found
        return text, str(path), lambda: True


class _Compiled(BytecodeCache):
    """Compiled templates, kept while the process lives: a build fills the same few over and over."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Renderer:
    """Fills templates in one language; `filters` are added to those that are always there."""

    def __init__(self, find: FindTemplate, language: Language, filters: Mapping[str, Callable[..., Any]]) -> None:
        self._environment = _Sandbox(
            loader=_Loader(find),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=[SourceLines],
            bytecode_cache=_COMPILED,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        for name in ("lipsum", "cycler", "joiner"):
            del self._environment.globals[name]
        self._environment.globals.update(term=language.term, word=language.word, phrase=language.phrase)
        self._environment.filters.update(
            date=language.date,
            short_date=language.short_date,
            long_date=language.long_date,
            time=language.time,
            time_span=language.time_span,
            ordinal_meeting=language.ordinal_meeting,
            number=language.number,
            money=language.money,
            percent=language.percent,
            index=language.index,
            cents=language.cents,
            signed=language.signed,
            signed_percent=language.signed_percent,
            period=language.period,
            listed=language.listed,
            kind=lambda part: type(part).__name__,
            attributes=_attributes,
            sentence=lambda text: text[:1].upper() + text[1:],
            names=lambda owners: ", ".join(owner.name for owner in owners),
        )
        self._environment.filters.update(filters)
        self._find = find

    def render(self, template: str, document: object, **values: object) -> str:
        """The HTML of a document; raises InvalidInput with template and line when the template cannot be filled."""
        try:
            return self._environment.get_template(template).render(document=document, **values)
        except (
            TemplateError,
            UnknownLabel,
            RecursionError,
            OverflowError,
            TypeError,
            ValueError,
            AttributeError,
        ) as error:
            raise InvalidInput([self._problem(error, template)]) from error

    def _problem(self, error: Exception, template: str) -> Problem:
        if isinstance(error, TemplateSyntaxError):
            return Problem(
                "template-syntax", Place(error.filename or template, error.lineno), {"message": str(error.message)}
            )
        place = _template_place(error.__traceback__) or Place(template)
        if isinstance(error, TemplateNotFound):
            return Problem("template-missing", place, {"name": str(error.name)})
        if isinstance(error, UnknownLabel):
            return Problem("template-label", place, {"name": str(error)})
        if isinstance(error, UndefinedError):
            return Problem("template-undefined", place, {"message": str(error.message)}, suggestion=_suggestion(error))
        if isinstance(error, RecursionError):
            return Problem("template-recursion", place)
        return Problem("template-failed", place, {"message": str(error)})


def _template_place(traceback: TracebackType | None) -> Place | None:
    """Where in a template it went wrong: Jinja gives template code the template's file name and lines."""
    places = [
        Place(frame.f_code.co_filename, line)
        for frame, line in walk_tb(traceback)
        if frame.f_code.co_filename.endswith(".j2")
    ]
    return places[-1] if places else None


def _suggestion(error: UndefinedError) -> str:
    match = re.search(r"'([\w.]+) object' has no attribute '(\w+)'", str(error.message))
    if not match:
        return ""
    names: Iterator[str] = iter(())
    for frame, _ in walk_tb(error.__traceback__):
        for value in frame.f_locals.values():
            if f"{type(value).__module__}.{type(value).__name__}" == match[1]:
                names = (name for name in dir(value) if not name.startswith("_"))
    return next(iter(difflib.get_close_matches(match[2], list(names), n=1)), "")


def _attributes(pairs: Iterable[tuple[str, str]]) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in pairs)
