"""The Windows wheels that the lock names, by hash, and what of them the program never touches."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from installer.binaries import needed_files
from installer.places import PYTHON

NEEDLESS = (
    *("bin/*", "**/*.dist-info/RECORD", "**/*.dist-info/INSTALLER", "**/*.dist-info/REQUESTED", "**/.lock"),
    "**/sboms/*",
    # for compilers and type checkers
    *("**/*.pyi", "**/py.typed", "**/*.pxi", "**/*.pxd", "**/*.pyx", "**/*.h", "**/*.hpp", "**/*.lib", "**/*.c"),
    # tests, and what is only for tests
    *("**/tests/**/*", "uharfbuzz/_harfbuzz_test.pyd", "numpy/testing/**/*", "numpy/_core/_simd.*"),
    *("numpy/_core/_*_tests.*", "numpy/conftest.*"),
    *("lxml/includes/**/*", "lxml/isoschematron/**/*", "lxml/html/**/*", "lxml/objectify.*"),
    *("lxml/sax.*", "lxml/builder.*"),
    # drawing and setting pages, which the program does itself
    *("reportlab/fonts/**/*", "reportlab/graphics/**/*", "reportlab/platypus/**/*", "reportlab/pdfgen/**/*"),
    "docx/templates/default-docx-template/**/*",
    # where a number was issued, and by whom
    *("phonenumbers/geodata/**/*", "phonenumbers/carrierdata/**/*", "phonenumbers/tzdata/**/*"),
    # asks the network whether a mail domain exists
    *("dns/**/*", "dnspython-*/**/*", "email_validator/deliverability.*"),
    # guesses the character set of text; reportlab wants it for drawings
    *("charset_normalizer/**/*", "charset_normalizer-*/**/*"),
    *("PIL/_avif*", "PIL/_webp*", "PIL/_imagingft*", "PIL/_imagingtk*", "PIL/_imagingmath*"),
    *("numpy/f2py/**/*", "numpy/polynomial/**/*", "numpy/core/**/*", "numpy/ctypeslib/**/*"),
    *("psutil/_pslinux.*", "psutil/_psbsd.*", "psutil/_psosx.*", "psutil/_pssunos.*", "psutil/_psaix.*"),
    *("pypdfium2_cli/**/*", "PySide6/scripts/**/*"),
    # runtimes of C++ that nothing here uses
    *("shiboken6/concrt140.dll", "shiboken6/vcamp140.dll", "shiboken6/vccorlib140.dll", "shiboken6/vcomp140.dll"),
    *("*/msvcp140_codecvt_ids.dll", "*/msvcp140_atomic_wait.dll"),
)
"""Patterns of files, relative to the folder of libraries."""

QT_PLUGINS = (
    "platforms/qwindows.dll",
    "styles/qmodernwindowsstyle.dll",
    "imageformats/qico.dll",
    "imageformats/qjpeg.dll",
)
QT_TRANSLATIONS = ("qtbase_zh_CN.qm",)
CPP_RUNTIME = ("msvcp140*.dll", "vcruntime140*.dll")


def install_wheels(lock: Path, target: Path) -> None:
    """Puts the wheels for 64-bit Windows into that folder; raises CalledProcessError where one cannot be had."""
    platform = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", PYTHON)
    trust = ("--only-binary", ":all:", "--require-hashes", "--no-deps", "--link-mode", "copy", "--quiet")
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "install",
        *platform,
        *trust,
        "--target",
        str(target),
        "-r",
        str(lock),
    ]
    subprocess.run(command, check=True)


def trim(libraries: Path, program: Iterable[Path]) -> None:
    """Removes what the program, given as its source files, does not need."""
    remove_needless(libraries)
    qt = libraries / "PySide6"
    trim_qt(
        qt, {qt / f"{module}.pyd" for module in qt_modules(program)} | {qt / "plugins" / name for name in QT_PLUGINS}
    )


def remove_needless(libraries: Path) -> None:
    """Removes the files that `NEEDLESS` names."""
    for pattern in NEEDLESS:
        for path in libraries.glob(pattern):
            if path.is_file():
                path.unlink()
    remove_empty_folders(libraries)


def share_cpp_runtime(libraries: Path, runtime: Path) -> None:
    """Keeps one C++ runtime, beside python.exe, where every library finds it: the newest, which is Qt's."""
    for folder in (libraries / "shiboken6", libraries / "PySide6"):
        for pattern in CPP_RUNTIME:
            for path in sorted(folder.glob(pattern)):
                shutil.move(path, runtime / path.name)


def qt_modules(program: Iterable[Path]) -> frozenset[str]:
    """The modules of Qt that these source files import."""
    return frozenset(name.split(".")[1] for path in program for name in _imported(path) if name.startswith("PySide6."))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def trim_qt(folder: Path, binaries: set[Path]) -> None:
    """Leaves of Qt those libraries and plugins, what they load, and the words of its own dialogs."""
    kept = needed_files(binaries, folder)
    kept |= {folder / "translations" / name for name in QT_TRANSLATIONS}
    kept |= {path for pattern in CPP_RUNTIME for path in folder.glob(pattern)}
    for path in folder.rglob("*"):
        if path.is_file() and path not in kept and path.suffix != ".py":
            path.unlink()
    remove_empty_folders(folder)


def remove_empty_folders(root: Path) -> None:
    """Removes folders that hold nothing any more."""
    for path in sorted(root.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
