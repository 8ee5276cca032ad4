"""The covering letter knows what the return says: unit, notice, attachment, date, whom to call."""

import datetime as dt

import pytest

from castforms.model.entry import Entry
from castforms.model.finding import Severity
from castforms.session.accompany import accompanying_letter
from castforms.session.workspace import LETTER_FORM, Workspace
from castforms.storage.paths import resource_folder

TODAY = dt.date(2020, 2, 10)
RETURNS = (
    "cast-2020-five-areas",
    "cast-2020-workers-day-plan",
    "cast-2020-workers-day-report",
    "work-points-measures",
)


def letter(workspace: Workspace, entry: Entry) -> Entry:
    return accompanying_letter(workspace.template(LETTER_FORM), workspace.template(entry.form_id), entry, TODAY)


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
