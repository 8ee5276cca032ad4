import io
import time
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import pdfa
from PIL import ImageCms

from castforms.fonts.faces import FontSet, load_fonts
from castforms.model.document import Change, Document
from castforms.model.measure import Attachment
from castforms.model.pages import Bookmark, GlyphRun, LineBox, PageBox, PagedDocument, PictureBox, RuleBox
from castforms.model.picture import picture_of, picture_text
from castforms.model.stylesheet import GB_9704, FontRole
from castforms.writers.icc import srgb_profile
from castforms.writers.pdf import write_pdf
from tests.pictures import jpeg

MakePage = Callable[..., PageBox]
MakePaged = Callable[..., PagedDocument]

PICTURES = tuple(
    PictureBox(80, 200, 200, 100, picture)
    for mode in ("RGB", "L")
    if (picture := picture_of(picture_text(jpeg(mode, 60, 30))))
)
TITLE = "关于“A&B<C>”的\n重点工作举措（2020）"


@pytest.fixture
def archive(page: MakePage, paged: MakePaged, fonts: FontSet, attachment: Attachment) -> bytes:
    """A file with everything in it that the writer can write."""
    first = page(
        "一、正文", rules=(RuleBox(80, 90, 500, 90, 0.5),), bookmarks=(Bookmark("一、正文", 0, 90),), pictures=PICTURES
    )
    return write_pdf(paged(first, page("修改", change=Change.INSERTED), title=TITLE), fonts, attachment)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def complaints(data: bytes) -> list[str]:
    report = pdfa.validate_written(io.BytesIO(data), "3b")
    return [str(finding) for finding in report.findings]


def test_file_is_pdf_a_3b(archive: bytes) -> None:
    assert complaints(archive) == []


def test_file_with_characters_that_share_a_glyph_or_have_none_is_pdf_a_3b(
    page: MakePage, paged: MakePaged, fonts: FontSet, attachment: Attachment
) -> None:
    assert complaints(write_pdf(paged(page("一⼀\u00a0 \U0010fffd")), fonts, attachment)) == []


def test_file_in_the_fonts_of_this_machine_is_pdf_a_3b(paged: MakePaged, attachment: Attachment) -> None:
    fonts = load_fonts(GB_9704)
    lines = tuple(
        LineBox(100 + 30 * i, (GlyphRun(80, "中国科协 2020", fonts.glyph(role, "中").face, 16),))
        for i, role in enumerate(FontRole)
    )
    assert complaints(write_pdf(paged(PageBox(595, 842, lines)), fonts, attachment)) == []


def test_document_without_title_unit_or_text_is_pdf_a_3b(fonts: FontSet, attachment: Attachment) -> None:
    blank = PagedDocument(Document("", "", ()), (PageBox(595, 842, ()),), ())
    assert complaints(write_pdf(blank, fonts, attachment)) == []


def test_properties_name_the_title_and_the_unit(archive: bytes) -> None:
    pdf = opened(archive)
    info = pdf.docinfo
    assert (str(info.Title), str(info.Author)) == ("关于“A&B<C>”的 重点工作举措（2020）", "中国某某学会")
    assert (str(info.Creator), str(info.Producer)) == ("castforms", "castforms")


def test_metadata_agree_with_the_properties(archive: bytes) -> None:
    pdf = opened(archive)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo.Title)
        assert metadata["dc:creator"] == [str(pdf.docinfo.Author)]
        assert metadata["dc:description"] == str(pdf.docinfo.Subject)


def test_file_tells_no_date(archive: bytes) -> None:
    pdf = opened(archive)
    assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
    assert b"Date" not in pdf.Root.Metadata.read_bytes()


def test_file_says_that_it_is_chinese(archive: bytes) -> None:
    pdf = opened(archive)
    assert str(pdf.Root.Lang) == "zh-CN"


def test_entry_is_attached_as_the_source(archive: bytes, attachment: Attachment) -> None:
    pdf = opened(archive)
    attached = pdf.attachments[attachment.name]
    assert attached.get_file().read_bytes() == attachment.data
    assert attached.get_file().mime_type == "application/json"
    assert [str(file.AFRelationship) for file in pdf.Root.AF] == ["/Source"]


def test_another_entry_gives_another_file_identifier(
    page: MakePage, paged: MakePaged, fonts: FontSet, attachment: Attachment
) -> None:
    other = Attachment(attachment.name, attachment.media_type, b"{}")
    files = [opened(write_pdf(paged(page("相同")), fonts, entry)) for entry in (attachment, other)]
    assert bytes(files[0].trailer.ID[0]) != bytes(files[1].trailer.ID[0])


def test_colour_profile_is_srgb() -> None:
    made = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    converter = ImageCms.buildTransform(made, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    image = ImageCms.Image.new("RGB", (1, 4))
    colours = [(0, 0, 0), (255, 255, 255), (0, 0, 153), (153, 40, 200)]
    image.putdata(colours)
    converted = ImageCms.applyTransform(image, converter)
    assert [converted.getpixel((0, y)) for y in range(4)] == [pytest.approx(colour, abs=2) for colour in colours]


def test_time_for_ten_thousand_characters_is_told(
    page: MakePage, paged: MakePaged, fonts: FontSet, attachment: Attachment, record_property: Callable[..., None]
) -> None:
    text = [chr(0x4E00 + (7 * i) % 900) for i in range(10_000)]
    lines = ["".join(text[start : start + 28]) for start in range(0, len(text), 28)]
    document = paged(*(page(*lines[start : start + 22]) for start in range(0, len(lines), 22)))
    start = time.perf_counter()
    data = write_pdf(document, fonts, attachment)
    record_property("milliseconds", round(1000 * (time.perf_counter() - start), 1))
    print(f"10,000 characters, {len(document.pages)} pages: {1000 * (time.perf_counter() - start):.0f} ms")  # noqa: T201
    assert len(opened(data).pages) == len(document.pages)
