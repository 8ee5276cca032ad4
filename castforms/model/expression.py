"""The closed set of expressions a template may hold: `${name}`, literals, comparison, and/or/not, count, sum.

The set must not grow into a programming language: what it cannot say, a check in `castforms.rules` says.
Parsing is the library's business, evaluation the composer's and the rules'.
"""

import datetime as dt
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from castforms.model.entry import Record, Value, records_of, text_of

if TYPE_CHECKING:
    from decimal import Decimal

LONGEST_READ = 40
"""Characters of a text that may be a number or a date; a longer one is neither, and costs nothing."""


class Comparator(StrEnum):
    """XLSForm's comparison signs."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Literal(NamedTuple):
    """A number or a quoted text."""

    value: "Decimal | str"


class Reference(NamedTuple):
    """`${name}`: the answer of that field, looked up in the same item first, then in the entry."""

    name: str


class Count(NamedTuple):
    """`count(${name})`: items of a list or repeat, ticks of a choice."""

    name: str


class Sum(NamedTuple):
    """`sum(${repeat.name})`: the sum of a number field over the items of a repeat."""

    repeat: str
    name: str


class Comparison(NamedTuple):
    """Two operands compared; as numbers where both are numbers, as dates where both are dates, else as text."""

    left: "Operand"
    comparator: Comparator
    right: "Operand"


class Not(NamedTuple):
    """`not(...)`."""

    condition: "Expression"


class And(NamedTuple):
    """All of them."""

    conditions: tuple["Expression", ...]


class Or(NamedTuple):
    """Any of them."""

    conditions: tuple["Expression", ...]


Operand = Literal | Reference | Count | Sum
Expression = Comparison | Not | And | Or


def evaluate(expression: Expression, scopes: Sequence[Record]) -> bool:
    """Whether the condition holds; `scopes` are looked through in order (the item of a repeat, then the entry)."""
    match expression:
        case Comparison():
            return _compare(expression, scopes)
        case Not():
            return not evaluate(expression.condition, scopes)
        case And():
            return all(evaluate(condition, scopes) for condition in expression.conditions)
        case Or():
            return any(evaluate(condition, scopes) for condition in expression.conditions)


def look_up(name: str, scopes: Sequence[Record]) -> Value:
    """The answer of that name in the first scope that has one; empty text if none has."""
    return next((scope[name] for scope in scopes if name in scope), "")


def is_readable(expression: Expression, scopes: Sequence[Record]) -> bool:
    """Whether whatever the condition compares with a number, or adds up, is a number itself.

    Where it is not, what the condition evaluates to says nothing about the answers.
    """
    match expression:
        case Comparison(left, _, right):
            counts = any(not isinstance(_operand(side, scopes), str) for side in (left, right))
            return not counts or all(_is_number(side, scopes) for side in (left, right))
        case Not(condition):
            return is_readable(condition, scopes)
        case And(conditions) | Or(conditions):
            return all(is_readable(condition, scopes) for condition in conditions)


def number_of(figure: str | int) -> "Decimal":
    """The exact number; raises decimal.InvalidOperation for a text that is none."""
    from decimal import Decimal  # noqa: PLC0415 - costs a millisecond, and most forms that are opened do not count

    return Decimal(figure)


def as_number(text: str) -> "Decimal | None":
    """The number a text says, digits with or without a point; None if it says none.

    Full-width digits are read, and commas between groups of three; exponents and underscores are not.
    """
    return _number_in(text) if len(text) <= LONGEST_READ else None


@lru_cache(maxsize=1024)  # the conditions of a form are looked at again at every pause in typing
def _number_in(text: str) -> "Decimal | None":
    plain = unicodedata.normalize("NFKC", text).strip()
    return number_of(plain.replace(",", "")) if re.fullmatch(_NUMBER, plain) else None


def as_date(text: str) -> dt.date | None:
    """The day a text says; None if it says none.

    Read are 2020-04-09, 2020年4月9日 or 9号, 2020/4/9, 2020.4.9, 20200409 and 二〇二〇年四月九日, and what a Chinese
    input method makes of them: 2020。4。9, 2020、4、9, 2020—4—9.
    """
    return _day_in(text) if len(text) <= LONGEST_READ else None


@lru_cache(maxsize=1024)
def _day_in(text: str) -> dt.date | None:
    match = re.fullmatch(_DATE, _with_digits("".join(unicodedata.normalize("NFKC", text).split())))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _with_digits(text: str) -> str:
    """Han numerals up to 九十九 as digits: 二〇二〇 is 2020, 二十一 is 21."""
    return re.sub(_TEN, lambda ten: f"{ten[1] or 1}{ten[2] or 0}", text.translate(_HAN_DIGITS))


def _compare(comparison: Comparison, scopes: Sequence[Record]) -> bool:
    left, right = _operand(comparison.left, scopes), _operand(comparison.right, scopes)
    compare = _COMPARE[comparison.comparator]
    for reading in (_number, _date):
        pair = reading(left), reading(right)
        if None not in pair:
            return compare(*pair)
    return compare(str(left), str(right))


def _number(operand: "Decimal | str") -> "Decimal | None":
    return as_number(operand) if isinstance(operand, str) else operand


def _date(operand: "Decimal | str") -> dt.date | None:
    return as_date(str(operand))


def _operand(operand: Operand, scopes: Sequence[Record]) -> "Decimal | str":
    match operand:
        case Literal():
            return operand.value
        case Reference():
            return text_of(look_up(operand.name, scopes))
        case Count():
            value = look_up(operand.name, scopes)
            return number_of(len(value) if isinstance(value, tuple) else int(bool(value)))
        case Sum():
            return sum((as_number(text) or number_of(0) for text in _summands(operand, scopes)), number_of(0))


def _is_number(operand: Operand, scopes: Sequence[Record]) -> bool:
    texts = _summands(operand, scopes) if isinstance(operand, Sum) else ()
    return all(not text.strip() or as_number(text) is not None for text in texts) and (
        _number(_operand(operand, scopes)) is not None
    )


def _summands(operand: Sum, scopes: Sequence[Record]) -> tuple[str, ...]:
    return tuple(text_of(item.get(operand.name, "")) for item in records_of(look_up(operand.repeat, scopes)))


_NUMBER = r"(?a)[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"
_DATE = r"(?a)(\d{4})(?:[-/.年、。—](\d{1,2})[-/.月、。—](\d{1,2})[日号]?|(\d{2})(\d{2}))"
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TEN = r"(?a)(\d?)十(\d?)"

_COMPARE: Mapping[Comparator, Callable[[Any, Any], bool]] = {
    Comparator.EQ: operator.eq,
    Comparator.NE: operator.ne,
    Comparator.LT: operator.lt,
    Comparator.LE: operator.le,
    Comparator.GT: operator.gt,
    Comparator.GE: operator.ge,
}
