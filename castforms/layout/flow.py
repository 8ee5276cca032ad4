"""The page being filled: takes paragraphs from the top and turns over when it is full."""

from castforms.layout.paragraph import ParagraphLayout
from castforms.layout.revision_marks import mark_strokes
from castforms.model.document import Change, Indents
from castforms.model.pages import Bookmark, LineBox, PageBox, PictureBox, RuleBox, SealGuide
from castforms.model.stylesheet import TWIPS_PER_POINT, Border, Ink, PageStyle, StyleSheet

_TITLES = frozenset({"title", "letter_title"})


class PageFlow:
    """Pages of one section; `y` is how far the type area is filled, in twips from its top.

    The first page of a letter has its own top and a double line at its foot.
    """

    def __init__(self, page: PageStyle, sheet: StyleSheet, *, letter: bool = False) -> None:
        self.page, self.sheet = page, sheet
        self.top = sheet.letter.top if letter else page.top
        self.y = 0
        self._deliberate = True
        self._pages: list[PageBox] = []
        self._lines: list[LineBox] = []
        self._rules: list[RuleBox] = []
        self._seals: list[SealGuide] = []
        self._bookmarks: list[Bookmark] = []
        self._pictures: list[PictureBox] = []
        if letter:
            self._add_foot_rule()

    @property
    def height(self) -> int:
        """Of the page's type area, from its top to its foot."""
        return self.page.height - self.page.bottom - self.top

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self.y == 0

    def new_page(self, *, deliberate: bool = False) -> None:
        """Turns over, unless the page is still empty.

        A `deliberate` page (start of a section, page break before) keeps the spacing above its first paragraph; one
        that began because the last was full swallows it, as Word and LibreOffice do.
        """
        if not self.at_top:
            self._turn()
        self._deliberate = deliberate

    def finished(self) -> list[PageBox]:
        """All pages of the section, at least one."""
        if not self.at_top or not self._pages:
            self._turn()
        return self._pages

    def add_paragraph(self, layout: ParagraphLayout) -> None:
        """Flows the paragraph's lines on from here, over as many pages as they need."""
        if self._deliberate or not self.at_top:
            self.y += layout.before
        self._mark(layout)
        style = layout.style
        self._add_border(style.above, layout.indents)
        position = 0
        while position < layout.line_count:
            room = (self.height - self.y) // layout.style.line
            if room <= 0 and not self.at_top:
                self._turn()
                continue
            last = min(layout.line_count, position + max(1, room))
            self._add_picture(layout)
            self.add_lines(layout, position, last, 0, self.y)
            self.y += (last - position) * layout.style.line
            position = last
        self._add_border(style.below, layout.indents)
        self.y += style.after

    def add_lines(
        self, layout: ParagraphLayout, first: int, last: int, x: int, y: int, *, furniture: bool = False
    ) -> None:
        """Places some lines of a paragraph: x and y (twips) from the type area's corner.

        A repeated header row is page furniture: what it says stands in the document only once.
        """
        lines = layout.place(first, last, self.page.left + x, self.top + y)
        if last == layout.line_count and layout.paragraph.mark is not Change.KEPT:
            self._rules += mark_strokes(lines[-1], layout.paragraph.mark, layout.style.size)
        self._lines += [line._replace(paragraph=-1) for line in lines] if furniture else lines

    def add_rule(self, x0: float, y0: float, x1: float, y1: float, width: int, ink: Ink = Ink.BLACK) -> None:
        """Places a rule between two points of the type area (twips)."""
        left, top = self.page.left, self.top
        x0, y0, x1, y1, stroke = (v / TWIPS_PER_POINT for v in (left + x0, top + y0, left + x1, top + y1, width))
        self._rules.append(RuleBox(x0, y0, x1, y1, stroke, ink))

    def _add_picture(self, layout: ParagraphLayout) -> None:
        """A picture in the middle of its column, in place of the paragraph's line."""
        picture, size = layout.paragraph.picture, layout.picture_size
        if picture and size:
            left = self.page.left + (layout.width - size[0]) / 2
            x, y, width, height = (value / TWIPS_PER_POINT for value in (left, self.top + self.y, *size))
            self._pictures.append(PictureBox(x, y, width, height, picture))

    def _add_border(self, border: Border | None, indents: Indents) -> None:
        """A rule from indent to indent, its upper edge where the page is filled to; a rule's ends project."""
        if border:
            y, end = self.y + border.width / 2, border.width / 2
            self.add_rule(
                indents.left + end, y, self.page.text_width - indents.right - end, y, border.width, border.ink
            )
            self.y += border.width

    def _add_foot_rule(self) -> None:
        """The double line that ends `foot` above the paper's foot (10.1)."""
        letter = self.sheet.letter
        style = self.sheet.styles[letter.foot_rule]
        borders = [border for border in (style.above, style.below) if border]
        indents = Indents(style.left_indent, style.right_indent)
        self.y = self.page.height - letter.foot - self.top - style.line - sum(border.width for border in borders)
        self._add_border(style.above, indents)
        self.y += style.line
        self._add_border(style.below, indents)
        self.y = 0

    def _mark(self, layout: ParagraphLayout) -> None:
        """Notes what the page shows beside its text: an outline entry, the place of a seal."""
        name, style = layout.paragraph.style, layout.style
        top = (self.top + self.y) / TWIPS_PER_POINT
        if name in _TITLES or style.outline_level is not None:
            level = (style.outline_level or 0) + (name not in _TITLES)
            self._bookmarks.append(Bookmark(layout.paragraph.text, level, top))
        if name == "signature_date":
            self._seals.append(self._seal_guide(layout))

    def _seal_guide(self, layout: ParagraphLayout) -> SealGuide:
        """The seal's foot is level with the date's, its middle over the date (7.3.5.1, figure 5)."""
        line = layout.lines[0]
        date_width = layout.measured.width(line.start, line.end, line.spacing)
        diameter = self.sheet.seal.diameter
        x = self.page.left + self.page.text_width - layout.indents.right - date_width / 2
        y = self.top + self.y + layout.style.line - diameter / 2
        return SealGuide(x / TWIPS_PER_POINT, y / TWIPS_PER_POINT, diameter / TWIPS_PER_POINT)

    def _turn(self) -> None:
        page = self.page
        self._pages.append(
            PageBox(
                page.width / TWIPS_PER_POINT,
                page.height / TWIPS_PER_POINT,
                tuple(self._lines),
                tuple(self._rules),
                tuple(self._seals),
                tuple(self._bookmarks),
                pictures=tuple(self._pictures),
            )
        )
        self._lines, self._rules, self._seals, self._bookmarks, self._pictures = [], [], [], [], []
        self.y, self.top = 0, self.page.top
        self._deliberate = False
