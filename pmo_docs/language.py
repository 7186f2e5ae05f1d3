"""The language catalogues: every label, word and message that a user sees, and how dates, numbers and money look."""

from __future__ import annotations

import datetime
import marshal
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pmo_docs.model.problems import Problem

# Only for the types: `--help` reads a catalogue and need not wait for the whole model.
if TYPE_CHECKING:
    from pmo_docs.model.periods import Period
    from pmo_docs.model.times import TimeSpan

Member = TypeVar("Member", bound=StrEnum)

DEFAULT = "nl"


class UnknownLabel(LookupError):
    """A label is asked for that the catalogue of this language does not have."""


def snake_case(name: str) -> str:
    """`MinutesStatus` as it stands in the catalogues: `minutes_status`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Terms:
    """The labels of a language, by attribute: `term.agenda`; an unknown one raises UnknownLabel."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def __getattr__(self, name: str) -> str:
        try:
            return self._labels[name]
        except KeyError:
            raise UnknownLabel(name) from None


@dataclass(frozen=True)
class Language:
    """One language: `code` is what people write (`nl`), `tag` what documents say (`en-GB`), `locale` what Babel reads.

    `catalogue` has the parts `terms`, `phrases`, `words`, `recognise`, `keys`, `messages` and `problems`.
    """

    code: str
    catalogue: Mapping[str, Any]

    @property
    def locale(self) -> str:
        return str(self.catalogue["locale"])

    @property
    def tag(self) -> str:
        return str(self.catalogue["tag"])

    @cached_property
    def term(self) -> Terms:
        return Terms(self.catalogue["terms"])

    def with_terms(self, terms: Mapping[str, str]) -> Language:
        """The language with other words for some of its labels."""
        return Language(self.code, {**self.catalogue, "terms": {**self.catalogue["terms"], **terms}})

    def word(self, member: StrEnum | str) -> str:
        """How a member of an enumeration is printed: the first of its words; an own word as it is written."""
        if not isinstance(member, StrEnum):
            return member
        kind = snake_case(type(member).__name__)
        try:
            return str(self.catalogue["words"][kind][member.value][0])
        except KeyError:
            raise UnknownLabel(f"words.{kind}.{member.value}") from None

    def words(self, kind: str) -> Mapping[str, list[str]]:
        """All words of an enumeration, by member."""
        found: Mapping[str, list[str]] = self.catalogue["words"].get(kind, {})
        return found

    def recognise(self, kind: str) -> Sequence[Any]:
        """The words that mark something in notes, such as `action`."""
        words: Sequence[Any] = self.catalogue.get("recognise", {}).get(kind, ())
        return words

    def message(self, name: str, /, **values: object) -> str:
        """A message with its values filled in; with `n`, in the plural form that the number asks for."""
        message = self.catalogue["messages"].get(name)
        if message is None:
            raise UnknownLabel(f"messages.{name}")
        shown = {key: printable(value) if isinstance(value, str) else value for key, value in values.items()}
        return self._filled(message, shown)

    def phrase(self, name: str, /, **values: object) -> str:
        """A label with values, such as "3 weken te laat"; with `n`, in the plural form that the number asks for."""
        phrase = self.catalogue["phrases"].get(name)
        if phrase is None:
            raise UnknownLabel(f"phrases.{name}")
        return self._filled(phrase, values)

    def problem(self, problem: Problem) -> tuple[str, str]:
        """What is wrong and what to do, in words; the second is empty when there is nothing to add."""
        entry = self.catalogue["problems"].get(problem.code)
        if entry is None:
            raise UnknownLabel(f"problems.{problem.code}")
        values = {name: printable(value) for name, value in problem.values.items()}
        if "words" in values:
            # What a word can be is said in the language of whoever reads it, one word for each.
            values["accepted"] = (
                ", ".join(words[0] for words in self.words(values["words"]).values()) or values["accepted"]
            )
        hint = self._filled(entry.get("hint", ""), values)
        if problem.suggestion:
            hint = self.message("did_you_mean", suggestion=problem.suggestion)
        return self._filled(entry["text"], values), hint

    def _filled(self, text: str | Mapping[str, str], values: Mapping[str, object]) -> str:
        if not isinstance(text, str):
            from babel import Locale

            number = values["n"]
            text = text[Locale.parse(self.locale).plural_form(number) if isinstance(number, int) else "other"]
        return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), text)

    def short_date(self, day: datetime.date) -> str:
        """As in a table: "1 dec 2026"."""
        return self._date(day, "d MMM y").replace(".", "")

    def date(self, day: datetime.date) -> str:
        """As in a sentence: "1 december 2026"."""
        return self._date(day, "d MMMM y")

    def long_date(self, day: datetime.date) -> str:
        """With the day of the week: "dinsdag 1 december 2026"."""
        return self._date(day, "EEEE d MMMM y")

    def day_in_year(self, day: datetime.date) -> str:
        """Within a year that is known: "27 april"."""
        return self._date(day, "d MMMM")

    def weekday(self, day: datetime.date) -> str:
        """The day of the week in short: "di"."""
        return self._date(day, "EEE").replace(".", "")

    def day_and_month(self, day: datetime.date) -> str:
        """As beside an axis that names the year: "1 dec"."""
        return self._date(day, "d MMM").replace(".", "")

    def month(self, day: datetime.date) -> str:
        """As on an axis: "dec"."""
        return self._date(day, "MMM").replace(".", "")

    def month_and_year(self, day: datetime.date) -> str:
        """As on an axis where a year begins: "jan 2027"."""
        return self._date(day, "MMM y").replace(".", "")

    def quarter(self, day: datetime.date) -> str:
        """As on an axis: "K4"."""
        return self._date(day, "QQQ")

    def _date(self, day: datetime.date, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=self.locale)

    def time(self, moment: datetime.time) -> str:
        """Hours and minutes as people print them here: "13.30"."""
        return moment.strftime(self.catalogue["formats"]["time"])

    def time_span(self, span: TimeSpan) -> str:
        """ "13.30–15.00 uur", or "13.30 uur" when the end is open."""
        moments = [self.time(moment) for moment in (span.start, span.end) if moment is not None]
        return self._filled(self.catalogue["formats"]["hours"], {"hours": "–".join(moments)})

    def ordinal_meeting(self, number: str) -> str:
        """ "34e vergadering"; a number that is no plain number stays as it is: "2026-3"."""
        if not number.isdecimal():
            return number
        from babel import Locale

        ordinal = self.catalogue["phrases"]["ordinal"][Locale.parse(self.locale).ordinal_form(int(number))]
        return self.phrase("ordinal_meeting", ordinal=self._filled(ordinal, {"n": number}))

    def number(self, value: Decimal | int) -> str:
        """With the separators of the language, no more decimals than there are."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.###", locale=self.locale)

    def index(self, value: Decimal) -> str:
        """An index, always with two decimals: "0,80"."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.00", locale=self.locale)

    def signed(self, value: Decimal | int) -> str:
        """A number with its sign, for a deviation: "+45.000", "−1.200", "0"."""
        return f"{_sign(value)}{self.number(-value if value < 0 else value)}"

    def signed_percent(self, share: Decimal) -> str:
        """A share as a percentage with its sign: "+9,4%"."""
        return f"{_sign(share)}{self.percent(abs(share))}"

    def period(self, period: Period) -> str:
        """ "oktober 2026", "4e kwartaal 2026", "periode 11 (5 okt t/m 1 nov 2026)", "sprint 7 (…)"."""
        patterns = {"month": "MMMM y", "quarter": "QQQQ y"}
        if period.cycle in patterns:
            return self._date(period.first_day, patterns[period.cycle])
        name = "four_weeks" if period.cycle == "four-weeks" else "sprint"
        days = {"first": self.short_date(period.first_day), "last": self.short_date(period.last_day)}
        return self.phrase(f"period_{name}", number=period.number, **days)

    def money(self, amount: Decimal, currency: str = "EUR") -> str:
        """Whole amounts without cents: "€ 12.500", "€ 12.500,50"; a minus before the sign, as in the text around it."""
        return self._money(amount, currency, "#,##0" if amount == amount.to_integral_value() else "#,##0.00")

    def cents(self, amount: Decimal) -> str:
        """A small amount in euros, always with cents: "€ 0,80"."""
        return self._money(amount, "EUR", "#,##0.00")

    def _money(self, amount: Decimal, currency: str, pattern: str) -> str:
        from babel.numbers import format_decimal, get_currency_symbol

        digits = format_decimal(abs(amount), format=pattern, locale=self.locale)
        symbol = get_currency_symbol(currency, locale=self.locale)
        written = self._filled(self.catalogue["formats"]["money"], {"symbol": symbol, "amount": digits})
        return f"−{written}" if amount < 0 else written

    def percent(self, share: Decimal) -> str:
        """A share (0.125) as a percentage with at most one decimal: "12,5%"."""
        from babel.numbers import format_percent

        return format_percent(share, format="#,##0.#%", locale=self.locale)

    def listed(self, words: Iterable[str]) -> str:
        """ "a, b en c"."""
        words = list(words)
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.term.__getattr__('and')} {words[-1]}"


@dataclass(frozen=True)
class Catalogues:
    """All languages that there are, by code; what people write in any of them is understood.

    One that has nothing but the part `recognise` can be read, and is not offered for printing.
    """

    catalogues: Mapping[str, Language]
    _recognised: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """Those that documents can be printed in."""
        return {code: language for code, language in self.catalogues.items() if "terms" in language.catalogue}

    def __getitem__(self, code: str) -> Language:
        return self.languages[code]

    def find(self, code: str) -> Language | None:
        """The language of a code, also of one with a region: "nl-BE"; None when there is none of it."""
        return self.languages.get(code.strip().lower().partition("-")[0])

    def member(self, enum: type[Member], text: str) -> Member | None:
        """The member that a word in any language, or the English code, stands for."""
        wanted = text.strip().casefold()
        for member in enum:
            if wanted == member.value or wanted in self._words(enum, member):
                return member
        return None

    def accepted(self, enum: type[StrEnum]) -> tuple[str, ...]:
        """Every word that `member` understands."""
        words = [word for member in enum for word in (*self._words(enum, member), member.value)]
        return tuple(dict.fromkeys(words))

    def key_meant(self, text: str, keys: Iterable[str]) -> str:
        """Which of the keys somebody meant who wrote it in a language of their own; nothing when none is known."""
        wanted, known = text.strip().casefold(), set(keys)
        for language in self.languages.values():
            meant = str(language.catalogue.get("keys", {}).get(wanted, ""))
            if meant in known:
                return meant
        return ""

    def recognise(self, kind: str) -> tuple[str, ...]:
        """The words of all languages that mark something in notes, such as `action`: longest first."""
        if kind not in self._recognised:
            words = {word for language in self.catalogues.values() for word in language.recognise(kind)}
            self._recognised[kind] = tuple(sorted(words, key=lambda word: (-len(word), word)))
        return self._recognised[kind]

    def usual(self, kind: str) -> frozenset[str]:
        """The first word of every language that is printed for something in notes: what its label says anyway."""
        languages = self.languages.values()
        return frozenset(words[0] for language in languages if (words := language.recognise(kind)))

    def months(self) -> Mapping[str, int]:
        """The number of every month name and abbreviation, in all languages, in lower case."""
        return self._months

    @cached_property
    def _months(self) -> Mapping[str, int]:
        return {
            name: number
            for language in self.catalogues.values()
            for number, names in enumerate(language.recognise("months"), start=1)
            for name in names
        }

    def _words(self, enum: type[StrEnum], member: StrEnum) -> tuple[str, ...]:
        kind = snake_case(enum.__name__)
        languages = self.languages.values()
        return tuple(word.casefold() for language in languages for word in language.words(kind).get(member.value, ()))


def _sign(value: Decimal | int) -> str:
    return "−" if value < 0 else "+" if value > 0 else ""


_PARTS = ("terms", "phrases", "words", "recognise", "keys", "messages", "problems")


def read_catalogue(code: str, text: str) -> Language:
    """The language whose catalogue is `text`; raises ValueError when it is none."""
    import yaml  # here: the commands answer from what `bundled_language` keeps

    # A BaseLoader makes nothing but text, lists and mappings: the catalogues hold words, and `no` is one of them.
    try:
        catalogue = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    if not isinstance(catalogue, dict) or not all(isinstance(catalogue.get(part, {}), dict) for part in _PARTS):
        raise ValueError(text[:40])
    return Language(code, catalogue)


def bundled_language(path: Path) -> Language:
    """The language of a catalogue that comes with pmo-docs, kept in `__pycache__` as Python keeps its modules.

    Reading YAML takes a third of the time of `pmo-docs --help`; a changed catalogue is read anew.
    """
    status = path.stat()
    stamp = (status.st_mtime_ns, status.st_size)
    kept = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}"
    with suppress(OSError, ValueError, EOFError, TypeError):
        stamp_kept, catalogue = marshal.loads(kept.read_bytes())
        if stamp_kept == stamp:
            return Language(path.stem, catalogue)
    language = read_catalogue(path.stem, path.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            unfinished = kept.with_suffix(f".{os.getpid()}")
            unfinished.write_bytes(marshal.dumps((stamp, dict(language.catalogue))))
            unfinished.replace(kept)
    return language


def printable(text: object) -> str:
    """The text without characters that would steer a terminal or hide what is really there."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in str(text))
