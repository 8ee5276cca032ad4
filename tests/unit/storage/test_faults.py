"""What the operating system refuses is told in Chinese."""

import errno
import os
import re

import pytest

from castforms.storage.faults import unwritable


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_no_refusal_brings_words_of_the_system(code: int) -> None:
    told = str(unwritable("甲", OSError(code, os.strerror(code))))
    assert re.fullmatch(r"无法写入 甲：[^A-Za-z]+", told)


def test_a_name_that_windows_does_not_allow_is_told_as_such() -> None:
    error = OSError(errno.EINVAL, "")
    error.winerror = 123  # type: ignore[attr-defined]
    assert str(unwritable("甲?", error)) == "无法写入 甲?：路径中含有不允许的字符，请改正"


def test_a_refusal_without_a_code_is_told_too() -> None:
    assert "请换一个位置" in str(unwritable("甲", OSError("cannot do that")))
