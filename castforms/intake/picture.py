"""Pictures from cameras, scanners and screens, fit to be printed: upright, small enough, without the camera's data.

What comes out holds pixels and nothing else: no place, no time, no name of a camera or a person.
"""

import warnings
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from castforms.intake.faults import IntakeError, check_size

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 2400
"""Pixels of a picture that is taken in; across the 156 mm of a page they are 390 dpi."""
SMALLEST_SIDE = 16
"""Pixels below which a picture shows nothing."""

_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
_LOSSY = ("JPEG", "MPO", "WEBP")
_WIDEST = 20_000  # pixels
_MOST_PIXELS = 40_000_000  # that are decoded; 160 MB
_MOST_PIXELS_IN_STEPS = 120_000_000  # of a JPEG, which can be decoded at a half, a quarter, an eighth
_SMALLER = f"请先缩小到 {_MOST_PIXELS // 10_000} 万像素以内"
_LARGEST_PROFILE = 4 * 1024 * 1024
_LARGEST_PNG = 2 * 1024 * 1024  # a larger one holds a photograph
_QUALITY = 90
_DAMAGED = "图片已损坏或不完整，请重新保存或重新拍摄"
_OTHER_KINDS: Mapping[bytes, str] = MappingProxyType(
    {
        b"ftyphei": "这是苹果手机的 HEIC 照片，请先转成 JPG（手机的“设置-相机-格式”可改为“兼容性最佳”）",
        b"ftyphev": "这是苹果手机的 HEIC 照片，请先转成 JPG（手机的“设置-相机-格式”可改为“兼容性最佳”）",
        b"ftypmif1": "这是苹果手机的 HEIC 照片，请先转成 JPG（手机的“设置-相机-格式”可改为“兼容性最佳”）",
        b"ftypavi": "这是 AVIF 图片，请先另存为 JPG 或 PNG",
        b"ftyp": "这是视频，不是图片，请重新选择",
        b"%PDF": "这是 PDF 文件，不是图片，请先另存为 JPG 或 PNG",
        b"GIF8": "这是 GIF 动图，请先另存为 JPG 或 PNG",
    }
)


class Picture(NamedTuple):
    """A picture as both files take it."""

    data: bytes
    kind: str
    """`jpeg` or `png`."""
    width: int
    height: int
    """Pixels, as the picture stands upright."""


def read_picture(data: bytes) -> Picture:
    """The picture in sRGB or grey, turned upright, not larger than LONGEST_SIDE, on white where it is transparent.

    Raises IntakeError for what is no picture of a known kind, is damaged, or has more pixels than can be meant.
    """
    check_size(data)
    from PIL import Image, ImageOps  # noqa: PLC0415 - a large library that only pictures need

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data), formats=_FORMATS) as opened:
            kind = opened.format or ""
            _check_pixels(opened)
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            upright = _plain_colours(ImageOps.exif_transpose(opened))
    except (IntakeError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise IntakeError(f"图片太大，{_SMALLER}") from error
    except Exception as error:
        raise IntakeError(_words(data)) from error
    return _encoded(upright, kind)


def _check_pixels(picture: "Image") -> None:
    """Before anything is decoded; a JPEG is then set to be decoded at the scale that is needed."""
    width, height = picture.size
    if min(width, height) < SMALLEST_SIDE:
        raise IntakeError(f"图片太小（{width}×{height} 像素），看不清内容，请换一张")
    in_steps = picture.format in {"JPEG", "MPO"} and "progressive" not in picture.info
    most = _MOST_PIXELS_IN_STEPS if in_steps else _MOST_PIXELS
    if max(width, height) > _WIDEST or width * height > most:
        raise IntakeError(f"图片太大（{width}×{height} 像素），{_SMALLER}")
    if in_steps:
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))


def _plain_colours(picture: "Image") -> "Image":
    """Eight bits a colour, in RGB or grey."""
    from PIL import Image  # noqa: PLC0415 - as above

    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info:
        picture = _with_profile(picture.convert("RGBA"))
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        return white
    if picture.mode in {"1", "L"}:
        return picture.convert("L")
    return _with_profile(picture if picture.mode == "CMYK" else picture.convert("RGB")).convert("RGB")


def _with_profile(picture: "Image") -> "Image":
    """The colours as the picture's own profile means them; phones use wider ones than sRGB."""
    profile = picture.info.get("icc_profile")
    if not profile or len(profile) > _LARGEST_PROFILE:
        return picture
    from PIL import ImageCms  # noqa: PLC0415 - as above

    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # a profile of something else: taken as sRGB
        return picture
    return made or picture


def _encoded(picture: "Image", kind: str) -> Picture:
    """The pixels alone, photographs as JPEG, drawings and screenshots without loss."""
    from PIL import Image  # noqa: PLC0415 - as above

    pixels = Image.new(picture.mode, picture.size)  # takes nothing over that writers would put into the file
    pixels.paste(picture)
    buffer = BytesIO()
    if kind not in _LOSSY:
        pixels.save(buffer, "PNG", compress_level=1)  # six would be a twelfth smaller and take thrice the time
        if buffer.tell() <= _LARGEST_PNG:
            return Picture(buffer.getvalue(), "png", *pixels.size)
        buffer = BytesIO()
    pixels.save(buffer, "JPEG", quality=_QUALITY)
    return Picture(buffer.getvalue(), "jpeg", *pixels.size)


def _words(data: bytes) -> str:
    start = data[:16]
    known = (words for mark, words in _OTHER_KINDS.items() if mark in start)
    return next(known, _DAMAGED if _looks_known(data) else "不是能识别的图片，请换成 JPG 或 PNG")


def _looks_known(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8", b"\x89PNG", b"BM", b"II*\0", b"MM\0*")) or data[8:12] == b"WEBP"
