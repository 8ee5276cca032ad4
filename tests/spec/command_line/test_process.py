"""The program as a process: its output, what it loads, how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from castforms.cli import main
from tests.spec.command_line.calling import FORM, ROOT, SAMPLE, program


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["forms"], ["forms", "--json"], ["new", FORM], ["check", SAMPLE], ["lint", "?"]])
def test_results_that_find_no_room_are_told_in_one_line(arguments: list[object], tmp_path: Path) -> None:
    broken = tmp_path / "form"
    broken.mkdir()
    (broken / "template.toml").write_text("", "utf-8")
    command = [sys.executable, str(ROOT / "main.py"), *(str(a) if a != "?" else str(broken) for a in arguments)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "无法写出结果：磁盘空间不足，请清理磁盘或换一个位置后重试"
    assert "内部出错" not in done.stderr.decode()
    assert "Exception" not in done.stderr.decode()


def test_output_is_utf_8_whatever_the_code_page() -> None:
    done = program("forms", "--json", PYTHONIOENCODING="gbk")
    assert any("五个方面" in form["title"] for form in json.loads(done.stdout.decode("utf-8")))


def test_ctrl_c_while_it_starts_leaves_no_traceback() -> None:
    script = (
        "import runpy, sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'castforms.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "runpy.run_path('main.py', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, "forms"], cwd=ROOT, check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_no_command_needs_a_screen(good: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from castforms.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules))"
    )
    command = [sys.executable, "-c", script, "export", str(good), "--out", str(tmp_path / "out")]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0


def test_the_list_of_forms_waits_for_no_writer_and_no_font() -> None:
    script = (
        "import sys; from castforms.cli import main; main(['forms']); "
        "print(sorted({'reportlab', 'docx', 'lxml', 'fontTools', 'uharfbuzz', 'phonenumbers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_a_reader_that_has_seen_enough_gets_no_traceback(faulty: Path) -> None:
    command = [sys.executable, "-u", str(ROOT / "main.py"), "check", *[str(faulty)] * 200]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read().decode()
    assert "Traceback" not in err
    assert "Exception" not in err
    assert "程序内部出错" not in err


def test_a_program_without_a_console_still_does_its_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["new", FORM, "--out", str(tmp_path / "a.castform")]) == 0
    assert (tmp_path / "a.castform").exists()
