"""What is compared with what: two days, with and without an act, or one reading against another."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.amendments.history import History
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.impact.coalitions import Coalitions, sentences_of
from rulesdsl.impact.components import Game, game
from rulesdsl.impact.meaning import Numbers, groups, meaning, said
from rulesdsl.impact.worlds import World
from rulesdsl.model.amendment import Amendment
from rulesdsl.model.literals import date_text
from rulesdsl.plan.force import beginning
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.force import boundary_days
from rulesdsl.run.readings import reading_problems
from rulesdsl.source.fold import same

Readings = tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """What was asked for: `without` names an act, `before` and `after` are days; with neither, readings are compared.

    `readings` count in both worlds, the other two in one of them.
    """

    claim_date: int | None = None
    as_of: int | None = None
    accounting_year: int | None = None
    before: int | None = None
    after: int | None = None
    without: str = ""
    readings: Readings = ()
    readings_before: Readings = ()
    readings_after: Readings = ()


class Question(NamedTuple):
    """Two worlds, the act's sentences between them (None: no act is), and the names of the acts."""

    before: World
    after: World
    game: Game | None
    acts: tuple[str, ...]


def question(past: History, plan: Plan, asked: Asked) -> tuple[Question | None, tuple[Diagnostic, ...]]:
    """Make the two worlds.

    Args:
        plan: of all versions in `past`.
    Diagnostics:
        RD705, RD706 readings that don't exist; RD710 no day to judge on; RD760 no such act; RD761 both worlds say the same; RD762 the
        days are not one before the other; RD763 a later act can't be executed without this one.
    """
    problems = (*_day_problems(asked), *reading_problems(plan, _all_readings(asked)))
    if problems:
        return None, problems
    readings = [(*asked.readings, *also) for also in (asked.readings_before, asked.readings_after)]
    settings = _settings(asked)
    after = World(_name(asked, 1), plan, readings[1], settings[1])
    numbers, problem = _acts(past, after, asked)
    if problem is not None:
        return None, (problem,)
    coalitions = Coalitions(past, sentences_of(past.versions[0].rules.amendments, numbers))
    nobody = coalitions.of(frozenset())
    if nobody.lost:
        return None, (_not_without(nobody.lost[0]),)
    before = World(_name(asked, 0), nobody.plan if asked.without else plan, readings[0], settings[0])
    if not differing(before, after):
        return None, (_nothing_differs(asked),)
    acts = tuple(dict.fromkeys(act_title(past.versions[0].rules.amendments[number]) for number in numbers))
    return Question(before, after, game(coalitions, after) if numbers else None, acts), ()


def differing(before: World, after: World) -> bool:
    """Whether two worlds say different things of any clause."""
    numbers = Numbers()
    one, other = meaning(before, numbers), meaning(after, numbers)
    return any(said(one, group, whole=True) != said(other, group, whole=True) for group in groups(one, other))


def act_title(amendment: Amendment) -> str:
    """What an act is called: its day and its title."""
    day = amendment.signed.text if amendment.signed is not None else ""
    title = amendment.authority.text.translate(str.maketrans("《》", "〈〉")) if amendment.authority is not None else ""
    return f"{day}《{title}》" if title else f"{day}对 {amendment.document} 的修改"


def _all_readings(asked: Asked) -> Readings:
    return (*asked.readings, *asked.readings_before, *asked.readings_after)


def _day_problems(asked: Asked) -> tuple[Diagnostic, ...]:
    if asked.before is not None and asked.after is not None:
        if asked.before < asked.after:
            return ()
        text = f"--before {date_text(asked.before)} 不早于 --after {date_text(asked.after)}"
        return (Diagnostic("RD762", text, help="把两个日期对调，或用 --without 比较有没有一次修改"),)
    if asked.claim_date is None and asked.as_of is None:
        return (Diagnostic("RD710", "没有申报日期，也没有截至日期", help="加 --claim-date，例如 2021年5月1日"),)
    return ()


def _settings(asked: Asked) -> list[Setting]:
    days = (asked.before, asked.after) if asked.before is not None else (asked.as_of, asked.as_of)
    return [Setting(asked.claim_date, day, asked.accounting_year) for day in days]


def _name(asked: Asked, side: int) -> str:
    if asked.without:
        return ("没有这次修改", "有这次修改")[side]
    day = (asked.before, asked.after)[side]
    if day is not None:
        return f"{date_text(day)}的规定"
    readings = (asked.readings_before, asked.readings_after)[side]
    return "、".join(f"{name}={option}" for name, option in readings) or "采用的读法"


def _acts(past: History, after: World, asked: Asked) -> tuple[list[int], Diagnostic | None]:
    """The amendments that are in one world and not in the other, by their places."""
    amendments = past.versions[0].rules.amendments
    if asked.without:
        numbers = [number for number, item in enumerate(amendments) if _is_called(item, asked.without)]
        return numbers, None if numbers else _no_such_act(amendments, asked.without)
    if asked.before is None or asked.after is None:
        return [], None
    choices = after.choices
    begins = [boundary_days(beginning(item.id, item, "amended"), choices)[0] for item in amendments]
    return [number for number, day in enumerate(begins) if asked.before < day <= asked.after], None


def _is_called(amendment: Amendment, words: str) -> bool:
    """By the document that is amended, the day of signing, or words of the act's title."""
    words = words.translate(str.maketrans("［］[]【】", "〔〕〔〕〔〕"))
    names = [amendment.id, amendment.document, amendment.signed.text if amendment.signed is not None else ""]
    title = amendment.authority.text if amendment.authority is not None else ""
    return any(same(name, words) for name in names) or words in title or amendment.document.endswith(words)


def _no_such_act(amendments: tuple[Amendment, ...], words: str) -> Diagnostic:
    known = list(dict.fromkeys(act_title(item) for item in amendments))
    advice = f"有：{'；'.join(known)}。可以写日期、被修改的文号或标题里的话" if known else "规则里没有修改"
    return Diagnostic("RD760", f"没有名为「{words}」的修改", help=advice)


def _not_without(problem: Diagnostic) -> Diagnostic:
    text = f"没有这次修改，后来的修改就不能执行：{problem.message}"
    return Diagnostic("RD763", text, problem.span, help="用 --before、--after 把几次修改放在一起比较")


def _nothing_differs(asked: Asked) -> Diagnostic:
    if asked.without:
        advice = "所写的日期以前这次修改还没有施行，或它没有改动任何条款；换一个 --claim-date"
    elif asked.before is not None:
        advice = "两天之间没有修改施行；rulesdsl amend diff 列出各次修改的日期"
    else:
        advice = "用 --reading-before、--reading-after 写两种不同的读法，或写 --before、--after、--without"
    return Diagnostic("RD761", "两边的规定相同，没有可比的", help=advice)
