"""The letter's geometry against GB/T 9704-2012, measured in our PDF and in LibreOffice's of our Word file, in mm.

The standard measures between the boxes of characters: a box begins 0.86 em above its baseline and ends 0.14 em below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pytest

from castforms.model.entry import Entry
from castforms.session.export import export_entry
from castforms.session.workspace import Workspace
from tests.pair.office import convert

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
MM = 25.4 / 72
NEAR = 0.5
RED = (1.0, 0.0, 0.0)
ROW = 10.39
PAPER = 210.0, 297.0
TYPE_AREA = {"left": 28.0, "right": 184.0, "top": 37.0, "bottom": 262.0}


@dataclass(frozen=True)
class Box:
    """Characters on one line."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    colour: tuple[float, ...]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    top: float
    bottom: float
    colour: tuple[float, ...]

    @property
    def stroke(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Page:
    boxes: tuple[Box, ...]
    rules: tuple[Rule, ...]

    def box(self, text: str) -> Box:
        """The line that says so first."""
        return next(box for box in self.boxes if text in box.text)


def colour(value: object) -> tuple[float, ...]:
    """As red, green, blue: a grey has one number."""
    numbers = tuple(value) if isinstance(value, tuple | list) else (float(value or 0),)  # type: ignore[arg-type]
    return numbers if len(numbers) == 3 else numbers * 3


def read(file: Path) -> list[Page]:
    with pdfplumber.open(file) as pdf:
        return [Page(tuple(boxes_of(page)), tuple(rules_of(page))) for page in pdf.pages]


def boxes_of(page: pdfplumber.page.Page) -> list[Box]:
    height = float(page.height)
    lines: dict[float, list[dict[str, object]]] = {}
    for char in page.chars:
        baseline = round((height - char["matrix"][5]) * MM, 1)
        lines.setdefault(next((b for b in lines if abs(b - baseline) < 0.4), baseline), []).append(char)
    return [box_of(baseline, chars) for baseline, chars in lines.items()]


def box_of(baseline: float, chars: list) -> Box:  # type: ignore[type-arg]
    chars = sorted((c for c in chars if c["text"].strip()), key=lambda c: c["x0"])
    size = chars[0]["size"] * MM
    text = "".join(c["text"] for c in chars)
    left, right = chars[0]["x0"] * MM, chars[-1]["x1"] * MM
    return Box(
        text, left, right, baseline - 0.86 * size, baseline + 0.14 * size, colour(chars[0]["non_stroking_color"])
    )


def rules_of(page: pdfplumber.page.Page) -> list[Rule]:
    found = {}
    for line in page.lines:
        half = line["linewidth"] / 2
        edges = (line["x0"], line["x1"], line["top"] - half, line["bottom"] + half)
        rule = Rule(*(edge * MM for edge in edges), colour(line["stroking_color"]))
        found[round(rule.top, 1)] = rule
    return sorted(found.values(), key=lambda rule: rule.top)


def entries() -> Mapping[str, Entry]:
    workspace = Workspace()
    letter = workspace.read_entry(TEMPLATES / "transmittal-letter" / "sample.json")
    ordinary = letter
    for name, value in {"format": "ordinary", "print_office": "某某学会办公室", "print_date": "2020-02-10"}.items():
        ordinary = ordinary.with_value((name,), value)
    text = "\n".join(["为做好报送工作，现将有关情况说明如下，请予审核。" * 6] * 6)
    return {"letter": letter, "ordinary": ordinary, "long": letter.with_value(("body",), text)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], list[Page]]:
    folder = tmp_path_factory.mktemp("letter")
    workspace = Workspace()
    template = workspace.template("transmittal-letter")
    words = []
    for name, entry in entries().items():
        outcome = export_entry(template, entry, workspace.typesetter(template), folder / "out")
        for suffix, path in outcome.files.items():
            path.rename(folder / f"{name}{suffix}")
        words.append(folder / f"{name}.docx")
    convert(words, "pdf", folder / "theirs")
    ours = {("ours", name): read(folder / f"{name}.pdf") for name in entries()}
    return ours | {("theirs", name): read(folder / "theirs" / f"{name}.pdf") for name in entries()}


@pytest.fixture(params=["ours", "theirs"])
def pages(request: pytest.FixtureRequest, files: Mapping[tuple[str, str], list[Page]]) -> Mapping[str, list[Page]]:
    """The pages by entry: as the PDF has them, and as a word processor sets our Word file."""
    return {name: found for (side, name), found in files.items() if side == request.param}


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


class TestLetter:
    """10.1"""

    @pytest.fixture
    def page(self, pages: Mapping[str, list[Page]]) -> Page:
        return pages["letter"][0]

    def test_mark_is_red_centred_and_30_mm_from_the_papers_head(self, page: Page) -> None:
        mark = page.boxes[0]
        assert (mark.text, mark.colour) == ("中国某某学会", RED)
        assert mark.top == near(30)
        assert mark.middle == near((TYPE_AREA["left"] + TYPE_AREA["right"]) / 2)

    def test_red_double_line_4_mm_below_the_mark(self, page: Page) -> None:
        thick, thin = page.rules[:2]
        assert thick.top == near(page.boxes[0].bottom + 4)
        assert thin.top - thick.bottom == pytest.approx(0.94, abs=0.1)
        assert (thick.stroke, thin.stroke) == (pytest.approx(0.75, abs=0.1), pytest.approx(0.19, abs=0.05))

    def test_red_double_line_20_mm_from_the_papers_foot(self, page: Page) -> None:
        thin, thick = page.rules[2:]
        assert thick.bottom == near(PAPER[1] - 20)
        assert thick.top - thin.bottom == pytest.approx(0.94, abs=0.1)
        assert thin.stroke < thick.stroke

    def test_all_four_lines_are_red_170_mm_long_and_in_the_middle(self, page: Page) -> None:
        assert len(page.rules) == 4
        for rule in page.rules:
            assert rule.colour == RED
            assert rule.right - rule.left == pytest.approx(170, abs=1)  # a PDF's caps are not counted
            assert (rule.left + rule.right) / 2 == near(PAPER[0] / 2)

    def test_number_flush_right_seven_eighths_of_a_character_below_the_line(self, page: Page) -> None:
        number = page.box("12号")
        assert number.top == near(page.rules[1].bottom + 4.84)
        assert number.right == near(TYPE_AREA["right"])

    def test_title_two_rows_below_the_number(self, page: Page) -> None:
        assert page.boxes[2].top == near(page.box("12号").bottom + 2 * ROW)

    def test_no_page_number_on_the_first_page(self, page: Page) -> None:
        assert [box for box in page.boxes if "—" in box.text or box.top > TYPE_AREA["bottom"]] == []

    def test_copies_at_the_foot_without_lines(self, page: Page) -> None:
        copies = page.box("抄送")
        assert copies.bottom == near(TYPE_AREA["bottom"])
        assert copies.left == near(TYPE_AREA["left"] + 4.94)

    def test_later_pages_are_ordinary_ones(self, pages: Mapping[str, list[Page]]) -> None:
        second = pages["long"][1]
        assert second.boxes[0].top == near(TYPE_AREA["top"])
        assert second.rules == ()
        assert second.box("—").text.replace(" ", "") == "—2—"
        assert second.box("—").left == near(TYPE_AREA["left"] + 4.94)


class TestOrdinary:
    """7.2, 7.4"""

    @pytest.fixture
    def first(self, pages: Mapping[str, list[Page]]) -> Page:
        return pages["ordinary"][0]

    @pytest.fixture
    def last(self, pages: Mapping[str, list[Page]]) -> Page:
        return pages["ordinary"][-1]

    def test_mark_35_mm_below_the_type_area(self, first: Page) -> None:
        assert first.boxes[0].top == near(TYPE_AREA["top"] + 35)
        assert first.boxes[0].colour == RED

    def test_number_two_rows_below_and_centred(self, first: Page) -> None:
        number = first.box("12号")
        assert number.top == near(first.boxes[0].bottom + 2 * ROW)
        assert number.middle == near((TYPE_AREA["left"] + TYPE_AREA["right"]) / 2)

    def test_red_line_4_mm_below_the_number_over_the_type_area(self, first: Page) -> None:
        line = first.rules[0]
        assert line.top == near(first.box("12号").bottom + 4)
        assert line.stroke == pytest.approx(0.56, abs=0.05)
        assert (line.left, line.right, line.colour) == (near(TYPE_AREA["left"]), near(TYPE_AREA["right"]), RED)

    def test_title_two_rows_below_the_line(self, first: Page) -> None:
        assert first.boxes[2].top == near(first.rules[0].bottom + 2 * ROW)

    def test_first_page_shows_text_and_a_number(self, first: Page) -> None:
        assert first.box("按照")
        assert first.box("—").text.replace(" ", "") == "—1—"

    def test_imprint_ends_with_the_type_area(self, last: Page) -> None:
        edge, inner, foot = last.rules[-3:]
        assert foot.bottom == near(TYPE_AREA["bottom"])
        strokes = (edge.stroke, inner.stroke, foot.stroke)
        assert strokes == tuple(pytest.approx(stroke, abs=0.05) for stroke in (0.35, 0.25, 0.35))
        assert edge.bottom < last.box("抄送").top < inner.top < last.box("印发").top < foot.top

    def test_printing_office_and_date_one_character_in(self, last: Page) -> None:
        line = last.box("印发")
        assert line.left == near(TYPE_AREA["left"] + 4.94)
        assert line.right == near(TYPE_AREA["right"] - 4.94)


class TestText:
    """7.3, the same under both heads."""

    @pytest.fixture(params=["letter", "ordinary"])
    def boxes(self, request: pytest.FixtureRequest, pages: Mapping[str, list[Page]]) -> tuple[Box, ...]:
        return tuple(box for page in pages[request.param] for box in page.boxes)

    def find(self, boxes: tuple[Box, ...], text: str) -> Box:
        return next(box for box in boxes if text in box.text)

    def test_addressee_one_row_below_the_title(self, boxes: tuple[Box, ...]) -> None:
        addressee = next(box for box in boxes if box.text.endswith("："))
        assert addressee.left == near(TYPE_AREA["left"])
        assert addressee.top == near(boxes[boxes.index(addressee) - 1].bottom + ROW)

    def test_attachments_one_row_below_the_text_and_names_aligned(self, boxes: tuple[Box, ...]) -> None:
        first = self.find(boxes, "附件：1.")
        second = boxes[boxes.index(first) + 1]
        character = 156 / 28
        if boxes[boxes.index(first) - 1].top < first.top:  # on one page
            assert first.top == near(boxes[boxes.index(first) - 1].bottom + ROW)
        assert first.left == near(TYPE_AREA["left"] + 2 * character)
        assert second.text.startswith("2.")
        assert second.left == near(TYPE_AREA["left"] + 5 * character)

    def test_date_four_characters_in_and_unit_centred_above_it(self, boxes: tuple[Box, ...]) -> None:
        date = next(box for box in boxes if box.text == "2020年2月10日")
        unit = boxes[boxes.index(date) - 1]
        assert unit.text == "中国某某学会"
        assert TYPE_AREA["right"] - date.right == near(4 * 156 / 28)
        assert unit.middle == near(date.middle)

    def test_seal_of_42_to_50_mm_level_with_the_date_begins_at_most_a_row_below_the_text(
        self, boxes: tuple[Box, ...]
    ) -> None:
        """7.3.5.1: the room is there, and no more than one row is empty above a seal of 42 mm."""
        date = next(box for box in boxes if box.text == "2020年2月10日")
        text = boxes[boxes.index(date) - 2]
        room = date.bottom - text.bottom
        assert 50 <= room <= 42 + ROW + NEAR
