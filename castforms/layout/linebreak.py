"""Where lines break, and the character spacing that makes every word processor break there too ("pins").

The lines are chosen greedily by the prohibition rules.  Then each line is asked: is the first character that does not
fit exactly the one that begins the next line, by a margin bigger than what metrics may differ, and is no table of any
word processor tempted to move it?  If not, the line gets another character spacing, such that the natural overflow
falls into the middle of that character.  A justified line looks the same with it, and no rule is left to disagree on.
"""

from castforms.layout.characters import (
    BLANK,
    BLANKS,
    FULL_BLANK,
    NO_END,
    NO_START,
    URL_BREAK_AFTER,
    is_western,
    may_break,
)
from castforms.layout.measured import MeasuredText
from castforms.model.pages import LineBreak

_TOLERANCE = 8
"""Twips by which two engines may differ on a line without Han-Latin gaps (0.4 pt)."""
_TOLERANCE_PER_GAP = 30
"""... and for each Han-Latin gap (1.5 pt)."""
_WIDE_COLUMN = 12
"""Characters a column must hold for a lone last character to be worth moving others."""
_TIGHTEST = 0.05
"""Share of a character by which a line may be tightened to take in a lone last one."""
_LOOSE = 0.85
"""A line filled less than this is spread visibly; then an address is rather broken than pushed down whole."""
_BLANK_TOLERANCE = 0.3
"""... and as a share of the blanks, which Word may shrink."""
_FEW = 0.3
"""Share of characters to be spread below which a line has too few gaps but those in its words."""
_MANY_GAPS = 8
"""From here on what a program leaves out of the spacing may exceed the tolerance."""
_BLANKS_TOLERANCE = 30
"""Twips by which blanks at a line's end may be narrower: they are set with the next line's spacing."""
_MOST_SQUEEZE = 0.1
"""Em by which characters may come closer to make room for a full-width blank at the line's end."""


def break_lines(
    measured: MeasuredText, first_width: float, width: float, *, ragged: bool = False
) -> tuple[LineBreak, ...]:
    """The lines of a paragraph; `first_width` and `width` in twips are those of the first and of the other lines.

    A `ragged` paragraph is not justified: its pins go where nobody sees them.
    """
    length = len(measured.text)
    if length == 0:
        return (LineBreak(0, 0, 0, measured.spacing),)
    lines: list[LineBreak] = []
    start, available = 0, first_width
    while start < length:
        line = _break_line(measured, start, available, ragged=ragged)
        lines.append(line)
        start, available = line.next, width
    if len(lines) > 1 and _is_lone(measured, lines[-1], width):
        lines[-2:] = _with_company(
            measured, lines[-2].start, lines[-1].start, first_width if len(lines) == 2 else width, ragged=ragged
        )
    return tuple(lines)


def _is_lone(measured: MeasuredText, last: LineBreak, width: float) -> bool:
    """Whether the paragraph ends with a line of one character (孤字), a mark after it or not."""
    letters = [c for c in measured.text[last.start : last.end] if c.isalnum()]
    return len(letters) == 1 and width >= _WIDE_COLUMN * measured.advances[last.start]


def _with_company(measured: MeasuredText, start: int, lone: int, available: float, *, ragged: bool) -> list[LineBreak]:
    """Pulls a lone last character into the line before if that hardly shows, else pushes another down to it."""
    joined = _last_line(measured, start, available)
    if measured.spacing - joined.spacing <= _TIGHTEST * measured.advances[start]:
        return [joined]
    text = measured.text
    places = (k for k in range(lone - 1, max(start, lone - 4), -1) if may_break(text[k - 1], text[k]))
    earlier = next((k for k in places if not _ends_open(text, start, k)), lone)
    pinned = pinned_line(measured, start, earlier, available, ragged=ragged)
    return [pinned, _last_line(measured, earlier, available)]


def pinned_line(measured: MeasuredText, start: int, following: int, available: float, *, ragged: bool) -> LineBreak:
    """A line whose break is decided already, with the spacing that makes it hold in a line of that width."""
    if following >= len(measured.text):
        return _last_line(measured, start, available)
    end = _without_blanks(measured.text, start, following)
    cut = measured.overflow(start, available)
    spacing = _pin(measured, start, end, following, cut, available)
    if spacing <= max(0, measured.spacing):
        return LineBreak(start, end, following, spacing)
    if ragged:
        return _tailed(measured, start, end, following, available)
    return _spread(measured, start, end, following, available, spacing)


def _tailed(measured: MeasuredText, start: int, end: int, following: int, available: float) -> LineBreak:
    """The pin of a line that is not justified: all of it after the last character."""
    own = measured.spacing
    natural = measured.width(start, end, own)
    upcoming = measured.width(start, following + 1, own) - natural
    return LineBreak(start, end, following, own, tail=max(1, int(available - upcoming / 2 - natural)))


def _spread(measured: MeasuredText, start: int, end: int, following: int, available: float, spacing: int) -> LineBreak:
    """The pin of a justified line: Western words and numbers in it are not pulled apart, if enough else can be."""
    spread = sum(map(measured.is_spread, range(start, end)))
    if spread == end - start or spread < _FEW * (end - start):
        return LineBreak(start, end, following, spacing)
    natural = measured.spread_width(start, end, 0)
    upcoming = measured.width(start, following + 1, 0) - measured.width(start, end, 0)
    wider = int((available - upcoming / 2 - natural) // spread)
    fits = measured.spread_width(start, end, wider)
    if wider > 0 and fits <= available < fits + upcoming:
        return LineBreak(start, end, following, wider, latin=min(0, measured.spacing))
    return LineBreak(start, end, following, spacing)


def _break_line(measured: MeasuredText, start: int, available: float, *, ragged: bool) -> LineBreak:
    text, length = measured.text, len(measured.text)
    cut = max(measured.overflow(start, available), start + 1)  # a column may be narrower than a character
    after_blanks = _past_blanks(text, cut)
    if after_blanks >= length:
        return _last_line(measured, start, available)
    hangs = after_blanks > cut and text[after_blanks] not in NO_START and not _ends_open(text, start, cut)
    following = after_blanks if hangs else _past_blanks(text, _opportunity(measured, start, cut, available))
    return pinned_line(measured, start, following, available, ragged=ragged)


def _past_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start] in BLANKS:
        start += 1
    return start


def _without_blanks(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1] in BLANKS:
        end -= 1
    return end


def _ends_open(text: str, start: int, end: int) -> bool:
    """Whether what stands there, blanks aside, is a mark that no line may end with."""
    return text[_without_blanks(text, start, end) - 1] in NO_END


def _opportunity(measured: MeasuredText, start: int, cut: int, available: float) -> int:
    """The last place at or before `cut` where the line may break."""
    text = measured.text
    places = (k for k in range(max(cut, start + 1), start, -1) if may_break(text[k - 1], text[k]))
    regular = next((k for k in places if not _ends_open(text, start, k)), start)
    if regular > start and not (_loose(measured, start, regular, available) or _too_long(measured, regular, available)):
        return regular
    inside = _inside_address(text, max(regular, start + 1), cut)
    return inside or (regular if regular > start else _between_harmless(text, start, cut))


def _loose(measured: MeasuredText, start: int, end: int, available: float) -> bool:
    """Whether a line that ends there would have to be spread so much that it shows."""
    return measured.width(start, end, 0) < _LOOSE * available


def _too_long(measured: MeasuredText, start: int, available: float) -> bool:
    """Whether the Western word that begins there would not fit in a line of its own."""
    reach = measured.overflow(start, available)
    return reach < len(measured.text) and all(is_western(c) for c in measured.text[start : reach + 1])


def _inside_address(text: str, start: int, cut: int) -> int | None:
    """The last mark of a web address after which it may be broken."""
    candidates = range(cut, start, -1)
    return next((k for k in candidates if text[k - 1] in URL_BREAK_AFTER and text[k] not in NO_START), None)


def _between_harmless(text: str, start: int, cut: int) -> int:
    candidates = range(cut, start + 1, -1)
    harmless = (k for k in candidates if text[k] not in NO_START and text[k - 1] not in NO_END)
    return next(harmless, max(cut, start + 1))


def _last_line(measured: MeasuredText, start: int, available: float) -> LineBreak:
    """The rest fits; where it fits by a hair, a tighter spacing makes it fit everywhere."""
    length = len(measured.text)
    end = _without_blanks(measured.text, start, length)
    spare = available - measured.width(start, end, measured.spacing)
    wanted = _tolerance(measured, start, end)
    if spare >= wanted or end - start <= 3:
        return LineBreak(start, end, length, measured.spacing)
    gaps = measured.tight_gaps(start, end) or 1
    if gaps > _MANY_GAPS:
        gaps -= 2  # LibreOffice leaves out the last one, and one after a sign
    tighter = -int(-(wanted - spare) // gaps)
    return LineBreak(start, end, length, measured.spacing - max(1, tighter))


def _tolerance(measured: MeasuredText, start: int, end: int) -> float:
    gaps = measured.kern_count(start, end)
    blanks = measured.blank_width(start, end) if BLANK in measured.text else 0.0
    return _TOLERANCE + _TOLERANCE_PER_GAP * gaps + _BLANK_TOLERANCE * blanks


def _pin(measured: MeasuredText, start: int, end: int, following: int, cut: int, available: float) -> int:
    if _holds_by_itself(measured, start, end, following, cut, available):
        return measured.spacing
    bare = measured.width(start, end, 0)
    blanks = measured.width(start, following, 0) - bare  # set like the line after them
    upcoming = measured.width(start, following + 1, 0) - bare - blanks
    wanted = available - upcoming / 2 - blanks - bare
    gaps = measured.tight_gaps(start, end) or 1
    if blanks and wanted < -_MOST_SQUEEZE * measured.advances[start] * gaps:  # then they overflow
        wanted = available - blanks / 2 - bare
    spacing = int(wanted // (end - start)) if wanted > 0 else round(wanted / gaps)
    for candidate in (spacing, spacing + 1):
        pinned = measured.width(start, end, candidate)
        if pinned <= available < pinned + blanks + upcoming:
            return candidate
    return measured.spacing


def _holds_by_itself(measured: MeasuredText, start: int, end: int, following: int, cut: int, available: float) -> bool:
    text = measured.text
    held = following if FULL_BLANK in text[end:following] else end  # Word takes a full-width blank for a character
    if not held <= cut <= following or text[following] in NO_START or text[end - 1] in NO_END:
        return False
    wanted = min(_tolerance(measured, start, following + 1), measured.advances[following] * 0.45)
    if end < following:
        wanted = max(wanted, _BLANKS_TOLERANCE)
    spare = available - measured.width(start, held, measured.spacing)
    excess = measured.width(start, following + 1, measured.spacing) - available
    return excess >= wanted and spare >= (wanted if held == following else _TOLERANCE)
