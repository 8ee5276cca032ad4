"""The stage: every file that will be installed, the same bytes each time it is laid out."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from installer.binaries import missing_libraries
from installer.compiling import compile_stage
from installer.fonts import cut_fonts
from installer.libraries import install_wheels, share_cpp_runtime, trim
from installer.packing import set_times
from installer.places import APP, LIBRARIES, NAME, ROOT, RUN_LOCK, RUNTIME
from installer.runtime import stage_runtime
from installer.wine import Wine

PROGRAM = ("main.py", "castforms", "ui", "resources", "LICENSE")
_NOT_SHIPPED = ("*.pyc", "*.md", "*.svg", "expected.txt")
_STARTER = f'@start "" "%~dp0{RUNTIME}\\pythonw.exe" "%~dp0{APP}\\main.py" %*\r\n'


class IncompleteStageError(Exception):
    """Libraries are missing; the text names each with the file that wants it."""


def build_stage(stage: Path, wine: Wine) -> None:
    """Lays out Python, libraries and program, trimmed and compiled.

    Raises CalledProcessError where a step fails, IncompleteStageError where a library would not load.
    """
    shutil.rmtree(stage, ignore_errors=True)
    stage_runtime(stage / RUNTIME)
    install_wheels(RUN_LOCK, stage / LIBRARIES)
    trim(stage / LIBRARIES, [path for path in program_files() if path.suffix == ".py"])
    cut_fonts(stage / LIBRARIES)
    share_cpp_runtime(stage / LIBRARIES, stage / RUNTIME)
    copy_program(stage / APP)
    (stage / f"{NAME}.cmd").write_text(_STARTER, encoding="ascii", newline="")
    check_stage(stage)
    compile_stage(stage, wine)
    set_times(stage)


def check_stage(stage: Path) -> None:
    """Raises IncompleteStageError where a file of the stage would not find a library it loads."""
    libraries = stage / LIBRARIES
    # a wheel's own libraries lie in `<name>.libs`, which the package makes known when it is imported
    shared = (stage / RUNTIME, libraries / "PySide6", libraries / "shiboken6", *libraries.glob("*.libs"))
    missing = list(missing_libraries(stage, shared))
    if missing:
        raise IncompleteStageError("\n".join(missing))


def program_files() -> Sequence[Path]:
    """The program without what only developers need; of a git clone only the files that git knows."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    known = {ROOT / name for name in listing.stdout.decode("utf-8").split("\0") if name}
    found = (path for name in PROGRAM for path in (ROOT / name, *(ROOT / name).rglob("*")) if path.is_file())
    shipped = (path for path in found if not any(path.match(pattern) for pattern in _NOT_SHIPPED))
    return sorted(path for path in shipped if path in known or not known)


def copy_program(target: Path) -> None:
    """Copies the program."""
    for path in program_files():
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
