"""The faces of this machine by role: widths for the layout, names for the Word file, subsets for the PDF."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from castforms.fonts.chains import Candidate, Chain, Wishes, build_chains, wanted_names
from castforms.fonts.finder import FontSearch, Installed, bundled_fonts
from castforms.fonts.opened import OpenFace, open_face
from castforms.fonts.sfnt import FontFile
from castforms.fonts.subset import DamagedFontError, embed_face, is_sound
from castforms.model.measure import EmbeddedFont, Face, Glyph, Substitution
from castforms.model.stylesheet import FontRole, StyleSheet

_FULL_WIDTH_MARKS = frozenset("“”‘’—…")
"""Chinese marks that fill one em (GB/T 15834-2011, 5.1); some free fonts draw the Latin ones of their code points."""


class NoFontError(LookupError):
    """Neither the system nor the program has a usable font, or the one in use turns out to be damaged."""


class FontSet:
    """Implements `Measure` and `FontEmbedder` over the faces of one machine; faces open when they are first needed."""

    def __init__(self, wishes: Wishes, installed: Installed, bundled: Sequence[FontFile]) -> None:
        self._chains = build_chains(wishes, installed, bundled)
        self._opened: dict[FontFile, OpenFace | None] = {}
        self._sound: dict[FontFile, bool] = {}
        self._own_faces: dict[FontRole, Candidate] = {}
        self._faces: dict[str, Face] = {}
        self._sources: dict[str, OpenFace] = {}
        self._glyphs: dict[FontRole, dict[str, Glyph]] = {role: {} for role in FontRole}
        self._printable: dict[str, bool] = {}
        self._helped: dict[tuple[FontRole, str], list[str]] = {}

    @property
    def faces(self) -> Mapping[str, Face]:
        """Every face that a glyph has named so far."""
        return MappingProxyType(self._faces)

    def glyph(self, role: FontRole, character: str) -> Glyph:
        """Face and advance (em) of one character.

        A character that no face has gets the role's own face and one em.  Raises NoFontError where there is no font.
        """
        known = self._glyphs[role]
        if character not in known:
            known[character] = self._find(role, character)
        return known[character]

    def printable(self, character: str) -> bool:
        """Whether some face can draw the character."""
        known = self._printable.get(character)
        if known is None:
            known = self._printable[character] = self._drawn_by(FontRole.BODY, character) is not None
        return known

    def embed(self, face: str, characters: str) -> EmbeddedFont:
        """The face of that key cut down to these characters; see `embed_face`.

        Raises LookupError for a face that no glyph has named, NoFontError for one that is damaged.
        """
        try:
            return embed_face(self._sources[face], characters)
        except DamagedFontError as error:
            raise NoFontError(f"字体“{error}”的文件已损坏，不能写入 PDF。请重新安装或删除该字体。") from error

    def substitutions(self) -> tuple[Substitution, ...]:
        """What stood in for a wished font so far: for whole roles, then for single characters."""
        roles = [(role, self._chains[role].wish, own.name) for role, own in self._own_faces.items()]
        whole = [Substitution(role, wish, used) for role, wish, used in roles if used != wish]
        single = [
            Substitution(role, self._own(role).name, used, "".join(characters))
            for (role, used), characters in self._helped.items()
        ]
        return (*whole, *single)

    def _find(self, role: FontRole, character: str) -> Glyph:
        own = self._own(role)
        candidate = self._drawn_by(role, character) or own
        source = self._open(candidate)
        advance = source.advance(character) if source else None
        if candidate is not own and not self._has(own, character):
            self._helped.setdefault((role, candidate.name), []).append(character)
        return Glyph(self._register(candidate, role), 1.0 if advance is None else advance)

    def _drawn_by(self, role: FontRole, character: str) -> Candidate | None:
        """The first of the chain that draws the character, for a full-width mark the first that draws it full-width."""
        drawing = (c for c in self._order(role) if self._has(c, character))
        first = next(drawing, None)
        if first is None or character not in _FULL_WIDTH_MARKS or role is FontRole.LATIN:
            return first
        return next((c for c in (first, *drawing) if self._advance(c, character) == 1), first)

    def _order(self, role: FontRole) -> Iterator[Candidate]:
        chain = self._chains[role]
        yield self._own(role)
        yield from chain.own
        yield from chain.others
        yield from chain.bundled

    def _own(self, role: FontRole) -> Candidate:
        if role not in self._own_faces:
            self._own_faces[role] = self._first_usable(self._chains[role])
        return self._own_faces[role]

    def _first_usable(self, chain: Chain) -> Candidate:
        for candidate in (*chain.own, *chain.bundled):
            if self._is_sound(candidate):
                return candidate
        raise NoFontError(f"找不到可用的字体（{chain.wish}）。请安装该字体，或重新安装本程序。")

    def _has(self, candidate: Candidate, character: str) -> bool:
        source = self._open(candidate)
        return source is not None and source.glyphs[character] is not None and self._is_sound(candidate)

    def _advance(self, candidate: Candidate, character: str) -> float | None:
        source = self._open(candidate)
        return source.advance(character) if source else None

    def _open(self, candidate: Candidate) -> OpenFace | None:
        if candidate.file not in self._opened:
            self._opened[candidate.file] = open_face(candidate.file)
        return self._opened[candidate.file]

    def _is_sound(self, candidate: Candidate) -> bool:
        if candidate.file not in self._sound:
            source = self._open(candidate)
            self._sound[candidate.file] = source is not None and is_sound(source)
        return self._sound[candidate.file]

    def _register(self, candidate: Candidate, role: FontRole) -> str:
        face = candidate.named(self._chains[role].wish)
        source = self._open(candidate)
        if source and face.key not in self._faces:
            self._faces[face.key] = face
            self._sources[face.key] = source
        return self._faces[face.key].key if source else face.key  # one object for all: quick to compare


def load_fonts(sheet: StyleSheet, search: FontSearch | None = None) -> FontSet:
    """The faces of this machine for that style sheet, as the search finds them.  No font is opened yet."""
    return FontSet(sheet.fonts, (search or FontSearch()).faces(wanted_names(sheet.fonts)), bundled_fonts())
