"""The questions of the form as a menu: every one is two or three keys away."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QMenu

from castforms.model.entry import Entry, FieldPath, records_of
from castforms.model.template import Field, FieldType, FormTemplate

_KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def fill_go_to(menu: QMenu, template: FormTemplate, entry: Entry, go: Callable[[FieldPath], object]) -> None:
    """Lists groups, items of repeats and questions; each line has a key of its own in its menu."""
    menu.clear()
    _add_groups(menu, template.fields, (), entry, go)


def _add_groups(
    menu: QMenu, fields: tuple[Field, ...], path: FieldPath, entry: Entry, go: Callable[[FieldPath], object]
) -> None:
    keys = iter(_KEYS)
    for name, members in groupby(fields, key=lambda field: field.group):
        listed = list(members)
        if name and len(listed) > 1:
            _add_fields(menu.addMenu(_titled(keys, name)), iter(_KEYS), listed, path, entry, go)
        else:
            _add_fields(menu, keys, listed, path, entry, go)


def _add_fields(
    menu: QMenu,
    keys: Iterator[str],
    fields: list[Field],
    path: FieldPath,
    entry: Entry,
    go: Callable[[FieldPath], object],
) -> None:
    for field in fields:
        here = (*path, field.name)
        if field.type is not FieldType.REPEAT:
            menu.addAction(_titled(keys, field.label), partial(go, here))
            continue
        for number in range(len(records_of(entry.at(here)))):
            item = menu.addMenu(_titled(keys, f"{field.item_label or field.label}{number + 1}"))
            _add_groups(item, field.fields, (*here, number), entry, go)


def _titled(keys: Iterator[str], words: str) -> str:
    key = next(keys, "")
    return f"&{key}  {words}" if key else words
