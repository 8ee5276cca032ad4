"""What a Word file shows beside its text: page numbers, and on the pages of a letter the line at the first page's foot.

A letter's text area begins higher on its first page; on the others an empty page header as high as what is missing
holds the text down.  So a letter is one section, and its text flows from page to page.
"""

from collections.abc import Mapping

from castforms.model.document import Section
from castforms.model.measure import Measure
from castforms.model.stylesheet import Orientation, StyleSheet
from castforms.writers.word_xml import HEADER, NAMESPACES, fonts_attributes

_PARTS = (
    *("styles", "settings", "fontTable", "footer1", "footer2"),
    *("footer3", "footer4", "footer5", "header1", "header2", "header3", "numbering"),
)


def relation_id(part: str) -> str:
    """Relationship id of that part of the package."""
    return f"rId{_PARTS.index(part) + 1}"


def furniture_parts(
    sheet: StyleSheet, measure: Measure, floating: str = "", *, letter: bool
) -> Mapping[str, tuple[str, str]]:
    """Kind and text of each part, by name; odd and even pages have their own.

    `floating` is a run that every footer begins with: the page mark.
    """
    parts = {
        "footer1": ("footer", _number(sheet, measure, floating, even=False)),
        "footer2": ("footer", _number(sheet, measure, floating, even=True)),
    }
    if not letter:
        return parts
    portrait, style = sheet.pages[Orientation.PORTRAIT], sheet.letter
    rule = f'<w:p><w:pPr><w:pStyle w:val="{style.foot_rule}"/></w:pPr>{floating}</w:p>'
    below = portrait.footer - style.foot
    down = portrait.top - style.header
    return parts | {
        "footer3": ("footer", f"{HEADER}<w:ftr {NAMESPACES}>{rule}</w:ftr>"),
        "footer4": ("footer", _number(sheet, measure, floating, even=False, after=below)),
        "footer5": ("footer", _number(sheet, measure, floating, even=True, after=below)),
        "header1": ("header", _header(20)),
        "header2": ("header", _header(down)),
        "header3": ("header", _header(down)),
    }


def section_properties(section: Section, sheet: StyleSheet, *, letters: bool) -> str:
    """Paper, margins and furniture of a section; `letters` where the document has some section that is a letter."""
    page, letter = sheet.pages[section.orientation], sheet.letter
    turned = ' w:orient="landscape"' if section.orientation is Orientation.LANDSCAPE else ""
    top, header, foot = (
        (letter.top, letter.header, letter.foot) if section.letter else (page.top, page.footer, page.footer)
    )
    return (
        f"<w:sectPr>{_references(section, letters=letters)}"
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="{header}" w:footer="{foot}" w:gutter="0"/>{"<w:titlePg/>" if section.letter else ""}</w:sectPr>'
    )


def _references(section: Section, *, letters: bool) -> str:
    """A section without headers of its own would take over those of the letter before it."""
    numbers = {"default": "footer1", "even": "footer2"}
    headers: dict[str, str] = {}
    if section.letter:
        numbers = {"default": "footer4", "even": "footer5", "first": "footer3"}
        headers = {"default": "header2", "even": "header3", "first": "header1"}
    elif letters:
        headers = {"default": "header1", "even": "header1"}
    return "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="{relation_id(part)}"/>'
        for kind, parts in (("header", headers), ("footer", numbers))
        for page, part in parts.items()
    )


def _header(height: int) -> str:
    return f"{HEADER}<w:hdr {NAMESPACES}>{_room(height)}</w:hdr>"


def _room(height: int) -> str:
    """An empty paragraph of that height (twips)."""
    return f'<w:p><w:pPr><w:pStyle w:val="spacer"/><w:spacing w:line="{height}" w:lineRule="exact"/></w:pPr></w:p>'


def _number(sheet: StyleSheet, measure: Measure, floating: str, *, even: bool, after: int = 0) -> str:
    """The number as a field in runs of its own: WPS does not show a field packed into one run.

    `after` twips of room are left below it.
    """
    style = sheet.page_number
    side = "left" if even else "right"

    def run(content: str, sample: str) -> str:
        family = measure.faces[measure.glyph(style.font, sample).face].word_family
        fonts = f'<w:rFonts {fonts_attributes(family)} w:hint="eastAsia"/>'
        return f"<w:r><w:rPr>{fonts}</w:rPr>{content}</w:r>"

    def text(value: str) -> str:
        return run(f'<w:t xml:space="preserve">{value}</w:t>', value.strip())

    return (
        f'{HEADER}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="footer"/>'
        f'<w:ind w:{side}="{style.indent}"/><w:jc w:val="{side}"/></w:pPr>{floating}'
        + text(style.prefix)
        + run('<w:fldChar w:fldCharType="begin"/>', "1")
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>', "1")
        + run('<w:fldChar w:fldCharType="separate"/>', "1")
        + run("<w:t>1</w:t>", "1")
        + run('<w:fldChar w:fldCharType="end"/>', "1")
        + text(style.suffix)
        + f"</w:p>{_room(after) if after else ''}</w:ftr>"
    )
