"""Drawing the charts that a template asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmo_docs.charts import budget, earned_value, gantt, milestone_trend, milestones
from pmo_docs.charts.lettering import Lettering, lettering
from pmo_docs.charts.marks import Chart
from pmo_docs.documents.progress_report import ProgressReportDocument
from pmo_docs.language import Language
from pmo_docs.rendering.drawings import read_drawing
from pmo_docs.rendering.tree import Image

# Each is drawn by the template `charts/<name>.svg.j2`.
CHARTS: Mapping[str, Callable[[ProgressReportDocument, Language, Lettering], Chart | None]] = {
    "gantt": gantt.layout,
    "milestones": milestones.layout,
    "milestone_trend": milestone_trend.layout,
    "budget": budget.layout,
    "earned_value": earned_value.layout,
}
ACCENT = "#1F4E79"
_PIXELS_PER_POINT = 96 / 72


@dataclass(frozen=True)
class Drawn:
    """A chart as a template shows it: `source` is what `img` names, the others say what there is to see."""

    source: str
    alternative: str
    caption: str


@dataclass
class Charts:
    """Draws the charts of one document; `images` holds those that its template asked for, by their source.

    `fill` fills a template with what it shows and some values beside it.
    """

    language: Language
    fonts: Path
    fill: Callable[..., str]
    accent: str = ACCENT
    images: dict[str, Image] = field(default_factory=dict)

    def chart(self, document: ProgressReportDocument, name: str) -> Drawn | None:
        """The chart of that name, or None when the document has nothing to show in it."""
        if name not in CHARTS:
            raise ValueError(f"no chart is called {name!r}")
        chart = CHARTS[name](document, self.language, lettering(self.fonts))
        if chart is None:
            return None
        template, source = f"charts/{name}.svg.j2", f"chart:{name}"
        drawing = read_drawing(self.fill(template, chart, accent=self.accent), template)
        width, height = (round(length * _PIXELS_PER_POINT) for length in (chart.width, chart.height))
        self.images[source] = Image(drawing, "image/svg+xml", width, height)
        return Drawn(source, chart.alternative, chart.caption)
