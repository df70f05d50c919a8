"""The plan: flat, shared, in dependency order, without names of parts, and smaller once readings are chosen."""

from __future__ import annotations

import json
from functools import cache

import pytest

from laws.little import item, plan_of
from rulesdsl.inputs import build
from rulesdsl.plan.nodes import OPS, Builder, Node
from rulesdsl.plan.plan import Plan, plan_from_json, plan_to_json
from rulesdsl.plan.versions import compile_rules
from rulesdsl.run.interpreter import HANDLERS
from rulesdsl.run.specialise import specialise
from support.policies import NO_36, files_of


@cache
def policy() -> Plan:
    return compile_rules(build({name: text for name, text in files_of(NO_36).items() if name.endswith(".rule")})[0])


def test_every_node_stands_after_what_it_reads() -> None:
    for place, node in enumerate(policy().nodes):
        assert all(arg < place for arg in node.args), node


def test_equal_nodes_are_one() -> None:
    assert len(set(policy().nodes)) == len(policy().nodes)


def test_every_op_is_documented_and_has_a_handler() -> None:
    used = {node.op for node in policy().nodes}
    assert used <= OPS.keys()
    assert used <= HANDLERS.keys()
    assert HANDLERS.keys() <= OPS.keys()


def test_numbers_have_a_scale_and_truths_have_none() -> None:
    for node in policy().nodes:
        assert node.scale >= 1
        assert node.sort == "number" or node.scale == 1, node


def test_the_json_form_gives_the_plan_back() -> None:
    text = json.dumps(plan_to_json(policy()), ensure_ascii=False)
    assert plan_from_json(json.loads(text)) == policy()


def test_a_plan_of_another_format_is_refused() -> None:
    data = json.loads(json.dumps(plan_to_json(policy())))
    with pytest.raises(ValueError, match="format"):
        plan_from_json(data | {"format": data["format"] + 1})
    with pytest.raises((ValueError, KeyError, TypeError)):
        plan_from_json({"format": data["format"]})


def test_choosing_readings_leaves_no_choice_and_fewer_nodes() -> None:
    plan = policy()
    chosen = {name: point.adopted or point.options[0] for name, point in plan.points.items()}
    narrow = specialise(plan, chosen)
    assert len(narrow.nodes) < len(plan.nodes)
    assert [node for node in narrow.nodes if node.op == "reading" and node.sort == "bool"] == []
    assert all(gate.option == chosen[gate.point] for limit in narrow.limits for gate in limit.gates)
    assert len(narrow.clauses) == len(plan.clauses)
    assert specialise(narrow, chosen) == narrow


def test_limits_work_inside_out_and_exclusions_between() -> None:
    rules = (
        "条款 甲款\n对象 项目\n奖励 项目.投资\n限额 每项 1万元",
        "条款 乙款\n对象 项目\n奖励 项目.价款\n限额 每个 企业 累计 2万元",
        "条款 丙款\n限额 每个 集团 累计 4万元、每个 企业 累计 3万元 适用于 甲款、乙款",
        "条款 丁款\n互斥 甲款、乙款 同一 企业",
    )
    plan = plan_of(item(*rules))
    owners = [
        "互斥" if kind == "exclusion" else (plan.limits[index].owner or "每项", len(plan.limits[index].members))
        for kind, index in plan.adjustments
    ]
    assert owners == [("每项", 1), ("企业", 1), "互斥", ("企业", 2), ("集团", 2)]


def test_a_clause_that_acts_on_others_has_no_row_of_its_own() -> None:
    rules = (
        "条款 甲款\n对象 企业\n奖励 1元",
        "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.规上\n奖励 2元",
        "条款 丙款\n除外 企业.有名 适用于 甲款",
        "条款 丁款\n限额 每个 企业 5元 适用于 甲款",
    )
    assert [clause.id.rpartition("/")[2] for clause in plan_of(item(*rules)).clauses] == ["甲款"]


def test_the_builder_drops_what_changes_nothing() -> None:
    builder = Builder()
    leaf = builder.add("fact", "bool", "企业", data=("规上", ()))
    true = builder.all_of((), "企业")
    assert builder.nodes[true] == Node("const", "bool", "企业", (), (3,), 1)
    assert builder.all_of((leaf, true, leaf), "企业") == leaf
    assert builder.any_of((leaf, builder.any_of((), "企业")), "企业") == leaf
    assert builder.choose(leaf, true, true) == true
    assert builder.reading("口径", ("其一", "其二"), (leaf, leaf)) == leaf
    five = builder.number(5, "企业")
    assert builder.rounded(five, "half_up") == five
