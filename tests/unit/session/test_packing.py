"""What goes out, checked against the notice, and the mail that takes it."""

import datetime as dt
from pathlib import Path

import pytest

from castforms.model.scan import RemarkKind, ScanResult
from castforms.session.checklist import CheckState
from castforms.session.packing import Package, Packing, Sources
from castforms.session.scan_intake import STAMPED, ScanIntake
from castforms.session.sending import addresses, mail_of, write_draft
from castforms.session.workspace import StorageError, Workspace
from tests.scans.stamped_return import PLAN, TEMPLATES, short_plan, short_plan_scan

FIVE = "cast-2020-five-areas"
TODAY = dt.date(2020, 4, 20)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace([TEMPLATES])


def sample(workspace: Workspace, form: str, **answers: str) -> Packing:
    template = workspace.template(form)
    entry = workspace.read_entry(TEMPLATES / form / "sample.json")
    for name, answer in answers.items():
        entry = entry.with_value((name,), answer)
    return Packing(template, entry, workspace.typesetter(template), today=lambda: TODAY)


@pytest.fixture(scope="module")
def plan(workspace: Workspace) -> Packing:
    """A return of one page that the notice wants stamped."""
    template = workspace.template(PLAN)
    return Packing(template, short_plan(workspace), workspace.typesetter(template), today=lambda: TODAY)


@pytest.fixture(scope="module")
def taken(plan: Packing, tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    """The stamped return as it was taken in."""
    folder = tmp_path_factory.mktemp("return")
    (folder / "0.jpg").write_bytes(short_plan_scan())
    intake = ScanIntake(plan.template, plan.entry, plan.typesetter)
    result = intake.write(intake.read(sorted(folder.glob("*.jpg"))), folder)
    assert result.pdf is not None
    assert not [remark for remark in result.remarks if remark.kind is not RemarkKind.NOTE]
    return result


@pytest.fixture(scope="module")
def folder(taken: ScanResult) -> Path:
    """Where it lies."""
    assert taken.pdf is not None
    return taken.pdf.parent


@pytest.fixture(scope="module")
def package(plan: Packing, folder: Path) -> Package:
    return plan.make(plan.found_in(folder), folder)


def states(package: Package) -> dict[str, CheckState]:
    return {check.code: check.state for check in package.checks}


# the files


def test_a_stamped_return_is_ready_and_every_point_is_done(package: Package) -> None:
    assert package.ready
    assert set(states(package).values()) == {CheckState.DONE}


def test_the_two_files_are_named_as_the_pair_the_stamped_one_says_so(package: Package) -> None:
    stamped, word = (file.name for file in package.files)
    assert stamped == word.removesuffix(".docx") + "（盖章）.pdf"


def test_the_stamped_file_goes_out_as_it_was_taken_in(package: Package, plan: Packing, folder: Path) -> None:
    source = plan.found_in(folder).stamped
    assert source is not None
    assert package.files[0].data == source.read_bytes()


def test_writing_twice_leaves_two_files(package: Package, tmp_path: Path) -> None:
    assert package.write(tmp_path) == package.write(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_another_file_of_that_name_is_not_overwritten(package: Package, tmp_path: Path) -> None:
    (tmp_path / package.files[1].name).write_bytes(b"other")
    stamped, word = package.write(tmp_path)
    assert (tmp_path / package.files[1].name).read_bytes() == b"other"
    assert stamped.stem.endswith("（盖章）-2")
    assert word.stem.endswith("-2")


def test_a_zip_file_holds_both(package: Package) -> None:
    (archive,) = package.zipped().files
    assert archive.name == package.stem + ".zip"
    assert archive.data.startswith(b"PK")


# what is wrong with it


def test_without_a_stamped_file_it_is_not_ready_where_the_notice_wants_one(plan: Packing, tmp_path: Path) -> None:
    package = plan.make(plan.found_in(tmp_path), tmp_path)
    assert not package.ready
    assert states(package)["stamped"] is CheckState.PROBLEM


def test_a_notice_that_wants_no_stamp_gets_the_exported_pdf(workspace: Workspace, tmp_path: Path) -> None:
    package = sample(workspace, FIVE).make(Sources(), tmp_path)
    assert package.ready
    assert STAMPED not in package.files[0].name
    assert package.files[0].data.startswith(b"%PDF")


def test_a_word_file_that_says_something_else_is_a_problem(plan: Packing, tmp_path: Path) -> None:
    other = Packing(plan.template, plan.entry.with_value(("activities", 0, "activity"), "另一项活动"), plan.typesetter)
    word = tmp_path / "other.docx"
    word.write_bytes(other.make(Sources(), tmp_path).files[-1].data)
    checked = plan.make(Sources(word=word), tmp_path)
    assert states(checked)["same-text"] is CheckState.PROBLEM
    assert not checked.ready


def test_an_older_stamped_version_is_a_problem(plan: Packing, folder: Path) -> None:
    corrected = Packing(
        plan.template, plan.entry.with_value(("activities", 0, "mobile"), "13900001234"), plan.typesetter
    )
    package = corrected.make(plan.found_in(folder), folder)
    assert states(package)["stamped-other-version"] is CheckState.PROBLEM
    assert not package.ready


def test_errors_in_the_entry_are_a_problem(workspace: Workspace, tmp_path: Path) -> None:
    package = sample(workspace, FIVE, contact="").make(Sources(), tmp_path)
    assert states(package)["content"] is CheckState.PROBLEM


def test_a_mail_larger_than_the_mailbox_takes_is_a_problem(
    plan: Packing, folder: Path, package: Package, taken: ScanResult
) -> None:
    size = sum(len(file.data) for file in package.files)
    assert states(plan.make(plan.found_in(folder), folder, limit=size, scan=taken))["size"] is CheckState.PROBLEM


def test_shrinking_makes_the_stamped_file_anew_within_300_kilobytes_a_page(
    plan: Packing, folder: Path, taken: ScanResult
) -> None:
    shrunk = plan.make(plan.found_in(folder), folder, shrink=True, scan=taken)
    assert shrunk.ready
    assert len(shrunk.files[0].data) <= 300_000


def test_a_deadline_that_has_passed_is_asked_about(plan: Packing, tmp_path: Path) -> None:
    late = Packing(plan.template, plan.entry, plan.typesetter, today=lambda: dt.date(2020, 4, 23))
    assert states(late.make(Sources(), tmp_path))["deadline"] is CheckState.QUESTION


@pytest.mark.parametrize("name", ["scan.jpg", "nothing.pdf"])
def test_a_stamped_file_that_is_no_pdf_or_not_there_is_told(plan: Packing, folder: Path, name: str) -> None:
    (folder / "scan.jpg").write_bytes((folder / "0.jpg").read_bytes())
    with pytest.raises(StorageError, match=name):
        plan.make(Sources(folder / name), folder)


# the mail


def test_the_mail_goes_where_the_notice_says_and_lists_its_files(plan: Packing, package: Package) -> None:
    mail = mail_of(plan.template, plan.entry, package, TODAY)
    assert mail.to == ("rczx@cast.org.cn",)
    assert mail.subject == "中国某某学会报送2020年“全国科技工作者日”特色亮点活动筹备方案"
    assert [file.name in mail.text for file in package.files] == [True, True]
    assert "科协办函组字〔2020〕29号" in mail.text
    assert mail.text.endswith("中国某某学会\n2020年4月20日")


def test_the_draft_lies_beside_the_files_under_its_subject(plan: Packing, package: Package, tmp_path: Path) -> None:
    mail = mail_of(plan.template, plan.entry, package, TODAY)
    assert write_draft(mail, tmp_path).name == f"{mail.subject}.eml"


def test_an_address_that_is_none_is_told(plan: Packing, package: Package, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="不是电子邮箱地址"):
        write_draft(mail_of(plan.template, plan.entry, package, TODAY)._replace(to=("张某某",)), tmp_path)


def test_several_addresses_in_one_line_are_told_apart() -> None:
    assert addresses("a@b.cn；c@d.cn, e@f.cn") == ("a@b.cn", "c@d.cn", "e@f.cn")
