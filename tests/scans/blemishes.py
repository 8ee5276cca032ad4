"""What paper and scanners have besides print: staples, holes, folds, shadows, dust; none of it was written by hand."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from tests.scans.capture import Desk, Over
from tests.scans.paper import PER_MM, Sheet

Mask = NDArray[np.float32]
Points = list[tuple[float, float]]
Rng = np.random.Generator

FLAT = ("flat-300", "flat-200", "flat-150", "grey-200", "app")
PHOTO = ("photo", "photo", "chat", "chat", "bad-photo")


class Blemish(NamedTuple):
    """How a kind of blemish gets into a picture, and into which pictures."""

    profiles: tuple[str, ...] = (*FLAT, *PHOTO)
    on_paper: Callable[[Sheet, Rng], Sheet] | None = None
    over: Over | None = None
    desk: Desk | None = None
    ask: bool = False
    """Whether a clerk should hear of it."""


def _staples(sheet: Sheet, rng: Rng) -> Sheet:
    """One across a corner, or two along the left edge; sometimes only the holes that it left."""
    width, height = _size(sheet)
    if rng.random() < 0.75:
        x, y = rng.uniform(7, 20, 2)
        x = width - x if rng.random() < 0.15 else x
        places, turn = [(x, y)], rng.choice((0, 45, 90, 135)) + rng.normal(0, 12)
    else:
        x = rng.uniform(6, 12)
        places, turn = [(x, height * at + rng.normal(0, 5)) for at in (0.25, 0.75)], 90 + rng.normal(0, 3)
    removed, length, wire = rng.random() < 0.25, rng.uniform(8.0, 12.7), rng.uniform(0.4, 0.65)
    across = np.array([math.cos(math.radians(turn)), math.sin(math.radians(turn))]) * length / 2
    for place in places:
        ends = [tuple(np.array(place) + side * across) for side in (-1, 1)]
        if removed:
            for x, y in ends:
                sheet = _inked(sheet, _dots_on(sheet, [(x, y)], rng.uniform(0.3, 0.5)), rng.uniform(0.1, 0.6))
            continue
        aside = rng.normal(0, 0.35, 2)
        shadow = [(x + aside[0], y + aside[1]) for x, y in ends]
        sheet = sheet * (1 - rng.uniform(0.2, 0.5) * _stroke(sheet, shadow, wire * 1.4, 0.25))[..., None]
        sheet = _inked(sheet, _stroke(sheet, ends, wire), rng.uniform(0.3, 0.75))
        sheet = _inked(sheet, _stroke(sheet, ends, wire * 0.35), rng.uniform(0.7, 1.0))
    return sheet


def _holes(sheet: Sheet, rng: Rng) -> Sheet:
    """Two or four, 80 mm apart (ISO 838), along the left edge or the upper one; the ground shows through them."""
    width, height = _size(sheet)
    left = rng.random() < 0.8
    inset, diameter = 12 + rng.normal(0, 1.5), rng.uniform(5.2, 6.6)
    middle = (height if left else width) / 2 + rng.normal(0, 4)
    offsets = (-40, 40) if not left or rng.random() < 0.8 else (-120, -40, 40, 120)
    along = [middle + offset for offset in offsets]
    ground = rng.uniform(0.93, 1.0) if rng.random() < 0.5 else rng.uniform(0.04, 0.6)
    aside = rng.normal(0, 0.25, 2)
    for at in along:
        x, y = (inset, at) if left else (at, inset)
        sheet = sheet * (1 - rng.uniform(0.1, 0.4) * _dots_on(sheet, [(x, y)], diameter / 2 + 0.15, 0.2))[..., None]
        sheet = _inked(sheet, _dots_on(sheet, [(x, y)], diameter / 2), ground * 0.75)
        sheet = _inked(sheet, _dots_on(sheet, [(x + aside[0], y + aside[1])], diameter / 2 - 0.25, 0.15), ground)
    return sheet


def _folds(sheet: Sheet, rng: Rng) -> Sheet:
    """Right across the paper: folded in two or three, for an envelope; opened again, one side dark and one bright."""
    width, height = _size(sheet)
    lying = rng.random() < 0.75
    for share in [(0.5,), (1 / 3, 2 / 3), (0.5,)][int(rng.integers(3))]:
        at = share * (height if lying else width) + rng.normal(0, 4)
        lean = rng.normal(0, 0.8)
        line = [(0, at - lean), (width, at + lean)] if lying else [(at - lean, 0), (at + lean, height)]
        sheet = _folded(sheet, line, rng)
    return sheet


def _corner_fold(sheet: Sheet, rng: Rng) -> Sheet:
    """A dog-ear that was turned back."""
    width, height = _size(sheet)
    reach = rng.uniform(10, 28, 2)
    right, low = rng.random() < 0.6, rng.random() < 0.4
    x, y = (width if right else 0.0), (height if low else 0.0)
    return _folded(sheet, [(abs(x - reach[0]), y), (x, abs(y - reach[1]))], rng)


def _folded(sheet: Sheet, line: Points, rng: Rng) -> Sheet:
    normal = np.array([line[0][1] - line[1][1], line[1][0] - line[0][0]])
    normal = normal / np.hypot(*normal) * rng.choice((-1, 1))
    wide = rng.uniform(0.3, 1.2)
    bright = [(x + normal[0] * wide, y + normal[1] * wide) for x, y in line]
    patchy = 0.6 + 0.4 * _cloud(sheet.shape, 3.0, rng)
    sheet = sheet * (1 - rng.uniform(0.08, 0.35) * _stroke(sheet, line, wide, wide / 3) * patchy)[..., None]
    sheet = sheet * (1 + rng.uniform(0.02, 0.07) * _stroke(sheet, bright, wide, wide / 3))[..., None]
    rubbed = _stroke(sheet, line, 0.25, 0.1) * (_cloud(sheet.shape, 0.5, rng) > 0.6) * rng.uniform(0.1, 0.7)
    return _inked(sheet, rubbed.astype(np.float32), 0.95)


def _turned_corner(sheet: Sheet, rng: Rng) -> Sheet:
    """A dog-ear that lies on the page: the ground where it was, its back on the paper."""
    width, _height = _size(sheet)
    reach = rng.uniform(6, 16)
    mask = _filled(sheet, [(width, 0), (width - reach, 0), (width, reach)])
    sheet = _inked(sheet, mask, rng.uniform(0.05, 1.0))
    sheet = _inked(sheet, _filled(sheet, [(width - reach, 0), (width, reach), (width - reach, reach)]), 0.9)
    return sheet * (1 - 0.3 * _stroke(sheet, [(width - reach, 0), (width, reach)], 0.5, 0.3))[..., None]


def _shows_through(sheet: Sheet, rng: Rng) -> Sheet:
    """The print of the back: mirrored, pale, soft."""
    mirrored = Image.fromarray(((1 - sheet.min(axis=2)[:, ::-1]) * 255).astype(np.uint8))
    soft = _softened_pixels(mirrored, rng.uniform(0.2, 0.4) * PER_MM)
    soft = np.roll(soft, (int(rng.integers(-90, 90)), int(rng.integers(-60, 60))), (0, 1))
    return np.asarray(sheet * (1 - rng.uniform(0.03, 0.11) * soft)[..., None], dtype=np.float32)


def _clip(sheet: Sheet, rng: Rng) -> Sheet:
    """A paper clip at the upper edge: wire in loops."""
    width, _height = _size(sheet)
    x = rng.uniform(12, 40) if rng.random() < 0.7 else width - rng.uniform(12, 40)
    wide, deep = rng.uniform(5, 8), rng.uniform(18, 26)
    wire = []
    for half, low, high in ((wide / 2, deep, -3.0), (wide / 2 - 1.2, deep - 4, -3.0)):
        turn = np.linspace(0, math.pi, 12)
        bow = [(x + half * math.cos(t), low - half + half * math.sin(t)) for t in turn]
        wire += [(x + half, high), *bow, (x - half, high)]
    aside = rng.uniform(0.2, 0.7)
    shadow = [(u + aside, v + aside) for u, v in wire]
    sheet = sheet * (1 - rng.uniform(0.15, 0.4) * _stroke(sheet, shadow, 1.1, 0.4))[..., None]
    return _inked(sheet, _stroke(sheet, wire, 0.9), rng.uniform(0.25, 0.8, 3))


def _binder(sheet: Sheet, rng: Rng) -> Sheet:
    """A strip that holds the left edge, and its shadow."""
    _width, height = _size(sheet)
    reach = rng.uniform(5, 13)
    strip = _filled(sheet, [(0, 0), (reach, 0), (reach, height), (0, height)])
    sheet = sheet * (1 - rng.uniform(0.1, 0.4) * _softened(strip, rng.uniform(0.5, 2.0)))[..., None]
    return _inked(sheet, strip, rng.uniform(0.05, 0.9, 3))


def _dust(sheet: Sheet, rng: Rng) -> Sheet:
    """Specks of toner and dirt."""
    width, height = _size(sheet)
    for radius in (0.1, 0.2, 0.3):
        places = [(rng.uniform(0, width), rng.uniform(0, height)) for _ in range(int(rng.integers(1, 6)))]
        sheet = _inked(sheet, _dots_on(sheet, places, radius), rng.uniform(0.1, 0.6))
    return sheet


def _received(sheet: Sheet, rng: Rng) -> Sheet:
    """The stamp of an office that took the paper in: a frame with a line for the date."""
    width, _height = _size(sheet)
    left, top = width - rng.uniform(55, 75), rng.uniform(10, 24)
    wide, high = rng.uniform(35, 45), rng.uniform(14, 20)
    frame = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high), (left, top)]
    strokes = [frame]
    for row in (0.33, 0.7):
        for at in np.arange(3, wide - 3, 3.4):
            x, y = left + at, top + row * high
            strokes.append([(x, y - 1.2), (x + 2, y - 1.0), (x + 0.4, y + 1.2)])
    colour = (0.75, 0.1, 0.15) if rng.random() < 0.6 else (0.15, 0.2, 0.6)
    return _inked(sheet, _strokes(sheet, strokes, 0.45) * np.float32(rng.uniform(0.6, 1)), colour)


def _sensor_streaks(picture: Image.Image, _quad: NDArray[np.float64], rng: Rng) -> Image.Image:
    """Dust on the sensor draws lines down the whole picture, straight as the scanner moves."""
    values = np.asarray(picture, dtype=np.float32)
    for _ in range(int(rng.integers(1, 4))):
        at, wide = int(rng.integers(values.shape[1] * 0.03, values.shape[1] * 0.97)), int(rng.integers(1, 4))
        tint = rng.uniform(0.6, 0.95, 3) if rng.random() < 0.4 else np.full(3, rng.uniform(0.5, 0.95))
        values[:, at : at + wide] *= tint.astype(np.float32)
    return Image.fromarray(values.astype(np.uint8))


def _hard_shadow(picture: Image.Image, _quad: NDArray[np.float64], rng: Rng) -> Image.Image:
    """Of a hand, an arm or a phone, from one side of the picture; sharp where the lamp is small."""
    width, height = picture.size
    middle, reach = np.array([width, height]) / 2, np.hypot(width, height)
    angle = rng.uniform(0, 2 * math.pi)
    along = np.array([math.cos(angle), math.sin(angle)])
    across = np.array([-along[1], along[0]])
    tip = middle + along * rng.uniform(-0.1, 0.3) * width + across * rng.uniform(-0.25, 0.25) * width
    draw, mask = _canvas(picture.size)
    arm = rng.uniform(0.08, 0.3) * width
    _polygon(draw, [tip - across * arm, tip + across * arm, tip + along * reach + across * 1.4 * arm,
                    tip + along * reach - across * 1.4 * arm])  # fmt: skip
    if rng.random() < 0.6:  # fingers
        for k in range(4):
            root = tip + across * arm * (k / 1.5 - 1)
            end = root - along * arm * rng.uniform(0.5, 1.3) + across * rng.normal(0, 0.1) * arm
            draw.line([*root, *end], fill=255, width=round(arm * 0.4))
            r = arm * 0.2
            draw.ellipse([end[0] - r, end[1] - r, end[0] + r, end[1] + r], fill=255)
    soft = float(np.exp(rng.uniform(np.log(0.002), np.log(0.03)))) * width
    dark = 1 - rng.uniform(0.25, 0.55) * _softened_pixels(mask, soft)
    return _times(picture, dark)


def _finger(picture: Image.Image, quad: NDArray[np.float64], rng: Rng) -> Image.Image:
    """A thumb that holds the paper at its left or right edge."""
    per_mm = np.hypot(*(quad[1] - quad[0])) / 210
    side = int(rng.integers(2))
    top, bottom = (quad[0], quad[3]) if side == 0 else (quad[1], quad[2])
    root = top + (bottom - top) * rng.uniform(0.3, 0.95)
    inward = (quad[1] - quad[0]) / np.hypot(*(quad[1] - quad[0])) * (1 if side == 0 else -1)
    thick = rng.uniform(14, 19) * per_mm
    tip = root + inward * (rng.uniform(5, 20) * per_mm - thick / 2)
    far = root - inward * 80 * per_mm + np.array([0, rng.uniform(-20, 40)]) * per_mm
    draw, mask = _canvas(picture.size)
    draw.line([*tip, *far], fill=255, width=round(thick))
    draw.ellipse([*(tip - thick / 2), *(tip + thick / 2)], fill=255)
    shade = 1 - rng.uniform(0.1, 0.4) * _softened_pixels(mask, rng.uniform(0.5, 3) * per_mm)
    inside = _softened_pixels(mask, 0.2 * per_mm)[..., None]
    skin = np.array([0.84, 0.62, 0.52]) * 255 * (0.6 + 0.4 * _softened_pixels(mask, thick / 4))[..., None]
    values = np.asarray(_times(picture, shade), dtype=np.float32)
    return Image.fromarray((values * (1 - inside) + inside * skin).astype(np.uint8))


def _cloth(size: tuple[int, int], rng: Rng) -> Image.Image:
    """A chequered table cloth."""
    side = round(size[0] * rng.uniform(0.03, 0.08))
    light, dark = rng.uniform(0.65, 0.9, 3), rng.uniform(0.2, 0.6, 3)
    rows, columns = np.arange(size[1])[:, None] // side, np.arange(size[0])[None, :] // side
    colours = np.where(((rows + columns) % 2)[..., None] == 0, light, dark)
    picture = Image.fromarray((colours * 255).astype(np.uint8))
    return picture.rotate(rng.uniform(-20, 20), Image.Resampling.BILINEAR, fillcolor=tuple((light * 255).astype(int)))


BLEMISHES = {
    "none": Blemish(),
    "staple": Blemish(on_paper=_staples),
    "holes": Blemish(on_paper=_holes),
    "fold": Blemish(on_paper=_folds),
    "corner fold": Blemish(on_paper=_corner_fold),
    "turned corner": Blemish(on_paper=_turned_corner),
    "shows through": Blemish(on_paper=_shows_through),
    "clip": Blemish(on_paper=_clip),
    "binder": Blemish(on_paper=_binder),
    "dust": Blemish(on_paper=_dust),
    "streak": Blemish(FLAT[:-1], over=_sensor_streaks),
    "hard shadow": Blemish(PHOTO, over=_hard_shadow),
    "finger": Blemish(PHOTO, over=_finger),
    "cloth": Blemish(PHOTO, desk=_cloth),
    "received stamp": Blemish(on_paper=_received, ask=True),
}


def _size(sheet: Sheet) -> tuple[float, float]:
    """Width and height in mm."""
    return sheet.shape[1] / PER_MM, sheet.shape[0] / PER_MM


def _canvas(size: tuple[int, int]) -> tuple[ImageDraw.ImageDraw, Image.Image]:
    mask = Image.new("L", size, 0)
    return ImageDraw.Draw(mask), mask


def _polygon(draw: ImageDraw.ImageDraw, points: list[NDArray[np.float64]]) -> None:
    draw.polygon([(float(x), float(y)) for x, y in points], fill=255)


def _stroke(sheet: Sheet, points: Points, width_mm: float, soft_mm: float = 0.07) -> Mask:
    return _strokes(sheet, [points], width_mm, soft_mm)


def _strokes(sheet: Sheet, strokes: list[Points], width_mm: float, soft_mm: float = 0.07) -> Mask:
    draw, mask = _canvas((sheet.shape[1], sheet.shape[0]))
    for points in strokes:
        draw.line([(x * PER_MM, y * PER_MM) for x, y in points], fill=255, width=max(1, round(width_mm * PER_MM)))
    return _softened_pixels(mask, soft_mm * PER_MM)


def _filled(sheet: Sheet, points: Points) -> Mask:
    draw, mask = _canvas((sheet.shape[1], sheet.shape[0]))
    draw.polygon([(x * PER_MM, y * PER_MM) for x, y in points], fill=255)
    return _softened_pixels(mask, 0.7)


def _dots_on(sheet: Sheet, places: Points, radius_mm: float, soft_mm: float = 0.07) -> Mask:
    draw, mask = _canvas((sheet.shape[1], sheet.shape[0]))
    for x, y in places:
        left, top, right, bottom = (v * PER_MM for v in (x - radius_mm, y - radius_mm, x + radius_mm, y + radius_mm))
        draw.ellipse((left, top, right, bottom), fill=255)
    return _softened_pixels(mask, soft_mm * PER_MM)


def _softened(mask: Mask, soft_mm: float) -> Mask:
    return _softened_pixels(Image.fromarray((mask * 255).astype(np.uint8)), soft_mm * PER_MM)


def _softened_pixels(mask: Image.Image, deviation: float) -> Mask:
    return np.asarray(mask.filter(ImageFilter.GaussianBlur(float(deviation))), dtype=np.float32) / 255


def _inked(sheet: Sheet, mask: Mask, colour: float | tuple[float, ...] | NDArray[np.float64]) -> Sheet:
    """The colour covers what is under it."""
    part = mask[..., None]
    return np.clip(sheet * (1 - part) + part * np.asarray(colour, dtype=np.float32), 0, 1, dtype=np.float32)


def _times(picture: Image.Image, light: Mask) -> Image.Image:
    return Image.fromarray((np.asarray(picture, dtype=np.float32) * light[..., None]).astype(np.uint8))


def _cloud(shape: tuple[int, ...], size_mm: float, rng: Rng) -> Mask:
    step = max(2, round(size_mm * PER_MM))
    small = Image.fromarray(rng.random((shape[0] // step + 2, shape[1] // step + 2), dtype=np.float32))
    return np.asarray(small.resize((shape[1], shape[0]), Image.Resampling.BILINEAR))
