"""Entry files of older formats, brought up to today's step by step; every format ever given out opens for ever.

A new format adds its number and a step here, and a file of the old format to `tests/kept`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from castforms.storage.faults import StorageError
from castforms.storage.json_text import Number, shown

FORMAT = 1
"""Version of the entry file, its `castform` member."""

Members = Mapping[str, object]
Step = Callable[[Members], Members]

STEPS: Mapping[int, Step] = MappingProxyType({})
"""What turns a file of that format into one of the next; there is nothing before format 1."""


def migrated(members: Members, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT) -> Members:
    """The members of an entry file as the newest format has them.

    Raises StorageError for a number that is none, too old to have existed, or newer than this program.
    """
    given = members["castform"]
    if not isinstance(given, Number) or not given.isdecimal():
        raise StorageError(f"castform 应为数字 {newest}，请改正")
    oldest = min(steps, default=newest)
    if len(given) > 9 or not oldest <= int(given) <= newest:
        raise StorageError(f"由其他版本的程序保存（格式 {shown(given)}，本程序只认 {newest}），请升级程序后再打开")
    for number in range(int(given), newest):
        members = {**steps[number](members), "castform": Number(number + 1)}
    return members
