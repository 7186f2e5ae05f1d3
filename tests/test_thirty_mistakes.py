"""A workspace with more than thirty different mistakes: one run of `check` gives each of them at its line.

The workspace stands below, file by file; a line that ends in `# ! code` has it; `@file` is the file as a whole.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from pmo_docs.cli.main import pmo_docs

WORKSPACE = {
    "pmo.yaml": """
organisation: Gemeente
language: nl
languages: [nl, klingon]                # ! language-unknown
classification: privé                   # ! word-unknown
thresholds:
  slip: {amber: 42, red: 14}            # ! threshold-low
  spi: {amber: 0.8, red: 0.9}           # ! threshold-high
house_style:
  logo: {file: logo.png, text: Logo}    # ! image-missing
  colours: {accent: "#FFEE00"}          # ! contrast-low
""",
    "people.yaml": """
vries: {initials: A., prefix: de, surname: Vries}
Vries: {initials: T., prefix: de, surname: Vries}   # ! id-twice
jansen: {initials: M., surname: Jansen, email: nobody}   # ! email-form
bakker: {initials: K., surnme: Bakker}   # ! key-unknown # ! key-missing
""",
    "holidays.yaml": """
zomer: {name: Zomer, from: 18-7-2026}   # ! date-form
""",
    "bodies/stuurgroep.yaml": """
name: Stuurgroep
chair: vris                             # ! person-unknown
members: [jansen, {person: bakker, from: 2026-02-30}]   # ! date-impossible
quorum: veel                            # ! quorum-form
reaction_days: tien                     # ! whole-number-form
reaction_days: 10                       # ! yaml-duplicate-key
schedule: {rule: FREQ=YEARLY;BYMONTH=3,6}   # ! comma-in-braces
""",
    "bodies/wrong.yml": """
name: Verkeerd                          # ! file-not-used @file
""",
    "meetings/stuurgroep/2026-06-30.md": """
---
number: 30
time: 15:00-13:30                       # ! end-before-start
present: [jansen]
absent: {jansen: mk}                    # ! present-and-absent
---
## 1. Opening {purpose=besluit}
Actie: @jansen stuurt de stukken, vóór 1 augustus 2026
""",
    "meetings/stuurgroep/2026-07-14.md": """
---
number: 30                              # ! meeting-number-twice
body: projectgroep                      # ! body-differs
present: jansen
---
## 1. Opening {minutes=lang}
- [x] 12-1 gereed
""",
    "projects/zaak/project.yaml": """
name: Zaaksysteem
body: stuurgrp                          # ! body-unknown
programme: digitaal                     # ! programme-unknown
stage: bouw                             # ! stage-unknown
credit: 1.000,50                        # ! number-form
budget:
  a: {name: A, amount: 100, years: {2026: 40, 2027: 50}}   # ! years-do-not-add-up
milestones:
  live: {name: Livegang, baseline: &een 2026-12-01}        # ! yaml-anchor
work_packages:
  bouw: {name: Bouw, start: 2026-09-01, end: 2026-08-01}   # ! ends-before-start
dependencies:
  - {what: Koppeling, project: koppeling}                  # ! project-unknown
  - {what: Zelf, project: zaak, milestone: liev}           # ! milestone-unknown
applications: [dms]                     # ! application-unknown
""",
    "projects/zaak/reports/2026-10.yaml": """
period: 2026-09                         # ! period-differs
date: 2026-10-31
aspects:
  geld: {colour: rood}                  # ! red-without-measure
  geur: {colour: groen}                 # ! aspect-unknown
milestones:
  live: {actual: 2026-12-24}            # ! milestone-in-future
money:
  b: {spent: 10}                        # ! budget-line-unknown
work_packages:
  test: {complete: 10}                  # ! work-package-unknown
  bouw: {complete: 110}                 # ! too-large
risks:
  - {id: R1, event: Een}
  - {id: R1, event: Twee}               # ! id-twice
""",
    "projects/zaak/reports/oktober.yaml": """
summary: Iets                           # ! period-form @file
""",
    "programmes/ander.yaml": """
name: Ander
goals: {snel: Sneller}
benefits:
  tijd: {name: Tijd, goal: snl}         # ! goal-unknown
""",
    "applications.yaml": """
old: {name: Oud, life_cycle: weg}       # ! word-unknown
""",
}
# Marks in notes would be read as notes.
IN_NOTES = {
    ("meetings/stuurgroep/2026-07-14.md", "whole-number-form", 6),
    ("meetings/stuurgroep/2026-07-14.md", "action-number-unknown", 7),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in WORKSPACE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.removeprefix("\n"), encoding="utf-8")
    return tmp_path


def meant() -> set[tuple[str, str, int | None]]:
    marks = set(IN_NOTES)
    for name, text in WORKSPACE.items():
        for number, line in enumerate(text.removeprefix("\n").splitlines(), start=1):
            marks |= {
                (name, code, None if whole else number) for code, whole in re.findall(r"# ! (\S+)( @file)?", line)
            }
    return marks


def found(workspace: Path) -> set[tuple[str, str, int | None]]:
    done = CliRunner().invoke(pmo_docs, ["check", str(workspace), "--format", "json"])
    assert done.exit_code == 1, done.output
    rows = json.loads(done.stdout)
    assert all(row["hint"] for row in rows)
    return {(str(Path(row["file"]).resolve().relative_to(workspace)), row["code"], row["line"]) for row in rows}


def test_every_mistake_is_found_at_its_line_and_nothing_else(workspace: Path):
    assert found(workspace) == meant()


def test_there_are_more_than_thirty_different_ones():
    assert len({code for _, code, _ in meant()}) > 30


def test_a_large_file_is_read_in_a_breath():
    """A megabyte in 0.3 s on a quiet machine; the bound leaves room for a busy one, the ratio does not."""
    import yaml

    from pmo_docs.readers import yaml as reader

    record = "  initials: A.\n  prefix: van den\n  surname: Vries\n  function: directeur Dienstverlening en meer\n"
    note = "  note: Een wat langere tekst over iemand die iets doet in de gemeente, met meer woorden.\n" * 1
    text = "".join(f"p{number}:\n{record}{note}" for number in range(5200))
    assert len(text) > 1_000_000

    def seconds(read: object) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            read()  # type: ignore[operator]
            times.append(time.perf_counter() - start)
        return min(times)

    bare = seconds(lambda: list(yaml.parse(text, Loader=yaml.CSafeLoader)))
    ours = seconds(lambda: reader.read(text, "people.yaml", []))

    assert ours < 1
    assert ours < 5 * bare
