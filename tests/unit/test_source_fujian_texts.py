"""The four documents as first issued: their structure, and that the notice's commands lead from them to the annexes.

The commands are applied by plain replacement, in the order of the notice, each only to the document that commands
it; this checks the texts, not the amendment engine. Where an annex differs from text + commands, the place is listed
by hand.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from rulesdsl.diagnostics import Span
from rulesdsl.source.coverage import content_spans
from rulesdsl.source.locate import cite, resolve, unit_at
from rulesdsl.source.parse import parse, read
from rulesdsl.source.responsible import responsible_for
from rulesdsl.source.units import SourceText, Unit

POLICIES = Path(__file__).parents[2] / "policies" / "fujian"
DOCUMENTS = ("mz-2015-36", "mz-2016-60", "mzb-2017-29", "mz-2017-13")

# (old, new) in the order of the notice; seam marks of deletions and the merged tax offices are written out by hand.
COMMANDS: dict[str, tuple[tuple[str, str], ...]] = {
    "mz-2015-36": (
        ("对涉及安全及重大项目的工控系统，同等条件优先选用省内企业生产的传感器及智能化仪器仪表等产品。", ""),
        ("省工商发展资金", "省工业和信息化专项资金"),
        (
            "省发改、经信、科技等部门加大支持智能制造公共服务平台",
            "省发改、工信、科技等部门加大支持智能制造公共服务平台",
        ),
        (
            "各地市土地和房地产登记管理部门对承租企业将土地和房产抵押给融资租赁公司的",
            "各地市不动产登记机构对承租企业将土地和房产抵押给融资租赁公司的",
        ),
        ("经信委", "工信厅"),
        ("国土厅", "自然资源厅"),
        ("林业厅", "林业局"),
        ("质监局", "市场监管局"),
        ("金融办", "金融监管局"),
        ("福建银监局", "福建银保监局"),
        ("、地税局，省国税局", "，省税务局"),
        ("省地税局、国税局", "省税务局"),
    ),
    "mz-2016-60": (
        (
            "（一）探索“首购首用”风险补偿机制，带动新技术、新产品在全社会的推广应用。对首次采购或首次使用本省软件和信息技术"
            "服务业企业自主研发的、具有明确的自主知识产权和自主品牌的各类软件产品、集成电路设计产品、动漫游戏等数字内容产品，"
            "或软件服务及解决方案的本省使用单位，省财政给予风险补偿资金补助，最高可达软件产品或服务价格的30%。",
            "",
        ),
        ("经信委", "工信厅"),
    ),
    "mzb-2017-29": (
        (
            "对制造业企业分离设立的服务业企业，或制造业企业整体转型为服务业企业，各地可根据财力情况和企业对当地的税收贡献给予"
            "奖补。",
            "",
        ),
        ("对企业的奖励金额不超过企业缴纳的地方级税收收入。", ""),
        ("、物价局、地税局，省国税局", "、物价局"),
        ("经信委", "工信厅"),
        ("国土厅", "自然资源厅"),
        ("、地税局，省国税局", "，省税务局"),
        ("、物价局", ""),
    ),
    "mz-2017-13": (
        (
            "继续贯彻落实省政府办公厅《关于培育高成长企业六条措施的通知》（闽政办〔2015〕49号），企业要素保障实行“直通车”服务。",
            "",
        ),
        (
            "重大项目用地、用林、用海、能耗等指标由各地给予优先统筹解决",
            "重大项目用地、用林、用海、能耗等指标由各地给予统筹解决",
        ),
        (
            "项目供需对接、抱团营销等各种“手拉手”活动。支持各地组建以龙头骨干企业为核心的营销联盟、产业联盟，"
            "实现市场信息共享、营销渠道共享、互惠互利",
            "项目供需对接等各种“手拉手”活动",
        ),
        (
            "积极支持企业对接各行业、各区域的大宗采购项目，鼓励工程建设项目优先使用省内工业品。完善各地工业品推荐目录制度，"
            "加强供需对接，加大服务协调工作力度，促进闽货闽用",
            "加大服务协调工作力度，积极支持企业对接各行业、各区域的大宗采购项目",
        ),
        ("在福建省内注册实行独立核算、", ""),
        (
            "贯彻落实国务院《降低实体经济企业成本工作方案》（国发〔2016〕48号），在实施省政府《关于降低企业成本减轻企业负担的"
            "意见》（闽政〔2016〕21号）等政策的基础上，进一步有效降低我省实体经济企业成本",
            "贯彻落实国家和我省关于降低实体经济企业成本的政策，进一步有效降低我省实体经济企业成本",
        ),
        ("各地经信部门要及时收集上报", "各地工信部门要及时收集上报"),
        (
            "省经信委工业技改专项和县域产业发展专项切块资金中预留30%资金，根据各地绩效目标完成情况，按“以奖代补”的方式分配"
            "下达奖励资金。",
            "",
        ),
        ("经信委", "工信厅"),
        ("、地税局，省国税局", "，省税务局"),
        ("质监局", "市场监管局"),
        ("金融办", "金融监管局"),
        ("福建银监局", "福建银保监局"),
        ("国土厅", "自然资源厅"),
        ("环保厅", "生态环境厅"),
        ("林业厅", "林业局"),
        ("海洋渔业厅", "海洋渔业局"),
        ("、物价局", ""),
        ("、福建检验检疫局、厦门检验检疫局", ""),
    ),
}

# What the annexes changed without a command: (text + commands, annex).
UNCOMMANDED: dict[str, tuple[tuple[str, str], ...]] = {
    "mz-2015-36": (),
    # 六、 was left with one item, whose label was taken off.
    "mz-2016-60": (("（二）支持软件和信息技术服务业企业参与", "支持软件和信息技术服务业企业参与"),),
    "mzb-2017-29": (),
    "mz-2017-13": (
        # 一（一） lost its whole line, 一（二） got 发改委 where 物价局 went, 一（三） had 经信部门 renamed.
        ("降低用电成本。责任单位：省工信厅、财政厅，福建能源监管办，省电力公司", "降低用电成本。"),
        ("责任单位：省工信厅，福建能源监管办", "责任单位：省工信厅、发改委，福建能源监管办"),
        ("各级经信部门要积极培育", "各级工信部门要积极培育"),
    ),
}


@pytest.fixture(params=DOCUMENTS)
def source(request: pytest.FixtureRequest) -> SourceText:
    return load(request.param)


def load(document: str) -> SourceText:
    source, problems = read(document, (POLICIES / document / "text.txt").read_bytes())
    assert problems == ()
    assert source is not None
    return source


def unit(source: SourceText, citation: str) -> Unit:
    found = resolve(source, citation)
    assert isinstance(found, Unit), found
    return found


def annex(document: str) -> str:
    notice = (POLICIES / "mzb-2020-notice" / "text.txt").read_text(encoding="utf-8")
    return re.split(r"(?m)^附件\d\n", notice)[1 + DOCUMENTS.index(document)]


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_of_the_notice_lead_to_the_annex_except_at_the_listed_places(document: str) -> None:
    text = without_space(load(document).text)
    for old, new in COMMANDS[document]:
        assert old in text, f"no hit for {old}"
        text = text.replace(old, new)
    for computed, published in UNCOMMANDED[document]:
        assert text.count(computed) == 1, computed
        text = text.replace(computed, published)
    assert text == without_space(annex(document))


def test_every_unit_is_found_again_by_its_citation(source: SourceText) -> None:
    for one in source.units:
        assert resolve(source, cite(source, one)) is one


def test_every_mark_of_the_text_belongs_to_a_unit(source: SourceText) -> None:
    for offset, mark in enumerate(source.text):
        if not mark.isspace():
            assert unit_at(source, offset) is not None


def test_parts_of_units_are_disjoint_and_together_make_up_the_text(source: SourceText) -> None:
    parts = []
    for one in source.units:
        own = [one.label_span, one.title_span, *one.body, *(line.span for line in one.responsibility)]
        parts += [(part.start, part.end) for part in own if part]
    parts.sort()
    assert all(before[1] <= after[0] for before, after in pairwise(parts))
    # What lies between the parts is space, and the full stop after an item's title.
    left = source.text
    for start, end in reversed(parts):
        left = left[:start] + left[end:]
    assert set(without_space(left)) <= {"。"}


def test_items_of_the_nine_measures_run_through_the_points() -> None:
    source = load("mz-2015-36")
    items = [one for one in source.units if one.kind == "item"]
    assert [f"项:{n}" for n in range(1, 26)] == [one.id for one in items]
    assert unit(source, "第十四项").parent == "点:5"
    assert unit(source, "第十四项").title == "支持智能制造企业开拓市场"


@pytest.mark.parametrize("document", ["mz-2015-36", "mzb-2017-29", "mz-2017-13"])
def test_annex_read_inside_the_notice_has_the_units_of_the_document(document: str) -> None:
    notice = (POLICIES / "mzb-2020-notice" / "text.txt").read_text(encoding="utf-8")
    start = notice.index(annex(document))
    source, problems = parse("notice", notice, Span("notice", start, start + len(annex(document))))
    assert problems == ()
    assert [one.id for one in load(document).units] == [one.id for one in source.units]
    assert all(start <= one.span.start for one in source.units)


def test_lead_and_closing_paragraphs_are_units() -> None:
    source = load("mz-2015-36")
    assert unit(source, "第一点 文首段").id == "点:1/文首段"
    assert source.slice(unit(source, "结尾段").span).startswith("以上措施自发布之日起执行")
    assert source_text("mz-2016-60", "结尾段") == "以上意见自发布之日起执行。"
    assert source_text("mz-2017-13", "结尾段").startswith("各责任单位要认真制订执行计划")
    assert len(unit(load("mz-2016-60"), "第八点").body) == 2


def source_text(document: str, citation: str) -> str:
    source = load(document)
    return source.slice(unit(source, citation).span)


def test_items_without_a_title_have_none() -> None:
    source = load("mz-2016-60")
    assert unit(source, "第四点 第一项").title == ""
    assert unit(source, "第六点 第二项").title == ""
    assert unit(source, "第二点 第一项").title == "加强公共服务平台建设"


def test_headings_on_their_own_line_are_titles() -> None:
    source = load("mzb-2017-29")
    goal = unit(source, "第一点 第一项")
    assert (goal.title, len(goal.body)) == ("发展目标", 2)
    assert unit(source, "第一点 第二项 第一目").title == "支持制造业主辅分离，“裂变”专业优势"


def test_soft_line_breaks_do_not_split_paragraphs() -> None:
    assert len(unit(load("mz-2017-13"), "第一点 第四项").body) == 1
    assert len(unit(load("mz-2017-13"), "第四点 第四项").body) == 1


def test_responsibility_line_glued_to_a_paragraph_is_split_off() -> None:
    source = load("mzb-2017-29")
    land = unit(source, "第五点")
    assert source.slice(land.responsibility[0].listed) == "省国土厅，各设区市人民政府、平潭综合实验区管委会"
    assert source.slice(land.body[0]).endswith("生产性服务业。")


def test_one_responsibility_line_speaks_for_the_items_before_it() -> None:
    source = load("mz-2017-13")
    found = responsible_for(source, unit(source, "第二点 第一项"))
    assert found is not None
    assert (found.unit, found.own) == ("点:2/项:3", False)
    assert responsible_for(load("mz-2016-60"), unit(load("mz-2016-60"), "第三点")) is None


def test_content_leaves_out_label_title_and_responsibility() -> None:
    source = load("mz-2015-36")
    content = "".join(source.slice(span) for span in content_spans(source, unit(source, "第八项")))
    assert content.startswith("鼓励企业应用数控技术")
    assert "责任单位" not in content
    assert "按设备投资额的 8%予以补助" in content
