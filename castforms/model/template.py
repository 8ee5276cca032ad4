"""A form as pure data: its questions (XLSForm's words) and how the page is built from the answers.

A template never carries code.  Expressions are the closed set of `castforms.model.expression`.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from castforms.model.entry import Record, text_of
from castforms.model.expression import Expression, look_up
from castforms.model.finding import Severity
from castforms.model.stylesheet import Align, HeightRule, Orientation, VerticalAlign

FORM_LANGUAGE = 1
"""Version of the form language, the `castforms = 1` line of a template."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class FieldType(StrEnum):
    """What kind of answer a field takes (XLSForm's `type` column, multi-line text being a type of its own)."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    LIST = "list"
    REPEAT = "repeat"
    PICTURE = "picture"
    """A JPEG as base64 text, see `castforms.model.picture` (XLSForm's `image`)."""
    FILE = "file"
    """A document the clerk was sent and opens here; the answer is its name, and where the program keeps it."""


class Appearance(StrEnum):
    """How the window shows a field, if not as its type is always shown (XLSForm's `appearance` column)."""

    USUAL = ""
    REDLINE = "redline"
    """A repeat of texts that are revised beside their originals."""


class TextFormat(StrEnum):
    """What a text must look like beyond being text; each member has one check in `castforms.rules`."""

    PLAIN = "plain"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    CONTACT = "contact"
    EMAIL = "email"
    POSTCODE = "postcode"
    CREDIT_CODE = "credit_code"
    DOCUMENT_NUMBER = "document_number"
    """发文字号, 科协办函厅字〔2020〕12号 (GB/T 9704-2012, 7.2.5)."""
    TITLE_SENTENCE = "title_sentence"
    NUMBERED_BODY = "numbered_body"
    """Long text whose headings 一、（一）1.（1） are recognised by their numbering."""


class LimitUnit(StrEnum):
    """What a limit counts."""

    WORDS = "字"
    """字数 as Word counts them (DECISIONS.md)."""
    CHARACTERS = "字符"
    ITEMS = "项"
    VALUE = "值"
    """The number itself, for integer and decimal fields."""


class Limit(NamedTuple):
    """How much is allowed, and the words of the notice that say so.

    `severity` follows the notice: "3000字以内" is an error, "原则上…500字以内" a warning.
    """

    minimum: float | None
    maximum: float | None
    unit: LimitUnit
    severity: Severity
    source: str = ""


class Choice(NamedTuple):
    """One answer that can be ticked: `name` is stored, `label` is printed."""

    name: str
    label: str
    columns: Mapping[str, str] = _NOTHING
    """What else is known of it (the further columns of XLSForm's `choices` sheet), printed by `${field.column}`."""


class Marks(NamedTuple):
    """How a tick box is printed, for example □/√ or nothing/√ inside the form's own （）."""

    unchecked: str = "□"
    checked: str = "√"


class Constraint(NamedTuple):
    """A condition over answers that must hold (XLSForm `constraint`, `constraint_message`)."""

    expression: Expression
    message: str
    severity: Severity
    source: str = ""


class Field(NamedTuple):
    """One question of the form."""

    name: str
    type: FieldType
    label: str
    hint: str = ""
    group: str = ""
    """Heading under which the window shows the field."""
    required: bool = False
    required_source: str = ""
    format: TextFormat = TextFormat.PLAIN
    unit: str = ""
    """Unit printed after a number, for example 万元."""
    choices: tuple[Choice, ...] = ()
    choices_from: str = ""
    """Name of the field whose answer is the id of the list that is offered (XLSForm's cascading select)."""
    choice_lists: Mapping[str, tuple[Choice, ...]] = _NOTHING
    """What each list offers, by its id; for a field with `choices_from`."""
    columns: tuple[str, ...] = ()
    """The columns that every choice of the field has."""
    marks: Marks = Marks()
    limits: tuple[Limit, ...] = ()
    item_limits: tuple[Limit, ...] = ()
    """Limits of each item of a list."""
    source: str = ""
    """Phrase of the notice the field's style rests on."""
    relevant: Expression | None = None
    constraints: tuple[Constraint, ...] = ()
    default: str = ""
    fields: tuple["Field", ...] = ()
    """The questions inside a repeat."""
    item_label: str = ""
    """What one item of a repeat is called, for example 活动."""
    readonly: bool = False
    """Not the clerk's words (XLSForm's `readonly` column): how they are written is not checked."""
    appearance: Appearance = Appearance.USUAL

    def choice(self, name: str) -> Choice | None:
        """The choice of that name, if the field has it."""
        return next((c for c in self.choices if c.name == name), None)

    def settled(self, scopes: Sequence[Record]) -> "Field":
        """The field with the choices that the answers in sight give it, innermost first; itself if none do."""
        if not self.choices_from:
            return self
        chosen = text_of(look_up(self.choices_from, scopes)).strip()
        return self._replace(choices=self.choice_lists.get(chosen, ()))


class Notice(NamedTuple):
    """The notice that asks for the form."""

    number: str
    title: str
    issuer: str
    date: dt.date | None = None
    deadline: dt.date | None = None
    returns: str = ""
    """What must be sent back, in the notice's words."""
    how_many: str = ""
    """How many, in the notice's words: 1-2项."""
    recipient: str = ""
    """To whom, in the notice's words; how to reach them follows, as far as the notice says it."""
    contact: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    address: str = ""
    page_mark: bool = True
    """False where the notice forbids additions to its pages: then no mark is ever put on them."""

    @property
    def wants_seal(self) -> bool:
        """Whether it asks for stamped pages."""
        return "盖章" in self.returns

    @property
    def demands(self) -> tuple[tuple[str, str], ...]:
        """What the notice says of the return and of whom it goes to: label and words, in the order people ask."""
        named = (
            ("需报送", self.returns),
            ("数量", self.how_many),
            ("报送至", self.recipient),
            ("联系人", self.contact),
            ("电话", self.phone),
            ("传真", self.fax),
            ("电子邮箱", self.email),
            ("通信地址", self.address),
        )
        return tuple((label, words.strip()) for label, words in named if words.strip())


class Hole(NamedTuple):
    """`${name}`: the answer of that field; `${name.choice}`: the tick mark of one of its choices.

    For a field that chooses from a list `choice` is one of its columns: `${point.section}`.
    """

    name: str
    choice: str = ""


NAME = r"[A-Za-z_][A-Za-z0-9_-]{0,63}"
"""Names of fields and choices, as a regular expression."""

_HOLE = re.compile(rf"\$\{{({NAME})(?:\.({NAME}))?\}}")


@lru_cache(maxsize=4096)
def text_lines(text: str) -> tuple[tuple[str | Hole, ...], ...]:
    """The lines of a template text, each cut into the words that stand there and the holes between them."""
    return tuple(tuple(_pieces(line)) for line in text.split("\n"))


def _pieces(line: str) -> Iterator[str | Hole]:
    end = 0
    for match in _HOLE.finditer(line):
        if match.start() > end:
            yield line[end : match.start()]
        yield Hole(match[1], match[2] or "")
        end = match.end()
    if end < len(line):
        yield line[end:]


class ParagraphPart(NamedTuple):
    """One or more paragraphs: text with `${name}` holes, one paragraph a line.

    A line that is nothing but the hole of a list or a numbered body gives a paragraph for each item.
    `empty` is printed instead where every hole of the text is unanswered (what the blank official form shows); where it
    is "", no paragraph is.
    """

    text: str
    style: str
    empty: str | None = None
    numbering: str = ""
    """How the items of a list are numbered, shown on the first one: `1.`, `（1）`, `一、`, `（一）`, `①`."""
    align: Align | None = None
    """Replaces the style's alignment."""
    label: str = ""
    """Words before the first paragraph; what follows them hangs at their end.  A list of one is not numbered then."""
    pictures: str = ""
    """Name of a repeat whose pictures, with their captions, stand after the paragraphs that it numbers."""
    relevant: Expression | None = None


class CellPart(NamedTuple):
    """A cell of the grid; spans as in HTML: covered places are not written."""

    parts: tuple[ParagraphPart, ...]
    colspan: int = 1
    rowspan: int = 1
    valign: VerticalAlign = VerticalAlign.CENTER


class RowPart(NamedTuple):
    """A row of the grid, or one row for each item of the repeat `for_each`."""

    cells: tuple[CellPart, ...]
    height_mm: float = 0
    height_rule: HeightRule = HeightRule.AUTO
    header: bool = False
    splittable: bool = False
    """May break over pages between two lines; other rows move whole."""
    for_each: str = ""
    order_by: str = ""
    """Field of the repeat by whose choices, in their order, the items are printed; else as they were entered."""
    group_by: str = ""
    """Text with holes; `group_header` comes before each run of items for which it says the same."""
    group_header: tuple[CellPart, ...] = ()
    relevant: Expression | None = None


class TablePart(NamedTuple):
    """A table grid: `columns_mm` are the widths of the grid columns."""

    columns_mm: tuple[float, ...]
    rows: tuple[RowPart, ...]
    ruled: bool = True
    """False: no rules at all, for lines such as 单位：… 联系方式：… that stand side by side."""
    relevant: Expression | None = None


class SealPart(NamedTuple):
    """Signature with seal room (GB/T 9704-2012, 7.3.5): unit, date, and blank lines for the stamp."""

    unit: str
    date: str
    relevant: Expression | None = None


class RepeatPart(NamedTuple):
    """The blocks inside, once for each item of the repeat `for_each`; each item may start a page (一项一表)."""

    for_each: str
    blocks: tuple["BlockPart", ...]
    page_break: bool = False
    relevant: Expression | None = None


class RedlinePart(NamedTuple):
    """A draft with its revisions: for each item of a repeat the fields that hold original, revised text and reason.

    `number` is the field with the number of a point whose text may not say it, because a word processor counts it.
    """

    for_each: str
    original: str
    revised: str
    reason: str
    relevant: Expression | None = None
    number: str = ""


BlockPart = ParagraphPart | TablePart | SealPart | RepeatPart | RedlinePart


class SectionPart(NamedTuple):
    """A run of pages with one orientation."""

    blocks: tuple[BlockPart, ...]
    orientation: Orientation = Orientation.PORTRAIT
    letter: bool = False
    """In the letter format of GB/T 9704-2012, 10.1."""
    relevant: Expression | None = None


class OutputFormat(StrEnum):
    """What a further file of a form is."""

    PDF = "pdf"
    WORD = "word"


class OutputPart(NamedTuple):
    """A file that is given out beside the pair; `name` tells it from the others."""

    name: str
    format: OutputFormat
    sections: tuple[SectionPart, ...]
    date: str = ""
    """Text with holes: the day of its revisions; where it says no day, the day of the export."""


class FormTemplate(NamedTuple):
    """A form: its notice, its questions and its pages."""

    id: str
    title: str
    notice: Notice
    fields: tuple[Field, ...]
    sections: tuple[SectionPart, ...]
    profile: str = ""
    """Layout profile the notice asks for; empty is GB/T 9704 itself."""
    unit_field: str = "unit"
    """Name of the field that holds the unit's name, for the files' names and metadata."""
    outputs: tuple[OutputPart, ...] = ()
    """What is given out beside the pair."""

    def field(self, name: str) -> Field | None:
        """The top-level field of that name, if there is one."""
        return next((f for f in self.fields if f.name == name), None)


def walk_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Every field, those of repeats after their repeat."""
    for field in fields:
        yield field
        yield from walk_fields(field.fields)
