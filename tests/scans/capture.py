"""What a scanner or a phone makes of a sheet of paper."""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from tests.scans.paper import DPI, Sheet

Desk = Callable[[tuple[int, int], np.random.Generator], Image.Image]
"""Makes the ground that the paper lies on, of that size."""
Over = Callable[[Image.Image, NDArray[np.float64], np.random.Generator], Image.Image]
"""Lays something between paper and lens; the corners say where the paper is in the picture."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A device and how it is used; ranges are (least, most)."""

    name: str
    dpi: tuple[int, int] = (200, 200)
    """Resolution of the paper in the picture."""
    colour: str = "colour"
    turn: tuple[float, float] = (0.2, 3.0)
    """Degrees to either side."""
    perspective: tuple[float, float] = (0.0, 0.0)
    """How far corners move, as a share of the paper's width; any at all means a photo with a desk around the paper."""
    curl_mm: float = 0.0
    blur: tuple[float, float] = (0.3, 0.8)
    noise: tuple[float, float] = (0.005, 0.02)
    shadow: float = 0.0
    light: tuple[float, float] = (0.95, 1.0)
    quality: tuple[int, int] = (70, 90)
    weak_toner: bool = False
    quarter_turns: bool = False
    whitened: bool = False
    """An app that cuts the paper out, evens the light and sharpens."""


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("flat-300", dpi=(300, 300)),
        Profile("flat-200"),
        Profile("grey-200", colour="grey"),
        Profile("turned", quarter_turns=True),
        Profile("weak-toner", weak_toner=True),
        Profile(
            "photo",
            dpi=(230, 280),
            perspective=(0.03, 0.09),
            curl_mm=0.8,
            blur=(0.6, 1.3),
            shadow=0.35,
            light=(0.75, 0.98),
            quality=(75, 92),
        ),
        Profile(
            "chat",
            dpi=(135, 155),
            perspective=(0.02, 0.07),
            curl_mm=0.6,
            blur=(0.4, 0.8),
            shadow=0.3,
            light=(0.75, 0.98),
            quality=(60, 75),
        ),
        Profile(
            "bad-photo",
            dpi=(150, 190),
            perspective=(0.05, 0.09),
            curl_mm=1.6,
            blur=(0.9, 1.5),
            noise=(0.015, 0.03),
            shadow=0.55,
            light=(0.45, 0.7),
            quality=(60, 75),
        ),
        Profile("black-and-white", colour="black-and-white"),
        Profile("flat-150", dpi=(150, 150)),
        Profile("app", dpi=(140, 210), turn=(0, 0.6), shadow=0.3, light=(0.8, 0.98), quality=(60, 85), whitened=True),
    )
}

_DESKS = ((0.42, 0.30, 0.20), (0.25, 0.26, 0.28), (0.55, 0.55, 0.53), (0.12, 0.12, 0.12), (0.70, 0.62, 0.50))


def captured(
    sheet: Sheet, profile: Profile, rng: np.random.Generator, *, desk: Desk | None = None, over: Over | None = None
) -> Image.Image:
    """The picture of the sheet; `desk` and `over` are what else is to be seen."""
    dpi = int(rng.integers(profile.dpi[0], profile.dpi[1] + 1))
    photo = profile.perspective[1] > 0
    scene = _Scene(desk or _desk, over)
    take = _photographed if photo else _scanned
    picture = take(sheet, profile, dpi, rng, scene)
    light = rng.uniform(*profile.light)
    values = np.asarray(picture, dtype=np.float32)
    values *= np.float32(light / 255)
    if profile.shadow:
        values *= _shade(values.shape, profile.shadow, rng)[..., None]
    if photo:
        values *= rng.uniform((0.94, 0.95, 0.86), (1.0, 1.0, 1.0)).astype(np.float32)  # white balance
    values += _grain(values.shape, rng.uniform(*profile.noise), rng)
    np.clip(values, 0, 1, out=values)
    values *= np.float32(255)
    picture = Image.fromarray(values.astype(np.uint8))
    if profile.whitened:
        picture = _whitened(picture)
    if profile.quarter_turns:
        picture = picture.rotate(90 * int(rng.integers(1, 4)), expand=True)
    if profile.colour == "grey":
        return picture.convert("L")
    if profile.colour == "black-and-white":
        return picture.convert("L").point(lambda value: 255 * (value > 150)).convert("1")
    return picture


def encoded(picture: Image.Image, profile: Profile, rng: np.random.Generator) -> bytes:
    """The picture as the device's file: JPEG, black and white as PNG."""
    file = io.BytesIO()
    if picture.mode == "1":
        picture.save(file, "PNG")
    else:
        picture.save(file, "JPEG", quality=int(rng.integers(profile.quality[0], profile.quality[1] + 1)))
    return file.getvalue()


def as_pdf(files: list[bytes], dpi: int = 200) -> bytes:
    """The pictures as the pages of a scanner's PDF."""
    first, *others = (Image.open(io.BytesIO(data)) for data in files)
    file = io.BytesIO()
    first.save(file, "PDF", save_all=True, append_images=others, resolution=dpi, quality=90)
    return file.getvalue()


class _Scene(NamedTuple):
    desk: Desk
    over: Over | None


def _scanned(sheet: Sheet, profile: Profile, dpi: int, rng: np.random.Generator, scene: _Scene) -> Image.Image:
    """On the glass: a little turned and shifted, the lid white around it."""
    scale = dpi / DPI
    height, width = sheet.shape[:2]
    size = round(width * scale), round(height * scale)
    angle = math.radians(rng.uniform(*profile.turn) * rng.choice((-1, 1)))
    shift = rng.uniform(-0.008, 0.008, 2) * size[0]
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) * scale
    centre = np.array([width, height]) / 2
    quad = (_corners(width, height) - centre) @ turn.T + np.array(size) / 2 + shift
    return _seen(sheet, quad, size, profile, rng, scene, lid=250)


def _photographed(sheet: Sheet, profile: Profile, dpi: int, rng: np.random.Generator, scene: _Scene) -> Image.Image:
    """From above by hand: corners out of square, a desk around the paper."""
    scale = dpi / DPI
    height, width = sheet.shape[:2]
    paper = np.array([width * scale, height * scale])
    size = tuple(round(v) for v in paper * rng.uniform(1.05, 1.22) + 20)
    angle = math.radians(rng.uniform(*profile.turn) * rng.choice((-1, 1)))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]]) * scale
    quad = (_corners(width, height) - np.array([width, height]) / 2) @ turn.T + np.array(size) / 2
    amount = rng.uniform(*profile.perspective) * paper[0]
    tilt = rng.choice((-1, 1), 2) * rng.uniform(0.3, 1.0, 2) * amount / 2
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    lean_y = np.array([tilt[0], tilt[0], -tilt[0], -tilt[0]])  # top edge shorter or longer than the bottom one
    lean_x = np.array([tilt[1], -tilt[1], -tilt[1], tilt[1]])
    quad = quad + inward * np.column_stack((lean_y, lean_x)) + rng.normal(0, 0.08 * amount, (4, 2))
    return _seen(sheet, quad, (size[0], size[1]), profile, rng, scene)


def _seen(
    sheet: Sheet,
    quad: NDArray[np.float64],
    size: tuple[int, int],
    profile: Profile,
    rng: np.random.Generator,
    scene: _Scene,
    lid: int | None = None,
) -> Image.Image:
    """The sheet with its corners at the quad's, curled, on a lid of that grey or on a desk."""
    height, width = sheet.shape[:2]
    picture = Image.fromarray((sheet * 255).astype(np.uint8))
    scale = size[1] / height
    picture = _out_of_focus(picture, 0.35 / scale)
    if profile.curl_mm:
        picture = _curled(picture, profile.curl_mm * DPI / 25.4, rng)
    matrix = _projective(np.array(quad), _corners(width, height))
    coefficients = (matrix / matrix[2, 2]).ravel()[:8].tolist()
    seen = picture.transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR)
    mask = Image.new("L", picture.size, 255).transform(size, Image.Transform.PERSPECTIVE, coefficients)
    ground = scene.desk(size, rng) if lid is None else Image.new("RGB", size, (lid, lid, lid))
    ground.paste(seen, mask=mask)
    if scene.over:
        ground = scene.over(ground, quad, rng)
    return _out_of_focus(ground, rng.uniform(*profile.blur))


def _out_of_focus(picture: Image.Image, deviation: float) -> Image.Image:
    """Each point spread over a square of that standard deviation: a third of the time of a Gaussian."""
    return picture.filter(ImageFilter.BoxBlur((math.sqrt(12 * deviation**2 + 1) - 1) / 2))


def _curled(picture: Image.Image, most: float, rng: np.random.Generator) -> Image.Image:
    """Paper that does not lie flat: its points move by up to `most` pixels along slow waves."""
    columns, rows = 12, 16
    xs, ys = np.meshgrid(np.linspace(0, 1, columns + 1), np.linspace(0, 1, rows + 1))
    moved = []
    for _ in range(2):
        fx, fy, phase = rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.9), rng.uniform(0, 6.28)
        moved.append(most * rng.uniform(0.4, 1) * np.sin(2 * math.pi * (fx * xs + fy * ys) + phase))
    nodes_x, nodes_y = xs * picture.width + moved[0], ys * picture.height + moved[1]
    quads = []
    for r in range(rows):
        for c in range(columns):
            box = (
                round(picture.width * c / columns),
                round(picture.height * r / rows),
                round(picture.width * (c + 1) / columns),
                round(picture.height * (r + 1) / rows),
            )
            order = ((r, c), (r + 1, c), (r + 1, c + 1), (r, c + 1))
            quads.append((box, tuple(float(v) for at in order for v in (nodes_x[at], nodes_y[at]))))
    return picture.transform(picture.size, Image.Transform.MESH, quads, Image.Resampling.BILINEAR, fillcolor="white")


def _whitened(picture: Image.Image) -> Image.Image:
    """The light evened by what is brightest around each point, contrast and edges raised."""
    small = picture.reduce(8).filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(5))
    light = np.asarray(small.resize(picture.size, Image.Resampling.BILINEAR), dtype=np.float32)
    even = np.clip((np.asarray(picture) / np.maximum(light, 30) - 0.1) * 1.2, 0, 1)
    return Image.fromarray((even * 255).astype(np.uint8)).filter(ImageFilter.UnsharpMask(1.5, 80, 2))


def _desk(size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    grain = Image.fromarray((rng.random((size[1] // 40, 12)) * 255).astype(np.uint8)).resize(size)
    values = 0.85 + 0.3 * np.asarray(grain, dtype=np.float32)[..., None] / 255
    colour = np.array(_DESKS[int(rng.integers(len(_DESKS)))], dtype=np.float32)
    return Image.fromarray((np.clip(values * colour, 0, 1) * 255).astype(np.uint8))


def _shade(shape: tuple[int, ...], most: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """A soft gradient and the edge of a hand's or phone's shadow."""
    height, width = shape[:2]
    ys, xs = np.mgrid[0:1:64j, 0:1:48j]  # type: ignore[misc]
    angle, at, soft = rng.uniform(0, 6.28), rng.uniform(0.2, 0.8), rng.uniform(0.04, 0.3)
    along = xs * math.cos(angle) + ys * math.sin(angle)
    along = (along - along.min()) / (along.max() - along.min())
    shade = 1 - most * rng.uniform(0.4, 1) / (1 + np.exp(-(along - at) / soft * 4))
    picture = Image.fromarray(shade.astype(np.float32))
    return np.asarray(picture.resize((width, height), Image.Resampling.BILINEAR), dtype=np.float32)


def _grain(shape: tuple[int, ...], deviation: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Noise of the sensor; a tile of it repeats, which is ten times as fast and no reader knows."""
    tile = rng.normal(0, deviation, (512, 512, 1)).astype(np.float32)
    return np.tile(tile, (shape[0] // 512 + 1, shape[1] // 512 + 1, 1))[: shape[0], : shape[1]]


def _corners(width: float, height: float) -> NDArray[np.float64]:
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)


def _projective(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """The projective map of four points to four points."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    solved = np.linalg.solve(np.array(rows), target.ravel())
    return np.append(solved, 1).reshape(3, 3)
