"""The form's own words in reading order, and the places between them."""

from pathlib import Path

import pytest

from castforms.compose.printed_form import Grid, Place, printed_form
from castforms.session.workspace import Workspace

TEMPLATES = Path(__file__).parents[3] / "resources" / "templates"
FORMS = sorted(file.parent.name for file in TEMPLATES.glob("*/template.toml"))
WORKSPACE = Workspace()


def form(name: str) -> tuple[Place | Grid, ...]:
    return printed_form(WORKSPACE.template(name))


def place(places: tuple[Place | Grid, ...], words: str) -> Place:
    return next(each for each in places if isinstance(each, Place) and each.words.startswith(words))


@pytest.mark.parametrize("name", FORMS)
def test_every_hole_of_the_template_has_a_place(name: str) -> None:
    text = (TEMPLATES / name / "template.toml").read_text(encoding="utf-8")
    for each in form(name):
        for cell in each.cells if isinstance(each, Grid) else (each,):
            for hole in (hole for line in cell.lines for hole in line.holes):
                assert f"${{{hole.name}" in text


def test_labels_and_answers_follow_one_another() -> None:
    places = form("cast-2020-workers-day-plan")
    label = places.index(place(places, "主办单位名称"))
    answer = places[label + 1]
    assert isinstance(answer, Place)
    assert (answer.is_answer, answer.in_table, answer.repeats) == (True, True, ("activities",))
    assert answer.lines[0].holes[0].name == "host"


def test_a_merged_label_stands_beside_its_rows() -> None:
    places = form("cast-2020-workers-day-plan")
    assert place(places, "手").beside == ("联系人",)
    assert place(places, "承办单位名称").beside == ()


def test_a_long_answer_may_take_several_paragraphs() -> None:
    places = form("cast-2020-five-areas")
    assert [each.several for each in places if isinstance(each, Place) and each.is_answer] == [True] * 5


def test_rows_of_a_repeat_are_a_grid_under_their_heads() -> None:
    (grid,) = (each for each in form("work-points-measures") if isinstance(each, Grid))
    assert grid.heads == ("序号", "工作要点", "具体措施", "责任单位", "完成时限")
    assert (grid.repeats, grid.grouped, len(grid.cells)) == (("measures",), True, 5)
