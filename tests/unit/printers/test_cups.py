"""Printing by CUPS' own commands; commands that stand in for them note how they were called."""

from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.printers.cups import Printer, PrinterError, print_pdf, printers

Answers = Callable[..., Path]


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Puts commands in the path that answer as told; gives the folder where `lp` leaves what it was given."""

    def put(names: str = "Office\nHall", default: str = "Office", lp: str = ":", running: str = "is running") -> Path:
        said = f"system default destination: {default}" if default else "no system default destination"
        lpstat = f"case $1 in -e) printf '{names}\\n';; -r) echo 'scheduler {running}';; -d) echo '{said}';; esac"
        send = f"printf '%s\\n' \"$@\" > {tmp_path}/words; /bin/cat > {tmp_path}/data; {lp}"
        for name, script in {"lpstat": lpstat, "lp": f"{send}; echo 'request id is Hall-7 (1 file(s))'"}.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        return tmp_path

    return put


def test_printers_are_listed_with_the_default_one(answers: Answers) -> None:
    answers()
    assert printers() == (Printer("Hall", default=False), Printer("Office", default=True))


def test_the_pdf_goes_to_the_printer_at_true_size_on_a4_with_its_title(answers: Answers) -> None:
    folder = answers()
    assert print_pdf(b"%PDF-1.7", "筹备方案", "Hall", copies=2) == "Hall-7"
    words = (folder / "words").read_text("utf-8").splitlines()
    assert words[:6] == ["-d", "Hall", "-n", "2", "-t", "筹备方案"]
    assert {"media=A4", "print-scaling=none"} <= set(words)
    assert (folder / "data").read_bytes() == b"%PDF-1.7"


def test_without_a_name_the_default_printer_is_used(answers: Answers) -> None:
    folder = answers()
    print_pdf(b"%PDF-1.7", "筹备方案")
    assert "-d" not in (folder / "words").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("settings", "printer", "words"),
    [
        ({"names": ""}, "", "没有安装打印机"),
        ({"names": "", "running": "is not running"}, "", "没有启动"),
        ({}, "Attic", "没有打印机“Attic”，可用：Hall、Office"),
        ({"default": ""}, "", "没有默认打印机"),
        ({"lp": "echo 'lp: queue is stopped' >&2; exit 1"}, "", "queue is stopped"),
    ],
)
def test_what_keeps_it_from_printing_is_told(
    answers: Answers, settings: dict[str, str], printer: str, words: str
) -> None:
    answers(**settings)
    with pytest.raises(PrinterError, match=words):
        print_pdf(b"%PDF-1.7", "筹备方案", printer)


def test_a_machine_without_cups_is_told_to_print_from_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PrinterError, match="窗口"):
        printers()
