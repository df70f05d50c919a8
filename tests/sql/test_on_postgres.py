"""The same inside a real PostgreSQL: the 用例 of the policies, generated rules and cases, and what only a server can get wrong."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from laws.columns import batches
from laws.little import VOCABULARY, WAN, day, examples, item, plan_of
from laws.rules import Rules, rule_sets
from laws.test_engines_on_policies import ITEMS, built, cases_of
from rulesdsl.cases.case import Case
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.sql.dialects import DIALECTS
from rulesdsl.run.sql.script import Asked, sql_script
from rulesdsl.run.sql.tables import Contents
from sql.answers import cases_together, compare
from sql.databases import Postgres

pytestmark = pytest.mark.heavy


@pytest.mark.parametrize("item", ITEMS)
def test_views_agree_on_the_worked_cases_of(item: str, postgres: Postgres) -> None:
    _, plan = built(item)
    for batch in batches(list(cases_of(item))):
        found = compare(plan, batch, postgres)
        assert (found.differences, found.refused) == ([], ()), batch[0].name


@examples(60)
@given(rules=rule_sets(), several=cases_together())
def test_views_agree_on_generated_rules(rules: Rules, several: list[Case], postgres: Postgres) -> None:
    found = compare(rules.plan, several, postgres)
    assert found.differences == []
    assume(not found.refused)


def test_names_of_more_than_63_bytes_are_told_apart(postgres: Postgres) -> None:
    """PostgreSQL cuts a long name without a word, and these two are the same up to there."""
    long = "本省规模以上智能装备制造企业上一年度实际缴纳的各项"
    vocabulary = VOCABULARY.replace("    投资 金额\n", f"    {long}税款 金额\n    {long}费用 金额\n    投资 金额\n")
    rules = f"条款 甲款\n对象 项目\n条件 项目.{long}费用 达到 1万元\n奖励 项目.{long}税款 的 5%"
    contents = Contents(("企业", "项目"), (2017,), (), 2)
    asked = Asked(DIALECTS["postgres"], contents)
    script, problems = sql_script(
        plan_of(item(rules), vocabulary=vocabulary), (), Setting(day(2018), None, 2017), asked
    )
    assert script is not None, problems
    project = {"键": "一", "企业": "甲", f"{long}税款": 300 * WAN, f"{long}费用": WAN}
    rows = postgres.rows(script, {"企业": [{"键": "甲"}], "项目": [project]})
    assert rows["检查_项目"] == []
    assert [row["c001_下限"] for row in rows["结果_项目"]] == [15 * WAN]
    named = {row["事实"]: row["列"] for row in rows["说明_列"] if row["表"] == "项目"}
    assert {named[f"{long}税款"], named[f"{long}费用"]} == {"c001", "c002"}
