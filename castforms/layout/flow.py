"""The page being filled: takes paragraphs from the top and turns over when it is full."""

from castforms.layout.paragraph import ParagraphLayout
from castforms.layout.revision_marks import mark_strokes
from castforms.model.document import Change
from castforms.model.pages import Bookmark, LineBox, PageBox, RuleBox, SealGuide
from castforms.model.stylesheet import TWIPS_PER_POINT, PageStyle, StyleSheet


class PageFlow:
    """Pages of one section; `y` is how far the type area is filled, in twips from its top."""

    def __init__(self, page: PageStyle, sheet: StyleSheet) -> None:
        self.page, self.sheet = page, sheet
        self.height = page.text_height
        self.y = 0
        self._deliberate = True
        self._pages: list[PageBox] = []
        self._lines: list[LineBox] = []
        self._rules: list[RuleBox] = []
        self._seals: list[SealGuide] = []
        self._bookmarks: list[Bookmark] = []

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
        position = 0
        while position < layout.line_count:
            room = (self.height - self.y) // layout.style.line
            if room <= 0 and not self.at_top:
                self._turn()
                continue
            last = min(layout.line_count, position + max(1, room))
            self.add_lines(layout, position, last, 0, self.y)
            self.y += (last - position) * layout.style.line
            position = last
        self.y += layout.style.after

    def add_lines(
        self, layout: ParagraphLayout, first: int, last: int, x: int, y: int, *, furniture: bool = False
    ) -> None:
        """Places some lines of a paragraph: x and y (twips) from the type area's corner.

        A repeated header row is page furniture: what it says stands in the document only once.
        """
        lines = layout.place(first, last, self.page.left + x, self.page.top + y)
        if last == layout.line_count and layout.paragraph.mark is not Change.KEPT:
            self._rules += mark_strokes(lines[-1], layout.paragraph.mark, layout.style.size)
        self._lines += [line._replace(paragraph=-1) for line in lines] if furniture else lines

    def add_rule(self, x0: int, y0: float, x1: int, y1: float, width: int) -> None:
        """Places a rule between two points of the type area (twips)."""
        left, top = self.page.left, self.page.top
        points = (left + x0, top + y0, left + x1, top + y1, width)
        self._rules.append(RuleBox(*(value / TWIPS_PER_POINT for value in points)))

    def _mark(self, layout: ParagraphLayout) -> None:
        """Notes what the page shows beside its text: an outline entry, the place of a seal."""
        name, style = layout.paragraph.style, layout.style
        top = (self.page.top + self.y) / TWIPS_PER_POINT
        if name == "title" or style.outline_level is not None:
            self._bookmarks.append(Bookmark(layout.paragraph.text, (style.outline_level or 0) + (name != "title"), top))
        if name == "signature_date":
            self._seals.append(self._seal_guide(layout))

    def _seal_guide(self, layout: ParagraphLayout) -> SealGuide:
        """The seal's foot is level with the date's, its middle over the date (7.3.5.1, figure 5)."""
        line = layout.lines[0]
        date_width = layout.measured.width(line.start, line.end, line.spacing)
        diameter = self.sheet.seal.diameter
        x = self.page.left + self.page.text_width - layout.indents.right - date_width / 2
        y = self.page.top + self.y + layout.style.line - diameter / 2
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
            )
        )
        self._lines, self._rules, self._seals, self._bookmarks = [], [], [], []
        self.y = 0
        self._deliberate = False
