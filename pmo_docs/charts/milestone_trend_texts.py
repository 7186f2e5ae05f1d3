"""What the milestone trend says in words: its labels, its caption, and what is read aloud in its place."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_docs.charts.milestone_texts import in_sentence
from pmo_docs.documents.project_planning import MilestoneTrend
from pmo_docs.language import Language


def standing(trend: MilestoneTrend, language: Language) -> str:
    """ "1 mrt 2027, was 1 dec 2026" or "behaald 6 nov 2026"."""
    first, last = (language.short_date(trend.points[index].expected) for index in (0, -1))
    if trend.is_reached:
        return language.phrase("day_reached", date=last)
    return language.phrase("day_was", date=last, first=first) if first != last else last


def description(trends: Sequence[MilestoneTrend], language: Language) -> str:
    """Every day that was expected of every milestone, with its name in full."""
    return "; ".join(
        f"{trend.milestone.name}: "
        + ", ".join(
            language.phrase(
                "reported_expected",
                reported=language.short_date(point.reported),
                expected=language.short_date(point.expected),
            )
            for point in trend.points
        )
        for trend in trends
    )


def alternative(trends: Sequence[MilestoneTrend], language: Language) -> str:
    """How every milestone moved from the first report to the last."""
    reported = {point.reported for trend in trends for point in trend.points}
    shows = language.phrase(
        "milestone_trend_shows",
        n=len(trends),
        first=language.date(min(reported)),
        last=language.date(max(reported)),
    )
    said = (f"{trend.milestone.name} {_moved(trend, language)}" for trend in trends)
    return f"{shows}: {'; '.join(said)}"


def _moved(trend: MilestoneTrend, language: Language) -> str:
    last = language.short_date(trend.points[-1].expected)
    if trend.is_reached:
        return language.phrase("day_reached", date=last)
    if not trend.has_moved:
        return language.phrase("stayed", date=last)
    return language.phrase("moved", first=language.short_date(trend.points[0].expected), last=last)


def caption(trends: Sequence[MilestoneTrend], shown: int, language: Language) -> str:
    """Which milestone moved farthest, and how many are not drawn."""
    farthest = max(trends, key=lambda trend: abs(trend.moved))
    first, last = farthest.points[0], farthest.points[-1]
    phrase = "trend_later" if farthest.moved > 0 else "trend_earlier" if farthest.moved < 0 else "trend_back"
    values = {"name": in_sentence(farthest.milestone.name), "since": language.date(first.reported)}
    values |= {"first": language.date(first.expected), "last": language.date(last.expected)}
    sentences = [language.phrase(phrase, n=abs(farthest.moved), **values)]
    if hidden := len(trends) - shown:
        sentences.append(language.phrase("trends_in_table", n=hidden))
    return " ".join(sentences)
