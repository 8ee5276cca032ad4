"""`compare FILE.pdf FILE.docx`: exit 0 the same, 1 different, 2 not readable."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.cli import main

TEMPLATES = Path(__file__).parents[2] / "resources" / "templates"
FORMS = sorted(file.parent.name for file in TEMPLATES.glob("*/sample.json"))

Pair = tuple[Path, Path]


def _first(folder: Path, suffix: str) -> Path:
    """That of the pair: a form's further files have longer names."""
    return min(folder.glob(f"*{suffix}"), key=lambda path: len(path.name))


@pytest.fixture(scope="session")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pair]:
    """The exported sample of each form, by form."""
    folder = tmp_path_factory.mktemp("pairs")
    made = {}
    for form in FORMS:
        out = folder / form
        assert main(["export", str(TEMPLATES / form / "sample.json"), "--out", str(out), "--draft"]) == 0
        made[form] = (_first(out, ".pdf"), _first(out, ".docx"))
    return made


@pytest.fixture
def pair(pairs: dict[str, Pair]) -> Pair:
    return pairs["cast-2020-five-areas"]


def edited(word: Path, folder: Path, change: Callable[[str], str]) -> Path:
    """A copy of the Word file with its body changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(word) as package, zipfile.ZipFile(buffer, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            copy.writestr(name, change(data.decode()) if name == "word/document.xml" else data)
    (folder / "edited.docx").write_bytes(buffer.getvalue())
    return folder / "edited.docx"


@pytest.mark.parametrize("form", FORMS)
def test_an_exported_pair_says_the_same(form: str, pairs: dict[str, Pair], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["compare", *map(str, pairs[form])]) == 0
    out, err = capsys.readouterr()
    assert (out, "一致" in err) == ("", True)


def test_the_order_of_the_two_files_does_not_matter(pair: Pair) -> None:
    assert main(["compare", str(pair[1]), str(pair[0])]) == 0


def test_a_changed_word_is_told_with_its_page(pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word = edited(pair[1], tmp_path, lambda body: body.replace("3000", "3001"))
    assert main(["compare", str(pair[0]), str(word)]) == 1
    out, err = capsys.readouterr()
    assert "第 1 页" in out
    assert "PDF 是“0”，Word 是“1”" in out
    assert "1 处不同" in err
    assert "在生成 PDF 之后被改过" in err


def test_json_is_the_only_thing_on_standard_output(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word = edited(pair[1], tmp_path, lambda body: body.replace("3000", "3001"))
    assert main(["compare", str(pair[0]), str(word), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["same"] is False
    assert [(d["page"], d["pdf"], d["word"]) for d in report["differences"]] == [(1, "0", "1")]
    assert report["differences"][0]["before"].endswith("300")
    assert main(["compare", *map(str, pair), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "pdf": str(pair[0]),
        "word": str(pair[1]),
        "same": True,
        "differences": [],
    }


def test_another_look_is_no_difference(pair: Pair, tmp_path: Path) -> None:
    """Fonts, spacing and line ends are nobody's words."""
    word = edited(pair[1], tmp_path, lambda body: body.replace('w:hint="eastAsia"/>', 'w:hint="eastAsia"/><w:b/>'))
    assert main(["compare", str(pair[0]), str(word)]) == 0


@pytest.mark.parametrize("broken", [0, 1], ids=["pdf", "word"])
def test_a_file_that_cannot_be_read_is_named(
    broken: int, pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [Path(shutil.copy(file, tmp_path)) for file in pair]
    files[broken].write_bytes(b"broken")
    assert main(["compare", *map(str, files)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(files[broken]) in err
    assert "损坏" in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_named(pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path / "无.pdf"), str(pair[1])]) == 2
    assert "无.pdf" in capsys.readouterr().err
