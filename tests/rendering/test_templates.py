from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pmo_docs.language import Language
from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.rendering.templates import Renderer


@dataclass(frozen=True)
class Letter:
    title: str
    count: int = 2


def render(language: Language, document: object = None, **templates: str) -> str:
    def find(name: str) -> tuple[str, Path] | None:
        stem = name.removesuffix(".j2")
        return (templates[stem], Path(name)) if stem in templates else None

    return Renderer(find, language, {}).render("page.j2", document or Letter("Titel"))


def problem_of(language: Language, **templates: str) -> Problem:
    with pytest.raises(InvalidInput) as caught:
        render(language, **templates)
    return caught.value.problems[0]


def test_every_element_carries_its_template_and_line(dutch: Language) -> None:
    page = '{% extends "base.j2" %}\n\n{% block content %}\n{%- if true -%}\n\n  <p>x</p>\n{% endif %}{% endblock %}'

    html = render(dutch, page=page, base="<body>\n{% block content %}{% endblock %}</body>")

    assert '<body data-source="base.j2:1">' in html
    assert '<p data-source="page.j2:6">x</p>' in html


def test_what_people_wrote_is_escaped(dutch: Language) -> None:
    html = render(dutch, Letter("Jansen & Zn <b>"), page="{{ document.title }}")

    assert html == "Jansen &amp; Zn &lt;b&gt;"


def test_an_unknown_name_is_a_problem_with_its_line_and_what_was_meant(dutch: Language) -> None:
    problem = problem_of(dutch, page="<p>\n{{ document.titel }}</p>")

    assert (problem.code, str(problem.place), problem.suggestion) == ("template-undefined", "page.j2:2", "title")


def test_an_unknown_label_is_a_problem(dutch: Language) -> None:
    problem = problem_of(dutch, page="\n\n{{ term.does_not_exist }}")

    assert (problem.code, str(problem.place)) == ("template-label", "page.j2:3")


def test_a_mistake_in_a_template_is_a_problem_with_its_line(dutch: Language) -> None:
    problem = problem_of(dutch, page="<p>\n{% if %}</p>")

    assert (problem.code, problem.place.line) == ("template-syntax", 2)


def test_a_missing_template_is_a_problem(dutch: Language) -> None:
    assert problem_of(dutch, page='{% include "gone.j2" %}').code == "template-missing"


def test_a_template_that_includes_itself_is_a_problem(dutch: Language) -> None:
    assert problem_of(dutch, page='{% include "page.j2" %}').code == "template-recursion"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ document.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ 'A' * 10 ** 9 }}",
        "{{ '%s' | format(document.__class__) }}",
        "{{ document|attr('__class__') }}",
        "{{ ''.format.__self__ }}",
        "{{ lipsum.__globals__ }}",
        "{% for i in range(10000000) %}{% endfor %}",
    ],
)
def test_templates_cannot_leave_the_sandbox(dutch: Language, attack: str) -> None:
    assert problem_of(dutch, page=attack).code.startswith("template-")
