"""A form somebody sent: what is taken, what is refused, and that nothing is left behind."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from castforms.session.workspace import StorageError, Workspace
from castforms.storage import paths

SHIPPED = paths.resource_folder() / "templates" / "cast-2020-five-areas"
FORM = "new-form"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    own = tmp_path / "user" / "templates"
    return Workspace([paths.resource_folder() / "templates", own], list_folders=paths.list_folders()[:1])


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """A form folder that has no fault."""
    folder = tmp_path / "sent" / FORM
    shutil.copytree(SHIPPED, folder)
    for file in folder.iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace(SHIPPED.name, FORM), encoding="utf-8")
    return folder


def zipped(folder: Path, below: str = "", **others: bytes) -> Path:
    file = folder.parent / "表单.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for inner in folder.iterdir():
            package.write(inner, below + inner.name)
        for name, data in others.items():
            package.writestr(name, data)
    return file


def refused(workspace: Workspace, source: Path, tmp_path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        workspace.add_form(source)
    templates = tmp_path / "user" / "templates"
    assert not templates.exists() or list(templates.iterdir()) == []
    assert [path for path in tmp_path.rglob("*") if path.name.startswith(".castforms")] == []
    return str(caught.value)


@pytest.mark.parametrize("below", ["", "new-form/", "下载/表单/"])
def test_a_zip_file_is_taken_wherever_the_form_lies_in_it(workspace: Workspace, form: Path, below: str) -> None:
    template = workspace.add_form(zipped(form, below, **{"__MACOSX/._template.toml": b"x", "readme.txt": b"x"}))
    assert (template.id, FORM in workspace.templates) == (FORM, True)


def test_a_folder_is_taken_and_only_what_a_form_consists_of(workspace: Workspace, form: Path, tmp_path: Path) -> None:
    (form / "virus.exe").write_bytes(b"MZ")
    workspace.add_form(form)
    taken = tmp_path / "user" / "templates" / FORM
    assert sorted(file.name for file in taken.iterdir()) == [
        "expected.txt",
        "notice.txt",
        "sample.json",
        "template.toml",
    ]
    assert [path.name for path in (tmp_path / "user").iterdir()] == ["templates"]


def test_a_form_that_is_there_is_not_replaced(workspace: Workspace, form: Path) -> None:
    workspace.add_form(form)
    with pytest.raises(StorageError, match="已经有了"):
        workspace.add_form(form)


def test_a_shipped_form_is_not_shadowed(workspace: Workspace, tmp_path: Path) -> None:
    assert "已经有了" in refused(workspace, SHIPPED, tmp_path)


def test_a_form_with_faults_is_refused_with_their_places(workspace: Workspace, form: Path, tmp_path: Path) -> None:
    file = form / "template.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('type = "list"', 'type = "liste"'), encoding="utf-8")
    words = refused(workspace, form, tmp_path)
    assert "fields[0].type" in words
    assert str(tmp_path / "user") not in words


@pytest.mark.parametrize("form_id", ["../evil", "/etc", "A", "", "a" * 65, "con/../..", "a\\b"])
def test_an_id_that_is_no_name_of_a_folder_is_refused(
    workspace: Workspace, form: Path, tmp_path: Path, form_id: str
) -> None:
    file = form / "template.toml"
    text = file.read_text(encoding="utf-8").replace(f'id = "{FORM}"', f"id = '{form_id}'")
    file.write_text(text, encoding="utf-8")
    assert "编号" in refused(workspace, form, tmp_path)


@pytest.mark.parametrize("name", ["template.toml", "notice.txt", "sample.json"])
def test_links_are_not_followed(workspace: Workspace, form: Path, tmp_path: Path, name: str) -> None:
    target = form.parent / "elsewhere"
    (form / name).rename(target)
    (form / name).symlink_to(target)
    assert "链接" in refused(workspace, form, tmp_path)


def test_names_that_lead_out_of_the_zip_file_are_refused(workspace: Workspace, form: Path, tmp_path: Path) -> None:
    assert "不安全" in refused(workspace, zipped(form, **{"../../evil.txt": b"x"}), tmp_path)


def test_a_zip_file_of_several_forms_is_refused(workspace: Workspace, form: Path, tmp_path: Path) -> None:
    assert "多个" in refused(workspace, zipped(form, "a/", **{"b/template.toml": b"x"}), tmp_path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", zipfile.__name__.encode()], ids=range(4))
def test_what_is_no_form_is_refused(workspace: Workspace, tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "a.zip"
    source.write_bytes(data)
    assert str(source) in refused(workspace, source, tmp_path)


def test_an_empty_zip_file_and_an_empty_folder_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    (tmp_path / "empty").mkdir()
    for source in ("a.zip", "empty", "nowhere.zip"):
        assert refused(workspace, tmp_path / source, tmp_path)
