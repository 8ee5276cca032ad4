"""Reads the questions of a form, `[[fields]]`."""

from collections.abc import Iterator, Mapping

from castforms.library.choices import read_name, read_offer, source_fault
from castforms.library.expressions import ExpressionError, parse_expression
from castforms.library.names import CHOICES, NUMBERS, FieldScope, expression_faults
from castforms.library.reader import TableReader
from castforms.model.expression import Comparator, Comparison, Expression, Literal, as_date, as_number
from castforms.model.finding import Severity
from castforms.model.template import (
    Appearance,
    Constraint,
    Field,
    FieldType,
    Limit,
    LimitUnit,
    Marks,
    TextFormat,
    walk_fields,
)
from castforms.model.work_points import WorkPointList

MOST_FIELDS = 500
"""Fields of a form, those of repeats included."""
DEEPEST_REPEAT = 3
"""Repeats inside one another."""
_MOST_RULES = 20  # limits or constraints of one field

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_LENGTHS = (LimitUnit.WORDS, LimitUnit.CHARACTERS)
_UNITS: dict[FieldType, tuple[LimitUnit, ...]] = {
    FieldType.TEXT: _LENGTHS,
    FieldType.LONG_TEXT: _LENGTHS,
    FieldType.INTEGER: (LimitUnit.VALUE,),
    FieldType.DECIMAL: (LimitUnit.VALUE,),
    FieldType.SELECT_MULTIPLE: (LimitUnit.ITEMS,),
    FieldType.LIST: (LimitUnit.ITEMS,),
    FieldType.REPEAT: (LimitUnit.ITEMS,),
}
_FITTING: dict[str, frozenset[FieldType]] = {
    "choices": CHOICES,
    "choices_from": CHOICES,
    "marks": CHOICES,
    "unit": NUMBERS,
    "format": _TEXTS | {FieldType.LIST},
    "item_limits": frozenset({FieldType.LIST}),
    "item_label": frozenset({FieldType.LIST, FieldType.REPEAT}),
    "fields": frozenset({FieldType.REPEAT}),
    "appearance": frozenset({FieldType.REPEAT}),
    "readonly": _TEXTS,
    "default": _TEXTS | NUMBERS | {FieldType.DATE, FieldType.SELECT_ONE},
}
"""Keys that only some types of field may have."""

_ALWAYS = Comparison(Literal("1"), Comparator.EQ, Literal("1"))  # stands in for a condition that cannot be read


def read_fields(form: TableReader, lists: Mapping[str, WorkPointList]) -> tuple[Field, ...]:
    """The fields of the form, all faults noted, references checked; `lists` are those it may choose from."""
    readers = form.tables("fields", MOST_FIELDS)
    fields = tuple(_field(reader, 1, lists) for reader in readers)
    if not fields:
        form.fault("fields", "缺少字段，请至少写一个 [[fields]]")
    if sum(1 for _ in walk_fields(fields)) > MOST_FIELDS:
        form.fault("fields", f"字段超过 {MOST_FIELDS} 个，请删减")
    _check_names(readers, fields, frozenset())
    _check_references(readers, fields, FieldScope(fields))
    return fields


def read_condition(reader: TableReader, name: str) -> Expression | None:
    """The condition under a key, if there is one that can be read."""
    text = reader.text(name)
    if not text:
        return None
    try:
        return parse_expression(text)
    except ExpressionError as error:
        reader.fault(name, str(error))
        return None


def _field(reader: TableReader, depth: int, lists: Mapping[str, WorkPointList]) -> Field:
    kind = _kind(reader)
    offer = read_offer(reader, kind, lists)
    field = Field(
        name=read_name(reader),
        type=kind,
        label=reader.line("label", None),
        hint=reader.text("hint"),
        group=reader.line("group"),
        required=reader.flag("required"),
        required_source=reader.text("required_source"),
        format=reader.member("format", TextFormat, TextFormat.PLAIN),
        unit=reader.line("unit"),
        choices=offer.choices,
        choices_from=offer.choices_from,
        choice_lists=offer.choice_lists,
        columns=offer.columns,
        marks=_marks(reader.table("marks")),
        limits=tuple(_limit(limit, _UNITS.get(kind, ())) for limit in reader.tables("limits", _MOST_RULES)),
        item_limits=tuple(_limit(limit, _LENGTHS) for limit in reader.tables("item_limits", _MOST_RULES)),
        source=reader.text("source"),
        relevant=read_condition(reader, "relevant"),
        constraints=tuple(_constraints(reader)),
        default=reader.text("default"),
        fields=_inner_fields(reader, kind, depth, lists),
        item_label=reader.line("item_label"),
        readonly=reader.flag("readonly"),
        appearance=reader.member("appearance", Appearance, Appearance.USUAL),
    )
    _check_fit(reader, field)
    reader.finish()
    return field


def _kind(reader: TableReader) -> FieldType:
    if "type" not in reader:
        reader.fault("type", f"缺少字段类型，请补上（可用：{'、'.join(FieldType)}）")
    return reader.member("type", FieldType, FieldType.TEXT)


def _marks(reader: TableReader) -> Marks:
    usual = Marks()
    marks = Marks(reader.line("unchecked", usual.unchecked), reader.line("checked", usual.checked))
    if marks.checked == marks.unchecked:
        reader.fault("", "勾选与未勾选的符号相同，请改正")
    reader.finish()
    return marks


def _limit(reader: TableReader, units: tuple[LimitUnit, ...]) -> Limit:
    limit = Limit(
        minimum=reader.number("min"),
        maximum=reader.number("max"),
        unit=reader.member("unit", LimitUnit, units[0] if units else LimitUnit.WORDS),
        severity=reader.member("severity", Severity, Severity.ERROR),
        source=reader.text("source"),
    )
    if not units:
        reader.fault("", "这种类型的字段不能有限制，请删去")
    elif limit.unit not in units:
        reader.fault("unit", f"单位“{limit.unit}”不适合这种类型的字段（可用：{'、'.join(units)}）")
    _check_range(reader, limit)
    reader.finish()
    return limit


def _check_range(reader: TableReader, limit: Limit) -> None:
    if "min" not in reader and "max" not in reader:
        reader.fault("", "限制缺少 min 或 max，请补上")
    elif limit.minimum is not None and limit.maximum is not None and limit.minimum > limit.maximum:
        reader.fault("min", f"下限 {limit.minimum:g} 大于上限 {limit.maximum:g}，请改正")
    for name, bound in (("min", limit.minimum), ("max", limit.maximum)):
        if bound is not None and limit.unit is not LimitUnit.VALUE and (bound < 0 or bound != int(bound)):
            reader.fault(name, f"数量应为不小于 0 的整数，现为 {bound:g}")


def _constraints(reader: TableReader) -> Iterator[Constraint]:
    for constraint in reader.tables("constraints", _MOST_RULES):
        if "constraint" not in constraint:
            constraint.fault("constraint", "缺少条件，请补上，如 ${a} <= ${b}")
        expression = read_condition(constraint, "constraint")
        message = constraint.line("message", None)
        severity = constraint.member("severity", Severity, Severity.ERROR)
        source = constraint.text("source")
        constraint.finish()
        yield Constraint(expression or _ALWAYS, message, severity, source)


def _inner_fields(
    reader: TableReader, kind: FieldType, depth: int, lists: Mapping[str, WorkPointList]
) -> tuple[Field, ...]:
    readers = reader.tables("fields", MOST_FIELDS)
    if readers and depth > DEEPEST_REPEAT:
        reader.fault("fields", f"重复组嵌套超过 {DEEPEST_REPEAT} 层，请减少层次")
        return ()
    if kind is FieldType.REPEAT and not readers:
        reader.fault("fields", "重复组缺少字段，请写 [[fields.fields]]")
    return tuple(_field(inner, depth + 1, lists) for inner in readers)


def _check_fit(reader: TableReader, field: Field) -> None:
    for name, kinds in _FITTING.items():
        if name in reader and field.type not in kinds:
            reader.fault(name, f"类型为 {field.type} 的字段不能有 {name}，请删去")
    if field.format is TextFormat.NUMBERED_BODY and field.type is not FieldType.LONG_TEXT:
        reader.fault("format", 'numbered_body 只适用于 type = "long_text"，请改正')
    if field.default and not _readable_default(field):
        reader.fault("default", f"默认值“{field.default}”不符合字段类型 {field.type}，请改正")


def _readable_default(field: Field) -> bool:
    match field.type:
        case FieldType.INTEGER:
            number = as_number(field.default)
            return number is not None and number == int(number)
        case FieldType.DECIMAL:
            return as_number(field.default) is not None
        case FieldType.DATE:
            return as_date(field.default) is not None
        case FieldType.SELECT_ONE:
            return field.choice(field.default) is not None
        case _:
            return True


def _inner_readers(reader: TableReader) -> tuple[TableReader, ...]:
    return reader.tables("fields", MOST_FIELDS)


def _check_names(readers: tuple[TableReader, ...], fields: tuple[Field, ...], around: frozenset[str]) -> None:
    """A name must be unique where it is in sight, so that `${name}` has one meaning."""
    seen = set(around)
    for reader, field in zip(readers, fields, strict=True):
        if field.name and field.name in seen:
            reader.fault("name", f"字段名“{field.name}”重复，请改名")
        seen.add(field.name)
    for reader, field in zip(readers, fields, strict=True):
        if field.fields:
            _check_names(_inner_readers(reader), field.fields, frozenset(seen))


def _check_references(readers: tuple[TableReader, ...], fields: tuple[Field, ...], scope: FieldScope) -> None:
    for reader, field in zip(readers, fields, strict=True):
        if message := source_fault(field, scope):
            reader.fault("choices_from", message)
        if field.relevant:
            for message in expression_faults(field.relevant, scope):
                reader.fault("relevant", message)
        for position, constraint in enumerate(field.constraints):
            for message in expression_faults(constraint.expression, scope):
                reader.fault(f"constraints[{position}].constraint", message)
        if field.fields:
            _check_references(_inner_readers(reader), field.fields, scope.inside(field))
