"""What is said of a scanned return, from the facts of its pictures."""

from castforms.model.page_mark import PageMark
from castforms.model.scan import (
    Alteration,
    AlterationKind,
    Colouring,
    Identified,
    PageReading,
    RemarkKind,
    ScanResult,
    Seal,
    SealPlace,
)
from castforms.session.scan_judgement import Expected, judge

MARK = PageMark("ABCDEFGH", "ABCDEFG234", 0, 2)
EXPECTED = Expected(MARK, (SealPlace(2, 100, 200, 140, 220),))
SEAL = Seal(120, 205, 45.0, 0.95, cut_off=False)


def reading(page: int, source: str = "a.jpg", **facts: object) -> PageReading:
    usual = PageReading(
        source, 1, Identified.MARK, page, MARK._replace(page=page), dpi=200, agreement=0.98, compared=True
    )
    usual = usual._replace(seals=(SEAL,) if page == 2 else ())
    return usual._replace(**facts)  # type: ignore[arg-type]


def judged(*readings: PageReading) -> ScanResult:
    return judge(readings, (), EXPECTED)


def codes(result: ScanResult, *kinds: RemarkKind) -> list[str]:
    return [remark.code for remark in result.remarks if not kinds or remark.kind in kinds]


def test_a_complete_return_with_its_seal_leaves_nothing_to_say() -> None:
    result = judged(reading(1), reading(2))
    assert (result.complete, result.clear, result.remarks) == (True, True, ())


def test_pages_in_another_order_are_put_right() -> None:
    result = judged(reading(2), reading(1))
    assert [one.page for one in result.chosen] == [1, 2]
    assert (codes(result), result.clear) == (["reordered"], True)


def test_a_missing_page_is_named() -> None:
    result = judged(reading(2))
    assert (result.missing, codes(result)) == ((1,), ["missing"])
    assert "第 1 页" in result.remarks[0].message


def test_of_a_page_that_is_there_twice_the_sealed_one_is_used_and_the_clerk_is_asked() -> None:
    result = judged(reading(1), reading(2, "plain.jpg", seals=()), reading(2, "sealed.jpg"))
    assert result.doubled == (2,)
    assert codes(result, RemarkKind.QUESTION) == ["doubled"]
    assert result.chosen[1].source == "sealed.jpg"


def test_a_page_of_an_older_version_does_not_count() -> None:
    older = reading(1, mark=MARK._replace(version="ZZZZZZZZZZ", page=1), compared=False)
    result = judged(older, reading(2))
    assert result.missing == (1,)
    assert set(codes(result, RemarkKind.PROBLEM)) == {"other-version", "missing"}


def test_a_page_of_another_document_does_not_count() -> None:
    other = reading(1, mark=MARK._replace(document="ZZZZZZZZ", page=1), compared=False)
    assert set(codes(judged(other, reading(1), reading(2)))) == {"other-document"}


def test_what_cannot_be_recognised_is_asked() -> None:
    unknown = PageReading("c.jpg", 1, Identified.NOT)
    assert codes(judged(reading(1), reading(2), unknown), RemarkKind.QUESTION) == ["unknown"]


def test_a_page_that_looks_like_another_is_asked() -> None:
    assert codes(judged(reading(1, rivals=(2,)), reading(2))) == ["rivals"]


def test_a_missing_seal_is_a_problem_in_colour_and_a_question_without() -> None:
    assert codes(judged(reading(1), reading(2, seals=())), RemarkKind.PROBLEM) == ["seal-missing"]
    black = reading(2, seals=(), colouring=Colouring.BLACK_AND_WHITE)
    assert codes(judged(reading(1), black), RemarkKind.QUESTION) == ["seal-missing"]


def test_a_seal_of_which_the_colour_cannot_be_seen_is_asked() -> None:
    assert codes(judged(reading(1), reading(2, colouring=Colouring.GREY))) == ["seal-not-red"]


def test_a_seal_beside_its_place_or_cut_off_or_of_another_size_is_told() -> None:
    seals = {
        "seal-elsewhere": SEAL._replace(x=50),
        "seal-cut-off": SEAL._replace(cut_off=True),
        "seal-diameter": SEAL._replace(diameter=40),
    }
    assert [codes(judged(reading(1), reading(2, seals=(seal,)))) for seal in seals.values()] == [[c] for c in seals]


def test_a_diameter_that_the_paper_leaves_open_is_asked_about() -> None:
    result = judged(reading(1), reading(2, seals=(SEAL._replace(diameter=44.1, oval=1.3),)))
    assert codes(result, RemarkKind.QUESTION) == ["seal-oval"]
    assert "1.3 毫米" in result.remarks[0].message
    assert judged(reading(1), reading(2, seals=(SEAL._replace(oval=0.4),))).clear


def test_the_seal_of_a_local_society_is_as_good() -> None:
    assert judged(reading(1), reading(2, seals=(SEAL._replace(diameter=42.4),))).clear


def test_a_seal_on_a_page_that_wants_none_is_asked() -> None:
    assert codes(judged(reading(1, seals=(SEAL,)), reading(2))) == ["seal-unexpected"]


def test_changes_are_asked_with_the_line_they_stand_in() -> None:
    pen = Alteration(AlterationKind.ADDED, 40, 60, 60, 64, 9.0, "联系人：张某某")
    result = judged(reading(1, alterations=(pen,)), reading(2))
    assert codes(result, RemarkKind.QUESTION) == ["altered"]
    assert "联系人：张某某" in result.remarks[0].message


def test_where_bent_paper_could_not_be_compared_the_clerk_is_asked_to_look_and_nothing_is_called_changed() -> None:
    moved = Alteration(AlterationKind.UNCLEAR, 40, 60, 60, 64, 9.0, "联系人：张某某")
    result = judged(reading(1, alterations=(moved,)), reading(2))
    assert codes(result, RemarkKind.QUESTION) == ["unclear"]
    assert "“联系人：张某某”一行" in result.remarks[0].message


def test_a_change_beside_a_place_that_could_not_be_compared_is_still_told() -> None:
    pen, moved = (Alteration(kind, 40, 60, 60, 64, 9.0) for kind in (AlterationKind.ADDED, AlterationKind.UNCLEAR))
    assert codes(judged(reading(1, alterations=(moved, pen)), reading(2))) == ["altered", "unclear"]


def test_of_a_poor_picture_it_is_said_that_changes_cannot_be_told() -> None:
    assert codes(judged(reading(1, doubtful=True), reading(2)), RemarkKind.QUESTION) == ["doubtful"]


def test_too_few_pixels_are_a_problem() -> None:
    assert codes(judged(reading(1, dpi=80), reading(2)), RemarkKind.PROBLEM) == ["low-resolution"]


def test_a_picture_that_was_upside_down_is_mentioned_only() -> None:
    result = judged(reading(1, turned=180), reading(2))
    assert (codes(result), result.clear) == (["turned"], True)
