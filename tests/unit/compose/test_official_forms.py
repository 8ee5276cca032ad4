"""The blank forms say word for word, and in the same order, what the annexes of the notices say."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castforms.compose.composer import compose
from castforms.library.loader import load_template
from castforms.model.document import Table, all_paragraphs, place_cells, plain_text
from castforms.model.entry import Entry, Value, record
from castforms.model.template import FormTemplate

TEMPLATES = Path(__file__).parents[3] / "resources" / "templates"
FIVE_AREAS = TEMPLATES / "cast-2020-five-areas"
WORKERS_DAY_PLAN = TEMPLATES / "cast-2020-workers-day-plan"


def squeezed(text: str) -> str:
    return "".join(text.split())


def annex(folder: Path, begins: str) -> str:
    _, found, rest = squeezed((folder / "notice.txt").read_text(encoding="utf-8")).rpartition(squeezed(begins))
    assert found
    return found + rest


def form_with(folder: Path, **values: Value) -> str:
    template = load_template(folder)
    return plain_text(compose(template, Entry(template.id, record(values))))


@pytest.mark.parametrize(
    ("folder", "begins"),
    [(FIVE_AREAS, "附件2\n五个方面重点工作举措"), (WORKERS_DAY_PLAN, "附件\n2020年“全国科技工作者日”\n特色亮点")],
    ids=["five-areas", "workers-day-plan"],
)
def test_blank_form_is_the_official_annex(folder: Path, begins: str) -> None:
    assert squeezed(form_with(folder)) == annex(folder, begins)


def test_note_of_the_first_area_stays_below_its_items() -> None:
    lines = form_with(FIVE_AREAS, xiaokang=("甲", "乙", "丙")).split("\n")
    assert lines[5:10] == ["决胜全面建成小康社会", "1.甲", "2.乙", "3.丙", "（可顺延列条，下同）"]


def test_chosen_modules_are_ticked_inside_their_brackets() -> None:
    lines = form_with(WORKERS_DAY_PLAN, activities=(record({"modules": ("home", "award")}),)).split("\n")
    assert [line for line in lines if line.endswith(("（）", "（√）"))] == [
        "团结引领（）",
        "建家办事（√）",
        "为民服务（）",
        "开放合作（）",
        "表彰发布（√）",
    ]


def test_each_activity_has_a_whole_sheet_of_its_own() -> None:
    template = load_template(WORKERS_DAY_PLAN)
    entry = Entry(template.id, record({"unit": "某某学会", "activities": (record(), record())}))
    document = compose(template, entry)
    assert plain_text(document).count("单位盖章：某某学会") == 2
    starts = [p for p in all_paragraphs(document) if p.style == "annex_label"]
    assert [paragraph.page_break_before for paragraph in starts] == [False, True]


TEXTS = st.text(alphabet="甲1.（一）、。 \n\u3000", max_size=12)
VALUES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from(["plan", "modules", "host", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("template", [load_template(FIVE_AREAS), load_template(WORKERS_DAY_PLAN)], ids=lambda t: t.id)
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_whatever_is_answered_composes_to_lines_in_whole_tables(template: FormTemplate, data: st.DataObject) -> None:
    names = st.sampled_from([field.name for field in template.fields])
    values = data.draw(st.dictionaries(names, VALUES, max_size=4))
    document = compose(template, Entry(template.id, record(values)))
    assert not any("\n" in paragraph.text for paragraph in all_paragraphs(document))
    for block in document.sections[0].blocks:
        if isinstance(block, Table):
            assert place_cells(block)
