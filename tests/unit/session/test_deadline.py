"""What is left to do, and how long there is."""

import datetime as dt

import pytest

from castforms.model.template import Notice
from castforms.session.deadline import days_left, due_words
from castforms.session.draft_note import DraftNote, DraftState, note_of

DEADLINE = dt.date(2020, 4, 22)


@pytest.mark.parametrize(
    ("today", "short", "long"),
    [
        (dt.date(2020, 4, 19), "还有 3 天", "4月22日截止，还有 3 天"),
        (DEADLINE, "今天截止", "今天（4月22日）截止"),
        (dt.date(2020, 4, 23), "已过截止日期", "4月22日已截止"),
        (dt.date(2021, 4, 22), "已过截止日期", "2020年4月22日已截止"),
    ],
)
def test_time_left_in_words(today: dt.date, short: str, long: str) -> None:
    assert (days_left(DEADLINE, today), due_words(DEADLINE, today)) == (short, long)


def test_without_a_deadline_nothing_is_said() -> None:
    assert (days_left(None, DEADLINE), due_words(None, DEADLINE)) == ("", "")


@pytest.mark.parametrize(
    ("returns", "state", "due"),
    [
        ("盖章PDF版", DraftState.OPEN, "还有 3 天"),
        ("盖章PDF版", DraftState.EXPORTED, "待盖章扫描，还有 3 天"),
        ("盖章PDF版", DraftState.SEALED, "待发送，还有 3 天"),
        ("盖章PDF版", DraftState.SENT, ""),
        ("PDF版", DraftState.EXPORTED, "待发送，还有 3 天"),
    ],
)
def test_a_draft_says_the_next_step_and_the_time_for_it(returns: str, state: DraftState, due: str) -> None:
    notice = Notice("", "", "", deadline=DEADLINE, returns=returns)
    assert DraftNote(0, state).due(notice, dt.date(2020, 4, 19)) == due


def test_the_day_it_was_sent_is_kept_with_the_draft() -> None:
    note = DraftNote(0, DraftState.SENT, "2020-04-20")
    assert note_of(note.members) == note
    assert note.words == "已发送 2020-04-20"
