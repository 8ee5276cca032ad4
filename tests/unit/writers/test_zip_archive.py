"""The zip file of a return."""

import io
import zipfile

from castforms.model.mail import MailFile
from castforms.writers.zip_archive import write_zip

FILES = [
    MailFile("方案-中国某某学会（盖章）.pdf", "application/pdf", b"%PDF-"),
    MailFile("方案-中国某某学会.docx", "", b"PK"),
]
UTF_8 = 0x800


def test_files_come_back_under_their_chinese_names() -> None:
    with zipfile.ZipFile(io.BytesIO(write_zip(FILES))) as archive:
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == [(f.name, f.data) for f in FILES]


def test_names_are_flagged_as_utf_8() -> None:
    with zipfile.ZipFile(io.BytesIO(write_zip(FILES))) as archive:
        assert all(info.flag_bits & UTF_8 for info in archive.infolist())


def test_no_time_goes_out_and_the_same_files_give_the_same_bytes() -> None:
    assert write_zip(FILES) == write_zip(FILES)
    with zipfile.ZipFile(io.BytesIO(write_zip(FILES))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
