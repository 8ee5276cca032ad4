"""A draft sent for comments: title, chapters and points, whatever file it comes in."""

import io
import random

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from castforms.fonts.faces import load_fonts
from castforms.intake.draft import Draft, read_draft
from castforms.intake.faults import IntakeError
from castforms.layout.paginate import paginate
from castforms.model.document import Document, Paragraph, Run, Section
from castforms.model.measure import Attachment
from castforms.model.stylesheet import GB_9704
from castforms.writers.pdf import write_pdf
from tests.drafts import points, word_file

TITLE = "某某协会2020年工作要点（征求意见稿）"
DRAFTED = points(random.Random(7), 60)
NUMBERS = [
    *("", ""),
    *(
        number
        for chapter in range(4)
        for number in ("一二三四"[chapter], *map(str, range(5 * chapter + 1, 5 * chapter + 6)))
    ),
]


def read(text: str) -> Draft:
    return read_draft(text.encode(), str)


def wrapped(text: str, width: int = 28) -> str:
    """The text as a PDF's lines: an indent of two characters, so many in a line, blank lines between."""
    lines = []
    for paragraph in text.split("\n"):
        indented = f"　　{paragraph}"
        lines += [indented[start : start + width] for start in range(0, len(indented), width)]
    return "\n\n".join(lines)


def plain(text: str) -> str:
    return "".join(text.split())


def test_a_plain_text_gives_its_title_chapters_and_points() -> None:
    draft = read("\n".join([TITLE, *DRAFTED]))
    assert draft.title == TITLE
    assert [part.number for part in draft.parts] == NUMBERS


def test_paragraphs_below_a_point_belong_to_it() -> None:
    draft = read("一、总体\n1.第一项。做好。\n还有一段说明。\n2.第二项。做好。\n")
    assert [part.text for part in draft.parts] == ["一、总体", "1.第一项。做好。\n还有一段说明。", "2.第二项。做好。"]


def test_hard_wrapped_lines_are_joined() -> None:
    flat = [text.replace("\n", "") for text in DRAFTED if "@" not in text and "http" not in text]
    draft = read(wrapped("\n".join([TITLE, *flat])))
    assert [plain(part.text) for part in draft.parts] == [plain(text) for text in flat]


def test_hard_wrapped_lines_are_joined_among_many_short_ones() -> None:
    texts = [
        *(f"（{n}）第{n}件" for n in "一二三四五六七八九十" * 4),
        "面向科技工作者开展活动，" * 60 + "办出实效。",
    ]
    draft = read(wrapped("\n".join([TITLE, *texts])))
    assert plain(draft.parts[-1].text) == texts[-1]


def test_mark_and_number_of_the_issuer_are_not_the_title() -> None:
    draft = read("\n".join(["中 国 科 协 办 公 厅", "科协办函厅字〔2020〕12号", TITLE, *DRAFTED]))
    assert (draft.title, [part.number for part in draft.parts]) == (TITLE, NUMBERS)


def test_of_a_whole_notice_only_the_annex_with_the_points_is_taken() -> None:
    letter = ["关于征求意见的通知", "各单位：", "请提出意见。", "附件：1.工作要点", "2.反馈表", "办公厅", "附件1"]
    draft = read("\n".join([*letter, TITLE, *DRAFTED, "附件2", "反馈表", "1.单位名称"]))
    assert (draft.title, [part.number for part in draft.parts]) == (TITLE, NUMBERS)


def test_a_missing_number_is_told() -> None:
    draft = read("标题\n1.第一项。做好。\n2.第二项。做好。\n4.第四项。做好。\n")
    assert any("缺第 3 项" in doubt for doubt in draft.doubts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_of_an_office(encoding: str) -> None:
    assert read_draft("\n".join([TITLE, *DRAFTED]).encode(encoding), str).title == TITLE


def test_a_word_file_can_be_given_back_revised() -> None:
    draft = read_draft(word_file(random.Random(1), DRAFTED, TITLE), str)
    assert (draft.title, draft.revisable) == (TITLE, True)
    assert [part.text for part in draft.parts[: len(DRAFTED) - 1]] == DRAFTED[:-1]


def test_text_in_tables_is_left_out_and_that_is_told() -> None:
    draft = read_draft(word_file(random.Random(1), DRAFTED, TITLE), str)
    assert not any(line == "调研" for part in draft.parts for line in part.text.split("\n"))
    assert any("表格" in doubt for doubt in draft.doubts)


def test_a_word_file_with_open_revisions_is_read_as_accepted_and_not_given_back() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("1.第一项。")
    attributes = f'{nsdecls("w")} w:id="1" w:author="办公厅"'
    paragraph._p.append(parse_xml(f"<w:ins {attributes}><w:r><w:t>新的。</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {attributes}><w:r><w:delText>旧的。</w:delText></w:r></w:del>"))
    buffer = io.BytesIO()
    document.save(buffer)
    draft = read_draft(buffer.getvalue(), str)
    assert [part.text for part in draft.parts] == ["1.第一项。新的。"]
    assert not draft.revisable
    assert any("修订" in doubt for doubt in draft.doubts)


def broken(*texts: str) -> Draft:
    """A Word draft of one paragraph whose lines were broken by hand."""
    document = docx.Document()
    document.add_paragraph("\n".join(texts))
    buffer = io.BytesIO()
    document.save(buffer)
    return read_draft(buffer.getvalue(), str)


def test_points_between_soft_line_breaks_are_points_and_set_anew() -> None:
    draft = broken(TITLE, "一、总体", "1.第一项。做好。", "还有说明。", "2.第二项。做好。")
    assert [part.text for part in draft.parts] == ["一、总体", "1.第一项。做好。\n还有说明。", "2.第二项。做好。"]
    assert (draft.title, draft.revisable) == (TITLE, False)
    assert any("软回车" in doubt for doubt in draft.doubts)


def test_a_soft_line_break_inside_a_point_leaves_the_file_revisable() -> None:
    draft = broken("1.第一项。做好。", "还有说明。")
    assert [part.text for part in draft.parts] == ["1.第一项。做好。 还有说明。"]
    assert (draft.revisable, draft.doubts) == (True, ())


def test_points_numbered_by_the_word_processor_have_its_numbers() -> None:
    document = docx.Document()
    for text in ("总的要求。", "第一件事。做好。", "第二件事。做好。"):
        document.add_paragraph(text, style="List Number" if text.startswith("第") else None)
    buffer = io.BytesIO()
    document.save(buffer)
    parts = read_draft(buffer.getvalue(), str).parts
    assert [(part.number, part.text) for part in parts] == [
        ("", "总的要求。"),
        ("1", "第一件事。做好。"),
        ("2", "第二件事。做好。"),
    ]


def test_a_pdf_gives_the_same_points() -> None:
    flat = [text.replace("\n", "") for text in DRAFTED if "@" not in text and "http" not in text]
    paragraphs = (Paragraph("title", (Run(TITLE),)), *(Paragraph("body", (Run(text),)) for text in flat))
    document = Document(TITLE, "", (Section(paragraphs),))
    fonts = load_fonts(GB_9704)
    data = write_pdf(paginate(document, GB_9704, fonts), fonts, Attachment("entry.json", "application/json", b"{}"))
    draft = read_draft(data, str)
    assert draft.title == TITLE
    assert [plain(part.text) for part in draft.parts] == [plain(text) for text in flat]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "另存为 .docx"),
        (b"PK\x03\x04" + bytes(100), "损坏"),
        (b"%PDF-1.7 broken", "损坏"),
        (bytes(range(256)), "无法识别"),
        (b"\n \n", "空"),
    ],
    ids=["empty", "old Word", "broken Word", "broken PDF", "something else", "blank"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(IntakeError, match=words):
        read_draft(data, str)
