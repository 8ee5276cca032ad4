"""Which token of a returned file is which place of the form: the best path through the form's places (Viterbi).

Tokens follow the places in reading order.  A place may be missing, a token may be none of the form's, the answer of one
place may go on in several tokens, and a group of places starts anew for each item of its repeat.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from castforms.compose.printed_form import Grid, Place
from castforms.intake.text_folding import folded
from castforms.model.expression import as_date
from castforms.model.template import Field, FieldType, TextFormat
from castforms.session.read_tokens import Token
from castforms.session.read_words import place_score, same_words

_NEVER = float("-inf")
_STRAY = -3.0
_WRONG_FLOOR = -1.0
_MISSING = {"label": -1.0, "words": -0.5, "answer": -0.1, "optional": -0.1}
_NEW_ITEM = -0.5
_GOES_ON = -0.2
_LONG_ANSWER = 60
_GRID = 20.0
_BESIDE = 1.0
_SURE = 7.0
_CHOSEN = 2.0
_A_LABEL = -4.0


class Match(NamedTuple):
    """A token with the place it was found to be, and the item of the place's outer repeat; -1 is no place."""

    token: Token
    place: int
    item: int


class Alignment(NamedTuple):
    """Every token with its place, and how well the whole file fits the form: the share of its words found, 0 to 1."""

    matches: tuple[Match, ...]
    fit: float


def fit(form: Sequence[Place | Grid], found: Collection[int]) -> float:
    """The share of the form's own words that the found places make up, 0 to 1; optional ones count neither way."""
    weights = {k: len(folded(_words(place))) for k, place in enumerate(form) if not place.optional}
    return sum(weights.get(k, 0) for k in found) / (sum(weights.values()) or 1)


def says(token: Token, place: Place | Grid, fields: Mapping[str, Field]) -> bool:
    """Whether the token says the words of the place, wherever it stands."""
    if isinstance(place, Grid):
        return token.grid is place
    return token.grid is None and _has_words(place) and place_score(token.text, place, fields) > 0


class Aligner:
    """Aligns files with one form."""

    def __init__(self, form: Sequence[Place | Grid], fields: Mapping[str, Field], unit_field: str) -> None:
        self._form = form
        self._fields = fields
        self._unit = unit_field
        self._worded = [k for k, place in enumerate(form) if isinstance(place, Place) and _has_words(place)]
        self._labels = [k for k in self._worded if form[k].in_table and form[k].is_label]  # type: ignore[union-attr]
        self._anchors = [self._anchor(k) for k in range(len(form))]
        self._missing = [0.0]
        for place in form:
            self._missing.append(self._missing[-1] + _MISSING[_kind(place)])
        groups = [place.repeats[0] if len(place.repeats) > isinstance(place, Grid) else "" for place in form]
        self._groups = [(groups.index(g), len(groups) - groups[::-1].index(g) - 1) if g else None for g in groups]
        in_tables = [k for k in self._labels if groups[k]]
        self._restarts = {k for k in in_tables if k == min(m for m in in_tables if groups[m] == groups[k])}

    def _anchor(self, index: int) -> int | None:
        """For an answer in a table the place of the words that it follows."""
        place = self._form[index]
        if not isinstance(place, Place) or not place.in_table or _has_words(place):
            return None
        return next((k for k in reversed(self._worded) if k < index), None)

    def align(self, tokens: Sequence[Token]) -> Alignment:
        """The best alignment."""
        count = len(self._form)
        before = [_NEVER] * count + [0.0]  # the last one stands for the beginning: no place yet
        steps: list[list[int]] = []
        for position, token in enumerate(tokens):
            fresh = not position or not token.table or token.table != tokens[position - 1].table
            before, step = self._step(before, token, fresh)
            steps.append(step)
        ends = [score + self._skipped(place + 1 if place < count else 0, count) for place, score in enumerate(before)]
        state = max(range(count + 1), key=ends.__getitem__)
        return self._traced(tokens, steps, state)

    def score(self, token: Token, index: int) -> float:
        """How well the token is that place; minus infinity for never."""
        place = self._form[index]
        if isinstance(place, Grid) or token.grid is not None:
            return _GRID if token.grid is place else _NEVER
        floor = 0.0 if bool(token.table) == place.in_table else _WRONG_FLOOR
        if not _has_words(place):
            return floor + self._answer_score(token, place)
        found = place_score(token.text, place, self._fields)
        if not found:
            return _NEVER
        beside = any(folded(words) in map(folded, token.beside) for words in place.beside)
        return floor + found + _BESIDE * beside

    def _step(self, before: list[float], token: Token, fresh: bool) -> tuple[list[float], list[int]]:
        """Scores after the token for each last place, and the last place before it; -1 - k: stray, the last is k."""
        count = len(self._form)
        stray = 0.0 if token.blank else _STRAY
        after = [score + stray for score in before]
        step = [-1 - place for place in range(count + 1)]
        best, origin = before[count], count
        for index in range(count):
            found = self.score(token, index)
            if found > _NEVER:
                anchor = self._anchors[index]
                if anchor is None:
                    candidates = [(best + self._skipped(0 if origin == count else origin + 1, index), origin)]
                else:
                    candidates = [(before[k] + self._skipped(k + 1, index), k) for k in range(anchor, index)]
                if self._goes_on(token, index):
                    candidates.append((before[index] + _GOES_ON, index))
                if fresh or index in self._restarts:
                    candidates += self._new_items(before, index)
                score, source = max(candidates)
                if score + found > after[index]:
                    after[index], step[index] = score + found, source
            if before[index] + self._skipped(index + 1, count) >= best + self._skipped(
                0 if origin == count else origin + 1, count
            ):
                best, origin = before[index], index
        return after, step

    def _new_items(self, before: list[float], index: int) -> list[tuple[float, int]]:
        group = self._groups[index]
        if group is None:
            return []
        first, last = group
        return [
            (before[k] + self._skipped(k + 1, last + 1) + self._skipped(first, index) + _NEW_ITEM, k)
            for k in range(index, last + 1)
        ]

    def _traced(self, tokens: Sequence[Token], steps: list[list[int]], state: int) -> Alignment:
        path: list[tuple[int, int]] = []  # place or -1, the place before
        for step in reversed(steps):
            source = step[state]
            path.append((-1, state) if source < 0 else (state, source))
            state = -1 - source if source < 0 else source
        matches, item = [], 0
        for token, (place, source) in zip(tokens, reversed(path), strict=True):
            again = place >= 0 and source < len(self._form) and self._groups[place] is not None and source >= place
            item += again and not (source == place and self._goes_on(token, place))
            matches.append(Match(token, place, item))
        return Alignment(tuple(matches), fit(self._form, {match.place for match in matches if match.place >= 0}))

    def _skipped(self, start: int, end: int) -> float:
        return self._missing[end] - self._missing[start]

    def _goes_on(self, token: Token, index: int) -> bool:
        """Whether the token may be more of the answer in that place: no other label stands beside it."""
        place = self._form[index]
        if isinstance(place, Grid):  # a table that was cut in two, with its heads over both
            return len(place.repeats) == 1
        if not place.several:
            return False
        if not token.table or not place.in_table:
            return True
        labels = {k for text in token.beside if text.strip() for k in self._labels if same_words(text, _words(self._form[k]))}
        return not labels - {self._anchors[index]}

    def label_of(self, token: Token) -> int | None:
        """The place whose words the token says for sure; None if there is none, or more than one."""
        scores = {k: self.score(token, k) for k in self._worded}
        best = max(scores.values(), default=_NEVER)
        found = [k for k, score in scores.items() if score == best]
        return found[0] if best >= _SURE and len(found) == 1 and token.grid is None else None

    def label_twins(self, index: int) -> tuple[int, ...]:
        """Other places of the form with the same words."""
        words = folded(_words(self._form[index]))
        return tuple(k for k in self._worded if k != index and folded(_words(self._form[k])) == words)

    def answers_after(self, index: int) -> list[int]:
        """The places for answers that belong to a label."""
        return [k for k, anchor in enumerate(self._anchors) if anchor == index]

    def _new_items(self, before: list[float], index: int) -> list[tuple[float, int]]:
        group = self._groups[index]
        if group is None:
            return []
        first, last = group
        return [
            (before[k] + self._skipped(k + 1, last + 1) + self._skipped(first, index) + _NEW_ITEM, k)
            for k in range(index, last + 1)
        ]

    def _traced(self, tokens: Sequence[Token], steps: list[list[int]], state: int) -> Alignment:
        path: list[tuple[int, int]] = []  # place or -1, the place before
        for step in reversed(steps):
            source = step[state]
            path.append((-1, state) if source < 0 else (state, source))
            state = -1 - source if source < 0 else source
        matches, item = [], 0
        for token, (place, source) in zip(tokens, reversed(path), strict=True):
            again = place >= 0 and source < len(self._form) and self._groups[place] is not None and source >= place
            item += again and not (source == place and self._goes_on(token, place))
            matches.append(Match(token, place, item))
        return Alignment(tuple(matches), fit(self._form, {match.place for match in matches if match.place >= 0}))

    def _skipped(self, start: int, end: int) -> float:
        return self._missing[end] - self._missing[start]

    def _goes_on(self, token: Token, index: int) -> bool:
        """Whether the token may be more of the answer in that place: no other label stands beside it."""
        place = self._form[index]
        if isinstance(place, Grid):  # a table that was cut in two, with its heads over both
            return len(place.repeats) == 1
        if not place.several:
            return False
        if not token.table or not place.in_table:
            return True
        labels = {k for text in token.beside if text.strip() for k in self._labels if same_words(text, _words(self._form[k]))}
        return not labels - {self._anchors[index]}

    def label_of(self, token: Token) -> int | None:
        """The place whose words the token says for sure; None if there is none, or more than one."""
        scores = {k: self.score(token, k) for k in self._worded}
        best = max(scores.values(), default=_NEVER)
        found = [k for k, score in scores.items() if score == best]
        return found[0] if best >= _SURE and len(found) == 1 and token.grid is None else None

    def label_twins(self, index: int) -> tuple[int, ...]:
        """Other places of the form with the same words."""
        words = folded(_words(self._form[index]))
        return tuple(k for k in self._worded if k != index and folded(_words(self._form[k])) == words)

    def answers_after(self, index: int) -> list[int]:
        """The places for answers that belong to a label."""
        return [k for k, anchor in enumerate(self._anchors) if anchor == index]

    def _words(self, index: int) -> str:
        place = self._form[index]
        return place.words if isinstance(place, Place) else "".join(place.heads)

    def _answer_score(self, token: Token, place: Place) -> float:
        if token.blank:
            return 0.2
        if any(isinstance(other, Place) and other.is_label and place_score(token.text, other, {}) for other in self._form):
            return _A_LABEL
        hole = next(line.holes[0] for line in place.lines if line.is_answer)
        field = self._fields.get(hole.name)
        return 0.3 + (_likely(token.text, field, is_unit=hole.name == self._unit) if field else 0)


def _likely(text: str, field: Field, *, is_unit: bool) -> float:
    """Whether a text looks like an answer to the field."""
    plain = folded(text)
    match field.type:
        case FieldType.DATE:
            return _CHOSEN if as_date(text) else -0.5
        case FieldType.SELECT_ONE:
            return _CHOSEN if any(folded(choice.label) == plain for choice in field.choices) else -0.5
        case FieldType.TEXT if field.format is TextFormat.EMAIL:
            return 1.0 if "@" in plain else -0.5
        case FieldType.TEXT if as_date(text):
            return -1.0
        case FieldType.TEXT if is_unit:
            return 0.3 if len(plain) <= _LONG_ANSWER and not set("。；，") & set(plain) else -1.0
        case FieldType.TEXT:
            return 0.0 if len(plain) <= _LONG_ANSWER and "。" not in plain else -1.0
        case _:
            return 0.0


def _has_words(place: Place) -> bool:
    """Whether the place is known by words of its own."""
    return bool(place.words) and not place.is_answer


def _words(place: Place | Grid) -> str:
    return place.words if isinstance(place, Place) else "".join(place.heads)


def _kind(place: Place | Grid) -> str:
    if place.optional:
        return "optional"
    if isinstance(place, Grid) or place.is_label:
        return "label"
    return "words" if _has_words(place) else "answer"

