"""Where a form's own words ask for a seal, the screen shows a guide over the unit's name."""

import pytest

from castforms.model.pages import GlyphRun, LineBox, PageBox, SealGuide
from castforms.model.stylesheet import twips
from castforms.session.seal_label import asks_for_seal, with_seal_guides

DIAMETER = twips(45)


def line(text: str, paragraph: int = 1) -> LineBox:
    run = GlyphRun(100, text, "face", 14, width=14.0 * len(text))
    return LineBox(300, (run,), ("unit",), paragraph)


def guides(*lines: LineBox) -> tuple[SealGuide, ...]:
    return with_seal_guides(PageBox(595, 842, lines), DIAMETER).seals


@pytest.mark.parametrize("label", ["单位盖章：", "单位（盖章）：", "填报单位(公章):", "（盖章）"])
def test_a_label_asks_for_a_seal(label: str) -> None:
    assert asks_for_seal(line(f"{label}中国某某学会"))


def test_running_text_does_not() -> None:
    assert not asks_for_seal(line("请将盖章后的材料报送我部"))


def test_nor_does_page_furniture() -> None:
    assert not asks_for_seal(line("单位盖章：", paragraph=-1))


@pytest.mark.parametrize("label", ["单位盖章：", "单位（盖章）："])
def test_the_seal_is_pressed_over_the_middle_of_the_name(label: str) -> None:
    (guide,) = guides(line(f"{label}中国某某学会"))
    assert guide.x == pytest.approx(100 + 14 * (len(label) + 3))
    assert 300 - 14 < guide.y < 300


def test_where_there_is_no_name_yet_it_begins_behind_the_label() -> None:
    (guide,) = guides(line("单位盖章："))
    assert guide.x - guide.diameter / 2 == pytest.approx(100 + 14 * 5)


def test_it_is_shown_at_its_true_size() -> None:
    (guide,) = guides(line("单位盖章：中国某某学会"))
    assert guide.diameter == pytest.approx(45 / 25.4 * 72, abs=0.05)


def test_a_page_that_asks_for_none_is_left_as_it_is() -> None:
    page = PageBox(595, 842, (line("单位：中国某某学会"),))
    assert with_seal_guides(page, DIAMETER) is page
