"""The closed set of expressions a template may hold: `${name}`, literals, comparison, and/or/not, count, sum.

The set must not grow into a programming language: what it cannot say, a check in `castforms.rules` says.
Parsing is the library's business, evaluation the composer's and the rules'.
"""

import datetime as dt
import operator
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

from castforms.model.entry import Record, Value, records_of, text_of


class Comparator(StrEnum):
    """XLSForm's comparison signs."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a quoted text."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`: the answer of that field, looked up in the same item first, then in the entry."""

    name: str


@dataclass(frozen=True, slots=True)
class Count:
    """`count(${name})`: items of a list or repeat, ticks of a choice."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """`sum(${repeat.name})`: the sum of a number field over the items of a repeat."""

    repeat: str
    name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands compared; as numbers where both are numbers, as dates where both are dates, else as text."""

    left: "Operand"
    comparator: Comparator
    right: "Operand"


@dataclass(frozen=True, slots=True)
class Not:
    """`not(...)`."""

    condition: "Expression"


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    conditions: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Or:
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


def as_number(text: str) -> float | None:
    """The number a text says, full-width digits and thousands commas allowed; None if it says none."""
    try:
        number = float(unicodedata.normalize("NFKC", text).replace(",", "").strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


def as_date(text: str) -> dt.date | None:
    """The day a text says (2020-04-09, 2020年4月9日, 2020/4/9, 2020.4.9, 20200409); None if it says none."""
    match = _DATE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _compare(comparison: Comparison, scopes: Sequence[Record]) -> bool:
    left, right = _operand(comparison.left, scopes), _operand(comparison.right, scopes)
    compare = _COMPARE[comparison.comparator]
    for reading in (as_number, as_date):
        pair = reading(str(left)), reading(str(right))
        if None not in pair:
            return compare(*pair)
    return compare(str(left), str(right))


def _operand(operand: Operand, scopes: Sequence[Record]) -> float | str:
    match operand:
        case Literal():
            return operand.value
        case Reference():
            return text_of(look_up(operand.name, scopes))
        case Count():
            value = look_up(operand.name, scopes)
            return len(value) if isinstance(value, tuple) else int(bool(value))
        case Sum():
            items = records_of(look_up(operand.repeat, scopes))
            return sum(as_number(text_of(item.get(operand.name, ""))) or 0 for item in items)


_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))", re.ASCII)

_COMPARE: Mapping[Comparator, Callable[[Any, Any], bool]] = {
    Comparator.EQ: operator.eq,
    Comparator.NE: operator.ne,
    Comparator.LT: operator.lt,
    Comparator.LE: operator.le,
    Comparator.GT: operator.gt,
    Comparator.GE: operator.ge,
}
