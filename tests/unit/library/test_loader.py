"""A form is read strictly: what is wrong is said with its place and how to mend it, everything at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from castforms.library.faults import MOST_FAULTS, TemplateError
from castforms.library.loader import find_templates, load_template
from castforms.model.finding import Severity
from castforms.model.stylesheet import HeightRule
from castforms.model.template import FieldType, LimitUnit, TablePart

Replacements = dict[str, str]
Faults = Callable[[Replacements], dict[str, str]]
FormFolder = Callable[[Replacements], Path]


def test_small_form_is_read(form_folder: FormFolder) -> None:
    template = load_template(form_folder({}))
    assert [field.type for field in template.fields] == [
        FieldType.TEXT,
        FieldType.SELECT_ONE,
        FieldType.LIST,
        FieldType.REPEAT,
    ]
    assert template.fields[2].limits[0].unit is LimitUnit.ITEMS
    assert template.fields[2].limits[0].severity is Severity.ERROR


def test_row_height_means_at_least_unless_said_otherwise(form_folder: FormFolder) -> None:
    template = load_template(form_folder({'cells = ["${kind}"': 'height_mm = 9, cells = ["${kind}"'}))
    table = template.sections[0].blocks[1]
    assert isinstance(table, TablePart)
    assert table.rows[2].height_rule is HeightRule.AT_LEAST


def test_style_is_taken_over_from_cell_row_and_table(form_folder: FormFolder) -> None:
    rows = {
        "columns_mm = [50, 50, 50]": 'columns_mm = [50, 50, 50]\nstyle = "table_text_large"',
        '{ header = true, cells = ["甲", {': '{ header = true, style = "table_head", cells = ["甲", { style = "note",',
    }
    table = load_template(form_folder(rows)).sections[0].blocks[1]
    assert isinstance(table, TablePart)
    assert [cell.parts[0].style for cell in table.rows[0].cells] == ["table_head", "note"]
    assert table.rows[1].cells[0].parts[0].style == "table_text_large"


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("castforms = 1", "castforms = 2", "castforms", "castforms = 1"),
        ('id = "form"', 'id = "other"', "id", "文件夹名“form”"),
        ('id = "form"', "", "id", "缺少"),
        ('title = "某表"', 'title = ""', "title", "不能为空"),
        ('title = "某表"', "title = 3", "title", "加引号的文字"),
        ('title = "某表"', 'titel = "某表"', "titel", "没有“titel”这个键"),
        ('title = "某表"', 'title = "某\\u0000表"', "title", "U+0000"),
        ('title = "某表"', 'title = "某\\u202E表"', "title", "U+202E"),
        ('title = "某表"', 'title = "某\\n表"', "title", "一行"),
        ('title = "某表"', 'title = "某表"\nunit_field = "unti"', "unit_field", "是不是“unit”"),
        ('title = "某表"', 'title = "某表"\nunit_field = "works"', "unit_field", "text"),
        ("[notice]", '[notice]\ndate = "2020-01-01"', "notice.date", "不加引号"),
        ("[notice]", "[notice]\ndate = 2020-02-01\ndeadline = 2020-01-01", "notice.deadline", "早于"),
        ('type = "text"', 'type = "txt"', "fields[0].type", "是不是“text”"),
        ('type = "text"', 'typ = "text"', "fields[0].typ", "是不是“type”"),
        ('type = "text"', "", "fields[0].type", "缺少"),
        ('name = "unit"', 'name = "单位"', "fields[0].name", "英文字母"),
        ('name = "kind"', 'name = "unit"', "fields[1].name", "重复"),
        ('name = "amount"', 'name = "unit"', "fields[3].fields[0].name", "重复"),
        ('name = "b"', 'name = "a"', "fields[1].choices[1].name", "重复"),
        ('label = "类别"\nchoices', 'label = "类别"\nmarks = { checked = "□" }\nchoices', "fields[1].marks", "相同"),
        ('type = "select_one"', 'type = "text"', "fields[1].choices", "不能有 choices"),
        ('label = "单位"', 'label = "单位"\nformat = "numbered_body"', "fields[0].format", "long_text"),
        ('label = "单位"', 'label = "单位"\nrequired = "yes"', "fields[0].required", "true 或 false"),
        ('label = "类别"', 'label = "类别"\ndefault = "c"', "fields[1].default", "默认值"),
        ("min = 1, max = 3", "min = 4, max = 3", "fields[2].limits[0].min", "大于上限"),
        ("min = 1, max = 3", "", "fields[2].limits[0]", "min 或 max"),
        ("max = 3", "max = 2.5", "fields[2].limits[0].max", "整数"),
        ("max = 3", "max = nan", "fields[2].limits[0].max", "nan 不是数值"),
        ("max = 3", "max = inf", "fields[2].limits[0].max", "数字太大"),
        ("[50, 50, 50]", "[50, 50, nan]", "sections[0].blocks[1].columns_mm[2]", "nan 不是数值"),
        ("max = 3", 'max = 3, unit = "字"', "fields[2].limits[0].unit", "不适合"),
        ("max = 3", 'max = 3, severity = "err"', "fields[2].limits[0].severity", "是不是“error”"),
        ("max = 3", 'max = "3"', "fields[2].limits[0].max", "应为数字"),
        ('label = "项目"', 'label = "项目"\nrelevant = "${kinds} = \'a\'"', "fields[3].relevant", "是不是“kind”"),
        ('label = "项目"', 'label = "项目"\nrelevant = "${kind} = \'c\'"', "fields[3].relevant", "没有选项“c”"),
        ('label = "项目"', 'label = "项目"\nrelevant = "${works} = 1"', "fields[3].relevant", "count"),
        ('label = "项目"', 'label = "项目"\nrelevant = "${kind} ="', "fields[3].relevant", "第 10 个字符"),
        (
            'label = "单位"',
            'label = "单位"\nconstraints = [{ constraint = "sum(${items.amont}) < 3", message = "多" }]',
            "fields[0].constraints[0].constraint",
            "amont",
        ),
        ("${unit}", "${unti}", "sections[0].blocks[0].text", "是不是“unit”"),
        ("${unit}", "${单位}", "sections[0].blocks[0].text", "写法不对"),
        ("${unit}", "${items}", "sections[0].blocks[0].text", "for_each"),
        ("${unit}", "${unit.a}", "sections[0].blocks[0].text", "不是选择题"),
        ("${unit}", "${kind.c}", "sections[0].blocks[0].text", "（可用：a、b）"),
        ("${unit}", "${amount}", "sections[0].blocks[0].text", "没有字段"),
        ('"paragraph"', '"paragrph"', "sections[0].blocks[0].block", "是不是“paragraph”"),
        ('text = "单位：${unit}"', 'text = "单位"\nstyle = "bdy"', "sections[0].blocks[0].style", "是不是“body”"),
        ('text = "单位：${unit}"', 'text = "单位"\nempty = "空"', "sections[0].blocks[0].empty", "不起作用"),
        ('text = "单位：${unit}"', 'text = "${unit}"\nnumbering = "1."', "sections[0].blocks[0].numbering", "列表字段"),
        ('text = "单位：${unit}"', 'text = "${works}"\nnumbering = "x"', "sections[0].blocks[0].numbering", "1."),
        ("[[sections]]", '[[sections]]\norientation = "up"', "sections[0].orientation", "portrait"),
        ("[50, 50, 50]", "[50, 50, 57]", "sections[0].blocks[1].columns_mm", "版心宽度 156"),
        ("[50, 50, 50]", "[50, 50, 0]", "sections[0].blocks[1].columns_mm[2]", "大于 0"),
        ("[50, 50, 50]", "[50, 50, 5]", "sections[0].blocks[1].rows[1]", "8 毫米"),
        ("[50, 50, 50]", '[50, 50, "5"]', "sections[0].blocks[1].columns_mm[2]", "应为数字"),
        ("[50, 50, 50]", "[50, 50]", "sections[0].blocks[1].rows[0]", "超出"),
        ("[50, 50, 50]", "[50, 50, 40, 10]", "sections[0].blocks[1].rows[0]", "没有填满"),
        ("rowspan = 2", "rowspan = 3", "sections[0].blocks[1].rows[1].cells[0].rowspan", "for_each"),
        ("rowspan = 2", "rowspan = 0", "sections[0].blocks[1].rows[1].cells[0].rowspan", "整数"),
        ("{ cells = [{", "{ header = true, cells = [{", "sections[0].blocks[1].rows[1].cells[0].rowspan", "表头"),
        ('cells = ["${kind}"', 'header = true, cells = ["${kind}"', "sections[0].blocks[1].rows[2].header", "最上面"),
        ('for_each = "items"', 'for_each = "works"', "sections[0].blocks[1].rows[3].for_each", "不是重复组"),
        ('for_each = "items"', 'for_each = "itms"', "sections[0].blocks[1].rows[3].for_each", "是不是“items”"),
    ],
)
def test_fault_is_told_with_its_place_and_remedy(faults: Faults, old: str, new: str, key: str, says: str) -> None:
    told = faults({old: new})
    assert key in told
    assert says in told[key]


def test_one_fault_does_not_bring_others_with_it(faults: Faults) -> None:
    assert list(faults({"max = 3": 'max = "3"', "[50, 50, 50]": '[50, 50, "50"]'})) == [
        "fields[2].limits[0].max",
        "sections[0].blocks[1].columns_mm[2]",
    ]


def test_all_faults_are_told_at_once(faults: Faults) -> None:
    told = faults({'type = "text"': 'type = "txt"', "max = 3": 'max = 3, unit = "字"', "${unit}": "${unti}"})
    assert list(told) == ["fields[0].type", "fields[2].limits[0].unit", "sections[0].blocks[0].text"]


def test_seal_area_needs_unit_and_date_of_one_line(faults: Faults) -> None:
    seal = '[[sections.blocks]]\nblock = "seal"\nunit = "${unit}\\n章"\n\n'
    told = faults({"[[sections.blocks]]": seal + "[[sections.blocks]]"})
    assert list(told) == ["sections[0].blocks[0].unit", "sections[0].blocks[0].date"]


def test_block_repeats_only_a_repeat_and_sees_its_fields(faults: Faults) -> None:
    repeat = """[[sections.blocks]]
block = "repeat"
for_each = "items"
blocks = [{ block = "paragraph", text = "${amount}" }]

"""
    assert faults({"[[sections.blocks]]": repeat + "[[sections.blocks]]"}) == {}
    told = faults({"[[sections.blocks]]": repeat.replace('"items"', '"works"') + "[[sections.blocks]]"})
    assert list(told) == ["sections[0].blocks[0].for_each", "sections[0].blocks[0].blocks[0].text"]


def test_unknown_block_kind_does_not_bring_faults_about_its_keys(faults: Faults) -> None:
    assert list(faults({'block = "table"': 'block = "tabel"'})) == ["sections[0].blocks[1].block"]


def test_landscape_section_has_225_mm(faults: Faults) -> None:
    landscape = {"[[sections]]": '[[sections]]\norientation = "landscape"'}
    assert faults({**landscape, "[50, 50, 50]": "[75, 75, 75]"}) == {}
    assert "版心宽度 225" in faults({**landscape, "[50, 50, 50]": "[80, 80, 80]"})["sections[0].blocks[1].columns_mm"]


def test_same_name_may_stand_in_two_repeats(faults: Faults) -> None:
    second = '\n[[fields]]\nname = "more"\ntype = "repeat"\nlabel = "更多"\n[[fields.fields]]\nname = "amount"\n'
    assert faults({"[[sections]]": second + 'type = "integer"\nlabel = "数"\n\n[[sections]]'}) == {}


def test_more_than_500_fields_are_refused(faults: Faults) -> None:
    many = "".join(f'[[fields]]\nname = "f{n}"\ntype = "text"\nlabel = "x"\n' for n in range(497))
    assert "500" in faults({"[[sections]]": many + "[[sections]]"})["fields"]


def test_more_than_100_columns_are_refused(faults: Faults) -> None:
    assert "100 列" in faults({"[50, 50, 50]": str([1] * 101)})["sections[0].blocks[1].columns_mm"]


def test_repeats_nested_too_deep_are_refused(faults: Faults) -> None:
    def nest(depth: int) -> str:
        inner = (
            f", fields = [{nest(depth - 1)}]" if depth else ', fields = [{ name = "z", type = "text", label = "z" }]'
        )
        return f'{{ name = "r{depth}", type = "repeat", label = "r"{inner} }}'

    plain = '[[fields.fields]]\nname = "amount"\ntype = "decimal"\nlabel = "金额"\nunit = "万元"'
    told = faults({plain: f"fields = [{nest(4)}]"})
    assert any("嵌套" in message for message in told.values())


def test_number_of_faults_told_is_bounded(form_folder: FormFolder) -> None:
    folder = form_folder({'title = "某表"': "\n".join(f"x{n} = 1" for n in range(3 * MOST_FAULTS))})
    with pytest.raises(TemplateError) as caught:
        load_template(folder)
    assert len(caught.value.faults) == MOST_FAULTS


def test_one_form_is_found_without_reading_the_others(form_folder: FormFolder, tmp_path: Path) -> None:
    form_folder({})
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "template.toml").write_text("castforms = ", encoding="utf-8")
    index = find_templates([tmp_path])
    assert index.load("form").title == "某表"
    assert list(index.folders) == ["broken", "form"]
    assert list(index.templates) == ["form"]
    assert [Path(fault.file).parent.name for fault in index.faults] == ["broken"]


def test_unknown_form_is_refused_with_the_near_one(form_folder: FormFolder, tmp_path: Path) -> None:
    form_folder({})
    with pytest.raises(TemplateError, match="是不是“form”"):
        find_templates([tmp_path]).load("from")


def test_of_two_forms_with_one_id_the_first_counts(form_folder: FormFolder, tmp_path: Path) -> None:
    folder = form_folder({})
    other = tmp_path / "more" / "form"
    other.mkdir(parents=True)
    (other / "template.toml").write_bytes((folder / "template.toml").read_bytes())
    index = find_templates([tmp_path, tmp_path / "more", tmp_path / "missing"])
    assert index.folders["form"] == folder
    assert [Path(fault.file) for fault in index.faults] == [other]


def test_letters_stand_upright(faults: Faults) -> None:
    assert list(faults({"[[sections]]": '[[sections]]\nletter = true\norientation = "landscape"'})) == [
        "sections[0].letter"
    ]


def test_a_section_may_depend_on_an_answer(form_folder: FormFolder) -> None:
    folder = form_folder({"[[sections]]": "[[sections]]\nrelevant = \"${kind} = 'a'\""})
    assert load_template(folder).sections[0].relevant is not None


def test_the_condition_of_a_section_names_a_field_of_the_form(faults: Faults) -> None:
    assert list(faults({"[[sections]]": "[[sections]]\nrelevant = \"${kin} = 'a'\""})) == ["sections[0].relevant"]
