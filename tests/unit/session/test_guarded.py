"""Reading in a process of its own: what it may cost, what it may do, and how its end is told."""

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest

from castforms.model.entry import Entry, record
from castforms.session.guarded import CancelledError, FileReader, Limits, StorageError, Tell, read_guarded
from tests.unit.session import reading_works as works

SHORT = Limits(seconds=0.3, patience=20, memory=64 * 1024 * 1024)


def words_of(work: Callable[[Tell], object], limits: Limits = SHORT) -> str:
    with pytest.raises(StorageError) as caught:
        read_guarded(work, limits)
    words = str(caught.value)
    assert "\n" not in words
    assert "Traceback" not in words
    return words


class TestAnswers:
    def test_the_value_comes_back(self) -> None:
        assert read_guarded(partial(works.double, 21)) == 42

    def test_values_of_castforms_come_back_equal(self) -> None:
        expected = Entry("form", record({"rows": (record({"name": "甲"}),), "text": "乙"}))
        assert read_guarded(works.entry) == expected

    def test_what_is_begun_is_told_in_this_thread(self) -> None:
        heard: list[tuple[str, threading.Thread]] = []
        with FileReader() as reader:
            reader.run(works.told, progress=lambda words: heard.append((words, threading.current_thread())))
        here = threading.current_thread()
        assert heard == [("读取 甲.docx", here), ("读取 乙.docx", here)]

    def test_one_process_serves_many_files(self) -> None:
        with FileReader() as reader:
            assert len({reader.run(works.process_id) for _ in range(3)}) == 1

    def test_it_is_started_by_nothing_in_between(self) -> None:
        assert read_guarded(works.parent_id) == os.getpid()

    def test_a_file_that_is_refused_leaves_the_process_as_it_is(self) -> None:
        with FileReader() as reader:
            before = reader.run(works.process_id)
            with pytest.raises(StorageError):
                reader.run(works.refuse)
            assert reader.run(works.process_id) == before

    def test_a_process_that_died_before_it_was_asked_is_a_fault_like_any_other(self) -> None:
        with FileReader() as reader:
            died = psutil.Process(reader.run(works.process_id))
            died.kill()
            psutil.wait_procs([died])
            with pytest.raises(StorageError, match="出错，已停止"):
                reader.run(works.process_id)
            assert reader.run(works.process_id) != died.pid

    def test_what_a_library_prints_disturbs_nothing(self) -> None:
        assert read_guarded(works.print_something) == "完"


class TestFaults:
    def test_the_words_of_the_work_come_through_as_they_are(self) -> None:
        assert words_of(works.refuse) == "无法读取 甲.docx：文件是空的"

    def test_what_was_not_foreseen_is_told_by_its_place_and_without_the_content(self) -> None:
        words = words_of(works.stumble)
        assert "KeyError，reading_works.py:" in words
        assert "geheim" not in words

    def test_too_long_is_told_with_the_file_that_is_to_blame(self) -> None:
        began = time.monotonic()
        words = words_of(works.run_for_ever)
        assert words.startswith("读取 坏.pdf 时用时过长")
        assert time.monotonic() - began < SHORT.patience

    def test_waiting_for_ever_is_ended_too(self) -> None:
        assert "用时过长" in words_of(works.sleep_for_ever, SHORT._replace(patience=0.3))

    @pytest.mark.parametrize("work", [works.take_memory, works.take_memory_slowly])
    def test_too_much_memory(self, work: Callable[[Tell], object]) -> None:
        assert "内存" in words_of(work, SHORT._replace(seconds=3))

    @pytest.mark.parametrize("work", [works.crash, works.leave])
    def test_a_breakdown(self, work: Callable[[Tell], object]) -> None:
        assert "出错" in words_of(work)

    @pytest.mark.parametrize("work", [works.crash, works.stumble, works.run_for_ever, works.take_memory])
    def test_after_trouble_the_next_file_gets_a_new_process(self, work: Callable[[Tell], object]) -> None:
        with FileReader(SHORT) as reader:
            before = reader.run(works.process_id)
            with pytest.raises(StorageError):
                reader.run(work)
            assert reader.run(works.process_id) != before


class TestCancelling:
    def test_work_ends_soon_after_it_is_cancelled(self) -> None:
        cancelled: list[float] = []
        with FileReader() as reader:
            run = reader.watched(lambda _words: cancelled.append(time.monotonic()), lambda: bool(cancelled))
            with pytest.raises(CancelledError):
                run(works.run_for_ever)
        assert time.monotonic() - cancelled[0] < 2

    def test_nothing_is_left_running(self) -> None:
        with FileReader(SHORT) as reader:
            number = reader.run(works.process_id)
            with pytest.raises(StorageError):
                reader.run(works.run_for_ever)
            assert not psutil.pid_exists(number)
            number = reader.run(works.process_id)
        assert not psutil.pid_exists(number)


class TestRights:
    @pytest.mark.parametrize(
        "work",
        [
            works.write_a_file,
            works.make_a_folder,
            works.start_a_program,
            *([works.fork] if hasattr(os, "fork") else []),  # Windows has no such thing
            works.call_somebody,
            works.look_somebody_up,
        ],
    )
    def test_reading_does_nothing_but_read(self, work: Callable[[Path, Tell], object], tmp_path: Path) -> None:
        assert "PermissionError" in words_of(partial(work, tmp_path / "x"), SHORT._replace(seconds=3))
        assert list(tmp_path.iterdir()) == []

    def test_an_answer_runs_nothing(self, tmp_path: Path) -> None:
        assert "无法识别" in words_of(partial(works.answer_with_harm, tmp_path / "x"))
        assert list(tmp_path.iterdir()) == []
