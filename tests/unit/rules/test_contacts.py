"""Phone numbers, addresses and codes are understood as people in China write them."""

import email_validator
import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from castforms.rules.contacts import (
    LONGEST,
    PLAIN_NUMBER,
    Part,
    Verdict,
    judge_contacts,
    judge_credit_code,
    judge_document_number,
    judge_emails,
    judge_mobiles,
    judge_phones,
    judge_postcode,
)


def verdicts(parts: tuple[Part, ...]) -> list[Verdict]:
    return [part.verdict for part in parts]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("（010）62168293", 1),
        ("(010)62168293", 1),
        ("010-62168293", 1),
        ("010 62168293", 1),
        ("010—62168293", 1),
        ("010－62168293", 1),
        ("01062168293", 1),
        ("（０１０）６２１６８２９３", 1),
        ("010 6216 8293", 1),
        ("010-6216-8293", 1),
        ("62168293", 1),
        ("6216829", 1),
        ("6216 8293", 1),
        ("0755-83212345", 1),
        ("(0991)8123456", 1),
        ("+86 10 62168293", 1),
        ("0086-10-62168293", 1),
        ("+86 (010) 62168293", 1),
        ("(86-10)62168293", 1),
        ("13812345678", 1),
        ("138 1234 5678", 1),
        ("138-1234-5678", 1),
        ("+86 138 1234 5678", 1),
        ("19912345678", 1),
        ("400-810-8888", 1),
        ("4008-108-888", 1),
        ("400 810 8888转1", 1),
        ("800-810-8888", 1),
        ("12345", 1),
        ("010-12345", 1),
        ("95588", 1),
        ("+852 2345 6789", 1),
        ("00852-23456789", 1),
        ("（010）62168293-801", 1),
        ("010-62168293转801", 1),
        ("（010）62168293 转 801", 1),
        ("(010)62168293 分机801", 1),
        ("010-62168293转分机801", 1),
        ("62168293-8001、8002", 2),
        ("（010）68571878  68571875  68578092（传真）", 3),
        ("（010）68571878 68571875 68578092（传\n真）", 3),
        ("68571878、68571875", 2),
        ("68571878，68571875；68571876", 3),
        ("68571878,68571875;68571876", 3),
        ("68571878/79", 2),
        ("68571878、80", 2),
        ("62168293\n62168294", 2),
        ("62168293\u3000\u300062168294", 2),
        ("62168293或62168294", 2),
        ("①62168293②62168294", 2),
        ("办公室：62168293，传真：62168294", 2),
        ("刘静68571878 刘国伟68571875", 2),
        ("62168293（办）13812345678（手机）", 2),
        ("Tel: 010-62168293", 1),
        ("电话010-62168293;手机13812345678", 2),
    ],
)
def test_a_phone_field_takes_the_spellings_in_use(text: str, numbers: int) -> None:
    assert verdicts(judge_phones(text)) == [Verdict.GOOD] * numbers


@pytest.mark.parametrize(
    "text", ["无", "暂无", "没有", "/", "—", "同上", "同办公电话", "无传真", "暂无手机。", "没有邮箱"]
)
def test_a_number_may_be_declared_missing(text: str) -> None:
    assert judge_phones(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1381234567",
        "138123456789",
        "010-621682",
        "010-621682933",
        "138xxxx5678",
        "0l0-62168293",
        "联系张三",
        "abc",
        "621682931234567",
        "62168293、1381234567",
        "6" * (LONGEST + 1),
    ],
)
def test_a_phone_field_refuses_what_is_no_number(text: str) -> None:
    assert Verdict.WRONG in verdicts(judge_phones(text))


@given(st.text(st.sampled_from("0000112345689-() +转、"), max_size=16))
@example("010-001")
@example("001")
@example("+")
def test_no_string_of_digits_makes_the_judges_fail(text: str) -> None:
    assert len(judge_mobiles(text)) == len(judge_phones(text))


@pytest.mark.parametrize("text", ["17412345678", "14012345678", "0371-6512345", "010-6216829", "8018"])
def test_a_number_that_may_be_new_or_internal_is_only_unusual(text: str) -> None:
    assert verdicts(judge_phones(text)) == [Verdict.UNUSUAL]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "+86-138-1234-5678",
        "0086 13812345678",
        "１３８１２３４５６７８",
        "+852 6123 4567",
    ],
)
def test_a_mobile_field_takes_mobiles(text: str) -> None:
    assert verdicts(judge_mobiles(text)) == [Verdict.GOOD]


@pytest.mark.parametrize("text", ["62168293", "010-62168293", "400-810-8888", "+86 10 62168293", "17412345678"])
def test_another_number_in_a_mobile_field_is_only_unusual(text: str) -> None:
    assert verdicts(judge_mobiles(text)) == [Verdict.UNUSUAL]


def test_a_mobile_with_a_digit_too_few_is_wrong() -> None:
    assert verdicts(judge_mobiles("13812345678、1381234567")) == [Verdict.GOOD, Verdict.WRONG]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("rczx@cast.org.cn", 1),
        ("rczx＠cast．org．cn", 1),
        ("zhang.san+kx@mail.cast.org.cn", 1),
        ("用户@例子.中国", 1),
        ("a@b.cn；c@d.cn", 2),
        ("a@b.cn, c@d.cn", 2),
        ("a@b.cn c@d.cn", 2),
        ("a@b.cn/c@d.cn", 2),
        ("a@b.cn\nc@d.cn", 2),
        ("邮箱：a@b.cn", 1),
        ("Email : a@b.cn", 1),
        ("mailto:a@b.cn", 1),
        ("a@b.cn（工作）", 1),
        ("张三 <a@b.cn>", 1),
        ("a@b.cn。", 1),
    ],
)
def test_an_email_field_takes_addresses(text: str, addresses: int) -> None:
    assert verdicts(judge_emails(text)) == [Verdict.GOOD] * addresses


@given(st.from_regex(PLAIN_NUMBER, fullmatch=True))
def test_a_number_that_is_good_without_asking_is_good_to_the_library(number: str) -> None:
    assert phonenumbers.is_valid_number(phonenumbers.parse(number, "CN"))


@given(st.from_regex(r"[a-z0-9._-]{1,70}@[a-z0-9.-]{1,70}\.?(cn|com|test)", fullmatch=True))
@example("a@xn--a.cn")
@example("a@-b.cn")
@example("a@b-.com")
@example(f"{'a' * 65}@b.cn")
@example(f"a@{'b' * 64}.cn")
@example("a@0.cn")
def test_an_address_is_judged_as_the_library_judges_it(address: str) -> None:
    try:
        email_validator.validate_email(address, check_deliverability=False)
        wanted = Verdict.GOOD
    except email_validator.EmailNotValidError:
        wanted = Verdict.WRONG
    assert verdicts(judge_emails(address)) == [wanted]


@pytest.mark.parametrize(
    "text", ["rczx#cast.org.cn", "a@b", "a@@b.cn", "a@b..cn", "a.@b.cn", "@b.cn", "a@b，cn", "a b@c.cn", "张三"]
)
def test_an_email_field_refuses_what_is_no_address(text: str) -> None:
    assert Verdict.WRONG in verdicts(judge_emails(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("（010）62168293", 1),
        ("rczx@cast.org.cn", 1),
        ("电话：（010）62168293；邮箱：a@b.cn", 2),
        ("刘静 13812345678", 1),
        ("010-62168293 rczx@cast.org.cn", 2),
    ],
)
def test_a_contact_field_takes_numbers_and_addresses(text: str, parts: int) -> None:
    assert verdicts(judge_contacts(text)) == [Verdict.GOOD] * parts


@pytest.mark.parametrize("text", ["1381234567", "a@b", "0l0-62168293"])
def test_a_contact_field_refuses_a_miswritten_number_or_address(text: str) -> None:
    assert verdicts(judge_contacts(text)) == [Verdict.WRONG]


@pytest.mark.parametrize("text", ["张三", "微信：liujing", "微信：liu2020"])
def test_a_contact_of_another_kind_is_only_unusual(text: str) -> None:
    assert verdicts(judge_contacts(text)) == [Verdict.UNUSUAL]


def test_beside_a_good_contact_a_wrong_one_is_only_unusual() -> None:
    assert verdicts(judge_contacts("a@b.cn、1381234567")) == [Verdict.GOOD, Verdict.UNUSUAL]


@pytest.mark.parametrize("text", ["100081", "１０００８１", " 100081 ", "100 081", "999077"])
def test_a_postcode_has_six_digits(text: str) -> None:
    assert verdicts(judge_postcode(text)) == [Verdict.GOOD]


@pytest.mark.parametrize("text", ["10008", "1000810", "10008a", "邮编"])
def test_another_text_is_no_postcode(text: str) -> None:
    assert verdicts(judge_postcode(text)) == [Verdict.WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "91350100M000100Y43",
        "91440300708461136T",
        "９１４４０３００７０８４６１１３６Ｔ",
        "9144 0300 7084 6113 6t",
        "N2110105MF0123456Y",
    ],
)
def test_a_credit_code_keeps_its_check_character(text: str) -> None:
    assert verdicts(judge_credit_code(text)) == [Verdict.GOOD]


@pytest.mark.parametrize(
    "text", ["91350100M000100Y4Z", "91440300708461136", "91440300708461136TT", "9144030070846113OT", "代码"]
)
def test_a_credit_code_with_a_slip_is_wrong(text: str) -> None:
    assert verdicts(judge_credit_code(text)) == [Verdict.WRONG]


@pytest.mark.parametrize("text", ["科协办函厅字〔2020〕12号", "科协学函综字〔2020〕13号", " 学会函〔2020〕1号 "])
def test_a_document_number_of_the_official_manner(text: str) -> None:
    assert verdicts(judge_document_number(text)) == [Verdict.GOOD]


@pytest.mark.parametrize(
    "text",
    ["学会函[2020]12号", "学会函【2020】12号", "学会函〔2020〕012号", "学会函〔2020〕第1号", "学会函〔20〕1号", "12号"],
)
def test_another_manner_is_unusual(text: str) -> None:
    assert verdicts(judge_document_number(text)) == [Verdict.UNUSUAL]
