"""Paper as a printer, a stamp and a pen leave it: a page at 240 dpi, red-green-blue from 0 to 1."""

import math
from functools import cache

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from castforms.fonts.finder import bundled_fonts

Sheet = NDArray[np.float32]

DPI = 240
PER_MM = DPI / 25.4
_OVERSAMPLED = 2
_TONER = np.array([0.10, 0.10, 0.11], dtype=np.float32)
_UNIT = "中国某某学会"


def printed(pdf: bytes, number: int, rng: np.random.Generator, *, weak: bool = False) -> Sheet:
    """Page `number` (from 0) as a laser printer leaves it: dots grow a little, paper is not quite white."""
    document = pypdfium2.PdfDocument(pdf)
    bright = document[number].render(scale=DPI / 72, grayscale=True).to_pil()
    document.close()
    bright = bright.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 0.9)))
    toner = np.clip((1 - np.asarray(bright, dtype=np.float32) / 255) * rng.uniform(1.0, 1.25), 0, 1)
    if weak:
        toner *= _streaks(toner.shape, rng)
    paper = np.array([0.97, 0.97, 0.96], dtype=np.float32) * np.float32(rng.uniform(0.97, 1.02))
    sheet = toner[..., None] * (_TONER - paper)
    sheet += paper
    return np.clip(sheet, 0, 1, out=sheet)


def stamped(
    sheet: Sheet, x_mm: float, y_mm: float, diameter_mm: float, rng: np.random.Generator, strength: float | None = None
) -> Sheet:
    """A red seal with star and the unit's name, ink translucent and uneven; for tests only."""
    ink = _seal(diameter_mm, rng.uniform(-12, 12)) * _uneven(round(diameter_mm * PER_MM * 1.2), rng)
    ink *= rng.uniform(0.65, 1.0) if strength is None else strength
    colour = np.array([rng.uniform(0.72, 0.9), rng.uniform(0.05, 0.2), rng.uniform(0.08, 0.22)], dtype=np.float32)
    return _laid_on(sheet, ink, colour, x_mm, y_mm)


def written_on(
    sheet: Sheet, x_mm: float, y_mm: float, rng: np.random.Generator, colour: str, length_mm: float = 18
) -> Sheet:
    """A stroke of a pen of that length, nearly straight, through whatever stands there."""
    inks = {"black": (0.12, 0.12, 0.14), "blue": (0.12, 0.18, 0.55), "red": (0.8, 0.12, 0.15)}
    side = round(length_mm * PER_MM * 1.5)
    picture = Image.new("L", (side, side), 0)
    angle = rng.uniform(-0.5, 0.5)
    steps = np.linspace(-0.5, 0.5, 24)
    wave = 0.06 * np.sin(steps * rng.uniform(4, 9))
    xs = side / 2 + (steps * math.cos(angle) - wave * math.sin(angle)) * length_mm * PER_MM
    ys = side / 2 + (steps * math.sin(angle) + wave * math.cos(angle)) * length_mm * PER_MM
    width = round(rng.uniform(0.4, 0.7) * PER_MM)
    ImageDraw.Draw(picture).line(list(zip(xs.tolist(), ys.tolist(), strict=True)), fill=235, width=width, joint="curve")
    ink = np.asarray(picture.filter(ImageFilter.GaussianBlur(1)), dtype=np.float32) / 255
    return _laid_on(sheet, ink, np.array(inks[colour], dtype=np.float32), x_mm, y_mm)


def _laid_on(sheet: Sheet, ink: NDArray[np.float32], colour: NDArray[np.float32], x_mm: float, y_mm: float) -> Sheet:
    """The ink's middle at that place; what reaches beyond the paper is lost."""
    side = ink.shape[0]
    left, top = round(x_mm * PER_MM - side / 2), round(y_mm * PER_MM - side / 2)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(sheet.shape[1], left + side), min(sheet.shape[0], top + side)
    result = sheet.copy()
    if x0 < x1 and y0 < y1:
        part = ink[y0 - top : y1 - top, x0 - left : x1 - left, None]
        result[y0:y1, x0:x1] *= 1 - part * (1 - colour)
    return result


def _seal(diameter_mm: float, turn: float) -> NDArray[np.float32]:
    """The stamp's face, 1 where it prints, in a square a little wider than the seal."""
    scale = PER_MM * _OVERSAMPLED
    side = round(diameter_mm * PER_MM * 1.2) * _OVERSAMPLED
    face = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(face)
    middle, radius = side / 2, diameter_mm / 2 * scale
    ring = 1.2 * scale * diameter_mm / 45
    draw.ellipse((middle - radius, middle - radius, middle + radius, middle + radius), fill=255)
    inner = radius - ring
    draw.ellipse((middle - inner, middle - inner, middle + inner, middle + inner), fill=0)
    points = []
    for k in range(10):
        reach = radius * (0.33 if k % 2 == 0 else 0.126)
        angle = math.pi * k / 5
        points.append((middle + reach * math.sin(angle), middle - reach * math.cos(angle)))
    draw.polygon(points, fill=255)
    font = ImageFont.truetype(_font(), round(radius * 0.3))
    for k, character in enumerate(_UNIT):
        angle = math.radians(-100 + 200 * k / (len(_UNIT) - 1))
        letter = Image.new("L", (round(radius * 0.5),) * 2, 0)
        ImageDraw.Draw(letter).text((letter.width / 2,) * 2, character, fill=255, font=font, anchor="mm")
        letter = letter.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        x, y = middle + 0.73 * radius * math.sin(angle), middle - 0.73 * radius * math.cos(angle)
        face.paste(255, (round(x - letter.width / 2), round(y - letter.height / 2)), letter)
    face = face.rotate(turn, Image.Resampling.BICUBIC).reduce(_OVERSAMPLED).filter(ImageFilter.GaussianBlur(0.8))
    return np.asarray(face, dtype=np.float32) / 255


def _uneven(side: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Ink that is mottled, and weaker to one side where the stamp was not pressed."""
    coarse = _noise(side, 12, rng) * 0.25
    fine = _noise(side, max(24, side // 5), rng) * 0.35
    angle = rng.uniform(0, 2 * math.pi)
    ys, xs = np.mgrid[-0.5 : 0.5 : side * 1j, -0.5 : 0.5 : side * 1j]  # type: ignore[misc]
    lean = 1 - rng.uniform(0, 0.35) * (0.5 + xs * math.cos(angle) + ys * math.sin(angle))
    return np.clip((1 - coarse - fine) * lean, 0, 1).astype(np.float32)


def _streaks(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """A cartridge near its end: paler, with pale stripes down the page."""
    across = np.interp(np.arange(shape[1]), np.linspace(0, shape[1], 40), rng.uniform(0.45, 0.95, 40))
    return np.broadcast_to(across.astype(np.float32), shape[:2])


def _noise(side: int, cells: int, rng: np.random.Generator) -> NDArray[np.float32]:
    small = Image.fromarray((rng.random((cells, cells)) * 255).astype(np.uint8))
    return np.asarray(small.resize((side, side), Image.Resampling.BICUBIC), dtype=np.float32) / 255


@cache
def _font() -> str:
    return str(bundled_fonts()[1].path)
