"""In which order faces are tried for a role, and under which name the Word file knows each."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from castforms.fonts.finder import Installed
from castforms.fonts.names import RARE_CHARACTER_FONTS, STAND_INS, fold, names_of
from castforms.fonts.sfnt import FontFile
from castforms.model.measure import Face
from castforms.model.stylesheet import FontRole

Wishes = Mapping[FontRole, tuple[str, ...]]
"""Office fonts by role, the wished one first."""


class Candidate(NamedTuple):
    """A face that may serve; `office` is the name every office PC knows it by, empty for a stand-in."""

    file: FontFile
    office: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.office or self.file.family

    def named(self, wish: str) -> Face:
        """The face as the Word file names it where a role wishes for `wish`.

        A stand-in of this system keeps its own name, so that LibreOffice finds it here and Word the wished font by
        the alternate name.  A bundled face is found by no word processor: the wish itself is written.
        """
        family = self.file.family
        word, alternate = (self.office, "") if self.office else (wish, "") if self.file.bundled else (family, wish)
        key = f"{self.file.path}#{self.file.index}|{word}|{alternate}"
        return Face(key, family, word, self.file.path, self.file.index, alternate)


class Chain(NamedTuple):
    """The faces for one role: its own, those of the other roles, and the bundled ones as the last."""

    wish: str
    own: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    bundled: tuple[Candidate, ...]


def wanted_names(wishes: Wishes) -> frozenset[str]:
    """Every family name, folded, that some chain may use on some machine."""
    office = [name for names in wishes.values() for name in names]
    free = [name for names in STAND_INS.values() for name in names]
    return frozenset(fold(alias) for name in (*office, *free, *RARE_CHARACTER_FONTS) for alias in names_of(name))


def build_chains(wishes: Wishes, installed: Installed, bundled: Sequence[FontFile]) -> Mapping[FontRole, Chain]:
    """The chain of each role, of the faces that this machine has."""
    own = {role: _own(role, wishes.get(role, ()), installed) for role in FontRole}
    rare = tuple(Candidate(file, name) for name in RARE_CHARACTER_FONTS if (file := _look_up(name, installed)))
    serif_first = tuple(Candidate(file) for file in bundled)
    chains = {}
    for role in FontRole:
        others = dict.fromkeys(c for other in _FALLBACK_ORDER if other is not role for c in own[other])
        last = serif_first[::-1] if role is FontRole.HEADING else serif_first
        wish = next(iter(wishes.get(role, ())), "")
        chains[role] = Chain(wish, own[role], (*others, *rare), last)
    return chains


_FALLBACK_ORDER = (
    FontRole.BODY,
    FontRole.PAGE_NUMBER,
    FontRole.SUBHEADING,
    FontRole.TITLE,
    FontRole.HEADING,
    FontRole.LATIN,
)
"""Whose faces help another role out: text faces before display faces."""


def _own(role: FontRole, wished: Sequence[str], installed: Installed) -> tuple[Candidate, ...]:
    office = (Candidate(file, name) for name in wished if (file := _look_up(name, installed)))
    free = (Candidate(file) for name in STAND_INS[role] if (file := _look_up(name, installed)))
    return (*office, *free)


def _look_up(name: str, installed: Installed) -> FontFile | None:
    return next((installed[fold(alias)] for alias in names_of(name) if fold(alias) in installed), None)
