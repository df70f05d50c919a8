"""Words that carry meaning, in both directions: what the text says the rule has, and what the rule has the text says.

一次性, 每年, 首次, 择优, 优先, 视同, 不再享受, 核定 … are demanded of clauses with legal effect only. A reading of a 口径 or an
excuse 免读 satisfies a demand; a limit, a period or an exclusion that stands under a reading needs no word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from rulesdsl.check.clause_features import OWNER_WORDS, Features
from rulesdsl.check.clause_lines import all_atoms, amounts, condition_of, parts_of
from rulesdsl.check.placement import PlacedClause, Weighty, inside
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.condition import Comparison, Determination
from rulesdsl.model.expression import Approval, Portion
from rulesdsl.model.grant import Grant
from rulesdsl.model.measure import Stood
from rulesdsl.model.norm import Norm
from rulesdsl.model.payment import LimitLine
from rulesdsl.model.program import Appropriation, Quota
from rulesdsl.model.relation import CarveOut, Exclusion, FactDeeming, SubjectDeeming

Demand = Callable[[Weighty, Features], bool]

_GIVES = ("给予", "予以", "奖", "补", "享受", "资助", "获")
_IN_NAMES = frozenset({"per", "total", "first", "determine", "except", "run", "may", "by_rule"})
"""Kinds that the name of a fact can carry by itself: 累计台数, 连续三年盈利."""


def check_words(clause: PlacedClause, have: Features, excused: tuple[Span, ...]) -> tuple[Diagnostic, ...]:
    """RD508 and RD509 of one clause; `have` are its features, `excused` the places that 免读 names."""
    missing = (_missing(word) for word in clause.words if not _answered(clause, word, have, excused))
    return (*missing, *_unfounded(clause))


# ---------- the text says it, the rule doesn't


def _answered(clause: PlacedClause, word: Weighty, have: Features, excused: tuple[Span, ...]) -> bool:
    if not word.primary or word.said or any(inside(word.place, place) for place in excused):
        return True
    demand = _DEMANDS.get(word.word.kind)
    if word.word.kind == "each" and _of_a_condition(clause, word):
        return True
    return demand is None or demand.satisfied(word, have) or (word.word.kind in _IN_NAMES and have.says(word))


def _of_a_condition(clause: PlacedClause, word: Weighty) -> bool:
    """Whether the word belongs to a number that is a condition: 单户贷款余额200万元以下."""
    beside = (figure.reading for figure in clause.figures if figure.primary and word.word.text in figure.before)
    return any(reading.slot in ("threshold", "band") for reading in beside)


def _missing(word: Weighty) -> Diagnostic:
    text = "".join(word.word.text.split())
    return Diagnostic(
        "RD508",
        f"原文说「{text}」，规则里没有",
        word.span,
        secondary=(Label(word.place, "源文的这里"),),
        help=f"{_DEMANDS[word.word.kind].cure}；确实不需要的写 免读 「{text}」 因 “…”",
    )


@frozen
class _Demand:
    """What satisfies a kind of word, and what to write."""

    satisfied: Demand
    cure: str


def _each(word: Weighty, have: Features) -> bool:
    """单家企业 wants a limit of an owner; 单个项目 and 每项 any limit, or a grant that counts its instances."""
    if word.word.text.startswith(OWNER_WORDS):
        return have.owner_limit or (have.limit and have.subject_is_owner) or have.grant_of_owner
    return have.limit or have.grant


def _may(word: Weighty, have: Features) -> bool:
    """可给予 an exact amount leaves the amount open: 至多; other 可 and 允许 are a permission, a treatment, or the like."""
    if word.word.text in ("可", "可以") and word.after.startswith(_GIVES):
        return have.open_amount or have.norm or not have.grant
    return have.norm or have.grant or have.deems or have.exception or have.limit


def _determined(word: Weighty, have: Features) -> bool:
    """核定 and 审定 fix an amount or a state of affairs; 经…认定 is a determination."""
    if word.word.text == "核定":
        return have.approves
    return have.determines or (have.approves and word.word.text == "审定")


_DEMANDS: dict[str, _Demand] = {
    "once": _Demand(lambda word, have: have.once, "在 奖励 等词之后写 一次性"),
    "per": _Demand(lambda word, have: have.yearly, "写 每年 的限额、逐年，或者按 [本年] 的事实"),
    "daily": _Demand(lambda word, have: have.hours, "写出每日的时段"),
    "each": _Demand(_each, "写 限额 每项 …，或者 限额 每个 企业 …"),
    "total": _Demand(lambda word, have: have.total, "写 累计 的限额，或者几个条款合用的限额"),
    "select": _Demand(lambda word, have: have.selects, "写 须选定 或者 经 … 选定"),
    "priority": _Demand(lambda word, have: have.priority, "写 优先 一行"),
    "first": _Demand(lambda word, have: have.first, "写 首次超过 或者 首次达到"),
    "determine": _Demand(_determined, "写 经 … 认定，核定的金额写 经 … 核定"),
    "deem": _Demand(lambda word, have: have.deems, "写 视同 … 适用于 …"),
    "exclude": _Demand(lambda word, have: have.excludes, "写 除外 或者 互斥"),
    "except": _Demand(lambda word, have: have.excepts, "把除外的情形写进条件，或者写 除外"),
    "run": _Demand(lambda word, have: have.run, "写 逐年"),
    "vague": _Demand(lambda word, have: have.vague, "金额写 未规定，比例写 一定比例 或者 比例未规定"),
    "by_rule": _Demand(lambda word, have: have.elsewhere, "金额写 依 “…”"),
    "may": _Demand(_may, "金额写 至多，行为写 许可"),
}


# ---------- the rule says it, the text doesn't

_NOT_FOR_READINGS = frozenset({"一次性", "首次", "核定", "一定比例", "选定", "优先", "视同"})


def _unfounded(clause: PlacedClause) -> Iterator[Diagnostic]:
    kinds = {word.word.kind for word in clause.words}
    if any(figure.reading.slot == "count" for figure in clause.figures):
        # 每年重点支持5～10个平台: a number of places is a selection.
        kinds.add("select")
    bounded = any(figure.reading.bound in ("≤", "?") for figure in clause.figures)
    for stood in clause.home.clause.stood:
        if stood.option is None:
            yield from _of_line(clause, stood, kinds, bounded)
        else:
            yield from _of_reading(stood, kinds)


def _of_line(clause: PlacedClause, stood: Stood, kinds: set[str], bounded: bool) -> Iterator[Diagnostic]:
    line = stood.line
    for said, wanted, what, span in _claims(stood):
        if not kinds & set(wanted):
            yield _not_said(said, what, span)
    if isinstance(line, Grant):
        open_ = any(amount.up_to for amount in amounts(line))
        if open_ and not bounded and "may" not in kinds:
            yield _not_said("至多", "原文没有 不超过、最高、至多 这样的词", line.span)
        for amount in amounts(line):
            if amount.elsewhere and not line.quotes and not _named(clause, amount.elsewhere):
                yield _not_said(f"依 {amount.elsewhere}", "原文没有这样说", amount.span)


def _of_reading(stood: Stood, kinds: set[str]) -> Iterator[Diagnostic]:
    """A reading may bring a limit, a period, an exclusion; a word like 一次性 only if the text or the reading speaks of it."""
    reading, option = stood.reading, stood.option
    spoken = (reading.name + reading.reason if reading is not None else "") + (
        option.name if option is not None else ""
    )
    for said, wanted, what, span in _claims(stood):
        if said in _NOT_FOR_READINGS and not kinds & set(wanted) and said not in spoken:
            yield _not_said(said, what, span)


def _named(clause: PlacedClause, elsewhere: str) -> bool:
    return clause.holds(elsewhere) or any(word.word.kind == "by_rule" for word in clause.words)


Claim = tuple[str, Sequence[str], str, Span]


def _claims(stood: Stood) -> Iterator[Claim]:
    """What a line claims of the text: the rule's word, the kinds of words that bear it out, why not, where."""
    line = stood.line
    match line:
        case Grant():
            if line.once or any(amount.once for amount in amounts(line)):
                yield "一次性", ("once",), "原文没有 一次性", line.span
            if line.bands is not None and line.bands.first:
                yield "首次", ("first",), "原文没有 首次", line.bands.measure.span
        case LimitLine():
            yield from _limit_claims(line)
        case Appropriation() | Quota() if line.each_year:
            yield "每年", ("per",), "原文没有 每年、年度", line.span
        case Norm(word="优先"):
            yield "优先", ("priority",), "原文没有 优先", line.span
        case CarveOut() | Exclusion():
            word = "除外" if isinstance(line, CarveOut) else "互斥"
            yield word, ("exclude", "except"), "原文没有 不再享受、不叠加、除…外", line.span
        case SubjectDeeming() | FactDeeming():
            yield "视同", ("deem",), "原文没有 视同", line.span
        case _:
            pass
    yield from _condition_claims(stood)
    yield from _expression_claims(stood)


def _limit_claims(line: LimitLine) -> Iterator[Claim]:
    grounds = "".join(quote.text for quote in line.quotes)
    for item in line.items:
        if item.period == "每年" and "年" not in grounds:
            yield "每年", ("per",), "原文没有 每年、年度", item.span
        if item.period == "累计":
            yield "累计", ("total",), "原文没有 累计、合计；原文不写期间的，把限额写进 口径", item.span
        if item.owner is not None and item.owner.text not in grounds:
            yield f"每个 {item.owner.text}", ("each",), "原文没有 单家、单个、每个 这样的词", item.span


def _condition_claims(stood: Stood) -> Iterator[Claim]:
    condition = condition_of(stood.line)
    for atom in all_atoms(condition) if condition is not None else ():
        if isinstance(atom, Determination) and atom.verb == "选定":
            yield "选定", ("select", "may"), "原文没有 择优、选择 这样的词", atom.span
        if isinstance(atom, Comparison) and atom.first:
            yield "首次", ("first",), "原文没有 首次", atom.span


def _expression_claims(stood: Stood) -> Iterator[Claim]:
    if not isinstance(stood.line, Grant):
        return
    for amount in amounts(stood.line):
        for side in (amount.low, amount.high):
            for part in parts_of(side) if side is not None else ():
                if isinstance(part, Approval):
                    yield "核定", ("determine",), "原文没有 核定", part.span
                if isinstance(part, Portion) and part.ratio is None:
                    yield "一定比例", ("vague",), "原文没有 一定比例", part.span


def _not_said(said: str, why: str, span: Span) -> Diagnostic:
    help_text = f"删去「{said}」；原文可以这样读而没有明说的，写进 口径"
    return Diagnostic("RD509", f"规则写「{said}」，{why}", span, help=help_text)
