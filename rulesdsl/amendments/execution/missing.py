"""Words that a sentence wants to change and that are not there: why, and what comes nearest."""

from __future__ import annotations

from rulesdsl.amendments.act import Place as Spoken
from rulesdsl.amendments.execution.hits import find
from rulesdsl.amendments.execution.session import Session, Target
from rulesdsl.diagnostics import Label
from rulesdsl.source.fold import fold
from rulesdsl.source.nearest import Nearest, nearest

_MOST_SHOWN = 60


def not_found(session: Session, target: Target, spoken: Spoken, words: str, new: str, *, everywhere: bool) -> None:
    """Report a find without hits in one place.

    Words that the text had before the act and an earlier sentence took away are no mistake of a sentence on the whole text (a
    note); of one on a certain place they are.
    """
    span = spoken.find or spoken.clause
    source = session.working.source
    had = target.old is not None and _stood(source.slice(target.old), words, new)
    if had and everywhere:
        session.report("RD563", f"「{words}」已由前面的语句改掉或删去，这里没有可改的", span, "可以从这一句里去掉它")
        return
    if had:
        session.report("RD560", f"{target.name}的「{_cut(words)}」已被前面的语句改掉或删去", span, "核对两句的先后")
        return
    # New words that are part of the old ones stand there either way.
    if new and (new == words or fold(new).text not in fold(words).text) and find(target.regions, new):
        session.report("RD564", f"{target.name}已经是「{_cut(new)}」", span, "这一句不要再执行一遍")
        return
    near = _nearest(target, words)
    labels: tuple[Label, ...] = ()
    if target.old is not None and target.name != "全文":
        labels = (Label(target.old._replace(end=min(target.old.end, target.old.start + 40)), f"{target.name}在这里"),)
    session.report("RD560", f"{target.name}没有「{_cut(words)}」", span, near, labels)


def _stood(text: str, words: str, new: str) -> bool:
    """Whether words stood in the old text, other than inside the new ones (工商局 in 工商局或者其他部门)."""
    wanted, given, old = fold(words).text, fold(new).text, fold(text).text
    return wanted in (old.replace(given, "\n") if wanted in given else old)


def _nearest(target: Target, words: str) -> str:
    whole = fold("".join(region.block.text[region.start : region.end] for region in target.regions))
    text = "".join(region.block.text[region.start : region.end] for region in target.regions)
    found = nearest("", whole, 0, len(whole.text), words)
    if found is None:
        return "核对位置和引文"
    shown = text[found.span.start : found.span.end]
    return f"最接近的是「{_cut(shown)}」：{_differences(found, text)}"


def _differences(found: Nearest, text: str) -> str:
    said = []
    for difference in found.differences[:3]:
        standing = text[difference.span.start : difference.span.end]
        if standing and difference.quoted:
            said.append(f"文中是「{standing}」，句中写「{difference.quoted}」")
        elif standing:
            said.append(f"文中多「{standing}」")
        else:
            said.append(f"文中没有「{difference.quoted}」")
    return "；".join(said)


def _cut(words: str) -> str:
    flat = "".join(words.split())
    return flat if len(flat) <= _MOST_SHOWN else f"{flat[: _MOST_SHOWN // 2]}…{flat[-_MOST_SHOWN // 2 :]}"
