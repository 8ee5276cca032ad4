"""A new year's work points out of a notice's text, proposed for the clerk to check and then kept."""

import itertools
import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from castforms.intake.points import find_points
from castforms.model.template import Notice
from castforms.model.work_points import WorkPoint, WorkPointList
from castforms.storage.faults import StorageError

_NUMBER = r"([一-鿿]{2,15})[〔\[［【（(]((?:19|20)[0-9]{2})[〕\]］】）)]第?0*([1-9][0-9]{0,4})号"
_RUN_INTO_NUMBER = r".*(?:要[点點]|通知|方案|意[见見]|文件)(?=.{2})"
"""What stands before the issuer's sign where the line end between them was lost."""
_BOOK_TITLE = r"《([^《》\n]{2,60}要[点點][^《》\n]{0,20})》"
_LINE_TITLE = r"(?m)^\s*([^\n。，]{2,60}要[点點](?:（[^）\n]{1,20}）)?)\s*$"
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_YEAR = r"(?<![0-9])((?:19|20)[0-9]{2})年?"


class ProposedPoint(NamedTuple):
    """One point as it was recognised; `doubts` tell what to look at with care."""

    point: WorkPoint
    doubts: tuple[str, ...]


class ProposedList(NamedTuple):
    """What was recognised in a text; what was not is empty (year 0)."""

    title: str
    year: int
    number: str
    points: tuple[ProposedPoint, ...]
    doubts: tuple[str, ...]


def proposed_list(text: str) -> ProposedList:
    """The points of a notice as it was pasted, with its title, year and number; never raises."""
    found = find_points(text)
    beginning = text[:4000].translate(_DIGITS)
    head = beginning.replace(" ", "").replace("\u3000", "")
    title = next((match[1].strip() for p in (_BOOK_TITLE, _LINE_TITLE) if (match := re.search(p, head))), "")
    year = re.search(_YEAR, title) or re.search(_YEAR, head)
    number = re.search(_NUMBER, beginning) or re.search(_NUMBER, head)  # blanks tell it from the issuer before it
    return ProposedList(
        title,
        int(year[1]) if year else 0,
        f"{re.sub(_RUN_INTO_NUMBER, '', number[1])}〔{number[2]}〕{number[3]}号" if number else "",
        tuple(ProposedPoint(each.point, each.doubts) for each in found.points),
        found.doubts,
    )


def checked_list(
    title: str, year: str, number: str, rows: Sequence[Sequence[str]], taken: Container[str]
) -> WorkPointList:
    """The list as the clerk has checked it; `rows` are number, section, title, department, `taken` the ids in use.

    Raises StorageError, with one Chinese line, for what is missing or cannot be.
    """
    if not title.strip():
        raise StorageError("还没有填写文件名称，请补填，例如“中国科协2026年工作要点”")
    if not re.fullmatch(r"(?a)(?:19|20)\d\d", year.strip()):
        raise StorageError(f"年份“{year.strip()}”应为四位数字，例如 2026")
    if not rows:
        raise StorageError("还没有要点，请先粘贴通知的文字并识别")
    points = tuple(_point(position, row) for position, row in enumerate(rows, start=1))
    numbers = [point.number for point in points]
    for before, after in itertools.pairwise(numbers):
        if after <= before:
            raise StorageError(f"第 {after} 项排在第 {before} 项后面，序号应从小到大、不重复，请改正")
    notice = Notice(number.strip(), "", "")
    return WorkPointList(_free_id(int(year), taken), title.strip(), int(year), notice, points)


def _point(position: int, row: Sequence[str]) -> WorkPoint:
    number, section, title, department = (text.strip() for text in row)
    if not re.fullmatch(r"(?a)\d{1,3}", number) or int(number) == 0:
        raise StorageError(f"第 {position} 行的序号“{number}”应为 1 到 999 的数字，请改正")
    if not title:
        raise StorageError(f"第 {position} 行（序号 {number}）没有标题，请补填，或删除这一行")
    return WorkPoint(int(number), section, title, department)


def _free_id(year: int, taken: Container[str]) -> str:
    names = (f"points-{year}" + (f"-{k}" if k > 1 else "") for k in range(1, 1000))
    return next(name for name in names if name not in taken)
