"""Tracked changes read both ways."""

import io

import docx
import pytest
from docx.oxml import parse_xml

from castforms.intake.word_revisions import read_revisions
from tests.wordprocessingml import W


def written(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(f'<w:p xmlns:w="{W[1:-1]}">{text}</w:p>')
        )
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def gone(text: str) -> str:
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def come(text: str) -> str:
    return f'<w:ins w:id="2" w:author="x">{said(text)}</w:ins>'


def end(kind: str) -> str:
    return f'<w:pPr><w:rPr><w:{kind} w:id="3" w:author="x"/></w:rPr></w:pPr>'


@pytest.mark.parametrize(
    ("paragraphs", "rejected", "accepted"),
    [
        ([said("甲") + gone("乙") + come("丙")], ("甲乙",), ("甲丙",)),
        ([end("ins") + said("甲"), said("乙")], ("甲乙",), ("甲", "乙")),
        ([end("del") + said("甲"), said("乙")], ("甲", "乙"), ("甲乙",)),
        ([end("del") + gone("甲"), said("乙")], ("甲", "乙"), ("乙",)),
        ([end("ins") + come("甲"), said("乙")], ("乙",), ("甲", "乙")),
    ],
    ids=["words", "split", "join", "paragraph gone", "paragraph come"],
)
def test_both_readings(paragraphs: list[str], rejected: tuple[str, ...], accepted: tuple[str, ...]) -> None:
    assert read_revisions(written(*paragraphs)) == (rejected, accepted)
