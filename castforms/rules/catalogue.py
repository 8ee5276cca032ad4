"""Every message of the checks, once: its code, how much it matters, and what it tells the clerk.

A message says what is wrong and what to do.  Tests compare with the members, not with the wording.
"""

from enum import Enum

from castforms.model.entry import FieldPath
from castforms.model.finding import Finding, Severity

_PUNCTUATION_STANDARD = "GB/T 15834-2011《标点符号用法》"
_OFFICIAL_LAYOUT = "GB/T 9704-2012《党政机关公文格式》"
_CREDIT_CODE_STANDARD = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"


class Message(Enum):
    """One kind of finding: `code`, default `severity`, `template` with `{holes}`, default `source`."""

    REQUIRED = ("required", Severity.ERROR, "{where}还没有填写，请补填")

    OVER_LIMIT = (
        "over-limit",
        Severity.ERROR,
        "{where}现有{actual}{unit}，超过{allowed}{unit}的限度，请删减{difference}{unit}",
    )
    UNDER_LIMIT = (
        "under-limit",
        Severity.ERROR,
        "{where}现有{actual}{unit}，少于要求的{allowed}{unit}，请补充{difference}{unit}",
    )
    VALUE_TOO_LARGE = ("value-too-large", Severity.ERROR, "{where}填的是{actual}，最大可填{allowed}，请改小")
    VALUE_TOO_SMALL = ("value-too-small", Severity.ERROR, "{where}填的是{actual}，最小可填{allowed}，请改大")

    NOT_INTEGER = ("not-integer", Severity.ERROR, "{where}里的“{text}”不是整数，请只填数字，例如12，不要填单位")
    NOT_NUMBER = ("not-number", Severity.ERROR, "{where}里的“{text}”不是数字，请只填数字，例如12或12.5，不要填单位")
    NOT_PICTURE = ("not-picture", Severity.ERROR, "{where}不是可用的图片，请删去后重新选择")
    NOT_DATE = (
        "not-date",
        Severity.ERROR,
        "{where}里的“{text}”{trouble}，请写成2020年4月9日或2020-04-09的样子",
    )
    LAST_PICTURES = (
        "last-pictures",
        Severity.WARNING,
        "有{count}幅图片放在正文最后，超过{most}幅，盖章页就放不下两行正文，请给一部分图片填写“{place}”",
        _OFFICIAL_LAYOUT,
    )
    UNKNOWN_CHOICE = ("unknown-choice", Severity.ERROR, "{where}选中的“{text}”不在可选项里，请重新选择：{choices}")
    NOT_COVERED = (
        "not-covered",
        Severity.HINT,
        "共{total}项{what}，还有{count}项没有写入{where}（第{numbers}项），如与本单位无关，不必补写",
    )
    CONSTRAINT = ("constraint", Severity.ERROR, "{message}")

    PHONE_WRONG = (
        "phone-wrong",
        Severity.ERROR,
        "{where}里的“{text}”不是电话号码，请核对位数，例如（010）62168293；几个号码之间用“、”隔开",
    )
    PHONE_UNUSUAL = (
        "phone-unusual",
        Severity.WARNING,
        "{where}里的“{text}”与现行的区号、号段或位数不符，请核对；如确属实，不必修改",
    )
    MOBILE_WRONG = (
        "mobile-wrong",
        Severity.ERROR,
        "{where}里的“{text}”不是手机号码，请核对是否为1开头的11位数字；几个号码之间用“、”隔开",
    )
    MOBILE_UNUSUAL = (
        "mobile-unusual",
        Severity.WARNING,
        "{where}里的“{text}”不像手机号码，或不在已知的号段里，请核对；如确属实，不必修改",
    )
    CONTACT_WRONG = (
        "contact-wrong",
        Severity.ERROR,
        "{where}里的“{text}”不是电话号码，也不是电子邮箱，请核对；几个联系方式之间用“、”隔开",
    )
    CONTACT_UNUSUAL = (
        "contact-unusual",
        Severity.WARNING,
        "{where}里的“{text}”不像电话号码或电子邮箱，请核对；如确属实，不必修改",
    )
    EMAIL_WRONG = (
        "email-wrong",
        Severity.ERROR,
        "{where}里的“{text}”不是电子邮箱地址，请核对，例如rczx@cast.org.cn；几个地址之间用“；”隔开",
    )
    POSTCODE_WRONG = ("postcode-wrong", Severity.ERROR, "{where}里的“{text}”不是邮政编码，请填6位数字，例如100081")
    CREDIT_CODE_WRONG = (
        "credit-code-wrong",
        Severity.ERROR,
        "{where}里的“{text}”不是有效的统一社会信用代码，请对照证书核对全部18位（代码里没有字母I、O、S、V、Z）",
        _CREDIT_CODE_STANDARD,
    )
    DOCUMENT_NUMBER_WRONG = (
        "document-number-wrong",
        Severity.WARNING,
        "{where}“{text}”与规范的写法不同，应如“学会函〔2020〕12号”：年份用六角括号，序号前不加“第”和0",
        _OFFICIAL_LAYOUT,
    )

    TITLE_SENTENCE_END = (
        "title-sentence-end",
        Severity.WARNING,
        "{where}是标题句，句末的“{mark}”请去掉",
    )
    TITLE_SEVERAL_LINES = (
        "title-several-lines",
        Severity.HINT,
        "{where}分成了{lines}行，标题句宜写成一行，请合并或拆成几条",
    )
    OWN_NUMBERING = ("own-numbering", Severity.WARNING, "{where}开头的序号“{number}”请去掉，打印时会自动编号")
    HEADING_SKIPPED = (
        "heading-skipped",
        Severity.HINT,
        "{where}的标题序号从“{before}”跳到了“{after}”，请核对中间是否有遗漏",
    )

    HALF_WIDTH_MARK = (
        "half-width-mark",
        Severity.HINT,
        "{where}里有{count}处汉字之间用了半角标点，例如“{text}”，建议把“{mark}”改成全角“{instead}”",
        _PUNCTUATION_STANDARD,
    )
    FULL_WIDTH_LETTERS = (
        "full-width-letters",
        Severity.HINT,
        "{where}里有{count}处全角的字母或数字，例如“{text}”，建议改成半角“{instead}”",
    )
    FULL_WIDTH_CONTACT = (
        "full-width-contact",
        Severity.HINT,
        "{where}里的“{text}”是全角字符，容易折行，建议改成半角“{instead}”",
    )
    UNBALANCED_MARKS = (
        "unbalanced-marks",
        Severity.HINT,
        "{where}里的{marks}左边有{opened}个、右边有{closed}个，没有成对，请核对是否漏写",
        _PUNCTUATION_STANDARD,
    )

    UNREVISED = (
        "unrevised",
        Severity.WARNING,
        "{where}：还没有改动任何一条，导出的汇总表将是空的，请在要改的那一条里直接修改文字",
    )
    DUPLICATE_ITEM = ("duplicate-item", Severity.WARNING, "{where}与第{earlier}条内容相同，请删去一条或改写")
    DUPLICATE_RECORD = ("duplicate-record", Severity.WARNING, "{where}与第{earlier}项填得完全一样，请删去一项或改写")

    UNPRINTABLE = (
        "unprintable",
        Severity.ERROR,
        "{where}里的{characters}在本机所有字体里都没有，印不出来，请换成通用的写法，或安装含有该字的字体",
    )
    PRIVATE_USE = (
        "private-use",
        Severity.WARNING,
        "{where}里的{characters}是自造字，换一台电脑会变成别的字或空白，请用输入法重新输入该字的标准写法",
    )
    INVISIBLE = (
        "invisible-characters",
        Severity.WARNING,
        "{where}里混入了看不见的字符{characters}，导出时会自动去掉，请核对附近的文字是否完整",
    )

    DRAFT_SET_ANEW = (
        "draft-set-anew",
        Severity.WARNING,
        "修订没有写进原来的 Word 文件（{reason}），已按公文格式另外排成修订稿",
    )

    DEADLINE_PASSED = (
        "deadline-passed",
        Severity.HINT,
        "报送截止日期{deadline}已过，仍可导出，请先与收件单位联系",
    )

    def __init__(self, code: str, severity: Severity, template: str, source: str = "") -> None:
        self.code = code
        self.severity = severity
        self.template = template
        self.source = source

    def at(self, path: FieldPath, *, severity: Severity | None = None, source: str = "", **holes: object) -> Finding:
        """The finding at that path.

        `severity` and `source` replace the message's own, as the notice's words demand; `holes` fill the template.
        """
        return Finding(
            code=self.code,
            severity=severity or self.severity,
            path=path,
            message=self.template.format(**holes),
            source=source or self.source,
        )
