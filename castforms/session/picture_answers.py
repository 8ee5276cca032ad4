"""A picture file made into an answer, small enough for a draft to carry."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from castforms.model.picture import LARGEST_PICTURE, picture_text
from castforms.session.guarded import Run, Tell, read_guarded
from castforms.storage.faults import StorageError

if TYPE_CHECKING:
    from castforms.intake.picture import Picture

_LONGEST_SIDE = 1400  # pixels: 156 mm at 228 dpi
_QUALITIES = (85, 75, 60, 45)


def picture_answer(path: Path, run: Run = read_guarded) -> str:
    """The picture in that file as an answer holds it, upright and without the camera's data.

    May take a second.  Raises StorageError, with one Chinese line, for what is no picture or too large.
    """
    return run(partial(_answer, path))


def _answer(path: Path, tell: Tell) -> str:
    """Runs in the process that reads."""
    from castforms.intake.picture import read_picture  # noqa: PLC0415 - the program itself does not need it
    from castforms.session.incoming import read_incoming  # noqa: PLC0415

    tell(f"读取图片 {path}")
    for data in _smaller(read_incoming(path, read_picture)):
        if len(data) <= LARGEST_PICTURE:
            return picture_text(data)
    raise StorageError(f"{path} 缩小后仍超过 {LARGEST_PICTURE // 1024} KB，请换一张或先缩小")


def _smaller(picture: "Picture") -> "list[bytes]":
    """As JPEG, at lower and lower quality."""
    from PIL import Image  # noqa: PLC0415 - as above

    with Image.open(BytesIO(picture.data)) as image:
        image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        made = []
        for quality in _QUALITIES:
            buffer = BytesIO()
            image.save(buffer, "JPEG", quality=quality, optimize=True)
            made.append(buffer.getvalue())
            if len(made[-1]) <= LARGEST_PICTURE:
                break
    return made
