"""Makes docs/images/minutes.png: the page that the notes in the README become. `make docs` runs it; needs pdftoppm."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from pmo_docs.pipeline import Request, make

ROOT = Path(__file__).parent.parent
MARGIN = 24


def main() -> None:
    notes = re.search(r"```markdown\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert notes is not None
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name) / "workspace"
        shutil.copytree(ROOT / "inputs", workspace, ignore=shutil.ignore_patterns("*.md", "output"))
        source = workspace / "meetings" / "stuurgroep-zaaksysteem" / "2026-10-27.md"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(notes[1], encoding="utf-8")
        made = make(Request("minutes", source, workspace, ("pdf",), datetime.date(2026, 10, 27)))
        pdf = Path(name) / "minutes.pdf"
        pdf.write_bytes(next(iter(made.files.values())))
        subprocess.run(
            ["pdftoppm", "-r", "110", "-f", "1", "-l", "1", "-png", "-singlefile", pdf, pdf.with_suffix("")], check=True
        )
        page = Image.open(pdf.with_suffix(".png")).convert("RGB")
    _without_margins(page).save(ROOT / "docs" / "images" / "minutes.png", optimize=True)


def _without_margins(page: Image.Image) -> Image.Image:
    """The page cut to what is printed on it, the foot left out."""
    body = page.crop((0, 0, page.width, int(page.height * 0.93)))
    printed = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    assert printed is not None
    left, top, right, bottom = printed
    return body.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))


if __name__ == "__main__":
    main()
