"""The list of pages above the preview."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from tests.ui.driving import commit
from ui.pages.fill_page import FillPage


def test_the_page_in_sight_is_named_when_there_are_more_or_fewer_pages_than_before(
    open_sample: Callable[[str], FillPage],
) -> None:
    page = open_sample("cast-2020-workers-day-report")
    preview, count = page.preview, len(page.preview.view.pages)
    page.form.go_to(("body",))
    preview.view.go_to_page(2)
    assert preview.page_list.currentText() == f"3 / {count} 页"
    commit("一行\n" * 40)
    page.refresh()
    QApplication.processEvents()
    more = len(preview.view.pages)
    assert more > count
    assert preview.view.page > 0
    assert preview.page_list.currentText() == f"{preview.view.page + 1} / {more} 页"
    page.undo()
    page.refresh()
    assert preview.page_list.currentText() == f"{preview.view.page + 1} / {count} 页"
