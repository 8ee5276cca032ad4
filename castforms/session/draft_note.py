"""What is noted beside the entry, so that the list of drafts needs no checks and no fonts."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from castforms.model.template import Notice
from castforms.session.deadline import days_left


class DraftState(StrEnum):
    """How far a return has come; the last three are what the clerk says or does, the first is counted."""

    OPEN = "open"
    EXPORTED = "exported"
    SEALED = "sealed"
    SENT = "sent"


class DraftNote(NamedTuple):
    """Errors and state of a draft."""

    errors: int = 0
    state: DraftState = DraftState.OPEN
    sent: str = ""
    """The day it was sent (ISO), where it was."""

    @property
    def ready(self) -> bool:
        """Whether it can be given out and was not yet."""
        return self.state is DraftState.OPEN and not self.errors

    @property
    def words(self) -> str:
        """The status as the list shows it."""
        if self.state is DraftState.SENT:
            return f"已发送 {self.sent}".rstrip()
        if self.state is not DraftState.OPEN:
            return _WORDS[self.state]
        return f"缺 {self.errors} 项" if self.errors else "可导出"

    def due(self, notice: Notice, today: dt.date) -> str:
        """What is left to do for that notice and how long there is; empty once it was sent."""
        if self.state is DraftState.SENT:
            return ""
        left = ""
        if self.state is not DraftState.OPEN:
            left = "待盖章扫描" if self.state is DraftState.EXPORTED and notice.wants_seal else "待发送"
        return "，".join(filter(None, (left, days_left(notice.deadline, today))))

    @property
    def members(self) -> dict[str, str]:
        """The note as `meta` holds it."""
        return {"errors": str(self.errors), "state": self.state.value, "sent": self.sent}


_WORDS = {DraftState.EXPORTED: "已导出", DraftState.SEALED: "已盖章"}


def note_of(meta: Mapping[str, object]) -> DraftNote:
    """The note in `meta`; what is missing or damaged counts as nothing."""
    state = str(meta.get("state", ""))
    known = DraftState(state) if state in set(DraftState) else DraftState.OPEN
    return DraftNote(number_of(meta, "errors"), known, str(meta.get("sent", "")))


def number_of(meta: Mapping[str, object], name: str) -> int:
    """A number noted in `meta`; zero where there is none."""
    text = str(meta.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def meta_of(beside: Mapping[str, object]) -> Mapping[str, object]:
    """The `meta` member of an entry file; empty where there is none."""
    meta = beside.get("meta")
    return meta if isinstance(meta, Mapping) else {}
