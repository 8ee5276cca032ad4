"""How well a token of a returned file is a place of the form: by the form's own words, or by what answers look like."""

from collections.abc import Collection, Mapping, Sequence

from castforms.compose.printed_form import Grid, Place
from castforms.model.expression import as_date
from castforms.model.template import Field, FieldType, FormTemplate, TextFormat, walk_fields
from castforms.session.read_tokens import Token
from castforms.session.read_words import place_score, plain, same_words

NEVER = float("-inf")
_SURE = 7.0
_GRID = 20.0
_BESIDE = 1.0
"""For a merged cell beside that says what the form says there."""
_ELSEWHERE = -1.0
"""For a paragraph that the form prints in a table, or the other way round."""
_ANSWER, _BLANK = 0.3, 0.2
_A_LABEL = -4.0
"""For an answer that is a label of the form."""
_LIKELY, _UNLIKELY, _AGAINST = 2.0, -0.5, -1.0
_LONG = 60
"""Characters that an answer of one line hardly has."""


def fields_by_name(template: FormTemplate) -> Mapping[str, Field]:
    """Every field of the form, those of repeats among them."""
    return {field.name: field for field in walk_fields(template.fields)}


def fit(form: Sequence[Place | Grid], found: Collection[int]) -> float:
    """The share of the form's own words that the found places make up, 0 to 1; optional ones count neither way."""
    weights = {k: len(plain(_words(place))) for k, place in enumerate(form) if not place.optional}
    return sum(weights.get(k, 0) for k in found) / (sum(weights.values()) or 1)


def has_words(place: Place | Grid) -> bool:
    """Whether the place is known by words of its own."""
    return isinstance(place, Place) and bool(place.words) and not place.is_answer


class Scores:
    """The scores of one form's places."""

    def __init__(self, form: Sequence[Place | Grid], template: FormTemplate) -> None:
        self.form = form
        self._fields = fields_by_name(template)
        self._unit = template.unit_field
        self._words = [_words(place) for place in form]
        self._has_words = [has_words(place) for place in form]
        self._worded = [k for k, worded in enumerate(self._has_words) if worded]
        self._labels = [k for k in self._worded if isinstance(place := form[k], Place) and place.is_label]
        self._anchors = [self._anchor(k) for k in range(len(form))]

    def score(self, token: Token, index: int) -> float:
        """How well the token is that place; `NEVER` if it cannot be."""
        place = self.form[index]
        if isinstance(place, Grid) or token.grid is not None:
            return _GRID if token.grid is place else NEVER
        around = 0.0 if bool(token.table) == place.in_table else _ELSEWHERE
        if not self._has_words[index]:
            return around + self._answer_score(token, place)
        found = place_score(token.text, place, self._fields)
        beside = any(plain(words) in map(plain, token.beside) for words in place.beside)
        return around + found + _BESIDE * beside if found else NEVER

    def says(self, token: Token, index: int) -> bool:
        """Whether the token says the words of that place, wherever it stands."""
        place = self.form[index]
        return token.grid is place or (self._has_words[index] and self.score(token, index) > NEVER)

    def anchor(self, index: int) -> int | None:
        """For an answer in a table, the place of the label that it follows."""
        return self._anchors[index]

    def answers_after(self, index: int) -> list[int]:
        """The places of the answers that belong to a label in a table."""
        return [k for k, anchor in enumerate(self._anchors) if anchor == index]

    def goes_on(self, token: Token, index: int) -> bool:
        """Whether the token may be more of the answer in that place: no other label stands beside it."""
        place = self.form[index]
        if isinstance(place, Grid):  # a table that was cut in two, with its heads over both
            return len(place.repeats) == 1
        if not place.several or not (token.table and place.in_table):
            return place.several
        beside = {k for text in token.beside if text.strip() for k in self._labels if self._is_label(text, k)}
        return not beside - {self._anchors[index]}

    def label_of(self, token: Token) -> int | None:
        """The place whose words the token says for sure; None if there is none, or more than one."""
        scores = {k: self.score(token, k) for k in self._worded}
        best = max(scores.values(), default=NEVER)
        found = [k for k, score in scores.items() if score == best]
        return found[0] if best >= _SURE and len(found) == 1 else None

    def twins(self, index: int) -> tuple[int, ...]:
        """Other places of the form with the same words."""
        words = plain(self._words[index])
        return tuple(k for k in self._worded if k != index and plain(self._words[k]) == words)

    def first_labels(self) -> frozenset[int]:
        """For each group of places that repeats, the first label in a table: with it an item may begin anew."""
        first: dict[str, int] = {}
        for k in self._labels:
            place = self.form[k]
            if isinstance(place, Place) and place.in_table and place.repeats:
                first.setdefault(place.repeats[0], k)
        return frozenset(first.values())

    def _anchor(self, index: int) -> int | None:
        place = self.form[index]
        if not isinstance(place, Place) or not place.in_table or has_words(place):
            return None
        return next((k for k in reversed(self._worded) if k < index), None)

    def _is_label(self, text: str, index: int) -> bool:
        place = self.form[index]
        return isinstance(place, Place) and place.in_table and same_words(text, place.words) > 0

    def _answer_score(self, token: Token, place: Place) -> float:
        if token.blank:
            return _BLANK
        if any(same_words(token.text, self._words[k]) for k in self._labels):
            return _A_LABEL
        hole = next(line.holes[0] for line in place.lines if line.is_answer)
        return _ANSWER + _likeliness(token.text, self._fields[hole.name], is_unit=hole.name == self._unit)


def _likeliness(text: str, field: Field, *, is_unit: bool) -> float:
    """Whether a text looks like an answer to the field."""
    words = plain(text)
    short = len(words) <= _LONG and "。" not in words
    match field.type:
        case FieldType.DATE:
            return _LIKELY if as_date(text) else _UNLIKELY
        case FieldType.SELECT_ONE:
            return _LIKELY if any(plain(choice.label) == words for choice in field.choices) else _UNLIKELY
        case FieldType.TEXT if field.format is TextFormat.EMAIL:
            return _LIKELY if "@" in words else _UNLIKELY
        case FieldType.TEXT if as_date(text) or not short:
            return _AGAINST
        case FieldType.TEXT if is_unit:
            return _ANSWER if not set("；，") & set(words) else _AGAINST
        case _:
            return 0.0


def _words(place: Place | Grid) -> str:
    return place.words if isinstance(place, Place) else "".join(place.heads)
