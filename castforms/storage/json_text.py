"""JSON from outside as plain values: strict, and every fault in words."""

import json
import re
from itertools import accumulate
from math import isfinite

from castforms.storage.faults import StorageError

DEEPEST = 32
"""Levels of nesting; an entry needs four."""

_LONGEST_SHOWN = 40


class Number(str):
    """A JSON number as it was typed: 12.50 stays 12.50, and no number is too large."""

    __slots__ = ()


def parse_json(data: bytes) -> object:
    """The value of a JSON text in UTF-8, with or without a byte order mark; numbers come as `Number`.

    Raises StorageError (without the file's name) for anything RFC 8259 does not know, and for a name given twice.
    """
    text = _decoded(data)
    if not text.strip():
        raise StorageError("文件是空的，请用本程序生成后填写")
    if _depth(text) > DEEPEST:
        raise StorageError(f"括号嵌套超过 {DEEPEST} 层，这不是填报文件，请检查来源")
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=Number, parse_float=Number)
    except json.JSONDecodeError as error:
        where = f"第 {error.lineno} 行第 {error.colno} 个字符处有误"
        raise StorageError(f"文件不完整或被改坏：不是有效的 JSON（{where}），请换一份完好的，或改正后重试") from error


def plain(value: object) -> object:
    """The value with its `Number`s as Python numbers, so that writing it gives the same JSON again."""
    match value:
        case Number():
            number = float(value)
            return value if not isfinite(number) else number if set(value) & set(".eE") else int(value)
        case dict():
            return {name: plain(member) for name, member in value.items()}
        case list():
            return [plain(item) for item in value]
        case _:
            return value


def shown(text: str) -> str:
    """A piece of the file for a message: short."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StorageError(f"编码不是 UTF-8（第 {error.start + 1} 个字节有误），请用 UTF-8 编码另存后重试") from error


def _depth(text: str) -> int:
    brackets = re.sub(r'"[^"\\]*(?:\\.[^"\\]*)*"|[^][{}"]+', "", text, flags=re.DOTALL)
    return max(accumulate(1 if bracket in "[{" else -1 for bracket in brackets), default=0)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise StorageError(f"“{shown(twice)}”在同一处出现了两次，请只保留一个")
    return members


def _refuse(constant: str) -> object:
    raise StorageError(f"含有 JSON 不允许的数值 {constant}，请改为普通数字或文字")
