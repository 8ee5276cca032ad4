"""Plain JSON values as the answers a form asks for: no field too many, every answer of its field's type."""

from collections.abc import Callable, Mapping
from typing import NoReturn

from castforms.model.entry import FieldPath, Record, Value, path_text, record
from castforms.model.picture import LONGEST_PICTURE_TEXT
from castforms.model.template import Field, FieldType
from castforms.storage.faults import StorageError
from castforms.storage.json_text import Number, shown

LONGEST_TEXT = 200_000
"""Characters of one answer."""
MOST_ITEMS = 20_000
"""Items of one list or repeat."""

_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL})


def typed_record(members: object, fields: tuple[Field, ...], path: FieldPath = (), label: str = "values") -> Record:
    """The answers to these fields, which belong to what the clerk knows as `label`.

    Raises StorageError that names the path of what does not fit.
    """
    if not isinstance(members, dict):
        _wrong(path, label, "应为对象 {…}", members)
    known = {field.name: field for field in fields}
    unknown = next((name for name in members if name not in known), None)
    if unknown is not None:
        place = path_text((*path, shown(unknown)))
        raise StorageError(f"{place}：表单没有这个字段，请删去或改正名称（可用：{'、'.join(known)}）")
    return record((name, _typed(value, known[name], (*path, name))) for name, value in members.items())


def _typed(value: object, field: Field, path: FieldPath) -> Value:
    match field.type:
        case FieldType.REPEAT:
            return _items(value, field, path, lambda item, place: typed_record(item, field.fields, place, field.label))
        case FieldType.LIST | FieldType.SELECT_MULTIPLE:
            return _items(value, field, path, lambda item, place: _text(item, field, place))
        case _:
            return _text(value, field, path)


def _items(value: object, field: Field, path: FieldPath, typed: Callable[[object, FieldPath], Value]) -> Value:
    if not isinstance(value, list):
        _wrong(path, field.label, "应为列表 […]", value)
    if len(value) > MOST_ITEMS:
        raise StorageError(f"{path_text(path)}（{field.label}）：有 {len(value)} 项，最多 {MOST_ITEMS} 项，请分开填报")
    return tuple(typed(item, (*path, position)) for position, item in enumerate(value))


def _text(value: object, field: Field, path: FieldPath) -> str:
    if isinstance(value, Number) and field.type in _NUMBERS:
        return str(value)
    if not isinstance(value, str) or isinstance(value, Number):
        _wrong(path, field.label, "应为加引号的文字", value)
    most = LONGEST_PICTURE_TEXT if field.type is FieldType.PICTURE else LONGEST_TEXT
    if len(value) > most:
        raise StorageError(f"{path_text(path)}（{field.label}）：有 {len(value)} 个字符，最多 {most} 个，请删减")
    return value


def _wrong(path: FieldPath, label: str, wanted: str, value: object) -> NoReturn:
    place = f"{path_text(path)}（{label}）" if path else label
    raise StorageError(f"{place}：{wanted}，现在是{_kind(value)}，请改正")


def _kind(value: object) -> str:
    match value:
        case None:
            return "空值 null"
        case bool():
            return "真假值 true/false"
        case Number():
            return f"数字 {shown(value)}"
        case str():
            return f"文字“{shown(value)}”"
        case Mapping():
            return "对象 {…}"
        case _:
            return "列表 […]"
