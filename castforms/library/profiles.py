"""Layout profiles: an office's variation of GB/T 9704-2012, as the numbers in which it differs."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from castforms.library.faults import FaultLog, TemplateError, TemplateFault
from castforms.library.reader import TableReader, shorten
from castforms.library.toml_file import read_toml, toml_files
from castforms.model.stylesheet import (
    BASELINE_RATIO,
    GB_9704,
    TWIPS_PER_MM,
    TWIPS_PER_POINT,
    Align,
    FontRole,
    Orientation,
    PageStyle,
    ParagraphStyle,
    SealStyle,
    StyleSheet,
    TableStyle,
    twips,
)

PROFILE_LANGUAGE = 1
"""Version of the profile language, the `castforms_profile = 1` line."""
DEFAULT_PROFILE = "gb9704"
"""GB/T 9704-2012 itself."""

_SMALLEST_FONT, _LARGEST_FONT = 5.0, 72.0  # pt
_SMALLEST_LINE = 16.0  # pt, one character of 3号
_LARGEST_LINE = 200.0  # pt
_LARGEST_MARGIN = 80.0  # mm


class Profiles(Mapping[str, StyleSheet]):
    """The usable profiles by id, the default one first."""

    def __init__(
        self, sheets: Mapping[str, StyleSheet], titles: Mapping[str, str], faults: tuple[TemplateFault, ...]
    ) -> None:
        self._sheets = sheets
        self.titles = titles
        self.faults = faults

    def __getitem__(self, profile_id: str) -> StyleSheet:
        return self._sheets[profile_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)


def load_profiles(folders: Sequence[Path]) -> Profiles:
    """GB/T 9704-2012 and every `*.toml` of these folders; those that cannot be used are told by `faults`."""
    sheets, titles = {DEFAULT_PROFILE: GB_9704}, {DEFAULT_PROFILE: "GB/T 9704-2012"}
    faults: list[TemplateFault] = []
    for file in toml_files(folders):
        if file.stem in sheets:
            faults.append(TemplateFault(str(file), "id", f"版式编号“{shorten(file.stem)}”重复，请给文件改名"))
            continue
        try:
            titles[file.stem], sheets[file.stem] = _load(file)
        except TemplateError as error:
            faults.extend(error.faults)
    return Profiles(sheets, titles, tuple(faults))


def load_profile(file: Path) -> StyleSheet:
    """The style sheet a profile makes of GB/T 9704-2012.

    Raises TemplateError with everything that is wrong with it.
    """
    return _load(file)[1]


def _load(file: Path) -> tuple[str, StyleSheet]:
    faults = FaultLog(str(file))
    profile = TableReader(read_toml(file), "", faults)
    if profile.value("castforms_profile") != PROFILE_LANGUAGE:
        profile.fault("castforms_profile", f"第一行应为 castforms_profile = {PROFILE_LANGUAGE}，请改正或升级程序")
    if profile.line("id", None) != file.stem:
        profile.fault("id", f"编号应与文件名“{shorten(file.stem)}”相同")
    title = profile.line("title", None)
    sheet = _sheet(profile)
    profile.finish()
    faults.raise_if_any()
    return title, sheet


def _sheet(profile: TableReader) -> StyleSheet:
    sheet = _with_line_pitch(GB_9704, profile.table("lines"))
    sheet = sheet._replace(
        pages=MappingProxyType(_pages(profile.table("pages"), sheet.pages)),
        styles=MappingProxyType(_styles(profile.table("styles"), sheet.styles)),
        fonts=MappingProxyType(_fonts(profile.table("fonts"), sheet.fonts)),
        table=_table(profile.table("table"), sheet.table),
        seal=_seal(profile.table("seal"), sheet.seal),
    )
    return sheet._replace(latin=profile.member("latin", FontRole, FontRole.LATIN)) if "latin" in profile else sheet


def _with_line_pitch(sheet: StyleSheet, reader: TableReader) -> StyleSheet:
    """Every length that is one 行 follows the one number; the first and the last line stay where they are."""
    pitch = _points(reader, "pitch_pt", sheet.line_pitch, _SMALLEST_LINE)
    reader.finish()
    gained = sheet.line_pitch - pitch
    above = round(BASELINE_RATIO * gained)
    return sheet._replace(
        line_pitch=pitch,
        styles={name: _with_pitch(style, sheet.line_pitch, pitch) for name, style in sheet.styles.items()},
        pages={
            orientation: page._replace(top=page.top + above, bottom=page.bottom + gained - above)
            for orientation, page in sheet.pages.items()
        },
    )


def _with_pitch(style: ParagraphStyle, old: int, new: int) -> ParagraphStyle:
    line, before, after = (new if length == old else length for length in (style.line, style.before, style.after))
    return style._replace(line=line, before=before, after=after)


def _pages(reader: TableReader, pages: Mapping[Orientation, PageStyle]) -> dict[Orientation, PageStyle]:
    changed = {orientation: _page(reader.table(orientation.value), page) for orientation, page in pages.items()}
    reader.finish()
    return changed


def _page(reader: TableReader, page: PageStyle) -> PageStyle:
    changed = page._replace(
        top=_millimetres(reader, "top_mm", page.top),
        bottom=_millimetres(reader, "bottom_mm", page.bottom),
        left=_millimetres(reader, "left_mm", page.left),
        right=_millimetres(reader, "right_mm", page.right),
    )
    if changed.text_width < page.text_width:
        reader.fault("", "左右边距过大，版心变窄后表格会超出版心，请改小")
    reader.finish()
    return changed


def _styles(reader: TableReader, styles: Mapping[str, ParagraphStyle]) -> dict[str, ParagraphStyle]:
    changed = {name: _style(reader.table(name), style) if name in reader else style for name, style in styles.items()}
    for name in styles:
        reader.value(name)
    reader.finish()
    return changed


def _style(reader: TableReader, style: ParagraphStyle) -> ParagraphStyle:
    changed = style._replace(
        font=reader.member("font", FontRole, style.font),
        size=_points(reader, "size_pt", round(style.size * TWIPS_PER_POINT), _SMALLEST_FONT, _LARGEST_FONT)
        / TWIPS_PER_POINT,
        line=_points(reader, "line_pt", style.line),
        first_indent=_points(reader, "first_indent_pt", style.first_indent),
        before=_points(reader, "before_pt", style.before),
        after=_points(reader, "after_pt", style.after),
        align=reader.member("align", Align, style.align),
    )
    if changed.line < changed.size * TWIPS_PER_POINT:
        reader.fault("line_pt", f"行距小于字号 {changed.size:g} 磅，字会被截去，请加大")
    reader.finish()
    return changed


def _fonts(reader: TableReader, fonts: Mapping[FontRole, tuple[str, ...]]) -> dict[FontRole, tuple[str, ...]]:
    changed = {role: reader.texts(role.value) or names for role, names in fonts.items()}
    for role, names in changed.items():
        if any(not 0 < len(name.strip()) < 32 for name in names):
            reader.fault(role.value, "字体名应为 1 到 31 个字符，请改正")
    reader.finish()
    return changed


def _table(reader: TableReader, table: TableStyle) -> TableStyle:
    changed = TableStyle(
        rule=_points(reader, "rule_pt", table.rule, most=6),
        padding=_millimetres(reader, "padding_mm", table.padding, 5),
    )
    reader.finish()
    return changed


def _seal(reader: TableReader, seal: SealStyle) -> SealStyle:
    changed = seal._replace(
        blank_lines=reader.count("blank_lines", 6) if "blank_lines" in reader else seal.blank_lines,
        diameter=_millimetres(reader, "diameter_mm", seal.diameter),
    )
    reader.finish()
    return changed


def _points(reader: TableReader, name: str, usual: int, least: float = 0, most: float = _LARGEST_LINE) -> int:
    """A length in points as twips."""
    return round(reader.measure(name, usual / TWIPS_PER_POINT, most, least) * TWIPS_PER_POINT)


def _millimetres(reader: TableReader, name: str, usual: int, most: float = _LARGEST_MARGIN) -> int:
    """A length in millimetres as twips."""
    return twips(reader.measure(name, usual / TWIPS_PER_MM, most))
