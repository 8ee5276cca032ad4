"""The house's own rules, as far as import-linter, mypy and ruff cannot keep them."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import NOT_ON_WINDOWS

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("castforms", "ui", "installer", "tests", "resources", ".ci")
LOCKS = ("requirements.lock", "requirements-dev.lock")

LOCKED_VERSION = re.compile(r"[a-z0-9][a-z0-9-]*==[\w.]+( ; [\w '.<>=!()]+)? \\")
LOCKED_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
INDEX_HOST = re.compile(r"(pypi|pythonhosted|npmjs|debian|tsinghua\.edu|aliyun|ustc\.edu)\.(org|com|cn)")
MACHINE_PATH = re.compile(r"(?<![\w.)}])/(root|tmp|work)/\w")


def project_files() -> list[Path]:
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts)
    return sorted(path for path in (*ROOT.iterdir(), *inside) if path.is_file())


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def canonical(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", requirement)[0]).lower()


def places_matching(pattern: re.Pattern[str]) -> list[str]:
    places = []
    for path in project_files():
        lines = path.read_bytes().decode("utf-8", errors="ignore").splitlines()
        places += [
            f"{name_of(path)}:{number}: {line.strip()}" for number, line in enumerate(lines, 1) if pattern.search(line)
        ]
    return places


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("reportlab", r"castforms/writers/pdf\w*\.py"),
        ("docx", r"castforms/writers/word\w*\.py"),
        ("PySide6", r"ui/.+\.py"),
    ],
)
def test_a_library_is_imported_only_where_it_is_at_home(library: str, home: str) -> None:
    users = [name_of(path) for path in modules("castforms", "ui") if library in imports_of(path)]
    assert [user for user in users if not re.fullmatch(home, user)] == []
    assert users, f"nobody uses {library}: is it still a dependency?"


def test_every_dependency_is_used_and_every_used_library_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonical(requirement) for requirement in project["dependencies"]}
    homes = {module: {canonical(name) for name in names} for module, names in packages_distributions().items()}
    paths = modules("castforms", "ui")
    imported = {name for path in paths for name in imports_of(path)} - sys.stdlib_module_names - {"castforms", "ui"}
    words = {word for path in paths for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    assert [name for name in imported if not homes.get(name, set()) & declared] == []
    assert declared - {package for word in words for package in homes.get(word, ())} == set()


def test_the_model_stands_on_the_standard_library_alone() -> None:
    allowed = sys.stdlib_module_names | {"castforms"}
    assert [
        (name_of(p), name) for p in modules("castforms/model") for name in imports_of(p) if name not in allowed
    ] == []


def test_the_command_line_works_without_qt() -> None:
    without_qt = "import sys; sys.modules['PySide6'] = None; import main; sys.exit(main.main(['forms', '--json']))"
    done = subprocess.run([sys.executable, "-c", without_qt], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode("utf-8")) == (0, "")


def test_packages_hold_a_docstring_and_nothing_else() -> None:
    inits = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.glob("castforms/**/__init__.py")}
    assert inits
    assert [name_of(path) for path, tree in inits.items() if len(tree.body) != 1 or not ast.get_docstring(tree)] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "common", "helpers", "helper", "misc"}
    assert [
        name_of(path) for path in modules("castforms", "ui", "tests") if drawers & {path.stem, path.parent.name}
    ] == []


def test_no_module_is_longer_than_400_lines() -> None:
    files = [*modules("castforms", "ui"), ROOT / "dev.py"]
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_main_only_starts_something() -> None:
    assert len((ROOT / "main.py").read_text(encoding="utf-8").splitlines()) < 30


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_versions_markers_and_hashes_only(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not (LOCKED_VERSION.fullmatch(line) or LOCKED_HASH.fullmatch(line))] == []


def test_both_locks_agree_on_what_runs() -> None:
    run, dev = (
        {line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if "==" in line} for lock in LOCKS
    )
    assert run - dev == set()


def test_below_python_3_12_the_lock_holds_a_pyside_that_counts_none_rightly() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    versions = re.findall(r"^pyside6-essentials==6\.(\d+)\S* ; python_full_version < '3\.12'", lock, re.MULTILINE)
    assert [int(minor) < 12 for minor in versions] == [True]


@pytest.mark.parametrize("pattern", [INDEX_HOST, MACHINE_PATH], ids=["package index", "path of one machine"])
def test_no_file_names_a_package_index_or_a_place_on_one_machine(pattern: re.Pattern[str]) -> None:
    assert places_matching(pattern) == []


def test_file_names_can_be_checked_out_on_windows() -> None:
    reserved = re.compile(r'(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*[<>:"|?*\\]|.*[ .]', re.IGNORECASE)
    assert [name_of(path) for path in project_files() if reserved.fullmatch(path.name)] == []


def test_what_is_left_out_on_windows_is_there_to_be_left_out() -> None:
    for name in NOT_ON_WINDOWS:
        file, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / file).read_text(encoding="utf-8"), name
