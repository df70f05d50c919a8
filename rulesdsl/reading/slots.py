"""What a number is for: amount, rate, limit, share, threshold, target, band, count, date, time or period.

The text is judged in four views, see `View`. The rules are ordered; the first that fits decides. They are listed with
examples in docs/language/quantities.md.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class View(NamedTuple):
    """A number, or a list of numbers of one kind, in its surroundings.

    `before` and `after` lie in the same comma segment, `before` back to the number in front. `figure` is whether an
    amount, rate or limit came earlier in the sentence, `gives` whether it said 给予 or the like, `goal` whether it is
    about a goal; `owner` is the word 单家企业, 每个平台 … before the number.
    """

    kind: str
    bound: str
    is_range: bool
    is_list: bool
    unit: str
    before: str
    after: str
    figure: bool
    gives: bool
    goal: bool
    owner: str


DURATIONS = frozenset({"年", "个月", "天", "日", "小时", "季度", "个工作日", "分钟", "月"})

GIVE = re.compile("给予|予以|奖励|补助|补贴|资助|补偿|贴息|奖补|扶持")
GOAL = re.compile("到20[0-9]{2}年|力争")

_GIVE_VERB = re.compile("给予|予以|拨付|发放")
_AWARDS = "奖励|补助|补贴|资助|奖补|补偿|贴息"
_VERB_ADJACENT = re.compile(rf"(?:{_AWARDS})(?:[^，。；]{{1,6}}市|最高|可|各)?\s{{0,2}}$")
_FLOOR = re.compile(rf"(?:{_AWARDS})(?:金额|额|标准)?(?:不低于|不少于|至少|最低)\s{{0,2}}$")
_GIFT_AFTER = re.compile(
    r"\s{0,2}(?:以内|以下)?的?(?:标准|额度|一次性|资金|配套|风险){0,2}"
    rf"(?:{_AWARDS}|安家|支持|扶持|保费)"
)
_GIVEN = re.compile("(?:的标准|的额度)?(?:给予|予以|实行)")
_FUND = re.compile("(?:安排|切出|投入|设立|筹集|拨付|预留)[^，。；]{0,8}$")
_TOTAL = re.compile("上限|合计|总额|总计|补助额|奖励额|补贴额|金额不|金额最|累计")
_CEILING_AFTER = re.compile(r"\s{0,2}(?:为上限|为限|封顶)")
_SHARE = re.compile("(?:承担|分担|负担|配套|分摊)[^，。；]{0,6}$")
_SHARE_AFTER = re.compile(r"\s{0,2}(?:的?比例)?(?:承担|分担|负担|分摊)")
_BAR = re.compile("比重|比例|比率|占比|率")
_NOUN_AFTER = re.compile("(?:以上|以下|以内|及以上)?(?:的|企业|且|并)")
_CONDITION_AFTER = re.compile("的$|的(?:企业|项目|单位|平台|地区|工业)|^[^，。；]{0,12}且")
_GOAL_VERB = re.compile(
    "(?:形成|推进|培育|建设|新认定|认定|打造|实施|新增|建成|扩大至|扩大到|提高到|提高|增长|增加|降低|下降|年均|突破)"
    r"\s{0,2}$"
)
_LOOSEN = re.compile(r"放宽[至到为]\s{0,2}$")


def slot_of(view: View) -> str:
    """The slot of a number or list in its view."""
    if view.kind == "time":
        return "time"
    if view.kind in ("date", "month", "monthday", "year"):
        return "period" if view.is_range else "date"
    if view.kind == "ratio":
        return _ratio_slot(view)
    if view.kind in ("money", "unit_price"):
        return _money_slot(view)
    return _count_slot(view)


def _ratio_slot(view: View) -> str:
    if _SHARE.search(view.before) or _SHARE_AFTER.match(view.after):
        return "share"
    if view.bound == "≤":
        return _capped_ratio_slot(view)
    if view.bound == "≥" and not _NOUN_AFTER.match(view.after) and _BAR.search(view.before):
        return "target"
    if view.bound in (">", "≥", "<", "?"):
        return "target" if view.goal and not _NOUN_AFTER.match(view.after) else "threshold"
    if view.goal or _GOAL_VERB.search(view.before):
        return "target"
    if view.after.endswith("的") and not _GIVE_VERB.search(view.before) and "按" not in view.before:
        return "threshold"
    return "rate"


def _capped_ratio_slot(view: View) -> str:
    """A ≤ on a ratio: a limit, a rate up to it, or a threshold (资产负债率不高于70%)."""
    if _TOTAL.search(view.before):
        return "limit"
    if _rated(view) or GIVE.search(view.before):
        return "rate"
    if view.figure:
        return "limit"
    return "rate" if view.gives or "最高" in view.before else "threshold"


def _rated(view: View) -> bool:
    """Whether the ratio is itself what is given: 按不超过销售价格的30%给予补助."""
    return "按" in view.before or _gift(view) or GIVE.search(view.after) is not None


def _gift(view: View) -> bool:
    """Whether the number is itself what is given: 给予 n, 最高补助 n, n 奖励."""
    if _GIVE_VERB.search(view.before) or _VERB_ADJACENT.search(view.before):
        return True
    return _GIFT_AFTER.match(view.after) is not None and not view.after.endswith("的")


def _money_slot(view: View) -> str:
    if view.bound == "≤":
        return _capped_slot(view)
    if view.is_range:
        return "amount" if _gift(view) else "band"
    if view.bound == "=":
        return _plain_money_slot(view)
    if _gift(view) or _FUND.search(view.before) or _FLOOR.search(view.before):
        return "amount"
    aimed = view.goal or _GOAL_VERB.search(view.before)
    return "target" if aimed and not _NOUN_AFTER.match(view.after) else "threshold"


def _capped_slot(view: View) -> str:
    """A ≤ on money: a limit, an amount up to it, or a threshold (200万元以下的)."""
    if _TOTAL.search(view.before):
        return "limit"
    if _gift(view):
        return "amount"
    if view.after.startswith(("以下", "以内")):
        return "threshold"
    first_figure = view.gives and not view.figure and not view.owner
    return "amount" if first_figure and "不超过" not in view.before else "limit"


def _plain_money_slot(view: View) -> str:
    if _CEILING_AFTER.match(view.after):
        return "limit"
    if _gift(view) or _FUND.search(view.before) or GIVE.search(view.before) or _GIVEN.match(view.after):
        return "amount"
    if _LOOSEN.search(view.before) or view.after.endswith("的"):
        return "threshold"
    return "target" if view.goal else "other"


def _count_slot(view: View) -> str:
    if view.unit in DURATIONS:
        inside = view.after.startswith("内")
        return "period" if view.bound == "=" or view.is_range or inside else "threshold"
    if not view.unit:
        return "other"
    if _LOOSEN.search(view.before):
        return "threshold"
    if view.goal and not view.after.startswith("的"):
        return "target"
    if view.is_list and view.after.endswith("的"):
        return "band"
    if view.is_range:
        return "band" if "的" in view.after and not _support(view) else "count"
    if view.bound == "≈" or _GOAL_VERB.search(view.before):
        return "target"
    if view.bound != "=" or view.after.endswith("的") or _CONDITION_AFTER.search(view.after):
        return "threshold"
    return "count"


def _support(view: View) -> bool:
    return view.before.rstrip().endswith(("支持", "扶持", "开展", "选择", "遴选", "评选", "建设"))
