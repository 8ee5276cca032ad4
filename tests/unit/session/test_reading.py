"""Text out of files: paragraphs, whatever the encoding; never a traceback."""

from pathlib import Path

import docx
import pytest

from castforms.session.reading import text_of_file
from castforms.storage.faults import StorageError

TEXT = "一、基本情况\n活动自5月20日启动。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_of_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "正文.txt"
    file.write_bytes(TEXT.replace("\n", "\r\n\r\n").encode(encoding))
    assert text_of_file(file) == TEXT


def test_a_word_file_without_its_looks(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("一、基本情况", 1)
    paragraph = document.add_paragraph("活动自")
    paragraph.add_run("5月20日").bold = True
    paragraph.add_run("启动。")
    document.add_paragraph("")
    document.save(str(tmp_path / "正文.docx"))
    assert text_of_file(tmp_path / "正文.docx") == TEXT


def test_lines_broken_by_hand_are_paragraphs_but_not_in_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、基本情况\n活动自5月20日启动。")
    for cell, text in zip(document.add_table(1, 2).rows[0].cells, ("场\n次", "3"), strict=True):
        cell.text = text
    document.save(str(tmp_path / "正文.docx"))
    assert text_of_file(tmp_path / "正文.docx") == TEXT + "\n场 次\t3"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("正文.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600),
        ("正文.pdf", b"%PDF"),
        ("正文.docx", b"PK\x03\x04broken"),
        ("正文.docx", b""),
        ("正文.txt", b""),
        ("正文.txt", b"\x00\x01\x02\xff" * 10),
        ("正文.txt", ("字" * 200_001).encode()),
        ("正文.txt", b" " * (4 * 1024 * 1024 + 1)),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(StorageError) as told:
        text_of_file(file)
    assert "\n" not in str(told.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        text_of_file(tmp_path / "没有.txt")
