"""Parses the expressions of a form: recursive descent, `or` below `and` below `not` below comparison."""

import re
from collections.abc import Callable

from castforms.model.expression import (
    And,
    Comparator,
    Comparison,
    Count,
    Expression,
    Literal,
    Not,
    Operand,
    Or,
    Reference,
    Sum,
    number_of,
)
from castforms.model.template import NAME

LONGEST = 1000
"""Characters of an expression."""
DEEPEST = 20
"""Brackets and `not` inside one another."""

_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<hole>\$\{{{NAME}(?:\.{NAME})?\}})
    | (?P<number>-?[0-9]+(?:\.[0-9]+)?)
    | (?P<text>'[^'\n]*'|"[^"\n]*")
    | (?P<sign>!=|<=|>=|=|<|>)
    | (?P<bracket>[()])
    | (?P<word>[a-z]+)
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)


class ExpressionError(ValueError):
    """The expression cannot be read; the message is Chinese and names the position."""


def parse_expression(text: str) -> Expression:
    """The condition that text says, such as `${a} >= 3 and not(${b} = 'x')`.

    Raises ExpressionError.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"条件式超过 {LONGEST} 个字符，请简化")
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0  # of the token in hand
        self._depth = 0
        self._advance()

    def whole(self) -> Expression:
        expression = self._either()
        if self._kind != "end":
            raise self._error("这里应当结束，或用 and、or 连接下一个条件")
        return expression

    def _either(self) -> Expression:
        conditions = self._joined("or", self._all)
        return conditions[0] if len(conditions) == 1 else Or(conditions)

    def _all(self) -> Expression:
        conditions = self._joined("and", self._condition)
        return conditions[0] if len(conditions) == 1 else And(conditions)

    def _joined(self, word: str, part: Callable[[], Expression]) -> tuple[Expression, ...]:
        conditions = [part()]
        while self._lexeme == word:
            self._advance()
            conditions.append(part())
        return tuple(conditions)

    def _condition(self) -> Expression:
        if self._lexeme == "not":
            self._advance()
            return Not(self._bracketed())
        if self._lexeme == "(":
            return self._bracketed()
        left = self._operand()
        if self._kind != "sign":
            raise self._error("这里应为比较符号 =、!=、<、<=、> 或 >=")
        comparator = Comparator(self._take())
        return Comparison(left, comparator, self._operand())

    def _bracketed(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"括号超过 {DEEPEST} 层，请简化")
        self._expect("(")
        expression = self._either()
        self._expect(")")
        self._depth -= 1
        return expression

    def _operand(self) -> Operand:
        match self._kind:
            case "number":
                return Literal(number_of(self._take()))
            case "text":
                return Literal(self._take()[1:-1])
            case "hole":
                return Reference(self._single_name())
            case _:
                return self._function()

    def _function(self) -> Count | Sum:
        if self._lexeme not in {"count", "sum"}:
            raise self._error("这里应为 ${字段名}、数字、加引号的文字、count(…) 或 sum(…)")
        name = self._take()
        self._expect("(")
        if self._kind != "hole":
            raise self._error("括号里应为 ${字段名}")
        operand = Count(self._single_name()) if name == "count" else self._sum()
        self._expect(")")
        return operand

    def _sum(self) -> Sum:
        repeat, dot, name = self._lexeme[2:-1].partition(".")
        if not dot:
            raise self._error("sum 要写成 sum(${重复组.数字字段})")
        self._advance()
        return Sum(repeat, name)

    def _single_name(self) -> str:
        if "." in self._lexeme:
            raise self._error("这里的 ${…} 只能写一个字段名，不带句点")
        return self._take()[2:-1]

    def _expect(self, bracket: str) -> None:
        if self._lexeme != bracket:
            raise self._error(f"这里应为“{bracket}”")
        self._advance()

    def _take(self) -> str:
        token = self._lexeme
        self._advance()
        return token

    def _advance(self) -> None:
        match = _TOKEN.match(self._text, self._end)
        if match is None or match.lastgroup is None:
            while self._text[self._end].isspace():
                self._end += 1
            raise ExpressionError(
                f"第 {self._end + 1} 个字符“{self._text[self._end]}”看不懂，请检查括号、引号和 ${{…}}"
            )
        self._kind = match.lastgroup
        self._lexeme = match[self._kind]
        self._start = match.start(self._kind)
        self._end = match.end()

    def _error(self, message: str) -> ExpressionError:
        return ExpressionError(f"第 {self._start + 1} 个字符：{message}")
