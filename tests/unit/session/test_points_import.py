"""What is proposed out of a notice's text, and what of it can be kept."""

import pytest

from castforms.model.work_points import WorkPoint
from castforms.session.points_import import checked_list, proposed_list
from castforms.storage.faults import StorageError

NOTICE = """科协办函厅字〔2026〕3号
关于印发《中国科协2026年工作要点》的通知
一、强化引领
1.健全工作体系。加强理论学习。（牵头部门：宣传文化部）
2.建好平台。统筹各类媒体。〔牵头部门：宣传文化部〕
二、服务发展
3.办好年会。提高质量。
牵头部门：学会学术部
"""
ROWS = [["1", "一、强化引领", "健全工作体系", "宣传文化部"], ["2", "一、强化引领", "建好平台", ""]]


def test_points_title_year_and_number_are_proposed() -> None:
    found = proposed_list(NOTICE)
    assert (found.title, found.year, found.number) == ("中国科协2026年工作要点", 2026, "科协办函厅字〔2026〕3号")
    assert [each.point for each in found.points] == [
        WorkPoint(1, "一、强化引领", "健全工作体系", "宣传文化部"),
        WorkPoint(2, "一、强化引领", "建好平台", "宣传文化部"),
        WorkPoint(3, "二、服务发展", "办好年会", "学会学术部"),
    ]


@pytest.mark.parametrize(
    ("clean", "dirty"),
    [
        ("〔2026〕", "[2026]"),
        ("〔2026〕", "【２０２６】"),
        ("〔2026〕", "（2026）"),
        ("2026年", "２０２６年"),
        ("科协办函", "中 国 科 协 办 公 厅 科协办函"),
    ],
)
def test_brackets_and_digits_of_a_paste_are_put_right_in_title_and_number(clean: str, dirty: str) -> None:
    found = proposed_list(NOTICE.replace(clean, dirty))
    assert (found.title, found.year, found.number) == ("中国科协2026年工作要点", 2026, "科协办函厅字〔2026〕3号")


@pytest.mark.parametrize("title", ["中国某某协会2026年工作要点", "关于印发工作要点的通知"])
def test_a_title_that_ran_into_the_number_is_no_part_of_it(title: str) -> None:
    assert proposed_list(f"{title}某协办发〔2026〕3号2026年是开局之年。").number == "某协办发〔2026〕3号"


def test_a_text_without_points_proposes_none() -> None:
    assert proposed_list("请于2月11日前报送。").points == ()
    assert proposed_list("") == ("", 0, "", (), ())


def test_the_checked_list_is_kept_under_a_free_name() -> None:
    kept = checked_list("中国科协2026年工作要点", "2026", "", ROWS, {"points-2026"})
    assert (kept.id, kept.year, len(kept.points)) == ("points-2026-2", 2026, 2)


@pytest.mark.parametrize(
    ("title", "year", "rows", "says"),
    [
        (" ", "2026", ROWS, "文件名称"),
        ("要点", "二〇二六", ROWS, "年份"),
        ("要点", "2026", [], "还没有要点"),
        ("要点", "2026", [["一", "", "甲", ""]], "第 1 行"),
        ("要点", "2026", [["0", "", "甲", ""]], "第 1 行"),
        ("要点", "2026", [["1", "", " ", ""]], "没有标题"),
        ("要点", "2026", [["2", "", "甲", ""], ["2", "", "乙", ""]], "从小到大"),
    ],
)
def test_what_cannot_be_kept_is_told(title: str, year: str, rows: list[list[str]], says: str) -> None:
    with pytest.raises(StorageError, match=says):
        checked_list(title, year, "", rows, ())
