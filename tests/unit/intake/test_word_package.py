"""What of a Word file is refused before it is parsed, or while it is."""

import io
import warnings
import zipfile

import docx
import pytest

from castforms.intake import word_package
from castforms.intake.faults import LARGEST_FILE, IntakeError
from castforms.intake.word_package import WordPackage

BODY = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def packed(*parts: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file, warnings.catch_warnings(action="ignore"):
        for name, content in parts:
            file.writestr(name, content)
    return buffer.getvalue()


def body(content: str) -> tuple[str, str]:
    return BODY, f"<w:document {W}><w:body>{content}</w:body></w:document>"


def read_text(data: bytes) -> None:
    """What the one does who reads the text."""
    package = WordPackage(data)
    package.root(package.main_part)


def look_through(data: bytes) -> None:
    """What the one does who hands all parts to another library."""
    package = WordPackage(data)
    package.check()
    package.root(package.main_part)


def words_of_refusal(data: bytes) -> str:
    with pytest.raises(IntakeError) as read:
        read_text(data)
    with pytest.raises(IntakeError) as checked:
        look_through(data)
    assert str(read.value) == str(checked.value)
    return str(read.value)


class TestReading:
    def test_a_file_of_another_program_passes(self) -> None:
        buffer = io.BytesIO()
        docx.Document().save(buffer)
        package = WordPackage(buffer.getvalue())
        package.check()
        assert package.main_part == BODY
        assert package.root(BODY).tag.endswith("}document")

    def test_the_main_part_is_the_one_the_package_names(self) -> None:
        relations = (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Type="{MAIN}" Target="/word/x.xml"/></Relationships>'
        )
        package = WordPackage(packed(("word/x.xml", f"<w:document {W}/>"), ("_rels/.rels", relations)))
        assert package.main_part == "word/x.xml"

    def test_a_part_comes_as_it_is(self) -> None:
        assert (
            WordPackage(packed(body(""), ("customXml/item1.xml", "<甲/>"))).content("customXml/item1.xml")
            == b"<\xe7\x94\xb2/>"
        )


class TestOtherKinds:
    @pytest.mark.parametrize(
        ("data", "says"),
        [
            (b"", "空"),
            (bytes(LARGEST_FILE + 1), "50 MB"),
            (b"%PDF-1.7", "PDF"),
            (b"PK\x03\x04", "已损坏"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"另存为 \.docx"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
            (b"{\\rtf1}", "RTF"),
            (b"\xef\xbb\xbf\n<html>", "网页"),
            (b"\xff\xd8\xff\xe0", "图片"),
            ("甲".encode(), "不是 Word"),
        ],
        ids=["empty", "large", "pdf", "cut", "doc", "encrypted", "rtf", "html", "jpeg", "text"],
    )
    def test_they_are_called_by_their_name(self, data: bytes, says: str) -> None:
        with pytest.raises(IntakeError, match=says):
            WordPackage(data)

    @pytest.mark.parametrize(
        ("part", "says"),
        [
            ("xl/workbook.xml", "Excel"),
            ("ppt/presentation.xml", "PPT"),
            ("content.xml", "ODF"),
            ("OFD.xml", "OFD"),
            ("a.txt", "不是 Word"),
        ],
    )
    def test_other_packages_are_called_by_their_name(self, part: str, says: str) -> None:
        assert says in words_of_refusal(packed((part, "<a/>")))

    def test_macros_are_refused(self) -> None:
        assert "宏" in words_of_refusal(packed(body(""), ("word/vbaProject.bin", "")))


class TestDirectory:
    @pytest.mark.parametrize(
        "name",
        [
            "../a.xml",
            "word/../../a.xml",
            "/etc/a.xml",
            "C:/a.xml",
            "..\\a.xml",
            "word//a.xml",
            "a\x01.xml",
            "word/./a.xml",
        ],
    )
    def test_names_that_lead_out_of_the_package_are_refused(self, name: str) -> None:
        assert "不安全的文件名" in words_of_refusal(packed(body(""), (name, "<a/>")))

    @pytest.mark.parametrize("twin", [BODY, "word/Document.xml", "WORD/document.xml"])
    def test_a_name_that_is_there_twice_is_refused(self, twin: str) -> None:
        assert "重名" in words_of_refusal(packed(body(""), (twin, "<a/>")))

    def test_a_part_with_a_password_is_refused(self) -> None:
        data = bytearray(packed(body("")))
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(mark) + offset] |= 1
        assert "密码" in words_of_refusal(bytes(data))

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_another_compression_is_refused(self, method: int) -> None:
        assert "已损坏" in words_of_refusal(packed(body(""), method=method))

    def test_a_directory_without_end_is_refused_before_it_is_read(self) -> None:
        assert "太多" in words_of_refusal(b"PK\x03\x04" + b"PK\x01\x02" * 2001)

    def test_a_part_whose_sum_is_wrong_is_refused(self) -> None:
        data = packed(body("<w:p/>"), method=zipfile.ZIP_STORED)
        assert "已损坏" in words_of_refusal(data.replace(b"<w:p/>", b"<w:q/>", 1))


class TestParts:
    def test_more_bytes_than_a_part_may_have_whatever_the_directory_says(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(word_package, "_LIMITS", word_package._LIMITS._replace(file=1 << 20))
        bomb = packed(body(" " * (1 << 21)))
        assert len(bomb) < 10_000
        assert "过大" in words_of_refusal(bomb)

    def test_many_parts_of_many_bytes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(word_package, "_LIMITS", word_package._LIMITS._replace(total=1 << 20))
        package = WordPackage(packed(body(""), *((f"word/media/{k}.png", "\0" * (1 << 19)) for k in range(3))))
        with pytest.raises(IntakeError, match="过大"):
            package.check()

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        "dtd",
        [
            '<!DOCTYPE a [<!ENTITY b "甲"><!ENTITY c "&b;&b;">]>',
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
            '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/a.dtd">%b;]>',
        ],
        ids=["laughs", "file", "address", "parameter"],
    )
    def test_a_document_type_definition(self, dtd: str, encoding: str) -> None:
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{dtd}<w:document {W}/>'.encode(encoding)
        assert "DTD" in words_of_refusal(packed((BODY, declared)))

    def test_elements_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(word_package, "_MOST_ELEMENTS", 1000)
        assert "复杂" in words_of_refusal(packed(body("<w:p/>" * 1000)))

    def test_nesting_without_end(self) -> None:
        assert "复杂" in words_of_refusal(packed(body("<w:p>" * 1000 + "</w:p>" * 1000)))

    @pytest.mark.parametrize("span", ["gridSpan", "gridBefore", "gridAfter"])
    @pytest.mark.parametrize("value", ["64", "2000000000", "-1", "1e9", "9" * 5000])
    def test_cells_wider_than_any_table(self, span: str, value: str) -> None:
        cell = f'<w:tc><w:tcPr><w:{span} w:val="{value}"/></w:tcPr></w:tc>'
        assert "复杂" in words_of_refusal(packed(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")))

    @pytest.mark.parametrize("content", ["<w:p>", "<w:p></w:r>", "&amp", "\x01", "<x:p/>"])
    def test_markup_that_is_broken(self, content: str) -> None:
        assert "损坏" in words_of_refusal(packed(body(content)))
