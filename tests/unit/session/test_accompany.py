"""The covering letter knows what the return says: unit, notice, attachment, date, whom to call."""

import datetime as dt

import pytest

from castforms.model.entry import Entry, Record, text_of, texts_of
from castforms.model.finding import Severity
from castforms.session.accompany import accompanying_letter
from castforms.session.workspace import LETTER_FORM, Workspace
from castforms.storage.faults import StorageError
from castforms.storage.paths import resource_folder

TODAY = dt.date(2020, 2, 10)
RETURNS = (
    "cast-2020-five-areas",
    "cast-2020-workers-day-plan",
    "cast-2020-workers-day-report",
    "cast-draft-opinions",
    "work-points-measures",
)


def letter(workspace: Workspace, entry: Entry) -> Entry:
    sent = workspace.template(entry.form_id)
    return accompanying_letter(workspace.template(LETTER_FORM), sent, entry, workspace.lists, TODAY)


def test_of_the_five_areas(workspace: Workspace, entry: Entry) -> None:
    made = letter(workspace, entry)
    unit = entry.at(("unit",))
    assert made.at(("issuer",)) == made.at(("signature",)) == unit
    assert made.at(("title",)) == f"{unit}关于报送五个方面重点工作举措的函"
    assert made.at(("addressee",)) == "中国科协办公厅"
    assert made.at(("attachments",)) == ("五个方面重点工作举措",)
    assert made.at(("body",)) == (
        "按照《中国科协办公厅关于征求对〈中国科协2020年工作要点〉意见的通知》（科协办函厅字〔2020〕12号）要求，"
        "现将我单位《五个方面重点工作举措》报上，请审阅。\n特此函达。"
    )
    assert made.at(("contact_name",)) == entry.at(("handler",))
    assert made.at(("date",)) == "2020-02-10"


@pytest.mark.parametrize("form_id", RETURNS)
def test_the_letter_of_a_finished_return_has_no_errors(workspace: Workspace, form_id: str) -> None:
    sample = workspace.read_entry(resource_folder() / "templates" / form_id / "sample.json")
    made = letter(workspace, sample)
    template = workspace.template(LETTER_FORM)
    findings = workspace.typesetter(template).findings(template, made)
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_date_and_person_of_the_return_are_taken_over(workspace: Workspace) -> None:
    template = workspace.template("cast-2020-workers-day-plan")
    made = letter(
        workspace,
        Entry(
            template.id,
            {"report_date": "2020-04-20", "activities": ({"contact_name": "张三", "mobile": "13900001111"},)},
        ),
    )
    assert made.at(("date",)) == "2020-04-20"
    assert made.at(("contact_name",)) == "张三"
    assert made.at(("contact_phone",)) == "13900001111"


def test_of_a_blank_form_only_the_notice_is_known(workspace: Workspace) -> None:
    made = letter(workspace, workspace.blank("cast-2020-five-areas"))
    assert made.at(("signature",)) == ""
    assert made.at(("addressee",)) == "中国科协办公厅"


@pytest.mark.parametrize(
    ("form_id", "values", "title"),
    [
        (
            "cast-draft-opinions",
            {"title": "中国科协2020年工作要点（征求意见稿）"},
            "对《中国科协2020年工作要点（征求意见稿）》的修改意见",
        ),
        ("cast-2020-workers-day-report", {"activity": "“薪火相传”宣讲季"}, "“薪火相传”宣讲季总结报告"),
        (
            "cast-2020-workers-day-plan",
            {"activities": ({"activity": "宣讲季"},)},
            "2020年“全国科技工作者日”特色亮点活动筹备方案",
        ),
        ("work-points-measures", {"year_list": "cast-2025"}, "贯彻落实《中国科协2025年工作要点》具体措施"),
    ],
)
def test_the_return_is_called_by_the_title_on_its_pages(
    workspace: Workspace, form_id: str, values: Record, title: str
) -> None:
    made = letter(workspace, Entry(form_id, values))
    assert texts_of(made.at(("attachments",)))[0] == title
    assert made.at(("title",)) == f"关于报送{title}的函"
    assert f"《{title.replace('《', '〈').replace('》', '〉')}》" in text_of(made.at(("body",)))


def test_files_beside_the_return_are_attachments_too(workspace: Workspace) -> None:
    made = letter(workspace, Entry("cast-draft-opinions", {"title": "2020年工作要点（征求意见稿）"}))
    assert made.at(("attachments",)) == (
        "对《2020年工作要点（征求意见稿）》的修改意见",
        "《2020年工作要点（征求意见稿）》花脸稿",
        "《2020年工作要点（征求意见稿）》修订稿",
    )


def test_a_letter_is_not_sent_with_a_letter(workspace: Workspace) -> None:
    with pytest.raises(StorageError, match="本身就是公函"):
        workspace.letter_for(workspace.blank(LETTER_FORM))


@pytest.mark.parametrize(
    ("list_id", "ground", "addressee"),
    [
        ("cast-2025", "按照《中国科协2025年工作要点》要求，", "中国科协办公厅"),
        (
            "cast-2020-academic",
            "按照《关于印发〈2020年中国科协学会学术工作要点〉的通知》（科协学函综字〔2020〕13号）要求，",
            "中国科协学会学术部",
        ),
    ],
)
def test_measures_answer_the_notice_of_the_points_they_carry_out(
    workspace: Workspace, list_id: str, ground: str, addressee: str
) -> None:
    made = letter(workspace, Entry("work-points-measures", {"year_list": list_id}))
    assert text_of(made.at(("body",))).startswith(ground)
    assert made.at(("addressee",)) == addressee
