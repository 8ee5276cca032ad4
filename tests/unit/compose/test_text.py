"""How answers are printed in the text of a form."""

import pytest

from castforms.compose.composer import compose
from castforms.model.document import Hanging, ItemNumber, Paragraph, all_paragraphs
from castforms.model.entry import Entry, Value, record
from castforms.model.expression import Comparator, Comparison, Literal, Reference
from castforms.model.picture import picture_text
from castforms.model.stylesheet import Align, FontRole
from castforms.model.template import (
    Choice,
    Field,
    FieldType,
    FormTemplate,
    Marks,
    Notice,
    ParagraphPart,
    SectionPart,
    TextFormat,
)
from tests.pictures import jpeg

CHOICES = (Choice("lead", "引领"), Choice("home", "建家"))
FIELDS = (
    Field("unit", FieldType.TEXT, "单位"),
    Field("day", FieldType.DATE, "日期"),
    Field("amount", FieldType.DECIMAL, "金额", unit="万元"),
    Field("kind", FieldType.SELECT_ONE, "类别", choices=CHOICES),
    Field("modules", FieldType.SELECT_MULTIPLE, "模块", choices=CHOICES),
    Field("ticked", FieldType.SELECT_MULTIPLE, "模块", choices=CHOICES, marks=Marks("", "√")),
    Field("works", FieldType.LIST, "举措"),
    Field("plan", FieldType.LONG_TEXT, "方案"),
    Field("body", FieldType.LONG_TEXT, "正文", format=TextFormat.NUMBERED_BODY),
    Field(
        "other",
        FieldType.TEXT,
        "其他",
        relevant=Comparison(Reference("kind"), Comparator.EQ, Literal("lead")),
    ),
)


def composed(part: ParagraphPart | str, **values: Value) -> list[Paragraph]:
    if isinstance(part, str):
        part = ParagraphPart(part, "body")
    template = FormTemplate("form", "某表", Notice("", "", ""), FIELDS, (SectionPart((part,)),))
    return list(all_paragraphs(compose(template, Entry("form", record(values)))))


def said(part: ParagraphPart | str, **values: Value) -> list[str]:
    return [paragraph.text for paragraph in composed(part, **values)]


def test_text_stands_in_its_hole() -> None:
    assert said("单位：${unit}（盖章）", unit="某某学会") == ["单位：某某学会（盖章）"]


def test_blanks_around_an_answer_are_not_printed() -> None:
    assert said("单位：${unit}。", unit=" 某某学会\u3000") == ["单位：某某学会。"]


def test_every_line_of_the_text_is_a_paragraph() -> None:
    assert said("甲\n\n${unit}\n丁", unit="丙") == ["甲", "", "丙", "丁"]


def test_paragraph_with_nothing_in_it_has_no_runs() -> None:
    assert composed("${unit}")[0].runs == ()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2020-04-09", "2020年4月9日"),
        ("2020年04月09日", "2020年4月9日"),
        ("２０２０．４．９", "2020年4月9日"),
        ("2020/12/31", "2020年12月31日"),
        ("20200409", "2020年4月9日"),
        ("2020-02-30", "2020-02-30"),
        ("四月上旬", "四月上旬"),
        ("", ""),
    ],
)
def test_date_is_printed_without_leading_zeros_and_as_typed_where_it_is_none(typed: str, printed: str) -> None:
    assert said("${day}", day=typed) == [printed]


@pytest.mark.parametrize(
    ("typed", "printed"), [("12.5", "12.5万元"), ("12.5万元", "12.5万元"), ("", ""), ("约3", "约3万元")]
)
def test_number_is_printed_with_its_unit(typed: str, printed: str) -> None:
    assert said("${amount}", amount=typed) == [printed]


def test_single_choice_is_printed_as_its_label() -> None:
    assert said("${kind}", kind="home") == ["建家"]
    assert said("${kind}", kind="gone") == ["gone"]


def test_choice_marks_stand_where_the_form_has_them() -> None:
    assert said("引领（${ticked.lead}）建家（${ticked.home}）", ticked=("home",)) == ["引领（）建家（√）"]
    assert said("${kind.lead}引领 ${kind.home}建家", kind="home") == ["□引领 √建家"]


def test_multiple_choice_alone_prints_every_choice_behind_its_mark() -> None:
    assert said("${modules}", modules=("home",)) == ["□引领　√建家"]
    assert said("${modules}") == ["□引领　□建家"]


def test_list_alone_on_a_line_is_one_numbered_paragraph_for_each_item() -> None:
    part = ParagraphPart("${works}\n（下同）", "table_text", numbering="1.")
    assert said(part, works=("甲", "乙")) == ["1.甲", "2.乙", "（下同）"]


def test_items_carry_their_number_so_that_a_word_processor_counts_them() -> None:
    paragraphs = composed(ParagraphPart("${works}", "body", numbering="（一）"), works=("甲", "乙\n丙"))
    assert [paragraph.item for paragraph in paragraphs] == [ItemNumber("（一）", 1), ItemNumber("（一）", 2), None]
    assert [paragraph.runs[0].text for paragraph in paragraphs] == ["（一）", "（二）", "丙"]


@pytest.mark.parametrize(("numbering", "last"), [("①", 20), ("一、", 99)])
def test_numbers_that_programs_write_differently_stay_text(numbering: str, last: int) -> None:
    paragraphs = composed(ParagraphPart("${works}", "body", numbering=numbering), works=("甲",) * (last + 1))
    assert [paragraph.item is None for paragraph in paragraphs[-2:]] == [False, True]


def test_a_label_of_words_stays_text() -> None:
    assert composed(ParagraphPart("${works}", "body", numbering="第1项："), works=("甲",))[0].item is None


def test_blank_items_are_left_out_of_the_numbering_but_keep_their_place() -> None:
    paragraphs = composed(ParagraphPart("${works}", "body", numbering="（1）"), works=("甲", " ", "乙"))
    assert [(p.text, p.path) for p in paragraphs] == [("（1）甲", ("works", 0)), ("（2）乙", ("works", 2))]


def test_item_of_several_lines_is_numbered_once() -> None:
    assert said(ParagraphPart("${works}", "body", numbering="1."), works=("甲\n\n乙", "丙")) == ["1.甲", "乙", "2.丙"]


def test_list_inside_a_sentence_is_joined_by_enumeration_commas() -> None:
    assert said("附件：${works}。", works=("甲", "", "乙")) == ["附件：甲、乙。"]


def test_long_text_is_one_paragraph_a_line_without_blank_lines_and_indents() -> None:
    assert said("${plan}", plan="　　甲\n\n　　乙 \n") == ["甲", "乙"]


def test_form_words_before_a_long_text_stand_in_its_first_paragraph() -> None:
    assert said("理由：${plan}", plan="甲\n乙") == ["理由：甲", "乙"]


def test_empty_is_printed_where_nothing_was_answered() -> None:
    part = ParagraphPart("${works}", "table_text", empty="1.……\n2.……", numbering="1.")
    assert said(part) == said(part, works=()) == said(part, works=(" ",)) == ["1.……", "2.……"]
    assert said(part, works=("甲",)) == ["1.甲"]


def test_empty_is_not_printed_if_one_of_several_holes_is_answered() -> None:
    part = ParagraphPart("${unit}，${day}", "body", empty="单位，日期")
    assert said(part) == ["单位，日期"]
    assert said(part, unit="某某学会") == ["某某学会，"]


def test_answer_that_is_not_relevant_is_not_printed() -> None:
    assert said("其他：${other}", kind="lead", other="甲") == ["其他：甲"]
    assert said("其他：${other}", kind="home", other="甲") == ["其他："]


def test_part_that_is_not_relevant_is_not_printed() -> None:
    condition = Comparison(Reference("kind"), Comparator.EQ, Literal("lead"))
    part = ParagraphPart("甲", "body", relevant=condition)
    assert said(part, kind="lead") == ["甲"]
    assert said(part, kind="home") == []


def test_paragraph_leads_to_the_answer_it_prints() -> None:
    assert composed("单位：${unit}")[0].path == ("unit",)
    assert composed("（${ticked.lead}）")[0].path == ("ticked",)
    assert composed("单位")[0].path == ()
    assert composed(ParagraphPart("${unit}", "body", empty="……"))[0].path == ("unit",)


def test_part_says_how_its_paragraphs_are_aligned() -> None:
    assert composed(ParagraphPart("甲\n${unit}", "body", align=Align.CENTER), unit="乙")[1].align is Align.CENTER


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("一、总体要求", "heading1"),
        ("十二、总体要求", "heading1"),
        ("（一）工作思路", "heading2"),
        ("(一)工作思路", "heading2"),
        ("1.加强领导", "heading3"),
        ("（1）成立专班", "heading4"),
        ("一、坚持统筹推进。", "body"),
        ("1.时间：5月30日", "body"),
        ("3.5亿元投入使用", "body"),
        ("正文", "body"),
        ("（一）" + "长" * 60, "body"),
    ],
)
def test_headings_of_a_numbered_body_are_recognised_by_their_number(text: str, style: str) -> None:
    assert [paragraph.style for paragraph in composed("${body}", body=text)] == [style]


def test_run_in_heading_has_the_font_of_its_level() -> None:
    paragraph = composed("${body}", body="（一）工作思路。突出主线；抓住重点。")[0]
    assert [(run.text, run.font) for run in paragraph.runs] == [
        ("（一）工作思路。", FontRole.SUBHEADING),
        ("突出主线；抓住重点。", None),
    ]
    assert composed("${body}", body="一、总体要求。正文。")[0].runs[0].font is FontRole.HEADING
    assert [run.font for run in composed("${body}", body="1.加强领导。正文。")[0].runs] == [None]


def test_first_sentence_too_long_for_a_heading_is_text() -> None:
    paragraph = composed("${body}", body="（一）" + "长" * 60 + "。正文。")[0]
    assert [run.font for run in paragraph.runs] == [None]


@pytest.mark.parametrize("value", ["", "  ", (), ("",), ({},), (record(),), record({"unit": "x"})])
def test_answer_of_a_wrong_shape_prints_nothing(value: Value) -> None:
    for field in FIELDS:
        if field.type is not FieldType.SELECT_MULTIPLE:
            assert said(f"${{{field.name}}}", **{field.name: value}) == [""]


class TestLabels:
    """附件：1.… and 抄送：…: words in front, what follows hangs at their end (GB/T 9704-2012, 7.3.4, 7.4.2)."""

    PART = ParagraphPart("${works}", "attachment", empty="", numbering="1.", label="附件：")

    def composed(self, *works: str) -> list[Paragraph]:
        sections = (SectionPart((self.PART,)),)
        template = FormTemplate("f", "题", Notice("", "", ""), FIELDS, sections)
        return list(all_paragraphs(compose(template, Entry("f", record({"works": works})))))

    def test_one_attachment_has_no_number(self) -> None:
        (only,) = self.composed("方案")
        assert (only.text, only.hanging) == ("附件：方案", Hanging(3))

    def test_several_are_numbered_and_begin_below_each_other(self) -> None:
        first, second = self.composed("方案", "报告")
        assert (first.text, first.hanging) == ("附件：1.方案", Hanging(5))
        assert (second.text, second.hanging, second.before) == ("2.报告", Hanging(2, "附件："), 0)

    def test_a_second_line_begins_below_the_name(self) -> None:
        _, _, more = self.composed("方案", "报告\n及说明")
        assert (more.text, more.hanging) == ("及说明", Hanging(0, "附件：2."))

    def test_without_attachments_nothing_is_printed(self) -> None:
        assert self.composed() == []


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("（一）为什么要办？因为需要。", "（一）为什么要办？", "因为需要。"),
        ("一、工作思路。统筹推进。再接再厉。", "一、工作思路。", "统筹推进。再接再厉。"),
        ("（二）“五大模块”。分头推进。", "（二）“五大模块”。", "分头推进。"),
    ],
)
def test_only_the_first_sentence_is_a_run_in_heading(text: str, lead: str, rest: str) -> None:
    (only,) = composed("${body}", body=text)
    assert [run.text for run in only.runs] == [lead, rest]
    assert only.runs[0].font is not None
    assert only.runs[1].font is None


@pytest.mark.parametrize(
    "text",
    [
        "1.办好报告会。围绕前沿。",
        "（1）分头推进。再汇总。",
        "（一）一方面，另一方面；其次再说。",
        "（三）" + "长" * 60 + "。然后。",
    ],
)
def test_other_paragraphs_are_of_one_font(text: str) -> None:
    (only,) = composed("${body}", body=text)
    assert {run.font for run in only.runs} == {None}


class TestPictures:
    """Pictures stand at paragraph ends, each above its caption."""

    ANSWER = picture_text(jpeg("RGB", 30, 20))
    REPEAT = Field(
        "pictures",
        FieldType.REPEAT,
        "图片",
        fields=(
            Field("picture", FieldType.PICTURE, "图片"),
            Field("caption", FieldType.TEXT, "图题"),
            Field("after", FieldType.INTEGER, "段"),
        ),
    )
    PART = ParagraphPart("${body}", "body", pictures="pictures")

    def order(self, *pictures: tuple[str, str, str]) -> list[str]:
        """The text of each paragraph; a picture is ▢."""
        template = FormTemplate("f", "题", Notice("", "", ""), (*FIELDS, self.REPEAT), (SectionPart((self.PART,)),))
        items = tuple({"picture": p, "caption": c, "after": a} for p, c, a in pictures)
        document = compose(template, Entry("f", record({"body": "甲\n乙\n\n丙", "pictures": items})))
        return ["▢" if paragraph.picture else paragraph.text for paragraph in all_paragraphs(document)]

    def test_after_the_paragraph_that_is_named(self) -> None:
        assert self.order((self.ANSWER, "图1", "1")) == ["甲", "▢", "图1", "乙", "丙"]
        assert self.order((self.ANSWER, "", "3")) == ["甲", "乙", "丙", "▢"]

    @pytest.mark.parametrize("after", ["", "0", "-1", "99", "末段"])
    def test_at_the_end_where_none_is_named(self, after: str) -> None:
        assert self.order((self.ANSWER, "图1", after)) == ["甲", "乙", "丙", "▢", "图1"]

    def test_several_in_their_order(self) -> None:
        assert self.order((self.ANSWER, "图1", "2"), (self.ANSWER, "图2", "2")) == [
            "甲",
            "乙",
            "▢",
            "图1",
            "▢",
            "图2",
            "丙",
        ]

    @pytest.mark.parametrize("text", ["", "不是图片"])
    def test_without_a_picture_its_caption_is_not_printed(self, text: str) -> None:
        assert self.order((text, "图1", "1")) == ["甲", "乙", "丙"]
