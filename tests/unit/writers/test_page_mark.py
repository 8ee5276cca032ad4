"""The mark is vector squares in the PDF, and in the Word file a picture that floats at the paper's foot."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from castforms.model.entry import Entry
from castforms.model.page_mark import parse_mark
from castforms.session.export import export_entry
from castforms.session.workspace import Workspace
from castforms.storage.paths import resource_folder

FORM = "cast-2020-workers-day-plan"
PICTURE = "word/media/mark.png"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace([resource_folder() / "templates"])


@pytest.fixture(scope="module")
def entry(workspace: Workspace) -> Entry:
    return workspace.read_entry(resource_folder() / "templates" / FORM / "sample.json")


def exported(workspace: Workspace, entry: Entry, folder: Path, *, mark: bool) -> tuple[bytes, zipfile.ZipFile]:
    template = workspace.template(entry.form_id)
    files = export_entry(template, entry, workspace.typesetter(template), folder, mark=mark).files
    return files[".pdf"].read_bytes(), zipfile.ZipFile(files[".docx"])


def test_every_page_of_the_pdf_can_be_read_at_150_dpi(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    pdf, _ = exported(workspace, entry, tmp_path, mark=True)
    pages = pypdfium2.PdfDocument(pdf)
    found = [zxingcpp.read_barcodes(page.render(scale=150 / 72).to_numpy()) for page in pages]
    marks = [parse_mark(codes[0].text) for codes in found]
    assert [mark.page for mark in marks if mark] == list(range(1, len(pages) + 1))


def test_the_pdf_holds_no_picture(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    data, _ = exported(workspace, entry, tmp_path, mark=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [image for page in pdf.pages for image in page.get_images()] == []


def test_both_footers_of_the_word_file_show_the_code_of_the_whole(
    workspace: Workspace, entry: Entry, tmp_path: Path
) -> None:
    _, word = exported(workspace, entry, tmp_path, mark=True)
    picture = Image.open(io.BytesIO(word.read(PICTURE))).convert("L")
    (code,) = zxingcpp.read_barcodes(np.pad(np.asarray(picture), 40, constant_values=255))
    mark = parse_mark(code.text)
    assert mark is not None
    assert mark.page == 0
    for name in ("footer1", "footer2"):
        assert b"wp:anchor" in word.read(f"word/{name}.xml")
        assert b"media/mark.png" in word.read(f"word/_rels/{name}.xml.rels")


def test_without_the_switch_there_is_no_trace_of_it(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    pdf, word = exported(workspace, entry, tmp_path, mark=False)
    assert not any(zxingcpp.read_barcodes(page.render(scale=2).to_numpy()) for page in pypdfium2.PdfDocument(pdf))
    assert PICTURE not in word.namelist()


def test_a_notice_that_forbids_additions_gets_none(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    template = workspace.template(entry.form_id)
    strict = template._replace(notice=template.notice._replace(page_mark=False))
    setter = workspace.typesetter(template)
    files = [
        export_entry(t, entry, setter, tmp_path / name, mark=mark).files[".pdf"].read_bytes()
        for name, t, mark in (("strict", strict, True), ("plain", template, False))
    ]
    assert files[0] == files[1]
