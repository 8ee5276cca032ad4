"""Text on the page of the seal (GB/T 9704-2012, 7.3.5.4), where nothing else brought two lines of it there.

A last paragraph that is too long to move whole is parted between two of its lines, as a page's end would part it, and
its last lines go with the pictures or attachments below it to the signature's page.
"""

from collections.abc import Iterator, Sequence

from castforms.layout.paragraph import ParagraphSetter
from castforms.layout.resolve import begins_text, most_lines_kept
from castforms.model.document import Block, Change, Document, Indents, Paragraph, Run, Section, paragraphs_of
from castforms.model.pages import PageBox
from castforms.model.stylesheet import Align, StyleSheet


def with_text_beside_seals(document: Document, pages: Sequence[PageBox], setter: ParagraphSetter) -> Document | None:
    """The document with paragraphs parted where a signature has too little text beside it; None if all have enough.

    `document` is the resolved one that was placed on the pages.
    """
    lonely = _lonely_signatures(document, pages, setter.sheet)
    if not lonely:
        return None
    number, changed = 0, False
    sections: list[Section] = []
    for section in document.sections:
        blocks = list(section.blocks)
        width = setter.sheet.pages[section.orientation].text_width
        for position in reversed([*_positions(section, number, lonely)]):
            remark = _remark_lines(blocks[position + 1 :], setter, width)
            brought = _bring_text(blocks[:position], setter, width, remark)
            changed |= brought is not None
            blocks[:position] = blocks[:position] if brought is None else brought
        number += sum(1 for block in section.blocks for _ in paragraphs_of(block))
        sections.append(section._replace(blocks=tuple(blocks)))
    return document._replace(sections=tuple(sections)) if changed else None


def _lonely_signatures(document: Document, pages: Sequence[PageBox], sheet: StyleSheet) -> set[int]:
    """Numbers of the signatures on whose page less text stands before them than the standard asks for."""
    if not any(_is_signature(block) for section in document.sections for block in section.blocks):
        return set()
    styles = [p.style for section in document.sections for block in section.blocks for p in paragraphs_of(block)]
    lonely: set[int] = set()
    for page in pages:
        text = 0
        for line in page.lines:
            style = styles[line.paragraph] if line.paragraph >= 0 else ""
            if style == "signature" and text < sheet.seal.keep_lines:
                lonely.add(line.paragraph)
            text += bool(style) and style not in sheet.seal.between
    return lonely


def _is_signature(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style == "signature"


def _positions(section: Section, number: int, wanted: set[int]) -> Iterator[int]:
    """Where among the section's blocks the wanted paragraphs are; its own count from `number`."""
    for position, block in enumerate(section.blocks):
        if number in wanted and _is_signature(block):
            yield position
        number += sum(1 for _ in paragraphs_of(block))


def _remark_lines(following: list[Block], setter: ParagraphSetter, width: int) -> int:
    """Of the remark that is kept with the date, the first of these blocks."""
    match following:
        case [Paragraph(keep=True), Paragraph() as remark, *_]:
            return setter.lines_of(remark, width).line_count
    return 0


def _bring_text(blocks: list[Block], setter: ParagraphSetter, width: int, remark: int) -> list[Block] | None:
    """The blocks before a signature, those at the end kept with it and the one before them parted; None if it can't."""
    wanted = setter.sheet.seal.keep_lines
    going: list[Paragraph] = []
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if not isinstance(block, Paragraph):
            return None
        lines = 0 if block.style in setter.sheet.seal.between else setter.lines_of(block, width).line_count
        if lines > wanted:
            first, *last = _parted(block, wanted, setter, width) or (block,)
            kept = _fitting([*last, *going], setter, width, remark) if last else None
            return [*blocks[:position], first, *kept] if kept else None
        going.insert(0, block._replace(keep=True))
        wanted -= lines
        if wanted <= 0:
            kept = None if begins_text(blocks, position) else _fitting(going, setter, width, remark)
            return [*blocks[:position], *kept] if kept else None
    return None


def _fitting(going: list[Paragraph], setter: ParagraphSetter, width: int, remark: int) -> list[Paragraph] | None:
    """The paragraphs, their pictures small enough for all to stand beside the signature; None if too small."""
    sheet = setter.sheet
    layouts = [setter.lines_of(paragraph, width) for paragraph in going]
    pictures = sum(1 for layout in layouts if layout.picture_size)
    room = most_lines_kept(sheet, remark) * sheet.line_pitch - sum(
        layout.before + layout.style.after for layout in layouts
    )
    beside = sum(layout.height for layout in layouts if not layout.picture_size)
    if beside + sum(layout.height for layout in layouts if layout.picture_size) <= room:
        return going
    most = (room - beside) // max(1, pictures) - sheet.picture.below
    if most < sheet.picture.least_height or not pictures:
        return None
    return [paragraph._replace(most_height=most) if paragraph.picture else paragraph for paragraph in going]


def _parted(paragraph: Paragraph, tail: int, setter: ParagraphSetter, width: int) -> tuple[Paragraph, Paragraph] | None:
    """The paragraph in two, the second of `tail` lines, or of more where the first would not end as a page does."""
    layout = setter.lines_of(paragraph, width)
    for count in range(layout.line_count - tail, 0, -1):
        runs, rest = _cut(paragraph.runs, layout.lines[count].start)
        first = paragraph._replace(runs=runs, align=Align.DISTRIBUTE, mark=Change.KEPT)
        if [line.end for line in setter.lines_of(first, width).lines] == [line.end for line in layout.lines[:count]]:
            return first, _continued(paragraph, rest, layout.indents, setter.sheet)
    return None


def _cut(runs: Sequence[Run], at: int) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    before: list[Run] = []
    after: list[Run] = []
    for run in runs:
        before += [run._replace(text=run.text[:at])] if at > 0 else []
        after += [run._replace(text=run.text[max(0, at) :])] if at < len(run.text) else []
        at -= len(run.text)
    return tuple(before), tuple(after)


def _continued(paragraph: Paragraph, runs: tuple[Run, ...], indents: Indents, sheet: StyleSheet) -> Paragraph:
    """What goes on without an indent, in a style of its own: who reads the file knows that no paragraph begins here."""
    font = sheet.styles[paragraph.style].font
    return Paragraph(
        "continued",
        tuple(run._replace(font=run.font or font) for run in runs),
        paragraph.path,
        indents=indents._replace(first=0),
        keep=True,
        mark=paragraph.mark,
    )
