"""The schemas that editors use: they say what `check` says, as far as one file goes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from pmo_docs.cli.main import pmo_docs
from pmo_docs.descriptions import read_descriptions
from pmo_docs.language import Catalogues, snake_case
from pmo_docs.readers.binding import keys_of
from pmo_docs.readers.kinds import KINDS
from pmo_docs.readers.meeting.headings import HeadingAttributes
from pmo_docs.schema import records_below, schema_of

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "inputs"


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates and times are text, only true and false are truths."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?\d+$"), list("+-0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?\d+\.\d*$"), list("+-0123456789"))
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(~|null|)$"), ["~", "n", ""])


def content(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return yaml.load(text.split("---")[1] if path.suffix == ".md" else text, Loader=Core)


def errors(kind: str, data: Any, catalogues: Catalogues) -> list[str]:
    validator = jsonschema.Draft7Validator(schema_of(kind, catalogues, read_descriptions("en")))
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: str, catalogues: Catalogues):
    jsonschema.Draft7Validator.check_schema(schema_of(kind, catalogues, read_descriptions("nl")))


@pytest.mark.parametrize(
    ("kind", "path"),
    [(name, path) for name, kind in KINDS.items() for path in sorted(EXAMPLE.glob(kind.files))],
    ids=lambda value: str(value.relative_to(EXAMPLE)) if isinstance(value, Path) else value,
)
def test_the_example_fits_the_schemas(kind: str, path: Path, catalogues: Catalogues):
    assert not errors(kind, content(path), catalogues)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("body", "nmae: Stuurgroep"),
        ("body", "kind: stuurgroep"),
        ("body", "{name: Stuurgroep, members: {vries: ja}}"),
        ("project", "{name: Z, status: bezig}"),
        ("project", "{name: Z, milestones: {go: {name: Go, baseline: 1-12-2026}}}"),
        ("project", "{name: Z, credit: 1.234,50}"),
        ("report", "aspects: {geld: {colour: paars}}"),
        ("report", "risks: [{event: Iets, probability: 6}]"),
        ("person", "vries: {initials: A.}"),
        ("holiday", "zomer: {name: Zomer, from: juli}"),
        ("meeting", "{absent: {roover: ziek}}"),
    ],
)
def test_a_mistake_does_not_fit(kind: str, text: str, catalogues: Catalogues):
    assert errors(kind, yaml.load(text, Loader=Core), catalogues)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "organisation",
            "{classification: Intern, aspects: [geld, geur], thresholds: {uitloop: {amber: 14, red: 42}}}",
        ),
        ("body", "{name: S, members: [vries, {person: roover, role: adviseur, from: 2026-1-5}], quorum: 2/3}"),
        ("body", "{name: 010, kind: iets eigens, standing_items: [Opening], chair: }"),
        ("meeting", "{number: 34, present: vries, absent: [roover], time: 13:30-15:00}"),
        ("project", "{name: Z, stage: bouw, tolerances: {duurzaamheid: minder papier}}"),
        ("project", "{name: Z, budget: {a: {name: A, amount: 10.50, years: {2026: 10.5}}}}"),
        ("report", "{aspects: {Geld: {colour: Rood}}, money: {a: {spent: '12'}}}"),
    ],
)
def test_what_check_accepts_fits(kind: str, text: str, catalogues: Catalogues):
    assert not errors(kind, yaml.load(text, Loader=Core), catalogues)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_key_is_described_and_nothing_else(language: str):
    described = read_descriptions(language).texts
    models = {HeadingAttributes, *(model for kind in KINDS.values() for model in records_below(kind.model))}

    assert set(described) - {"_files"} == {snake_case(model.__name__) for model in models}
    assert set(described["_files"]) == set(KINDS)
    for model in models:
        assert set(described[snake_case(model.__name__)]) == {key.name for key in keys_of(model)}, model


def test_the_command_shows_a_schema_in_a_language():
    done = CliRunner().invoke(pmo_docs, ["schema", "body", "--language", "nl"])

    assert done.exit_code == 0
    assert json.loads(done.stdout)["properties"]["quorum"]["description"].startswith("Hoeveel leden")


def test_the_command_writes_all_schemas(tmp_path: Path):
    done = CliRunner().invoke(pmo_docs, ["schema", "--output", str(tmp_path)])

    assert done.exit_code == 0
    assert {path.stem for path in tmp_path.glob("*.json")} == set(KINDS)


def test_without_a_kind_or_a_folder_it_is_wrong_usage():
    assert CliRunner().invoke(pmo_docs, ["schema"]).exit_code == 2
