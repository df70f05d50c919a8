"""Impacts worked out by hand: rows that gain and lose, amounts as intervals, owners by place, and each sentence's share."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rulesdsl.amendments.history import History
from rulesdsl.batch.sums import Sum
from rulesdsl.impact.moves import Moves
from rulesdsl.impact.questions import Asked, question
from rulesdsl.impact.shares import Change
from rulesdsl.plan.plan import Plan
from rulesdsl.run.results import ELIGIBLE, INELIGIBLE, Interval
from support.impact_policy import (
    CLAUSE,
    CONDITIONS,
    DAY,
    NUMBER,
    act,
    compiled,
    conditions,
    enterprises,
    impact,
    lows,
    policy,
    shares,
    striking,
)

YUAN = 100
TWO = conditions("甲乙") | {"act.rule": act(*striking("甲", "乙"))}
# 1 % of 产值: 100元 (misses 甲), 200元 (misses 乙), 300.01元 (misses both; 30000.5 fen, half up), 400元 (misses none).
FOUR = enterprises("一,泉州市,10000,否,是", "二,泉州市,20000,是,否", "三,福州市,30000.5,否,否", "四,福州市,40000,是,是")


# ---------- rows and owners


def test_rows_that_gain_and_the_sum_of_what_they_gain() -> None:
    found = impact(TWO, FOUR).comparison
    moves = found.clauses[CLAUSE]
    assert (moves.gained, moves.lost, moves.may_gain, moves.may_lose) == (3, 0, 0, 0)
    assert (moves.up, moves.down, moves.same, moves.unclear) == (3, 0, 1, 0)
    assert moves.least == moves.most == 10_000 + 20_000 + 30_001
    assert found.before.clauses[CLAUSE] == Sum(1, 40_000, 40_000, 0)
    assert found.after.clauses[CLAUSE] == Sum(4, 100_001, 100_001, 0)


def test_owners_by_place() -> None:
    cities = impact(TWO, FOUR).comparison.cities
    assert {name: (item.up, item.same, item.after.low - item.before.low) for name, item in cities.items()} == {
        "泉州市": (2, 0, 30_000),
        "福州市": (1, 1, 30_001),
    }


def test_partitions_of_any_size_come_to_the_same() -> None:
    one, many = impact(TWO, FOUR), impact(TWO, FOUR, rows=1)
    for side in ("before", "after"):
        assert getattr(one.comparison, side)[:4] == getattr(many.comparison, side)[:4]
    assert one.comparison[2:5] == many.comparison[2:5]
    assert one.comparison.leaders.equals(many.comparison.leaders)
    assert one.shares == many.shares


def test_who_gains_most_is_explained_by_the_interpreter() -> None:
    first, second = impact(TWO, FOUR, top=2).leaders
    assert (first.key, first.change, first.totals) == ("三", 30_001, (Interval(0, 0), Interval(30_001, 30_001)))
    assert (second.key, second.change) == ("二", 20_000)
    assert first.agrees
    ((before, after),) = first.pairs
    assert before is not None
    assert after is not None
    assert (before.outcome, after.outcome, after.amount) == (INELIGIBLE, ELIGIBLE, Interval(30_001, 30_001))
    assert before.reasons[before.deciding].condition == "企业.条件甲"


def test_who_loses() -> None:
    # The other way round: an act that puts a condition in, as a restated clause.
    found = impact(NARROWED, enterprises("一,泉州市,10000,否", "二,泉州市,20000,是", names="甲"))
    moves = found.comparison.clauses[CLAUSE]
    assert (moves.gained, moves.lost, moves.down, moves.same, moves.least, moves.most) == (0, 1, 1, 1, -10_000, -10_000)
    assert lows(found) == [-10_000]


NARROWED = policy(
    f"""\
措施 {NUMBER} 第一项
责任单位 未规定

条款 产值奖励
原文 「对规模以上的企业，按产值的1%给予奖励」
对象 企业
条件 企业.规模以上 「规模以上」
奖励 企业.产值 的 1% 「按产值的1%给予奖励」
""",
    "对规模以上的企业，按产值的1%给予奖励",
) | {
    "act.rule": act(
        "将第一项中的“规模以上的企业”修改为“规模以上、条件甲的企业”。",
        restated="""\
改写 第一项/产值奖励
原文 「对规模以上、条件甲的企业，按产值的1%给予奖励」
对象 企业
条件 企业.规模以上 「规模以上」 并且 企业.条件甲 「条件甲」
奖励 企业.产值 的 1% 「按产值的1%给予奖励」
""",
    )
}


# ---------- what is not known


def test_a_missing_fact_makes_an_interval_on_one_side_only() -> None:
    # 甲 is unknown: before, 0 to 100元; after, 100元 for certain.
    found = impact(TWO, enterprises("一,泉州市,10000,,是")).comparison
    assert found.clauses[CLAUSE] == Moves((0, 0, 0, 0, 0, 1, 0, 0, 0), up=1, least=0, most=10_000)
    assert (found.before.clauses[CLAUSE], found.after.clauses[CLAUSE]) == (
        Sum(1, 0, 10_000, 0),
        Sum(1, 10_000, 10_000, 0),
    )


def test_a_missing_base_that_is_the_same_on_both_sides_changes_nothing() -> None:
    # 产值 is unknown, the conditions are met on both sides: unlimited on both, and yet nothing changes.
    found = impact(TWO, enterprises("一,泉州市,,是,是")).comparison
    assert found.clauses[CLAUSE] == Moves((0,) * 8 + (1,), same=1)
    assert found.before.clauses[CLAUSE] == found.after.clauses[CLAUSE] == Sum(1, 0, 0, 1)


def test_a_row_that_may_gain_without_end() -> None:
    found = impact(TWO, enterprises("一,泉州市,,否,是"))
    assert found.comparison.clauses[CLAUSE] == Moves((0, 0, 1, 0, 0, 0, 0, 0, 0), up=1, no_most=1)
    assert shares(found)[0].total == Change(0, 0, 1)


# ---------- sentences


def test_sentences_that_meet_in_one_clause_share_what_only_both_bring() -> None:
    # Alone: 100元 and 200元. Only both together: 300.01元, half each; 15000.5 fen, the odd fen to the first.
    found = impact(TWO, FOUR)
    assert lows(found) == [10_000 + 15_001, 20_000 + 15_000]
    exact = [share.exact[CLAUSE][0] for share in shares(found)]
    assert exact == [Fraction(50_001, 2), Fraction(70_001, 2)]
    assert found.shares is not None
    assert found.shares.rest == {}


def test_the_order_of_sentences_changes_no_share() -> None:
    turned = conditions("甲乙") | {"act.rule": act(*striking("乙", "甲"))}
    exact = [share.exact[CLAUSE][0] for share in shares(impact(turned, FOUR))]
    assert exact == [Fraction(70_001, 2), Fraction(50_001, 2)]


def test_sentences_about_clauses_that_have_nothing_to_do_with_each_other_are_apart() -> None:
    made, _ = question(*_compiled(APART), Asked(claim_date=DAY, without=NUMBER))
    assert made is not None
    assert made.game is not None
    assert [component.sentences for component in made.game.components] == [(0,), (1,)]
    found = impact(APART, enterprises("一,泉州市,10000,否,否"))
    assert lows(found) == [10_000, 5_000, 0]
    assert made.game.touched == ((CLAUSE,), (f"{NUMBER}/第二项/另奖",), ())


APART = policy(
    f"""\
措施 {NUMBER} 第一项
责任单位 未规定

条款 产值奖励
原文 「对规模以上、条件甲的企业，按产值的1%给予奖励」
对象 企业
条件 企业.规模以上 「规模以上」 并且 企业.条件甲 「条件甲」
奖励 企业.产值 的 1% 「按产值的1%给予奖励」

措施 {NUMBER} 第二项
责任单位 未规定

条款 另奖
原文 「对规模以上、条件乙的企业，给予奖励50元」
对象 企业
条件 企业.规模以上 「规模以上」 并且 企业.条件乙 「条件乙」
奖励 50元 「给予奖励50元」

措施 {NUMBER} 第三项
责任单位 未规定

条款 宣传
职责 市财政 「市财政做好宣传工作」
""",
    "对规模以上、条件甲的企业，按产值的1%给予奖励",
    "对规模以上、条件乙的企业，给予奖励50元",
    "市财政做好宣传工作",
) | {
    "act.rule": act(
        "删除第一项中“条件甲”的表述。",
        "删除第二项中“条件乙”的表述。",
        "将第三项中的“做好宣传工作”修改为“搞好宣传工作”。",
    )
}


def test_a_shared_limit_makes_sentences_belong_together() -> None:
    # 100元 and 50元 under 120元 together. Alone each pays in full: 100, 50. Both: 120. Shapley: 100 − 15, 50 − 15.
    limited = {
        **APART,
        "item.rule": APART["item.rule"]
        + f"""
措施 {NUMBER} 第四项
责任单位 未规定

条款 合计上限
原文 「单家企业累计不超过120元」
限额 每个 企业 累计 120元 适用于 第一项/产值奖励、第二项/另奖 「单家企业累计不超过120元」
""",
        "text.txt": APART["text.txt"] + "\n（四）单家企业累计不超过120元。\n",
    }
    found = impact(limited, enterprises("一,泉州市,10000,否,否"))
    assert lows(found)[:2] == [85 * YUAN, 35 * YUAN]
    # By clause: 奖励 gets 100 alone and ⌊120·100/150⌋ = 80 beside 另奖, which gets 50 and 40.
    assert [share.clauses[CLAUSE].low for share in shares(found)[:2]] == [90 * YUAN, -10 * YUAN]
    assert found.comparison.after.total == Sum(1, 120 * YUAN, 120 * YUAN, 0)


def test_a_restated_clause_stands_only_with_all_the_sentences_it_rests_on() -> None:
    # （一）raises 1 % to 2 %, （二）strikes 条件甲; the 改写 says both. Without （二）, （一）can't be executed, and changes nothing.
    # 产值 1万元, 甲 否: nothing before; （二）alone 100元; both 200元. （一）: ½·0 + ½·100 = 50; （二）: ½·100 + ½·200 = 150.
    files = conditions("甲") | {
        "act.rule": act(
            "将第一项中的“按产值的1%”修改为“按产值的2%”。",
            *striking("甲"),
            restated="""\
改写 第一项/产值奖励
原文 「对规模以上的企业，按产值的2%给予奖励」
对象 企业
条件 企业.规模以上 「规模以上」
奖励 企业.产值 的 2% 「按产值的2%给予奖励」
""",
        )
    }
    found = impact(files, enterprises("一,泉州市,10000,否", names="甲"))
    assert lows(found) == [50 * YUAN, 150 * YUAN]


def test_a_sentence_that_needs_the_words_of_another_is_not_executed_without_it() -> None:
    # （一）puts 条件乙 in place of 条件甲, with a 改写; （二）strikes what （一）put in.
    # 产值 1万元, 甲 否, 乙 否: nothing before; （一）alone: nothing; both: 100元. （二）alone can't be executed: half each.
    restated = """\
改写 第一项/产值奖励
原文 「对规模以上的企业，按产值的1%给予奖励」
对象 企业
条件 企业.规模以上 「规模以上」
奖励 企业.产值 的 1% 「按产值的1%给予奖励」
"""
    files = conditions("甲") | {
        "act.rule": act("将第一项中的“条件甲”修改为“条件乙”。", *striking("乙"), restated=restated)
    }
    found = impact(files, enterprises("一,泉州市,10000,否", names="甲"))
    assert lows(found) == [50 * YUAN, 50 * YUAN]


def test_an_act_that_a_later_one_builds_on_cannot_be_left_out() -> None:
    later = act("删除第一项中“条件乙”的表述。").replace("2020年12月4日", "2021年1月4日")
    restated = """\
改写 第一项/产值奖励
原文 「对规模以上、条件乙的企业，按产值的1%给予奖励」
对象 企业
条件 企业.规模以上 「规模以上」 并且 企业.条件乙 「条件乙」
奖励 企业.产值 的 1% 「按产值的1%给予奖励」
"""
    files = conditions("甲") | {
        "act.rule": act("将第一项中的“条件甲”修改为“条件乙”。", restated=restated),
        "later.rule": later,
    }
    made, problems = question(*_compiled(files), Asked(claim_date=DAY, without="2020年12月4日"))
    assert made is None
    assert [item.code for item in problems] == ["RD763"]
    # Both acts together: 甲 否, 乙 否 gets 100元, and both sentences are needed.
    found = impact(files, enterprises("一,泉州市,10000,否,否"), Asked(before=DAY - 100, after=DAY))
    assert lows(found) == [50 * YUAN, 50 * YUAN]


def test_more_than_eight_sentences_are_taken_in_written_order() -> None:
    files = conditions(CONDITIONS) | {"act.rule": act(*striking(*CONDITIONS))}
    # The first misses only 甲, the second misses 甲 and 壬, the last of nine.
    tables = enterprises(
        f"一,泉州市,10000,否,{','.join('是' * 8)}",
        f"二,泉州市,20000,否,{','.join('是' * 7)},否",
        names=CONDITIONS,
    )
    found = impact(files, tables)
    assert all(share.in_order for share in shares(found) if share.clauses)
    assert lows(found) == [10_000, *[0] * 7, 20_000]


def test_eight_sentences_are_not() -> None:
    files = conditions(CONDITIONS[:8]) | {"act.rule": act(*striking(*CONDITIONS[:8]))}
    found = impact(files, enterprises(f"一,泉州市,80000,{','.join('否' * 8)}", names=CONDITIONS[:8]))
    assert lows(found) == [10_000] * 8


# ---------- days and readings


def test_two_days_pin_the_rules_for_all_facts() -> None:
    asked = Asked(before=DAY - 100, after=DAY)  # the act is of 2020年12月4日, 87 days before
    found = impact(TWO, FOUR, asked)
    assert lows(found) == [25_001, 35_000]
    assert found.shares is not None
    assert found.shares.rest == {}


def test_what_days_change_without_a_sentence_is_told_apart() -> None:
    # Before the document was in force (成文 2018年3月1日) nobody got anything; the act's part is as above.
    asked = Asked(before=736_000, after=DAY)
    found = impact(TWO, FOUR, asked)
    assert lows(found) == [25_001, 35_000]
    assert found.shares is not None
    assert found.shares.rest == {CLAUSE: Change(40_000, 40_000, 0)}


def test_one_reading_against_another() -> None:
    files = conditions("甲")
    files["item.rule"] = (
        files["item.rule"].rstrip()
        + "\n"
        + """\
口径 谁的条件 「条件甲」
    理由 “例”
    采用 都要：无
    备选 另加条件乙：条件 企业.条件乙
"""
    )
    asked = Asked(claim_date=DAY, readings_after=(("谁的条件", "另加条件乙"),))
    found = impact(files, enterprises("一,泉州市,10000,是,否", "二,泉州市,20000,是,是"), asked)
    assert found.shares is None
    moves = found.comparison.clauses[CLAUSE]
    assert (moves.lost, moves.least, moves.most) == (1, -10_000, -10_000)


# ---------- what can't be compared


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Asked(claim_date=DAY, without="13号"), "RD760"),
        (Asked(claim_date=DAY), "RD761"),
        (Asked(before=DAY, after=DAY + 1), "RD761"),
        (Asked(claim_date=737_000, without="2020年12月4日"), "RD761"),
        (Asked(before=DAY, after=DAY), "RD762"),
        (Asked(without="2020年12月4日"), "RD710"),
        (Asked(claim_date=DAY, readings_after=(("不存在", "甲"),)), "RD705"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked: Asked, code: str) -> None:
    made, problems = question(*_compiled(TWO), asked)
    assert made is None
    assert [item.code for item in problems] == [code]


@pytest.mark.parametrize(
    "words", ["2020年12月4日", NUMBER, "试政[2018]1号", "1号", "关于修改", f"{NUMBER}/修改 2020年12月4日"]
)
def test_an_act_is_called_by_its_day_its_title_or_the_document(words: str) -> None:
    made, problems = question(*_compiled(TWO), Asked(claim_date=DAY, without=words))
    assert made is not None, problems


def _compiled(files: dict[str, str]) -> tuple[History, Plan]:
    found = compiled(files)
    return found.history, found.plan
