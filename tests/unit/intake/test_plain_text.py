"""Plain text of any origin."""

import pytest

from castforms.intake.faults import IntakeError
from castforms.intake.plain_text import LARGEST_TEXT, read_plain_text

NOTICE = "中国科协办公厅关于征求意见的通知\r\n1. 坚定正确政治方向。加强思想政治引领（牵头部门：组织人事部）\r\n"
TRADITIONAL = "中國科協辦公廳關於徵求意見的通知\r\n1. 堅定正確政治方向。加強思想政治引領\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("text", [NOTICE, TRADITIONAL, "第一章 总则", "ASCII only 2020-04-09\n"])
def test_any_usual_encoding_is_told(encoding: str, text: str) -> None:
    assert read_plain_text(text.encode(encoding)) == text


def test_big5_is_told_from_gb18030() -> None:
    assert read_plain_text(TRADITIONAL.encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("mark", [b"\x84\x31\x95\x33", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_text(mark: bytes) -> None:
    encoding = "gb18030" if mark[0] == 0x84 else "utf-8"
    assert read_plain_text(mark + "甲".encode(encoding)) == "甲"


def test_rare_characters_do_not_mislead() -> None:
    text = "经办人：张䶮𠮷，联系电话：010-00000000。" * 3
    assert read_plain_text(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"),
        (b" \r\n", "空"),
        (b"a" * (LARGEST_TEXT + 1), "5 MB"),
        (bytes(1000), "不是文本"),
        (bytes(range(256)) * 4, "不是文本"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", "不是文本"),
        (b"\xff\xfe\x00\xd8\x00", "不是文本"),
    ],
    ids=["empty", "blank", "large", "zeros", "bytes", "program", "cut"],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(IntakeError, match=says):
        read_plain_text(data)
