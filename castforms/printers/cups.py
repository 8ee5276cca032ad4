"""CUPS, the printing system of Linux and macOS, by its own commands."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from typing import NamedTuple

_PATIENCE = 60
"""Seconds; a print server that is switched off answers after some thirty."""


class PrinterError(Exception):
    """Nothing was printed; `str()` is one Chinese line: what is wrong and what to do."""


class Printer(NamedTuple):
    """A printer that can be asked for by its name."""

    name: str
    default: bool


def printers() -> tuple[Printer, ...]:
    """Every printer, by name; raises PrinterError where there is no printing system or it does not answer."""
    names = sorted(set(_answer(["lpstat", "-e"]).split()))
    if not names and "not running" in _answer(["lpstat", "-r"]):
        raise PrinterError("打印服务（CUPS）没有启动，请启动它，或在窗口中用“文件”菜单的“打印”")
    default = _answer(["lpstat", "-d"]).rpartition(":")[2].strip()
    return tuple(Printer(name, name == default) for name in names)


def print_pdf(pdf: bytes, title: str, printer: str = "", copies: int = 1) -> str:
    """Prints at true size; the default printer where none is named.  Gives the job's name.

    Raises PrinterError.
    """
    known = printers()
    if not known:
        raise PrinterError("这台电脑没有安装打印机，请先在系统设置中添加打印机")
    if printer and printer not in {each.name for each in known}:
        raise PrinterError(f"没有打印机“{printer}”，可用：{'、'.join(each.name for each in known)}")
    if not printer and not any(each.default for each in known):
        raise PrinterError(f"没有默认打印机，请用 --printer 指定，可用：{'、'.join(each.name for each in known)}")
    where = ["-d", printer] if printer else []
    paper = ["-o", "media=A4", "-o", "print-scaling=none", "-o", "fit-to-page=false"]
    said = _answer(["lp", *where, "-n", str(copies), "-t", title, *paper], pdf)
    return said.split("request id is ", 1)[-1].split(" ", 1)[0].strip()


def _answer(command: Sequence[str], data: bytes = b"") -> str:
    if not shutil.which(command[0]):
        raise PrinterError("这台电脑没有命令行可用的打印系统（CUPS），请在窗口中用“文件”菜单的“打印”")
    try:
        done = subprocess.run(  # noqa: S603 - fixed words; names were looked up
            command, input=data, capture_output=True, timeout=_PATIENCE, check=False, env={**os.environ, "LC_ALL": "C"}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrinterError("打印系统没有回应，请检查打印机是否接通后重试") from error
    said = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode and not (command[0] == "lpstat" and not said and b"No destinations" in done.stderr):
        why = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise PrinterError(f"打印系统拒绝了：{why or '没有说明原因'}；请检查打印机后重试")
    return said
