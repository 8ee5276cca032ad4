"""The draft of a mail: what readers of mail find in it."""

import email
import re
import subprocess
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from castforms.model.mail import Mail, MailFile
from castforms.writers.eml import MailError, mail_size, write_eml

PDF = MailFile("特色亮点活动筹备方案-中国某某学会（盖章）.pdf", "application/pdf", bytes(range(256)) * 300)
WORD = MailFile(
    "特色亮点活动筹备方案-中国某某学会.docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"PK\x03\x04" + b"\r\n\n\r" * 50,
)
MAIL = Mail(
    ("rczx@cast.org.cn",),
    "中国某某学会报送2020年“全国科技工作者日”特色亮点活动筹备方案",
    "“全国科技工作者日”活动办公室：\n\n现报送我单位材料，请查收。",
    (PDF, WORD),
)


def parsed(mail: Mail) -> EmailMessage:
    message = email.message_from_bytes(write_eml(mail), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_standard_library_reads_address_subject_and_text_back() -> None:
    message = parsed(MAIL)
    body = message.get_body()
    assert body is not None
    assert (message["To"], message["Subject"]) == (MAIL.to[0], MAIL.subject)
    assert body.get_content().replace("\r\n", "\n").rstrip("\n") == MAIL.text


def test_it_is_marked_as_not_yet_sent_and_names_no_sender() -> None:
    message = parsed(MAIL)
    assert message["X-Unsent"] == "1"
    assert not {"From", "Date", "Message-ID"} & set(message.keys())


def test_the_standard_library_reads_both_files_back_byte_for_byte() -> None:
    found = [
        (part.get_filename(), part.get_content_type(), part.get_content()) for part in parsed(MAIL).iter_attachments()
    ]
    assert found == list(MAIL.files)


def test_a_mail_reader_of_debian_shows_both_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "draft.eml").write_bytes(write_eml(MAIL))
    subprocess.run(["ripmime", "-i", tmp_path / "draft.eml", "-d", tmp_path / "parts"], check=True, timeout=60)
    found = {file.name: file.read_bytes() for file in (tmp_path / "parts").iterdir()}
    assert {name: found.get(name) for name in (PDF.name, WORD.name)} == {PDF.name: PDF.data, WORD.name: WORD.data}


def test_names_stand_as_encoded_words_for_readers_that_know_no_rfc_2231() -> None:
    """The older manner, which does without the other one: Foxmail, QQ mail, older Outlook."""
    message = email.message_from_bytes(write_eml(MAIL), policy=policy.compat32)
    names = [part.get_param("name") for part in message.walk() if part.get_param("name")]
    decoded = [str(email.header.make_header(email.header.decode_header(str(name)))) for name in names]
    assert decoded == [PDF.name, WORD.name]


def test_names_by_rfc_2231_come_in_one_piece() -> None:
    assert write_eml(MAIL).count(b" filename*=UTF-8''") == len(MAIL.files)


def test_every_line_ends_with_crlf_and_none_is_longer_than_a_mail_may_have() -> None:
    long = MAIL._replace(files=(PDF._replace(name="长" * 300 + "（盖章）.pdf"),))
    for mail in (MAIL, long):
        data = write_eml(mail)
        lines = data.split(b"\r\n")
        assert not re.search(rb"[\r\n]", b"".join(lines))
        assert max(map(len, lines)) <= 998


def test_a_name_too_long_keeps_its_suffix() -> None:
    mail = MAIL._replace(files=(PDF._replace(name="长" * 300 + ".pdf"),))
    (part,) = parsed(mail).iter_attachments()
    assert re.fullmatch("长{70,}\\.pdf", part.get_filename() or "")


ODD = st.text(st.characters(codec=None), min_size=1, max_size=60)


@settings(deadline=None, max_examples=50)
@given(subject=ODD, name=ODD, text=ODD)
def test_no_subject_name_or_text_becomes_a_header_of_its_own(subject: str, name: str, text: str) -> None:
    mail = Mail(
        MAIL.to,
        f"{subject}\r\nBcc: x@example.com",
        f"{text}\r\nBcc: x@example.com",
        (PDF._replace(name=f"{name}\r\nX-Y: 1"),),
    )
    message = parsed(mail)
    assert sorted(message.keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "X-Unsent"]
    (part,) = message.iter_attachments()
    assert sorted(part.keys()) == ["Content-Disposition", "Content-Transfer-Encoding", "Content-Type", "MIME-Version"]
    assert part.get_content() == PDF.data


@pytest.mark.parametrize("address", ["a@b.cn\r\nBcc: c@d.cn", "没有地址", "a@b", "<a@b.cn>", "a b@c.cn"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(MailError, match="不是电子邮箱地址"):
        write_eml(MAIL._replace(to=(address,)))


def test_a_mail_without_address_can_be_finished_in_the_mail_program() -> None:
    assert "To" not in parsed(MAIL._replace(to=()))


def test_the_same_mail_gives_the_same_bytes() -> None:
    assert write_eml(MAIL) == write_eml(MAIL)


@pytest.mark.parametrize("size", [0, 1, 10_000, 3_000_000])
def test_the_size_told_is_at_least_that_of_the_file_and_hardly_more(size: int) -> None:
    mail = MAIL._replace(files=(PDF._replace(data=b"x" * size), WORD))
    written = len(write_eml(mail))
    assert written <= mail_size(mail) <= written * 1.02 + 6_000
