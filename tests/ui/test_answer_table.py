"""Two states of an answer side by side: what differs is seen, and seen whole."""

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from ui.widgets.answer_table import AnswerTable


@pytest.fixture
def table(qtbot: QtBot) -> AnswerTable:
    table = AnswerTable("与现在的不同", ("栏目", "那时", "现在"))
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    return table


def shown(table: AnswerTable, column: int) -> str:
    item = table.topLevelItem(0)
    assert item is not None
    return item.text(column)


def test_a_long_answer_is_compared_where_it_differs(table: AnswerTable) -> None:
    plan = "工作思路和实施举措。" * 40
    table.show_rows([("工作方案", f"{plan}五月举办。", f"{plan}六月举办。{plan}")])
    assert shown(table, 1).endswith("五月举办。")
    assert "六月举办。" in shown(table, 2)


def test_short_answers_are_shown_whole(table: AnswerTable) -> None:
    table.show_rows([("单位", "中国某某学会", "")])
    assert (shown(table, 1), shown(table, 2)) == ("中国某某学会", "—")


@pytest.mark.parametrize("text", ["组织科技服务团到基层。" * 12, "𠮷林学会\n" * 5])
def test_a_row_is_as_high_as_its_words(table: AnswerTable, text: str) -> None:
    table.show_rows([("工作方案", text, "")])
    settle()
    wrapped = Qt.TextFlag.TextWordWrap
    needed = table.fontMetrics().boundingRect(QRect(0, 0, table.columnWidth(1), 1000), wrapped, shown(table, 1))
    assert table.visualRect(table.model().index(0, 0)).height() >= needed.height()
