"""Everything that is said about a scanned return, once: what was found, and what to do next."""

from enum import Enum

from castforms.model.scan import Remark, RemarkKind

_PROBLEM, _QUESTION, _NOTE = RemarkKind.PROBLEM, RemarkKind.QUESTION, RemarkKind.NOTE


class ScanMessage(Enum):
    """One kind of remark: `code`, `kind`, `template` with `{holes}`."""

    UNREADABLE = ("unreadable", _PROBLEM, "{source}：{reason}")
    BLANK = ("blank", _NOTE, "{where}没有内容（全白、全黑或只有反面），已略去；如果这一面应当有字，请重新扫描或重拍")
    OTHER_DOCUMENT = (
        "other-document",
        _PROBLEM,
        "{where}是另一份材料的第 {number} 页，没有收入；请取出，换上这份材料的",
    )
    OTHER_VERSION = (
        "other-version",
        _PROBLEM,
        "{where}是这份材料另一个版本（改动之前或之后）的第 {number} 页，没有收入；请打印现在的版本，重新盖章扫描",
    )
    UNKNOWN = (
        "unknown",
        _QUESTION,
        "{where}认不出是这份材料的哪一页，没有收入；如果是，请放平、对正、在亮处重新拍摄或扫描，如果不是，请取出",
    )
    NOT_COMPARED = (
        "not-compared",
        _QUESTION,
        "{where}看得出是第 {page} 页，但图像太模糊或不完整，没有收入；请放平、对正、在亮处重新拍摄或扫描",
    )
    RIVALS = ("rivals", _QUESTION, "{where}像第 {page} 页，也像第 {rivals} 页，请看一看是哪一页；已按第 {page} 页收入")
    MISSING = ("missing", _PROBLEM, "缺第 {pages} 页，请补扫后把全部文件一起再选一次")
    DOUBLED = ("doubled", _QUESTION, "第 {page} 页有 {count} 份（{sources}），已用 {chosen}，请确认，并取出多余的")
    DOUBTFUL = ("doubtful", _QUESTION, "第 {page} 页的图像较差，有没有涂改看不准，请对照原稿核对，或重新扫描")
    ALTERED = ("altered", _QUESTION, "第 {page} 页与原稿有 {count} 处不同：{places}；请核对是不是手写或涂改")
    UNCLEAR = (
        "unclear",
        _QUESTION,
        "第 {page} 页有 {count} 处看不准（纸面不平、印得浓淡不匀，或像书钉、装订孔）：{places}；请看一看这里有没有涂改",
    )
    LOW_RESOLUTION = (
        "low-resolution",
        _PROBLEM,
        "第 {page} 页只有 {dpi} dpi，字迹会看不清，请用 200～300 dpi 重新扫描，照片请发原图",
    )
    SEAL_MISSING = (
        "seal-missing",
        _PROBLEM,
        "第 {page} 页应当盖章，没有找到红色的圆形印章；如果已经盖了，请用彩色重新扫描",
    )
    SEAL_MISSING_GREY = (
        "seal-missing",
        _QUESTION,
        "第 {page} 页应当盖章，但扫描件是黑白的，看不出有没有红色印章；请用彩色重新扫描",
    )
    SEAL_NOT_RED = (
        "seal-not-red",
        _QUESTION,
        "第 {page} 页找到圆形印迹，但扫描件没有颜色，看不出是不是红章；建议用彩色重新扫描",
    )
    SEAL_CUT_OFF = (
        "seal-cut-off",
        _PROBLEM,
        "第 {page} 页的印章不完整，有一部分在画面或纸张之外，请重新扫描或重新盖章",
    )
    SEAL_ELSEWHERE = (
        "seal-elsewhere",
        _QUESTION,
        "第 {page} 页的印章没有压在署名和日期上（印章中心距左 {x} 毫米、距上 {y} 毫米），请确认",
    )
    SEAL_UNEXPECTED = ("seal-unexpected", _QUESTION, "第 {page} 页不要求盖章，却有印章，请确认")
    SEAL_DIAMETER = (
        "seal-diameter",
        _QUESTION,
        "第 {page} 页的印章直径约 {diameter} 毫米，全国性社团的公章应为 45 毫米、地方的应为 42 毫米，请确认盖的是公章",
    )
    SEAL_OVAL = (
        "seal-oval",
        _QUESTION,
        (
            "第 {page} 页的印章不圆（长短径相差 {oval} 毫米），多半是盖章处的纸不平，直径（约 {diameter} 毫米）量不准；"
            "请用尺量一下，或把纸压平后重新扫描"
        ),
    )
    TURNED = ("turned", _NOTE, "{where}是横的或倒的，已转正")
    REORDERED = ("reordered", _NOTE, "页的先后与原稿不同，已按第 1～{pages} 页排好")

    def __init__(self, code: str, kind: RemarkKind, template: str) -> None:
        self.code, self.kind, self.template = code, kind, template

    def about(self, page: int = 0, source: str = "", **holes: object) -> Remark:
        """The remark on that page of the return, on that file."""
        return Remark(self.code, self.kind, self.template.format(page=page, source=source, **holes), page, source)
