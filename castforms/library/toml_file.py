"""Reads a TOML file from outside, whatever bytes are in it."""

import re
import tomllib
from pathlib import Path
from typing import Any

from castforms.library.faults import TemplateError, TemplateFault

LARGEST_FILE = 1024 * 1024
"""Bytes of a form or profile."""

_MOST_DOTS = 100  # in one line: a key of thousands of parts costs the parser quadratic time
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def read_toml(path: Path) -> dict[str, Any]:
    """The content of the file.

    Raises TemplateError with the line of the fault.
    """
    try:
        return tomllib.loads(_checked(read_text(path), str(path)) + "\n")  # else a fault in the last line has no number
    except tomllib.TOMLDecodeError as error:
        raise _refused(path, f"{_place(error)}TOML 写法不对（{error}），请检查引号、括号、等号和重复的键") from error
    except RecursionError as error:
        raise _refused(path, "括号嵌套过深，请减少层次") from error
    except ValueError as error:
        raise _refused(path, "有数字或日期超出范围，请改正") from error


def read_text(path: Path) -> str:
    """The text of a small UTF-8 file.

    Raises TemplateError where it is missing, too large or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise _refused(path, f"打不开文件（{error}），请检查文件是否存在、能否读取") from error
    if len(data) > LARGEST_FILE:
        raise _refused(path, "文件超过 1 MB，请检查是否选错了文件")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(path, f"第 {line} 行不是 UTF-8 编码，请用 UTF-8 编码另存") from error


def _checked(text: str, file: str) -> str:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise TemplateError((TemplateFault(file, "", f"第 {number} 行的半角句点太多，请检查这一行"),))
    return text


def _place(error: tomllib.TOMLDecodeError) -> str:
    match = _PLACE.search(str(error))
    if match is None:
        return ""
    return f"第 {match[1]} 行第 {match[2]} 列：" if match[1] else "文件末尾："


def _refused(path: Path, message: str) -> TemplateError:
    return TemplateError((TemplateFault(str(path), "", message),))
