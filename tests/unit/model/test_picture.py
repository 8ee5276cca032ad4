"""Which texts are pictures: a JPEG in grey or colour, not too large, whole."""

import base64

import pytest

from castforms.model.picture import LARGEST_PICTURE, picture_of, picture_text
from tests.pictures import jpeg


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_with_its_size_and_components(mode: str, progressive: bool) -> None:
    picture = picture_of(picture_text(jpeg(mode, 70, 40, progressive=progressive)))
    assert picture is not None
    assert (picture.width, picture.height, picture.components) == (70, 40, len(mode))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"\xff\xd8\xff\xd9",
        jpeg("RGB", 70, 40)[:200],
        jpeg("CMYK", 70, 40),
        jpeg("RGB", 70, 40) + b"\xff" * LARGEST_PICTURE,
    ],
)
def test_anything_else_is_none(data: bytes) -> None:
    assert picture_of(picture_text(data)) is None


@pytest.mark.parametrize("text", ["", "图片", "!!!!", "A", base64.b64encode(b"x").decode() + "\n"])
def test_what_is_not_base64_is_none(text: str) -> None:
    assert picture_of(text) is None


def test_every_beginning_of_a_jpeg_is_refused_without_an_exception() -> None:
    whole = jpeg("RGB", 20, 10)
    assert [n for n in range(len(whole)) if picture_of(picture_text(whole[:n]))] == []
