"""Titles of several lines: broken at word sense and of even length, 梯形 or 菱形 (GB/T 9704-2012, 7.3.1).

The lines are enforced by narrowing the paragraph and by pins, never by a forced break: the title stays one paragraph
that flows when it is edited.
"""

import re
from functools import cache

from castforms.layout.characters import BLANK, NO_END, may_break
from castforms.layout.linebreak import break_lines, pinned_line
from castforms.layout.measured import MeasuredText
from castforms.model.pages import LineBreak

_UNEVENNESS = 0.15
"""Price of a line that is one em longer or shorter than the mean (squared)."""
_STRETCH = 20.0
"""Price of a line that is not the last and must be spread by one em a character to hold (squared)."""
_INSIDE_WORD, _UNKNOWN, _AFTER_PARTICLE, _AT_MARK, _INSIDE_MARKS = 6.0, 1.5, 0.4, 0.0, 2.0
_ABOUT = re.compile(r"关于(?:报送|印发|征求|举办|召开|开展|申报|推荐)?\Z")
"""The unit's name stands before it, what the document is about after it (7.3.1: 发文机关名称、事由和文种)."""
_QUANTITY = re.compile("[0-9一二三四五六七八九十][年月日号个项届次期条]")

_OPENING, _CLOSING = "“‘《〈（【〔(「『", "”’》〉）】〕)」』"
_PARTICLES = frozenset("的和与及暨对在")
_TITLE_WORDS = (
    "中国 全国 科技 技术 科协 学会 协会 工作 活动 方案 通知 意见 计划 总结 报告 关于 征求 印发 "
    "举办 召开 开展 组织 建设 重点 举措 特色 亮点 筹备 年度 会议 管理 办法 规定 要点 推荐 申报 "
    "评选 表彰 项目 情况 材料 单位 人员 服务 学术 科普 研究 发展 创新 改革 教育 培训 宣传 领导 "
    "干部 党建 基层 团体 标准 实施 加强 进一 一步 做好 有关 事项 函复 批复 请示 重大 专项 行动 "
    "规划 工程 论坛 年会 大会 科学 学家 家精 精神 作者 筹办 汇总 登记 申请 审批 任务 责任 清单 "
    "统计 报送 贯彻 彻落 落实 国科 作要 见稿 具体 措施 修改 方面"
)
"""Words that titles are made of; never cut."""
_WORDS = frozenset(_TITLE_WORDS.split(" "))


def balanced_lines(measured: MeasuredText, width: int, em: float) -> tuple[tuple[LineBreak, ...], int]:
    """The lines of a title in a column of `width` twips, and the width to which the paragraph must be narrowed.

    A title that fits one line is left as it is, at full width.
    """
    greedy = break_lines(measured, width, width)
    if len(greedy) < 2:
        return greedy, width
    starts = _best_starts(measured, len(greedy), width - em / 2, em)
    if starts is None:
        return greedy, width
    ends = (*starts[1:], len(measured.text))
    widest = max(
        measured.width(start, _trimmed(measured.text, end), 0) for start, end in zip(starts, ends, strict=True)
    )
    narrowed = min(width, round(widest + em / 2))
    return tuple(
        pinned_line(measured, s, e, narrowed, ragged=False) for s, e in zip(starts, ends, strict=True)
    ), narrowed


def _best_starts(measured: MeasuredText, count: int, widest: float, em: float) -> tuple[int, ...] | None:
    """Where the lines begin: the cheapest way to cut the title into `count` lines."""
    text = measured.text
    length = len(text)
    mean = measured.width(0, length, 0) / count
    depth = _depths(text)

    def line_cost(start: int, end: int) -> float | None:
        natural = measured.width(start, _trimmed(text, end), 0)
        if natural > widest:
            return None
        # what this line lacks, another has too much: the paragraph becomes as wide as that one
        spread = 0.0 if end == length else 2 * max(0.0, mean - natural) / em / (end - start)
        return _UNEVENNESS * ((natural - mean) / em) ** 2 + _STRETCH * spread**2

    @cache
    def cheapest(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 1:
            cost = line_cost(start, length)
            return None if cost is None else (cost, (start,))
        best: tuple[float, tuple[int, ...]] | None = None
        for end in range(start + 1, length):
            cost = line_cost(start, end)
            if cost is None:
                break
            rest = cheapest(end, left - 1) if may_break(text[end - 1], text[end]) else None
            if rest is None:
                continue
            total = cost + _break_cost(text, end, depth[end]) + rest[0]
            if best is None or total < best[0]:
                best = (total, (start, *rest[1]))
        return best

    found = cheapest(0, count)
    return found[1] if found else None


def _break_cost(text: str, position: int, depth: int) -> float:
    before, after = text[position - 1], text[position]
    inside = _INSIDE_MARKS * depth
    pair = text[position - 1 : position + 1]
    if pair in _WORDS or _QUANTITY.fullmatch(pair) or after in "的等":
        return _INSIDE_WORD + inside
    if before in _CLOSING or before in "，、：；" or before == BLANK or after in NO_END:
        return _AT_MARK + inside
    if (
        before in _PARTICLES
        or after in _OPENING
        or text.startswith("关于", position)
        or _ABOUT.search(text, max(0, position - 4), position)
    ):
        return _AFTER_PARTICLE + inside
    return _UNKNOWN + inside


def _depths(text: str) -> list[int]:
    """How many quotes and brackets are open before each character."""
    depths, depth = [], 0
    for character in text:
        if character in _CLOSING:
            depth = max(0, depth - 1)
            depths.append(depth + 1)
        else:
            depths.append(depth)
        depth += character in _OPENING
    return depths


def _trimmed(text: str, end: int) -> int:
    while end > 0 and text[end - 1] == BLANK:
        end -= 1
    return end
