"""Numbered points are found in a notice's text however dirty it was pasted, and what is doubtful is told."""

import random
import textwrap

import pytest

from castforms.intake.points import LONGEST_TEXT, find_points
from castforms.model.work_points import WorkPoint

CLEAN = """各学会：
现将《某会工作要点》印发给你们，请于3月1日前报送2项措施。
附件：1.《某会工作要点》
2.联系表
某会办公厅
2024年2月1日
某会工作要点
总体要求是坚持稳中求进。
一、加强党建
1.健全学习制度。每月学习1次，全年12次，做到1.5小时以上。（牵头部门：机关党委）
2.压实责任。建立台账，逐项销号。（牵头部门：办公厅）
二、服务会员
3.办好学术年会。发布10个左右难题。（牵头部门：学术部）
4.举荐人才。做好推荐（提名）工作。（牵头部门：人事部、学术部）
附件2
联系表
1.… … …
2.… … …
"""

LABELLED = CLEAN[CLEAN.index("一、") :].replace("（牵头", "牵头").replace("）\n", "\n").split("附件2")[0]
HALF_WIDTH = CLEAN[CLEAN.index("一、") :].replace("（牵头部门：", "(牵头部门:").replace("）\n", ")\n")

POINTS = (
    WorkPoint(1, "一、加强党建", "健全学习制度", "机关党委"),
    WorkPoint(2, "一、加强党建", "压实责任", "办公厅"),
    WorkPoint(3, "二、服务会员", "办好学术年会", "学术部"),
    WorkPoint(4, "二、服务会员", "举荐人才", "人事部、学术部"),
)

FULL_WIDTH_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def points(text: str) -> tuple[WorkPoint, ...]:
    return tuple(found.point for found in find_points(text).points)


def doubts(text: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(found.point.number, found.doubts) for found in find_points(text).points if found.doubts]


def test_points_have_number_section_title_and_department() -> None:
    assert points(CLEAN) == POINTS
    assert find_points(CLEAN).sections == ("一、加强党建", "二、服务会员")


def test_text_is_what_follows_the_title_without_the_department() -> None:
    texts = [found.text for found in find_points(CLEAN).points]
    assert texts[0] == "每月学习1次，全年12次，做到1.5小时以上。"
    assert texts[3] == "做好推荐（提名）工作。"


def test_a_clean_text_raises_no_doubt() -> None:
    assert find_points(CLEAN).certain


@pytest.mark.parametrize(
    ("what", "dirty"),
    [
        ("line ends lost", CLEAN.replace("\n", "")),
        ("blanks for line ends", CLEAN.replace("总体要求是坚持稳中求进。\n", "").replace("\n", " ")),
        ("line ends of Windows", CLEAN.replace("\n", "\r\n")),
        ("blank lines", CLEAN.replace("\n", " \n\n")),
        ("indented", CLEAN.replace("\n", "\n\u3000\u3000")),
        ("page numbers", CLEAN.replace("\n二、", "\n — 3 — \n二、").replace("\n3.", "\n- 4 -\n3.")),
        ("page number in the line", CLEAN.replace("\n", "").replace("3.办", "— 3 —3.办")),
        ("full-width digits", CLEAN.replace("\n1.", "\n１．").translate(FULL_WIDTH_DIGITS)),
        (
            "1、",
            CLEAN.replace("1.健", "1、健").replace("2.压", "2、压").replace("3.办", "3、办").replace("4.举", "4、举"),
        ),
        ("1． and a blank", CLEAN.replace("1.健", "1． 健").replace("2.压", "2． 压")),
        ("tortoise brackets", CLEAN.replace("（牵头", "〔牵头").replace("）\n", "〕\n")),
        ("mixed brackets", CLEAN.replace("（牵头", "【牵头").replace("）\n", "]\n")),
        ("full-width square brackets", CLEAN.replace("（牵头", "［牵头").replace("）\n", "］\n")),
        ("other parties beside it", CLEAN.replace("）\n", "；配合部门：财务部）\n")),
        ("a date beside it", CLEAN.replace("）\n", "，完成时限：6月底）\n")),
        ("no colon", CLEAN.replace("（牵头部门：", "\n牵头部门\u3000").replace("）\n", "\n")),
        ("department before the word", CLEAN.replace("（牵头部门：", "\n（").replace("）\n", "牵头）\n")),
        ("departments without brackets, line ends lost", LABELLED.replace("\n", "")),
        ("half-width brackets and blanks for line ends", HALF_WIDTH.replace("\n", " ")),
        ("half-width brackets and tabs for line ends", HALF_WIDTH.replace("\n", "\t")),
        ("half-width brackets", CLEAN.replace("（牵头部门：", "(牵头部门:").replace("）\n", ")\n")),
        ("department on its own line", CLEAN.replace("（牵头", "\n（牵头")),
        ("department without brackets", CLEAN.replace("（牵头", "\n牵头").replace("）\n", "\n")),
        ("spread out to fill the line", CLEAN.replace("健全学习制度", "健 全 学 习 制 度")),
    ],
)
def test_dirt_changes_nothing(what: str, dirty: str) -> None:
    assert dirty != CLEAN, what
    assert points(dirty) == POINTS


@pytest.mark.parametrize("numbers", ["（1）（2）（3）（4）", "(1)(2)(3)(4)", "①②③④", "（一）（二）（三）（四）"])
def test_points_may_be_numbered_otherwise(numbers: str) -> None:
    marks = numbers if len(numbers) == 4 else [part + numbers[2] for part in numbers.split(numbers[2])]
    text = CLEAN
    for plain, mark in zip(("1.健", "2.压", "3.办", "4.举"), marks, strict=False):
        text = text.replace(plain, mark + plain[-1])
    assert points(text) == POINTS
    assert find_points(text).certain


def test_an_unusual_list_without_departments_is_told() -> None:
    found = find_points("一、党建\n（1）甲项工作。做好。\n（2）乙项工作。做好。\n（3）丙项工作。做好。\n")
    assert len(found.points) == 3
    assert any("（1）" in doubt for doubt in found.doubts)


def test_a_department_that_is_spoken_of_and_not_made_out_is_told() -> None:
    odd = CLEAN.replace("（牵头部门：办公厅）", "（由理事长牵头）")
    assert [(number, len(told)) for number, told in doubts(odd)] == [(2, 1)]
    assert points(odd)[1].department == ""


@pytest.mark.parametrize("width", [20, 28, 34])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    sections = ["一、" + "深入学习贯彻" * 5 + "，拓展广度", "二、服务会员"]
    body = "组织开展调研座谈，形成有分量的报告，推动工作落实见效。" * 6
    lines = [
        sections[0],
        *(f"{number}.办好第{number}件实事。{body}" for number in (1, 2, 3)),
        sections[1],
        *(f"{number}.办好第{number}件实事。{body}" for number in (4, 5)),
    ]
    wrapped = "\n\n".join("\n".join(textwrap.wrap("\u3000\u3000" + line, width)) for line in lines)
    assert points(wrapped) == tuple(
        WorkPoint(number, sections[number > 3], f"办好第{number}件实事") for number in range(1, 6)
    )
    assert [found.text for found in find_points(wrapped).points] == [body] * 5


def test_a_paragraph_cut_by_a_page_is_joined() -> None:
    cut = CLEAN.replace("建立台账，逐项", "建立台账，逐\n\n")
    assert find_points(cut).points[1].text == "建立台账，逐销号。"


def test_a_section_heading_does_not_swallow_the_words_that_introduce_its_points() -> None:
    introduced = CLEAN.replace("一、加强党建\n", "一、加强党建\n加强党对各项工作的全面领导，打造一流社团。\n")
    assert points(introduced) == POINTS


def test_a_title_on_a_line_of_its_own_is_the_title() -> None:
    assert points(CLEAN.replace("压实责任。", "压实责任\n"))[1] == POINTS[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一、有关要求\n（一）做好预案。提前准备。\n（二）报送材料。于4月22日前报送1-2项。\n二、联系方式\n电话（010）62168293",
        "1.… … …\n2.… … …\n",
        "每天1.5小时，共2.5万人。",
        "1.只有一项。其余没有。",
    ],
)
def test_a_text_without_a_numbered_list_has_no_points(text: str) -> None:
    assert points(text) == ()


def test_the_attachments_of_the_letter_are_no_points() -> None:
    assert points(CLEAN.replace("附件：1.", "附件：\n1.")) == POINTS


def test_a_list_inside_a_point_does_not_break_the_row_but_is_told() -> None:
    inner = CLEAN.replace("逐项销号。", "分工如下：\n1.甲组负责汇总\n2.乙组负责核查\n")
    found = find_points(inner)
    assert [item.point.number for item in found.points] == [1, 2, 3, 4]
    assert len(found.doubts) == 1


def test_points_that_are_numbered_anew_in_each_section_are_numbered_on_and_told() -> None:
    anew = (
        CLEAN.replace("2.压", "2.落实分工。分到人。（牵头部门：办公厅）\n3.压")
        .replace("3.办", "1.办")
        .replace("4.举", "2.举")
    )
    found = find_points(anew)
    assert [(item.point.number, item.point.title) for item in found.points] == [
        (1, "健全学习制度"),
        (2, "落实分工"),
        (3, "压实责任"),
        (4, "办好学术年会"),
        (5, "举荐人才"),
    ]
    assert [item.point.section for item in found.points] == ["一、加强党建"] * 3 + ["二、服务会员"] * 2
    assert len(found.doubts) == 1


def test_a_list_of_another_section_without_departments_is_none_of_points_and_is_told() -> None:
    asked = CLEAN.replace("附件2\n", "三、有关要求\n1.加强领导。统筹推进。\n2.按时报送。不得迟报。\n附件2\n")
    one = asked.replace("二、服务会员\n", "")
    assert [found.point.number for found in find_points(one).points] == [1, 2, 3, 4]
    assert not find_points(one).certain


def test_a_missing_number_is_told_at_the_point_after_it() -> None:
    lost = CLEAN.replace("2.压实责任。", "压实责任。")
    assert [point.number for point in points(lost)] == [1, 3, 4]
    assert [number for number, _ in doubts(lost)] == [3]
    assert "2" in doubts(lost)[0][1][0]


def test_a_missing_department_is_told_where_the_others_have_one() -> None:
    assert [number for number, _ in doubts(CLEAN.replace("（牵头部门：学术部）", ""))] == [3]


def test_a_list_without_departments_is_no_cause_for_doubt() -> None:
    without = "一、党建\n1.甲项工作。做好。\n2.乙项工作。做好。\n"
    assert find_points(without).certain


def test_a_long_title_is_doubted() -> None:
    assert [number for number, _ in doubts(CLEAN.replace("压实责任。", "压实责任，" * 10 + "。"))] == [2]


def test_a_section_that_is_missing_is_told() -> None:
    assert len(find_points(CLEAN.replace("二、服务会员", "三、服务会员")).doubts) == 1


def test_traditional_characters_are_read_and_told() -> None:
    text = "一、強化引領\n1.健全體系。開展學習。(牽頭部門:機關黨委)\n2.動員會員。發揮作用。(牽頭部門:辦公廳)\n"
    assert [point.department for point in points(text)] == ["機關黨委", "辦公廳"]
    assert len(find_points(text).doubts) == 1


def test_a_text_that_is_too_long_is_read_in_part_and_told() -> None:
    assert find_points(CLEAN).doubts == ()
    assert len(find_points(CLEAN + "某" * LONGEST_TEXT).doubts) == 1


@pytest.mark.parametrize("seed", range(30))
def test_any_text_is_read_without_an_error(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices("1２3.．、一二十。；\n（(牵头部门：:)）附件 \u3000—字\x00\ud800", k=400))
    numbers = [point.number for point in points(text)]
    assert numbers == sorted(set(numbers))
