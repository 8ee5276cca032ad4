"""Files that come back from scanners and phones: what can be read, and a sentence with a next step for what cannot."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFilter

from castforms.model.scan import MOST_PICTURES
from castforms.scan.faults import ScanError
from castforms.scan.pictures import read_pictures, two_valued


def read(data: bytes) -> list[Image.Image]:
    return [picture.image for picture in read_pictures(Path("扫描.bin"), data)]


def saved(kind: str, size: tuple[int, int] = (800, 1100), **options: object) -> bytes:
    file = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(file, kind, **options)
    return file.getvalue()


def blank_pdf(pages: int, **options: object) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    file = io.BytesIO()
    pdf.save(file, **options)  # type: ignore[arg-type]
    return file.getvalue()


def picture_bomb() -> bytes:
    """A PNG of 60,000 × 60,000 pixels in a few kilobytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))

    header = struct.pack(">LLBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")
    )


def bomb_in_a_pdf() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    image = pikepdf.Stream(pdf, bytes(10))
    names = {"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceGray"}
    for key, name in names.items():
        image[f"/{key}"] = pikepdf.Name(f"/{name}")
    image["/Width"] = image["/Height"] = 60_000
    image["/BitsPerComponent"] = 8
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image))
    page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /P Do Q")
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty photo": (bytes, "空的"),
    "truncated PDF": (lambda: blank_pdf(3)[:300], "PDF 已损坏"),
    "encrypted PDF": (lambda: blank_pdf(1, encryption=pikepdf.Encryption(owner="a", user="b")), "密码"),
    "200 pages": (lambda: blank_pdf(200), f"超过 {MOST_PICTURES} 页"),
    "picture bomb": (picture_bomb, "大得不正常"),
    "picture bomb in a PDF": (bomb_in_a_pdf, "大得不正常"),
    "truncated photo": (lambda: saved("JPEG")[:9000], "损坏"),
    "thumbnail": (lambda: saved("JPEG", (120, 160)), "太小"),
    "photo of a newer phone": (lambda: b"\0\0\0\x18ftypheic" + bytes(200), "HEIC"),
    "text": ("这不是图片".encode, "不是能读的扫描件"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_a_next_step(fault: str) -> None:
    make, words = FAULTS[fault]
    with pytest.raises(ScanError, match=words) as caught:
        read(make())
    assert "请" in str(caught.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_photos_and_scans_of_the_usual_kinds_are_read(kind: str) -> None:
    (image,) = read(saved(kind))
    assert image.size == (800, 1100)


def test_all_pages_of_a_pdf_and_of_a_tiff_are_read() -> None:
    file = io.BytesIO()
    pages = [Image.new("L", (600, 800), shade) for shade in (255, 200, 150)]
    pages[0].save(file, "TIFF", save_all=True, append_images=pages[1:])
    assert len(read(file.getvalue())) == 3
    assert len(read(blank_pdf(4))) == 4


def test_a_phone_that_was_held_sideways_says_so_in_its_photo() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    (image,) = read(saved("JPEG", (800, 1100), exif=exif))
    assert image.size == (1100, 800)


def test_a_picture_larger_than_is_of_use_is_reduced() -> None:
    (image,) = read(saved("JPEG", (4960, 3508)))
    assert max(image.size) <= 2800


def a_scan_of_300_dpi() -> Image.Image:
    """Strokes as of text, with the soft edges that a lens gives them; larger than what is kept of it."""
    page = Image.new("L", (2480, 3508), 236)
    pen = ImageDraw.Draw(page)
    for row in range(300, 3200, 90):
        for column in range(300, 2200, 24):
            pen.rectangle((column, row, column + 6, row + 50), fill=30)
    return page.filter(ImageFilter.GaussianBlur(1.2))


def as_file(page: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    page.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PDF"])
def test_a_scan_in_black_and_white_is_known_by_its_own_pixels(kind: str) -> None:
    page = a_scan_of_300_dpi()
    (black_and_white,) = read(as_file(page.point(lambda value: 255 * (value > 128)).convert("1"), kind))
    (grey,) = read(as_file(page, kind))
    assert len(black_and_white.getchannel(0).getcolors()) > 2  # reducing it has mixed them
    assert two_valued(black_and_white)
    assert not two_valued(grey)
