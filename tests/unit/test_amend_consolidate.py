"""`rulesdsl amend consolidate`: the text of a document on a day, in every form."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from jsonschema import Draft202012Validator

from rulesdsl.cli.main import main
from rulesdsl.reports.consolidated import consolidated, render_consolidated
from rulesdsl.reports.consolidated_word import consolidated_word
from rulesdsl.reports.schemas import schema_of
from support.amended import history_of, little, statute, version_of

NOTICE = "福建省人民政府办公厅关于修改〈福建省人民政府关于加快发展智能制造九条措施的通知〉等四份文件的通知"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in little().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def output_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["amend", "consolidate", *words]) == 0
    return capsys.readouterr().out


def test_the_text_is_printed_as_it_is(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    shown = output_of(capsys, "示政〔2018〕1号", "--policies", str(folder))
    assert shown == version_of(history_of(little())).text.text


def test_a_date_chooses_the_version(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    def lines(day: str) -> str:
        return output_of(capsys, "示例办法", "--as-of", day, "--policies", str(folder))

    assert "省经信委牵头组织展会。" in lines("2019年5月31日")
    assert "省工信厅牵头组织展会和推介会。" in lines("2019年6月1日")
    assert "省工信厅牵头组织展会和推介会。" in lines("2020年12月31日")
    assert "省工信厅牵头组织展会。" in lines("2021年1月1日")


def test_before_it_was_issued_there_is_no_text(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert main(["amend", "consolidate", "1号", "--as-of", "2018年2月1日", "--policies", str(folder)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert (
        "2018年2月1日时 示政〔2018〕1号 尚未施行：2018年3月5日起施行；2019年6月1日修改；2021年1月1日修改" in shown.err
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["闽政〔2017〕14号"], "是否要写 闽政〔2017〕13号"),
        (["号"], "不止一份文件叫「号」"),
        (["13号", "--as-of", "2020年"], "--as-of 2020年：这里应是日期"),
    ],
)
def test_what_cannot_be_meant_is_said(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(["amend", "consolidate", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("name", ["闽政〔2017〕13号", "闽政[2017]13号", "13号"])
def test_a_document_by_its_number(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert "促进2017年全省工业稳增长调结构若干措施的通知" in output_of(capsys, name)


def test_the_note_names_number_day_and_acts() -> None:
    lines = consolidated(version_of(history_of(little())))
    assert [line.kind for line in lines[:2]] == ["title", "note"]
    assert lines[1].text == (
        "（示政〔2018〕1号，2018年3月1日成文。根据2019年6月1日《关于修改〈示例办法〉的通知》第一条修改。"
        "根据2021年1月1日《关于再次修改〈示例办法〉的通知》修改）"
    )


def test_headings_of_points_and_no_bold_label_without_a_title(capsys: pytest.CaptureFixture[str]) -> None:
    shown = output_of(capsys, "60号", "--format", "md")
    assert shown.startswith(
        "# 福建省人民政府关于进一步加快推进软件和信息技术服务业发展的意见\n\n（闽政〔2016〕60号，2016年成文。"
    )
    assert "\n\n## 六、拓展市场\n\n支持软件和信息技术服务业企业参与省外项目招标。" in shown
    assert "\n\n**（一）加强公共服务平台建设**。增强软件园区的集聚功能" in shown
    assert "\n\n（一）对各地市的集成电路设计中心" in shown


def test_articles_of_a_statute_keep_their_lines() -> None:
    shown = render_consolidated(version_of(history_of(statute())), "md")
    assert (
        "\n\n## 第一章　总则\n\n第一条　为了支持企业，制定本办法。\n\n第二条　本办法所称企业包括：\n\n（一）法人；\n"
        in shown
    )
    assert shown.endswith("（二）省工信厅认定的单位。\n\n个体工商户适用本办法。\n")


def test_html_is_one_page_and_escaped() -> None:
    files = little(text_txt=little()["text.txt"].replace("获奖企业", "获奖<b>企业"))
    page = render_consolidated(version_of(history_of(files)), "html")
    assert page.count("<html") == 1
    assert "对&lt;b&gt;企业" in page
    assert "<h2>一、支持开拓市场</h2>" in page


def test_json_has_every_unit(capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(output_of(capsys, "13号", "--format", "json"))
    Draft202012Validator(schema_of("consolidate")).validate(data)
    assert data["document"] == "闽政〔2017〕13号"
    assert data["amended_by"] == [f"2020年12月4日《{NOTICE}》第四条"]
    unit = next(unit for unit in data["units"] if unit["citation"] == "第一点 第二项")
    assert unit["title"] == "扩大电力直接交易规模"
    assert unit["text"][-1] == "责任单位：省工信厅，福建能源监管办，省电力公司"


def test_word_has_the_text_in_the_fonts_of_official_documents() -> None:
    document = Document(io.BytesIO(consolidated_word(version_of(history_of(little())))))
    assert [paragraph.text for paragraph in document.paragraphs][3:7] == [
        "一、支持开拓市场",
        "（一）对企业，省工信厅认定后给予奖励。",
        "责任单位：省工信厅",
        "（二）省工信厅牵头组织展会。",
    ]
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_word_goes_into_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "out.docx"
    output_of(capsys, "13号", "--format", "docx", "--output", str(file))
    assert Document(str(file)).core_properties.title.startswith("福建省人民政府关于促进2017年")


def test_without_the_extra_the_message_names_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    assert main(["amend", "consolidate", "13号", "--format", "docx", "-o", str(tmp_path / "a.docx")]) == 2
    assert "docx 需要 office 组件：pip install 'rulesdsl[office]'" in capsys.readouterr().err
