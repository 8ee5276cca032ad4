"""The window for who has no mouse, or no screen: keys lead everywhere, everything has a name that can be spoken."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from castforms.session.workspace import Workspace
from tests.ui.driving import PLAN, TEMPLATES, focused, press
from ui.main_window import MainWindow
from ui.pages.batch_dialog import BatchDialog
from ui.pages.export_dialog import ExportDialog
from ui.pages.fill_page import FillPage
from ui.pages.menus import GO
from ui.pages.print_dialog import PrintDialog
from ui.pages.profile_dialog import ProfileDialog

FORMS = sorted(path.parent.name for path in TEMPLATES.glob("*/sample.json"))


def controls(root: QWidget) -> Iterator[QWidget]:
    """What the Tab key stops at."""
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), QComboBox)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader calls it; on Linux a list that drops down is called by its label, and tells its choice."""
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def mnemonics(root: QWidget) -> list[str]:
    """The letters of the buttons and labels in sight."""
    texts = (str(text()) for widget in root.findChildren(QWidget) if widget.isVisible() and (text := text_of(widget)))
    return [text[text.index("(&") + 2] for text in texts if "(&" in text]


def text_of(widget: QWidget) -> Callable[[], object] | None:
    text = getattr(widget, "text", None)
    return text if callable(text) else None


@pytest.mark.parametrize("form", FORMS)
def test_every_control_of_a_form_has_a_name_of_its_own(open_sample: Callable[[str], FillPage], form: str) -> None:
    page = open_sample(form)
    QApplication.processEvents()
    assert [widget for widget in controls(page) if not spoken(widget)] == []
    names = Counter(map(spoken, controls(page.form)))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_keyboard_begins_in_the_search_and_goes_to_the_forms_before_the_drafts(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    window.drafts.create(workspace.read_entry(TEMPLATES / PLAN / "sample.json"))
    window.go_home()
    qtbot.waitUntil(lambda: window.home.drafts.count() == 1)
    assert focused() is window.home.search
    reached = []
    while not reached or focused() is not window.home.drafts:
        press(Qt.Key.Key_Tab)
        reached.append(spoken(focused()))
    assert [name[:2] for name in reached] == ["单位", "打开", *["填写"] * len(FORMS), "继续", "最近"]


def test_enter_presses_the_button_that_has_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    while not spoken(focused()).startswith("填写"):
        press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.fill is not None)


def test_enter_on_the_button_that_gives_up_saves_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.ask_profile()
    dialog = window.findChild(ProfileDialog)
    assert isinstance(dialog, ProfileDialog)
    qtbot.waitUntil(dialog.boxes["unit"].hasFocus)
    dialog.later.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        press(Qt.Key.Key_Return)


def test_the_tab_key_never_leads_out_of_sight(
    open_form: Callable[[str], FillPage], window: MainWindow, qtbot: QtBot
) -> None:
    def all_round() -> None:
        first, seen = focused(), 0
        while focused() is not first or not seen:
            press(Qt.Key.Key_Tab)
            seen += 1
            assert not focused().visibleRegion().isEmpty(), spoken(focused())

    window.home.search.setFocus()
    all_round()
    open_form(PLAN)
    qtbot.waitUntil(lambda: window.fill is not None and window.fill.form.isAncestorOf(focused()))
    all_round()


def test_the_preview_shows_that_it_has_the_keyboard(open_form: Callable[[str], FillPage]) -> None:
    view = open_form(PLAN).preview.view
    before = view.viewport().grab().toImage()
    view.setFocus()
    assert view.viewport().grab().toImage() != before


def test_every_control_of_the_home_page_and_the_dialogs_has_a_name(
    open_sample: Callable[[str], FillPage], window: MainWindow, qtbot: QtBot
) -> None:
    assert [widget for widget in controls(window) if not spoken(widget)] == []
    page = open_sample(PLAN)
    dialogs = (
        ProfileDialog({}),
        ExportDialog(page.session.exporter(), window.drafts.folder, 0),
        PrintDialog(page.preview.view.pages, page.preview.fonts, "试印"),
        BatchDialog(window.workspace, window.drafts, (), window.drafts.folder),
    )
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        dialog.show()
        assert [widget for widget in controls(dialog) if not spoken(widget)] == []
        assert [letter for letter, count in Counter(mnemonics(dialog)).items() if count > 1] == []


def test_no_two_things_in_sight_answer_to_the_same_letter(
    open_sample: Callable[[str], FillPage], window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    window.drafts.create(workspace.read_entry(TEMPLATES / PLAN / "sample.json"))
    window.go_home()
    qtbot.waitUntil(window.home.export_button.isVisible)
    menus = [action.text()[action.text().index("(&") + 2] for action in window.menuBar().actions()]
    assert [letter for letter, count in Counter(mnemonics(window) + menus).items() if count > 1] == []
    open_sample(PLAN)
    QApplication.processEvents()
    assert [letter for letter, count in Counter(mnemonics(window) + menus).items() if count > 1] == []


def test_no_two_lines_of_a_menu_answer_to_the_same_letter(
    open_sample: Callable[[str], FillPage], window: MainWindow
) -> None:
    open_sample(PLAN)
    window._list_questions()
    for menu in window.menuBar().findChildren(QMenu):
        texts = [action.text() for action in menu.actions() if "&" in action.text()]
        letters = Counter(text[text.index("&") + 1] for text in texts)
        assert [letter for letter, count in letters.items() if count > 1] == []


def test_what_the_status_bar_and_a_reminder_say_can_be_spoken(
    open_sample: Callable[[str], FillPage], window: MainWindow
) -> None:
    page = open_sample(PLAN)
    page.status.emit("已保存 14:32")
    page.reminder.say("草稿暂时保存不了")
    assert spoken(window.saved) == "已保存 14:32"
    assert "草稿暂时保存不了" in [spoken(label) for label in page.reminder.findChildren(QLabel)]


def test_the_go_to_menu_reaches_a_question_inside_a_repeated_block(
    open_sample: Callable[[str], FillPage], window: MainWindow
) -> None:
    page = open_sample(PLAN)
    menu = window.menus.menu(GO)
    menu.popup(window.mapToGlobal(window.rect().center()))
    found = [action for inner in menu.findChildren(QMenu) for action in inner.actions() if "手机" in action.text()]
    found[0].trigger()
    menu.close()
    assert page.form.path_of(focused())[:2] == ("activities", 0)  # type: ignore[index]


def test_the_form_is_left_and_taken_up_by_the_menu_keys(
    open_sample: Callable[[str], FillPage], window: MainWindow
) -> None:
    open_sample(PLAN)
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.fill is None
