"""The empty Word package of a style sheet: styles, settings, fonts, footers.  Nothing is left of a template.

Element order follows the schema (ECMA-376 part 1, CT_PPr, CT_RPr, CT_Settings): Word refuses what LibreOffice forgives.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.package import Package

from castforms.model.measure import Face, Measure
from castforms.model.pages import MarkBox
from castforms.model.stylesheet import (
    WORD_NO_LINE_END,
    WORD_NO_LINE_START,
    FontRole,
    Ink,
    ParagraphStyle,
    StyleSheet,
)
from castforms.writers.word_furniture import furniture_parts, relation_id
from castforms.writers.word_mark import MARK_RELATION, mark_picture, mark_run
from castforms.writers.word_numbering import numbering_part
from castforms.writers.word_xml import HEADER, JUSTIFICATION, NAMESPACES, escaped, fonts_attributes, role_face

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 2
"""Half the time of zlib's default for a file 8 % larger."""
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

BUILT_IN = {
    "title": "Title",
    "subtitle": "Subtitle",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
}
"""Roles that are Word's own styles, so that outline, navigation and screen readers know them."""


def new_package(
    document: str,
    used: Iterable[str],
    lists: Sequence[str],
    sheet: StyleSheet,
    measure: Measure,
    mark: MarkBox | None = None,
    *,
    letter: bool = False,
) -> Package:
    """The package around the text of its document part; `used` are the faces (keys) that draw it, `mark` the footers'.

    `lists` has the manner of numbering of each list, in the order of their ids.  With `letter` it has what the pages of
    a letter need beside their text.

    Only the document and the properties are parts that python-docx understands; the others it merely carries.  No part
    refers back to the package (DECISIONS.md, 53).
    """
    package = Package()
    main = Part(PackURI("/word/document.xml"), f"{_TYPES}document.main+xml", document.encode())
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    core = CorePropertiesPart.load(
        PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, _core().encode(), Package()
    )
    package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    style = sheet.mark_of(letter=letter)
    floating = mark_run(mark, style) if mark else ""
    drawn = mark_picture(mark, style) if mark else b""
    picture = Part(PackURI("/word/media/mark.png"), CONTENT_TYPE.PNG, drawn)
    parts = {
        "styles": ("styles", _styles(sheet, measure)),
        "settings": ("settings", _settings()),
        "fontTable": ("fontTable", _font_table(_faces(used, sheet, measure))),
        **furniture_parts(sheet, measure, floating, letter=letter),
        **({"numbering": ("numbering", numbering_part(lists))} if lists else {}),
    }
    for name, (kind, text) in parts.items():
        part = Part(PackURI(f"/word/{name}.xml"), f"{_TYPES}{kind}+xml", text.encode())
        main.load_rel(f"{_RELATIONS}{kind}", part, relation_id(name))
        if mark and kind == "footer":
            part.load_rel(RELATIONSHIP_TYPE.IMAGE, picture, MARK_RELATION)
    return package


def zipped(package: Package) -> bytes:
    """The package as a file; python-docx would put today's date on every part."""
    parts = tuple(dict.fromkeys(_parts(package)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        _write(file, CONTENT_TYPES_URI, _content_types(parts).encode())
        _write(file, PACKAGE_URI.rels_uri, package.rels.xml)
        for part in parts:
            _write(file, part.partname, part.blob)
            if part.rels:
                _write(file, part.partname.rels_uri, part.rels.xml)
    return buffer.getvalue()


def _parts(source: Package | Part) -> Iterator[Part]:
    """What the source refers to, directly or not; `Package.parts` would leave a circle behind (DECISIONS.md, 53)."""
    for relation in source.rels.values():
        yield relation.target_part
        yield from _parts(relation.target_part)


def _write(file: zipfile.ZipFile, name: PackURI, data: bytes) -> None:
    info = zipfile.ZipInfo(name.membername, _ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    file.writestr(info, data, compresslevel=_LEVEL)


def _faces(used: Iterable[str], sheet: StyleSheet, measure: Measure) -> Iterator[Face]:
    """The faces that a style or the text names, so that no earlier document leaves its fonts in this one."""
    number = sheet.page_number
    roles = {style.font for style in sheet.styles.values()} | {number.font}
    styles = [role_face(role, measure).key for role in FontRole if role in roles]
    footer = [measure.glyph(number.font, character).face for character in f"{number.prefix}1{number.suffix}".strip()]
    return (measure.faces[key] for key in dict.fromkeys((*styles, *footer, *used)))


def _content_types(parts: Iterable[Part]) -> str:
    overrides = "".join(
        f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        for part in parts
        if part.content_type != CONTENT_TYPE.XML
    )
    return (
        f'{HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CONTENT_TYPE.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CONTENT_TYPE.XML}"/>{overrides}</Types>'
    )


def _core() -> str:
    return (
        f"{HEADER}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _settings() -> str:
    return (
        f"{HEADER}<w:settings {NAMESPACES}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{escaped(WORD_NO_LINE_END)}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escaped(WORD_NO_LINE_START)}"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table(faces: Iterable[Face]) -> str:
    """Fonts that stand in carry the office font's name as alternate, so that an office PC takes the wished one."""
    fonts: dict[str, str] = {}
    for face in faces:
        fonts[face.word_family] = fonts.get(face.word_family) or face.alternate
    body = "".join(
        f'<w:font w:name="{escaped(name)}">'
        + (f'<w:altName w:val="{escaped(alternate)}"/>' if alternate else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, alternate in fonts.items()
    )
    return f"{HEADER}<w:fonts {NAMESPACES}>{body}</w:fonts>"


def _styles(sheet: StyleSheet, measure: Measure) -> str:
    body_font = fonts_attributes(role_face(FontRole.BODY, measure).word_family)
    styles = "".join(_style(role, style, measure) for role, style in sheet.styles.items())
    number = sheet.page_number
    number_font = fonts_attributes(role_face(number.font, measure).word_family)
    return (
        f"{HEADER}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts {body_font}/><w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/></w:pPr>'
        '<w:rPr><w:snapToGrid w:val="0"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f"{styles}"
        '<w:style w:type="paragraph" w:styleId="footer"><w:name w:val="footer"/>'
        f'<w:aliases w:val="{number.word_name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:line="{number.line}" w:lineRule="exact"/></w:pPr>'
        f'<w:rPr><w:rFonts {number_font}/><w:sz w:val="{round(number.size * 2)}"/>'
        f'<w:szCs w:val="{round(number.size * 2)}"/></w:rPr></w:style></w:styles>'
    )


def _style(role: str, style: ParagraphStyle, measure: Measure) -> str:
    built_in = BUILT_IN.get(role)
    name = f'<w:name w:val="{built_in or escaped(style.word_name)}"/>'
    alias = f'<w:aliases w:val="{escaped(style.word_name)}"/>' if built_in else ""
    custom = "" if built_in else ' w:customStyle="1"'
    outline = f'<w:outlineLvl w:val="{style.outline_level}"/>' if style.outline_level is not None else ""
    font = fonts_attributes(role_face(style.font, measure).word_family)
    spacing = f'<w:spacing w:val="{style.spacing}"/>' if style.spacing else ""
    ink = f'<w:color w:val="{style.ink.value}"/>' if style.ink is not Ink.BLACK else ""
    size = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{role}">{name}{alias}<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/>' if style.keep_next else ''}{_borders(style)}"
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"/>'
        f'<w:ind w:left="{style.left_indent}" w:right="{style.right_indent}" w:firstLine="{style.first_indent}"/>'
        f'<w:jc w:val="{JUSTIFICATION[style.align]}"/>{outline}</w:pPr>'
        f'<w:rPr><w:rFonts {font}/>{ink}{spacing}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _borders(style: ParagraphStyle) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{border.eighths}" w:space="0" w:color="{border.ink.value}"/>'
        for side, border in (("top", style.above), ("bottom", style.below))
        if border
    )
    return f"<w:pBdr>{sides}</w:pBdr>" if sides else ""
