"""Tests of engine and window, run by the shipped version of Python at code page 936 (without `NOT_ON_WINDOWS`)."""

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from installer.libraries import install_wheels
from installer.places import BUILD, DEV_LOCK, ROOT
from installer.runtime import NEEDLESS, TAG, stage_runtime
from installer.wine import Wine, windows_path

ENGINE = (
    *("tests/unit", "tests/spec", "tests/test_forms.py"),
    *("--ignore=tests/unit/installer", "--ignore=tests/unit/printers", "--ignore=tests/spec/test_hostile_files.py"),
)
"""The installer is built on Linux; CUPS, and strace, which watches the hostile files, are Linux'; all else must run."""
WINDOW = tuple(f"tests/ui/test_{name}.py" for name in ("editors", "findings", "drafts", "single_instance"))
"""A sample: all of them take ten minutes."""
PATIENCE = 3600
"""Seconds for all of them; a busy machine takes ten times as long as an idle one."""
HANGING = ("-o", "faulthandler_timeout=900", "-o", "faulthandler_exit_on_timeout=true")
"""A test that takes longer than these seconds (one minute was seen) ends the run and says where it hangs."""
OPTIONS = ("-q", "-p", "tests.wine.gaps", *HANGING)
ONLY_FOR_DEVELOPERS = frozenset(
    {"mypy", "mypy-extensions", "librt", "pathspec", "ruff", "uv", "import-linter", "grimp", "types-reportlab"}
)


def wanted(lock: str) -> str:
    """The lock without what only looks at sources."""
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    return "\n".join(block for block in blocks if block.partition("==")[0] not in ONLY_FOR_DEVELOPERS) + "\n"


@pytest.fixture(scope="session")
def python(wine: Wine) -> Path:
    """A Windows Python that has pytest and everything the engine and its tests need."""
    assert wine.prefix.exists()
    folder = BUILD / "tests"
    lock = wanted(DEV_LOCK.read_text(encoding="utf-8"))
    stamp = folder / "made-of.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != lock:
        shutil.rmtree(folder, ignore_errors=True)
        places = ("..\\lib", windows_path(ROOT))
        search = "\n".join((f"python{TAG[2:]}.zip", ".", *places, ""))
        stage_runtime(folder / "runtime", search, NEEDLESS & {"_wmi.pyd"}, frozenset())
        trimmed = folder / "requirements.lock"
        trimmed.write_text(lock, encoding="utf-8")
        install_wheels(trimmed, folder / "lib")
        stamp.write_text(lock, encoding="utf-8")
    return folder / "runtime" / "python.exe"


def test_code_page_is_that_of_a_chinese_windows(wine: Wine, python: Path) -> None:
    said = wine.run(python, "-c", "import locale, sys; print(locale.getpreferredencoding(False), sys.stdout.encoding)")
    assert said.stdout.decode().split() == ["cp936", "gbk"]


@pytest.mark.parametrize("suite", [ENGINE, WINDOW], ids=["engine", "window"])
def test_suite_passes_at_code_page_936(
    wine: Wine, python: Path, suite: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of ours fails twice; what fails once was Wine, beside all that runs on the machine."""
    with tempfile.TemporaryDirectory(dir=BUILD) as cache:
        command = (python, "-m", "pytest", *OPTIONS, "-o", f"cache_dir={windows_path(Path(cache))}", *suite)
        done = wine.run(*command, folder=ROOT, timeout=PATIENCE)
        printed = done.stdout.decode("utf-8", "replace")
        if done.returncode == pytest.ExitCode.TESTS_FAILED:
            with capsys.disabled():
                sys.stdout.write(f"\nfailed, and is tried once more:\n{printed}\n")
            done = wine.run(*command, "--last-failed", folder=ROOT, timeout=PATIENCE)
            printed = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, printed
