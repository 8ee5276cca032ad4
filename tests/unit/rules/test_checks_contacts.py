"""A field of a format is judged by that format, and weighed."""

from collections.abc import Callable

import pytest

from castforms.model.finding import Finding
from castforms.model.template import Field, FieldType, TextFormat
from castforms.rules.catalogue import Message

CASES = [
    (TextFormat.PHONE, "（010）62168293", "1381234567", Message.PHONE_WRONG),
    (TextFormat.PHONE, "（010）62168293", "0371-6512345", Message.PHONE_UNUSUAL),
    (TextFormat.FAX, "68578092（传真）", "6857", Message.PHONE_UNUSUAL),
    (TextFormat.FAX, "无", "传真机", Message.PHONE_WRONG),
    (TextFormat.MOBILE, "13812345678", "1381234567", Message.MOBILE_WRONG),
    (TextFormat.MOBILE, "13812345678", "17412345678", Message.MOBILE_UNUSUAL),
    (TextFormat.CONTACT, "刘静 68571878", "刘静 1381234567", Message.CONTACT_WRONG),
    (TextFormat.CONTACT, "rczx@cast.org.cn", "rczx@cast", Message.CONTACT_WRONG),
    (TextFormat.CONTACT, "68571878", "张三", Message.CONTACT_UNUSUAL),
    (TextFormat.EMAIL, "rczx@cast.org.cn", "rczx.cast.org.cn", Message.EMAIL_WRONG),
    (TextFormat.POSTCODE, "100081", "10008", Message.POSTCODE_WRONG),
    (TextFormat.DOCUMENT_NUMBER, "科协办函厅字〔2020〕12号", "科协办函厅字[2020]12号", Message.DOCUMENT_NUMBER_WRONG),
    (TextFormat.CREDIT_CODE, "91350100M000100Y43", "91350100M000100Y4Z", Message.CREDIT_CODE_WRONG),
]


@pytest.mark.parametrize(("text_format", "good", "bad", "message"), CASES)
def test_each_format_has_its_judge(
    check: Callable[..., tuple[Finding, ...]], text_format: TextFormat, good: str, bad: str, message: Message
) -> None:
    field = Field("f", FieldType.TEXT, "联系", format=text_format, source="联系方式")
    assert check(field, good) == ()
    (finding,) = check(field, bad)
    assert (finding.code, finding.severity, finding.path) == (message.code, message.severity, ("f",))
    assert finding.source == "联系方式"


def test_each_number_of_a_field_is_told(check: Callable[..., tuple[Finding, ...]]) -> None:
    field = Field("f", FieldType.TEXT, "办公电话", format=TextFormat.PHONE)
    findings = check(field, "62168293、010-621682、1381234567")
    assert findings == tuple(
        Message.PHONE_WRONG.at(("f",), where="“办公电话”", text=text) for text in ("010-621682", "1381234567")
    )


@pytest.mark.parametrize("text", ["无", "暂无", "—", "/", "无传真"])
def test_that_there_is_none_is_an_answer_where_none_is_required(
    check: Callable[..., tuple[Finding, ...]], text: str
) -> None:
    field = Field("fax", FieldType.TEXT, "传真", format=TextFormat.FAX)
    assert check(field, text) == ()
    (finding,) = check(field._replace(required=True), text)
    assert finding == Message.PHONE_UNUSUAL.at(("fax",), where="“传真”", text=text)
