"""Which token of a returned file is which place of the form: the best path through the form's places (Viterbi).

Tokens follow the places in reading order.  A place may be missing, a token may be none of the form's, the answer of one
place may go on in several tokens, and a group of places starts anew for each item of its repeat.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from castforms.compose.printed_form import Grid, Place
from castforms.session.read_scores import NEVER, Scores, fit, has_words
from castforms.session.read_tokens import Token

_STRAY = -3.0
_GOES_ON = -0.2
_NEW_ITEM = -0.5
_NO_LABEL, _NO_ANSWER = -1.0, -0.1
"""For a place that is missing in the file."""


class Match(NamedTuple):
    """A token with the place it was found to be, -1 for none, and the item of the place's outer repeat."""

    token: Token
    place: int
    item: int


class Alignment(NamedTuple):
    """Every token with its place, and how well the whole file fits the form: the share of its words found, 0 to 1."""

    matches: tuple[Match, ...]
    fit: float


def align(tokens: Sequence[Token], scores: Scores) -> Alignment:
    """The best alignment of a file with a form."""
    path = _Path(scores)
    for before, token in zip([None, *tokens], tokens, strict=False):
        path.add(token, new_table=before is None or not token.table or token.table != before.table)
    matches, item = [], 0
    for token, (place, source) in zip(tokens, path.best(), strict=True):
        item += place >= 0 and path.begins_item(token, place, source)
        matches.append(Match(token, place, item))
    return Alignment(tuple(matches), fit(scores.form, {match.place for match in matches if match.place >= 0}))


class _Path:
    """State s is "the places before s are done": 0 is the beginning, and place k leads to state k + 1."""

    def __init__(self, scores: Scores) -> None:
        self._scores = scores
        form = scores.form
        self._missing = [0.0]
        for place in form:
            needed = has_words(place) and not place.optional
            self._missing.append(self._missing[-1] + (_NO_LABEL if needed else _NO_ANSWER))
        self._groups = _groups(form)
        self._first_labels = scores.first_labels()
        self._states = [0.0] + [NEVER] * len(form)
        self._steps: list[list[tuple[int, int]]] = []

    def add(self, token: Token, *, new_table: bool) -> None:
        """Goes on by one token."""
        before = self._states
        stray = 0.0 if token.blank else _STRAY
        after = [score + stray for score in before]
        step = [(-1, state) for state in range(len(before))]
        nearest = 0  # the state from which the next place is reached best
        for place in range(len(before) - 1):
            if self._reach(nearest, place) < self._reach(place, place):
                nearest = place
            found = self._scores.score(token, place)
            if found > NEVER:
                score, source = max(self._ways(token, place, nearest, new_table=new_table), default=(NEVER, 0))
                if score + found > after[place + 1]:
                    after[place + 1], step[place + 1] = score + found, (place, source)
        self._states = after
        self._steps.append(step)

    def best(self) -> Sequence[tuple[int, int]]:
        """For each token its place, -1 for none, and the state before it."""
        count = len(self._states) - 1
        state = max(range(count + 1), key=lambda state: self._reach(state, count))
        found = []
        for step in reversed(self._steps):
            found.append(step[state])
            state = step[state][1]
        return found[::-1]

    def begins_item(self, token: Token, place: int, source: int) -> bool:
        """Whether the group of that place starts anew with the token."""
        if self._groups[place] is None or source <= place:
            return False
        return source != place + 1 or not self._scores.goes_on(token, place)

    def _ways(self, token: Token, place: int, nearest: int, *, new_table: bool) -> Iterator[tuple[float, int]]:
        anchor = self._scores.anchor(place)
        if anchor is None:
            yield self._reach(nearest, place), nearest
        else:
            yield from ((self._reach(state, place), state) for state in range(anchor + 1, place + 1))
        if self._scores.goes_on(token, place):
            yield self._states[place + 1] + _GOES_ON, place + 1
        group = self._groups[place]
        if group and (new_table or place in self._first_labels):
            first, last = group
            around = self._missing[last] + self._missing[place] - self._missing[first] + _NEW_ITEM
            for state in range(place + 1, last + 1):
                yield self._states[state] - self._missing[state] + around, state

    def _reach(self, state: int, place: int) -> float:
        """The score of that state once the places up to `place` are given up as missing."""
        return self._states[state] + self._missing[place] - self._missing[state]


def _groups(form: Sequence[Place | Grid]) -> list[tuple[int, int] | None]:
    """For each place the first of the places that repeat with it, and the first behind them."""
    names = [place.repeats[0] if len(place.repeats) > isinstance(place, Grid) else "" for place in form]
    return [(names.index(name), len(names) - names[::-1].index(name)) if name else None for name in names]
