"""Whether every `${name}` of a form leads to a field that is in sight and of a fitting type."""

from collections.abc import Iterator

from castforms.library.reader import near, shorten
from castforms.model.expression import And, Comparison, Count, Expression, Literal, Not, Operand, Or, Reference, Sum
from castforms.model.template import Field, FieldType, Hole, text_lines

CHOICES = frozenset({FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE})
NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
_MANY = frozenset({FieldType.SELECT_MULTIPLE, FieldType.LIST, FieldType.REPEAT})


class FieldScope:
    """The fields in sight: those of the repeat's item first, then those around it."""

    def __init__(self, fields: tuple[Field, ...], outer: "FieldScope | None" = None) -> None:
        around = outer.fields if outer else {}
        self.fields: dict[str, Field] = {**around, **{field.name: field for field in fields}}
        self._outer = outer

    def inside(self, repeat: Field) -> "FieldScope":
        """What is in sight inside an item of that repeat."""
        return FieldScope(repeat.fields, self)

    def find(self, name: str) -> Field | None:
        """The field of that name, if it is in sight."""
        return self.fields.get(name)

    def unknown(self, name: str) -> str:
        """The message that no such field is in sight."""
        return f"没有字段“{shorten(name)}”{near(name, self.fields)}，请改正 ${{…}} 里的名称"

    def repeat(self, name: str) -> Field | str:
        """The repeat of that name, or the message what is wrong with it."""
        field = self.find(name)
        if field is None:
            return self.unknown(name)
        return field if field.type is FieldType.REPEAT else f'字段“{name}”不是重复组（type = "repeat"），请改正'


def text_faults(text: str, scope: FieldScope) -> Iterator[str]:
    """What is wrong with the holes of a template text."""
    for line in text_lines(text):
        for piece in line:
            if isinstance(piece, Hole):
                yield from _hole_faults(piece, scope)
            elif "${" in piece:
                yield f"“{shorten(piece[piece.index('${') :])}”写法不对，应为 ${{字段名}} 或 ${{字段名.选项名}}"


def lists_alone(text: str, scope: FieldScope) -> bool:
    """Whether some line of the text is nothing but the hole of a list."""
    for line in text_lines(text):
        if len(line) == 1 and isinstance(line[0], Hole):
            field = scope.find(line[0].name)
            if field is not None and field.type is FieldType.LIST:
                return True
    return False


def expression_faults(expression: Expression, scope: FieldScope) -> Iterator[str]:
    """What is wrong with the names of a condition."""
    match expression:
        case Comparison():
            yield from _operand_faults(expression.left, scope)
            yield from _operand_faults(expression.right, scope)
            yield from _choice_faults(expression, scope)
        case Not():
            yield from expression_faults(expression.condition, scope)
        case And() | Or():
            for condition in expression.conditions:
                yield from expression_faults(condition, scope)


def names_in(expression: Expression) -> Iterator[str]:
    """The fields a condition names; of a sum the repeat."""
    match expression:
        case Comparison(left, _, right):
            for operand in (left, right):
                match operand:
                    case Reference(name) | Count(name) | Sum(name, _):
                        yield name
        case Not(condition):
            yield from names_in(condition)
        case And(conditions) | Or(conditions):
            for condition in conditions:
                yield from names_in(condition)


def _hole_faults(hole: Hole, scope: FieldScope) -> Iterator[str]:
    field = scope.find(hole.name)
    if field is None:
        yield scope.unknown(hole.name)
    elif field.type is FieldType.PICTURE:
        yield f'“{hole.name}”是图片，不能印在文字里，请给正文段落写 pictures = "重复组名"'
    elif field.type is FieldType.REPEAT:
        yield f'“{hole.name}”是重复组，不能直接印出，请放进 for_each = "{hole.name}" 的行或块里'
    elif hole.choice and field.columns:
        if hole.choice not in field.columns:
            advice = near(hole.choice, field.columns)
            yield f"“{hole.name}”没有栏目“{hole.choice}”{advice}（可用：{'、'.join(field.columns)}）"
    elif hole.choice and field.type not in CHOICES:
        yield f"“{hole.name}”不是选择题，不能写 ${{{hole.name}.{hole.choice}}}，请改为 ${{{hole.name}}}"
    elif hole.choice and field.choice(hole.choice) is None:
        names = [choice.name for choice in field.choices]
        yield f"“{hole.name}”没有选项“{hole.choice}”{near(hole.choice, names)}（可用：{'、'.join(names)}）"


def _operand_faults(operand: Operand, scope: FieldScope) -> Iterator[str]:
    match operand:
        case Literal():
            return
        case Sum():
            yield from _sum_faults(operand, scope)
        case Reference() | Count():
            field = scope.find(operand.name)
            if field is None:
                yield scope.unknown(operand.name)
            elif isinstance(operand, Reference) and field.type in _MANY:
                yield f"“{operand.name}”有多项，不能直接比较，请用 count(${{{operand.name}}})"


def _sum_faults(operand: Sum, scope: FieldScope) -> Iterator[str]:
    repeat = scope.repeat(operand.repeat)
    if isinstance(repeat, str):
        yield repeat
        return
    field = next((field for field in repeat.fields if field.name == operand.name), None)
    if field is None or field.type not in NUMBERS:
        yield f"重复组“{operand.repeat}”里没有数字字段“{operand.name}”，请改正"


def _choice_faults(comparison: Comparison, scope: FieldScope) -> Iterator[str]:
    """A choice compared with a word that is none of its names never holds."""
    pairs = ((comparison.left, comparison.right), (comparison.right, comparison.left))
    for reference, literal in pairs:
        if isinstance(reference, Reference) and isinstance(literal, Literal) and literal.value != "":
            field = scope.find(reference.name)
            if field and field.type in CHOICES and not field.columns and field.choice(str(literal.value)) is None:
                yield f"“{reference.name}”没有选项“{shorten(str(literal.value))}”，请改正"
