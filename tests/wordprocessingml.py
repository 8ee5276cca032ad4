"""The order in which WordprocessingML's elements may stand (ECMA-376 part 1, transitional schema), and who breaks it.

Word refuses a file for what LibreOffice forgives, and no Word runs where the tests run.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PARAGRAPH = """
pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
divId cnfStyle rPr sectPr pPrChange
"""
_RUN = """
ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em
lang eastAsianLayout specVanish oMath rPrChange
"""
_TABLE = """
tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders
shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange
"""
_CELL = """
cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns
cellDel cellMerge tcPrChange
"""
_SECTION = """
headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange
"""
_SETTINGS = """
writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape
printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts
saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter
gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate
linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves
doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation
consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle
defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets
drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery
displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin
drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne
strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema
saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving
saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars
rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures
forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol
listSeparator
"""
_STYLE = """
name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr
"""

CHILDREN: Mapping[str, Mapping[str, int]] = {
    parent: {name: place for place, names in enumerate(order.split()) for name in names.split("|")}
    for parent, order in {
        "document": "background body",
        "body": "p|tbl sectPr",
        "p": "pPr r|ins|del|commentRangeStart|commentRangeEnd",
        "ins": "r",
        "del": "r",
        "r": "rPr t|delText|fldChar|instrText|br|commentReference|drawing",
        "pPr": _PARAGRAPH,
        "numPr": "ilvl numId numberingChange ins",
        "pPrChange": "pPr",
        "rPr": _RUN,
        "pBdr": "top left bottom right between bar",
        "tbl": "tblPr tblGrid tr",
        "tblPr": _TABLE,
        "tblBorders": "top left bottom right insideH insideV",
        "tblCellMar": "top left bottom right",
        "tblGrid": "gridCol",
        "tr": "tblPrEx trPr tc",
        "trPr": "cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader|jc|hidden ins del",
        "tc": "tcPr p|tbl",
        "tcPr": _CELL,
        "sectPr": _SECTION,
        "settings": _SETTINGS,
        "compat": "compatSetting",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "rPrDefault": "rPr",
        "pPrDefault": "pPr",
        "style": _STYLE,
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "num": "abstractNumId lvlOverride",
        "lvlOverride": "startOverride lvl",
        "fonts": "font",
        "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold",
        "ftr": "p|tbl",
        "comments": "comment",
        "comment": "p",
        "hdr": "p|tbl",
    }.items()
}
"""For each element its children, and the place of each in their order; those that may mix share a place."""


def parts(docx: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    """Every part in WordprocessingML's namespace, by name."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield name, ElementTree.fromstring(package.read(name))


def order_faults(docx: bytes) -> list[str]:
    """Children that their parent does not know, or that stand behind one they must precede."""
    return [f"{name}: {fault}" for name, root in parts(docx) for parent in _parents(root) for fault in _faults(parent)]


def _parents(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The element and all below it; a drawing speaks another language."""
    if element.tag != f"{W}drawing":
        yield element
        for child in element:
            yield from _parents(child)


def _faults(parent: ElementTree.Element) -> Iterator[str]:
    tag = parent.tag.removeprefix(W)
    order, last = CHILDREN.get(tag, {}), 0
    for child in parent:
        name = child.tag.removeprefix(W)
        if name not in order:
            yield f"{tag} has no {name}"
        elif order[name] < last:
            yield f"{name} stands too late in {tag}"
        else:
            last = order[name]
