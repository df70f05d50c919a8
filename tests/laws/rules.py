"""Random rule texts over the small vocabulary, and random cases for them: what a drafter could write and `check` accepts."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

from hypothesis import strategies as st

from laws.little import item, plan_of
from rulesdsl.plan.plan import Plan

Draw = Any
NAMES = ("甲款", "乙款", "丙款", "丁款", "戊款", "己款")
SUBJECTS = ("企业", "项目")

MONEY = ("1元", "3333.33元", "10万元", "33.33万元", "100万元", "250万元", "800万元")
RATES = ("0.3%", "5%", "7.5%", "33.33%", "100%")
SHARES = ("省财政", "省财政 50%、市财政 50%", "省财政 30%、市财政 30%、县财政 40%", "省财政、市财政 比例未规定")
PERIODS = ("", "每年 ", "累计 ")


class Rules(NamedTuple):
    """Rule text in pieces, so that their order can be changed: (item, clause text)."""

    pieces: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """One file an item."""
        items = dict.fromkeys(place for place, _ in self.pieces)
        return tuple(item(*(text for place, text in self.pieces if place == name), locator=name) for name in items)

    @property
    def plan(self) -> Plan:
        """The compiled rules."""
        return plan_of(*self.texts)


# ---------- conditions


def fields(subject: str, of_project: tuple[str, ...], of_enterprise: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Facts of the clause's subject or of its owner."""
    own = [f"项目.{name}" for name in of_project] if subject == "项目" else []
    return st.sampled_from(own + [f"企业.{name}" for name in of_enterprise])


def sums_of_money(subject: str) -> st.SearchStrategy[str]:
    """A field of money, or two added."""
    one = fields(subject, ("投资", "价款"), ("资产", "产值[本年]", "税额[2016年]"))
    return st.one_of(one, one, st.tuples(one, one).map(" 加 ".join))


@st.composite
def atom(draw: Draw, subject: str) -> str:
    """One condition without 并且 or 或者."""
    kind = draw(st.integers(0, 11))
    truths = fields(subject, ("可行", "重大"), ("规上", "有名"))
    if kind <= 2:
        return draw(truths)
    if kind == 3:
        return draw(st.sampled_from(("须认定 ", "经 省财政 认定 ", "经 省财政、市财政 选定 "))) + draw(truths)
    if kind == 4:
        return f"非 {draw(truths)}"
    if kind <= 6:
        relation = draw(st.sampled_from(("达到", "超过", "不超过", "低于", "等于")))
        return f"{draw(sums_of_money(subject))} {relation} {draw(st.sampled_from(MONEY))}"
    if kind == 7:
        return f"{draw(fields(subject, ('投资',), ('资产',)))} 在 10万元 至 250万元"
    if kind == 8:
        choice = ["项目.种类 是 新建", "项目.种类 是 新建、改建 之一"] if subject == "项目" else []
        return draw(st.sampled_from([*choice, "企业.等级 是 高", "企业.等级 是 高、低 之一"]))
    if kind == 9:
        return f"企业.产值[本年] {draw(st.sampled_from(('首次达到', '首次超过')))} {draw(st.sampled_from(MONEY))}"
    if subject == "企业":
        return draw(
            st.sampled_from(
                (
                    "任一 项目 满足 （项目.可行 并且 项目.投资 达到 10万元）",
                    "每个 项目 满足 （项目.可行）",
                    "合计 项目.投资 其中 （项目.重大） 达到 100万元",
                    "企业.产值[本年] 超出 企业.产值[上年] 达到 10万元",
                )
            )
        )
    return draw(st.sampled_from(("项目.台数 达到 11台", "企业.家数 不超过 3家", "项目.投资 的 50% 超过 项目.价款")))


@st.composite
def condition(draw: Draw, subject: str, depth: int = 2) -> str:
    """A condition; 并且 and 或者 meet only with parentheses between them."""
    if depth == 0 or draw(st.booleans()):
        return draw(atom(subject))
    joint = draw(st.sampled_from((" 并且 ", " 或者 ")))
    parts = draw(st.lists(condition(subject, depth - 1), min_size=2, max_size=3))
    return joint.join(f"（{part}）" if " 并且 " in part or " 或者 " in part else part for part in parts)


# ---------- amounts


@st.composite
def grant(draw: Draw, subject: str, word: str = "奖励") -> str:
    """A line that grants money, after the 记 it needs."""
    base = fields(subject, ("投资", "价款"), ("资产", "产值[本年]"))
    kind = draw(st.integers(0, 5))
    if kind == 0:
        return f"{word} {draw(st.sampled_from(('', '至多 ')))}{draw(st.sampled_from(MONEY))}"
    if kind == 1:
        return f"{word} {draw(st.sampled_from(('10万元 至 100万元', '未规定', '25万元 至 200万元')))}"
    rate = draw(st.sampled_from(RATES))
    if kind == 2:
        joint = draw(st.sampled_from(("加", "超出")))
        return f"记 基数 为 {draw(base)} {joint} {draw(base)}\n{word} 基数 的 {rate}"
    return f"{word} {draw(st.sampled_from(('', '', '至多 ')))}{draw(base)} 的 {rate}"


@st.composite
def bands(draw: Draw, subject: str) -> str:
    """分档 over a quantity, a choice or the lines that 产值 crosses."""
    kind = draw(st.integers(0, 2))
    mode = draw(st.sampled_from(("分档方式 全额", "分档方式 累进")))
    if kind == 0 and subject == "项目":
        low, middle, high = (draw(st.sampled_from(RATES)) for _ in range(3))
        last = draw(st.sampled_from(("51台 至 100台", "51台 以上")))
        return (
            f"奖励 按 项目.台数 分档\n    10台 以内    项目.投资 的 {low}\n    11台 至 50台    项目.投资 的 {middle}\n"
            f"    {last}    项目.价款 的 {high}\n{mode}"
        )
    if kind == 1:
        return f"奖励 按 企业.产值[本年] 首次超过 分档\n    10万元    1万元\n    100万元    3.33万元\n    250万元    {draw(st.sampled_from(MONEY))}\n{mode}"
    return f"奖励 按 企业.等级 分档\n    高    {draw(st.sampled_from(MONEY))}\n    中    至多 {draw(st.sampled_from(MONEY))}"


@st.composite
def own_limit(draw: Draw) -> str:
    """A limit line that stands in the clause itself."""
    owner = draw(st.sampled_from(("每项 ", "每项 累计 ", "每个 企业 每年 ", "每个 企业 累计 ")))
    return f"限额 {owner}{draw(st.one_of(st.sampled_from(MONEY), st.just('企业.资产 的 5%')))}"


# ---------- clauses


@st.composite
def reading(draw: Draw, subject: str, name: str) -> list[str]:
    """A choice point inside a clause, with an adopted reading or without."""
    first = draw(st.sampled_from(("采用", "备选")))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        one, other = draw(own_limit()), draw(own_limit())
    elif kind == 1:
        one, other = f"条件 {draw(atom(subject))}", draw(st.sampled_from(("无", "条件 企业.有名")))
    elif kind == 2:
        one, other = f"承担 {draw(st.sampled_from(SHARES))}", f"承担 {draw(st.sampled_from(SHARES))}"
    else:
        one, other = draw(own_limit()), "无"
    return [f"口径 {name}口径", f"    {first} 其一：{one}", f"    备选 其二：{other}"]


@st.composite
def clause(draw: Draw, name: str, subject: str, with_readings: bool) -> str:
    """A clause that grants something."""
    lines = [f"条款 {name}", f"对象 {subject}"]
    if draw(st.integers(0, 2)):
        lines.append(f"条件 {draw(condition(subject))}")
    if draw(st.integers(0, 3)) == 0:
        lines.append(draw(bands(subject)))
    else:
        words = ("奖励", "补助", "补贴", "奖励 一次性")
        lines.append(draw(grant(subject, draw(st.sampled_from(words)))))
    if draw(st.booleans()):
        lines.append(f"承担 {draw(st.sampled_from(SHARES))}")
    if draw(st.booleans()):
        lines.append(draw(own_limit()))
    if with_readings and draw(st.integers(0, 2)) == 0:
        lines += draw(reading(subject, name))
    return "\n".join(lines)


@st.composite
def exception(draw: Draw, name: str, target: str, subject: str) -> str:
    """A clause 例外于 another, which sets one to three of its parts."""
    lines = [f"条款 {name}", f"对象 {subject}", f"例外于 {target}", f"当 {draw(condition(subject, 1))}"]
    wanted = draw(st.sets(st.sampled_from(("条件", "奖励", "承担", "限额")), min_size=1, max_size=3))
    if "条件" in wanted:
        lines.append(f"条件 {draw(condition(subject, 1))}")
    if "奖励" in wanted:
        lines.append(draw(grant(subject)))
    if "承担" in wanted:
        lines.append(f"承担 {draw(st.sampled_from(SHARES))}")
    if "限额" in wanted:
        lines.append(f"限额 每项 {draw(st.sampled_from(MONEY))}")
    return "\n".join(lines)


def _fits(chosen: list[frozenset[str]], found: frozenset[str]) -> bool:
    """Sets of clauses that limits and exclusions act on are nested or disjoint."""
    return all(found <= other or other <= found or not found & other for other in chosen)


def _inside_out(owner: str, members: frozenset[str], other_owner: str, others: frozenset[str]) -> bool:
    """An enterprise's account lies within its group's."""
    if owner == other_owner:
        return True
    return members <= others if owner == "企业" else others <= members


@st.composite
def rule_sets(draw: Draw, with_readings: bool = True, settled: bool = False) -> Rules:
    """Two to four clauses that grant, and clauses that act on them.

    Args:
        with_readings: whether choice points may occur.
        settled: only limits and payers act, so that sums can be checked by hand.
    """
    count = draw(st.integers(2, 4))
    subjects = {name: draw(st.sampled_from(SUBJECTS)) for name in NAMES[:count]}
    places = {name: ("第一项", "第二项")[place % 2] for place, name in enumerate(subjects)}
    ref = {name: f"{places[name]}/{name}" for name in subjects}
    pieces = [(places[name], draw(clause(name, subject, with_readings))) for name, subject in subjects.items()]
    chosen: list[frozenset[str]] = []
    if not settled:
        pieces += draw(_acting(subjects, ref, chosen))
    pieces += draw(_joint_limits(subjects, ref, chosen, with_readings))
    return Rules(tuple(pieces))


@st.composite
def _acting(
    draw: Draw, subjects: dict[str, str], ref: dict[str, str], chosen: list[frozenset[str]]
) -> list[tuple[str, str]]:
    """Exceptions, carve-outs, deemings, an exclusion."""
    names, pieces = list(subjects), []
    if draw(st.booleans()):
        target = draw(st.sampled_from(names))
        pieces.append(("第三项", draw(exception("例外款", ref[target], subjects[target]))))
        if draw(st.integers(0, 2)) == 0:
            pieces.append(("第三项", draw(exception("再例外款", "第三项/例外款", subjects[target]))))
    if draw(st.integers(0, 2)) == 0:
        first, second = draw(st.sampled_from(list(combinations(names, 2))))
        pieces.append(("第三项", f"条款 除外款\n除外 已享受 {ref[first]} 同一 企业 据 企业.曾受 适用于 {ref[second]}"))
    if draw(st.integers(0, 3)) == 0:
        target = draw(st.sampled_from(names))
        pieces.append(
            ("第三项", f"条款 视同规上\n对象 企业\n条件 {draw(atom('企业'))}\n视同 企业.规上 适用于 {ref[target]}")
        )
    projects = [name for name in names if subjects[name] == "项目"]
    if projects and draw(st.integers(0, 2)) == 0:
        taken = "取 项目.投资 为 租赁.总额\n取 项目.价款 为 租赁.总额\n取 项目.台数 为 租赁.台数\n取 项目.种类 为 改建\n取 项目.可行 为 租赁.成套\n取 项目.重大 为 租赁.成套"
        target = draw(st.sampled_from(projects))
        pieces.append(
            ("第三项", f"条款 视同项目\n对象 租赁\n条件 租赁.成套\n视同 租赁 为 项目 适用于 {ref[target]}\n{taken}")
        )
    if draw(st.integers(0, 2)) == 0:
        members = draw(st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True))
        wide = "企业" in {subjects[name] for name in members}
        owner = "企业" if wide else draw(st.sampled_from(SUBJECTS))
        pieces.append(("第三项", f"条款 互斥款\n互斥 {'、'.join(ref[name] for name in members)} 同一 {owner}"))
        chosen += [frozenset(members)]
    return pieces


@st.composite
def _joint_limits(
    draw: Draw, subjects: dict[str, str], ref: dict[str, str], chosen: list[frozenset[str]], with_readings: bool
) -> list[tuple[str, str]]:
    """Limits over several clauses: of an enterprise, of a group, under readings."""
    names, pieces = list(subjects), []
    accounts: list[tuple[str, frozenset[str]]] = []
    exclusion = chosen[0] if chosen else frozenset()

    def members() -> frozenset[str]:
        found = frozenset(draw(st.sets(st.sampled_from(names), min_size=2)))
        return found | exclusion if found & exclusion else found

    def shown(found: frozenset[str]) -> str:
        return "、".join(ref[name] for name in names if name in found)

    for place in range(draw(st.integers(0, 2))):
        found = members()
        if not _fits(chosen, found):
            continue
        chosen.append(found)
        owner = draw(st.sampled_from(("企业", "企业", "集团")))
        if any(found & before[1] and not _inside_out(owner, found, *before) for before in accounts):
            continue
        accounts.append((owner, found))
        period, bound = draw(st.sampled_from(PERIODS)), draw(st.sampled_from(MONEY))
        line = f"限额 每个 {owner} {period}{bound} 适用于 {shown(found)}"
        if with_readings and owner == "企业" and draw(st.integers(0, 2)) == 0:
            first = draw(st.sampled_from(("采用", "备选")))
            other = draw(
                st.sampled_from(("无", f"限额 每个 企业 累计 {draw(st.sampled_from(MONEY))} 适用于 {shown(found)}"))
            )
            line = f"口径 共限口径{'一二'[place]}\n    {first} 其一：{line}\n    备选 其二：{other}"
        pieces.append(("第三项", f"条款 共限款{'一二'[place]}\n{line}"))
    return pieces
