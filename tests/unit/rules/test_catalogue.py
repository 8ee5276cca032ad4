"""Every message is in the catalogue once and can be told."""

from string import Formatter

import pytest

from castforms.model.finding import Severity
from castforms.rules.catalogue import Message


def test_no_two_messages_share_a_code() -> None:
    assert len({message.code for message in Message}) == len(Message)


@pytest.mark.parametrize("message", Message)
def test_a_finding_carries_what_the_message_says(message: Message) -> None:
    holes = {name: "某" for _, name, _, _ in Formatter().parse(message.template) if name}
    finding = message.at(("unit",), **holes)
    assert (finding.code, finding.severity, finding.source) == (message.code, message.severity, message.source)
    assert finding.path == ("unit",)
    assert finding.message == message.template.format(**holes)


def test_the_notice_decides_the_weight_and_the_source() -> None:
    finding = Message.REQUIRED.at((), severity=Severity.WARNING, source="原则上", where="“单位”")
    assert (finding.severity, finding.source) == (Severity.WARNING, "原则上")


def test_braces_in_an_answer_are_only_text() -> None:
    assert "{0}{where}" in Message.NOT_DATE.at((), where="“日期”", text="{0}{where}", trouble="").message
