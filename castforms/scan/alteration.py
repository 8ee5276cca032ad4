"""What on the paper is not what was printed: ink too much (a pen) and ink that differs (another character).

The printed page, blurred and paled as the picture is, is taken from the seen one.  Toner that runs short pales a stroke
and its neighbours together, so how pale print is gets measured in parts smaller than a character.  What is left is
smoothed: the two sides of a stroke that is a little off cancel out, a stroke that is not there at all does not.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from castforms.model.scan import Alteration, AlterationKind, Seal
from castforms.scan.blemishes import Likeness, likenesses
from castforms.scan.folds import on_folds
from castforms.scan.ink import Ink, blurred, folded, widened
from castforms.scan.matching import Squares
from castforms.scan.originals import MIDDLE, MM_PER_POINT, Original
from castforms.scan.spots import Paper, Spot

MARGIN_MM = 8.0
"""At the paper's edge: shadows of the lid, holes, staples."""

_BLURS = (0.25, 0.45, 0.65, 0.9, 1.2, 1.6)
_SMOOTHED = 0.95
_CELL_MM = 2.0
_MARGIN_CELLS = 13
_AROUND_CELL_MM = 1.0
_HELD = 0.01
"""Of a place's own share, from how much on it counts more than the page's."""
_PAPER_MM, _GAIN_MM = 3.0, 1.4
"""Deviations within which paper and print are alike."""
_BARE, _MOST_PAPER = 0.03, 0.15
"""Ink of which the original has none, and the darkest that noise makes paper."""
_LEAST_GAIN, _MOST_GAIN = 0.35, 1.5
"""Of the page's."""
_AROUND_MM, _MOST_AROUND_MM = 4.0, 36.0
"""Of a place that differs, looked at for print that lies beside its place."""
_DISPLACED_MM, _DISPLACED_LEAST_MM = 10.0, 0.1
"""Where the paper was not laid quite flat print lay 0.1 mm and more beside its place, where it was changed 0.05."""
_DISPLACED_LIKENESS = 0.6
_UNPRINTED, _GONE = 0.25, 0.35
"""What the original has of print where ink is new; what the paper has left of a stroke that is gone."""
_ANOTHER = 0.6
"""mm² of ink that is new or gone at a place: less, and print is only paler or darker there than around."""

_INK = 0.1
"""Of full print, after smoothing: from so much on it counts as a difference."""
_NOISE = 6.0
"""And from so many times the page's own unrest on."""
_AREA = 1.4
"""mm² within a square of 6 mm from which on a difference is told."""


class Difference(NamedTuple):
    """Seen ink less printed ink at MIDDLE resolution, in units of full print, where it can be judged."""

    values: Ink
    visible: NDArray[np.bool_]
    """Where there is paper to be seen, its edges too."""
    judged: NDArray[np.bool_]
    unrest: float
    printed: Ink
    """As blurred and as pale as the picture is."""
    seen: Ink
    fall: Ink
    """Of the light: so much of the difference may be the edge of a shadow."""


def difference_of(
    original: Original, seen: Ink, fall: Ink, inside: NDArray[np.bool_], hidden: NDArray[np.bool_]
) -> Difference:
    """Compares the page's ink; `hidden` is where stamps leave nothing to be judged."""
    rows, columns = min(original.middle.shape[0], seen.shape[0]), min(original.middle.shape[1], seen.shape[1])
    part = (slice(0, rows), slice(0, columns))
    seen, fall, inside, hidden = seen[part], fall[part], inside[part], hidden[part]
    printed = _as_blurred_as(seen, original.middle[part])
    seen = seen - _paper(printed, seen)
    seen = np.asarray(seen / _gain(printed, seen), dtype=np.float32)
    values = blurred(seen - printed, _SMOOTHED)
    visible = inside & ~hidden
    judged = visible & _within_margins(original, (rows, columns))
    text = judged & (printed > 0.15)
    unrest = float(1.4826 * np.median(np.abs(values[text]))) if text.any() else 0.0
    return Difference(values, visible, judged, unrest, printed, seen, fall)


def alterations_of(original: Original, difference: Difference, *, flat: bool) -> tuple[Alteration, ...]:
    """The places that differ, the largest first; `flat` is paper whose lines are where they should be."""
    size = np.abs(difference.values)
    differs = size > max(_INK, _NOISE * difference.unrest)
    over = differs & (size > difference.fall) & difference.judged
    paper = Paper(difference.values, difference.printed, difference.visible)
    from_edge = _from_the_edge(_flagged(differs & difference.visible))
    over &= ~on_folds(_spots(over, difference.values, from_edge), paper)
    spots = _spots(over, difference.values, from_edge)
    found = []
    for spot, likeness in zip(spots, likenesses(spots, paper), strict=True):
        if likeness is Likeness.IS:
            continue
        box = _box(spot)
        part = tuple(slice(int(low * MIDDLE), int(high * MIDDLE)) for low, high in ((box[1], box[3]), (box[0], box[2])))
        kind = _kind(difference, over, part)
        if likeness is Likeness.MAY_BE or (not flat and _displaced(difference, box)):
            kind = AlterationKind.UNCLEAR
        found.append(Alteration(kind, *box, round(float(over[part].sum()) / MIDDLE**2, 2), _line_at(original, box)))
    return tuple(sorted(found, key=lambda alteration: -alteration.strength))


def _spots(over: NDArray[np.bool_], values: Ink, from_edge: NDArray[np.bool_]) -> list[Spot]:
    """The places where enough differs."""
    step = round(_CELL_MM * MIDDLE)
    found = []
    for rows, columns in _groups(_flagged(over) & ~from_edge):
        cells = np.zeros((max(rows) - min(rows) + 1, max(columns) - min(columns) + 1), dtype=bool)
        cells[np.array(rows) - min(rows), np.array(columns) - min(columns)] = True
        top, left = min(rows) * step, min(columns) * step
        whole = cells.repeat(step, axis=0).repeat(step, axis=1)[: over.shape[0] - top, : over.shape[1] - left]
        ys, xs = np.nonzero(over[top : top + whole.shape[0], left : left + whole.shape[1]] & whole)
        found.append(Spot(np.column_stack((xs + left, ys + top)) / MIDDLE, values[ys + top, xs + left]))
    return found


def _kind(difference: Difference, over: NDArray[np.bool_], part: tuple[slice, ...]) -> AlterationKind:
    """Another character leaves strokes out and has strokes where there were none; toner does neither."""
    printed, seen = difference.printed[part], difference.seen[part]
    less = difference.values[part] < 0
    another = np.where(less, seen < _GONE * printed, printed < _UNPRINTED)
    if (over[part] & another).sum() < _ANOTHER * MIDDLE**2:
        return AlterationKind.UNCLEAR
    return AlterationKind.CHANGED if (over[part] & less).sum() > 0.2 * over[part].sum() else AlterationKind.ADDED


def _displaced(difference: Difference, box: tuple[float, float, float, float]) -> bool:
    """Whether the print is there as it should be, but beside its place: the paper bends, and nobody changed it."""
    side = round(min(max(box[2] - box[0], box[3] - box[1]) + 2 * _AROUND_MM, _MOST_AROUND_MM) * MIDDLE)
    reach = round(_DISPLACED_MM * MIDDLE)
    rows, columns = difference.printed.shape
    left, top = (round((low + high) / 2 * MIDDLE - side / 2) for low, high in ((box[0], box[2]), (box[1], box[3])))
    left, top = max(reach, min(left, columns - side - reach)), max(reach, min(top, rows - side - reach))
    template = difference.printed[top : top + side, left : left + side]
    window = difference.seen[top - reach : top + side + reach, left - reach : left + side + reach]
    found = Squares(template[None], reach).found_in(window[None])
    return bool(found.peaks[0] > _DISPLACED_LIKENESS and np.hypot(*found.moves[0]) > _DISPLACED_LEAST_MM * MIDDLE)


def hidden_by(seals: tuple[Seal, ...], shape: tuple[int, ...], spare_mm: float = 1.5) -> NDArray[np.bool_]:
    """The discs of the seals at MIDDLE resolution."""
    hidden = np.zeros(shape, dtype=bool)
    for seal in seals:
        reach = (seal.diameter / 2 + spare_mm) * MIDDLE
        x, y = seal.x * MIDDLE, seal.y * MIDDLE
        top, left = max(0, int(y - reach)), max(0, int(x - reach))
        bottom, right = min(shape[0], int(y + reach) + 1), min(shape[1], int(x + reach) + 1)
        if top < bottom and left < right:
            ys, xs = np.ogrid[top:bottom, left:right]
            hidden[top:bottom, left:right] |= (xs - x) ** 2 + (ys - y) ** 2 <= reach**2
    return hidden


def _as_blurred_as(seen: Ink, printed: Ink) -> Ink:
    """The printed ink with the blur that makes it most like the seen one."""
    rows = printed.sum(axis=1)
    middle = int(np.searchsorted(rows.cumsum(), rows.sum() / 2))
    band = slice(max(0, middle - 90), middle + 90)
    one = seen[band]

    def likeness(sigma: float) -> float:
        other = blurred(printed[band], sigma)
        a, b = one - one.mean(), other - other.mean()
        return float((a * b).sum() / np.sqrt((b**2).sum() + 1e-6))

    return blurred(printed, max(_BLURS, key=likeness))


def _paper(printed: Ink, seen: Ink) -> Ink:
    """How dark bare paper is around each point: noise lifts it above the brightest, which counts as white."""
    bare = np.asarray(printed < _BARE, dtype=np.float32)
    return _around(bare * np.minimum(seen, _MOST_PAPER), bare, _PAPER_MM)


def _gain(printed: Ink, seen: Ink) -> Ink:
    """How dark full print is around each point: paper curls out of focus, toner runs short in streaks and patches."""
    gain = _around(printed * seen, printed**2, _GAIN_MM)
    usual = float((printed * seen).sum()) / max(1e-6, float((printed**2).sum()))
    return np.maximum(np.clip(gain, _LEAST_GAIN * usual, _MOST_GAIN * usual), np.float32(0.15))


def _around(part: Ink, whole: Ink, deviation: float) -> Ink:
    """The part of the whole around each point, within some such mm; where there is next to none, the page's."""
    step = round(_AROUND_CELL_MM * MIDDLE)
    parts, wholes = (blurred(_squares(values, step), deviation / _AROUND_CELL_MM) for values in (part, whole))
    usual = float(parts.sum() / max(1e-6, float(wholes.sum())))
    share = Image.fromarray((parts + np.float32(_HELD * usual)) / (wholes + np.float32(_HELD)))
    rows, columns = part.shape
    box = (0, 0, columns / step, rows / step)
    return np.asarray(share.resize((columns, rows), Image.Resampling.BILINEAR, box))


def _squares(values: Ink, step: int) -> Ink:
    rows, columns = (-length % step for length in values.shape)
    padded = np.pad(values, ((0, rows), (0, columns)))
    return folded(padded, step, np.add) / np.float32(step**2)


def _within_margins(original: Original, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Not at the paper's edge, and not where a mark stands or may stand."""
    judged = np.zeros(shape, dtype=bool)
    edge = round(MARGIN_MM * MIDDLE)
    judged[edge:-edge, edge:-edge] = True
    width, height = original.size
    left, right = (round((width / 2 + side * 11) * MIDDLE) for side in (-1, 1))
    judged[round((height - 25) * MIDDLE) :, left:right] = False
    return judged


def _flagged(over: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells around which enough differs."""
    cells = _pooled(over)
    return (_with_neighbours(cells) > _AREA) & (cells > 0)


def _from_the_edge(flagged: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What comes in from the paper's edge without a gap: the desk, where the paper curls, a clip, the lid's shadow.

    Thin things not further than the margins: with a fold or a streak a pen that crosses it would be lost.
    """
    wide = np.pad(flagged, 1, constant_values=True)
    margins = np.pad(
        np.zeros(np.subtract(flagged.shape, 2 * _MARGIN_CELLS), dtype=bool), _MARGIN_CELLS + 1, constant_values=True
    )
    broad = widened(-widened(-wide.astype(np.float32))) > 0
    passed = wide & (margins | broad)
    reached = np.pad(np.zeros_like(flagged), 1, constant_values=True)
    size = 0
    while reached.sum() > size:
        size = int(reached.sum())
        reached = (widened(reached.astype(np.float32)) > 0) & passed
    return np.asarray(reached[1:-1, 1:-1])


def _pooled(over: NDArray[np.bool_]) -> Ink:
    """mm² of differing ink in each cell."""
    return _squares(over.astype(np.float32), round(_CELL_MM * MIDDLE)) * np.float32(_CELL_MM**2)


def _with_neighbours(cells: Ink) -> Ink:
    padded = np.pad(cells, 1)
    return np.asarray(
        sum(padded[r : r + cells.shape[0], c : c + cells.shape[1]] for r in range(3) for c in range(3)),
        dtype=np.float32,
    )


def _groups(flagged: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns of the cells that touch one another."""
    left = {(int(r), int(c)) for r, c in zip(*np.nonzero(flagged), strict=True)}
    groups = []
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            row, column = waiting.pop()
            group.append((row, column))
            near = {(row + r, column + c) for r in (-2, -1, 0, 1, 2) for c in (-2, -1, 0, 1, 2)} & left
            left -= near
            waiting += near
        groups.append(([r for r, _ in group], [c for _, c in group]))
    return groups


def _box(spot: Spot) -> tuple[float, float, float, float]:
    """Of the spot's cells: left, top, right, bottom."""
    cells = np.floor(spot.points / _CELL_MM)
    (left, top), (right, bottom) = cells.min(axis=0) * _CELL_MM, (cells.max(axis=0) + 1) * _CELL_MM
    return float(left), float(top), float(right), float(bottom)


def _line_at(original: Original, box: tuple[float, float, float, float]) -> str:
    """The printed line that lies nearest to the middle of the box, if one runs through it."""
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    nearest, distance = "", (bottom - top) / 2 + 3.0
    for line in original.page.lines:
        if not line.runs:
            continue
        start = line.runs[0].x * MM_PER_POINT
        end = (line.runs[-1].x + line.runs[-1].width) * MM_PER_POINT
        off = abs(line.baseline * MM_PER_POINT - 1.8 - middle)
        if start < right and end > left and off < distance:
            nearest, distance = "".join(run.text for run in line.runs).strip(), off
    return nearest
