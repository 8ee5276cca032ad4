"""A second maker of scans, on purpose unlike the first: other mathematics for paper, stamp, camera and light.

Paper bends as a sheet does (no length on it changes) under a pinhole camera; stamps are drawn from distances, their
ink is mottled by noise.
"""

from typing import NamedTuple

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

Page = NDArray[np.float32]
"""Red, green, blue from 0 to 1 at DOTS pixels a mm."""

DOTS = 8.0
_RED = (0.80, 0.10, 0.16)


class Stamp(NamedTuple):
    """A seal that was put on the page; lengths in mm."""

    x: float
    y: float
    diameter: float = 45.0
    colour: tuple[float, float, float] = _RED
    strength: float = 0.85
    shape: str = "round"


def paper_of(pdf: bytes, number: int, rng: np.random.Generator, shade: tuple[float, float, float] = (1, 1, 1)) -> Page:
    """Page `number` (from 0), printed on paper of that shade."""
    document = pypdfium2.PdfDocument(pdf)
    grey = np.asarray(document[number].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil(), dtype=np.float32)
    document.close()
    fibres = 1 + 0.012 * _cloud(grey.shape, 3.0, rng)
    sheet = np.asarray(shade, dtype=np.float32) * (0.96 * fibres)[..., None]
    ink = np.sqrt(1 - grey / 255) * (1 - 0.08 * np.abs(_cloud(grey.shape, 1.2, rng)))
    return np.asarray(sheet * (1 - 0.88 * np.clip(ink, 0, 1)[..., None]), dtype=np.float32)


def stamped(page: Page, stamp: Stamp, rng: np.random.Generator) -> Page:
    """The page with that seal; shapes are round, oval and square."""
    side, left, top = (round(mm * DOTS) for mm in (1.5 * stamp.diameter, stamp.x, stamp.y))
    left, top = max(0, left - side // 2), max(0, top - side // 2)
    part = (slice(top, top + side), slice(left, left + side))
    ink = _face(page[part].shape[:2], stamp, (left / DOTS, top / DOTS), rng.uniform(-0.4, 0.4))
    wet = np.clip(1.05 + 0.28 * _cloud(ink.shape, 1.5, rng) + 0.15 * _cloud(ink.shape, 20, rng), 0, 1)
    page = page.copy()
    page[part] = _inked(page[part], ink * wet * stamp.strength, stamp.colour)
    return page


def _face(shape: tuple[int, ...], stamp: Stamp, corner: tuple[float, float], turn: float) -> NDArray[np.float32]:
    """1 where the stamp prints."""
    ys, xs = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    x, y = xs / DOTS + corner[0] - stamp.x, ys / DOTS + corner[1] - stamp.y
    x, y = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    radius = stamp.diameter / 2
    far = {"oval": np.hypot(x, y * 1.5), "square": np.maximum(np.abs(x), np.abs(y))}.get(stamp.shape, np.hypot(x, y))
    angle = np.arctan2(y, x)
    rim = _soft(np.abs(far - (radius - 0.55)) - 0.55)
    star = _soft(far - radius * 0.32 * (0.62 + 0.38 * np.cos(5 * (angle + np.pi / 2)) ** 3))
    strokes = (np.sin(angle * 26) > -0.2) * (np.cos(far * 4.1) > -0.6) * (y < 6)
    return np.maximum(rim, np.maximum(star, _soft(np.abs(far - radius * 0.74) - 2.2) * strokes))


def scribbled(page: Page, rng: np.random.Generator, colour: tuple[float, float, float], loops: int = 5) -> Page:
    """A word written by hand: loops of a pen of half a millimetre, about 40 mm long."""
    t = np.linspace(0, loops * 2 * np.pi, 2400)
    x = rng.uniform(60, 110) + 1.4 * t + 2.5 * np.sin(t)
    y = rng.uniform(60, 220) + 4 * np.cos(t * 1.03 + 1) + np.sin(t / 3)
    ink = np.zeros(page.shape[:2], dtype=np.float32)
    for dx in range(-2, 3):
        for dy in range(-2, 3):
            if dx * dx + dy * dy <= 5:
                ink[(y * DOTS).astype(int) + dy, (x * DOTS).astype(int) + dx] = 1
    return _inked(page, ink * 0.9, colour)


def letterhead(page: Page, _rng: np.random.Generator) -> Page:
    """A line of heavy red signs and a red rule, as at the head of an official letter."""
    ink = np.zeros(page.shape[:2], dtype=np.float32)
    for k in range(9):
        left = round((38 + 15 * k) * DOTS)
        for bar in range(4):
            ink[round((14 + 2.6 * bar) * DOTS) : round((15 + 2.6 * bar) * DOTS), left : left + 84] = 1
        ink[round(14 * DOTS) : round(23.5 * DOTS), left + 36 : left + 48] = 1
    ink[round(30 * DOTS) : round(30.7 * DOTS), round(20 * DOTS) : round(190 * DOTS)] = 1
    return _inked(page, ink, (0.85, 0.05, 0.05))


def on_glass(
    page: Page, dpi: float, rng: np.random.Generator, *, cut: float = 0.0, around: float = 0.0, lid: float = 0.1
) -> Image.Image:
    """A flatbed's picture: `cut` mm lost on each side, or `around` mm of the lid (of that grey) to be seen."""
    height, width = (side / DOTS for side in page.shape[:2])
    angle = np.radians(rng.uniform(-1.5, 1.5))
    scale = dpi / 25.4
    columns, rows = round((width - 2 * cut + 2 * around) * scale), round((height - 2 * cut + 2 * around) * scale)
    v, u = np.mgrid[:rows, :columns].astype(np.float32)
    x, y = u / scale + cut - around - width / 2, v / scale + cut - around - height / 2
    seen = _sampled(
        page, x * np.cos(angle) - y * np.sin(angle) + width / 2, x * np.sin(angle) + y * np.cos(angle) + height / 2, lid
    )
    return _picture(seen, rng, 0.008)


def by_camera(
    page: Page,
    dpi: float,
    rng: np.random.Generator,
    *,
    desk: str = "wood",
    bend: float = 5.0,
    second: Page | None = None,
) -> Image.Image:
    """A photo by hand: bent paper, tilted camera, a lamp; `second` lies to the right of the page."""
    height, width = (side / DOTS for side in page.shape[:2])
    total = width * 2 + 12 if second is not None else width
    scale, edge = dpi / 25.4, 14.0
    columns, rows = round((total + 2 * edge) * scale), round((height + 2 * edge) * scale)
    v, u = np.mgrid[:rows, :columns].astype(np.float32)
    far = 1.5 * height
    u, v = u / scale - edge - total / 2, v / scale - edge - height / 2  # where the ray meets the lens' own plane
    turn, tilt = rng.uniform(-0.035, 0.035), rng.uniform(-0.10, 0.10, 2)
    u, v = u * np.cos(turn) - v * np.sin(turn), u * np.sin(turn) + v * np.cos(turn)
    depth = far / (1 - u * tilt[0] / far * 1.2 - v * tilt[1] / far * 1.2)
    at_x, at_y = u * depth / far, v * depth / far
    # the sheet: a cylinder whose height over the desk is known along x, and whose length along x is kept
    along = np.linspace(-width, width, 4001)
    waves = rng.uniform(0.5, 1.1), rng.uniform(0, 6.28)
    lifted = bend * (0.5 + 0.5 * np.sin(2 * np.pi * waves[0] * along / width + waves[1])) * (1 - 0.3 * along / width)
    arc = np.concatenate(([0.0], np.cumsum(np.hypot(np.diff(along), np.diff(lifted)))))
    arc -= np.interp(0.0, along, arc)
    x = at_x + (0 if second is None else total / 2 - width / 2)
    shift = x - at_x
    for _ in range(4):
        x = at_x * (1 - np.interp(x, along, lifted) / depth) + shift
    y = at_y * (1 - np.interp(x, along, lifted) / depth)
    ground = _ground(desk, (rows, columns), rng)
    seen = _sampled(page, np.interp(x, along, arc) + width / 2, y + height / 2, ground)
    if second is not None:
        seen = _sampled(second, at_x - 6 + 0.01 * at_y, at_y + height / 2, seen)
    lamp = rng.uniform(0.2, 0.8, 2)
    away = (np.arange(columns)[None, :] / columns - lamp[0]) ** 2 + (np.arange(rows)[:, None] / rows - lamp[1]) ** 2
    light = (0.55 + 0.42 / (1 + 2.2 * away)).astype(np.float32)
    return _picture(seen * light[..., None] * np.array((1.0, 0.97, 0.88), dtype=np.float32), rng, 0.015)


def _cloud(shape: tuple[int, ...], size: float, rng: np.random.Generator) -> Page:
    """Noise of about unit deviation whose blotches are that many mm wide."""
    step = max(1, round(size * DOTS / 3))
    small = rng.normal(0, 1.6, (shape[0] // step + 2, shape[1] // step + 2)).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize((shape[1], shape[0]), Image.Resampling.BICUBIC), dtype=np.float32)


def _soft(distance: NDArray[np.float32]) -> NDArray[np.float32]:
    """1 within, 0 beyond, over a tenth of a millimetre."""
    return np.clip(0.5 - distance / 0.12, 0, 1)


def _inked(page: Page, ink: NDArray[np.float32], colour: tuple[float, float, float]) -> Page:
    return np.asarray(page * (1 - ink[..., None] * (1 - np.asarray(colour, dtype=np.float32))), dtype=np.float32)


def _sampled(page: Page, x: Page, y: Page, beyond: "float | Page") -> Page:
    """The page's colours at points (mm), bilinear; `beyond` outside of it."""
    u, v = np.clip(x * DOTS, 0, page.shape[1] - 2), np.clip(y * DOTS, 0, page.shape[0] - 2)
    c, r = u.astype(np.int32), v.astype(np.int32)
    a, b = (u - c)[..., None].astype(np.float32), (v - r)[..., None].astype(np.float32)
    seen = (page[r, c] * (1 - a) + page[r, c + 1] * a) * (1 - b) + (
        page[r + 1, c] * (1 - a) + page[r + 1, c + 1] * a
    ) * b
    inside = (x >= 0) & (y >= 0) & (x * DOTS < page.shape[1] - 1) & (y * DOTS < page.shape[0] - 1)
    return np.where(inside[..., None], seen, beyond).astype(np.float32)


def _ground(kind: str, shape: tuple[int, int], rng: np.random.Generator) -> Page:
    colour = {
        "wood": (0.60, 0.42, 0.26),
        "dark": (0.08, 0.08, 0.09),
        "white": (0.86, 0.86, 0.85),
        "red": (0.62, 0.10, 0.12),
    }
    rows = np.arange(shape[0])[:, None] / shape[0]
    columns = np.arange(shape[1])[None, :] / shape[1]
    rings = np.sin(90 * columns + 6 * np.sin(7 * rows) + rng.uniform(0, 6)) * (0.12 if kind == "wood" else 0.02)
    return np.asarray((1 + rings)[..., None] * np.asarray(colour[kind]), dtype=np.float32)


def _picture(values: Page, rng: np.random.Generator, noise: float) -> Image.Image:
    """Through a lens and a sensor whose noise grows with the light."""
    grain = rng.standard_normal((257, 263, 3)).astype(np.float32)
    many = np.tile(grain, (values.shape[0] // 257 + 1, values.shape[1] // 263 + 1, 1))[
        : values.shape[0], : values.shape[1]
    ]
    soft = np.clip(values, 0, 1)
    for axis in (0, 1):
        soft = (np.roll(soft, 1, axis) + 2 * soft + np.roll(soft, -1, axis)) / 4
    soft = soft + noise * many * np.sqrt(soft + 0.05)
    return Image.fromarray((np.clip(soft, 0, 1) * 255).astype(np.uint8))
