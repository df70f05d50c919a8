"""How a disagreement of numbers is told: both places, what stands there, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.agreement_bounds import role_fits
from rulesdsl.check.agreement_literals import Role, Use
from rulesdsl.check.agreement_match import Key, Outcome, key
from rulesdsl.check.placement import Figure, PlacedClause
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.quotation import Excuse

_BOUNDS = {
    "=": "恰为此数",
    "≤": "不超过",
    "≥": "达到",
    ">": "超过",
    "<": "低于",
    "≈": "约数",
    "in": "区间",
    "?": "两说相左",
}
_SLOTS = {
    "amount": "给付的金额", "rate": "给付的比例", "limit": "上限", "share": "承担的比例", "threshold": "条件", "target": "目标",
    "band": "分档", "count": "个数", "date": "日期", "period": "期间", "time": "时刻", "other": "别的数",
}  # fmt: skip
_ROLES: dict[Role, str] = {
    "condition": "条件", "requirement": "要求", "target": "目标", "amount": "给付的金额", "rate": "给付的比例", "limit": "限额",
    "share": "承担的比例", "band": "分档", "appropriation": "安排的金额", "quota": "名额", "year": "年度", "period": "期间",
    "time": "时刻", "part": "数值",
}  # fmt: skip
_WANTED = {
    ("amount", "≤"): "写 至多", ("rate", "≤"): "写 至多", ("limit", "≤"): "写成 限额", ("amount", "="): "写成确定的金额，不写 至多",
    ("rate", "="): "写成确定的比例，不写 至多", ("share", "="): "写在 承担 的付款人之后",
}  # fmt: skip
_COMPARE = {"≥": "达到", ">": "超过", "≤": "不超过", "<": "低于", "=": "等于"}


def differs(use: Use, figure: Figure) -> Diagnostic:
    """RD506: the value stands in the quote, with another bound or for another use."""
    reading = figure.reading
    there, here = _told(_SLOTS[reading.slot], reading.bound), _told(_ROLES[use.role], use.relation)
    return Diagnostic(
        "RD506",
        f"「{use.written}」在原文里是{there}，规则里是{here}",
        use.span,
        label=f"规则：{here}",
        secondary=(Label(figure.place, f"原文：{there}"),),
        help=_advice(use, figure),
    )


def _told(what: str, bound: str) -> str:
    return f"{what}（{_BOUNDS.get(bound, bound)}）" if bound in _BOUNDS else what


def _advice(use: Use, figure: Figure) -> str:
    slot, bound = figure.reading.slot, figure.reading.bound
    if slot in ("threshold", "band", "target", "count") and bound in _COMPARE:
        return f"照原文写 {_COMPARE[bound]} {use.written}"
    return _WANTED.get((slot, bound), "照原文的界限和用途写，原文确有两解的写 口径")


def not_found(clause: PlacedClause, use: Use, open_: dict[Key, Figure]) -> Diagnostic:
    """RD504; the figure that it most likely is a slip of is told here, and no longer reported as unused."""
    meant = next((figure for figure in open_.values() if role_fits(use, figure)), None)
    message = f"{_ROLES[use.role]} {use.written} 在条款「{clause.home.clause.name.text}」的原文和参据里找不到"
    if meant is None:
        help_text = "照原文改；它据的是别处的话，就加一行 参据 「…」"
        alike = [figure for figure in clause.figures if role_fits(use, figure)][:3]
        labels = tuple(Label(figure.place, f"原文这里是 {_clean(figure)}") for figure in alike)
        return Diagnostic("RD504", message, use.span, secondary=labels, help=help_text)
    del open_[key(meant)]
    return Diagnostic(
        "RD504",
        message,
        use.span,
        secondary=(Label(meant.place, f"原文这里是 {_clean(meant)}"),),
        help=f"照原文写成 {_clean(meant)}",
    )


def outside(use: Use, figure: Figure) -> Diagnostic:
    """RD504 for a number that stands elsewhere in the clause, while its own ground has other numbers of the kind."""
    return Diagnostic(
        "RD504",
        f"{_ROLES[use.role]} {use.written} 不在它所据的引文里",
        use.span,
        secondary=(Label(figure.place, "它在原文的这里"),),
        help="核对数值，或者改引含有它的那几个字",
    )


def not_used(figure: Figure) -> Diagnostic:
    """RD505."""
    reading = figure.reading
    what = _told(_SLOTS[reading.slot], reading.bound)
    return Diagnostic(
        "RD505",
        f"原文里的 {_clean(figure)} 没有用到",
        figure.span,
        label=f"读作{what}",
        secondary=(Label(figure.place, "源文的这里"),),
        help=f"在规则里写出它，或者写 免读 「{_clean(figure)}」 因 “…”",
    )


def useless_excuse(excuse: Excuse, meant: list[Figure]) -> Diagnostic:
    """RD510."""
    why = "规则已经用到它" if meant else "那里没有数值，也没有须照写的词"
    message = f"免读「{excuse.quote.text}」没有对应的数值"
    return Diagnostic(
        "RD510", message, excuse.quote.span, label=why, help="删去这一行，或者照抄原文里没有用到的那个数值"
    )


def contradictory(clause: PlacedClause, outcomes: tuple[Outcome, ...]) -> Iterator[Diagnostic]:
    """RD517: two bound words that disagree (超过10家以上) and no 口径 that gives both candidates."""
    for figure in clause.figures:
        if figure.reading.bound != "?" or not figure.primary:
            continue
        uses = [outcome.use for outcome in outcomes if any(key(hit.figure) == key(figure) for hit in outcome.hits)]
        readings = {use.stood.reading.name for use in uses if use.stood.reading is not None}
        given = {use.relation for use in uses if use.stood.reading is not None}
        if uses and not (len(readings) == 1 and given >= set(figure.reading.candidates)):
            both = "、".join(f"{_COMPARE[mark]} {_clean(figure)}" for mark in figure.reading.candidates)
            yield Diagnostic(
                "RD517",
                f"「{_clean(figure)}」前后的界限词两说相左",
                figure.span,
                secondary=(*(Label(use.span, "规则这样写") for use in uses[:2]), Label(figure.place, "源文的这里")),
                help=f"写一条 口径，两种读法都列出：{both}",
            )


def _clean(figure: Figure) -> str:
    return "".join(figure.written.split())
