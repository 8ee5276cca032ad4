"""What the readings of all pictures say together: which pages are there, and what is to be put right or asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from castforms.model.page_mark import PageMark
from castforms.model.pages import PageBox, PagedDocument
from castforms.model.scan import (
    Alteration,
    AlterationKind,
    Colouring,
    Identified,
    PageReading,
    Remark,
    ScanResult,
    Seal,
    SealPlace,
)
from castforms.session.scan_remarks import ScanMessage
from castforms.session.seal_label import asks_for_seal

SEAL_DIAMETERS = (45.0, 42.0)
"""mm: national and local societies (seal rules of the ministries, 1993)."""

MOST_OVAL = 0.6
"""mm by which the diameters of a seal may differ: where they differ more the paper is not flat as it was laid, and the
diameter may be off by more than half a millimetre (see the bench `empty-pages`)."""

_OFF_DIAMETER = 1.0
_LEAST_DPI = 100
_MM_PER_POINT = 25.4 / 72
_MOST_PLACES = 4
_BESIDE = 3.0
"""mm by which a seal may miss its place and still be taken to cover it."""
_HALF_DATE = 20.0
_WHAT = {AlterationKind.ADDED: "多出的笔迹", AlterationKind.CHANGED: "文字不同", AlterationKind.UNCLEAR: ""}


@dataclass(frozen=True, slots=True)
class Expected:
    """What a complete return is."""

    mark: PageMark
    """Of the return, the page aside."""
    places: tuple[SealPlace, ...]

    @property
    def pages(self) -> int:
        """How many there must be."""
        return self.mark.pages


def seal_places(paged: PagedDocument) -> tuple[SealPlace, ...]:
    """Where seals belong: over unit and date of a signature, or at a line of the form that asks for one."""
    return tuple(place for number, page in enumerate(paged.pages, start=1) for place in _places(number, page))


def _places(number: int, page: PageBox) -> Iterator[SealPlace]:
    for guide in page.seals:
        x, y, radius = (value * _MM_PER_POINT for value in (guide.x, guide.y, guide.diameter / 2))
        yield SealPlace(number, x - _HALF_DATE, y, x + _HALF_DATE, y + radius)
    for line in page.lines:
        if asks_for_seal(line):
            last = line.runs[-1]
            left, right = line.runs[0].x, last.x + last.width
            box = (left, line.baseline - last.size, right, line.baseline + 0.2 * last.size)
            yield SealPlace(number, *(value * _MM_PER_POINT for value in box))


def judge(readings: Sequence[PageReading], faults: Sequence[Remark], expected: Expected) -> ScanResult:
    """The return as a whole; `faults` are the files that could not be read."""
    usable = [reading for reading in readings if _usable(reading, expected)]
    wanted = {place.page for place in expected.places}
    chosen = []
    doubled = []
    for page in range(1, expected.pages + 1):
        copies = [reading for reading in usable if reading.page == page]
        if copies:
            chosen.append(max(copies, key=lambda reading: _worth(reading, sealed=page in wanted)))
        if len(copies) > 1:
            doubled.append(page)
    missing = tuple(sorted(set(range(1, expected.pages + 1)) - {reading.page for reading in chosen}))
    remarks = [*faults]
    for reading in readings:
        remarks += _about_picture(reading, expected)
    if missing and usable:
        remarks.append(ScanMessage.MISSING.about(pages="、".join(map(str, missing))))
    for page in doubled:
        remarks.append(_doubled(page, [reading for reading in usable if reading.page == page], chosen))
    for reading in chosen:
        remarks += _about_page(reading, expected)
    numbers = [reading.page for reading in usable]
    if numbers != sorted(numbers):
        remarks.append(ScanMessage.REORDERED.about(pages=expected.pages))
    return ScanResult(expected.pages, tuple(readings), tuple(chosen), missing, tuple(doubled), tuple(remarks))


def _usable(reading: PageReading, expected: Expected) -> bool:
    return reading.compared and not _of_other(reading, expected) and 1 <= reading.page <= expected.pages


def _of_other(reading: PageReading, expected: Expected) -> bool:
    """Whether the mark says that the page belongs to another document or version."""
    return reading.mark is not None and reading.mark._replace(page=expected.mark.page) != expected.mark


def _worth(reading: PageReading, *, sealed: bool) -> tuple[bool, bool, float]:
    coloured = reading.colouring is Colouring.COLOUR
    return sealed and bool(reading.seals), sealed and coloured, reading.agreement * min(reading.dpi, 200)


def _about_picture(reading: PageReading, expected: Expected) -> Iterator[Remark]:
    where, source = _where(reading), reading.source
    if reading.blank:
        yield ScanMessage.BLANK.about(source=source, where=where)
    elif _of_other(reading, expected) and reading.mark:
        same = reading.mark.document == expected.mark.document
        message = ScanMessage.OTHER_VERSION if same else ScanMessage.OTHER_DOCUMENT
        yield message.about(source=source, where=where, number=reading.mark.page or "?")
    elif reading.identified is Identified.NOT:
        yield ScanMessage.UNKNOWN.about(source=source, where=where)
    elif not reading.compared:
        yield ScanMessage.NOT_COMPARED.about(reading.page, source, where=where)
    elif reading.rivals:
        rivals = "、".join(map(str, reading.rivals))
        yield ScanMessage.RIVALS.about(reading.page, source, where=where, rivals=rivals)
    if reading.compared and reading.turned:
        yield ScanMessage.TURNED.about(reading.page, source, where=where)


def _doubled(page: int, copies: Sequence[PageReading], chosen: Sequence[PageReading]) -> Remark:
    used = next(reading for reading in chosen if reading.page == page)
    sources = "、".join(map(_where, copies))
    return ScanMessage.DOUBLED.about(page, count=len(copies), sources=sources, chosen=_where(used))


def _about_page(reading: PageReading, expected: Expected) -> Iterator[Remark]:
    page, source = reading.page, reading.source
    if reading.dpi < _LEAST_DPI:
        yield ScanMessage.LOW_RESOLUTION.about(page, source, dpi=round(reading.dpi))
    yield from _about_seals(reading, expected)
    if reading.doubtful:
        yield ScanMessage.DOUBTFUL.about(page, source)
        return
    unclear = [each for each in reading.alterations if each.kind is AlterationKind.UNCLEAR]
    altered = [each for each in reading.alterations if each.kind is not AlterationKind.UNCLEAR]
    for message, places in ((ScanMessage.ALTERED, altered), (ScanMessage.UNCLEAR, unclear)):
        if places:
            shown = "、".join(map(_place, places[:_MOST_PLACES])) + ("等" if len(places) > _MOST_PLACES else "")
            yield message.about(page, source, count=len(places), places=shown)


def _about_seals(reading: PageReading, expected: Expected) -> Iterator[Remark]:
    page, source = reading.page, reading.source
    places = [place for place in expected.places if place.page == page]
    grey = reading.colouring is not Colouring.COLOUR
    if places and not reading.seals:
        colourless = reading.colouring is Colouring.BLACK_AND_WHITE
        yield (ScanMessage.SEAL_MISSING_GREY if colourless else ScanMessage.SEAL_MISSING).about(page, source)
    elif reading.seals and places and not any(_covers(s, p) for s in reading.seals for p in places):
        seal = reading.seals[0]
        yield ScanMessage.SEAL_ELSEWHERE.about(page, source, x=round(seal.x), y=round(seal.y))
    elif reading.seals and not places:
        yield ScanMessage.SEAL_UNEXPECTED.about(page, source)
    if reading.seals and grey:
        yield ScanMessage.SEAL_NOT_RED.about(page, source)
    for seal in reading.seals:
        if seal.cut_off:
            yield ScanMessage.SEAL_CUT_OFF.about(page, source)
        elif seal.oval > MOST_OVAL:
            yield ScanMessage.SEAL_OVAL.about(page, source, diameter=f"{seal.diameter:.1f}", oval=f"{seal.oval:.1f}")
        elif all(abs(seal.diameter - usual) > _OFF_DIAMETER for usual in SEAL_DIAMETERS):
            yield ScanMessage.SEAL_DIAMETER.about(page, source, diameter=f"{seal.diameter:.1f}")


def _covers(seal: Seal, place: SealPlace) -> bool:
    x = min(max(seal.x, place.left), place.right)
    y = min(max(seal.y, place.top), place.bottom)
    return bool((x - seal.x) ** 2 + (y - seal.y) ** 2 <= (seal.diameter / 2 + _BESIDE) ** 2)


def _place(alteration: Alteration) -> str:
    what = _WHAT[alteration.kind]
    if alteration.text:
        text = alteration.text if len(alteration.text) <= 14 else alteration.text[:13] + "…"
        return f"“{text}”一行{what}"
    x, y = (alteration.left + alteration.right) / 2, (alteration.top + alteration.bottom) / 2
    return f"距左 {x:.0f} 毫米、距上 {y:.0f} 毫米处{what}"


def _where(reading: PageReading) -> str:
    return f"{reading.source} 第 {reading.number} 张"
