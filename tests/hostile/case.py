"""One hostile or odd file: what it is, how it is made, and what becomes of it."""

import os
import random
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import NamedTuple

Put = Callable[[Path], Path]
"""Makes the file in that folder and tells where."""


class Fate(StrEnum):
    """What must become of it."""

    REFUSED = "refused"
    READ = "read"
    EITHER = "either"


class Case(NamedTuple):
    """A file of that kind."""

    kind: str
    name: str
    put: Put
    fate: Fate = Fate.REFUSED

    @property
    def id(self) -> str:
        return f"{self.kind}: {self.name}"


def holding(make: Callable[[], bytes], file: str) -> Put:
    """A plain file of that name with the bytes that are made when it is needed."""

    def put(folder: Path) -> Path:
        path = folder / file
        path.write_bytes(make())
        return path

    return put


def cut(kind: str, file: str, whole: Callable[[], bytes], parts: int) -> Iterator[Case]:
    """The file cut off at places all over it."""
    for part in range(1, parts):
        yield Case(kind, f"cut at {part}/{parts}", holding(partial(_beginning, whole, part / parts), file), Fate.EITHER)


def _beginning(whole: Callable[[], bytes], share: float) -> bytes:
    data = whole()
    return data[: int(share * len(data))]


def damaged(kind: str, file: str, whole: Callable[[], bytes], count: int, seed: int) -> Iterator[Case]:
    """The file with some bytes changed, put in, or taken out."""
    for number in range(count):
        make = partial(_damaged, whole, f"{kind}{file}{seed}.{number}")
        yield Case(kind, f"damage {seed}.{number}", holding(make, file), Fate.EITHER)


def _damaged(whole: Callable[[], bytes], seed: str) -> bytes:
    chance = random.Random(seed)
    data = bytearray(whole())
    for _ in range(chance.choice((1, 1, 4, 30))):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] ^= 1 << chance.randrange(8)
            case 1:
                data[place : place + chance.randrange(1, 9)] = chance.choice((b"\xff", b"\0", b"9" * 10, b"[", b"<"))
            case 2:
                del data[place : place + chance.randrange(1, 200)]
            case _:
                other = chance.randrange(len(data))
                data[place:place] = data[other : other + chance.randrange(1, 400)]
    return bytes(data)


def odd_files(kind: str, suffix: str) -> Iterator[Case]:
    """What stands under a file's name and is none."""

    def folder(place: Path) -> Path:
        (place / f"a{suffix}").mkdir()
        return place / f"a{suffix}"

    def pipe(place: Path) -> Path:
        os.mkfifo(place / f"a{suffix}")
        return place / f"a{suffix}"

    def link(target: str, place: Path) -> Path:
        (place / f"a{suffix}").symlink_to(target)
        return place / f"a{suffix}"

    yield Case(kind, "nowhere", lambda place: place / f"nowhere{suffix}")
    yield Case(kind, "a name with a NUL", lambda place: place / f"a\0b{suffix}")
    yield Case(kind, "a name too long", lambda place: place / ("字" * 200 + suffix))
    yield Case(kind, "a folder", folder)
    yield Case(kind, "a pipe", pipe)
    for target in ("/dev/zero", "/dev/random", f"a{suffix}"):
        yield Case(kind, f"a link to {target}", partial(link, target))
    for name, data in _STRANGERS.items():
        yield Case(kind, f"instead, {name}", holding(partial(bytes, data), f"a{suffix}"))


_STRANGERS = {
    "nothing": b"",
    "zeros": bytes(100_000),
    "noise": random.Random(1).randbytes(100_000),
    "a program": b"MZ\x90\x00\x03" + bytes(500) + b"This program cannot be run in DOS mode",
    "a Linux program": b"\x7fELF\x02\x01\x01" + bytes(500),
    "a 7z file": b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(500),
    "a rar file": b"Rar!\x1a\x07\x01\x00" + bytes(500),
    "a gzip file": b"\x1f\x8b\x08\x00" + bytes(500),
    "an old Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "60 MB": b"\xff" * (60 << 20),
}
