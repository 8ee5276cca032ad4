"""The pages of scanner files and photos as pictures, within limits of number, pixels and bytes."""

import io
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from castforms.model.scan import MOST_PICTURES
from castforms.scan.faults import ScanError

LARGEST_FILE = 80 * 1024 * 1024
MOST_PIXELS = 60_000_000
"""A4 at 600 dpi has 35 million."""

_LONG_SIDE = 2800
"""Pixels kept of the longer side: A4 at 240 dpi; the upright page has 200."""
_ENOUGH = 2480
"""Pixels of A4's width at 300 dpi: a JPEG of twice that is decoded at half its size."""
_SMALLEST_SIDE = 300
_TWO_VALUED = "two-valued"
_DARK, _LIGHT = slice(0, 16), slice(240, 256)
_TWO_VALUES = 0.985
_BETWEEN, _MOST_BETWEEN = slice(60, 196), 0.01
_SAMPLED = 1000
"""Pixels looked at in a row, and rows, to tell black and white from grey."""
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"heim", b"heis", b"avif")


class Picture(NamedTuple):
    """One page as it came; `number` counts from 1 inside its file."""

    source: str
    number: int
    image: Image.Image
    """RGB; `two_valued` tells whether it came in black and white."""


class Scan(NamedTuple):
    """A file of pictures that was opened; a picture is decoded when it is asked for."""

    pages: int
    picture: Callable[[int], Image.Image]
    """The one of that number, from 1; raises ScanError."""


def two_valued(image: Image.Image) -> bool:
    """Whether the picture has no greys of its own: what reducing it made of black and white does not count."""
    return bool(image.info.get(_TWO_VALUED))


def middle_of(image: Image.Image) -> tuple[int, int, int, int]:
    """The part without what lies around the paper: left, top, right, bottom."""
    width, height = image.size
    return width // 6, height // 6, width * 5 // 6, height * 5 // 6


def read_pictures(path: Path, data: bytes) -> Iterator[Picture]:
    """The pages of one file, one after the other, so that only one is in memory; raises ScanError as `open_scan`."""
    scan = open_scan(data)
    for number in range(1, scan.pages + 1):
        yield Picture(path.name, number, scan.picture(number))


def open_scan(data: bytes) -> Scan:
    """What a file holds; raises ScanError for what is no scan, is damaged, locked or beyond the limits."""
    if not data:
        raise ScanError("文件是空的（0 字节），请重新扫描或重新传送")
    if len(data) > LARGEST_FILE:
        raise ScanError(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，请用 200～300 dpi 重新扫描")
    if b"%PDF-" in data[:1024]:
        return _pdf(data)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise ScanError("是 HEIC 格式的照片，本程序读不了，请在手机相机设置中选“兼容性最佳”重拍，或转存为 JPG 后再选")
    return _frames(data)


def _pdf(data: bytes) -> Scan:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ScanError("PDF 设有密码，请在扫描软件中取消加密后重新生成") from error
        raise ScanError("PDF 已损坏或没有传完整，请重新扫描或重新传送") from error
    _check_number(len(document))
    return Scan(len(document), lambda number: _rendered(document, number))


def _rendered(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    try:
        page = document[number - 1]
        long_side = max(page.get_size())
        if not 1 <= long_side <= 20_000:
            raise ScanError(f"第 {number} 页的纸张大小不对，请重新扫描")
        _check_embedded(page, number)
        image: Image.Image = page.render(scale=_scale(page, long_side)).to_pil()
        bits = {item.get_metadata().bits_per_pixel for item in _embedded(page)}
    except pypdfium2.PdfiumError as error:
        raise ScanError(f"PDF 的第 {number} 页已损坏，请重新扫描或重新传送") from error
    else:
        return _told(image.convert("RGB"), two=bits == {1} or _has_two_values(image))


def _embedded(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfImage]:
    yield from page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)


def _check_embedded(page: pypdfium2.PdfPage, number: int) -> None:
    for item in _embedded(page):
        width, height = item.get_px_size()
        if width * height > MOST_PIXELS:
            raise ScanError(f"第 {number} 页的图像大得不正常，请用 200～300 dpi 重新扫描")


def _scale(page: pypdfium2.PdfPage, long_side: float) -> float:
    """Pixels in a point: as many as the scanned picture has itself, within bounds."""
    sizes = (item.get_px_size() for item in _embedded(page))
    wanted = max((max(size) for size in sizes), default=_LONG_SIDE)
    return float(min(max(wanted, 1200), _LONG_SIDE) / long_side)


def _frames(data: bytes) -> Scan:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
        try:
            file = Image.open(io.BytesIO(data), formats=_FORMATS)
            frames = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
        except UnidentifiedImageError as error:
            raise ScanError("不是能读的扫描件，请选 PDF、JPG、PNG 或 TIFF 文件") from error
        except (Image.DecompressionBombError, ValueError) as error:
            raise ScanError("图片大得不正常，请用 200～300 dpi 重新扫描") from error
        except Exception as error:  # a damaged file makes the decoders raise anything
            raise ScanError("图片已损坏或没有传完整，请重新扫描或重新传送") from error
    _check_number(frames)
    return Scan(frames, lambda number: _decoded(file, number))


def _decoded(file: Image.Image, number: int) -> Image.Image:
    try:
        file.seek(number - 1)
        _check_pixels(file)
        file.draft("RGB", (_ENOUGH, _ENOUGH))
        image = ImageOps.exif_transpose(file)
        two = _has_two_values(image)
        if image.mode in {"RGB", "RGBA"}:  # the others have fewer bytes, and must be converted first
            _reduce(image)
        image = _on_white(image)
        _reduce(image)
    except (ScanError, MemoryError):
        raise
    except Exception as error:  # as above
        raise ScanError("图片已损坏或没有传完整，请重新扫描或重新传送") from error
    else:
        return _told(image, two=two)


def _told(image: Image.Image, *, two: bool) -> Image.Image:
    image.info[_TWO_VALUED] = two
    return image


def _has_two_values(image: Image.Image) -> bool:
    """Looks at single pixels, none of them mixed from several."""
    sample = image.resize((_SAMPLED, _SAMPLED), Image.Resampling.NEAREST, middle_of(image))
    counts, number = _on_white(sample).getchannel(0).histogram(), _SAMPLED**2
    two, between = sum(counts[_DARK]) + sum(counts[_LIGHT]), sum(counts[_BETWEEN])
    return two > _TWO_VALUES * number and between < _MOST_BETWEEN * number


def _reduce(image: Image.Image) -> None:
    if max(image.size) > _LONG_SIDE:
        image.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.BOX, reducing_gap=1.5)


def _check_pixels(file: Image.Image) -> None:
    if file.width * file.height > MOST_PIXELS:
        raise ScanError("图片大得不正常，请用 200～300 dpi 重新扫描")
    if min(file.size) < _SMALLEST_SIDE:
        raise ScanError("图片太小，看不清文字，请发送原图（不要用缩略图）")


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts as paper, 16-bit greys as 8-bit ones."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return image.convert("RGB")


def _check_number(pages: int) -> None:
    if pages > MOST_PICTURES:
        raise ScanError(f"有 {pages} 页，超过 {MOST_PICTURES} 页，不像是这份材料，请确认选对了文件")
    if not pages:
        raise ScanError("没有页面，请重新扫描")
