"""The paragraphs and tables of a document as WordprocessingML text (ECMA-376 part 1)."""

from collections.abc import Iterator, Mapping
from itertools import accumulate

from castforms.model.document import (
    Cell,
    Change,
    Indents,
    ItemNumber,
    Paragraph,
    PlacedCell,
    Row,
    Table,
    place_cells,
)
from castforms.model.measure import Face, Measure
from castforms.model.pages import SetParagraph
from castforms.model.picture import Picture
from castforms.model.stylesheet import Align, FontRole, HeightRule, StyleSheet
from castforms.writers.word_drawing import drawing
from castforms.writers.word_revision import ELEMENTS, Revision, comment_paragraphs

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

JUSTIFICATION = {align: "both" if align is Align.JUSTIFY else align.value for align in Align}
_HEIGHT_RULES = {HeightRule.AT_LEAST: "atLeast", HeightRule.EXACT: "exact"}


def escaped(text: str) -> str:
    """The text with XML's own characters escaped, fit for element and attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def unescaped(text: str) -> str:
    """What `escaped` was given."""
    if "&" not in text:
        return text
    return text.replace("&quot;", '"').replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")


def fonts_attributes(family: str, western: str = "") -> str:
    """The attributes of w:rFonts: one font for every script, because our own layout chose it per character.

    Only what a word processor writes by itself, a number, may need another one for its Western characters.
    """
    name, latin = escaped(family), escaped(western or family)
    return f'w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"'


def role_face(role: FontRole, measure: Measure) -> Face:
    """The face that draws the role's ordinary Han characters."""
    return measure.faces[measure.glyph(role, "国").face]


class BodyWriter:
    """Writes blocks in reading order, taking each paragraph's lines and faces from the layout as it goes."""

    def __init__(
        self, sheet: StyleSheet, measure: Measure, paragraphs: tuple[SetParagraph, ...], revision: Revision
    ) -> None:
        self._sheet = sheet
        self._measure = measure
        self._set = iter(paragraphs)
        self.pictures: list[Picture] = []
        """What was drawn so far, in order."""
        self._revision = revision
        self.lists: list[str] = []
        """The manner of numbering of each list begun so far; a list's id is its position here, from 1."""
        self._run_properties: dict[tuple[str, str, int, str], str] = {}
        self._style_families: dict[str, str] = {}

    def paragraph(
        self, paragraph: Paragraph, *, keep_next: bool = False, page_break: bool = False, end: str = ""
    ) -> str:
        """A paragraph; `end` is what its properties end with (the properties of a section that it closes)."""
        setting = next(self._set)
        properties = self._paragraph_properties(paragraph, keep_next=keep_next, page_break=page_break)
        self._revision.next_paragraph()
        if paragraph.item:
            end = self._label_properties(paragraph, setting) + end
        elif paragraph.mark is not Change.KEPT:
            end = f"<w:rPr>{self._changed(paragraph.mark)}</w:rPr>{end}"
        if paragraph.picture and setting.picture_size:
            runs = self._drawing(paragraph.picture, setting.picture_size)
            spacing = _picture_spacing(paragraph, setting.picture_size[1] + self._sheet.picture.below)
            properties = properties.replace("<w:spacing/>", spacing)
        else:
            content = self._commented(paragraph, setting) if paragraph.comment else self._runs(paragraph, setting)
            runs = "".join(content)
        return f"<w:p><w:pPr>{properties}{end}</w:pPr>{runs}</w:p>"

    def _drawing(self, picture: Picture, size: tuple[int, int]) -> str:
        """The picture as a character of its line."""
        self.pictures.append(picture)
        return drawing(len(self.pictures), size)

    def table(self, table: Table) -> str:
        """A table on its fixed grid."""
        style = self._sheet.table
        border = f'w:val="single" w:sz="{style.rule * 8 // 20}" w:space="0" w:color="000000"'
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        none = 'w:val="none" w:sz="0" w:space="0" w:color="auto"'
        borders = "".join(f"<w:{side} {border if table.ruled else none}/>" for side in sides)
        margins = "".join(
            f'<w:{side} w:w="{width}" w:type="dxa"/>'
            for side, width in (("top", 0), ("left", style.padding), ("bottom", 0), ("right", style.padding))
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.columns)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(table.columns)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(self._rows(table))}</w:tbl>"
        )

    def _rows(self, table: Table) -> Iterator[str]:
        placed = place_cells(table)
        by_row: list[list[PlacedCell]] = [[] for _ in table.rows]
        for cell in placed:
            for r in range(cell.row, cell.row + cell.cell.rowspan):
                by_row[r].append(cell)
        for r, row in enumerate(table.rows):
            cells = sorted(by_row[r], key=lambda cell: cell.column)
            written = "".join(
                self._cell(table, cell, r, keep_next=row.keep_next, page_break=table.page_break_before and r == k == 0)
                for k, cell in enumerate(cells)
            )
            yield f"<w:tr>{_row_properties(row)}{written}</w:tr>"

    def _cell(self, table: Table, placed: PlacedCell, row: int, *, keep_next: bool, page_break: bool) -> str:
        cell, continued = placed.cell, placed.row != row
        width = sum(table.columns[placed.column : placed.column + cell.colspan])
        properties = _cell_properties(cell, width, continued=continued)
        if continued:
            keep = "<w:keepNext/>" if keep_next else ""
            content = f'<w:p><w:pPr><w:pStyle w:val="spacer"/>{keep}</w:pPr></w:p>'
        else:
            content = "".join(
                self.paragraph(paragraph, keep_next=keep_next, page_break=page_break and position == 0)
                for position, paragraph in enumerate(cell.paragraphs)
            )
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"

    def _paragraph_properties(self, paragraph: Paragraph, *, keep_next: bool, page_break: bool) -> str:
        properties = f'<w:pStyle w:val="{paragraph.style}"/>'
        if keep_next or paragraph.keep:
            properties += "<w:keepNext/>"
        if paragraph.keep:
            properties += "<w:keepLines/>"
        if page_break or paragraph.page_break_before:
            properties += "<w:pageBreakBefore/>"
        if paragraph.item:
            properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._list_of(paragraph.item)}"/></w:numPr>'
        if paragraph.picture:
            properties += "<w:spacing/>"
        elif paragraph.before is not None:
            properties += f'<w:spacing w:before="{paragraph.before}"/>'
        if paragraph.indents or paragraph.item:  # a list's level would bring indents of its own
            style = self._sheet.styles[paragraph.style]
            indents = paragraph.indents or Indents(style.left_indent, style.right_indent, style.first_indent)
            first = f'w:hanging="{-indents.first}"' if indents.first < 0 else f'w:firstLine="{indents.first}"'
            properties += f'<w:ind w:left="{indents.left}" w:right="{indents.right}" {first}/>'
        if paragraph.align:
            properties += f'<w:jc w:val="{JUSTIFICATION[paragraph.align]}"/>'
        return properties

    def _list_of(self, item: ItemNumber) -> int:
        if item.number == 1:
            self.lists.append(item.manner)
        return len(self.lists)

    def _label_properties(self, paragraph: Paragraph, setting: SetParagraph) -> str:
        """An item's number looks as the mark of its paragraph does: one spacing, and at most two faces.

        The spacing is that of its last character; the layout knows to which of the others LibreOffice gives it.
        """
        label = paragraph.runs[0].text
        spacing = next(span.spacing for span in setting.spacings if span.end >= len(label))
        drawn = [next(span.face for span in setting.faces if span.end > k) for k in range(len(label))]
        western = next((face for c, face in zip(label, drawn, strict=True) if c.isascii()), drawn[0])
        other = next((face for c, face in zip(label, drawn, strict=True) if not c.isascii()), western)
        return self._properties(paragraph.style, other, spacing, western)

    def _commented(self, paragraph: Paragraph, setting: SetParagraph) -> Iterator[str]:
        """The runs with the comment around those that were changed."""
        runs = list(self._runs(paragraph, setting))
        changed = [k for k, run in enumerate(runs) if not run.startswith("<w:r>")]
        first, last = (changed[0], changed[-1] + 1) if changed else (len(runs), len(runs))
        number = self._revision.comment(paragraph.comment)
        start, end = (f'<w:commentRange{side} w:id="{number}"/>' for side in ("Start", "End"))
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        yield from (*runs[:first], start, *runs[first:last], end, reference, *runs[last:])

    def _runs(self, paragraph: Paragraph, setting: SetParagraph) -> Iterator[str]:
        """Runs are cut where the style's run, the face or a pinned spacing changes, nowhere else.

        An item's label is left out: the word processor counts it.
        """
        text, start = paragraph.text, 0
        label = len(paragraph.runs[0].text) if paragraph.item else 0
        for end, change, face, spacing in _spans(paragraph, setting):
            if end > label:
                properties = self._properties(paragraph.style, face, spacing)
                yield self._run(escaped(text[max(start, label) : end]), properties, change)
            start = end

    def _run(self, text: str, properties: str, change: Change) -> str:
        tag = "delText" if change is Change.DELETED else "t"
        run = f'<w:r>{properties}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
        if change is Change.KEPT:
            return run
        return self._changed(change, run)

    def _changed(self, change: Change, content: str = "") -> str:
        name = ELEMENTS[change]
        return f"<w:{name}{_attributes(self._revision.attributes())}>{content}</w:{name}>"

    def _properties(self, style_name: str, face: str, spacing: int, western: str = "") -> str:
        key = (style_name, face, spacing, western)
        found = self._run_properties.get(key)
        if found is None:
            style = self._sheet.styles[style_name]
            family = self._measure.faces[face].word_family
            latin = self._measure.faces[western or face].word_family
            fonts = f"{fonts_attributes(family, latin)} " if {family, latin} != {self._family_of(style_name)} else ""
            pin = f'<w:spacing w:val="{spacing}"/>' if spacing != style.spacing else ""
            # the hint keeps “ ” — … in the East Asian font (MS-OI29500 2.1.88)
            found = f'<w:rPr><w:rFonts {fonts}w:hint="eastAsia"/>{pin}</w:rPr>'
            self._run_properties[key] = found
        return found

    def _family_of(self, style_name: str) -> str:
        family = self._style_families.get(style_name)
        if family is None:
            glyph = self._measure.glyph(self._sheet.styles[style_name].font, "国")
            family = self._style_families[style_name] = self._measure.faces[glyph.face].word_family
        return family


def comments_xml(revision: Revision) -> str:
    """The part that holds the comments."""
    body = "".join(
        f"<w:comment{_attributes(revision.comment_attributes(number))}>{_comment(text)}</w:comment>"
        for number, text in enumerate(revision.comments, revision.first_comment)
    )
    return f"{HEADER}<w:comments {NAMESPACES}>{body}</w:comments>"


def _comment(text: str) -> str:
    return "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escaped(line)}</w:t></w:r></w:p>' for line in comment_paragraphs(text)
    )


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f' w:{name}="{escaped(value)}"' for name, value in values.items())


def _picture_spacing(paragraph: Paragraph, line: int) -> str:
    """At least the picture's height: an exact line would cut it off."""
    before = f' w:before="{paragraph.before}"' if paragraph.before is not None else ""
    return f'<w:spacing{before} w:line="{line}" w:lineRule="atLeast"/>'


def _spans(paragraph: Paragraph, setting: SetParagraph) -> Iterator[tuple[int, Change, str, int]]:
    """End, revision, face and spacing of each stretch of the paragraph that is one run."""
    run_ends = list(accumulate(len(run.text) for run in paragraph.runs))
    faces, spacings = setting.faces, setting.spacings
    position, run, face, pin = 0, 0, 0, 0
    while position < len(paragraph.text):
        run += run_ends[run] <= position
        face += faces[face].end <= position
        pin += spacings[pin].end <= position
        position = min(run_ends[run], faces[face].end, spacings[pin].end)
        yield position, paragraph.runs[run].change, faces[face].face, spacings[pin].spacing


def _row_properties(row: Row) -> str:
    properties = "" if row.splittable else "<w:cantSplit/>"
    if row.height_rule is not HeightRule.AUTO:
        properties += f'<w:trHeight w:val="{row.height}" w:hRule="{_HEIGHT_RULES[row.height_rule]}"/>'
    if row.header:
        properties += "<w:tblHeader/>"
    return f"<w:trPr>{properties}</w:trPr>" if properties else ""


def _cell_properties(cell: Cell, width: int, *, continued: bool) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if cell.colspan > 1:
        properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
    if cell.rowspan > 1:
        properties += "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'
    return f'{properties}<w:vAlign w:val="{cell.valign.value}"/>'
