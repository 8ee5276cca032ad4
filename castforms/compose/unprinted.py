"""From print back to answers: what the lines that stand in an answer's place say."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from castforms.compose.numbering import item_label
from castforms.model.entry import Value
from castforms.model.expression import as_date
from castforms.model.template import Choice, Field, FieldType

_TICK_SIGNS = frozenset("√✓✔☑■●◼✅")
TICKS = _TICK_SIGNS | frozenset("是vVyY")
BOXES = frozenset("□☐○◯◻〇否")
DOUBTFUL = frozenset("☒×✗✘xX")
"""A cross says yes to some and no to others."""

_HAN = "[一二三四五六七八九十]"
_NUMBER = re.compile(
    rf"\s*(?:[（(]\s*(?:\d{{1,3}}|{_HAN}{{1,3}})\s*[）)]|[①-⑳]|\d{{1,3}}\s*[.．、)）](?!\d)|{_HAN}{{1,3}}、)\s*"
)
_PLACEHOLDER = re.compile(r"[\s….·⋯_＿]*(?:年[\s_＿]*月[\s_＿]*日\s*)?")


class PrintedText(NamedTuple):
    """A line that stands in an answer's place, and the number that the word processor puts before it."""

    text: str
    number: str = ""


class DoubtfulError(ValueError):
    """The print can be read in more than one way, or in none; `str()` says in Chinese why."""


def answer_of(field: Field, lines: Sequence[PrintedText], numbering: str = "") -> Value:
    """The answer whose print these lines are; an empty one where nothing but the form's own dots stand there.

    `numbering` is how the form numbers the items of a list.  Raises DoubtfulError.
    """
    lines = [line for line in lines if line.text.strip()]
    match field.type:
        case FieldType.LIST:
            return _items(lines, numbering)
        case FieldType.LONG_TEXT:
            return (
                ""
                if all(map(_is_empty_item, lines))
                else "\n".join((line.number + line.text).strip() for line in lines)
            )
        case FieldType.SELECT_MULTIPLE:
            return ticked(" ".join(line.text for line in lines), field.choices)
        case _:
            return "" if _is_blank(lines) else _single(field, _joined(line.text.strip() for line in lines))


def _single(field: Field, text: str) -> str:
    match field.type:
        case FieldType.DATE:
            day = as_date(text)
            return day.isoformat() if day else text
        case FieldType.INTEGER | FieldType.DECIMAL:
            return text.removesuffix(field.unit).strip() if field.unit else text
        case FieldType.SELECT_ONE:
            return _chosen(text, field.choices)
        case _:
            return text


def ticked(text: str, choices: Sequence[Choice]) -> tuple[str, ...]:
    """The names of the choices that a tick stands beside, all before or all behind their labels.

    Raises DoubtfulError where that cannot be told.
    """
    plain = _plain(text)
    places = sorted((plain.find(_plain(choice.label)), choice) for choice in choices if _plain(choice.label) in plain)
    if not places:
        if _is_blank([PrintedText(text)]):
            return ()
        raise DoubtfulError(f"“{text.strip()}”不是可选的内容")
    ends = [place + len(_plain(choice.label)) for place, choice in places]
    starts = [place for place, _choice in places]
    before = [plain[end:start] for end, start in zip([0, *ends], starts, strict=False)]
    behind = [plain[end:start] for end, start in zip(ends, [*starts[1:], len(plain)], strict=True)]
    marks = before if is_mark(before[0]) else behind
    names = [choice.name for (_place, choice), mark in zip(places, marks, strict=True) if tick(mark, choice.label)]
    return tuple(choice.name for choice in choices if choice.name in names)


def tick(marks: str, label: str) -> bool:
    """Whether these marks beside a choice tick it; raises DoubtfulError for marks that say neither yes nor no."""
    left = _unbracketed(_plain(marks))
    if not set(left) - BOXES:
        return False
    if not set(left) - TICKS or (set(left) & _TICK_SIGNS and not set(left) - _TICK_SIGNS - BOXES):
        return True
    raise DoubtfulError(f"“{label}”旁的“{marks.strip()}”看不出是否选中")


def is_mark(text: str) -> bool:
    """Whether the text is nothing but a tick, a box or a cross, in brackets or not."""
    left = _unbracketed(_plain(text))
    return bool(left) and not set(left) - TICKS - BOXES - DOUBTFUL


def _chosen(text: str, choices: Sequence[Choice]) -> str:
    wanted = _plain(text)
    named = [choice.name for choice in choices if _plain(choice.label) == wanted]
    if len(named) == 1:
        return named[0]
    marked = ticked(text, choices) if sum(_plain(choice.label) in wanted for choice in choices) > 1 else ()
    if len(marked) != 1:
        raise DoubtfulError(f"“{text}”不是可选的内容")
    return marked[0]


def _items(lines: Sequence[PrintedText], numbering: str) -> tuple[str, ...]:
    filled = [line for line in lines if not _is_empty_item(line)]
    return tuple(
        item for k, line in enumerate(filled, 1) if (item := _without_number(line, item_label(numbering, k)).strip())
    )


def _without_number(line: PrintedText, expected: str) -> str:
    """The item without its number, which stands in the text unless the word processor puts it there."""
    text = line.text.strip()
    if line.number:
        return text
    if expected and text.startswith(expected):
        return text[len(expected) :]
    return _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text


def _is_blank(lines: Iterable[PrintedText]) -> bool:
    return all(_PLACEHOLDER.fullmatch(line.text) for line in lines)


def _is_empty_item(line: PrintedText) -> bool:
    return _PLACEHOLDER.fullmatch(_NUMBER.sub("", line.text, count=1)) is not None


def _joined(texts: Iterable[str]) -> str:
    """Lines of an answer that is a single line, with a blank where two Latin words would meet."""
    joined = ""
    for text in texts:
        joined += " " + text if joined and joined[-1:].isascii() and text[:1].isascii() else text
    return joined


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _unbracketed(text: str) -> str:
    return text.strip("()[]{}〔〕【】、,;，；。.:：")
