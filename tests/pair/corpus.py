"""Documents made from a seed: every kind of block, many fonts, and entries of the real forms."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from castforms.compose.composer import compose, compose_output
from castforms.compose.numbering import item_label
from castforms.library.loader import load_template
from castforms.library.profiles import load_profiles
from castforms.model.document import (
    Block,
    Cell,
    Document,
    Hanging,
    ItemNumber,
    PageBreak,
    Paragraph,
    Run,
    SealArea,
    Section,
    Table,
)
from castforms.model.picture import picture_of
from castforms.model.stylesheet import (
    FONT_CHAINS,
    GB_9704,
    Align,
    FontRole,
    Orientation,
    StyleSheet,
)
from tests.pair.answers import Answers, photograph
from tests.pair.prose import Prose
from tests.pair.tables import (
    cell,
    column_widths,
    details,
    exact,
    groups,
    label_cell,
    measures,
    paragraph,
    row,
    tall,
    unruled,
    value_cell,
)

RESOURCES = Path(__file__).parents[2] / "resources"

REALISTIC, TORTURE = "realistic", "torture"

_TEXT_FONTS = (FontRole.TITLE, FontRole.BODY, FontRole.HEADING, FontRole.SUBHEADING, FontRole.PAGE_NUMBER)


@dataclass(frozen=True)
class Case:
    """A document to be written twice, and the layout profile it is set in."""

    name: str
    kind: str
    profile: str
    document: Document


def style_sheets() -> Mapping[str, StyleSheet]:
    """The profiles the pair is measured in: the shipped ones, and GB/T 9704 in other fonts."""
    fonts = {
        "uming": {FontRole.BODY: "AR PL UMing CN", FontRole.SUBHEADING: "AR PL UKai CN"},
        "ukai": {FontRole.BODY: "AR PL UKai CN", FontRole.TITLE: "LXGW WenKai"},
        "wenkai": {FontRole.BODY: "LXGW WenKai", FontRole.HEADING: "AR PL UMing CN"},
        "zenhei": {FontRole.BODY: "WenQuanYi Zen Hei", FontRole.TITLE: "WenQuanYi Zen Hei"},
        "noto": {FontRole.BODY: "Noto Serif CJK SC", FontRole.HEADING: "Noto Sans CJK SC"},
    }
    sheets = dict(load_profiles([RESOURCES / "profiles"]))
    for name, wishes in fonts.items():
        chains = {role: (wishes[role], *chain) if role in wishes else chain for role, chain in FONT_CHAINS.items()}
        sheets[name] = GB_9704._replace(fonts=chains)
    sheets["uming-times"] = sheets["uming"]._replace(latin=FontRole.LATIN)
    sheets["wide-cells"] = GB_9704._replace(table=GB_9704.table._replace(padding=40))
    return sheets


def corpus(seed: int, size: float = 1.0) -> tuple[Case, ...]:
    """The documents of that seed; `size` scales how many there are of each kind (1: more than 300)."""
    return (*_made_up(seed, size), *_filled_forms(seed, size))


def _made_up(seed: int, size: float) -> Iterator[Case]:
    profiles = list(style_sheets())
    for kind, make, count in _MAKERS:
        for k in range(max(1, round(count * size))):
            name = f"{make.__name__.strip('_')}-{k:03}"
            yield Case(name, kind, profiles[k % len(profiles)], make(_prose(seed, name)))


def _filled_forms(seed: int, size: float) -> Iterator[Case]:
    profiles = list(style_sheets())
    for file in sorted((RESOURCES / "templates").glob("*/template.toml")):
        template = load_template(file.parent)
        for k in range(max(1, round(_ENTRIES_OF_EACH_FORM * size))):
            name = f"{template.id}-{k:03}"
            entry = Answers(_prose(seed, name)).entry(template)
            profile = template.profile or profiles[k % len(profiles)]
            yield Case(name, REALISTIC, profile, compose(template, entry))
            for output in template.outputs:
                yield Case(f"{name}-{output.name}", REALISTIC, profile, compose_output(template, output, entry))


def _prose(seed: int, name: str) -> Prose:
    """Prose of its own for each document, so that one more of a kind changes no other."""
    return Prose(random.Random(f"{seed} {name}"))


def _document(prose: Prose, *sections: Section) -> Document:
    return Document(prose("title"), prose("org"), sections)


def _text(prose: Prose) -> Document:
    """Nothing but paragraphs of text."""
    texts = [prose.text(prose.rng.randrange(20, 260)) for _ in range(prose.rng.randrange(2, 7))]
    return _document(prose, Section(tuple(paragraph("body", text) for text in texts)))


def _signs(prose: Prose) -> Document:
    """Points that begin with ①, ※, — or “, in the text, in a list's items and in a table's cells, as they are typed."""

    def point() -> str:
        sign = prose.rng.choice("①②⑩⑴⒈❶㈠Ⅲ※→●▲★■◆·—“‘…【〔（℃№√∑")
        return sign + prose.text(prose.rng.randrange(10, 120))

    texts = [paragraph("body", point()) for _ in range(9)]
    cells = (value_cell(prose, ""), cell("table_body", *(point() for _ in range(5))))
    table = Table((2000, 6844), (row(prose, *cells, splittable=True),))
    return _document(prose, Section((*texts, *_items(prose, "body", 6, point), table)))


def _notice(prose: Prose) -> Document:
    """Title, addressee, text under headings, signature with room for the seal."""
    blocks: list[Block] = []
    if prose.rng.random() < 0.3:
        blocks.append(paragraph("annex_label", f"附件{prose.rng.randrange(1, 9)}"))
    blocks.append(paragraph("title", prose("title")))
    if prose.rng.random() < 0.3:
        blocks.append(paragraph("subtitle", f"（{prose('date')}）"))
    blocks.append(paragraph("body_flush", f"{prose('org')}、{prose('org')}，各{prose('kind')}："))
    blocks += _chapters(prose, prose.rng.randrange(1, 4))
    blocks.append(paragraph("body", prose.cut(prose.rng.randrange(5, 200))))
    if prose.rng.random() < 0.8:
        blocks.append(SealArea(paragraph("signature", prose("org")), paragraph("signature", prose("date"))))
    return _document(prose, Section(tuple(blocks)))


def _chapters(prose: Prose, count: int) -> Iterator[Block]:
    numerals = "一二三四五六七八九"
    for chapter in range(count):
        yield paragraph("heading1", f"{numerals[chapter]}、{prose('heading')}")
        for part in range(prose.rng.randrange(1, 3)):
            yield paragraph("heading2", f"（{numerals[part]}）{prose('heading')}")
            yield paragraph("body", prose.text(prose.rng.randrange(20, 150)))
            if prose.rng.random() < 0.4:
                yield paragraph("heading3", f"{part + 1}.{prose('heading')}")
                yield _run_in_heading(prose)
            if prose.rng.random() < 0.3:
                yield paragraph("heading4", f"（{part + 1}）{prose('heading')}")
                yield paragraph("body", prose.text(30))


def _run_in_heading(prose: Prose) -> Paragraph:
    heading = Run(f"（{prose.rng.randrange(1, 9)}）{prose('heading')}。", prose.rng.choice(_TEXT_FONTS))
    return Paragraph("body", (heading, Run(prose.text(40)), Run(prose("note"), FontRole.SUBHEADING)))


def _mixed(prose: Prose) -> Document:
    """Paragraphs of many styles and fonts, page breaks anywhere."""
    styles = ["body", "body", "body_flush", "note", "form_line", "table_body", "heading2", "annex_label"]
    blocks: list[Block] = []
    for _ in range(prose.rng.randrange(3, 9)):
        style = prose.rng.choice(styles)
        align = prose.rng.choice([None, None, None, Align.LEFT, Align.CENTER, Align.RIGHT])
        longest = 9 if align in {Align.CENTER, Align.RIGHT} else 60  # nobody centres a whole paragraph
        fonts = [prose.rng.choice([None, *_TEXT_FONTS]) for _ in range(3)]
        runs = tuple(Run(prose.cut(prose.rng.randrange(3, longest)), font) for font in fonts)
        blocks.append(Paragraph(style, runs, align=align))
        if prose.rng.random() < 0.1:
            blocks.append(PageBreak())
    return _document(prose, Section(tuple(blocks)))


_TABLES: tuple[Callable[[Prose, int], Table], ...] = (details, measures, groups, tall, exact, unruled)


def _tables(prose: Prose) -> Document:
    """One to three tables with text around them."""
    rng, width = prose.rng, GB_9704.pages[Orientation.PORTRAIT].text_width
    blocks: list[Block] = []
    if rng.random() < 0.6:
        blocks += [paragraph("annex_label", f"附件{rng.randrange(1, 9)}"), paragraph("title", prose("title"))]
    for make in rng.sample(_TABLES, rng.randrange(1, 4)):
        blocks.append(make(prose, width)._replace(page_break_before=bool(blocks) and rng.random() < 0.05))
        if rng.random() < 0.4:
            blocks.append(paragraph(rng.choice(["note", "body", "heading1"]), prose.cut(rng.randrange(8, 90))))
    if rng.random() < 0.2:
        blocks.append(SealArea(paragraph("signature", prose("org")), paragraph("signature", prose("date"))))
    return _document(prose, Section(tuple(blocks)))


def _form_page(make: Callable[[Prose, int], Table], prose: Prose) -> Document:
    """A title and one table."""
    width = GB_9704.pages[Orientation.PORTRAIT].text_width
    return _document(prose, Section((paragraph("title", prose("title")), make(prose, width))))


def _details_page(prose: Prose) -> Document:
    return _form_page(details, prose)


def _measures_page(prose: Prose) -> Document:
    return _form_page(measures, prose)


def _groups_page(prose: Prose) -> Document:
    return _form_page(groups, prose)


def _sections(prose: Prose) -> Document:
    """Sheets lying on their side among upright ones."""
    sections = []
    for _ in range(prose.rng.randrange(2, 4)):
        orientation = prose.rng.choice(list(Orientation))
        width = GB_9704.pages[orientation].text_width
        make = prose.rng.choice((details, measures, groups, unruled))
        blocks: tuple[Block, ...] = (paragraph("title", prose("title")), make(prose, width))
        if prose.rng.random() < 0.5:
            blocks = (*blocks, paragraph("body", prose.text(100)))
        sections.append(Section(blocks, orientation))
    return _document(prose, *sections)


def _items(prose: Prose, style: str, count: int, text: Callable[[], str]) -> Iterator[Paragraph]:
    """A list that a word processor counts by itself, in any manner of counting."""
    manner = prose.rng.choice(["1.", "1．", "（1）", "一、", "（一）", "①"])
    for number in range(1, count + 1):
        label = Run(item_label(manner, number))
        yield Paragraph(style, (label, Run(text())), item=ItemNumber(manner, number))


def _lists(prose: Prose) -> Document:
    """Counted items between paragraphs and in cells."""
    rng = prose.rng
    blocks: list[Block] = [paragraph("title", prose("title"))]
    for _ in range(rng.randrange(1, 4)):
        blocks.append(paragraph("heading1", prose("heading")))
        blocks += _items(prose, "body", rng.randrange(1, 14), lambda: prose.cut(rng.randrange(4, 120)))
    rows = []
    for _ in range(rng.randrange(1, 5)):
        cut = tuple(_items(prose, "table_text", rng.randrange(1, 12), lambda: prose.cut(rng.randrange(2, 60))))
        rows.append(row(prose, label_cell(prose, ""), Cell(cut), splittable=rng.random() < 0.5))
    width = GB_9704.pages[Orientation.PORTRAIT].text_width
    return _document(prose, Section((*blocks, Table(column_widths(rng, width, 2, 2400), tuple(rows)))))


def _signed(prose: Prose) -> Document:
    """A long last paragraph, pictures or attachments, the seal, a remark."""
    rng = prose.rng
    blocks = [paragraph("body", prose.text(rng.randrange(10, 120))) for _ in range(rng.randrange(7))]
    last = prose.cut(rng.randrange(60, 1000))
    blocks.append(paragraph("body", last) if rng.random() < 0.7 else next(_items(prose, "body", 1, lambda: last)))
    between: list[Paragraph] = []
    for k in range(rng.randrange(4)):
        between.append(
            Paragraph("picture", (), picture=picture_of(photograph(600, rng.randrange(300, 900))), keep=True)
        )
        between.append(paragraph("caption", f"图{k + 1} {prose('heading')}"))
    if not between and rng.random() < 0.7:
        between = [paragraph("attachment", f"附件：{k}.{prose('title')}", hanging=Hanging(3)) for k in range(5)]
    seal = SealArea(paragraph("body", prose("org")), paragraph("body", prose("date")))
    remark = [paragraph("body", f"（联系人：{prose.cut(rng.randrange(4, 60))}）")] if rng.random() < 0.5 else []
    return _document(prose, Section((*blocks, *between, seal, *remark)))


def _tortured_lists(prose: Prose) -> Document:
    """Counted items that begin and go on with anything."""
    return _document(prose, Section(tuple(_items(prose, "body", 8, lambda: prose.tortured(60)))))


def _tortured(prose: Prose) -> Document:
    """Words, addresses and marks anywhere."""
    texts = [prose.tortured(prose.rng.randrange(40, 250)) for _ in range(prose.rng.randrange(2, 6))]
    return _document(prose, Section(tuple(paragraph("body", text) for text in texts)))


_MAKERS: tuple[tuple[str, Callable[[Prose], Document], int], ...] = (
    (REALISTIC, _text, 60),
    (REALISTIC, _notice, 60),
    (REALISTIC, _mixed, 30),
    (REALISTIC, _details_page, 25),
    (REALISTIC, _measures_page, 20),
    (REALISTIC, _groups_page, 20),
    (REALISTIC, _tables, 30),
    (REALISTIC, _lists, 25),
    (REALISTIC, _sections, 10),
    (REALISTIC, _signed, 25),
    (REALISTIC, _signs, 15),
    (TORTURE, _tortured_lists, 10),
    (TORTURE, _tortured, 50),
)
_ENTRIES_OF_EACH_FORM = 10
