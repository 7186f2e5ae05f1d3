"""The organisation whose documents these are: its languages, its house style, its agreements on reporting."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pmo_docs.model.people import NameOrder
from pmo_docs.model.periods import Cycle
from pmo_docs.model.problems import NOWHERE, Place, Written

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_WHITE = "FFFFFF"
LEAST_CONTRAST = 4.5


class Classification(StrEnum):
    """Who may read a document, from everybody to very few."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"


class Aspect(StrEnum):
    """What a project is judged on, in the order in which it is printed; an organisation may add its own."""

    MONEY = "money"
    RISK = "risk"
    ORGANISATION = "organisation"
    TIME = "time"
    INFORMATION = "information"
    COMMUNICATION = "communication"
    QUALITY = "quality"


class Stage(StrEnum):
    """The stages of a Dutch municipal project; an organisation may have others."""

    INITIATION = "initiation"
    DEFINITION = "definition"
    DESIGN = "design"
    PREPARATION = "preparation"
    REALISATION = "realisation"
    AFTERCARE = "aftercare"


class Role(StrEnum):
    """Roles whose label an organisation may choose."""

    POLITICAL_SPONSOR = "political_sponsor"
    SPONSOR = "sponsor"
    CONTRACTOR = "contractor"
    MANAGER = "manager"
    ASSISTANT = "assistant"
    CHAIR = "chair"
    SECRETARY = "secretary"


class Measurement(StrEnum):
    """A figure that a colour can follow from, with the unit of its thresholds.

    Slip is in calendar days, the budget deviation a percentage of the budget, CPI and SPI are indices, exposure is
    probability × impact, overdue actions are counted.
    """

    SLIP = "slip"
    BUDGET_DEVIATION = "budget_deviation"
    CPI = "cpi"
    SPI = "spi"
    EXPOSURE = "exposure"
    OVERDUE_ACTIONS = "overdue_actions"

    @property
    def is_better_when_high(self) -> bool:
        return self in (Measurement.CPI, Measurement.SPI)


@dataclass(frozen=True)
class HexColour:
    """A colour as six hexadecimal digits, without `#`."""

    digits: str

    @classmethod
    def from_text(cls, text: str, place: Place) -> HexColour:
        """The colour that "#1F4E79" or "1F4E79" stands for; raises ValueError for anything else."""
        match = _COLOUR.fullmatch(text.strip())
        if match is None:
            raise ValueError("colour-form", {"text": text or "#…"})
        return cls(match[1].upper())

    @property
    def contrast(self) -> float:
        """The contrast with white paper, from 1 to 21 (WCAG 2.2, relative luminance)."""
        return (_luminance(_WHITE) + 0.05) / (_luminance(self.digits) + 0.05)


def _luminance(digits: str) -> float:
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Logo:
    """A picture in the workspace, and the words that stand for it."""

    file: str
    text: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Colours(Written):
    """The colours of the house style."""

    accent: HexColour | None = None


@dataclass(frozen=True)
class Fonts:
    """The typeface of the house style, by the name that Word knows."""

    text: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class HouseStyleBasics:
    """What makes documents those of this organisation."""

    logo: Logo | None = None
    colours: Colours | None = None
    fonts: Fonts | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Threshold:
    """From which value a colour is amber, and from which it is red."""

    amber: Decimal
    red: Decimal
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Organisation(Written):
    """What `pmo.yaml` says: whose documents these are.

    `labels` gives, per language, what the organisation calls a role; `country` is where its holidays are. Notes of more
    than `largest_notes` megabytes are not read.
    """

    organisation: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    country: str = ""
    classification: Classification | None = None
    house_style: HouseStyleBasics | None = None
    labels: dict[str, dict[Role, str]] = field(default_factory=dict)
    name_order: NameOrder = NameOrder.DUTCH
    reporting_cycle: Cycle = Cycle.MONTH
    aspects: tuple[Aspect | str, ...] = tuple(Aspect)
    stages: tuple[Stage | str, ...] = tuple(Stage)
    ignore: tuple[str, ...] = ()
    largest_notes: int = field(default=2, metadata={"minimum": 1, "maximum": 20})
    thresholds: dict[Measurement, Threshold] = field(default_factory=dict)

    @property
    def main_language(self) -> str:
        """The language of documents for which nothing else is said; nothing when the organisation says none either."""
        return self.language or next(iter(self.languages), "")
