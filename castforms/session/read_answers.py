"""What the aligned tokens of a returned file answer to the form's questions, and what cannot be told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from castforms.compose.printed_form import Grid, Place, PrintedLine
from castforms.compose.unprinted import DoubtfulError, PrintedText, answer_of, tick
from castforms.intake.word_rows import Cell, Row, Text
from castforms.model.entry import FieldPath, Record, Value, records_of, text_of
from castforms.model.template import Field, FieldType, FormTemplate, Hole
from castforms.session.read_alignment import Alignment, Match
from castforms.session.read_scores import Scores
from castforms.session.read_tokens import Token
from castforms.session.read_words import alike, found_in, is_tick_line, plain, same_words

_LONG, _LIKE = 16, 0.85
"""Characters from which on a printed choice may be known by its likeness, and how like it must be."""
_SHOWN = 30
_LONGEST_CAPTION = 200


class Answers(NamedTuple):
    """What a file says, by the path of the answer; `doubts` are paths whose answer cannot be told, and why."""

    values: Mapping[FieldPath, Value]
    doubts: Mapping[FieldPath, str]
    strays: tuple[str, ...]
    """Texts that stand nowhere where the form has a place."""
    counts: Mapping[FieldPath, int]
    """How many items each repeat has."""


class AnswerReader:
    """Reads one file; `around` are the answers known from elsewhere, for choices that depend on others."""

    def __init__(self, template: FormTemplate, form: Sequence[Place | Grid], around: Record) -> None:
        self._fields = {field.name: field for field in template.fields}
        self._form = form
        self._around = around
        self._said: dict[FieldPath, list[Value]] = defaultdict(list)
        self._first: dict[FieldPath, dict[str, Value]] = defaultdict(dict)  # by the path of their record
        self._ticks: dict[FieldPath, dict[str, bool]] = defaultdict(dict)
        self._doubts: dict[FieldPath, str] = {}
        self._counts: dict[FieldPath, int] = {}

    def read(self, alignment: Alignment, scores: Scores) -> Answers:
        """The answers of an aligned file."""
        matches, strays = _settled(alignment.matches, scores)
        together: dict[tuple[int, int, int], list[Token]] = defaultdict(list)
        for match, part in matches:
            together[match.place, match.item, part].append(match.token)
            self._count_items(self._form[match.place], match.item)
        for (index, item, _part), tokens in together.items():
            place = self._form[index]
            if isinstance(place, Place):
                self._place(place, item, [line for token in tokens for line in token.lines])
        for (index, item, _part), tokens in together.items():
            place = self._form[index]
            if isinstance(place, Grid):
                strays += self._grid(place, item, tokens)
        self._doubt_twins(matches, scores)
        return Answers(self._settled_values(), self._doubts, tuple(strays), self._counts)

    def _count_items(self, place: Place | Grid, item: int) -> None:
        if len(place.repeats) > isinstance(place, Grid):
            path = (place.repeats[0],)
            self._counts[path] = max(self._counts.get(path, 0), item + 1)

    def _place(self, place: Place, item: int, lines: Sequence[Text]) -> None:
        way = ((place.repeats[0], item),) if place.repeats else ()
        self._lines(place, way, lines)

    def _lines(self, place: Place, way: tuple[tuple[str, int], ...], lines: Sequence[Text]) -> Mapping[Hole, str]:
        """Notes what the lines answer; returns what stands in the holes for columns of a choice."""
        columns: dict[Hole, str] = {}
        rest = list(lines)
        own = [line for line in place.lines if line.is_answer]
        for line in place.lines:
            if line.is_answer:
                continue
            for k, text in enumerate(rest if own else [_one(rest)]):
                found = found_in(text.text, line, self._all_fields(way)) if line.holes else None
                if found and found.score:
                    self._inline(line, found.answers, way, columns, doubtful=found.doubtful)
                elif line.holes or not same_words(text.text, line.words):
                    continue
                if own:
                    del rest[k]
                break
        for line, part in _dealt(own, rest):
            hole = line.holes[0]
            if part is None:
                path, field = self._field(hole, way)
                self._doubts[path] = f"“{field.label}”与相邻的内容分不开"
            else:
                self._answer(line, hole, part, way, columns)
        return columns

    def _answer(
        self,
        line: PrintedLine,
        hole: Hole,
        lines: Sequence[Text],
        way: tuple[tuple[str, int], ...],
        columns: dict[Hole, str],
    ) -> None:
        path, field = self._field(hole, way)
        if hole.choice:
            columns[hole] = "".join(each.text for each in lines)
            return
        foreign = {plain(text) for text in line.empty.split("\n") if text} | self._captions(line.pictures)
        printed = [PrintedText(each.text, each.number) for each in lines if plain(each.text) not in foreign]
        self._note(path, field, printed, line.numbering)

    def _captions(self, pictures: str) -> set[str]:
        """The words under the known pictures that stand between the paragraphs of an answer."""
        if not pictures:
            return set()
        items = records_of(self._around.get(pictures, ()))
        texts = (text_of(item.get(field.name, "")) for item in items for field in self._fields[pictures].fields)
        return {plain(text) for text in texts if text and len(text) < _LONGEST_CAPTION}

    def _inline(
        self,
        line: PrintedLine,
        answers: Mapping[Hole, str],
        way: tuple[tuple[str, int], ...],
        columns: dict[Hole, str],
        *,
        doubtful: bool,
    ) -> None:
        for hole, text in answers.items():
            path, field = self._field(hole, way)
            if is_tick_line(line, {hole.name: field}):
                self._tick(path, field, hole, text)
            elif hole.choice:
                columns[hole] = text
            elif doubtful:
                self._doubts[path] = f"“{field.label}”与相邻的内容分不开：“{_short(text)}”"
            else:
                self._note(path, field, [PrintedText(text)], line.numbering)

    def _say(self, path: FieldPath, value: Value) -> None:
        self._said[path].append(value)
        if value not in {"", ()}:
            self._first[path[:-1]].setdefault(str(path[-1]), value)

    def _tick(self, path: FieldPath, field: Field, hole: Hole, marks: str) -> None:
        choice = field.choice(hole.choice)
        try:
            self._ticks[path][hole.choice] = tick(marks, choice.label if choice else hole.choice)
        except DoubtfulError as error:
            self._doubts[path] = str(error)

    def _note(self, path: FieldPath, field: Field, lines: Sequence[PrintedText], numbering: str) -> None:
        try:
            self._say(path, answer_of(field, lines, numbering))
        except DoubtfulError as error:
            self._doubts[path] = f"“{field.label}”：{error}"

    def _grid(self, grid: Grid, item: int, tokens: Sequence[Token]) -> list[str]:
        outer = ((grid.repeats[0], item),) if len(grid.repeats) > 1 else ()
        repeat = grid.repeats[-1]
        strays: list[str] = []
        count = 0
        for token in tokens:
            for row in token.items:
                if not any(cell.text.strip() for cell in row.cells) or _is_head(row, grid):
                    continue
                if len(row.cells) == 1 and len(grid.cells) > 1:
                    strays += [] if grid.grouped else [row.cells[0].text]
                    continue
                way = (*outer, (repeat, count))
                columns: dict[Hole, str] = {}
                for place, lines in _cells(row, grid, token):
                    columns |= self._lines(place, way, lines)
                self._choose(columns, way)
                count += 1
        path = (*(step for pair in outer for step in pair), repeat)
        self._counts[path] = count
        return strays

    def _choose(self, columns: Mapping[Hole, str], way: tuple[tuple[str, int], ...]) -> None:
        """Which choice it is that these columns were printed of."""
        for name in dict.fromkeys(hole.name for hole in columns):
            path, field = self._field(Hole(name), way)
            printed = {hole.choice: text for hole, text in columns.items() if hole.name == name and text.strip()}
            fitting = [
                choice.name
                for choice in field.choices
                if all(_like(text, choice.columns.get(column, "")) for column, text in printed.items())
            ]
            if not printed:
                self._say(path, "")
            elif len(fitting) == 1:
                self._say(path, fitting[0])
            else:
                self._doubts[path] = f"“{field.label}”：“{_short(' '.join(printed.values()))}”不是可选的内容"

    def _doubt_twins(self, matches: Sequence[tuple[Match, int]], scores: Scores) -> None:
        """Labels that may as well be another place of the form which is missing in the file."""
        there = {(match.place, match.item) for match, _part in matches}
        for match, _part in matches:
            place = self._form[match.place]
            if not isinstance(place, Place) or not place.words or match.token.blank:
                continue
            sure = scores.score(match.token, match.place)
            for other in scores.twins(match.place):
                if (other, match.item) not in there and scores.score(match.token, other) >= sure:
                    for index in (match.place, other):
                        self._doubt_after(index, match.item, place.words)

    def _doubt_after(self, index: int, item: int, words: str) -> None:
        for hole in _answers_after(self._form, index):
            place = self._form[index]
            way = ((place.repeats[0], item),) if place.repeats else ()
            path, field = self._field(hole, way)
            self._doubts[path] = f"“{field.label}”：标签“{_short(words)}”不止一处，分不清是哪一个"

    def _settled_values(self) -> Mapping[FieldPath, Value]:
        values: dict[FieldPath, Value] = {}
        for path, said in self._said.items():
            different = {_key(value): value for value in said if value not in {"", ()}}
            if len(different) > 1:
                shown = "、".join(f"“{_short(str(value))}”" for value in different.values())
                self._doubts.setdefault(path, f"“{self._label(path)}”出现了不止一次，内容不同：{shown}")
            else:
                values[path] = next(iter(different.values()), said[0])
        for path, ticks in self._ticks.items():
            field = self._field_at(path)
            names = tuple(choice.name for choice in field.choices if ticks.get(choice.name))
            values[path] = names if field.type is FieldType.SELECT_MULTIPLE else next(iter(names), "")
            if field.type is FieldType.SELECT_ONE and len(names) > 1:
                self._doubts[path] = f"“{field.label}”选中了不止一项"
        return {path: value for path, value in values.items() if path not in self._doubts}

    def _all_fields(self, way: tuple[tuple[str, int], ...]) -> Mapping[str, Field]:
        fields = dict(self._fields)
        for repeat, _item in way:
            fields |= {field.name: field for field in fields[repeat].fields}
        return fields

    def _field(self, hole: Hole, way: tuple[tuple[str, int], ...]) -> tuple[FieldPath, Field]:
        """Path and field of a hole, looked up in the innermost item first; choices as the answers give them."""
        fields: Mapping[str, Field] = self._fields
        path: FieldPath = ()
        levels = [(path, fields)]
        for repeat, item in way:
            path = (*path, repeat, item)
            fields = {field.name: field for field in fields[repeat].fields}
            levels.append((path, fields))
        inside, found = next((p, level[hole.name]) for p, level in reversed(levels) if hole.name in level)
        return (*inside, hole.name), found.settled(self._scopes(path)) if found.choices_from else found

    def _scopes(self, path: FieldPath) -> Sequence[Record]:
        return self._first[path], self._first[()], self._around

    def _field_at(self, path: FieldPath) -> Field:
        way = tuple((str(path[k]), int(path[k + 1])) for k in range(0, len(path) - 1, 2))
        return self._field(Hole(str(path[-1])), way)[1]

    def _label(self, path: FieldPath) -> str:
        return self._field_at(path).label


def _settled(matches: Sequence[Match], scores: Scores) -> tuple[list[tuple[Match, int]], list[str]]:
    """The matches, with those of labels that stand out of order or once more; and the texts that are of no place.

    The number beside a match is 0 where it stands in order; each time else has its own.
    """
    settled: list[tuple[Match, int]] = []
    strays: list[str] = []
    follows: list[int] = []  # places of the answers that are due after a label out of order
    row = part = 0
    for match in matches:
        token = match.token
        if match.place >= 0:
            settled.append((match, 0))
            follows = []
        elif (label := scores.label_of(token)) is not None:
            part += 1
            settled.append((match._replace(place=label), part))
            follows, row = scores.answers_after(label), token.row
        elif follows and token.row == row:
            settled.append((match._replace(place=follows[0]), part))
            follows = follows[1:]
        elif token.text.strip():
            strays.append(token.text.strip())
    return settled, strays


def _answers_after(form: Sequence[Place | Grid], index: int) -> Iterator[Hole]:
    """The holes of a place, or of the answers that follow it until the form's next words."""
    place = form[index]
    if not isinstance(place, Place):
        return
    if not place.is_label:
        yield from (hole for line in place.lines for hole in line.holes)
        return
    for following in form[index + 1 :]:
        if not isinstance(following, Place) or not following.is_answer:
            return
        yield from (line.holes[0] for line in following.lines if line.is_answer)


def _dealt(lines: Sequence[PrintedLine], texts: Sequence[Text]) -> Iterator[tuple[PrintedLine, Sequence[Text] | None]]:
    """Each printed line with the texts in its place; None where that cannot be told."""
    if len(lines) == 1:
        yield lines[0], texts
        return
    filled = [text for text in texts if text.text.strip()]
    for k, line in enumerate(lines):
        yield line, () if not filled else [filled[k]] if len(filled) == len(lines) else None


def _cells(row: Row, grid: Grid, token: Token) -> Iterator[tuple[Place, Sequence[Text]]]:
    """The lines of the row below each head."""
    by_position = max(column.position for column in token.columns) < len(row.cells) == token.width
    for place, column in zip(grid.cells, token.columns, strict=True):
        if column.position >= 0:
            cells: Sequence[Cell] = (
                [row.cells[column.position]]
                if by_position
                else [cell for cell in row.cells if column.start <= cell.column < column.end]
            )
            yield place, [line for cell in cells for line in cell.lines]


def _is_head(row: Row, grid: Grid) -> bool:
    """Whether the row repeats the heads, as on a further page."""
    return sum(any(same_words(cell.text, head) for cell in row.cells) for head in grid.heads) * 2 > len(grid.heads)


def _one(lines: Sequence[Text]) -> Text:
    return Text("\n".join(line.text for line in lines))


def _like(text: str, printed: str) -> bool:
    one, other = plain(text), plain(printed)
    return one == other or (len(other) >= _LONG and alike(one, other, _LIKE))


def _key(value: Value) -> str:
    return plain("\n".join(value) if isinstance(value, tuple) else str(value))  # type: ignore[arg-type]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
