"""Export: the pair from one document, refused where the contract says so."""

import errno
import gc
import io
import json
import os
import zipfile
from pathlib import Path
from typing import BinaryIO

import pikepdf
import pytest

from castforms.model.entry import Entry
from castforms.session.export import ENTRY_ATTACHMENT, Outcome, export_entry
from castforms.session.workspace import StorageError, Workspace
from castforms.storage.atomic import create

NOWHERE = "\U00010fff"  # no font has it: the code point is not assigned


def export(workspace: Workspace, entry: Entry, folder: Path, *, draft: bool = False) -> Outcome:
    template = workspace.template(entry.form_id)
    return export_entry(template, entry, workspace.typesetter(template), folder, draft=draft)


def test_the_pair_is_named_by_form_and_unit(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    outcome = export(workspace, entry.with_value(("unit",), "中国科协/某部"), tmp_path)
    title = workspace.template(entry.form_id).title
    assert {path.name for path in outcome.files.values()} == {
        f"{title}-中国科协／某部.pdf",
        f"{title}-中国科协／某部.docx",
    }


def test_an_entry_with_errors_is_refused(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    outcome = export(workspace, entry.with_value(("unit",), ""), tmp_path / "out")
    assert outcome.refused
    assert [finding.path for finding in outcome.findings if finding.code == "required"] == [("unit",)]
    assert not (tmp_path / "out").exists()


def test_a_draft_is_given_out_with_its_errors(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    outcome = export(workspace, entry.with_value(("unit",), ""), tmp_path, draft=True)
    assert {path.stem.rpartition("-")[2] for path in outcome.files.values()} == {"未填单位"}
    assert outcome.findings


@pytest.mark.parametrize("draft", [False, True])
def test_a_character_that_nothing_prints_is_refused_even_in_a_draft(
    workspace: Workspace, entry: Entry, tmp_path: Path, draft: bool
) -> None:
    outcome = export(workspace, entry.with_value(("unit",), f"学会{NOWHERE}"), tmp_path, draft=draft)
    assert outcome.refused
    assert any(finding.path == ("unit",) and finding.code == "unprintable" for finding in outcome.findings)


def test_both_files_carry_the_entry(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    files = export(workspace, entry, tmp_path).files
    with pikepdf.open(files[".pdf"]) as pdf:
        carried = json.loads(pdf.attachments[ENTRY_ATTACHMENT].get_file().read_bytes())
    assert carried["values"]["unit"] == entry.at(("unit",))
    with zipfile.ZipFile(files[".docx"]) as word:
        assert any(b"castform" in word.read(name) for name in word.namelist() if name.startswith("customXml/"))


def test_the_same_entry_gives_the_same_bytes(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    first, second = (export(workspace, entry, tmp_path / name).files for name in ("a", "b"))
    assert {s: path.read_bytes() for s, path in first.items()} == {s: path.read_bytes() for s, path in second.items()}


def test_an_export_leaves_nothing_for_the_collector(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    """The program collects seldom: what refers to itself would pile up over a batch."""
    export(workspace, entry, tmp_path / "first")  # what is loaded once may stay
    gc.collect()
    was_enabled = gc.isenabled()  # not where the window's tests have begun
    gc.disable()
    try:
        export(workspace, entry, tmp_path / "second")
        assert gc.collect() == 0
    finally:
        if was_enabled:
            gc.enable()


def test_a_full_disk_leaves_nothing_and_says_so(workspace: Workspace, entry: Entry, tmp_path: Path) -> None:
    class FullDisk(io.FileIO):
        def write(self, data: object) -> int:
            del data
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def opener(path: Path) -> BinaryIO:
        create(path).close()
        return FullDisk(path, "wb")

    template = workspace.template(entry.form_id)
    with pytest.raises(StorageError, match="磁盘空间不足"):
        export_entry(template, entry, workspace.typesetter(template), tmp_path, opener=opener)
    assert list(tmp_path.iterdir()) == []
