"""Titles of several lines break at word sense and in even lines (GB/T 9704-2012, 7.3.1)."""

from itertools import pairwise

import pytest

from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.model.document import Paragraph, Run
from castforms.model.stylesheet import GB_9704
from tests.fake_measure import FakeMeasure

WIDTH = 8844


def title(text: str) -> ParagraphLayout:
    return ParagraphSetter(GB_9704, FakeMeasure()).set(Paragraph("title", (Run(text),)), 0, WIDTH)


def lines_of(layout: ParagraphLayout) -> list[str]:
    return [layout.measured.text[line.start : line.end] for line in layout.lines]


def test_a_short_title_is_one_line_at_full_width() -> None:
    layout = title("五个方面重点工作举措")
    assert lines_of(layout) == ["五个方面重点工作举措"]
    assert layout.paragraph.indents is None


def test_the_plan_title_breaks_as_in_the_official_annex() -> None:
    assert lines_of(title("2020年“全国科技工作者日”特色亮点活动筹备方案（样表）")) == [
        "2020年“全国科技工作者日”",
        "特色亮点活动筹备方案（样表）",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "关于印发《2020年中国科协学会学术工作要点》的通知",
        "中国某某学会关于报送2020年“全国科技工作者日”特色亮点活动筹备方案和五个方面重点工作举措的函",
        "中国某某学会关于召开第十二届理事会第三次全体会议暨2020年学术年会并同期举办青年科技工作者论坛的通知",
    ],
)
def test_lines_are_even_and_no_common_word_is_cut(text: str) -> None:
    lines = lines_of(title(text))
    assert max(map(len, lines)) - min(map(len, lines)) <= 6
    joints = [first[-1] + second[0] for first, second in pairwise(lines)]
    assert not {"科技", "学会", "工作", "活动", "方案", "通知", "全国"}.intersection(joints)


def test_a_narrowed_title_stays_centred_and_unbroken() -> None:
    layout = title("关于印发《2020年中国科协学会学术工作要点》的通知")
    indents = layout.indents
    assert abs(indents.left - indents.right) <= 1
    assert "\n" not in layout.paragraph.text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("中国某某学会关于报送五个方面重点工作举措的函", ["中国某某学会关于报送", "五个方面重点工作举措的函"]),
        ("中国某某学会关于报送贯彻落实工作要点具体措施的函", ["中国某某学会关于报送贯彻落实", "工作要点具体措施的函"]),
        (
            "中国某某学会关于报送贯彻落实《中国科协2025年工作要点》具体措施的函",
            ["中国某某学会关于报送贯彻落实", "《中国科协2025年工作要点》具体措施的函"],
        ),
        (
            "中国某某学会关于报送对《中国科协2020年工作要点》修改意见和重点工作举措的函",
            ["中国某某学会关于报送对《中国科协2020年", "工作要点》修改意见和重点工作举措的函"],
        ),
    ],
)
def test_the_title_of_a_letter_parts_no_word_and_no_number_from_its_unit(text: str, lines: list[str]) -> None:
    assert lines_of(title(text)) == lines
