"""Pictures taken in: upright, small enough, in plain colours, and without a word of the camera's."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from castforms.intake import picture
from castforms.intake.faults import LARGEST_FILE, IntakeError
from castforms.intake.picture import LONGEST_SIDE, Picture, read_picture

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
MAKE, ORIENTATION, GPS, ARTIST = 0x010F, 0x0112, 0x8825, 0x013B


def two_coloured(mode: str = "RGB", size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (size[0] // 2, 0, *size))
    return made.convert(mode)


def saved(made: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer, kind, **options)
    return buffer.getvalue()


def camera_data(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE], exif[ARTIST], exif[ORIENTATION] = "GEHEIM-MAKE", "GEHEIM-NAME", orientation
    exif.get_ifd(GPS).update({1: "N", 2: (39.0, 54.0, 26.0), 3: "E", 4: (116.0, 23.0, 29.0), 29: "GEHEIM-DAY"})
    return exif


def opened(read: Picture) -> Image.Image:
    return Image.open(io.BytesIO(read.data))


def near(colour: object, wanted: tuple[int, int, int]) -> bool:
    return isinstance(colour, tuple) and all(abs(int(a) - b) < 12 for a, b in zip(colour, wanted, strict=True))


def png(width: int, height: int, *, compressed: bytes = b"", depth: int = 8, kind: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", compressed) + chunk(b"IEND", b"")


class TestPrivacy:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
    def test_nothing_of_the_camera_comes_through(self, kind: str) -> None:
        options: dict[str, Any] = {"exif": camera_data()}
        if kind == "JPEG":
            options |= {"comment": b"GEHEIM-COMMENT", "xmp": b"<x>GEHEIM-XMP</x>", "dpi": (72, 72)}
        if kind == "PNG":
            text = PngInfo()
            text.add_itxt("XML:com.adobe.xmp", "GEHEIM-XMP")
            text.add_text("Author", "GEHEIM-NAME", zip=True)
            options["pnginfo"] = text
        before = saved(two_coloured(), kind, **options)
        assert b"GEHEIM" in before
        after = read_picture(before)
        assert b"GEHEIM" not in after.data
        with opened(after) as image:
            assert dict(image.getexif()) == {}
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}

    def test_a_colour_profile_is_applied_and_left_out(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        with opened(read_picture(saved(two_coloured(), icc_profile=profile))) as image:
            assert "icc_profile" not in image.info
            assert near(image.getpixel((5, 5)), RED)

    def test_a_colour_profile_that_is_none_does_no_harm(self) -> None:
        with opened(read_picture(saved(two_coloured(), icc_profile=b"x" * 500))) as image:
            assert near(image.getpixel((5, 5)), RED)

    def test_bytes_after_the_picture_are_left_out(self) -> None:
        assert b"GEHEIM" not in read_picture(saved(two_coloured()) + b"GEHEIM").data

    def test_the_same_file_gives_the_same_bytes(self) -> None:
        data = saved(two_coloured(), exif=camera_data())
        assert read_picture(data) == read_picture(data)


class TestUpright:
    @pytest.mark.parametrize(
        ("orientation", "size", "red_at"),
        [
            (1, (80, 40), (5, 20)),
            (2, (80, 40), (75, 20)),
            (3, (80, 40), (75, 20)),
            (4, (80, 40), (5, 20)),
            (5, (40, 80), (20, 5)),
            (6, (40, 80), (20, 5)),
            (7, (40, 80), (20, 75)),
            (8, (40, 80), (20, 75)),
        ],
    )
    def test_the_picture_is_turned_as_the_camera_says(
        self, orientation: int, size: tuple[int, int], red_at: tuple[int, int]
    ) -> None:
        read = read_picture(saved(two_coloured(), exif=camera_data(orientation), quality=95))
        assert (read.width, read.height) == size
        with opened(read) as image:
            assert near(image.getpixel(red_at), RED)

    def test_an_orientation_that_is_none_is_ignored(self) -> None:
        assert read_picture(saved(two_coloured(), exif=camera_data(99)))[2:] == (80, 40)


class TestColoursAndSize:
    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "CMYK"])
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
    def test_every_mode_comes_out_as_plain_colours(self, mode: str, kind: str) -> None:
        try:
            data = saved(two_coloured(mode), kind)
        except OSError:  # the format has no such mode
            return
        with opened(read_picture(data)) as image:
            assert image.mode == "RGB"
            assert near(image.getpixel((5, 5)), RED) or mode == "CMYK"

    @pytest.mark.parametrize("mode", ["1", "L", "I;16"])
    def test_grey_stays_grey(self, mode: str) -> None:
        grey = Image.new("I;16", (40, 40), 0x8000) if mode == "I;16" else Image.new("L", (40, 40), 128).convert(mode)
        with opened(read_picture(saved(grey, "PNG"))) as image:
            assert image.mode == "L"
            if mode != "1":
                assert image.getpixel((9, 9)) == 128

    def test_what_is_transparent_becomes_white(self) -> None:
        with opened(read_picture(saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))) as image:
            assert image.getpixel((5, 5)) == WHITE

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_large_picture_becomes_as_large_as_can_be_seen(self, kind: str) -> None:
        read = read_picture(saved(two_coloured(size=(3 * LONGEST_SIDE, 600)), kind))
        assert (read.width, read.height) == (LONGEST_SIDE, 200)

    def test_a_small_picture_stays_as_it_is(self) -> None:
        assert read_picture(saved(two_coloured(), "PNG"))[1:] == ("png", 80, 40)

    def test_a_photograph_without_loss_becomes_a_jpeg(self) -> None:
        noise = Image.merge("RGB", [Image.effect_noise((1000, 1000), 90) for _ in range(3)])
        assert read_picture(saved(noise, "BMP")).kind == "jpeg"


class TestRefusing:
    def test_sizes_are_refused_before_anything_is_decoded(self) -> None:
        with pytest.raises(IntakeError, match="太大"):
            read_picture(png(50_000, 50_000, compressed=zlib.compress(b"")))

    @pytest.mark.parametrize("size", [(20_001, 20), (20, 20_001), (7000, 7000)])
    def test_more_pixels_than_can_be_meant(self, size: tuple[int, int]) -> None:
        with pytest.raises(IntakeError, match="太大"):
            read_picture(png(*size))

    def test_a_jpeg_of_108_million_pixels_is_decoded_in_steps(self) -> None:
        data = saved(Image.new("L", (12_000, 9_000), 200), quality=20)
        assert read_picture(data)[2:] == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)

    def test_fewer_pixels_than_show_anything(self) -> None:
        with pytest.raises(IntakeError, match="太小"):
            read_picture(saved(Image.new("RGB", (1, 1)), "PNG"))

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP"])
    def test_a_file_that_was_cut_off(self, kind: str) -> None:
        data = saved(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
        with pytest.raises(IntakeError, match="损坏"):
            read_picture(data[: len(data) // 2])

    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "空"),
            (bytes(LARGEST_FILE + 1), "50 MB"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "HEIC"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(99), "HEIC"),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1heic" + bytes(99), "AVIF"),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(99), "视频"),
            (b"GIF89a" + bytes(99), "GIF"),
            (b"%PDF-1.7", "PDF"),
            (b"<svg/>", "能识别"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", "能识别"),
            (b"8BPS" + bytes(99), "能识别"),
        ],
        ids=["empty", "large", "heic", "mif1", "avif", "video", "gif", "pdf", "svg", "eps", "psd"],
    )
    def test_what_is_no_picture_is_called_by_its_name(self, data: bytes, says: str) -> None:
        with pytest.raises(IntakeError, match=says):
            read_picture(data)

    def test_a_text_that_unpacks_without_end_is_refused(self) -> None:
        data = saved(two_coloured(), "PNG")
        bomb = zlib.compress(b"x" * (80 << 20))
        content = b"zTXtA\0\0" + bomb
        chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
        with pytest.raises(IntakeError, match="损坏"):
            read_picture(data[:33] + chunk * 3 + data[33:])

    def test_only_formats_that_offices_use_are_tried(self) -> None:
        assert set(picture._FORMATS) == {"JPEG", "PNG", "BMP", "TIFF", "WEBP"}
        with pytest.raises(IntakeError):
            read_picture(saved(two_coloured(), "PPM"))


def test_a_hostile_directory_of_tags_does_not_stop_the_picture() -> None:
    exif = TiffImagePlugin.ImageFileDirectory_v2()
    exif[ORIENTATION] = 6
    assert read_picture(saved(two_coloured(), "TIFF", tiffinfo=exif)).kind == "png"
