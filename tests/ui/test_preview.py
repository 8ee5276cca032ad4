"""The preview shows the pages of the export: same places, same fonts, and it follows the clerk."""

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QByteArray, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRawFont, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from castforms.model.measure import Substitution
from castforms.model.pages import PageBox, SealGuide
from castforms.model.stylesheet import FontRole
from castforms.session.face_file import face_data
from tests.ui.driving import FIVE, PLAN, commit, focused, named, press, settle, settled
from ui.pages.fill_page import FillPage
from ui.pages.printing import new_printer, print_steps
from ui.widgets.page_painter import PageFonts, paint_page
from ui.widgets.page_view import PageView

REPORT = "cast-2020-workers-day-report"
SCALE = 4.0  # pixels to a point; Qt sets baselines on whole pixels, so fewer would hide an error
SHIFTS = [(0, 0), (2, 0), (-2, 0), (0, 2), (0, -2)]  # half a point


def painted(page: PageBox, fonts: PageFonts) -> Image.Image:
    image = QImage(round(page.width * SCALE), round(page.height * SCALE), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_page(painter, page, fonts, SCALE)
    painter.end()
    size = (image.width(), image.height())
    return Image.frombytes("L", size, bytes(image.constBits()), "raw", "L", image.bytesPerLine())


def rendered(pdf: Path, number: int) -> Image.Image:
    with pdfium.PdfDocument(pdf) as document:
        return document[number].render(scale=SCALE, grayscale=True).to_pil().convert("L")


def ink(image: Image.Image) -> float:
    return 255 - ImageStat.Stat(image).mean[0]


def distance(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


def assert_same_picture(one: Image.Image, other: Image.Image) -> None:
    """Two programs smooth edges differently, so single pixels may differ; the ink may not.

    The amount of ink agrees within a fifth (thin strokes are smoothed more or less), and shifting by half a point makes
    the pictures fit far worse.
    """
    assert one.size == pytest.approx(other.size, abs=2)
    same = (0, 0, min(one.width, other.width), min(one.height, other.height))
    one, other = one.crop(same), other.crop(same)
    assert ink(one) == pytest.approx(ink(other), rel=0.2)
    fits = {shift: distance(ImageChops.offset(one, *shift), other) for shift in SHIFTS}
    assert fits[0, 0] < 0.6 * min(fit for shift, fit in fits.items() if shift != (0, 0))


@pytest.mark.parametrize("form", [FIVE, PLAN, REPORT, "work-points-measures"])
def test_a_page_is_the_picture_of_the_exported_pdf(
    open_sample: Callable[[str], FillPage], tmp_path: Path, form: str
) -> None:
    page = open_sample(form)
    outcome = page.session.export(tmp_path / "out")
    boxes = page.preview.view.pages
    assert len(boxes) == outcome.pages
    for number, box in list(enumerate(boxes))[:2]:
        assert_same_picture(painted(box, page.preview.fonts), rendered(outcome.files[".pdf"], number))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_text_of_any_size_is_drawn(open_sample: Callable[[str], FillPage], ratio: float) -> None:
    page = open_sample("transmittal-letter")
    box = page.preview.view.pages[0]

    def text_ink(scale: float) -> float:
        image = QImage(QSize(round(box.width * scale), round(box.height * scale)) * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_page(painter, box._replace(rules=()), page.preview.fonts, scale)
        painter.end()
        return ink(Image.frombytes("RGBX", image.size().toTuple(), bytes(image.constBits())).convert("L"))

    assert [text_ink(scale) for scale in (1.6, 2.5, 4.0)] == pytest.approx([text_ink(1.2)] * 3, rel=0.1)


def test_what_is_printed_has_the_exact_size_of_the_export(
    open_sample: Callable[[str], FillPage], tmp_path: Path
) -> None:
    page = open_sample(FIVE)
    outcome = page.session.export(tmp_path / "out")
    boxes = page.preview.view.pages
    printer = new_printer(boxes, "试印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    for _step in print_steps(printer, boxes, page.preview.fonts):
        pass
    with pdfium.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == len(boxes)
        assert printed[0].get_size() == pytest.approx((boxes[0].width, boxes[0].height), abs=2)
    assert_same_picture(rendered(tmp_path / "printed.pdf", 0), rendered(outcome.files[".pdf"], 0))


def test_a_click_on_the_page_goes_to_the_field(open_sample: Callable[[str], FillPage]) -> None:
    page = open_sample(PLAN)
    view = page.preview.view
    point = middle_of(view, ("activities", 0, "activity"))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert page.form.path_of(focused()) == ("activities", 0, "activity")


def test_a_click_into_an_empty_cell_goes_to_its_field(open_form: Callable[[str], FillPage]) -> None:
    page = open_form(PLAN)
    view = page.preview.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, ("activities", 0, "host")))
    assert page.form.path_of(focused()) == ("activities", 0, "host")


def test_the_field_being_edited_is_marked_on_the_page(open_sample: Callable[[str], FillPage]) -> None:
    page = open_sample(PLAN)
    before = page.preview.view.grab().toImage()
    page.form.go_to(("activities", 0, "host"))
    assert page.preview.view.grab().toImage() != before


def test_an_item_that_was_empty_comes_into_sight_once_something_stands_there(
    open_form: Callable[[str], FillPage], qtbot: QtBot
) -> None:
    page = open_form(FIVE)
    page.preview.true_size()
    page.form.go_to(("reform",))
    commit("健全绩效考核制度")
    press(Qt.Key.Key_Return)
    view = page.preview.view
    view.verticalScrollBar().setValue(0)
    commit("推进秘书处实体化")
    settled(page, qtbot)
    window = view.viewport().rect().translated(0, view.verticalScrollBar().value())
    assert any(window.contains(place.center().toPoint()) for place in view._places(("reform", 1)))


def test_an_answer_on_a_page_that_did_not_exist_comes_into_sight(
    open_form: Callable[[str], FillPage], qtbot: QtBot
) -> None:
    page = open_form(PLAN)
    named(page.form, QPushButton, "＋ 添加活动").click()
    settled(page, qtbot)
    view = page.preview.view
    (place, *_more) = view._places(view._active)
    top = view.verticalScrollBar().value()
    assert top <= place.top() <= top + view.viewport().height()


def test_typing_neither_scrolls_the_pages_nor_takes_the_keyboard(
    open_sample: Callable[[str], FillPage], qtbot: QtBot
) -> None:
    page = open_sample(FIVE)
    page.form.go_to(("xiaokang", 0))
    bar = page.preview.view.verticalScrollBar()
    bar.setValue(37)
    here = focused()
    commit("再")
    settled(page, qtbot)
    assert (bar.value(), focused()) == (37, here)


def shows(view: PageView, words: str) -> bool:
    """Whether the line that begins so is in sight."""
    top = view.verticalScrollBar().value()
    lines = ((number, line) for number, page in enumerate(view.pages) for line in page.lines)
    places = [
        view._page_rect(number).top() + line.baseline * view._scale
        for number, line in lines
        if "".join(run.text for run in line.runs).strip().startswith(words)
    ]
    assert len(places) == 1
    return top < places[0] < top + view.viewport().height()


@pytest.fixture
def long_answer(open_form: Callable[[str], FillPage], qtbot: QtBot) -> FillPage:
    """A report whose text fills several pages, each line with its number, with the cursor at the very end."""
    page = open_form(REPORT)
    page.form.go_to(("body",))
    commit("\n".join(f"第{number}段已经写好。" for number in range(1, 81)))
    settled(page, qtbot)
    assert len(page.preview.view.pages) > 3
    return page


def test_the_preview_shows_the_line_in_which_the_cursor_is(long_answer: FillPage) -> None:
    view, here = long_answer.preview.view, focused()
    assert shows(view, "第80段")
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shows(view, "第1段")
    for _line in range(50):
        press(Qt.Key.Key_Down)
    settle()
    assert shows(view, "第51段")
    assert focused() is here


def test_the_preview_stays_while_the_cursor_moves_in_sight(long_answer: FillPage) -> None:
    view = long_answer.preview.view
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle()
    before = view.verticalScrollBar().value()
    for _line in range(3):
        press(Qt.Key.Key_Down)
        settle()
    assert shows(view, "第4段")
    assert view.verticalScrollBar().value() == before


def test_a_page_that_typing_begins_comes_into_sight(long_answer: FillPage, qtbot: QtBot) -> None:
    view, before = long_answer.preview.view, len(long_answer.preview.view.pages)
    for number in range(100, 130):
        press(Qt.Key.Key_Return)
        commit(f"第{number}段已经写好。")
    settled(long_answer, qtbot)
    assert len(view.pages) > before
    assert shows(view, "第129段")


def test_a_click_into_a_long_answer_leaves_the_page_where_it_is(long_answer: FillPage) -> None:
    view = long_answer.preview.view
    press(Qt.Key.Key_Tab)
    view.go_to_page(1)
    before = view.verticalScrollBar().value()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.viewport().rect().center())
    settle()
    assert long_answer.form.path_of(focused()) == ("body",)
    assert view.verticalScrollBar().value() == before


def test_the_small_pictures_lead_to_their_pages(open_sample: Callable[[str], FillPage]) -> None:
    preview = open_sample(REPORT).preview
    preview.strip_button.click()
    strip = preview.strip
    assert strip.isVisible()
    strip.setFocus()
    for _page in range(2):
        QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert preview.page_list.currentIndex() == 2


def test_fonts_that_stand_in_are_told(open_sample: Callable[[str], FillPage]) -> None:
    page = open_sample(REPORT)
    told = page.preview.fonts_button
    assert told.isVisible() == bool(page.session.substitutions)
    page.preview.show_substitutions((Substitution(FontRole.BODY, "仿宋_GB2312", "别的仿宋", "龘"),))
    assert told.isVisible()
    assert "仿宋_GB2312的“龘” → 别的仿宋" in told.toolTip()


@pytest.mark.parametrize("text", ["再", "再写一行，" * 12])
def test_what_typing_changes_on_a_page_is_drawn_as_if_the_page_were_new(
    open_sample: Callable[[str], FillPage], qtbot: QtBot, text: str
) -> None:
    page = open_sample(REPORT)
    view = page.preview.view
    page.form.go_to(("body",))
    view.grab()
    commit(text)
    settled(page, qtbot)
    mended = view.grab().toImage()
    view._pictures.clear()
    assert view.grab().toImage() == mended


def test_the_page_list_and_zoom_go_where_they_say(open_sample: Callable[[str], FillPage]) -> None:
    page = open_sample(REPORT)
    preview = page.preview
    pages = [preview.page_list.itemText(number) for number in range(preview.page_list.count())]
    assert pages == [f"{number} / 4 页" for number in range(1, 5)]
    preview.page_list.setCurrentIndex(2)
    preview.page_list.activated.emit(2)
    assert preview.page_list.currentIndex() == 2
    preview.true_size()
    assert preview.zoom_button.text() == "100%"
    preview.fit_page()
    view = preview.view
    assert view.pages[0].height * view.zoom * 96 / 72 < view.viewport().height()


def test_the_page_in_sight_stays_in_sight_when_another_size_is_fitted(open_sample: Callable[[str], FillPage]) -> None:
    preview = open_sample(REPORT).preview
    view = preview.view
    preview.true_size()
    view.go_to_page(2)
    preview.fit_page()
    top = view.verticalScrollBar().value()
    assert top <= view._page_rect(2).top() <= view._page_rect(2).bottom() <= top + view.viewport().height()
    preview.fit_width()
    assert preview.page_list.currentIndex() == 2


def test_the_wheel_zooms_with_control(open_sample: Callable[[str], FillPage]) -> None:
    view = open_sample(FIVE).preview.view
    before = view.zoom
    control, up = Qt.KeyboardModifier.ControlModifier, QPoint(0, 120)
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), up, Qt.MouseButton.NoButton, control, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom > before


def test_the_seal_circle_is_on_the_screen_at_its_true_size_and_never_on_paper(
    open_sample: Callable[[str], FillPage],
) -> None:
    page = open_sample(REPORT)
    preview = page.preview
    (number, seal), *_rest = [(n, seal) for n, box in enumerate(preview.view.pages) for seal in box.seals]
    preview.true_size()
    preview.view.go_to_page(number)
    bar, scale = preview.view.verticalScrollBar(), diameter(seal) / seal.diameter
    bar.setValue(bar.value() + int(seal.y * scale - preview.view.viewport().height() / 2))
    shown = preview.view.grab().toImage()
    preview.seal_button.click()
    hidden = preview.view.grab().toImage()
    rows = [y for y in range(shown.height()) if row_differs(shown, hidden, y)]
    assert len(rows) == pytest.approx(diameter(seal), abs=4)


def test_a_form_that_asks_for_the_seal_beside_the_unit_shows_its_circle_there(
    open_sample: Callable[[str], FillPage],
) -> None:
    preview = open_sample(PLAN).preview
    assert [len(page.seals) for page in preview.view.pages if page.seals] == [1, 1]  # one for each activity
    assert preview.seal_button.isVisible()


def test_an_answer_of_which_nothing_is_printed_yet_is_marked_where_it_will_stand(
    open_form: Callable[[str], FillPage],
) -> None:
    page = open_form(FIVE)
    page.form.go_to(("xiaokang",))
    assert list(page.preview.view._places(page.preview.view._active))


def test_an_empty_text_is_marked_where_the_page_has_its_text(open_form: Callable[[str], FillPage]) -> None:
    view = open_form(REPORT).preview.view
    (place,) = view._places(("body",))
    left = min(line.runs[0].x for page in view.pages for line in page.lines if line.runs)
    assert place.left() - view._page_rect(0).left() >= left * view._scale


@pytest.mark.parametrize(("name", "column"), [("measure", 2), ("lead", 3), ("due", 4)])
def test_an_empty_cell_of_a_row_without_labels_is_marked_in_its_own_column(
    open_form: Callable[[str], FillPage], name: str, column: int
) -> None:
    view = open_form("work-points-measures").preview.view
    (page,) = view.pages
    (place,) = view._places(("measures", 0, name))
    rules = sorted({rule.x0 for rule in page.rules if rule.x0 == rule.x1})
    left = (place.left() - view._page_rect(0).left()) / view._scale
    right = left + place.width() / view._scale
    assert rules[column] <= left <= right <= rules[column + 1]


def collections() -> list[Path]:
    folders = (Path("/usr/share/fonts"), Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"))
    return [file for folder in folders for file in sorted(folder.rglob("*.ttc"))][:2]


@pytest.mark.parametrize("file", collections(), ids=lambda file: file.name)
def test_a_face_cut_out_of_a_collection_draws_as_it_did_inside(file: Path) -> None:
    inside = QRawFont(str(file), 100)
    alone = QRawFont(QByteArray(face_data(file, 0)), 100)
    (glyph,) = inside.glyphIndexesForString("中")
    assert alone.glyphIndexesForString("中") == [glyph]
    assert alone.pathForGlyph(glyph) == inside.pathForGlyph(glyph)


def row_differs(one: QImage, other: QImage, y: int) -> bool:
    return any(one.pixel(x, y) != other.pixel(x, y) for x in range(one.width()))


def diameter(seal: SealGuide) -> float:
    return seal.diameter * 96 / 72


def middle_of(view: PageView, path: tuple[str | int, ...]) -> QPoint:
    place = next(view._places(path))
    view.verticalScrollBar().setValue(max(0, round(place.top()) - 100))
    return place.center().toPoint() - QPoint(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
