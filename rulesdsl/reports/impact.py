"""An impact as a report: what differs, by clause, by sentence, by payer, place and size, and the owners that move most."""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.batch.sums import Sum
from rulesdsl.impact.moves import Moves, Owners
from rulesdsl.impact.run import Impact
from rulesdsl.impact.shares import Change, change
from rulesdsl.impact.worlds import World
from rulesdsl.reports.document import Block, Field, Fields, Note, Report, Section, Table
from rulesdsl.reports.impact_leaders import leader_section
from rulesdsl.reports.impact_words import (
    NOTHING,
    amounts_text,
    by_name,
    change_text,
    clause_name,
    owners_text,
    range_text,
    rows_text,
    sentence_name,
    sum_text,
)

TITLE = "影响分析"
BY_CLAUSE, BY_SENTENCE, BY_PAYER, BY_CITY, BY_SIZE = "按条款", "按语句", "按承担单位", "按所在设区市", "按企业规模"
LEADERS = "变化最大的企业"


def impact_report(impact: Impact) -> Report:
    """The report, the same for a screen, Markdown and a page."""
    sections = [Section(TITLE, 1, (_head(impact),)), _clauses(impact)]
    if impact.question.game is not None:
        sections.append(_sentences(impact))
    sections += [_payers(impact), *_owners(impact), *_leaders(impact), Section("说明", 1, tuple(_notes(impact)))]
    return Report(TITLE, tuple(section for section in sections if section.blocks))


# ---------- in all


def _head(impact: Impact) -> Fields:
    question, found = impact.question, impact.comparison
    total = (total_of(found.before.clauses), total_of(found.after.clauses))
    fields = [
        Field("比较", (f"{question.before.name} → {question.after.name}",)),
        Field("修改", question.acts),
        Field("口径", tuple(_readings(question.before, question.after))),
        Field("表", (f"{impact.rows} 行" + (f"，另有 {impact.rows_aside} 行放在一边" if impact.rows_aside else ""),)),
        Field("有变化的条款", (_counted(impact),)),
        Field("以前应付", (sum_text(total[0]),)),
        Field("以后应付", (sum_text(total[1]),)),
        Field("变化", tuple(change_text(change(*total)).split("\n"))),
        Field("变化的范围", (range_text(all_moves(impact)),)),
        Field("企业", tuple(owners_text(all_owners(impact)).split("\n")) if all_owners(impact).number else ()),
    ]
    return Fields(tuple(field for field in fields if any(field.values)))


def _readings(before: World, after: World) -> Iterator[str]:
    if before.readings != after.readings:
        for name, world in (("以前", before), ("以后", after)):
            yield f"{name}：{'、'.join(f'{point}={option}' for point, option in world.readings) or '采用的读法'}"
    elif after.readings:
        yield "、".join(f"{point}={option}" for point, option in after.readings)


def _counted(impact: Impact) -> str:
    paying = [name for name, moves in impact.comparison.clauses.items() if moves.moves_money]
    others = [name for name, moves in impact.comparison.clauses.items() if not moves.moves_money and moves.moves]
    parts = [f"{len(paying)} 条的金额", f"{len(others)} 条只有结果" if others else ""]
    only_payers = len(payers_only(impact))
    parts.append(f"{only_payers} 条只换了由谁承担" if only_payers else "")
    return "，".join(part for part in parts if part)


def total_of(sums: dict[str, Sum]) -> Sum:
    """The sum of all clauses."""
    return sum(sums.values(), Sum())


def all_moves(impact: Impact) -> Moves:
    """The rows of all clauses."""
    return sum(impact.comparison.clauses.values(), Moves())


def all_owners(impact: Impact) -> Owners:
    """The owners of all places."""
    return sum(impact.comparison.cities.values(), Owners())


def payers_only(impact: Impact) -> tuple[str, ...]:
    """Clauses that differ, though no row gets another outcome or amount: who pays has another name."""
    return tuple(name for name, moves in impact.comparison.clauses.items() if not moves.moves)


# ---------- by clause and by sentence


def _clauses(impact: Impact) -> Section:
    found = impact.comparison
    rows = tuple(
        (
            clause_name(name),
            rows_text(moves),
            amounts_text(moves),
            change_text(moved) if moves.moves_money else "",
            range_text(moves) if moves.moves_money else "",
        )
        for name, moves in found.clauses.items()
        if moves.moves
        for moved in [change(found.before.clauses.get(name, Sum()), found.after.clauses.get(name, Sum()))]
    )
    blocks: list[Block] = (
        [Table(("条款", "结果变化（行）", "金额变化（行）", "合计变化", "变化的范围"), rows)] if rows else []
    )
    if payers_only(impact):
        names = "、".join(clause_name(name) for name in payers_only(impact))
        blocks.append(Note(f"只换了由谁承担，结果和金额不变：{names}。"))
    return Section(BY_CLAUSE, 1, tuple(blocks))


def _sentences(impact: Impact) -> Section:
    game, shares = impact.question.game, impact.shares
    assert game is not None, "asked for before"
    assert shares is not None, "made with the game"
    rows = []
    for sentence, touched, share in zip(game.sentences, game.touched, shares.sentences, strict=True):
        if touched or share.clauses:
            money = change_text(share.total) if share.clauses else NOTHING
            names = "\n".join(clause_name(name.partition("/")[2]) for name in dict.fromkeys((*share.clauses, *touched)))
            rows.append((sentence_name(sentence) + ("（按顺序）" if share.in_order else ""), names, money))
    rest = sum(shares.rest.values(), Change())
    if rest != Change():
        rows.append(("不出于语句", "日期、读法本身", change_text(rest)))
    total = sum((share.total for share in shares.sentences), rest)
    rows.append(("合计", "", change_text(total)))
    idle = [
        sentence_name(sentence)
        for sentence, touched, share in zip(game.sentences, game.touched, shares.sentences, strict=True)
        if not touched and not share.clauses
    ]
    blocks: list[Block] = [Table(("语句", "改变的条款", "合计变化"), tuple(rows))]
    if idle:
        blocks.append(Note(f"没有改变任何条款结果的语句：{'、'.join(idle)}。"))
    return Section(BY_SENTENCE, 1, tuple(blocks))


# ---------- by payer, place and size


def _payers(impact: Impact) -> Section:
    found = impact.comparison
    rows = tuple(
        (name, sum_text(before), sum_text(after), change_text(change(before, after)))
        for name, before, after in by_name(found.before.payers, found.after.payers)
    )
    return Section(BY_PAYER, 1, (Table(("承担", "以前", "以后", "变化"), rows),) if rows else ())


def _owners(impact: Impact) -> Iterator[Section]:
    found = impact.comparison
    for title, label, groups in ((BY_CITY, "所在设区市", found.cities), (BY_SIZE, "规模", found.sizes)):
        rows = tuple(
            (
                name,
                str(owners.number),
                owners_text(owners),
                change_text(change(owners.before, owners.after), "家"),
            )
            for name, owners in sorted(groups.items(), key=lambda item: (-item[1].number, item[0]))
        )
        yield Section(title, 1, (Table((label, "企业", "其中", "合计变化"), rows),) if rows else ())


def _leaders(impact: Impact) -> Iterator[Section]:
    if impact.leaders:
        agreed = sum(leader.agrees for leader in impact.leaders)
        said = f"逐家由解释器在两边各算一遍，{agreed}/{len(impact.leaders)} 家的合计与成批计算相同。只列有变化的条款。"
        yield Section(LEADERS, 1, (Note(said),))
        for number, leader in enumerate(impact.leaders, 1):
            yield leader_section(leader, number)


def _notes(impact: Impact) -> Iterator[Note]:
    yield Note("应付只计有变化的条款。得到、失去是两边都确定的；可能得到、可能失去，是有一边还缺事实或认定的。")
    yield Note(
        "下限、上限的变化，是各行应付下限之和、上限之和各变了多少，上限之和只含有上限的行。"
        "变化的范围，是不论所缺的事实和待定的数额最后如何，合计的变化都在其中。"
    )
    if impact.question.game is not None:
        yield Note(
            "每一句的数额是沙普利值：这一句加进其余语句的各种先后次序里，平均改变多少；各句相加，分文不差等于合计。"
            "互有牵连的超过八句时按书写顺序逐句计算，注明按顺序。"
        )
    if impact.untotalled:
        yield Note(f"各家合计只是各行之和的范围：{'、'.join(impact.untotalled)}。")
    yield Note(
        "按所在设区市、按企业规模的合计，是企业连同属于它的项目，共同的限额已合并计算；不属于任何企业的对象不在其内。"
    )
