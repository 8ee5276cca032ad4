"""How a text is written: its style, its marks, and the characters themselves."""

from collections.abc import Callable

import pytest

from castforms.model.finding import Finding, Severity
from castforms.model.template import Field, FieldType, TextFormat
from castforms.rules.catalogue import Message

Check = Callable[..., tuple[Finding, ...]]
Codes = Callable[..., list[str]]

TEXT = Field("plan", FieldType.LONG_TEXT, "工作方案")
LIST = Field("areas", FieldType.LIST, "举措")
TITLES = Field("areas", FieldType.LIST, "举措", format=TextFormat.TITLE_SENTENCE, source="请以标题句方式，言简意赅")
PHONE = Field("phone", FieldType.TEXT, "办公电话", format=TextFormat.PHONE)


@pytest.mark.parametrize("text", ["举办ＡＢＣ论坛１２次", "举办ＡＢＣ论坛12次"])
def test_letters_and_digits_in_running_text_are_half_width(check: Check, text: str) -> None:
    (finding,) = check(TEXT, text)
    count = text.count("１") + 1
    assert finding == Message.FULL_WIDTH_LETTERS.at(
        ("plan",), where="“工作方案”", count=count, text="ＡＢＣ", instead="ABC"
    )
    assert finding.severity is Severity.HINT


def test_a_full_width_number_of_an_item_is_a_number_of_its_own_too(codes: Codes) -> None:
    assert codes(LIST, ("１．办好年会",)) == [Message.OWN_NUMBERING.code, Message.FULL_WIDTH_LETTERS.code]


@pytest.mark.parametrize("text_format", [TextFormat.PHONE, TextFormat.CONTACT])
def test_a_full_width_phone_number_is_a_phone_number(codes: Codes, text_format: TextFormat) -> None:
    field = Field("phone", FieldType.TEXT, "电话", format=text_format)
    assert codes(field, "６８５７１８７８") == [Message.FULL_WIDTH_CONTACT.code]


def test_a_full_width_address_is_better_half_width(check: Check) -> None:
    field = Field("mail", FieldType.TEXT, "邮箱", format=TextFormat.EMAIL)
    (finding,) = check(field, "办公室 rczx＠cast．org．cn")
    assert finding == Message.FULL_WIDTH_CONTACT.at(
        ("mail",), where="“邮箱”", text="rczx＠cast．org．cn", instead="rczx@cast.org.cn"
    )
    assert finding.severity is Severity.HINT


def test_a_number_between_full_width_brackets_is_as_notices_write_it(codes: Codes) -> None:
    assert codes(PHONE, "（010）68571878，68578092（传真）") == []


@pytest.mark.parametrize("mark", "。！？；!?;.")
def test_a_title_sentence_ends_without_a_mark(check: Check, mark: str) -> None:
    (finding,) = check(TITLES, ("办好年会", f"办好论坛{mark} "))
    assert finding == Message.TITLE_SENTENCE_END.at(
        ("areas", 1), source="请以标题句方式，言简意赅", where="“举措”第2条", mark=mark
    )
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text", ["办好年会", "创建“科创中国”", "编写手册Ver.", "推进“要放心。”模范机关", "推进建设（试点）"]
)
def test_a_title_sentence_may_end_otherwise(codes: Codes, text: str) -> None:
    assert codes(TITLES, (text,)) == []


def test_other_lists_may_hold_whole_sentences(codes: Codes) -> None:
    assert codes(LIST, ("办好年会。",)) == []


def test_a_title_sentence_is_better_one_line(codes: Codes) -> None:
    assert codes(TITLES, ("办好年会\n办好论坛",)) == [Message.TITLE_SEVERAL_LINES.code]
    assert codes(TITLES, ("办好年会\n",)) == []


@pytest.mark.parametrize(
    "number", ["1.", "1．", "1、", "12、", "（1）", "(1)", "1）", "①", "⑴", "一、", "十二、", "（一）", "㈠"]
)
def test_an_item_carries_no_number_of_its_own(check: Check, number: str) -> None:
    (finding,) = check(LIST, (f" {number}办好年会",))
    assert finding == Message.OWN_NUMBERING.at(("areas", 0), where="“举措”第1条", number=number)


@pytest.mark.parametrize(
    "text",
    [
        "1-9-6-1工作布局",
        "2020年办好年会",
        "1.5万人参加",
        "3、4月开展调研",
        "一、二级学会联动",
        "十、百、千工程",
        "一体两翼协同",
        "（试点）办好年会",
        "5·30活动",
        "（2020）年会",
    ],
)
def test_a_number_that_belongs_to_the_text_stays(codes: Codes, text: str) -> None:
    assert codes(LIST, (text,)) == []


def test_a_text_field_may_number_its_paragraphs(codes: Codes) -> None:
    assert codes(TEXT, "1.办好年会\n2.办好论坛") == []


@pytest.mark.parametrize("mark", ",;:?!")
def test_a_half_width_mark_between_han_is_worth_a_hint(check: Check, mark: str) -> None:
    (finding,) = check(TEXT, f"科协{mark}学会{mark}协会")
    assert (finding.code, finding.severity, finding.path) == (
        Message.HALF_WIDTH_MARK.code,
        Severity.HINT,
        ("plan",),
    )
    assert "2处" in finding.message


@pytest.mark.parametrize(
    "text", ["科协，学会", "10:30开始", "e站,APP", "3,000人", "见(1)和(2)", "科协, 学会", "用C(语言)"]
)
def test_other_half_width_marks_stay(codes: Codes, text: str) -> None:
    assert codes(TEXT, text) == []


def test_half_width_brackets_between_han_are_one_hint(codes: Codes) -> None:
    assert codes(TEXT, "科协(北京)学会") == [Message.HALF_WIDTH_MARK.code]


def test_marks_in_numbers_and_addresses_are_free(codes: Codes) -> None:
    assert codes(PHONE, "办公,传真:（010)62168293") == []


@pytest.mark.parametrize("text", ["（试点", "试点）", "“双创", "双创”", "《意见", "《关于《意见》的通知"])
def test_an_unpaired_mark_is_worth_a_hint(check: Check, text: str) -> None:
    (finding,) = check(TEXT, text)
    assert (finding.code, finding.severity, finding.path) == (Message.UNBALANCED_MARKS.code, Severity.HINT, ("plan",))


def test_unpaired_marks_are_counted_by_side(check: Check) -> None:
    assert check(TEXT, "“双创”“实体经济") == (
        Message.UNBALANCED_MARKS.at(("plan",), where="“工作方案”", marks="引号", opened=2, closed=1),
    )


@pytest.mark.parametrize(
    "text",
    [
        "（试点）“双创”《意见》",
        "1）调研；2）座谈",
        "a）调研（试点）",
        "“第一段引文\n“第二段引文”",
    ],
)
def test_paired_marks_and_usual_exceptions_stay(codes: Codes, text: str) -> None:
    assert codes(TEXT, text) == []


def test_a_character_that_no_font_draws_blocks(check: Check) -> None:
    (finding,) = check(LIST, ("办好年会", "请𠮷林学会"))
    assert finding == Message.UNPRINTABLE.at(("areas", 1), where="“举措”第2条", characters="“𠮷”（U+20BB7）")
    assert finding.severity is Severity.ERROR


def test_white_space_needs_no_font(codes: Codes) -> None:
    assert codes(TEXT, "科协 \u3000\t\n学会\r\n") == []


def test_a_private_use_character_is_always_a_warning(check: Check) -> None:
    (finding,) = check(TEXT, "张\ue000")
    assert finding == Message.PRIVATE_USE.at(("plan",), where="“工作方案”", characters="“\ue000”（U+E000）")
    assert finding.severity is Severity.WARNING


def test_a_private_use_character_that_no_font_draws_is_told_once(codes: Codes) -> None:
    assert codes(TEXT, "张\ue001") == [Message.UNPRINTABLE.code]


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff", "\U000e0100"])
def test_a_character_that_cleaning_removes_is_a_warning(check: Check, character: str) -> None:
    (finding,) = check(TEXT, f"科{character}协")
    assert finding == Message.INVISIBLE.at(("plan",), where="“工作方案”", characters=f"U+{ord(character):04X}")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "character", ["\u200b", "\ufeff", "\u202e", "\u00ad", "\ufe0f", "\r\n", "\v", "\u2028", "\u00a0"]
)
def test_what_web_pages_bring_along_goes_without_a_word(codes: Codes, character: str) -> None:
    assert codes(TEXT, f"科{character}协") == []


def test_many_odd_characters_are_summed_up(check: Check) -> None:
    (finding,) = check(TEXT, "".join(map(chr, range(0xE100, 0xE107))))
    assert "U+E104" in finding.message
    assert "U+E105" not in finding.message
    assert "等7个字符" in finding.message
