"""What a returned file says against the entry it carries, answer by answer, and the entry as the clerk decides."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from castforms.compose.scope import outermost
from castforms.intake.text_folding import folded
from castforms.model.entry import Entry, FieldPath, Record, Value, record, records_of
from castforms.model.expression import as_date
from castforms.model.template import (
    BlockPart,
    Field,
    FieldType,
    FormTemplate,
    RepeatPart,
    RowPart,
    TablePart,
)
from castforms.session.blank import blank_record
from castforms.session.read_answers import Answers

_UNLIKE = 0.4
"""Share of the characters up to which two items have nothing to do with one another."""
_MOST_PAIRS = 900
"""Pairs of items that are compared; more are taken as they stand."""


class Difference(NamedTuple):
    """An answer that is not the same in the file and in the data it carries.

    A whole item of a repeat that stands in one of them only is one difference, its path that of the item.
    """

    path: FieldPath
    label: str
    file: Value
    embedded: Value


class _Item(NamedTuple):
    """An item of a repeat: its place in the file and in the data, None where it is not there."""

    file: int | None
    embedded: int | None
    unseen: bool = False
    """Whether the form does not print it, so that the file says nothing of it."""


def differences(template: FormTemplate, answers: Answers, embedded: Entry) -> tuple[Difference, ...]:
    """Every answer that the file has otherwise than the entry, in the form's order."""
    return tuple(_Merger(template, answers, embedded).differences())


def taken(
    template: FormTemplate, answers: Answers, embedded: Entry, chosen: Collection[FieldPath] | None = None
) -> Entry:
    """The entry with the file's answers at the chosen paths of differences; at all of them where none are given."""
    return _Merger(template, answers, embedded).taken(chosen)


class _Merger:
    """Paths of differences count items as they stand in the union of both: `_pairs` in their order."""

    def __init__(self, template: FormTemplate, answers: Answers, embedded: Entry) -> None:
        self._template = template
        self._answers = answers
        self._embedded = embedded
        self._rows = {row.for_each: row for row in _repeated_rows(template)}

    def differences(self) -> Iterator[Difference]:
        yield from self._record_differences(self._template.fields, (), (), self._embedded.values, "")

    def taken(self, chosen: Collection[FieldPath] | None) -> Entry:
        values = self._record_taken(self._template.fields, (), (), self._embedded.values, chosen)
        return Entry(self._template.id, values)

    def _record_differences(
        self, fields: Sequence[Field], path: FieldPath, there: FieldPath, values: Record, place: str
    ) -> Iterator[Difference]:
        """`path` is of the union, `there` of the file."""
        for field in fields:
            if field.type is FieldType.REPEAT:
                yield from self._repeat_differences(field, (*path, field.name), (*there, field.name), values, place)
            elif (said := self._answers.values.get((*there, field.name))) is not None:
                known = values.get(field.name, "")
                if not same(field, said, known):
                    yield Difference((*path, field.name), place + field.label, said, known)

    def _repeat_differences(
        self, field: Field, path: FieldPath, there: FieldPath, values: Record, place: str
    ) -> Iterator[Difference]:
        items = records_of(values.get(field.name, ""))
        for k, item in enumerate(self._pairs(field, there, items)):
            label = f"{place}{field.item_label or field.label}{k + 1}　"
            if item.file is None and item.embedded is not None and not item.unseen:
                yield Difference((*path, k), label.strip(), "", (items[item.embedded],))
            elif item.embedded is None and item.file is not None:
                yield Difference((*path, k), label.strip(), (self._item(field, (*there, item.file)),), "")
            elif item.file is not None and item.embedded is not None:
                yield from self._record_differences(
                    field.fields, (*path, k), (*there, item.file), items[item.embedded], label
                )

    def _record_taken(
        self,
        fields: Sequence[Field],
        path: FieldPath,
        there: FieldPath,
        values: Record,
        chosen: Collection[FieldPath] | None,
    ) -> Record:
        changed = dict(values)
        for field in fields:
            here, said_at = (*path, field.name), (*there, field.name)
            if field.type is FieldType.REPEAT:
                if said_at in self._answers.counts:
                    changed[field.name] = tuple(self._items_taken(field, here, said_at, values, chosen))
            elif chosen is None or here in chosen:
                known = values.get(field.name, "")
                said = self._answers.values.get(said_at, known)
                if not same(field, said, known):
                    changed[field.name] = said
        return record(changed)

    def _items_taken(
        self,
        field: Field,
        path: FieldPath,
        there: FieldPath,
        values: Record,
        chosen: Collection[FieldPath] | None,
    ) -> Iterator[Record]:
        items = records_of(values.get(field.name, ""))
        for k, item in enumerate(self._pairs(field, there, items)):
            wanted = chosen is None or (*path, k) in chosen
            if item.file is not None and item.embedded is not None:
                yield self._record_taken(field.fields, (*path, k), (*there, item.file), items[item.embedded], chosen)
            elif item.file is not None and wanted:
                yield self._item(field, (*there, item.file))
            elif item.embedded is not None and (item.unseen or not wanted):
                yield items[item.embedded]

    def _item(self, field: Field, there: FieldPath) -> Record:
        """An item as the file alone says it."""
        values = dict(blank_record(field.fields))
        for each in field.fields:
            if (said := self._answers.values.get((*there, each.name))) is not None:
                values[each.name] = said
        return record(values)

    def _pairs(self, field: Field, there: FieldPath, items: Sequence[Record]) -> Sequence[_Item]:
        """The items of both, in the entry's order, those of the file alone behind the one they follow in print."""
        count = self._answers.counts.get(there)
        if count is None:
            return [_Item(k, k) for k in range(len(items))]
        printed = self._printed_order(field, len(items)) if len(there) == 1 else list(range(len(items)))
        if not items or all(not folded(_said(item)) for item in items):
            kept = [_Item(None, k, unseen=True) for k in range(count, len(items))]
            return [_Item(k, k if k < len(items) else None) for k in range(count)] + kept
        pairs = _aligned(
            [folded(_said(self._item(field, (*there, k)))) for k in range(count)],
            [folded(_said(items[k])) for k in printed],
        )
        ordered = [_Item(file, None if known is None else printed[known]) for file, known in pairs]
        ordered += [_Item(None, k, unseen=True) for k in range(len(items)) if k not in printed]
        return _in_entry_order(ordered)

    def _printed_order(self, field: Field, count: int) -> list[int]:
        """The items that are printed, in the order of the print."""
        row = self._rows.get(field.name)
        if row is None:
            return list(range(count))
        scope = outermost(self._template, self._embedded)
        items = scope.items_by(field.name, row.order_by)
        return [int(item.path[-1]) for item in items if item.holds(row.relevant)][:count]


def same(field: Field, one: Value, other: Value) -> bool:
    """Whether two answers to a field are the same in print, blanks aside."""
    if field.type is FieldType.SELECT_MULTIPLE:
        return set(one) == set(other)
    if field.type is FieldType.DATE and isinstance(one, str) and isinstance(other, str):
        days = as_date(one), as_date(other)
        if None not in days:
            return days[0] == days[1]
    lines, others = (
        [("".join(text.split())) for text in (value.split("\n") if isinstance(value, str) else value)]  # type: ignore[union-attr]
        for value in (one, other)
    )
    if field.type is not FieldType.LIST and field.type is not FieldType.LONG_TEXT:
        return "".join(lines) == "".join(others)
    return [line for line in lines if line] == [line for line in others if line]


def shown(template: FormTemplate, path: FieldPath, value: Value, around: Record) -> str:
    """An answer for people: labels instead of the names of choices, items and paragraphs on lines of their own.

    `around` are the form's answers, by which lists of choices are chosen.
    """
    fields: Sequence[Field] = template.fields
    field: Field | None = None
    for step in path:
        if isinstance(step, str):
            field = next((each for each in fields if each.name == step), None)
            fields = field.fields if field else ()
    return _shown(field, value, around) if field else str(value)


def _shown(field: Field, value: Value, around: Record) -> str:
    if isinstance(value, str):
        choice = field.settled((around,)).choice(value)
        return choice.label if choice else value
    if isinstance(value, Mapping):
        parts = ((each.label, _shown(each, value.get(each.name, ""), around)) for each in field.fields)
        return "\n".join(f"{label}：{text}" for label, text in parts if text)
    separator = "、" if field.type is FieldType.SELECT_MULTIPLE else "\n"
    return separator.join(_shown(field, item, around) for item in value)


def _said(value: Value) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(map(_said, value.values() if isinstance(value, Mapping) else value))


def _aligned(file: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Places of the same or a changed item in both, in order; None where the other has none like it."""
    for tag, a, a_end, b, b_end in SequenceMatcher(None, file, known, autojunk=False).get_opcodes():
        rows, columns = a_end - a, b_end - b
        if tag == "equal" or rows == columns == 1 or (rows == columns and rows * columns > _MOST_PAIRS):
            yield from zip(range(a, a_end), range(b, b_end), strict=True)
        elif rows * columns > _MOST_PAIRS:
            yield from ((k, None) for k in range(a, a_end))
            yield from ((None, k) for k in range(b, b_end))
        else:
            for k, m in _paired(file[a:a_end], known[b:b_end]):
                yield (None if k is None else a + k), (None if m is None else b + m)


def _paired(file: Sequence[str], known: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The pairs that are most alike over all, in order (Needleman and Wunsch)."""
    best = [[0.0] * (len(known) + 1) for _ in range(len(file) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for k in reversed(range(len(file))):
        for m in reversed(range(len(known))):
            alike[k, m] = SequenceMatcher(None, file[k], known[m], autojunk=False).ratio() - _UNLIKE
            best[k][m] = max(best[k + 1][m], best[k][m + 1], best[k + 1][m + 1] + alike[k, m])
    pairs: list[tuple[int | None, int | None]] = []
    k = m = 0
    while k < len(file) and m < len(known):
        if best[k][m] == best[k + 1][m + 1] + alike[k, m]:
            pairs.append((k, m))
            k, m = k + 1, m + 1
        elif best[k][m] == best[k + 1][m]:
            pairs.append((k, None))
            k += 1
        else:
            pairs.append((None, m))
            m += 1
    return [*pairs, *((k, None) for k in range(k, len(file))), *((None, m) for m in range(m, len(known)))]


def _in_entry_order(items: Sequence[_Item]) -> list[_Item]:
    """Sorted by place in the entry; what is only in the file keeps behind the item that it follows."""
    runs: list[tuple[int, list[_Item]]] = [(-1, [])]
    for item in items:
        if item.embedded is not None:
            runs.append((item.embedded, []))
        runs[-1][1].append(item)
    return [item for _place, run in sorted(runs, key=lambda run: run[0]) for item in run]


def _repeated_rows(template: FormTemplate) -> Iterator[RowPart]:
    """The rows of the form that are printed once for each item of a repeat."""

    def walk(parts: Sequence[BlockPart]) -> Iterator[RowPart]:
        for part in parts:
            if isinstance(part, RepeatPart):
                yield from walk(part.blocks)
            elif isinstance(part, TablePart):
                yield from (row for row in part.rows if row.for_each)

    for section in template.sections:
        yield from walk(section.blocks)
