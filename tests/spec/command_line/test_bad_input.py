"""Wrong calls and bad files are answered in one Chinese line (contracts.md, "Command line")."""

import json
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.spec.command_line.calling import FORM, SAMPLE, Answer, CommandLine, program

DOORS = [
    *(["check", "FILE"], ["export", "FILE", "--out", "out"], ["new", "transmittal-letter", "--for", "FILE"]),
    *(
        ["read", "FILE"],
        ["compare", "FILE", "FILE"],
        ["add", "FILE"],
        ["intake", "FILE", "--for", SAMPLE, "--out", "out"],
    ),
    *(["pack", SAMPLE, "--out", "out", option, "FILE"] for option in ("--word", "--stamped")),
]
"""Calls that open a file from outside."""
LONGEST = 20
"""Seconds for one of them."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["forms", "extra"],
        ["forms", "--jsn"],
        ["forms", "--json=yes"],
        ["new"],
        ["check"],
        ["export", "a.castform"],
        ["export", "a.castform", "--out"],
        ["export", "a.castform", "--out", "x", "--only", "odt"],
        ["export", "a.castform", "--out", ""],
        ["new", FORM, "--out", ""],
        ["new", "transmittal-letter", "--for", "a.castform", "--from", "a.docx"],
        ["print", "a.castform", "--copies", "two"],
        ["check", "a.castform", "--profile"],
        ["lint"],
        [],
    ],
)
def test_a_wrong_call_is_answered_in_one_chinese_line(run: CommandLine, arguments: list[str]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(r"[^\n]*[一-鿿][^\n]*\n", answer.err)


@pytest.mark.parametrize("command", [[], ["forms"], ["new"], ["check"], ["export"], ["lint"]])
def test_help_is_chinese(run: CommandLine, command: list[str]) -> None:
    answer = run(*command, "--help")
    assert answer.code == 0
    assert answer.out.startswith("用法：")
    assert not re.search("usage|options|show this|positional", answer.out)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"{" * 100_000,
        b"[[[" * 50_000,
        "单位".encode("gb18030"),
        b'{"castform": 99, "form": "x", "values": {}}',
        b'{"castform": 1, "form": "x\\n\\u001b[31m", "values": {}}',
        b'{"castform": 1, "form": "cast-2020-five-areas", "values": {"unit": NaN}}',
        b'{"castform": 1, "form": "cast-2020-five-areas", "values": {"a\\nb": "x"}}',
        b'{"castform": 1, "form": "cast-2020-five-areas", "values": {"unit": 1e999}}',
        b'{"castform": 1, "form": "../cast-2020-five-areas", "values": {}}',
        b"%PDF-1.7",
    ],
)
@pytest.mark.parametrize("command", ["check", "export"])
def test_a_bad_file_is_answered_in_one_line_that_names_it(
    run: CommandLine, tmp_path: Path, command: str, content: bytes
) -> None:
    (tmp_path / "bad.castform").write_bytes(content)
    arguments = [command, tmp_path / "bad.castform", *(["--out", tmp_path / "out"] if command == "export" else [])]
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert re.fullmatch(r"[^\n\x1b]*bad\.castform[^\n\x1b]*\n", answer.err)
    assert not (tmp_path / "out").exists()


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Path]:
    """Nobody writes into it: whoever opens it waits, until the test has taken too long."""
    path = tmp_path / "a.pdf"
    os.mkfifo(path)
    end = threading.Timer(LONGEST, lambda: os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK)))
    end.start()
    yield path
    end.cancel()


def call(run: CommandLine, door: list[object], file: Path) -> Answer:
    return run(*(file if each == "FILE" else each for each in door))


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
def test_nobody_waits_for_a_pipe(run: CommandLine, pipe: Path, door: list[object]) -> None:
    answer = call(run, door, pipe)
    assert answer.code != 0
    assert "这是管道或设备，不是文件" in answer.out + answer.err


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door[0])
def test_no_device_is_read(run: CommandLine, tmp_path: Path, door: list[object]) -> None:
    (tmp_path / "a.pdf").symlink_to("/dev/zero")
    answer = call(run, door, tmp_path / "a.pdf")
    assert answer.code != 0
    assert "这是管道或设备，不是文件" in answer.out + answer.err


def test_lone_surrogates_and_nul_neither_stop_a_check_nor_break_its_json(tmp_path: Path) -> None:
    values = r'{"unit": "\ud800学会\u0000", "handler": "\u202e"}'
    (tmp_path / "odd.castform").write_text(f'{{"castform": 1, "form": "{FORM}", "values": {values}}}', "utf-8")
    done = program("check", tmp_path / "odd.castform", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["findings"]


def test_what_a_file_is_called_cannot_steer_the_terminal(run: CommandLine, tmp_path: Path) -> None:
    answer = run("check", tmp_path / "a\n\x1b[31mb.castform")
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert "\x1b" not in answer.err
