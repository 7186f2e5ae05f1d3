"""The public holidays of a country."""

from __future__ import annotations

import datetime

_DEFAULT_COUNTRY = "NL"


def public_holidays(country: str, year: int, language: str) -> dict[datetime.date, str]:
    """The public holidays of a year by date, named in a language when it is known, else as the country does.

    Raises LookupError for a country that nobody knows.
    """
    from holidays import country_holidays  # here: it takes as long as the whole of `--help`

    code = country.strip().upper() or _DEFAULT_COUNTRY
    try:
        languages = country_holidays(code).supported_languages
    except NotImplementedError:
        raise LookupError(country) from None
    named = next((known for known in languages if known.partition("_")[0] == language), None)
    return dict(sorted(country_holidays(code, years=year, language=named).items()))
