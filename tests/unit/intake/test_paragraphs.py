"""Hard-wrapped lines are joined to the paragraphs they were, and nothing else is."""

import re
import unicodedata

import pytest

from castforms.intake.paragraphs import paragraphs_joined

INDENT = "　　"


def wide(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def wrapped(paragraphs: list[str], width: int) -> str:
    """As an editor wraps them: Latin words are whole, no mark begins a line, every paragraph is indented."""
    lines = []
    for paragraph in paragraphs:
        line = INDENT
        for word in re.findall(r"[!-~]+|.", paragraph):
            if wide(line + word) > width and word not in "，。、；：）”":
                lines.append(line.rstrip())
                line = "" if word == " " else word
            else:
                line += word
        lines.append(line)
    return "\n".join(lines)


def plain(text: str) -> list[str]:
    return [line.replace(" ", "") for line in text.split("\n")]


BODY = "面向青年科技工作者开展线上培训，完成率达到95%。"
SHORT = [
    "2026年是“十五五”开局之年，全年经费预算120.5万元，引入新的平台，服务大局。",
    "一、强化引领",
    "1.健全体系。" + BODY,
    "2.加强宣传。",
    "3.推进建设。形成清单。",
    "4.年底考核。",
]
LATIN = [f"{n}.依托 WPS Office 平台开展 AI for Science 培训。{BODY * n}" for n in range(1, 9)]
ADDRESS = [f"{n}.{'深入' * n}开展行动，网址 https://www.example.org/col/col12/index.html 。{BODY}" for n in range(1, 9)]
RANGE = [f"{n}.{'全' * n}组织《计划纲要(2006-2010-2020年)》实施评估，启动编制。{BODY}" for n in range(1, 20)]


@pytest.mark.parametrize("width", [24, 28, 30, 40])
@pytest.mark.parametrize("paragraphs", [SHORT, LATIN, ADDRESS, RANGE], ids=["few lines", "words", "addresses", "years"])
def test_indented_paragraphs_are_joined_whatever_their_lines_end_with(paragraphs: list[str], width: int) -> None:
    text = wrapped(paragraphs, width)
    assert plain(paragraphs_joined(text)) == plain("\n".join(paragraphs))


def test_the_title_above_does_not_take_the_first_paragraph_in() -> None:
    title = "某某学会2026年工作要点（征求意见稿）"
    assert paragraphs_joined(title + "\n" + wrapped(SHORT, 30)).startswith(f"{title}\n{SHORT[0]}\n1."[:40])


def test_an_indent_begins_a_paragraph_though_the_line_before_is_full() -> None:
    full = "开展活动" * 13 + "好。"  # two lines of 28 with the indent
    text = wrapped([full, "第二段，" * 20, "第三段，" * 20], 28)
    assert len(paragraphs_joined(text).split("\n")) == 3


def test_words_that_did_not_fit_are_joined_where_the_indents_are_lost() -> None:
    text = wrapped(LATIN * 3, 33).replace(INDENT, "")
    assert plain(paragraphs_joined(text)) == plain("\n".join(LATIN * 3))


def test_paragraphs_that_are_all_indented_are_not_joined() -> None:
    lines = ["第一件事，抓好落实", "第二件事，抓好宣传", "第三件事"]
    assert paragraphs_joined("\n".join(INDENT + line for line in lines)) == "\n".join(lines)


def test_flush_paragraphs_among_indented_ones_are_not_joined() -> None:
    lines = ["　　各有关单位", "现将有关事项通知如下", "　　请各单位认真组织", "按时报送材料", "　　联系人：张某某"]
    assert paragraphs_joined("\n".join(lines)) == "\n".join(line.strip() for line in lines)
