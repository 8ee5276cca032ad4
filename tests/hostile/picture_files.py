"""Hostile pictures."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache, partial

from PIL import Image

from tests.hostile.case import Case, Fate, cut, damaged, holding, odd_files

KIND = "picture"
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "TIFF": ".tif", "BMP": ".bmp", "WEBP": ".webp"}


@cache
def decent(kind: str) -> bytes:
    """A small photograph."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "camera"
    noise = [Image.effect_noise((120, 90), 60 + 20 * channel) for channel in range(3)]
    Image.merge("RGB", noise).save(buffer, kind, exif=exif)
    return buffer.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colours: int = 2, rows: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    rest = b"".join(chunks) + chunk(b"IDAT", rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rest + chunk(b"IEND", b"")


def _filled(width: int, height: int, bits: int, **options: int) -> bytes:
    packer = zlib.compressobj(1)
    row = bytes(1 + (width * bits + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png(width, height, rows=rows, **options)


@cache
def _three_hundred_megabytes() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()


def _bomb(name: bytes, head: bytes, times: int = 1) -> bytes:
    data = head + _three_hundred_megabytes()
    return png(40, 40, *[chunk(name, data)] * times, rows=zlib.compress(bytes(121 * 40)))


def _tiff(*entries: tuple[int, int, int, int], following: int = 0) -> bytes:
    """A TIFF file of these tags (tag, type, count, value)."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + packed + struct.pack("<I", following) + bytes(2000)


def _plain_tiff(**changes: tuple[int, int, int]) -> bytes:
    tags = {256: (3, 1, 40), 257: (3, 1, 40), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1), 273: (4, 1, 200)}
    tags |= {277: (3, 1, 1), 278: (3, 1, 40), 279: (4, 1, 1600)}
    tags |= {int(name[1:]): value for name, value in changes.items()}
    return _tiff(*((tag, *value) for tag, value in tags.items()))


def _bmp(width: int, height: int, compression: int = 0, bits: int = 24) -> bytes:
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + info + bytes(20_000)


def _jpeg(size: tuple[int, int], **options: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size, 128).save(buffer, "JPEG", quality=5, **options)
    return buffer.getvalue()


def _jpeg_sized(width: int, height: int) -> bytes:
    """A small JPEG that says it is another size."""
    data = bytearray(decent("JPEG"))
    frame = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, frame + 5, height, width)
    return bytes(data)


def _jpeg_with(marker: bytes, content: bytes, times: int = 1) -> bytes:
    data = decent("JPEG")
    return data[:2] + (b"\xff" + marker + struct.pack(">H", len(content) + 2) + content) * times + data[2:]


def _scans(count: int) -> bytes:
    """A progressive JPEG with one scan again and again."""
    buffer = io.BytesIO()
    Image.effect_noise((1000, 1000), 90).save(buffer, "JPEG", progressive=True)
    data = buffer.getvalue()
    start = data.rindex(b"\xff\xda")
    return data[:-2] + data[start:-2] * count + b"\xff\xd9"


def _webp(width: int, height: int) -> bytes:
    data = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes(4)
        + struct.pack("<I", width - 1)[:3]
        + struct.pack("<I", height - 1)[:3]
    )
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


def named() -> Iterator[tuple[str, str, Callable[[], bytes], Fate]]:
    """Each named way of being hostile or odd, with the file's suffix."""
    refused, read, either = Fate.REFUSED, Fate.READ, Fate.EITHER
    for kind, suffix in SUFFIXES.items():
        yield f"a decent {kind}", suffix, partial(decent, kind), read
        yield f"a decent {kind} with another name", ".png", partial(decent, kind), read
    for side in (50_000, 2**31 - 1, 2**32 - 1, 0):
        yield f"PNG of {side} pixels a side", ".png", partial(png, side, side), refused
    yield "PNG of 50,000 by 1", ".png", partial(_filled, 50_000, 1, 24), refused
    yield "PNG of 30,000 by 30", ".png", partial(_filled, 30_000, 30, 24), refused
    yield "PNG of 112 million pixels", ".png", partial(_filled, 10_600, 10_600, 1, depth=1, colours=0), refused
    yield "PNG of 39 million pixels in colour", ".png", partial(_filled, 7_000, 5_600, 24), read
    yield (
        "PNG of 39 million pixels, 16 bits, clear",
        ".png",
        partial(_filled, 7_000, 5_600, 64, depth=16, colours=6),
        either,
    )
    yield "PNG of 39 million pixels, one bit", ".png", partial(_filled, 7_000, 5_600, 1, depth=1, colours=0), read
    yield "PNG with fewer rows than told", ".png", lambda: png(400, 400, rows=zlib.compress(bytes(1000))), refused
    yield "PNG with more rows than told", ".png", lambda: png(40, 40, rows=zlib.compress(bytes(300 << 20))), either
    yield "PNG with no pixels", ".png", lambda: png(40, 40), refused
    for name, head in ((b"zTXt", b"A\0\0"), (b"iCCP", b"A\0\0"), (b"iTXt", b"A\0\1\0\0\0")):
        for times in (1, 20):
            yield f"PNG, {times} {name.decode()} of 300 MB", ".png", partial(_bomb, name, head, times), either
    yield (
        "PNG of 300,000 chunks",
        ".png",
        lambda: png(40, 40, *[chunk(b"tEXt", b"A\0b")] * 300_000, rows=zlib.compress(bytes(121 * 40))),
        either,
    )
    yield (
        "PNG with a chunk of 2,000 million",
        ".png",
        lambda: decent("PNG")[:33] + struct.pack(">I", 2**31 - 1) + b"tEXt",
        refused,
    )
    yield (
        "PNG of ten thousand frames",
        ".png",
        lambda: png(40, 40, chunk(b"acTL", struct.pack(">II", 10_000, 0)), rows=zlib.compress(bytes(121 * 40))),
        either,
    )
    yield "JPEG of 108 million pixels", ".jpg", partial(_jpeg, (12_000, 9_000)), read
    yield "JPEG of 196 million pixels", ".jpg", partial(_jpeg, (14_000, 14_000)), refused
    yield (
        "JPEG of 108 million pixels in steps of its own",
        ".jpg",
        partial(_jpeg, (12_000, 9_000), progressive=True),
        refused,
    )
    yield "JPEG that says it has 65,535 pixels a side", ".jpg", partial(_jpeg_sized, 65_535, 65_535), refused
    yield "JPEG that says it has 10,000 pixels a side", ".jpg", partial(_jpeg_sized, 10_000, 10_000), either
    yield "JPEG of no size", ".jpg", partial(_jpeg_sized, 0, 0), refused
    yield "JPEG with 300 scans", ".jpg", partial(_scans, 300), either
    yield "JPEG with 10,000 remarks", ".jpg", partial(_jpeg_with, b"\xfe", b"x" * 4000, 10_000), either
    for name, content in {
        "garbage": b"Exif\0\0" + b"\xff" * 5000,
        "a loop": b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0",
        "65,535 tags": b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(60_000),
        "nothing": b"Exif\0\0",
    }.items():
        yield f"JPEG with camera data that are {name}", ".jpg", partial(_jpeg_with, b"\xe1", content), read
    yield (
        "JPEG with a profile that is garbage",
        ".jpg",
        partial(_jpeg_with, b"\xe2", b"ICC_PROFILE\0\x01\x01" + bytes(9000)),
        read,
    )
    yield (
        "JPEG with 255 pieces of a profile",
        ".jpg",
        partial(_jpeg_with, b"\xe2", b"ICC_PROFILE\0\x01\xff" + bytes(60_000), 255),
        read,
    )
    yield (
        "JPEG of several pictures that is none",
        ".jpg",
        partial(_jpeg_with, b"\xe2", b"MPF\0II*\0\x08\0\0\0\x02\0\x01\xb0\x04\0\x01\0\0\0\xff\xff\xff\x7f"),
        either,
    )
    yield "TIFF of 50,000 pixels a side", ".tif", lambda: _plain_tiff(t256=(4, 1, 50_000), t257=(4, 1, 50_000)), refused
    yield "TIFF whose directory is its own next", ".tif", lambda: _tiff((256, 3, 1, 40), following=8), refused
    yield (
        "TIFF of 2,000 million strips",
        ".tif",
        lambda: _plain_tiff(t273=(4, 2**31 - 1, 200), t279=(4, 2**31 - 1, 200)),
        refused,
    )
    yield "TIFF with 60,000 values a pixel", ".tif", lambda: _plain_tiff(t277=(3, 1, 60_000)), refused
    yield "TIFF with strips beyond the end", ".tif", lambda: _plain_tiff(t273=(4, 1, 2**31 - 1)), refused
    for compression in (2, 3, 4, 5, 6, 7, 8, 32773, 34661, 34676, 34925, 50000, 50001, 9):
        yield f"TIFF packed by {compression}, garbage", ".tif", partial(_plain_tiff, t259=(3, 1, compression)), either
    yield "TIFF of no size", ".tif", lambda: _plain_tiff(t256=(3, 1, 0)), refused
    yield "TIFF, large and other end first", ".tif", lambda: b"MM\0+\0\x08\0\0" + bytes(8) + b"\xff" * 500, refused
    for width, height in ((50_000, 50_000), (-1, 40), (40, -(2**31)), (0, 0)):
        yield f"BMP of {width} by {height}", ".bmp", partial(_bmp, width, height), refused
    yield "BMP in runs, garbage", ".bmp", partial(_bmp, 5000, 5000, 1, 8), either
    yield "BMP of 77 bits", ".bmp", partial(_bmp, 40, 40, 0, 77), refused
    yield "WebP of 16 million pixels a side", ".webp", partial(_webp, 1 << 24, 1 << 24), refused
    yield "WebP of 10,000 pixels a side", ".webp", partial(_webp, 10_000, 10_000), refused
    others = {
        "an SVG that fetches": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg><image href="http://127.0.0.1:9/a"/>&a;</svg>',
        "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file run\n",
        "a GIF": b"GIF89a\xff\xff\xff\xff" + bytes(99),
        "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99),
        "AVIF": b"\0\0\0\x18ftypavif\0\0\0\0mif1miaf" + bytes(99),
        "JPEG 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99),
        "Photoshop": b"8BPS\0\x01" + bytes(99),
        "an icon": b"\0\0\x01\0\xff\xff" + bytes(99),
        "EMF": b"\x01\0\0\0l\0\0\0" + bytes(99) + b" EMF",
        "WMF": b"\xd7\xcd\xc6\x9a" + bytes(99),
        "PPM": b"P6 100000 100000 255\n" + bytes(99),
        "a PDF": b"%PDF-1.7\n",
        "a page": b"<html><img src=x onerror=alert(1)>",
    }
    for name, data in others.items():
        for suffix in (".jpg", ".png"):
            yield f"instead, {name}", suffix, partial(bytes, data), refused


def cases(damages: int, seed: int) -> Iterator[Case]:
    """All of them; `damages` files of each format with random damage."""
    for name, suffix, make, fate in named():
        yield Case(KIND, f"{name} ({suffix})", holding(make, f"a{suffix}"), fate)
    yield from odd_files(KIND, ".jpg")
    for kind, suffix in SUFFIXES.items():
        whole = partial(decent, kind)
        for case in (*cut(KIND, f"a{suffix}", whole, 6), *damaged(KIND, f"a{suffix}", whole, damages, seed)):
            yield case._replace(name=f"{kind} {case.name}")
