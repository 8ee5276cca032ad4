"""`read FILE.docx|FILE.pdf`: the entry on standard output; exit 0 as exported, 1 different, 2 not readable."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest

from castforms.cli import main

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
FORMS = sorted(file.parent.name for file in TEMPLATES.glob("*/sample.json"))
FIVE = "cast-2020-five-areas"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The exported sample of each form, by form and suffix."""
    folder = tmp_path_factory.mktemp("pairs")
    made = {}
    for form in FORMS:
        out = folder / form
        assert main(["export", str(TEMPLATES / form / "sample.json"), "--out", str(out), "--draft"]) == 0
        made |= {(form, file.suffix): file for file in out.iterdir()}
    return made


def sample(form: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((TEMPLATES / form / "sample.json").read_text(encoding="utf-8"))["values"]
    return values


@pytest.fixture
def edited(files: Mapping[tuple[str, str], Path], tmp_path: Path) -> Path:
    document = docx.Document(str(files[FIVE, ".docx"]))
    document.tables[-1].rows[-1].cells[0].text = "经办人：新经办"
    document.save(str(tmp_path / "edited.docx"))
    return tmp_path / "edited.docx"


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("form", FORMS)
def test_an_exported_file_gives_its_entry_again(
    form: str, suffix: str, files: Mapping[tuple[str, str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["read", str(files[form, suffix])]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"castform": 1, "form": form, "values": sample(form)}
    assert "与导出时一致" in err


def test_what_was_edited_is_in_the_entry_and_told(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(edited)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["values"] == {**sample(FIVE), "handler": "新经办"}
    assert "Word 文件在生成 PDF 之后被改过" in err
    assert f"经办人：文件中是“新经办”，内嵌数据是“{sample(FIVE)['handler']}”" in err


def test_json_is_an_entry_file_with_what_was_found_beside_it(
    edited: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(edited), "--json"]) == 1
    out = capsys.readouterr().out
    report = json.loads(out)
    assert (report["file"], report["carried"], report["edited"], report["notes"]) == (str(edited), True, True, [])
    assert report["differences"] == [
        {"path": "handler", "label": "经办人", "file": "新经办", "embedded": sample(FIVE)["handler"]}
    ]
    (tmp_path / "a.castform").write_text(out, encoding="utf-8")
    assert main(["check", str(tmp_path / "a.castform")]) == 0


def test_the_form_may_be_named(files: Mapping[tuple[str, str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(files[FIVE, ".docx"]), "--form", "no-such-form"]) == 0
    assert main(["read", str(TEMPLATES / FIVE / "notice.txt"), "--form", FIVE]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["无.docx", "notice.txt"])
def test_a_file_that_cannot_be_read_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = TEMPLATES / FIVE / name
    assert main(["read", str(file)]) == 2
    out, err = capsys.readouterr()
    assert (out, str(file) in err, "Traceback" in err) == ("", True, False)
