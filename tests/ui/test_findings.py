"""What is wrong with a form: shown when it is time, sought, mended, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.driving import commit, focused, items, list_editor, paste, press, settled, undo
from ui.forms.findings_panel import FindingsPanel
from ui.pages.fill_page import FillPage

Control = Qt.KeyboardModifier.ControlModifier


def test_a_missing_answer_is_named_only_after_the_clerk_was_there(five: FillPage, qtbot: QtBot) -> None:
    row = five.form.grid.row("unit")
    assert row is not None
    assert row.message.isHidden()
    five.form.go_to(("unit",))
    settled(five, qtbot)
    assert row.message.isHidden()
    press(Qt.Key.Key_Tab)
    assert not row.message.isHidden()


def click_fix(page: FillPage) -> None:
    tree = page.findings.tree
    item = next(item for item in page.findings._items() if item.text(1))
    tree.scrollToItem(item)
    QTest.mouseClick(
        tree.viewport(),
        Qt.MouseButton.LeftButton,
        pos=tree.visualItemRect(item).center()
        + QPoint(tree.columnViewportPosition(1) + 10 - tree.visualItemRect(item).center().x(), 0),
    )


@pytest.mark.parametrize(
    ("typed", "mended"),
    [("1．建立专家库", "建立专家库"), ("建立专家库。", "建立专家库"), ("建专家库,开展服务", "建专家库，开展服务")],
)
def test_a_quick_fix_mends_the_finding_and_can_be_undone(five: FillPage, qtbot: QtBot, typed: str, mended: str) -> None:
    commit(typed)
    settled(five, qtbot)
    (fix,) = five.session.fixes().values()
    click_fix(five)
    assert items(five) == (mended,)
    assert five.session.fixes() == {}
    undo()
    assert items(five) == (typed,)
    assert fix.name


def test_what_is_wrong_where_the_keyboard_is_is_mended_without_seeking_it(five: FillPage, qtbot: QtBot) -> None:
    paste("建立专家库。\n开展服务。\n组织培训。")
    settled(five, qtbot)
    five.findings.go_to_next()
    list_editor(five).focus_at((1,))
    press(Qt.Key.Key_F8, Control)
    assert items(five) == ("建立专家库。", "开展服务", "组织培训。")


def test_nothing_is_promised_before_the_form_is_checked(qtbot: QtBot, five: FillPage) -> None:
    panel = FindingsPanel(five.session.template)
    qtbot.addWidget(panel)
    panel.show()
    assert [panel._done.isVisible(), panel.all.isVisible(), panel.next.isEnabled()] == [False, False, False]


def test_a_finding_is_sought_and_mended_by_the_keyboard_alone(five: FillPage, qtbot: QtBot) -> None:
    commit("1．建立专家库")
    settled(five, qtbot)
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F8, Control)
    assert items(five) == ("建立专家库",)


def test_a_quick_fix_keeps_what_was_typed_since_it_was_offered(five: FillPage, qtbot: QtBot) -> None:
    commit("建专家库,开展服务")
    settled(five, qtbot)
    commit("和培训工作")
    settled(five, qtbot)
    click_fix(five)
    assert items(five) == ("建专家库，开展服务和培训工作",)


def test_the_next_problem_comes_after_the_one_that_was_mended(five: FillPage, qtbot: QtBot) -> None:
    for name in ("xiaokang", "poverty", "governance", "services"):
        settled(five, qtbot)
        press(Qt.Key.Key_F8)
        assert focused() is list_editor(five, name).rows[0].box
        if name == "poverty":  # the one before stays unanswered
            commit("开展定点帮扶")


def test_the_chosen_finding_stays_chosen_when_another_is_mended(five: FillPage, qtbot: QtBot) -> None:
    settled(five, qtbot)
    press(Qt.Key.Key_F8)
    press(Qt.Key.Key_F8)
    list_editor(five, "xiaokang").rows[0].box.setFocus()
    commit("建立专家库")
    settled(five, qtbot)
    press(Qt.Key.Key_F8)
    assert focused() is list_editor(five, "governance").rows[0].box


def test_typing_beyond_a_limit_keeps_the_chosen_finding(open_sample: Callable[[str], FillPage], qtbot: QtBot) -> None:
    page = open_sample("cast-2020-workers-day-report")
    page.form.go_to(("body",))
    commit("字" * 3000)
    settled(page, qtbot)
    page.findings.go_to_next()
    chosen = page.findings.tree.currentItem()
    commit("字")
    settled(page, qtbot)
    assert chosen is not None
    assert page.findings.tree.currentItem() is chosen
    assert {item.data(0, 256) for item in page.findings._items()} == set(page.session.findings())


def test_all_safe_fixes_at_once(five: FillPage, qtbot: QtBot) -> None:
    paste("建立专家库。\n开展服务；")
    settled(five, qtbot)
    five.findings.all.click()
    assert items(five) == ("建立专家库", "开展服务")
