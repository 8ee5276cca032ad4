"""What a reading process may be asked in tests: decent work, and all the harm a file can do."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from castforms.model.entry import Entry, record
from castforms.session.guarded import Tell
from castforms.storage.faults import StorageError


def double(number: int, _tell: Tell) -> int:
    return 2 * number


def process_id(_tell: Tell) -> int:
    return os.getpid()


def parent_id(_tell: Tell) -> int:
    return os.getppid()


def told(_tell: Tell) -> str:
    _tell("读取 甲.docx")
    _tell("读取 乙.docx")
    return "完"


def entry(_tell: Tell) -> Entry:
    return Entry("form", record({"rows": (record({"name": "甲"}),), "text": "乙"}))


def refuse(_tell: Tell) -> None:
    raise StorageError("无法读取 甲.docx：文件是空的")


def stumble(_tell: Tell) -> None:
    raise KeyError("geheim")


def run_for_ever(tell: Tell) -> None:
    tell("读取 坏.pdf")
    while True:
        pass


def sleep_for_ever(_tell: Tell) -> None:
    time.sleep(600)


def take_memory(_tell: Tell) -> int:
    return len(b"x" * (1 << 30))


def take_memory_slowly(_tell: Tell) -> None:
    kept = []
    try:
        while True:
            kept.append(bytearray(1 << 20))
    except MemoryError:
        run_for_ever(_tell)


def crash(_tell: Tell) -> None:
    os.abort()


def leave(_tell: Tell) -> None:
    os._exit(0)


def print_something(_tell: Tell) -> str:
    os.write(1, b"noise")
    sys.stdout.write("noise")
    return "完"


class Harm:
    """Runs a command where it is taken for a value."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> object:
        return (os.mkdir, (str(self.file),))


def answer_with_harm(file: Path, _tell: Tell) -> Harm:
    return Harm(file)


def write_a_file(file: Path, _tell: Tell) -> None:
    file.write_text("x", encoding="utf-8")


def make_a_folder(file: Path, _tell: Tell) -> None:
    file.mkdir()


def start_a_program(_file: Path, _tell: Tell) -> None:
    subprocess.run(["true"], check=True)


def fork(_file: Path, _tell: Tell) -> None:
    os.fork()


def call_somebody(_file: Path, _tell: Tell) -> None:
    socket.create_connection(("127.0.0.1", 9))


def look_somebody_up(_file: Path, _tell: Tell) -> None:
    socket.getaddrinfo("localhost", 80)
