"""A safe correction does away with its finding and touches nothing else."""

import pytest

from castforms.model.entry import Entry
from castforms.session.form_session import FormSession
from castforms.session.workspace import Workspace

ITEM = ("xiaokang", 0)


@pytest.fixture
def session(workspace: Workspace, entry: Entry) -> FormSession:
    return workspace.session(entry.form_id, entry)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("1.建立专家库", "建立专家库"),
        ("建立专家库。", "建立专家库"),
        ("建立专家库,开展服务", "建立专家库，开展服务"),
        ("建立\u200b专\x07家库", "建立专家库"),
        ("建立\n专家库", "建立专家库"),
        ("建立Ａ类专家库１０个", "建立A类专家库10个"),
    ],
)
def test_the_finding_is_gone_after_its_fix(session: FormSession, wrong: str, right: str) -> None:
    session.edit(ITEM, wrong, "输入")
    ((finding, fix),) = session.fixes().items()
    session.edit(fix.path, fix.value, fix.name, merge=False)
    assert session.entry.at(ITEM) == right
    assert finding.code not in {left.code for left in session.findings() if left.path == ITEM}


def test_a_repeated_item_is_removed(session: FormSession) -> None:
    first = session.entry.at(ITEM)
    session.edit(("xiaokang", 1), first, "输入")
    before = session.entry.values["xiaokang"]
    (fix,) = session.fixes().values()
    session.edit(fix.path, fix.value, fix.name, merge=False)
    assert isinstance(before, tuple)
    assert session.entry.values["xiaokang"] == (first, *before[2:])


def test_what_needs_the_clerk_s_judgement_has_no_fix(session: FormSession) -> None:
    session.edit(("contact",), "12", "输入")
    session.edit(("unit",), "", "输入")
    assert session.fixes() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "学会函[2020]12号",
        "学会函【2020】012号",
        "学会函（２０２０）第12号",
        "学会函 〔2020〕 12 号",
        "学会函2020年12号",
    ],
)
def test_a_document_number_is_put_into_the_official_manner(workspace: Workspace, wrong: str) -> None:
    session = workspace.session("transmittal-letter")
    session.edit(("document_number",), wrong, "输入")
    (fix,) = [fix for finding, fix in session.fixes().items() if finding.path == ("document_number",)]
    assert fix.value == "学会函〔2020〕12号"


def test_a_full_width_number_is_narrowed_and_its_brackets_stay(session: FormSession) -> None:
    session.edit(("contact",), "（０１０）６２１０－３３６６，wang＠cast．org．cn", "输入")
    (fix,) = session.fixes().values()
    assert fix.value == "（010）6210-3366，wang@cast.org.cn"
