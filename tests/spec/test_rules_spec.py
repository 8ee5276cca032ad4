"""What the checks promise the clerk, on the official forms.

R1 to R23 are the requirements; each test keeps the one it is named after.
"""

import datetime
from pathlib import Path

import pytest

from castforms.library.loader import load_template
from castforms.model.entry import Entry, FieldPath, Value, record
from castforms.model.finding import Finding, Severity
from castforms.model.template import Field, FieldType, FormTemplate, Limit, LimitUnit, Notice, TextFormat
from castforms.rules.catalogue import Message
from castforms.rules.cleaning import clean_entry
from castforms.rules.engine import CheckContext, run_checks
from castforms.storage.entry_file import read_entry

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
AREAS = "cast-2020-five-areas"
PLAN = "cast-2020-workers-day-plan"
MEASURES = "work-points-measures"
BEFORE_DEADLINE = datetime.date(2020, 2, 1)


def printable(character: str) -> bool:
    return character != "𠮷"


def sample(form: str) -> tuple[FormTemplate, Entry]:
    template = load_template(TEMPLATES / form)
    return template, read_entry(TEMPLATES / form / "sample.json", {form: template}.get)


def told(
    form: str, path: FieldPath, value: Value, today: datetime.date = BEFORE_DEADLINE
) -> list[tuple[str, Severity, FieldPath]]:
    """What is said of the sample once the answer at `path` is `value`."""
    template, entry = sample(form)
    findings = run_checks(template, entry.with_value(path, value), CheckContext(printable, today))
    return [(finding.code, finding.severity, finding.path) for finding in findings]


def finding(form: str, path: FieldPath, value: Value) -> Finding:
    template, entry = sample(form)
    (only,) = run_checks(template, entry.with_value(path, value), CheckContext(printable, BEFORE_DEADLINE))
    return only


def error(message: Message, *path: str | int) -> list[tuple[str, Severity, FieldPath]]:
    return [(message.code, Severity.ERROR, path)]


def warning(message: Message, *path: str | int) -> list[tuple[str, Severity, FieldPath]]:
    return [(message.code, Severity.WARNING, path)]


def hint(message: Message, *path: str | int) -> list[tuple[str, Severity, FieldPath]]:
    return [(message.code, Severity.HINT, path)]


@pytest.mark.parametrize("form", [AREAS, PLAN])
def test_r01_a_form_filled_as_asked_is_left_in_peace(form: str) -> None:
    template, entry = sample(form)
    assert run_checks(template, entry, CheckContext(printable, BEFORE_DEADLINE)) == ()


def test_r02_an_unanswered_question_blocks_with_the_words_that_ask_it() -> None:
    assert told(PLAN, ("unit",), "\u3000") == error(Message.REQUIRED, "unit")
    assert finding(PLAN, ("unit",), "").source == "单位盖章："
    assert told(AREAS, ("reform",), ("", " ")) == error(Message.REQUIRED, "reform")
    assert told(PLAN, ("activities", 1, "modules"), ()) == error(Message.REQUIRED, "activities", 1, "modules")


def test_r03_an_item_too_many_blocks() -> None:
    activities = sample(PLAN)[1].at(("activities",))
    assert isinstance(activities, tuple)
    third = record({**activities[0], "activity": "第三项活动"})  # type: ignore[dict-item]
    assert told(PLAN, ("activities",), (*activities, third)) == error(Message.OVER_LIMIT, "activities")


def test_r04_what_the_notice_asks_in_principle_only_warns() -> None:
    within, over = "字" * 500, "字" * 501
    assert told(PLAN, ("activities", 0, "plan"), within) == []
    assert told(PLAN, ("activities", 0, "plan"), over) == warning(Message.OVER_LIMIT, "activities", 0, "plan")
    assert finding(PLAN, ("activities", 0, "plan"), over).source == "原则上每项活动500字以内"


def test_r05_words_are_counted_as_word_counts_them() -> None:
    assert told(PLAN, ("activities", 0, "plan"), "PDF版 " * 250) == []
    assert told(PLAN, ("activities", 0, "plan"), "PDF版 " * 250 + "，") == warning(
        Message.OVER_LIMIT, "activities", 0, "plan"
    )


def test_r06_a_hard_limit_blocks() -> None:
    body = Field(
        "body",
        FieldType.LONG_TEXT,
        "总结报告",
        limits=(Limit(None, 3000, LimitUnit.WORDS, Severity.ERROR, "3000字以内"),),
    )
    template = FormTemplate("report", "总结报告", Notice("", "", ""), (body,), ())
    entry = Entry("report", record({"body": "字" * 3001}))
    (only,) = run_checks(template, entry, CheckContext(printable, BEFORE_DEADLINE))
    assert (only.code, only.severity, only.source) == (Message.OVER_LIMIT.code, Severity.ERROR, "3000字以内")


@pytest.mark.parametrize("text", ["2020-04-09", "2020年4月9日", "2020.4.9", "2020/4/9", "２０２０年４月９日", ""])
def test_r07_a_date_may_be_typed_as_usual(text: str) -> None:
    assert told(PLAN, ("report_date",), text) == []


@pytest.mark.parametrize("text", ["2020-02-30", "4月9日", "尽快"])
def test_r08_what_is_no_date_of_the_calendar_blocks(text: str) -> None:
    assert told(PLAN, ("report_date",), text) == error(Message.NOT_DATE, "report_date")


@pytest.mark.parametrize(
    "text",
    ["（010）68571878  68571875  68578092（传真）", "010-68571878转801", "68571878、13812345678", "张某某 68571878"],
)
def test_r09_numbers_may_be_typed_as_people_write_them(text: str) -> None:
    assert told(AREAS, ("contact",), text) == []


def test_r10_a_number_with_a_digit_too_few_blocks() -> None:
    phone, mobile = ("activities", 0, "office_phone"), ("activities", 0, "mobile")
    assert told(PLAN, phone, "010-621682") == error(Message.PHONE_WRONG, *phone)
    assert told(PLAN, mobile, "1381234567") == error(Message.MOBILE_WRONG, *mobile)
    assert told(AREAS, ("contact",), "1381234567") == error(Message.CONTACT_WRONG, "contact")


def test_r11_a_number_that_may_be_new_only_warns() -> None:
    path = ("activities", 0, "mobile")
    assert told(PLAN, path, "17412345678") == warning(Message.MOBILE_UNUSUAL, *path)


def test_r12_a_broken_address_blocks() -> None:
    path = ("activities", 0, "email")
    assert told(PLAN, path, "rczx@cast.org.cn；kxb@cast.org.cn") == []
    assert told(PLAN, path, "rczx@cast") == error(Message.EMAIL_WRONG, *path)


def test_r13_only_modules_of_the_form_can_be_ticked() -> None:
    path = ("activities", 0, "modules")
    assert told(PLAN, path, ("lead", "award")) == []
    assert told(PLAN, path, ("lead", "party")) == error(Message.UNKNOWN_CHOICE, *path)


def test_r14_a_title_sentence_has_no_mark_at_its_end() -> None:
    assert told(AREAS, ("reform",), ("推进改革", "深化改革。")) == warning(Message.TITLE_SENTENCE_END, "reform", 1)
    assert finding(AREAS, ("reform",), ("深化改革。",)).source == "请以标题句方式，言简意赅"


def test_r15_a_list_that_numbers_itself_takes_no_numbers() -> None:
    assert told(AREAS, ("reform",), ("1.推进改革",)) == warning(Message.OWN_NUMBERING, "reform", 0)


def test_r16_the_same_thing_twice_is_worth_a_warning() -> None:
    assert told(AREAS, ("reform",), ("推进改革", "推进改革 ")) == warning(Message.DUPLICATE_ITEM, "reform", 1)
    first = sample(PLAN)[1].at(("activities", 0))
    assert told(PLAN, ("activities",), (first, first)) == warning(Message.DUPLICATE_RECORD, "activities", 1)


def test_r17_what_cannot_be_printed_blocks_and_is_named() -> None:
    only = finding(AREAS, ("handler",), "张𠮷")
    assert only == Message.UNPRINTABLE.at(("handler",), where="“经办人”", characters="“𠮷”（U+20BB7）")
    assert told(AREAS, ("handler",), "张\ue863") == warning(Message.PRIVATE_USE, "handler")


def test_r18_what_is_removed_before_printing_is_told_and_then_gone() -> None:
    assert told(AREAS, ("unit",), "中国\x00科协") == warning(Message.INVISIBLE, "unit")
    template, entry = sample(AREAS)
    clean = clean_entry(entry.with_value(("unit",), "中国\x00科协"))
    assert clean.at(("unit",)) == "中国科协"
    assert run_checks(template, clean, CheckContext(printable, BEFORE_DEADLINE)) == ()


def test_r19_odd_marks_are_only_hints() -> None:
    plan = ("activities", 0, "plan")
    assert told(PLAN, plan, "组织动员,深入基层") == hint(Message.HALF_WIDTH_MARK, *plan)
    assert told(PLAN, plan, "创建“科创中国") == hint(Message.UNBALANCED_MARKS, *plan)


def test_r20_a_passed_deadline_never_blocks() -> None:
    unit = sample(AREAS)[1].at(("unit",))
    assert told(AREAS, ("unit",), unit, datetime.date(2020, 2, 11)) == []
    assert told(AREAS, ("unit",), unit, datetime.date(2020, 2, 12)) == hint(Message.DEADLINE_PASSED)


def test_r21_headings_that_skip_a_number_are_only_hints() -> None:
    body = Field("body", FieldType.LONG_TEXT, "正文", format=TextFormat.NUMBERED_BODY)
    template = FormTemplate("report", "总结报告", Notice("", "", ""), (body,), ())
    entry = Entry("report", record({"body": "一、组织情况\n三、主要成效"}))
    (only,) = run_checks(template, entry, CheckContext(printable, BEFORE_DEADLINE))
    assert (only.code, only.severity) == (Message.HEADING_SKIPPED.code, Severity.HINT)


def test_r22_points_of_the_list_without_a_measure_are_only_a_hint() -> None:
    measure = record({"point": "2", "measure": "抓落实", "lead": "学术部", "due": "全年"})
    rest = tuple(record({**measure, "point": str(number)}) for number in (1, *range(3, 33)))
    assert told(MEASURES, ("measures",), (measure, *rest)) == []
    assert told(MEASURES, ("measures",), rest) == hint(Message.NOT_COVERED, "measures")
    assert "第2项" in finding(MEASURES, ("measures",), rest).message
    assert "第1、3—32项" in finding(MEASURES, ("measures",), (measure,)).message


def test_r23_a_point_that_its_list_does_not_have_blocks() -> None:
    path = ("measures", 0, "point")
    assert (Message.UNKNOWN_CHOICE.code, Severity.ERROR, path) in told(MEASURES, path, "33")
    assert told(MEASURES, ("year_list",), "cast-2999")[0] == error(Message.UNKNOWN_CHOICE, "year_list")[0]
