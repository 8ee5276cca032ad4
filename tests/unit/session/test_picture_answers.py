"""Picture files become small upright JPEGs; what the camera wrote beside them stays behind."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from castforms.model.picture import LARGEST_PICTURE, picture_of
from castforms.session.picture_answers import picture_answer
from castforms.storage.faults import StorageError

GPS = 0x8825
ORIENTATION = 0x0112


def photo(path: Path, size: tuple[int, int] = (300, 200), orientation: int = 1) -> Path:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(GPS)[1] = "N"
    Image.effect_noise(size, 90).convert("RGB").save(path, exif=exif, comment=b"SECRETPLACE")
    return path


def test_camera_data_is_dropped(tmp_path: Path) -> None:
    file = photo(tmp_path / "照片.jpg")
    assert b"SECRETCAMERA" in file.read_bytes()
    data = base64.b64decode(picture_answer(file))
    assert b"SECRET" not in data
    assert b"Exif" not in data
    assert not Image.open(BytesIO(data)).getexif()


def test_a_picture_lying_on_its_side_is_set_upright(tmp_path: Path) -> None:
    picture = picture_of(picture_answer(photo(tmp_path / "照片.jpg", orientation=6)))
    assert picture is not None
    assert (picture.width, picture.height) == (200, 300)


def test_a_large_photograph_becomes_small_enough(tmp_path: Path) -> None:
    picture = picture_of(picture_answer(photo(tmp_path / "照片.jpg", (4000, 3000))))
    assert picture is not None
    assert max(picture.width, picture.height) <= 1400
    assert len(picture.data) <= LARGEST_PICTURE


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "1", "L", "I;16"])
def test_a_png_of_any_kind_is_shown_on_white(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (50, 40)).save(tmp_path / "图.png")
    picture = picture_of(picture_answer(tmp_path / "图.png"))
    assert picture is not None
    assert (picture.width, picture.height) == (50, 40)


@pytest.mark.parametrize("content", [b"", b"GIF89a" + b"\0" * 20, b"\xff\xd8\xff\xe0broken", b"<svg/>", b"%!PS-Adobe"])
def test_what_is_no_picture_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "图.jpg"
    file.write_bytes(content)
    with pytest.raises(StorageError) as told:
        picture_answer(file)
    assert "\n" not in str(told.value)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "图.png"
    Image.new("1", (20_000, 20_000)).save(file)
    with pytest.raises(StorageError):
        picture_answer(file)
