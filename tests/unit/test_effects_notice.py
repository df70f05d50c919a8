"""What the notice of 2020 makes of the rules, read off its sentences by hand."""

from __future__ import annotations

from support.fujian import NO_13, NO_29, NO_36, NO_60, amended, compiled


def effects(number: str, kind: str) -> set[tuple[str, str, int]]:
    """(rule, words or direction, sentence from 1) of one kind."""
    return {
        (effect.rule.partition("/")[2], effect.direction or effect.text, sentence + 1)
        for effect in amended(number).effects
        if effect.kind == kind
        for sentence in effect.sentences
    }


def places(number: str, kind: str) -> set[tuple[str, int]]:
    return {(rule, sentence) for rule, _, sentence in effects(number, kind)}


def test_struck_clauses() -> None:
    assert places(NO_36, "struck") == {("第十四项/工控系统优先选用省内产品", 1)}
    assert places(NO_60, "struck") == {("第六点 第一项/首购首用机制", 1), ("第六点 第一项/首购首用风险补偿", 1)}
    assert places(NO_29, "struck") == {("第四点/税收贡献奖补", 1), ("第四点/税收贡献奖补上限", 1)}
    assert places(NO_13, "struck") == {
        ("第一点 第四项/落实六条措施", 1),
        ("第一点 第四项/要素保障直通车", 1),
        ("第一点 第四项/重大项目指标优先", 2),
        ("第二点 第一项/组建营销联盟", 3),
        ("第二点 第二项/优先使用省内工业品", 4),
        ("第二点 第二项/工业品推荐目录", 4),
        ("第八点 第二项/预留绩效奖励资金", 8),
        ("第八点 第二项/绩效奖励资金分配", 8),
    }


def test_one_condition_is_struck_in_all_and_that_makes_the_clause_looser() -> None:
    # （五）删除第四点第一项中“在福建省内注册实行独立核算”的表述: two conditions in one phrase.
    found = [item for number in (NO_36, NO_60, NO_29, NO_13) for item in amended(number).effects]
    struck = [(item.rule, item.text, item.sentences, item.direction) for item in found if item.kind == "condition"]
    rule = f"{NO_13}/第四点 第一项/技改完工增量奖励"
    assert struck == [
        (rule, "条件「企业.福建省内注册」删去", (4,), "放宽"),
        (rule, "条件「企业.独立核算」删去", (4,), "放宽"),
    ]


def test_funds_and_bodies_renamed_in_no_36() -> None:
    fund, committee = "省工商发展资金 → 省工业和信息化专项资金", "省经信委 → 省工信厅"
    assert effects(NO_36, "renamed") == {
        ("第九项/两化融合补助资金", fund, 2),
        ("第十三项/品牌并购补助", fund, 2),
        ("第十五项/首台套补助资金", fund, 2),
        ("第十六项/服务型制造首次达标奖励", fund, 2),
        ("第十二项/支持公共服务平台", committee, 3),
        ("第十二项/国家级创新称号奖励", committee, 3),
        ("第十八项/抵押登记职责", "各地市土地和房地产登记管理部门 → 各地市不动产登记机构", 4),
        ("第八项/成长性企业技改补助", committee, 5),
        ("第八项/关键重大装备补助", committee, 5),
        ("第十项/并购科技型企业补助", committee, 5),
        ("第十三项/主导制订标准奖励", "省质监局标准化专项资金 → 省市场监管局标准化专项资金", 5),
        ("第十四项/省外中标奖励", committee, 5),
        ("第十四项/新增配套采购奖励", committee, 5),
        ("第十五项/国家目录装备保费补贴", committee, 5),
        ("第十五项/省内首台套保费补贴", committee, 5),
        ("第十九项/梳理税收政策", "省地税局 → 省税务局", 5),
        ("第十九项/梳理税收政策", "省国税局 → 省税务局", 5),
        ("结尾段/组织实施", committee, 5),
    }


def test_bodies_renamed_in_the_others() -> None:
    committee = "省经信委 → 省工信厅"
    assert effects(NO_60, "renamed") == {
        ("第八点/建立联席会议制度", committee, 2),
        ("第八点/制定管理办法", committee, 2),
    }
    assert effects(NO_29, "renamed") == {("第四点/制定实施细则", committee, 2), ("第六点/牵头指导推进", committee, 2)}
    assert effects(NO_13, "renamed") == {
        ("第七点 第四项/收集上报困难", "各地经信部门 → 各地工信部门", 7),
        ("第七点 第四项/分解办理督促", committee, 9),
        ("结尾段/组织协调", committee, 9),
    }


def test_what_reads_otherwise_and_means_the_same() -> None:
    assert places(NO_13, "reworded") == {
        ("第二点 第一项/手拉手活动", 3),
        ("第二点 第二项/联动互动机制", 4),
        ("第六点/降低企业成本", 6),
    }
    assert [places(number, "reworded") for number in (NO_36, NO_60, NO_29)] == [set(), set(), set()]


def test_a_fund_no_longer_pays_for_what_is_struck() -> None:
    # 60号 第八点 sets money aside for clauses of which 首购首用风险补偿 is one.
    assert [places(number, "line") for number in (NO_36, NO_29, NO_13)] == [set(), set(), set()]
    assert places(NO_60, "line") == {("第八点/专项资金安排", 1)}


def test_responsible_bodies() -> None:
    lines = {rule: text for rule, text, _ in effects(NO_13, "unit")}
    assert lines["第一点 第一项"] == "责任单位：去掉省经信委、物价局，添上省工信厅"
    assert lines["第四点 第四项"] == "责任单位：去掉地税局、省国税局，添上省税务局"
    # The 地税局 and 省国税局 of 29号 第四点 go with its sentence （一）, so that nothing is left for （二） to merge there.
    assert effects(NO_29, "unit") >= {
        ("第四点", "责任单位：去掉经信委、物价局、地税局、省国税局，添上工信厅", 1),
        ("第四点", "责任单位：去掉经信委、物价局、地税局、省国税局，添上工信厅", 2),
    }


def test_nothing_has_to_be_restated() -> None:
    found = [item.kind for number in (NO_36, NO_60, NO_29, NO_13) for item in amended(number).effects]
    assert not {"stale", "ended", "restated"} & set(found)
    assert not compiled().has_errors
