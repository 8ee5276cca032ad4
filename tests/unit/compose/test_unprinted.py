"""From print back to answers."""

import pytest

from castforms.compose.unprinted import DoubtfulError, PrintedText, answer_of, is_mark, tick, ticked
from castforms.model.template import Choice, Field, FieldType

CHOICES = (Choice("a", "团结引领"), Choice("b", "建家办事"), Choice("c", "其他"))


def field(kind: FieldType, unit: str = "") -> Field:
    return Field("f", kind, "问题", choices=CHOICES, unit=unit)


def lines(*texts: str) -> list[PrintedText]:
    return [PrintedText(text) for text in texts]


class TestText:
    def test_one_line(self) -> None:
        assert answer_of(field(FieldType.TEXT), lines("", " 李某 ")) == "李某"

    def test_lines_of_a_short_answer_are_one(self) -> None:
        assert answer_of(field(FieldType.TEXT), lines("中国某某", "学会")) == "中国某某学会"
        assert answer_of(field(FieldType.TEXT), lines("Tsinghua", "University")) == "Tsinghua University"

    def test_paragraphs_of_a_long_answer_stay_with_the_numbers_they_show(self) -> None:
        printed = [PrintedText("思路", "一、"), PrintedText(""), PrintedText("正文")]
        assert answer_of(field(FieldType.LONG_TEXT), printed) == "一、思路\n正文"

    @pytest.mark.parametrize("text", ["", "　", "____", "……", "    年  月  日"])
    def test_the_forms_own_dots_and_lines_are_no_answer(self, text: str) -> None:
        assert answer_of(field(FieldType.TEXT), lines(text)) == ""

    @pytest.mark.parametrize("text", ["/", "—", "无", "-"])
    def test_what_says_none_is_an_answer(self, text: str) -> None:
        assert answer_of(field(FieldType.TEXT), lines(text)) == text


class TestTyped:
    @pytest.mark.parametrize(
        "text", ["2020年4月9日", "2020.4.9", "2020-04-09", "二〇二〇年四月九日", "2020 年 4 月 9 日"]
    )
    def test_dates_are_iso_dates(self, text: str) -> None:
        assert answer_of(field(FieldType.DATE), lines(text)) == "2020-04-09"

    def test_what_is_no_date_stays_as_it_is(self) -> None:
        assert answer_of(field(FieldType.DATE), lines("待定")) == "待定"

    def test_the_unit_is_not_part_of_a_number(self) -> None:
        assert answer_of(field(FieldType.DECIMAL, "万元"), lines("12.50万元")) == "12.50"

    def test_a_label_is_its_choice(self) -> None:
        assert answer_of(field(FieldType.SELECT_ONE), lines("建家 办事")) == "b"

    def test_the_ticked_one_of_several_labels_is_the_choice(self) -> None:
        assert answer_of(field(FieldType.SELECT_ONE), lines("□团结引领　☑建家办事　□其他")) == "b"

    def test_a_text_that_is_no_choice_is_refused(self) -> None:
        with pytest.raises(DoubtfulError, match="不是可选的内容"):
            answer_of(field(FieldType.SELECT_ONE), lines("别的"))


class TestItems:
    def test_printed_numbers_are_taken_off_once(self) -> None:
        assert answer_of(field(FieldType.LIST), lines("1.甲", "2.2.5亿元项目"), "1.") == ("甲", "2.5亿元项目")

    def test_automatic_numbers_leave_the_text_alone(self) -> None:
        printed = [PrintedText("1.5亿元项目", "1."), PrintedText("（二）乙", "2.")]
        assert answer_of(field(FieldType.LIST), printed, "1.") == ("1.5亿元项目", "（二）乙")

    @pytest.mark.parametrize("number", ["1.", "1．", "1、", "（1）", "(1)", "①", "一、", "（一）", "1) "])
    def test_numbers_of_any_kind_are_taken_off(self, number: str) -> None:
        assert answer_of(field(FieldType.LIST), lines(f"{number}甲"), "一、") == ("甲",)

    def test_items_without_numbers_are_items(self) -> None:
        assert answer_of(field(FieldType.LIST), lines("甲", "", "乙"), "1.") == ("甲", "乙")

    def test_the_forms_own_dots_are_no_items(self) -> None:
        assert answer_of(field(FieldType.LIST), lines("1.甲", "2.… … … … … …", "3."), "1.") == ("甲",)


class TestTicks:
    @pytest.mark.parametrize("mark", ["√", "✓", "☑", "■", "是", "（√）", "( ✔ )", "V", "□√"])
    def test_yes(self, mark: str) -> None:
        assert tick(mark, "甲")

    @pytest.mark.parametrize("mark", ["", "（）", "□", "☐", "否", "（ ）"])
    def test_no(self, mark: str) -> None:
        assert not tick(mark, "甲")

    @pytest.mark.parametrize("mark", ["×", "☒", "（X）", "待定", "是□"])
    def test_neither(self, mark: str) -> None:
        with pytest.raises(DoubtfulError, match="看不出"):
            tick(mark, "甲")

    def test_marks_before_the_labels(self) -> None:
        assert ticked("√团结引领 □建家办事 ☑其他", CHOICES) == ("a", "c")

    def test_marks_behind_the_labels(self) -> None:
        assert ticked("团结引领（√）建家办事（）其他（√）", CHOICES) == ("a", "c")

    def test_nothing_but_labels_ticks_nothing(self) -> None:
        assert ticked("团结引领　建家办事　其他", CHOICES) == ()

    def test_what_is_a_mark(self) -> None:
        assert [is_mark(text) for text in ("√", "（×）", "□", "", "甲")] == [True, True, True, False, False]
