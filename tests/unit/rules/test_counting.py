"""字数 are counted as Word counts them."""

import time

import pytest

from castforms.rules.counting import word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\t\u3000", 0),
        ("科技工作者", 5),
        ("科协，工作。", 6),
        ("“合作发展”", 6),
        ("‘一体’", 4),
        ("为民——服务", 6),
        ("等等……", 4),
        ("5·30", 3),
        ("2020年", 2),
        ("2020", 1),
        ("3.5%", 1),
        ("1-9-6-1工作布局", 5),
        ("hello world", 2),
        ("hello, world!", 2),
        ("don’t", 1),
        ("（2020）", 3),
        ("word版PDF版", 4),
        ("①组织", 3),
        ("２０２０", 4),
        ("𠮷林", 2),
        ("\ue001林", 2),
        ("葛\U000e0100", 1),
        ("a\u3000b", 2),
        ("科技\n工作者", 5),
    ],
)
def test_counts_cells_and_words(text: str, count: int) -> None:
    assert word_count(text) == count


def test_counting_is_linear() -> None:
    text = "科协work，2020年" * 100_000
    start = time.process_time()
    count = word_count(text)
    assert count == 600_000
    assert time.process_time() - start < 2
