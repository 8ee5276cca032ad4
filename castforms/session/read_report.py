"""What a read file says, in words for people and in JSON for programs."""

from collections.abc import Iterator, Mapping

from castforms.model.entry import Value, path_text
from castforms.session.read import EDITED, Reading
from castforms.session.read_difference import Difference
from castforms.storage.entry_file import entry_file_text

_LONGEST = 60


def reading_json(file: str, reading: Reading) -> str:
    """The entry as an entry file holds it, and beside it how it was read.

    `edited` is null for a file without data; each of the `differences` has the path as in activities[0].plan, and both
    answers, one of them empty where an item stands in one of the two only.
    """
    beside = {
        "file": file,
        "carried": reading.carried,
        "edited": reading.edited if reading.carried else None,
        "differences": [
            {
                "path": path_text(difference.path),
                "label": difference.label,
                "file": _json(difference.file),
                "embedded": _json(difference.embedded),
            }
            for difference in _told(reading)
        ],
        "notes": list(reading.notes),
    }
    return entry_file_text(reading.entry(), beside)


def reading_lines(file: str, reading: Reading) -> Iterator[str]:
    """The same for people, one line each."""
    title = f"“{reading.template.title}”"
    if not reading.carried:
        yield f"{file}：没有填报数据，已按{title}的标签读取"
    elif not reading.edited:
        yield f"{file}：{title}，与导出时一致"
    elif reading.differences or reading.notes:
        yield f"{file}：{EDITED}，与内嵌数据有 {len(reading.differences)} 处不同"
    else:
        yield f"{file}：{EDITED}，但填写的内容没有变"
    for difference in _told(reading):
        sides = (_quoted(reading.shown(difference.path, v)) for v in (difference.file, difference.embedded))
        yield "  {label}：文件中{0}，内嵌数据{1}".format(*sides, label=difference.label)
    yield from (f"  {note}" for note in reading.notes)


def _told(reading: Reading) -> tuple[Difference, ...]:
    return reading.differences if reading.carried else ()


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"是“{line[:_LONGEST]}{'…' if len(line) > _LONGEST else ''}”" if line else "没有"


def _json(value: Value) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {name: _json(answer) for name, answer in value.items()}
    return [_json(item) for item in value]
