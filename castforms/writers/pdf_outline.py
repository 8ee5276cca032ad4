"""The PDF's outline: the bookmarks of the pages as a tree (ISO 32000-1, 12.3.3)."""

from collections.abc import Iterable
from typing import NamedTuple

from castforms.model.pages import Bookmark
from castforms.writers.pdf_objects import Dictionary, ObjectStore, Reference, array, dictionary, text_string


class Target(NamedTuple):
    """A bookmark and where it leads: the page and the height above its foot."""

    bookmark: Bookmark
    page: Reference
    height: float


class _Item(NamedTuple):
    entry: Dictionary
    children: list["_Item"]


def add_outline(objects: ObjectStore, targets: Iterable[Target]) -> Reference | None:
    """Writes the outline into the document; None where there is nothing to list.

    A level that is skipped is closed up: a heading of level 2 right below one of level 0 becomes its child.
    """
    root = _Item(dictionary({"Type": "/Outlines"}), [])
    branch = [root]
    for target in targets:
        del branch[target.bookmark.level + 1 :]
        item = _Item(dictionary(_entry(target)), [])
        branch[-1].children.append(item)
        branch.append(item)
    _link(objects, root)
    return objects.add(root.entry) if root.children else None


def _entry(target: Target) -> dict[str, object]:
    return {
        "Title": text_string(target.bookmark.title),
        "Dest": array([target.page, "/XYZ", 0, target.height, "null"]),
    }


def _link(objects: ObjectStore, item: _Item) -> int:
    references = [objects.add(child.entry) for child in item.children]
    if not references:
        return 0
    for child, before, after in zip(item.children, [None, *references], [*references[1:], None], strict=False):
        links = {"Parent": objects.add(item.entry), "Prev": before, "Next": after}
        child.entry.update({key: link for key, link in links.items() if link})
    count = len(references) + sum(_link(objects, child) for child in item.children)
    item.entry.update({"First": references[0], "Last": references[-1], "Count": count})
    return count
