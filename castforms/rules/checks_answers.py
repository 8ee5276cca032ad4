"""Checks of what was answered: whether, how much, of which kind, and twice or once."""

import unicodedata
from collections.abc import Hashable, Iterator
from decimal import Decimal
from itertools import groupby

from castforms.model.entry import FieldPath, Value, records_of, text_of, texts_of
from castforms.model.expression import as_number, evaluate, is_readable
from castforms.model.finding import Finding
from castforms.model.picture import picture_of
from castforms.model.stylesheet import GB_9704
from castforms.model.template import Appearance, Field, FieldType, Limit, LimitUnit
from castforms.rules.answer import Answer, excerpt
from castforms.rules.catalogue import Message
from castforms.rules.counting import word_count
from castforms.rules.dates import missing_part, parse_date

_LONGEST_COMPARED = 1000
_MOST_SHOWN = 8  # choices that a message names
_MEASURE_WORD = {LimitUnit.WORDS: "字", LimitUnit.CHARACTERS: "个字符", LimitUnit.ITEMS: "项"}


def required(answer: Answer) -> Iterator[Finding]:
    """A required field is answered; blank items of a list are no answer."""
    if answer.field.required and not _is_answered(answer):
        yield Message.REQUIRED.at(answer.path, source=answer.field.required_source, where=answer.where)


def limits(answer: Answer) -> Iterator[Finding]:
    """The answer keeps the field's limits; an unanswered field keeps them all."""
    if answer.field.limits and _is_answered(answer):
        for limit in answer.field.limits:
            amount = _amount(answer, limit.unit)
            if amount is not None:
                yield from _compare(amount, limit, answer.path, answer.where)


def item_limits(answer: Answer) -> Iterator[Finding]:
    """Each item of a list keeps the limits of an item."""
    for limit in answer.field.item_limits:
        for passage in answer.passages:
            amount = _length(passage.text, limit.unit)
            if amount is not None:
                yield from _compare(amount, limit, passage.path, passage.where)


def numbers(answer: Answer) -> Iterator[Finding]:
    """A number field holds a number, an integer field a whole one."""
    if answer.field.type not in {FieldType.INTEGER, FieldType.DECIMAL} or not answer.text:
        return
    number = as_number(answer.text)
    if answer.field.type is FieldType.INTEGER and (number is None or number != number.to_integral_value()):
        yield _unreadable(Message.NOT_INTEGER, answer)
    elif number is None:
        yield _unreadable(Message.NOT_NUMBER, answer)


def dates(answer: Answer) -> Iterator[Finding]:
    """A date field holds a date of the calendar, with its year and its day."""
    if answer.field.type is FieldType.DATE and answer.text and parse_date(answer.text) is None:
        missing = missing_part(answer.text)
        yield _unreadable(Message.NOT_DATE, answer, f"缺少{missing}" if missing else "不是日历上有的日期")


def pictures(answer: Answer) -> Iterator[Finding]:
    """A picture field holds a picture that both files can show."""
    if answer.field.type is FieldType.PICTURE and answer.text and picture_of(answer.text) is None:
        yield Message.NOT_PICTURE.at(answer.path, where=answer.where)


def last_pictures(answer: Answer) -> Iterator[Finding]:
    """Not so many pictures come after the last paragraph that the seal's page has no room for text."""
    shown = {field.type: field for field in answer.field.fields}
    picture, place = shown.get(FieldType.PICTURE), shown.get(FieldType.INTEGER)
    if picture is None or place is None:
        return
    items = [item for item in records_of(answer.value) if text_of(item.get(picture.name, ""))]
    last = sum(not text_of(item.get(place.name, "")).strip() for item in items)
    if last > GB_9704.picture.beside_seal:
        most = GB_9704.picture.beside_seal
        yield Message.LAST_PICTURES.at(answer.path, count=last, most=most, place=place.label)


def choices(answer: Answer) -> Iterator[Finding]:
    """What is chosen is among the field's choices."""
    field = answer.field
    chosen: tuple[str, ...] = ()
    if field.type is FieldType.SELECT_ONE:
        chosen = (answer.text,)
    elif field.type is FieldType.SELECT_MULTIPLE:
        chosen = texts_of(answer.value)
    for name in chosen if field.choices else ():  # a field that chooses from a list has none until the list is chosen
        if name.strip() and field.choice(name) is None:
            text = excerpt(name)
            offered = _offered(field)
            yield Message.UNKNOWN_CHOICE.at(
                answer.path, source=field.source, where=answer.where, text=text, choices=offered
            )


def coverage(answer: Answer) -> Iterator[Finding]:
    """Every choice of a list is taken up by some item of the repeat; said once there is an item that takes one up."""
    for field in answer.field.fields:
        names = [choice.name for choice in field.settled(answer.scopes).choices] if field.choices_from else []
        taken = {text_of(item.get(field.name, "")).strip() for item in records_of(answer.value)}
        left = [position for position, name in enumerate(names) if name not in taken]
        if left and len(left) < len(names):
            yield Message.NOT_COVERED.at(
                answer.path,
                where=answer.where,
                what=field.label,
                total=len(names),
                count=len(left),
                numbers=_ranges(left, names),
            )


def unrevised(answer: Answer) -> Iterator[Finding]:
    """Of a draft's points at least one is revised."""
    items = records_of(answer.value) if answer.field.appearance is Appearance.REDLINE else ()
    if items and all(text_of(item.get("original", "")) == text_of(item.get("revised", "")) for item in items):
        yield Message.UNREVISED.at(answer.path, where=answer.where)


def constraints(answer: Answer) -> Iterator[Finding]:
    """What the template demands of an answer holds.

    Nothing is demanded of a field without an answer, nor of numbers that cannot be read: another check tells of those.
    """
    if answer.field.constraints and _is_answered(answer):
        for constraint in answer.field.constraints:
            expression, severity, source = constraint.expression, constraint.severity, constraint.source
            if is_readable(expression, answer.scopes) and not evaluate(expression, answer.scopes):
                yield Message.CONSTRAINT.at(answer.path, severity=severity, source=source, message=constraint.message)


def duplicate_items(answer: Answer) -> Iterator[Finding]:
    """No two items of a list are the same."""
    if answer.field.type is not FieldType.LIST:
        return
    seen: dict[str, int] = {}
    for passage in answer.passages:
        position = int(passage.path[-1]) + 1
        earlier = seen.setdefault(_comparable(passage.text), position)
        if earlier != position:
            yield Message.DUPLICATE_ITEM.at(passage.path, where=passage.where, earlier=earlier)


def duplicate_records(answer: Answer) -> Iterator[Finding]:
    """No two items of a repeat are the same in every answer."""
    if answer.field.type is not FieldType.REPEAT:
        return
    seen: dict[Hashable, int] = {}
    for position, item in enumerate(records_of(answer.value), 1):
        if not any(_is_filled(value) for value in item.values()):
            continue
        earlier = seen.setdefault(_key(item), position)
        if earlier != position:
            where = f"{answer.where}第{position}项"
            yield Message.DUPLICATE_RECORD.at((*answer.path, position - 1), where=where, earlier=earlier)


def _offered(field: Field) -> str:
    labels = [choice.label for choice in field.choices]
    more = f"等{len(labels)}项" if len(labels) > _MOST_SHOWN else ""
    return "、".join(labels[:_MOST_SHOWN]) + more


def _ranges(positions: list[int], names: list[str]) -> str:
    """The names at rising positions, the ends of a run standing for all of it: 1、3—7."""
    runs = [[here for _, here in run] for _, run in groupby(enumerate(positions), lambda pair: pair[1] - pair[0])]
    return "、".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}—{names[run[-1]]}" for run in runs)


def _is_answered(answer: Answer) -> bool:
    match answer.field.type:
        case FieldType.SELECT_MULTIPLE | FieldType.LIST:
            return any(text.strip() for text in texts_of(answer.value))
        case FieldType.REPEAT:
            return bool(records_of(answer.value))
        case _:
            return bool(answer.text)


def _amount(answer: Answer, unit: LimitUnit) -> Decimal | int | None:
    if unit is LimitUnit.VALUE:
        return as_number(answer.text) if answer.field.type in {FieldType.INTEGER, FieldType.DECIMAL} else None
    if unit is not LimitUnit.ITEMS:
        return sum(_length(passage.text, unit) or 0 for passage in answer.passages) if answer.passages else None
    match answer.field.type:
        case FieldType.LIST:
            return len(answer.passages)
        case FieldType.SELECT_MULTIPLE:
            return len(texts_of(answer.value))
        case FieldType.REPEAT:
            return len(records_of(answer.value))
        case _:
            return None


def _length(text: str, unit: LimitUnit) -> int | None:
    if unit is LimitUnit.WORDS:
        return word_count(text)
    return len(text) if unit is LimitUnit.CHARACTERS else None


def _compare(amount: Decimal | int, limit: Limit, path: FieldPath, where: str) -> Iterator[Finding]:
    as_value = limit.unit is LimitUnit.VALUE
    minimum, maximum = _bound(limit.minimum), _bound(limit.maximum)
    if maximum is not None and amount > maximum:
        message = Message.VALUE_TOO_LARGE if as_value else Message.OVER_LIMIT
        allowed = maximum
    elif minimum is not None and amount < minimum:
        message = Message.VALUE_TOO_SMALL if as_value else Message.UNDER_LIMIT
        allowed = minimum
    else:
        return
    yield message.at(
        path,
        severity=limit.severity,
        source=limit.source,
        where=where,
        actual=_figure(amount),
        allowed=_figure(allowed),
        difference=_figure(abs(amount - allowed)),
        unit=_MEASURE_WORD.get(limit.unit, ""),
    )


def _bound(number: float | None) -> Decimal | None:
    """The bound as the form writes it, 0.1 and not the nearest binary fraction."""
    return None if number is None else Decimal(str(number))


def _figure(number: Decimal | int) -> str:
    figure = f"{number:f}"
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def _unreadable(message: Message, answer: Answer, trouble: str = "") -> Finding:
    text, source = excerpt(answer.text), answer.field.source
    return message.at(answer.path, source=source, where=answer.where, text=text, trouble=trouble)


def _is_filled(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _comparable(text: str) -> str:
    plain = text.strip()
    return unicodedata.normalize("NFKC", plain) if len(plain) <= _LONGEST_COMPARED else plain


def _key(value: Value) -> Hashable:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, tuple):
        return tuple(_key(item) for item in value)
    return frozenset((name, _key(item)) for name, item in value.items() if _is_filled(item))
