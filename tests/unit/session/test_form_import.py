"""A form from outside is taken as a whole or not at all, and never without being checked."""

import shutil
import zipfile
from pathlib import Path

import pytest

from castforms.session.workspace import StorageError, Workspace
from castforms.storage.paths import resource_folder

SHIPPED = resource_folder() / "templates"
FORM = "cast-2020-five-areas"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside" / "own-form"
    shutil.copytree(SHIPPED / FORM, folder)
    for name in ("template.toml", "sample.json"):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(FORM, "own-form"), "utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def workspace(own: Path) -> Workspace:
    return Workspace([SHIPPED, own])


def zipped(folder: Path, *, inside: str = "") -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, inside + file.name)
    return path


def refused(workspace: Workspace, source: Path, own: Path) -> str:
    with pytest.raises(StorageError) as caught:
        workspace.import_form(source)
    assert not own.exists() or list(own.iterdir()) == []
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("kind", ["folder", "template.toml", "zip", "zip with a folder inside"])
def test_an_imported_form_can_be_filled_at_once(workspace: Workspace, outside: Path, own: Path, kind: str) -> None:
    source = {
        "folder": outside,
        "template.toml": outside / "template.toml",
        "zip": zipped(outside),
        "zip with a folder inside": zipped(outside, inside="表/"),
    }[kind]
    assert FORM in workspace.templates
    assert workspace.import_form(source) == "own-form"
    assert workspace.blank("own-form").form_id == "own-form"
    assert {path.name for path in own.iterdir()} == {"own-form"}
    assert {path.name for path in (own / "own-form").iterdir()} == {path.name for path in outside.iterdir()}


def test_a_faulty_form_is_refused_with_its_first_fault(workspace: Workspace, outside: Path, own: Path) -> None:
    template = outside / "template.toml"
    template.write_text(template.read_text("utf-8").replace('type = "text"', 'type = "txt"'), "utf-8")
    words = refused(workspace, outside, own)
    assert words.startswith("表单有误，没有导入")
    assert "template.toml" in words


def test_a_form_without_its_notice_is_refused(workspace: Workspace, outside: Path, own: Path) -> None:
    (outside / "notice.txt").unlink()
    assert "notice.txt" in refused(workspace, outside, own)


def test_a_form_that_is_there_already_is_not_replaced(workspace: Workspace, outside: Path, own: Path) -> None:
    workspace.import_form(outside)
    before = {path: path.read_bytes() for path in (own / "own-form").iterdir()}
    with pytest.raises(StorageError, match="已经有了"):
        workspace.import_form(outside)
    assert {path: path.read_bytes() for path in (own / "own-form").iterdir()} == before
    assert "已经有了" in refused(workspace, SHIPPED / FORM, own / "none")


@pytest.mark.parametrize("form_id", ["../up", "a/b", "con", "A B", ".hidden", "", "x" * 65])
def test_an_id_that_is_no_plain_name_is_refused(workspace: Workspace, outside: Path, own: Path, form_id: str) -> None:
    template = outside / "template.toml"
    template.write_text(template.read_text("utf-8").replace('id = "own-form"', f'id = "{form_id}"'), "utf-8")
    assert "编号" in refused(workspace, outside, own)


def test_nothing_else_in_a_zip_is_taken(workspace: Workspace, outside: Path, own: Path, tmp_path: Path) -> None:
    path = zipped(outside, inside="form/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../evil.txt", "x")
        archive.writestr("/etc/evil.txt", "x")
        archive.writestr("form/run.py", "x")
    workspace.import_form(path)
    assert {file.name for file in (own / "own-form").iterdir()} == {file.name for file in outside.iterdir()}
    assert list(tmp_path.rglob("evil*")) == []


def test_zips_that_are_no_form_are_refused(workspace: Workspace, own: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 garbage")
    assert "不是可用的 zip" in refused(workspace, path, own)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "template.toml" in refused(workspace, path, own)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("template.toml", b" " * 30_000_000)
    assert "超过" in refused(workspace, path, own)


def test_a_form_cut_off_while_being_copied_is_not_seen(outside: Path, own: Path) -> None:
    shutil.copytree(outside, own / ".castforms-0123456789abcdef.tmp" / "own-form")
    (own / ".castforms-0123456789abcdef.tmp" / "template.toml").touch()
    assert "own-form" not in Workspace([SHIPPED, own]).templates
