"""What is pasted into a list becomes items."""

import pytest

from castforms.session.pasting import pasted_items, without_number


@pytest.mark.parametrize(
    "numbered",
    [
        "1.建库",
        "1、建库",
        "12．建库",
        "（3）建库",
        "(3) 建库",
        "（三）建库",
        "十二、建库",
        "①建库",
        "第三条 建库",
        "1）建库",
        "• 建库",
        "3\t建库",
    ],
)
def test_an_old_number_is_stripped(numbered: str) -> None:
    assert without_number(numbered) == "建库"


@pytest.mark.parametrize(
    "text", ["2020年建库", "3.5万人参加", "十万人参加", "一、二等奖", "5G应用", "建库1.0", "2025.3启动"]
)
def test_a_number_that_belongs_to_the_text_stays(text: str) -> None:
    assert without_number(text) == text


def test_each_line_is_an_item_and_blank_lines_are_none() -> None:
    assert pasted_items("甲\r\n\r\n  乙  \n丙") == ("甲", "乙", "丙")


def test_the_cells_of_a_row_are_joined() -> None:
    assert pasted_items("1\t甲\t部\n2\t乙\t室") == ("甲 部", "乙 室")


def test_a_cell_of_several_lines_is_one_item() -> None:
    assert pasted_items('1\t"甲\n乙"\n2\t丙') == ("甲乙", "丙")
