"""The visible text of a Word file in reading order."""

import io
import zipfile

import docx

from castforms.intake.word_text import Row, read_word_text

DOCUMENT = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body: str, **parts: str) -> bytes:
    """A Word file of that body; the keywords are other parts by name (word/NAME.xml)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(DOCUMENT, f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", f"<w:hdr {W}>{content}</w:hdr>")
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*content: str) -> str:
    return f"<w:p><w:pPr/>{''.join(content)}</w:p>"


def texts(data: bytes, *, deletions: bool = False) -> list[tuple[str, ...]]:
    return [row.cells for row in read_word_text(data, deletions=deletions).rows]


class TestReading:
    def test_paragraphs_and_rows_in_the_order_they_stand(self) -> None:
        document = docx.Document()
        document.add_paragraph("前")
        table = document.add_table(2, 2)
        for k, text in enumerate("甲乙丙丁"):
            table.cell(k // 2, k % 2).text = text
        document.add_paragraph("后")
        buffer = io.BytesIO()
        document.save(buffer)
        assert texts(buffer.getvalue()) == [("前",), ("甲", "乙"), ("丙", "丁"), ("后",)]

    def test_a_line_broken_by_hand_ends_with_a_line_feed(self) -> None:
        for sign in ("<w:br/>", "<w:cr/>", '<w:br w:type="page"/>'):
            broken = paragraph(run("一、情况"), f"<w:r>{sign}</w:r>", run("开展3场。"))
            assert texts(package(broken)) == [("一、情况\n开展3场。",)]

    def test_raised_and_lowered_digits_stay_so(self) -> None:
        raised, lowered = (run("3", f'<w:vertAlign w:val="{place}script"/>') for place in ("super", "sub"))
        assert texts(package(paragraph(run("10"), raised, run("平方米，O"), lowered))) == [("10³平方米，O₃",)]

    def test_a_merged_cell_is_read_once(self) -> None:
        document = docx.Document()
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(1, 1)).text = "合"
        table.cell(2, 2).text = "末"
        buffer = io.BytesIO()
        document.save(buffer)
        assert texts(buffer.getvalue()) == [("合", ""), ("",), ("", "", "末")]

    def test_header_rows_are_known(self) -> None:
        row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
        table = row.format("<w:trPr><w:tblHeader/></w:trPr>", run("头")) + row.format("", run("身"))
        assert read_word_text(package(f"<w:tbl>{table}</w:tbl>")).rows == (Row(("头",), header=True), Row(("身",)))

    def test_insertions_count_and_deletions_do_not(self) -> None:
        changed = f"{run('甲')}<w:ins>{run('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>"
        assert texts(package(paragraph(changed))) == [("甲乙",)]
        assert texts(package(paragraph(changed)), deletions=True) == [("甲乙丙",)]

    def test_field_codes_and_hidden_text_are_not_seen(self) -> None:
        field = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        hidden, shown = run("藏", "<w:vanish/>"), run("显", '<w:vanish w:val="0"/>')
        assert texts(package(paragraph(field, run("3"), hidden, shown))) == [("3显",)]

    def test_text_boxes_and_controls_are_read_once(self) -> None:
        choice = f"<mc:Choice><w:txbxContent>{paragraph(run('框'))}</w:txbxContent></mc:Choice>"
        fallback = f"<mc:Fallback><w:txbxContent>{paragraph(run('框'))}</w:txbxContent></mc:Fallback>"
        box = (
            '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"{choice}{fallback}</mc:AlternateContent></w:r>"
        )
        control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('控件'))}</w:sdtContent></w:sdt>"
        assert texts(package(paragraph(box) + control)) == [("框",), ("控件",)]

    def test_headers_and_footers_are_furniture(self) -> None:
        read = read_word_text(
            package(paragraph(run("文")), header1=paragraph(run("页眉")), footer2=paragraph(run("1")))
        )
        assert read.furniture == {"页眉", "1"}
        assert [row.cells for row in read.rows] == [("文",)]
