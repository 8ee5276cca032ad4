"""Reads a TOML file from outside, whatever bytes are in it."""

import re
import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from castforms.library.faults import TemplateError, TemplateFault

LARGEST_FILE = 1024 * 1024
"""Bytes of a form or profile."""

_MOST_DOTS = 100  # in one line: a key of thousands of parts costs the parser quadratic time
_MOST_DOTS_IN_ALL = 50_000  # each part of a key may become a table of its own
_ANY_TROUBLE = "引号、括号、等号或键有误"
_TROUBLES: Mapping[str, str] = {
    "Invalid value": "等号后面的值无法识别，文字要加引号",
    "Expected '=' after a key": "键后面缺少等号",
    "Invalid statement": "这一行不是“键 = 值”，也不是 [表]",
    "Invalid initial character for a key": "键只能由英文字母、数字、下划线和连字符组成",
    "Expected newline or end of document": "一行只能写一项，值的后面有多余的内容",
    "Unterminated string": "文字缺少后引号",
    "Illegal character '\\n'": "文字缺少后引号，多行文字要用三个引号",
    "Illegal character": "引号内有控制字符，请删去",
    "Unescaped": "引号内的反斜杠要写成两个",
    "Unclosed array": "数组缺少“]”，或各项之间缺少逗号",
    "Unclosed inline table": "行内表缺少“}”，或各项之间缺少逗号",
    "Expected ']": "表名后面缺少“]”",
    "Cannot overwrite a value": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Duplicate inline table key": "同一个键写了两次",
    "Cannot mutate immutable": "同一个键写了两次",
}
"""What the parser complains of, by the beginning of its words."""
_CAUSES: Mapping[type[Exception], str] = {
    FileNotFoundError: "（文件不存在）",
    PermissionError: "（没有权限）",
}
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def toml_files(folders: Sequence[Path]) -> Iterator[Path]:
    """The TOML files in these folders, in order; a folder that is not there or cannot be opened has none."""
    for folder in folders:
        with suppress(OSError):
            yield from sorted(folder.glob("*.toml"))


def read_toml(path: Path) -> dict[str, Any]:
    """The content of the file.

    Raises TemplateError with the line of the fault.
    """
    return parse_toml(_content(path), path)


def parse_toml(data: bytes, path: Path) -> dict[str, Any]:
    """What those bytes say; `path` is where they come from.

    Raises TemplateError with the line of the fault.
    """
    try:
        return tomllib.loads(_checked(_text(data, path), str(path)) + "\n")  # else a fault at the end has no number
    except tomllib.TOMLDecodeError as error:
        raise _refused(path, f"{_place(error)}TOML 写法不对（{_trouble(error)}），请改正") from error
    except RecursionError as error:
        raise _refused(path, "括号嵌套过深，请减少层次") from error
    except ValueError as error:
        raise _refused(path, "有数字或日期超出范围，请改正") from error


def read_text(path: Path) -> str:
    """The text of a small UTF-8 file.

    Raises TemplateError where it is missing, too large or not UTF-8.
    """
    return _text(_content(path), path)


def _content(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # whoever opens a pipe waits until somebody writes
            raise _refused(path, "这是文件夹、管道或设备，不是文件，请检查")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise _refused(path, f"打不开文件{_cause(error)}，请检查文件是否存在、能否读取") from error


def _text(data: bytes, path: Path) -> str:
    if len(data) > LARGEST_FILE:
        raise _refused(path, "文件超过 1 MB，请检查是否选错了文件")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(path, f"第 {line} 行不是 UTF-8 编码，请用 UTF-8 编码另存") from error


def _checked(text: str, file: str) -> str:
    if text.count(".") > _MOST_DOTS_IN_ALL:
        raise TemplateError((TemplateFault(file, "", "半角句点太多，请检查文件是否完好"),))
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise TemplateError((TemplateFault(file, "", f"第 {number} 行的半角句点太多，请检查这一行"),))
    return text


def _place(error: tomllib.TOMLDecodeError) -> str:
    match = _PLACE.search(str(error))
    if match is None:
        return ""
    return f"第 {match[1]} 行第 {match[2]} 列：" if match[1] else "文件末尾："


def _trouble(error: tomllib.TOMLDecodeError) -> str:
    return next((words for start, words in _TROUBLES.items() if str(error).startswith(start)), _ANY_TROUBLE)


def _cause(error: OSError | ValueError) -> str:
    return next((words for kind, words in _CAUSES.items() if isinstance(error, kind)), "")


def _refused(path: Path, message: str) -> TemplateError:
    return TemplateError((TemplateFault(str(path), "", message),))
