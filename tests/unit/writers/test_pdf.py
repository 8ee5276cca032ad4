import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from castforms.fonts.faces import FontSet
from castforms.model.document import Change
from castforms.model.measure import Attachment
from castforms.model.pages import Bookmark, GlyphRun, LineBox, PageBox, PagedDocument, RuleBox, SealGuide
from castforms.model.stylesheet import FontRole
from castforms.writers.pdf import write_pdf

MakePage = Callable[..., PageBox]
MakePaged = Callable[..., PagedDocument]
Write = Callable[..., bytes]

PIXELS_PER_POINT = 4
NOBODY_HAS = "\U0010fffd"


@pytest.fixture
def write(paged: MakePaged, fonts: FontSet, attachment: Attachment) -> Write:
    """The PDF of these pages."""
    return lambda *pages: write_pdf(paged(*pages), fonts, attachment)


def text_of(data: bytes, page: int = 0) -> str:
    text: str = pypdfium2.PdfDocument(data)[page].get_textpage().get_text_range()
    return text.replace("\r\n", "\n").rstrip("\n")


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def content_of(data: bytes, page: int = 0) -> str:
    with opened(data) as pdf:
        contents: bytes = pdf.pages[page].Contents.read_bytes()
    return contents.decode("ascii")


def fonts_of(data: bytes) -> list[str]:
    """The names of the first page's fonts without the tag of the subset."""
    with opened(data) as pdf:
        return sorted(str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values())


def ink_box(data: bytes) -> tuple[float, ...]:
    """Where the first page is not white: left, top, right, bottom in points."""
    image = pypdfium2.PdfDocument(data)[0].render(scale=PIXELS_PER_POINT).to_pil().convert("L")
    box = image.point(lambda level: 255 if level < 128 else 0).getbbox()
    return tuple(edge / PIXELS_PER_POINT for edge in box)


def colours_of(data: bytes) -> set[tuple[int, int, int]]:
    image = pypdfium2.PdfDocument(data)[0].render(scale=PIXELS_PER_POINT).to_pil().convert("RGB")
    return {colour for _count, colour in image.getcolors(1 << 24)}


@pytest.mark.parametrize("role", list(FontRole))
def test_text_comes_out_as_it_was_drawn(role: FontRole, page: MakePage, write: Write) -> None:
    lines = ("一、“五个方面”——重点工作…", "单位盖章：　　　报送时间 2020年", "《通知》（〔2020〕12号）；a·b")
    assert text_of(write(page(*lines, role=role))) == "\n".join(lines)


def test_rare_characters_come_out_as_they_were_drawn(page: MakePage, write: Write) -> None:
    assert text_of(write(page("䶮镕喆堃昇"))) == "䶮镕喆堃昇"


def test_characters_that_share_a_glyph_come_out_each_as_itself(page: MakePage, write: Write) -> None:
    text = "一⼀一 \u00a0 豈\uf900"
    data = write(page(text))
    shown = [c for c in text if c not in " \u00a0"]
    assert [c for c in text_of(data) if c not in " \u00a0"] == shown
    assert fonts_of(data) == ["NotoSerifSC-Regular"] * 2


def test_each_page_keeps_its_own_text(page: MakePage, write: Write) -> None:
    data = write(page("第一页"), page("第二页"))
    assert [text_of(data, 0), text_of(data, 1)] == ["第一页", "第二页"]


def test_character_that_no_font_has_is_marked_but_comes_out_as_itself(page: MakePage, write: Write) -> None:
    data = write(page(f"张{NOBODY_HAS}三"))
    assert "<0000>" not in content_of(data)
    assert text_of(data).replace("\ufffd", NOBODY_HAS).startswith("张")
    assert ink_box(data) == ink_box(write(page("张〓三")))


def test_run_is_one_show_operator(page: MakePage, write: Write) -> None:
    assert content_of(write(page("一行二十八个字也只要一次", "第二行"))).count("Tj") == 2


def test_page_is_one_text_object(page: MakePage, write: Write) -> None:
    assert content_of(write(page("一", "二", "三"))).count("BT") == 1


def test_character_stands_on_its_baseline_where_the_layout_put_it(page: MakePage, write: Write) -> None:
    left, top, right, bottom = ink_box(write(page("口" * 10)))
    assert (left, right) == (pytest.approx(80, abs=3), pytest.approx(80 + 160, abs=3))
    assert 120 - 16 < top < bottom < 120 + 4


def test_spacing_moves_each_character_by_as_much_as_the_layout_says(page: MakePage, write: Write) -> None:
    _, _, plain, _ = ink_box(write(page("口" * 11)))
    _, _, spaced, _ = ink_box(write(page("口" * 11, spacing=-0.3)))
    assert spaced - plain == pytest.approx(10 * -0.3, abs=0.3)


def test_spacing_of_a_run_ends_with_it(fonts: FontSet, write: Write) -> None:
    face = fonts.glyph(FontRole.BODY, "中").face
    runs = (GlyphRun(80, "宽", face, 16, 2), GlyphRun(120, "常", face, 16, 0))
    operators = content_of(write(PageBox(600, 800, (LineBox(100, runs),)))).splitlines()
    assert [o for o in operators if o.endswith("Tc")] == ["2 Tc", "0 Tc"]


def test_rules_close_their_corners(page: MakePage, write: Write) -> None:
    corner = (RuleBox(100, 200, 300, 200, 2), RuleBox(300, 200, 300, 400, 2))
    image = pypdfium2.PdfDocument(write(page(rules=corner)))[0].render(scale=PIXELS_PER_POINT).to_pil().convert("L")
    assert image.getpixel((round(300.5 * PIXELS_PER_POINT), round(199.5 * PIXELS_PER_POINT))) < 128


def test_rules_lie_where_the_layout_put_them(page: MakePage, write: Write) -> None:
    assert ink_box(write(page(rules=(RuleBox(100, 200, 300, 200, 2),)))) == pytest.approx((99, 199, 301, 201), abs=0.3)


def test_seal_guide_is_never_drawn(page: MakePage, write: Write) -> None:
    assert write(page("盖章", seals=(SealGuide(300, 300, 120),))) == write(page("盖章"))


def test_unrevised_text_is_black_only(page: MakePage, write: Write) -> None:
    assert all(max(colour) == min(colour) for colour in colours_of(write(page("未修改"))))


@pytest.mark.parametrize(("change", "colour"), [(Change.INSERTED, (0, 0, 153)), (Change.DELETED, (153, 0, 0))])
def test_revised_text_has_its_colour_and_a_line(
    change: Change, colour: tuple[int, int, int], page: MakePage, write: Write
) -> None:
    data = write(page("　　　　", change=change))
    left, _, right, _ = ink_box(data)
    assert colour in colours_of(write(page("修改", change=change)))
    assert (left, right) == (pytest.approx(80, abs=1), pytest.approx(80 + 64, abs=1))


def test_inserted_text_is_underlined_and_deleted_text_struck_through(page: MakePage, write: Write) -> None:
    _, under, _, _ = ink_box(write(page("　　", change=Change.INSERTED)))
    _, through, _, _ = ink_box(write(page("　　", change=Change.DELETED)))
    assert under > 120
    assert 120 - 12 < through < 120 - 4


def test_bookmarks_become_the_outline(page: MakePage, write: Write) -> None:
    marks = (Bookmark("一、总体要求", 0, 100), Bookmark("（一）目标", 1, 200), Bookmark("二、任务", 0, 300))
    outline = list(pypdfium2.PdfDocument(write(page("页", bookmarks=marks))).get_toc())
    found = [(item.get_title(), item.level) for item in outline]
    assert found == [("一、总体要求", 0), ("（一）目标", 1), ("二、任务", 0)]
    assert outline[1].get_dest().get_view()[1][1] == pytest.approx(841.9 - 200)


def test_outline_leads_to_the_page_of_the_heading(page: MakePage, write: Write) -> None:
    data = write(page("一"), page("二", bookmarks=(Bookmark("二、", 0, 100),)))
    assert [item.get_dest().get_index() for item in pypdfium2.PdfDocument(data).get_toc()] == [1]


def test_skipped_outline_levels_are_closed_up(page: MakePage, write: Write) -> None:
    marks = (Bookmark("（1）深", 3, 100), Bookmark("一、浅", 0, 200), Bookmark("1.深", 2, 300))
    outline = pypdfium2.PdfDocument(write(page("页", bookmarks=marks))).get_toc()
    assert [item.level for item in outline] == [0, 0, 1]


def test_document_without_headings_has_no_outline(page: MakePage, write: Write) -> None:
    pdf = opened(write(page("页")))
    assert "/Outlines" not in pdf.Root


def test_page_sizes_are_kept(write: Write) -> None:
    pdf = opened(write(PageBox(595.3, 841.9, ()), PageBox(841.9, 595.3, ())))
    sizes = [[float(edge) for edge in page.MediaBox] for page in pdf.pages]
    assert sizes == [[0, 0, 595.3, 841.9], [0, 0, 841.9, 595.3]]


def test_only_the_faces_that_draw_are_embedded_and_nothing_else(page: MakePage, write: Write) -> None:
    data = write(page("正文"), page("标题", role=FontRole.HEADING))
    assert fonts_of(data) == ["NotoSansSC-Regular", "NotoSerifSC-Regular"]


def test_same_input_gives_the_same_bytes(page: MakePage, write: Write) -> None:
    assert write(page("相同")) == write(page("相同"))


def test_face_that_is_not_in_use_is_refused(write: Write) -> None:
    with pytest.raises(LookupError):
        write(PageBox(600, 800, (LineBox(100, (GlyphRun(80, "字", "no such face", 16),)),)))


@pytest.mark.skipif(sys.platform == "win32", reason="qpdf comes from Debian's packages")
def test_qpdf_finds_no_fault(page: MakePage, write: Write, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(write(page("检查", bookmarks=(Bookmark("一", 0, 1),))))
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
