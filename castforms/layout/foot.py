"""What stands at the foot of the last page: 版记 (GB/T 9704-2012, 7.4), lowered by spacing: it stays plain text."""

from collections.abc import Sequence
from itertools import takewhile

from castforms.layout.flow import PageFlow
from castforms.layout.paragraph import ParagraphLayout
from castforms.layout.table import TableLayout
from castforms.model.stylesheet import StyleSheet, below_box

_Placeable = ParagraphLayout | TableLayout


def is_first_at_foot(blocks: Sequence[_Placeable], position: int) -> bool:
    """Whether the block is the first of those that stand at the page's foot."""
    return _at_foot(blocks[position]) and (position == 0 or not _at_foot(blocks[position - 1]))


def lowered(flow: PageFlow, blocks: Sequence[_Placeable], position: int) -> _Placeable:
    """The block with the spacing above it that brings those at the foot down; on a new page if there is no room.

    The lowest rule, or the foot of the lowest characters, lies on the type area's foot.  A table that is the first of
    them stays where it is.
    """
    first = blocks[position]
    if isinstance(first, TableLayout):
        return first
    group = list(takewhile(_at_foot, blocks[position:]))
    needed = sum(map(_height, group)) - first.before - _beyond_foot(group[-1])
    foot = flow.height - _below_characters(flow.sheet)
    room = foot - flow.y - needed
    turn = room < 0
    before = flow.page.text_height - _below_characters(flow.sheet) - needed if turn else room
    paragraph = first.paragraph._replace(before=before, page_break_before=turn or first.paragraph.page_break_before)
    return first._replace(paragraph=paragraph)


def _at_foot(block: _Placeable) -> bool:
    if isinstance(block, ParagraphLayout):
        return block.style.at_foot
    return all(paragraph.style.at_foot for row in block.rows for cell in row for paragraph in cell.paragraphs)


def _height(block: _Placeable) -> int:
    if isinstance(block, ParagraphLayout):
        return block.before + block.height + block.style.after
    return sum(block.heights) + block.rule


def _beyond_foot(last: _Placeable) -> int:
    """What of the last block may stand below the type area's foot: the leading below its characters, or its rule."""
    if isinstance(last, TableLayout):
        return 0
    style = last.style
    return style.line if style.above and not last.paragraph.runs else below_box(style.line, style.size)


def _below_characters(sheet: StyleSheet) -> int:
    """How far the text area goes on below the type area, which ends with the characters of the last line."""
    return below_box(sheet.line_pitch, sheet.styles["body"].size)
