"""What a small edit is drafted as, word for word."""

from __future__ import annotations

import pytest

from rulesdsl.amendments.drafting.draft import Draft, Named, draft
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.source.fold import same
from rulesdsl.source.parse import parse

OLD = """关于支持甲产业的通知
各有关单位：
为支持甲产业，提出以下措施。
一、支持企业
（一）对年产值1000万元以上的企业，给予20万元奖励。省经信委负责审核。
（二）鼓励企业开展研发，给予10%补助。已享受其他补助的除外。
（三）支持企业参展，给予展位费补助，由县（区）承担。
责任单位：省经信委、财政厅、物价局
二、加强服务
各级各部门要加强协调，落实“直通车”服务。
责任单位：省经信委、省国税局、地税局
本通知自发布之日起执行。
有效期三年。
"""


def drafted(new: str, old: str = OLD) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    return draft(parse("old.txt", old)[0], parse("new.txt", new)[0], Named())


def edited(*edits: tuple[str, str], old: str = OLD) -> str:
    for before, after in edits:
        assert before in old
        old = old.replace(before, after)
    return old


CASES = {
    "the clause around a change is quoted": (
        [("给予20万元", "给予30万元")],
        ["将第一点第一项中的“给予20万元奖励”修改为“给予30万元奖励”。"],
    ),
    "two changes of one item share a sentence": (
        [("1000万元以上", "2000万元以上"), ("20万元奖励", "30万元奖励")],
        [
            "将第一点第一项中的“对年产值1000万元以上的企业”修改为“对年产值2000万元以上的企业”，“给予20万元奖励”修改为“给予30万元奖励”。"
        ],
    ),
    "a number is never cut": (
        [("1000万元以上", "1500万元以上")],
        ["将第一点第一项中的“对年产值1000万元以上的企业”修改为“对年产值1500万元以上的企业”。"],
    ),
    "nor are brackets": (
        [("由县（区）承担", "由县（市、区）承担")],
        ["将第一点第三项中的“由县（区）承担”修改为“由县（市、区）承担”。"],
    ),
    "nor is a quotation, whose marks go one level in": (
        [("“直通车”", "“绿色通道”")],
        ["将第二点中的“落实‘直通车’服务”修改为“落实‘绿色通道’服务”。"],
    ),
    "a sentence is struck without its mark": (
        [("已享受其他补助的除外。", "")],
        ["删除第一点第二项中“已享受其他补助的除外”的表述。"],
    ),
    "words are put in behind those before them": (
        [("给予10%补助", "给予10%补助，最高50万元")],
        ["在第一点第二项中的“给予10%补助”后增加“，最高50万元”。"],
    ),
    "at the end of an item nothing is quoted": (
        [("负责审核。", "负责审核。审核结果应当公示。")],
        ["第一点第一项末尾增加：“审核结果应当公示。”。"],
    ),
    "the same change in several items is one sentence": (
        [("给予10%补助", "给予补助"), ("给予展位费补助", "给予补助")],
        ["将第一点第二项中的“给予10%补助”修改为“给予补助”。", "将第一点第三项中的“给予展位费补助”修改为“给予补助”。"],
    ),
    "a body is renamed in the whole text": (
        [("经信委", "工信厅")],
        ["将全文中的“经信委”修改为“工信厅”。"],
    ),
    "bodies are merged, and one is struck": (
        [("省国税局、地税局", "省税务局"), ("、物价局", "")],
        ["将全文中的“国税局”“地税局”合并修改为“省税务局”；删除“物价局”。"],
    ),
    "changes of single places come before those of the whole text": (
        [("经信委", "工信厅"), ("负责审核", "负责审查")],
        ["将第一点第一项中的“省经信委负责审核”修改为“省工信厅负责审查”。", "将全文中的“经信委”修改为“工信厅”。"],
    ),
    "an item is struck, and the others close up by custom": (
        [("（二）鼓励企业开展研发，给予10%补助。已享受其他补助的除外。\n", ""), ("（三）", "（二）")],
        ["删除第一点第二项。"],
    ),
    "of two items one is left, which has no label then": (
        [
            ("（一）对年产值1000万元以上的企业，给予20万元奖励。省经信委负责审核。\n", ""),
            ("（二）鼓励企业开展研发，给予10%补助。已享受其他补助的除外。\n（三）", ""),
        ],
        ["删除第一点第一项、第二项。"],
    ),
    "an item is put in, and those behind it get new labels": (
        [("（三）支持", "（三）新增事项，给予5万元。\n（四）支持")],
        ["第一点第二项后增加一项，作为第三项：“新增事项，给予5万元。”。", "将第一点第三项改为第四项。"],
    ),
    "a point is put in with its items": (
        [("二、加强服务", "二、减轻负担\n减收费用。\n（一）甲。\n（二）乙。\n三、加强服务")],
        ["第一点后增加一点，作为第二点：“减轻负担\n“减收费用。\n“（一）甲。\n“（二）乙。”。", "将第二点改为第三点。"],
    ),
    "an item is rewritten where a paragraph comes between": (
        [("物价局\n二", "物价局\n二"), ("各级各部门要加强协调", "各级各部门要履职。\n各级各部门要加强协调")],
        [
            "将第二点修改为：“加强服务\n“各级各部门要履职。\n“各级各部门要加强协调，落实‘直通车’服务。\n“责任单位：省经信委、省国税局、地税局”。"
        ],
    ),
    "a heading is retitled": ([("一、支持企业", "一、扶持企业")], ["将第一点标题修改为：“扶持企业”。"]),
    "so is the document": ([("关于支持", "关于扶持")], ["将名称修改为：“关于扶持甲产业的通知”。"]),
    "what has no number is changed in the whole text": (
        [("自发布之日起", "自2021年1月1日起")],
        ["将全文中的“本通知自发布之日起执行”修改为“本通知自2021年1月1日起执行”。"],
    ),
    "a paragraph is added at the end": (
        [("有效期三年。\n", "有效期三年。\n由省政府解释。\n")],
        ["增加一段：“由省政府解释。”。"],
    ),
    "spaces and widths are no change": ([("（一）", "　(一) "), ("10%", "１０％")], []),
}


@pytest.mark.parametrize("claim", CASES)
def test_an_edit_is_worded(claim: str) -> None:
    edits, sentences = CASES[claim]
    new = edited(*edits)
    found, problems = drafted(new)
    assert problems == ()
    assert found is not None
    assert list(found.sentences) == sentences
    assert same(found.execution.text.text, new)


def test_the_same_words_in_several_items_are_listed() -> None:
    old = "关于甲的通知\n（一）甲项目，资金从甲专项中安排。\n（二）乙项目，资金从甲专项中安排。\n（三）丙项目。\n"
    found, _ = drafted(old.replace("甲专项", "乙专项"), old)
    assert found is not None
    assert found.sentences == ("将第一项、第二项中的“资金从甲专项中安排”修改为“资金从乙专项中安排”。",)


def test_a_word_in_many_items_is_changed_in_the_whole_text() -> None:
    items = ("支持企业参展", "要求企业研发", "组织企业培训", "帮助企业融资", "引导企业搬迁", "奖励企业减排")
    old = "关于甲的通知\n" + "".join(
        f"（{label}）{item}。\n" for label, item in zip("一二三四五六", items, strict=True)
    )
    found, _ = drafted(old.replace("企业", "单位"), old)
    assert found is not None
    assert found.sentences == ("将全文中的“企业”修改为“单位”。",)


def test_a_name_that_survives_somewhere_is_changed_only_where_it_was() -> None:
    old = "关于甲的通知\n（一）省经信委负责审核。\n（二）省经信委负责监督。\n"
    found, _ = drafted(old.replace("省经信委负责审核", "省工信厅负责审核"), old)
    assert found is not None
    assert found.sentences == ("将第一项中的“省经信委负责审核”修改为“省工信厅负责审核”。",)


def test_names_of_acts_keep_the_old_name() -> None:
    old = "关于甲的通知\n（一）省经信委按《省经信委甲办法》审核。\n（二）由省经信委监督。\n"
    new = old.replace("省经信委按", "省工信厅按").replace("由省经信委", "由省工信厅")
    found, _ = drafted(new, old)
    assert found is not None
    assert found.sentences == ("将全文中的“经信委”修改为“工信厅”。",)


def test_items_of_a_running_series_are_named_with_their_point_once_points_are_named() -> None:
    old = "关于甲的通知\n一、总则\n（一）甲一。\n（二）乙一。\n二、分则\n（三）丙一。\n（四）丁一。\n"
    found, _ = drafted(old.replace("二、分则", "二、细则").replace("丁一", "丁二"), old)
    assert found is not None
    assert (
        found.sentences
        == (
            "将第二点标题修改为：“细则”。",
            "将第二点第四项中的“（四）丁一”修改为“（四）丁二”。",  # two marks are too few to quote, so the label goes with them
        )
    )


STATUTE = """示例管理办法
第一章　总则
第一条　为了规范甲活动，制定本办法。
第二条　本办法适用于甲。
甲包括下列各项：
（一）乙；
（二）丙；
（三）丁。
第三条　省经信委负责甲的管理。
第二章　附则
第四条　违反第三条的，处1000元罚款。
第五条　本办法自发布之日起施行。
"""

ARTICLES = {
    "the sole paragraph of an article needs no name": (
        [("处1000元", "处2000元")],
        ["将第四条中的“处1000元罚款”修改为“处2000元罚款”。"],
    ),
    "one of several does": (
        [("适用于甲。", "适用于甲、乙。")],
        ["在第二条第一款中的“本办法适用于甲”后增加“、乙”。"],
    ),
    "articles close up by command": (
        [("第三条　省经信委负责甲的管理。\n", ""), ("第四条　", "第三条　"), ("第五条", "第四条")],
        ["删除第三条。", "对条文顺序作相应调整。"],
    ),
    "and make room by command": (
        [("第五条", "第六条"), ("第四条　", "第五条　"), ("第三条　", "第三条　新的一条。\n第四条　")],
        ["第二条后增加一条，作为第三条：“新的一条。”。", "对条文顺序作相应调整。"],
    ),
    "an article between two numbers moves no other": (
        [("第三条　省", "第二条之一　新的一条。\n第三条　省")],
        ["第二条后增加一条，作为第二条之一：“新的一条。”。"],
    ),
    "a paragraph is put in": (
        [("甲包括", "新的一款。\n甲包括")],
        ["第二条第一款后增加一款，作为第二款：“新的一款。”。"],
    ),
    "items of an article get their labels by command": (
        [("（二）丙；\n", ""), ("（三）丁", "（二）丁")],
        ["删除第二条第二款第二项。", "将第二条第二款第三项改为第二项。"],
    ),
    "a chapter is retitled": ([("附则", "法律责任")], ["将第二章标题修改为：“法律责任”。"]),
    "an article of which little is left is rewritten": (
        [("省经信委负责甲的管理。", "甲按照国家规定备案，备案以后方可开展。")],
        ["将第三条修改为：“甲按照国家规定备案，备案以后方可开展。”。"],
    ),
}


@pytest.mark.parametrize("claim", ARTICLES)
def test_an_edit_of_a_statute_is_worded(claim: str) -> None:
    edits, sentences = ARTICLES[claim]
    found, problems = drafted(edited(*edits, old=STATUTE), STATUTE)
    assert problems == ()
    assert found is not None
    assert list(found.sentences) == sentences


def test_what_no_sentence_can_say_is_refused_at_its_place() -> None:
    new = edited(("有效期三年。", "由省政府解释。\n有效期三年。"))
    found, (problem,) = drafted(new)
    assert found is None
    assert problem.code == "RD580"
    assert problem.span is not None
    assert new[problem.span.start : problem.span.end] == "本通知自发布之日起执行。"
