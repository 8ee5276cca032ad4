import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.ui.driving import TEMPLATES, ready
from ui.app import take_over
from ui.main_window import MainWindow
from ui.widgets.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[2]


def ask_in_background(later: SingleInstance, draft: str) -> tuple[threading.Thread, list[bool]]:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(later.hand_over(draft)))
    thread.start()
    return thread, answers


def test_only_one_is_the_first(tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert (first.is_first, second.is_first) == (True, False)
    first.leave()
    assert SingleInstance(tmp_path).is_first


def test_what_the_second_wants_reaches_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    first.listen()
    with qtbot.waitSignal(first.asked) as asked:
        thread, answers = ask_in_background(second, "C:/会议 𠮷/草稿.castform")
    thread.join()
    assert (asked.args, answers) == (["C:/会议 𠮷/草稿.castform"], [True])


def test_a_first_that_does_not_answer_is_not_waited_for(tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.is_first
    assert not second.hand_over("草稿.castform", patience=0.05)
    assert list((tmp_path / "requests").iterdir()) == []


def test_a_first_that_died_holds_nobody_up(tmp_path: Path) -> None:
    dying = (
        "import os, pathlib, sys; from ui.widgets.single_instance import SingleInstance;"
        "first = SingleInstance(pathlib.Path(sys.argv[1])); os._exit(0 if first.is_first else 1)"
    )
    subprocess.run([sys.executable, "-c", dying, tmp_path], cwd=ROOT, check=True)
    assert SingleInstance(tmp_path).is_first


def test_folder_that_cannot_be_made_does_not_keep_the_window_away(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert SingleInstance(tmp_path / "file").is_first


def test_a_draft_opened_from_outside_appears_in_the_window_that_is_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    draft = tmp_path / "来件.castform"
    draft.write_bytes((TEMPLATES / "cast-2020-five-areas" / "sample.json").read_bytes())
    first, second = SingleInstance(tmp_path / "running"), SingleInstance(tmp_path / "running")
    take_over(window, first)
    thread, answers = ask_in_background(second, str(draft))
    assert ready(window, qtbot).session.template.id == "cast-2020-five-areas"
    thread.join()
    assert answers == [True]


def test_an_open_question_is_answered_first(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    draft = tmp_path / "来件.castform"
    draft.write_bytes((TEMPLATES / "cast-2020-five-areas" / "sample.json").read_bytes())
    first = SingleInstance(tmp_path / "running")
    take_over(window, first)
    question = QMessageBox(window)
    question.open()
    qtbot.waitUntil(question.isVisible)
    first.asked.emit(str(draft))
    assert window.fill is None
    question.reject()
    assert ready(window, qtbot).session.template.id == "cast-2020-five-areas"
