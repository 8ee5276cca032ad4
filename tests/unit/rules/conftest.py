"""A form of one question, and what the checks say to an answer."""

import datetime
from collections.abc import Callable

import pytest

from castforms.model.entry import Entry, Value, record
from castforms.model.finding import Finding
from castforms.model.template import Field, FormTemplate, Notice, ParagraphPart, SectionPart
from castforms.rules.engine import CheckContext, run_checks

Check = Callable[..., tuple[Finding, ...]]


def _printable(character: str) -> bool:
    return character not in "𠮷\ue001"


def _numbered(name: str) -> SectionPart:
    return SectionPart((ParagraphPart(f"${{{name}}}", "body", numbering="1."),))


@pytest.fixture
def check() -> Check:
    """Findings of one field, whose answer is `value` and whose neighbours' answers are the keywords."""

    def run(field: Field, value: Value, **neighbours: Value) -> tuple[Finding, ...]:
        template = FormTemplate("form", "表", Notice("", "", ""), (field,), (_numbered(field.name),))
        entry = Entry("form", record({field.name: value, **neighbours}))
        return run_checks(template, entry, CheckContext(_printable, datetime.date(2020, 2, 1)))

    return run


@pytest.fixture
def codes(check: Check) -> Callable[..., list[str]]:
    """The codes of those findings."""
    return lambda field, value, **neighbours: [finding.code for finding in check(field, value, **neighbours)]
