from pathlib import Path

from PIL import Image

from installer.fonts import common_characters
from installer.icon import ICON, SIZES
from installer.libraries import qt_modules, remove_needless, share_cpp_runtime, trim_qt
from installer.staging import program_files


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


def left(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_what_only_compilers_and_type_checkers_read_goes(tmp_path: Path) -> None:
    made(tmp_path, "a/b.py", "a/b.pyi", "a/py.typed", "a/tests/deep/test_b.py")
    remove_needless(tmp_path)
    assert left(tmp_path) == {"a", "a/b.py"}


def test_of_qt_stays_the_chinese_of_its_own_dialogs(tmp_path: Path) -> None:
    qt = made(tmp_path / "PySide6", "translations/qtbase_zh_CN.qm", "translations/qtbase_de.qm", "qml/a/b.qml", "x.dll")
    trim_qt(qt, set())
    assert left(qt) == {"translations", "translations/qtbase_zh_CN.qm"}


def test_modules_of_qt_are_those_that_the_program_imports(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text(
        "from PySide6.QtCore import Qt\ndef f():\n    import PySide6.QtSvg\nimport PySidecar.QtNot\n", encoding="utf-8"
    )
    assert qt_modules([source]) == {"QtCore", "QtSvg"}


def test_one_cpp_runtime_serves_all(tmp_path: Path) -> None:
    libraries = made(tmp_path / "lib", "PySide6/msvcp140.dll", "shiboken6/msvcp140.dll", "PySide6/vcruntime140_1.dll")
    runtime = made(tmp_path / "runtime", "vcruntime140_1.dll")
    share_cpp_runtime(libraries, runtime)
    assert left(runtime) == {"msvcp140.dll", "vcruntime140_1.dll"}
    assert left(libraries) == {"PySide6", "shiboken6"}


def test_the_program_is_shipped_without_what_only_developers_need() -> None:
    names = {path.name for path in program_files()}
    assert {"main.py", "app.py", "template.toml", "castforms.ico", "LICENSE"} <= names
    assert not names & {"DESIGN.md", "expected.txt", "castforms.svg", "dev.py", "pyproject.toml"}


def test_the_icon_has_every_size_that_windows_asks_for() -> None:
    with Image.open(ICON) as icon:
        assert icon.info["sizes"] == {(size, size) for size in SIZES}


def test_headings_keep_every_character_of_the_national_standard() -> None:
    common = common_characters()
    assert {ord(character) for character in "附件科协、（一）〔2020〕—…“”㈠"} <= common
    assert len([point for point in common if 0x4E00 <= point <= 0x9FFF]) == 6763
