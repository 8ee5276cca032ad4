"""Hostile and odd plain text: notices to be read for their points."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.hostile.case import Case, Fate, cut, damaged, holding, odd_files

KIND = "text"
FILE = "a.txt"


def decent() -> bytes:
    """A notice in Notepad's old code page."""
    lines = (f"{number}. 坚定正确政治方向。加强思想政治引领（牵头部门：组织人事部）" for number in range(1, 21))
    return "\r\n".join(("一、加强党的领导", *lines)).encode("gb18030")


def named() -> Iterator[tuple[str, Callable[[], bytes], Fate]]:
    """Each named way of being hostile or odd."""
    refused, read, either = Fate.REFUSED, Fate.READ, Fate.EITHER
    for encoding in ("gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield (
            f"a decent file in {encoding}",
            partial(lambda encoding: decent().decode("gb18030").encode(encoding), encoding),
            read,
        )
    yield "6 MB", lambda: b"1. a\n" * 1_300_000, refused
    yield "4.9 MB of points", lambda: b"1. a\n2. b\n" * 490_000, read
    yield "4.9 MB in one line", lambda: b"1. " + b"a" * 4_900_000, read
    yield "4.9 MB of brackets", lambda: "（".encode() * 1_600_000, read
    yield "4.9 MB of numbers", lambda: b"1." * 2_400_000, read
    yield "4.9 MB of headings", lambda: "一、".encode() * 800_000, read
    yield "4.9 MB of departments", lambda: "（牵头部门：".encode() * 250_000, read
    yield "4.9 MB of line ends", lambda: b"\n" * 4_900_000 + b"1", either
    yield "4.9 MB of blanks", lambda: b"1. a" + b" " * 4_900_000, either
    yield "4.9 MB of tabs and digits", lambda: b"1\t2\t" * 1_200_000, read
    yield "4.9 MB of combining marks", lambda: "́".encode() * 2_400_000, either
    yield "every control character", lambda: bytes(range(1, 32)) * 100, either
    yield "bidi", "1. \u202e甲\u2066乙".encode, read
    yield "NUL in the text", lambda: b"1. a\0b", refused
    yield "surrogates in UTF-8", lambda: b"1. \xed\xa0\x80", either
    yield "half a character in UTF-16", lambda: b"\xff\xfe\x00\xd8", refused


def cases(damages: int, seed: int) -> Iterator[Case]:
    """All of them; `damages` files with random damage."""
    for name, make, fate in named():
        yield Case(KIND, name, holding(make, FILE), fate)
    yield from odd_files(KIND, ".txt")
    yield from cut(KIND, FILE, decent, 8)
    yield from damaged(KIND, FILE, decent, damages, seed)
