"""The works that are measured: three forms as a society fills them, with another text for every seed."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from castforms.library.loader import load_template
from castforms.model.entry import Entry, Value, record
from castforms.model.template import FormTemplate

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"

_AREAS = ("xiaokang", "poverty", "governance", "services", "reform")
_HEADINGS = ("一、基本情况", "二、主要做法", "三、活动成效", "四、经验体会", "五、下一步打算")
_UNIT = "中国某某学会"
_CLAUSE_ENDS = re.compile(r"[，。；：、\s（）]+")


@dataclass(frozen=True, slots=True)
class Work:
    """One form, and how it is filled."""

    name: str
    template: FormTemplate
    fill: Callable[[random.Random], dict[str, Value]]

    def entry(self, seed: int) -> Entry:
        """The answers of that seed: as long as those of any other, but of other words."""
        return Entry(self.template.id, record(self.fill(random.Random(f"{self.name} {seed}"))))


@cache
def works() -> dict[str, Work]:
    """W1 the table of five areas, W2 the plan sheet of 500 characters, W3 the report of 3,000 characters."""
    return {
        "W1": Work("W1", load_template(TEMPLATES / "cast-2020-five-areas"), _five_areas),
        "W2": Work("W2", load_template(TEMPLATES / "cast-2020-workers-day-plan"), _plan_sheet),
        "W3": Work("W3", load_template(TEMPLATES / "cast-2020-workers-day-report"), _report),
    }


def measures(count: int, seed: int) -> Entry:
    """The table of five areas with that many measures, all in its first row."""
    rng = random.Random(f"measures {seed}")
    answers = _five_areas(rng) | {"xiaokang": tuple(_measure(rng) for _ in range(count))}
    return Entry(works()["W1"].template.id, record(answers))


def _five_areas(rng: random.Random) -> dict[str, Value]:
    areas: dict[str, Value] = {area: tuple(_measure(rng) for _ in range(3)) for area in _AREAS}
    return areas | {"unit": _UNIT, "handler": "张某某", "contact": "（010）68570000"}


def _plan_sheet(rng: random.Random) -> dict[str, Value]:
    labels = ("工作思路", "时间地点", "参加人员", "主要安排", "实施举措", "预期成效")
    activity: dict[str, Value] = {
        "host": _UNIT,
        "activity": f"“{_clause(rng)[:12]}”主题活动",
        "modules": ("lead", "home"),
        "co_host": "中国某某学会青年工作委员会",
        "contact_name": "张某某",
        "office_phone": "（010）62160000",
        "mobile": "13800000000",
        "fax": "（010）62160001",
        "email": "xuehui@example.org.cn",
        "plan": "\n".join(f"{label}：{_sentence(rng, 78)}" for label in labels),
    }
    return {"unit": _UNIT, "report_date": "2020-04-20", "activities": (record(activity),)}


def _report(rng: random.Random) -> dict[str, Value]:
    body = "\n".join(
        f"{heading}\n（一）{_clause(rng)[:14]}\n{_sentence(rng, 280)}\n（二）{_clause(rng)[:14]}\n{_sentence(rng, 280)}"
        for heading in _HEADINGS
    )
    return {"unit": _UNIT, "activity": "“薪火相传”科学家精神宣讲季", "report_date": "2020-06-18", "body": body}


def _measure(rng: random.Random) -> str:
    return f"{_clause(rng)[:20]}，{_clause(rng)[:16]}{rng.randint(10, 3000)}项"


def _sentence(rng: random.Random, length: int) -> str:
    """Clauses up to that many characters, closed by a full stop."""
    text = ""
    while len(text) < length:
        text += _clause(rng) + rng.choice("，，，；。")
    return f"{text[: length - 1].rstrip('，；。“')}。"


def _clause(rng: random.Random) -> str:
    return rng.choice(_clauses())


@cache
def _clauses() -> tuple[str, ...]:
    """The words of the notices themselves: official Chinese as the forms see it."""
    notices = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*/notice.txt")))
    clauses = {clause for clause in _CLAUSE_ENDS.split(notices) if 4 <= len(clause) <= 40 and clause.isprintable()}
    return tuple(sorted(clauses))
