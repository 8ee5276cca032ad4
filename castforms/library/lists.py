"""Reads and writes the lists of work points, one TOML file a list."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

from castforms.library.faults import FaultLog, TemplateError, TemplateFault
from castforms.library.notices import read_notice
from castforms.library.reader import TableReader, shorten
from castforms.library.toml_file import read_toml, toml_files
from castforms.model.work_points import WorkPoint, WorkPointList

LIST_LANGUAGE = 1
"""Version of the lists' language, the `castforms_list = 1` line."""
LIST_FOLDER = "lists"
"""Name of the folder of lists, which stands beside the folder of forms."""
MOST_POINTS = 300
"""Points of a list."""

_MOST_SECTIONS = 50
_HIGHEST_NUMBER = 999
_YEARS = range(1958, 2100)
_ID = re.compile(r"[a-z][a-z0-9-]{0,63}")


class Lists(Mapping[str, WorkPointList]):
    """The usable lists below some folders, by id, the latest year first; read when the first one is asked for.

    Of two lists with one id that of the earlier folder counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def __getitem__(self, list_id: str) -> WorkPointList:
        return self._read[0][list_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read[0])

    def __len__(self) -> int:
        return len(self._read[0])

    @property
    def faults(self) -> tuple[TemplateFault, ...]:
        """What is wrong with the lists that cannot be used."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[dict[str, WorkPointList], tuple[TemplateFault, ...]]:
        lists: dict[str, WorkPointList] = {}
        faults: list[TemplateFault] = []
        for file in toml_files(self._folders):
            if file.stem in lists:
                faults.append(TemplateFault(str(file), "id", f"清单编号“{shorten(file.stem)}”重复，请给文件改名"))
                continue
            try:
                lists[file.stem] = load_list(file)
            except TemplateError as error:
                faults.extend(error.faults)
        return dict(sorted(lists.items(), key=lambda item: -item[1].year)), tuple(faults)


def load_list(file: Path) -> WorkPointList:
    """The list in that file.

    Raises TemplateError with everything that is wrong with it.
    """
    faults = FaultLog(str(file))
    points = _list(TableReader(read_toml(file), "", faults), file.stem)
    faults.raise_if_any()
    return points


def list_text(points: WorkPointList) -> str:
    """The list as its file holds it; `load_list` reads the same list again.

    Raises TemplateError where it would refuse the list: `file` of the faults is the name the file must have.
    """
    text = _written(points)
    faults = FaultLog(f"{points.id}.toml")
    _list(TableReader(tomllib.loads(text), "", faults), points.id)
    faults.raise_if_any()
    return text


def _written(points: WorkPointList) -> str:
    notice = points.notice
    dates = {"date": notice.date, "deadline": notice.deadline}
    words = {"number": notice.number, "title": notice.title, "issuer": notice.issuer}
    words |= {"returns": notice.returns, "how_many": notice.how_many, "recipient": notice.recipient}
    words |= {"contact": notice.contact, "phone": notice.phone, "fax": notice.fax}
    words |= {"email": notice.email, "address": notice.address}
    lines = [f"castforms_list = {LIST_LANGUAGE}", f"id = {_quoted(points.id)}", f"title = {_quoted(points.title)}"]
    lines += [f"year = {points.year}", "", "[notice]"]
    lines += [f"{name} = {_quoted(text)}" for name, text in words.items() if text]
    lines += [f"{name} = {day.isoformat()}" for name, day in dates.items() if day]
    for section, inside in groupby(points.points, lambda point: point.section):
        lines += ["", "[[sections]]", f"title = {_quoted(section)}", "points = ["]
        lines += [f"  {{ {', '.join(_members(point))} }}," for point in inside]
        lines += ["]"]
    return "\n".join(lines) + "\n"


def _members(point: WorkPoint) -> Iterator[str]:
    yield f"number = {point.number}"
    yield f"title = {_quoted(point.title)}"
    if point.department:
        yield f"department = {_quoted(point.department)}"


def _quoted(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(reader: TableReader, file_stem: str) -> WorkPointList:
    version = reader.value("castforms_list")
    if version != LIST_LANGUAGE or isinstance(version, bool):
        reader.fault("castforms_list", f"第一行应为 castforms_list = {LIST_LANGUAGE}，请改正或升级程序")
    points = WorkPointList(
        id=_id(reader, file_stem),
        title=reader.line("title", None),
        year=_whole(reader, "year", _YEARS),
        notice=read_notice(reader.table("notice")),
        points=tuple(point for section in reader.tables("sections", _MOST_SECTIONS) for point in _section(section)),
    )
    _check_points(reader, points.points)
    reader.finish()
    return points


def _id(reader: TableReader, file_stem: str) -> str:
    list_id = reader.line("id", None)
    if list_id and list_id != file_stem:
        reader.fault("id", f"编号应与文件名“{shorten(file_stem)}”相同，现为“{shorten(list_id)}”")
    elif list_id and not _ID.fullmatch(list_id):
        reader.fault("id", "编号只能由小写英文字母、数字和连字符组成，以字母开头，最多 64 个字符")
    return list_id


def _section(reader: TableReader) -> tuple[WorkPoint, ...]:
    title = reader.line("title")
    points = tuple(_point(point, title) for point in reader.tables("points", MOST_POINTS))
    if not points:
        reader.fault("points", '缺少要点，请补上，如 points = [{ number = 1, title = "…" }]')
    reader.finish()
    return points


def _point(reader: TableReader, section: str) -> WorkPoint:
    point = WorkPoint(
        number=_whole(reader, "number", range(1, _HIGHEST_NUMBER + 1)),
        section=section,
        title=reader.line("title", None),
        department=reader.line("department"),
    )
    reader.finish()
    return point


def _whole(reader: TableReader, name: str, allowed: range) -> int:
    number = reader.value(name)
    if isinstance(number, bool) or not isinstance(number, int) or number not in allowed:
        reader.fault(name, f"应为 {allowed.start} 到 {allowed.stop - 1} 的整数，请补上或改正")
        return allowed.start
    return number


def _check_points(reader: TableReader, points: tuple[WorkPoint, ...]) -> None:
    if not points:
        reader.fault("sections", "缺少要点，请至少写一个 [[sections]]")
    if len(points) > MOST_POINTS:
        reader.fault("sections", f"要点超过 {MOST_POINTS} 项，请删减")
    numbers = [point.number for point in points]
    if twice := sorted({number for number in numbers if numbers.count(number) > 1}):
        reader.fault("sections", f"编号 {'、'.join(map(str, twice))} 重复，每项要点的编号应只出现一次")
    if numbers != sorted(numbers):
        reader.fault("sections", "要点没有按编号从小到大排列，请调整")
