"""An answer in its place on the form: what every check looks at."""

from typing import NamedTuple

from castforms.model.entry import FieldPath, Record, Value, text_of
from castforms.model.template import Field, FieldType
from castforms.rules.surroundings import Surroundings

_TEXT_TYPES = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.LIST})
_EXCERPT = 20


class Passage(NamedTuple):
    """A text the clerk wrote: a text field's, or one item of a list; never blank."""

    path: FieldPath
    where: str
    text: str


class Answer(NamedTuple):
    """The answer to one field that is relevant.

    `where` names the field to the clerk, `scopes` are what expressions look through (innermost first), `passages` its
    texts that are not blank, `around` what is known of the whole entry.
    """

    field: Field
    path: FieldPath
    where: str
    value: Value
    scopes: tuple[Record, ...]
    passages: tuple[Passage, ...]
    around: Surroundings

    @property
    def text(self) -> str:
        """The answer as one text without white space around it; empty if it is not a text."""
        return text_of(self.value).strip()


def passages_of(field: Field, path: FieldPath, where: str, value: Value) -> tuple[Passage, ...]:
    """The texts of an answer that are not blank."""
    if field.type not in _TEXT_TYPES:
        return ()
    if field.type is not FieldType.LIST:
        text = text_of(value)
        return (Passage(path, where, text),) if text.strip() else ()
    items = value if isinstance(value, tuple) else ()
    return tuple(
        Passage((*path, index), f"{where}第{index + 1}条", item)
        for index, item in enumerate(items)
        if isinstance(item, str) and item.strip()
    )


def excerpt(text: str) -> str:
    """The text, or its beginning, short enough for a message."""
    line = " ".join(text[: 4 * _EXCERPT].split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}…"
