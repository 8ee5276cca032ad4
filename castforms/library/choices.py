"""Reads what a question offers: choices of its own, or those of the lists of work points."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from castforms.library.names import CHOICES, FieldScope
from castforms.library.reader import TableReader
from castforms.model.template import NAME, Choice, Field, FieldType
from castforms.model.work_points import WorkPoint, WorkPointList

MOST_CHOICES = 500
"""Choices of a field."""
EVERY_LIST = "lists"
"""The word under `choices_from` that offers the lists themselves."""

LIST_COLUMNS = ("title", "year", "number")
"""Columns of a list: its title, its year, the number of its notice."""
POINT_COLUMNS = ("number", "title", "section", "department")
"""Columns of a work point."""

_ANSWER = re.compile(rf"\$\{{({NAME})\}}")


class Offer(NamedTuple):
    """The members of a Field that say what it offers."""

    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    choice_lists: Mapping[str, tuple[Choice, ...]] = MappingProxyType({})
    columns: tuple[str, ...] = ()


def read_offer(reader: TableReader, kind: FieldType, lists: Mapping[str, WorkPointList]) -> Offer:
    """What the field offers, all faults noted; the lists are read only if it asks for them."""
    own = _own_choices(reader)
    source = reader.line("choices_from")
    if not source:
        if kind in CHOICES and not own:
            reader.fault("choices", '选择题缺少选项，请写 choices = [{ name = "…", label = "…" }]')
        return Offer(own)
    if own:
        reader.fault("choices", "有了 choices_from 就不能再写 choices，请删去一个")
    if not lists:
        reader.fault("choices_from", "没有找到可用的清单，请检查 lists 文件夹")
    if source == EVERY_LIST:
        return Offer(tuple(map(_list_choice, lists.values())), columns=LIST_COLUMNS)
    if answer := _ANSWER.fullmatch(source):
        offered = {points.id: tuple(map(_point_choice, points.points)) for points in lists.values()}
        return Offer((), answer[1], MappingProxyType(offered), POINT_COLUMNS)
    reader.fault("choices_from", f'应为 "{EVERY_LIST}"（全部清单）或 "${{字段名}}"（该字段选中的清单），请改正')
    return Offer(columns=POINT_COLUMNS)


def source_fault(question: Field, scope: FieldScope) -> str:
    """What is wrong with the field that names the list; empty if nothing."""
    if not question.choices_from:
        return ""
    source = scope.find(question.choices_from)
    if source is None:
        return scope.unknown(question.choices_from)
    if source.type is FieldType.SELECT_ONE and source.columns == LIST_COLUMNS:
        return ""
    return f'字段“{source.name}”应为 type = "select_one"、choices_from = "{EVERY_LIST}"，请改正'


def read_name(reader: TableReader) -> str:
    """The name of a field or choice."""
    name = reader.line("name", None)
    if name and not re.fullmatch(NAME, name):
        reader.fault("name", "名称只能由英文字母、数字、下划线和连字符组成，以字母开头，最多 64 个字符")
    return name


def _own_choices(reader: TableReader) -> tuple[Choice, ...]:
    choices = []
    names = set()
    for choice in reader.tables("choices", MOST_CHOICES):
        name = read_name(choice)
        if name in names:
            choice.fault("name", f"选项“{name}”重复，请改名")
        names.add(name)
        choices.append(Choice(name, choice.line("label", None)))
        choice.finish()
    return tuple(choices)


def _list_choice(points: WorkPointList) -> Choice:
    values = (points.title, str(points.year), points.notice.number)
    return Choice(points.id, points.title, MappingProxyType(dict(zip(LIST_COLUMNS, values, strict=True))))


def _point_choice(point: WorkPoint) -> Choice:
    values = (str(point.number), point.title, point.section, point.department)
    columns = MappingProxyType(dict(zip(POINT_COLUMNS, values, strict=True)))
    return Choice(str(point.number), f"{point.number}. {point.title}", columns)
