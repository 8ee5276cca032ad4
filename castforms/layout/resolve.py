"""Makes the document concrete before it is placed: signatures, page breaks and what a Word file needs between blocks.

Both writers then see the same blocks, so that neither invents a paragraph the other does not have.
"""

from collections.abc import Sequence

from castforms.layout.paragraph import ParagraphLayout, ParagraphSetter
from castforms.model.document import (
    Block,
    Document,
    Indents,
    PageBreak,
    Paragraph,
    Run,
    SealArea,
    Section,
    Table,
)
from castforms.model.stylesheet import StyleSheet

_SPACER = Paragraph("spacer", ())
_TEXT = frozenset({"body", "heading1", "heading2", "heading3", "heading4"})
_SIGNATURE_LINES = 2  # unit and date
_MOST_MOVED = 4
"""Lines of a paragraph that goes to the signature's page whole; of a longer one only the last lines go."""


def resolve(document: Document, setter: ParagraphSetter) -> Document:
    """The document without SealArea and PageBreak blocks, every table followed by a paragraph."""
    return document._replace(sections=tuple(_resolved(section, setter) for section in document.sections))


def _resolved(section: Section, setter: ParagraphSetter) -> Section:
    blocks = _with_headings_after_breaks(_concrete(section, setter), setter.sheet)
    return section._replace(blocks=tuple(_with_spacers(_without_double_spacing(blocks, setter.sheet))))


def _concrete(section: Section, setter: ParagraphSetter) -> list[Block]:
    blocks: list[Block] = []
    break_before = False
    width = setter.sheet.pages[section.orientation].text_width
    for position, block in enumerate(section.blocks):
        match block:
            case PageBreak():
                break_before = bool(blocks)
                continue
            case SealArea():
                remark = _remark(section.blocks[position + 1 :], setter, width)
                _keep_last_text(blocks, setter, width, remark)
                blocks += _signature(block, setter, width, remarked=bool(remark))
            case Paragraph() | Table():
                placed = _settled(block, setter, width) if isinstance(block, Paragraph) else block
                placed = placed._replace(page_break_before=True) if break_before else placed
                if (
                    isinstance(placed, Paragraph)
                    and position == len(section.blocks) - 1
                    and _end_with_kept_date(blocks)
                ):
                    placed = placed._replace(keep=True)  # the remark, whole
                blocks.append(placed)
        break_before = False
    return blocks


def _with_headings_after_breaks(blocks: list[Block], sheet: StyleSheet) -> list[Block]:
    """A heading goes to the new page that what it keeps with begins, rather than stay alone at a page's foot."""
    broken = list(blocks)
    for position, block in enumerate(blocks):
        if not isinstance(block, Paragraph | Table) or not block.page_break_before:
            continue
        first = position
        while first and isinstance(above := blocks[first - 1], Paragraph) and sheet.styles[above.style].keep_next:
            first -= 1
        top = broken[first]
        if first and isinstance(top, Paragraph | Table):  # one that begins the section is a page of its own
            broken[position] = block._replace(page_break_before=False)
            broken[first] = top._replace(page_break_before=True)
    return broken


def _remark(following: Sequence[Block], setter: ParagraphSetter, width: int) -> int:
    """Lines of the short remark below the date (7.3.6), which would be lost on a page of its own; 0: there is none."""
    first = following[0] if following else None
    if not isinstance(first, Paragraph) or setter.sheet.styles[first.style].at_foot:
        return 0
    lines = setter.lines_of(first, width).line_count
    return lines if lines <= _MOST_MOVED else 0


def _end_with_kept_date(blocks: list[Block]) -> bool:
    """Whether what comes next is the remark that stays with its date."""
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph) and last.style == "signature_date" and last.keep


def _settled(paragraph: Paragraph, setter: ParagraphSetter, width: int) -> Paragraph:
    """The paragraph in the style that fits its length, its hanging label turned into indents."""
    while (smaller := setter.sheet.styles[paragraph.style].smaller) and _natural_width(paragraph, setter) > width:
        paragraph = paragraph._replace(style=smaller)
    return _hung(paragraph, setter) if paragraph.hanging else paragraph


def _hung(paragraph: Paragraph, setter: ParagraphSetter) -> Paragraph:
    """Turn-over lines begin below the character after the label (7.3.4, 7.4.2)."""
    hanging, style = paragraph.hanging, setter.sheet.styles[paragraph.style]
    if hanging is None:
        return paragraph
    under = Paragraph(paragraph.style, (Run(hanging.under + paragraph.text),))
    starts = (*setter.measured(under).starts, 0.0)
    before, label = len(hanging.under), hanging.label
    shift, left = round(starts[before]), style.left_indent + round(starts[before + label])
    indents = Indents(left, style.right_indent, style.left_indent + shift - left)
    return paragraph._replace(indents=indents, hanging=None)


def _without_double_spacing(blocks: list[Block], sheet: StyleSheet) -> list[Block]:
    """Spacing after one paragraph and before the next: programs differ on adding them, so only the larger is kept."""
    single = list(blocks)
    after = 0
    for position, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            after = 0
            continue
        style = sheet.styles[block.style]
        before = style.before if block.before is None else block.before
        if after and before and not block.page_break_before:
            single[position] = block._replace(before=max(0, before - after))
        after = style.after
    return single


def _with_spacers(blocks: list[Block]) -> list[Block]:
    """A Word file joins tables that touch, and must not end with one."""
    spaced: list[Block] = []
    for position, block in enumerate(blocks):
        spaced.append(block)
        last = position + 1 == len(blocks)
        if isinstance(block, Table) and (last or isinstance(blocks[position + 1], Table)):
            spaced.append(_SPACER)
    return spaced or [_SPACER]


def _keep_last_text(blocks: list[Block], setter: ParagraphSetter, width: int, remark: int) -> None:
    """The last short paragraphs before a signature stay on its page (7.3.5.4); longer ones are parted if need be."""
    kept = between = 0
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if isinstance(block, Table) and not kept:
            blocks[position] = _with_last_row_kept(block)
            return
        if not isinstance(block, Paragraph) or kept >= setter.sheet.seal.keep_lines:
            return
        lines = _lines_filled(setter.lines_of(block, width), setter.sheet)
        is_text = block.style not in setter.sheet.seal.between
        above = _heading_lines(blocks[:position], setter, width) + bool(between or not is_text)
        if kept + between + lines + above > most_lines_kept(setter.sheet, remark) or (is_text and lines > _MOST_MOVED):
            return
        if between and is_text and begins_text(blocks, position):
            return
        blocks[position] = block._replace(keep=True)
        kept, between = (kept + lines, between) if is_text else (kept, between + lines)


def _lines_filled(layout: ParagraphLayout, sheet: StyleSheet) -> int:
    """Lines of text in whose place it stands, the spacing above it included."""
    return -(-(layout.before + layout.height) // sheet.line_pitch)


def _heading_lines(blocks: list[Block], setter: ParagraphSetter, width: int) -> int:
    """Lines of the headings, or of the picture over its caption, that end these blocks: they go with what follows."""
    lines = 0
    for block in reversed(blocks):
        if not isinstance(block, Paragraph) or not (block.keep or setter.sheet.styles[block.style].keep_next):
            break
        lines += _lines_filled(setter.lines_of(block, width), setter.sheet)
    return lines


def begins_text(blocks: list[Block], position: int) -> bool:
    """Whether nothing but a head stands before: the page with the head must show text as well (7.3.3)."""
    return not any(isinstance(block, Paragraph) and block.style in _TEXT for block in blocks[:position])


def _with_last_row_kept(table: Table) -> Table:
    return table._replace(rows=(*table.rows[:-1], table.rows[-1]._replace(keep_next=True)))


def most_lines_kept(sheet: StyleSheet, remark: int) -> int:
    """What a page holds beside the signature and so many lines of a remark."""
    page = next(iter(sheet.pages.values()))
    return page.text_height // sheet.line_pitch - sheet.seal.blank_lines - _SIGNATURE_LINES - remark


def _signature(area: SealArea, setter: ParagraphSetter, width: int, *, remarked: bool) -> list[Paragraph]:
    """Date 4字 in from the right, unit centred above it but inside the type area (7.3.5.1)."""
    seal, pitch = setter.sheet.seal, setter.sheet.char_pitch
    date_right = seal.date_indent_chars * pitch
    unit, date = area.unit._replace(style="signature"), area.date._replace(style="signature_date")
    date_width = _natural_width(date, setter)
    unit_width = min(_natural_width(unit, setter), width)
    unit_right = round(date_right + (date_width - unit_width) / 2)
    unit_right = min(max(0, unit_right), round(width - unit_width))
    room = seal.blank_lines * setter.sheet.line_pitch
    return [
        unit._replace(indents=Indents(0, unit_right), before=room),
        date._replace(indents=Indents(0, date_right), keep=remarked),
    ]


def _natural_width(paragraph: Paragraph, setter: ParagraphSetter) -> float:
    measured = setter.measured(paragraph)
    return measured.width(0, len(measured.text), measured.spacing)
