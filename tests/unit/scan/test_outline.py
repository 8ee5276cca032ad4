"""The paper's edge is found where one brightness does not part it from the desk."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from castforms.scan.outline import by_edge

CORNERS = np.array([[130.0, 110.0], [760.0, 140.0], [775.0, 1060.0], [105.0, 1040.0]])


def nearest(image: Image.Image) -> float:
    """How far, in pixels, the best guess is off at its worst corner."""
    return min((float(np.abs(quad - CORNERS).max()) for quad in by_edge(image)), default=np.inf)


def photo(desk: int) -> Image.Image:
    image = Image.new("L", (900, 1200), desk)
    ImageDraw.Draw(image).polygon([(x, y) for x, y in CORNERS.tolist()], fill=225)
    return image


def in_shadow(image: Image.Image) -> Image.Image:
    """A hand's shadow over the paper's lower half and the desk beside it."""
    light = Image.new("L", image.size, 255)
    ImageDraw.Draw(light).polygon([(0, 700), (900, 420), (900, 1200), (0, 1200)], fill=135)
    shadow = np.asarray(light.filter(ImageFilter.GaussianBlur(12)), dtype=np.float32) / 255
    return Image.fromarray((np.asarray(image) * shadow).astype(np.uint8))


def test_paper_on_a_dark_desk() -> None:
    assert nearest(photo(60).convert("RGB")) < 6


def test_paper_on_a_light_desk_with_a_shadow_over_both() -> None:
    assert nearest(in_shadow(photo(190)).convert("RGB")) < 6
