"""Phone numbers, e-mail addresses and codes as people in China write them.

What a valid number is, the libraries know (phonenumbers, email-validator); what stands here is how a field of a Chinese
form is taken apart before they are asked.  They are imported, and the patterns compiled, when first
needed: each library costs tens of milliseconds, the patterns together as much.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

LONGEST = 1000
"""Characters of a contact field that are looked at; a longer one is not a contact."""


class Verdict(IntEnum):
    """What a part of a contact field is; the smallest is the best."""

    GOOD = 0
    UNUSUAL = 1
    """Right in shape but not among the numbers known to be in use, or of another kind than asked for."""
    WRONG = 2


class Part(NamedTuple):
    """A number or address found in a field, as typed but for full-width forms (NFKC)."""

    text: str
    verdict: Verdict


_NOTHING = r"(?:/|(?:暂?无|没有|暂缺)(?:固定电话|办公电话|电话|座机|手机|传真机?|电子邮箱|邮箱)?|同.{1,6}|[-—]+)[。.]?"
_CIRCLED = "[①-⑳]"

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_EXTENSION = r"(?i)(?<=[\d)])\s*(?:转分机号?|转|分机号?|ext\.?|[x#*])\s*:?\s*\d{1,6}(?!\d)"
_DASHED_EXTENSION = r"(?P<number>(?:\D*\d){7,})-{1,2}\d{1,6}"
_BETWEEN_NUMBERS = r"[、,;/|\n\t]|\s{2,}|[\u4e00-\u9fff]+"
_AROUND_NUMBER = r"^[^+(\d]+|\D+$"
_NUMBER = r"(?a)[\d+() .-]{1,40}"
_NO_DIGIT = r"[^\d+]"

_TAIL = r"(?a)\d{1,4}"  # 68571878、80: the next number differs in its last digits only
_MOBILE = r"(?a)(?:(?:\+|00)?86)?0?1[3-9]\d{9}"
_ABROAD = r"(?:\+|00)(?!86)"
_LOCAL = r"(?a)[2-8]\d{6,7}"
_WITH_AREA_CODE = r"(?a)(?:0|(?:00)?860?)(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}"
_SHORT = r"(?a)(?:0(?:10|2\d|[3-9]\d\d))?(?P<number>\d{3,6})"
_INTERNAL = r"(?a)\d{3,6}"

_BETWEEN_ADDRESSES = r"[、,;/\s]+"
_NOTE = r"\([^()@]*\)"
_COLON = r"\s*:\s*"
_ADDRESS_LABEL = r"(?:^|(?<=[\s、,;/]))[^\s@:、,;/]{1,12}:"
_NAME = r"[\u4e00-\u9fff·]+"
_ADDRESS = r"[^\s、,;/|()<>:]+@[^\s、,;/|()<>。]+"

PLAIN_NUMBER = r"(?a)1(?:3\d|5[0-35-9]|8\d)\d{8}|(?:\(0(?:10|2[0-57-9])\)|0(?:10|2[0-57-9])-?)[2-7]\d{7}"
_SHORT_ADDRESS = 60
_PLAIN_ADDRESS = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+(?:cn|com|org|net)"
"""What the libraries are certain to find good: most entries then need none of them; importing both takes 60 ms."""

_DOCUMENT_NUMBER = r"[一-鿿]{2,15}〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,4}号"
_POSTCODE = r"(?a)\d{6}"
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = rf"(?a)[{_CODE_CHARACTERS}]{{2}}\d{{6}}[{_CODE_CHARACTERS}]{{10}}"


def judge_phones(text: str) -> tuple[Part, ...]:
    """Every phone number of the field, mobile and 400 numbers among them.

    Between numbers may stand 、，；/ two spaces, a line end, a name, a note like （传真）; extensions are 转801, -801.
    Local numbers without an area code, service numbers like 12345, and 无 are right too.
    """
    return _judge(text, _phone_parts)


def judge_mobiles(text: str) -> tuple[Part, ...]:
    """Every mobile number of the field; a number that can only be a fixed line's is unusual, not wrong."""
    return tuple(Part(part.text, _as_mobile(part)) for part in judge_phones(text))


def judge_emails(text: str) -> tuple[Part, ...]:
    """Every e-mail address of the field, internationalised ones included; deliverability is not asked."""
    return _judge(text, _email_parts)


def judge_contacts(text: str) -> tuple[Part, ...]:
    """Every phone number and e-mail address of a field that takes both.

    Beside a good one, what is wrong is only unusual; so is a text that holds neither digits nor an address.
    """
    return _judge(text, _contact_parts)


def judge_postcode(text: str) -> tuple[Part, ...]:
    """The postcode: six digits."""
    return _judge(text, _postcode_parts)


def judge_document_number(text: str) -> tuple[Part, ...]:
    """发文字号: the office's words, the year in 〔〕, a number without leading zero, 号 (GB/T 9704-2012, 7.2.5)."""
    plain = text.strip()
    return (Part(plain, Verdict.GOOD if re.fullmatch(_DOCUMENT_NUMBER, plain) else Verdict.UNUSUAL),)


def judge_credit_code(text: str) -> tuple[Part, ...]:
    """The unified social credit code (GB 32100-2015): 18 characters, the last one checks the others."""
    return _judge(text, _credit_code_parts)


def _judge(text: str, parts: Callable[[str], Iterable[Part]]) -> tuple[Part, ...]:
    return (Part(text, Verdict.WRONG),) if len(text) > LONGEST else _taken_apart(text, parts)


@lru_cache(maxsize=256)  # a form is checked again at every key pressed
def _taken_apart(text: str, parts: Callable[[str], Iterable[Part]]) -> tuple[Part, ...]:
    plain = unicodedata.normalize("NFKC", re.sub(_CIRCLED, "、", text)).strip()
    return () if re.fullmatch(_NOTHING, plain) else tuple(parts(plain))


def _part(text: str, good: object) -> Part:
    return Part(text, Verdict.GOOD if good else Verdict.WRONG)


def _phone_parts(plain: str) -> Iterable[Part]:
    pieces = re.split(_BETWEEN_NUMBERS, re.sub(_EXTENSION, "", plain.translate(_DASHES)))
    numbers = [number for piece in pieces if (number := re.sub(_AROUND_NUMBER, "", piece))]
    parts: list[Part] = []
    for number in numbers:
        parts.extend(_numbers(number, follows=bool(parts)))
    return parts or [Part(plain, Verdict.WRONG)]


def _numbers(text: str, *, follows: bool) -> list[Part]:
    whole = Part(text, _verdict(text, follows=follows))
    if whole.verdict is not Verdict.WRONG or " " not in text:
        return [whole]
    parts = list(_spaced_numbers(text.split(), follows=follows))
    return [whole] if any(part.verdict is Verdict.WRONG for part in parts) else parts


def _spaced_numbers(groups: list[str], *, follows: bool) -> Iterator[Part]:
    number = ""
    for group in groups:
        number = f"{number} {group}".strip()
        if _verdict(number, follows=follows) is Verdict.GOOD:
            yield Part(number, Verdict.GOOD)
            number, follows = "", True
    if number:
        yield Part(number, _verdict(number, follows=follows))


def _verdict(number: str, *, follows: bool) -> Verdict:
    if not re.fullmatch(_NUMBER, number):
        return Verdict.WRONG
    if follows and re.fullmatch(_TAIL, number):
        return Verdict.GOOD
    extended = re.fullmatch(_DASHED_EXTENSION, number)
    return min(_number_verdict(number), _number_verdict(extended["number"]) if extended else Verdict.WRONG)


def _number_verdict(number: str) -> Verdict:
    if re.fullmatch(PLAIN_NUMBER, number):
        return Verdict.GOOD
    import phonenumbers  # noqa: PLC0415 see the module's docstring

    parsed = _parsed(number)
    if parsed is None:
        return Verdict.WRONG
    if phonenumbers.is_valid_number(parsed):
        return Verdict.GOOD
    if parsed.country_code != 86:
        return Verdict.UNUSUAL if phonenumbers.is_possible_number(parsed) else Verdict.WRONG
    return _local_verdict(re.sub(_NO_DIGIT, "", number).lstrip("+"))


def _local_verdict(digits: str) -> Verdict:
    if re.fullmatch(_LOCAL, digits) or _is_service_number(digits):
        return Verdict.GOOD
    likely = any(re.fullmatch(shape, digits) for shape in (_MOBILE, _WITH_AREA_CODE, _INTERNAL))
    return Verdict.UNUSUAL if likely else Verdict.WRONG


def _is_service_number(digits: str) -> bool:
    import phonenumbers  # noqa: PLC0415 see the module's docstring

    short = re.fullmatch(_SHORT, digits)
    parsed = _parsed(short["number"]) if short else None
    return parsed is not None and phonenumbers.is_valid_short_number(parsed)


def _parsed(number: str) -> "PhoneNumber | None":
    import phonenumbers  # noqa: PLC0415 see the module's docstring

    try:
        return phonenumbers.parse(number, "CN")
    except phonenumbers.NumberParseException:
        return None


def _as_mobile(part: Part) -> Verdict:
    digits = re.sub(_NO_DIGIT, "", part.text)
    mobile = re.fullmatch(_MOBILE, digits) or re.match(_ABROAD, digits)
    return part.verdict if mobile else max(part.verdict, Verdict.UNUSUAL)


def _email_parts(plain: str) -> Iterable[Part]:
    bare = re.sub(_ADDRESS_LABEL, " ", re.sub(_COLON, ":", re.sub(_NOTE, " ", plain)))
    pieces = [address for piece in re.split(_BETWEEN_ADDRESSES, bare) if (address := piece.strip("<>").rstrip("。."))]
    if not any("@" in piece for piece in pieces):
        return [Part(plain, Verdict.WRONG)]
    return [_part(piece, _is_email(piece)) for piece in pieces if not re.fullmatch(_NAME, piece)]


def _is_email(address: str) -> bool:
    if len(address) <= _SHORT_ADDRESS and re.fullmatch(_PLAIN_ADDRESS, address):
        return True
    import email_validator  # noqa: PLC0415 see the module's docstring

    try:
        email_validator.validate_email(address, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return False
    return True


def _contact_parts(plain: str) -> Iterable[Part]:
    rest = re.sub(_ADDRESS, "、", plain)
    parts = [_part(address, _is_email(address)) for address in re.findall(_ADDRESS, plain)]
    if any(character.isdigit() for character in rest):
        parts.extend(_phone_parts(rest))
    if not any(part.verdict is Verdict.GOOD for part in parts):
        return parts or [Part(plain, Verdict.UNUSUAL)]
    return [Part(part.text, min(part.verdict, Verdict.UNUSUAL)) for part in parts]


def _postcode_parts(plain: str) -> Iterable[Part]:
    return [_part(plain, re.fullmatch(_POSTCODE, plain.replace(" ", "")))]


def _credit_code_parts(plain: str) -> Iterable[Part]:
    code = re.sub(r"[ -]", "", plain).upper()
    values = [_CODE_CHARACTERS.find(character) for character in code]
    weighed = sum(value * pow(3, place, 31) for place, value in enumerate(values[:-1]))  # its table of weights
    return [_part(plain, re.fullmatch(_CREDIT_CODE, code) and (weighed + values[-1]) % 31 == 0)]
