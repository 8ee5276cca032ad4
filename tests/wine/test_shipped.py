"""What is shipped is enough: whatever the program imports is there, and what clerks do all day works with it."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from installer.places import ROOT
from installer.staging import program_files
from installer.wine import Wine
from tests.scans.capture import PROFILES, captured, encoded
from tests.scans.paper import printed

SAMPLE = ROOT / "resources" / "templates" / "cast-2020-five-areas" / "sample.json"
NOT_ON_WINDOWS = frozenset({"fcntl", "resource"})
IMPORT_ALL = """
import importlib, json, sys
from pathlib import Path
for module, names in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
    try:
        found = importlib.import_module(module)
        for name in names:
            hasattr(found, name) or importlib.import_module(f"{module}.{name}")
    except ImportError as error:
        print(module, error)
"""


def imports_of(tree: ast.AST) -> Iterator[tuple[str, list[str]]]:
    """Modules and the names taken from them, wherever in the source; not what only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, []) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, [alias.name for alias in node.names if alias.name != "*"]
        yield from imports_of(node)


def test_every_import_of_the_program_finds_its_module(wine: Wine, installed: Path, tmp_path: Path) -> None:
    sources = [path for path in program_files() if path.suffix == ".py"]
    wanted = [found for path in sources for found in imports_of(ast.parse(path.read_text(encoding="utf-8")))]
    listed = [each for each in wanted if each[0] not in NOT_ON_WINDOWS]
    assert len(listed) > 1000
    (tmp_path / "imports.json").write_text(json.dumps(listed), encoding="utf-8")
    done = wine.run(installed / "runtime" / "python.exe", "-c", IMPORT_ALL, tmp_path / "imports.json")
    assert (done.returncode, done.stdout.decode("utf-8", "replace")) == (0, "")


class Program:
    """The installed program's command line."""

    def __init__(self, wine: Wine, installed: Path) -> None:
        self._wine = wine
        self._command = (installed / "runtime" / "python.exe", installed / "app" / "main.py")

    def __call__(self, *arguments: str | Path) -> str:
        """What it prints; it must find nothing wrong."""
        done = self._wine.run(*self._command, *arguments)
        printed_text = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, printed_text
        return printed_text


@pytest.fixture(scope="session")
def program(wine: Wine, installed: Path) -> Program:
    return Program(wine, installed)


@pytest.fixture(scope="session")
def folder(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pair of a sample, its pages marked."""
    folder = tmp_path_factory.mktemp("报送")
    program("export", SAMPLE, "--out", folder, "--mark")
    return folder


@pytest.fixture(scope="session")
def pdf(folder: Path) -> Path:
    (file,) = folder.glob("*.pdf")
    return file


@pytest.fixture(scope="session")
def word(folder: Path) -> Path:
    (file,) = folder.glob("*.docx")
    return file


def test_a_page_that_was_scanned_is_known_again(program: Program, pdf: Path, tmp_path: Path) -> None:
    chance, profile = np.random.default_rng(8), PROFILES["flat-200"]
    scan = tmp_path / "扫描 1.jpg"
    scan.write_bytes(encoded(captured(printed(pdf.read_bytes(), 0, chance), profile, chance), profile, chance))
    said = program("intake", scan, "--for", SAMPLE, "--out", tmp_path, "--json")
    report = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert (report["complete"], report["clear"], report["scans"][0]["identified"]) == (True, True, "mark")
    assert [path.name.endswith("（盖章）.pdf") for path in tmp_path.glob("*.pdf")] == [True]


def test_both_files_are_read_back_and_found_equal(program: Program, pdf: Path, word: Path) -> None:
    assert program("compare", pdf, word)
    assert "中国某某学会" in program("read", word)
    assert "中国某某学会" in program("read", pdf)


def test_a_return_is_packed_and_mailed(program: Program, tmp_path: Path) -> None:
    program("pack", SAMPLE, "--out", tmp_path / "报送材料", "--zip")
    program("mail", SAMPLE, "--out", tmp_path / "邮件.eml")
    assert [path.suffix for path in (tmp_path / "报送材料").iterdir()] == [".zip"]
    assert (tmp_path / "邮件.eml").stat().st_size > 10_000


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_a_draft_for_comment_is_taken_apart(program: Program, folder: Path, tmp_path: Path, kind: str) -> None:
    (received,) = folder.glob(f"*{kind}")
    program("new", "cast-draft-opinions", "--from", received, "--out", tmp_path / "意见.castform")
    assert json.loads((tmp_path / "意见.castform").read_text(encoding="utf-8"))["form"] == "cast-draft-opinions"
