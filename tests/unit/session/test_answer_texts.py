"""Answers as a person reads them."""

from castforms.model.entry import Entry, record
from castforms.model.kept_file import kept_file
from castforms.model.picture import picture_text
from castforms.model.template import Field, FieldType
from castforms.session.answer_texts import answer_text, changes
from castforms.session.workspace import Workspace
from tests.pictures import jpeg

PICTURE = Field("picture", FieldType.PICTURE, "图片文件")
REPORT = "cast-2020-workers-day-report"


def test_a_picture_is_told_by_its_size_and_not_by_its_code() -> None:
    data = jpeg("RGB", 300, 200)
    assert answer_text(PICTURE, picture_text(data)) == f"图片，300×200 像素，{len(data) / 1024:.0f} KB"


def test_a_file_is_told_by_its_name() -> None:
    assert (
        answer_text(Field("draft", FieldType.FILE, "征求意见稿"), kept_file("意见稿.docx", "0" * 64)) == "意见稿.docx"
    )


def test_another_picture_of_the_same_size_is_a_change(workspace: Workspace) -> None:
    one, other = (picture_text(jpeg(mode, 300, 200)) for mode in ("RGB", "L"))
    template = workspace.template(REPORT)
    before, after = (Entry(REPORT, record({"pictures": (record({"picture": each}),)})) for each in (one, other))
    assert [change.path for change in changes(template, before, after)] == [("pictures", 0, "picture")]
    assert changes(template, before, before) == ()
