"""互斥 on a case: who contests with whom, and what the verdict leaves of each grant (semantics: exclusion)."""

from __future__ import annotations

from collections.abc import Container

from rulesdsl.plan.nodes import FALSE
from rulesdsl.plan.plan import ExclusionPlan
from rulesdsl.run.exclude import choose
from rulesdsl.run.frame import Frame
from rulesdsl.run.ledger import Key, Ledger
from rulesdsl.run.remarks import rivals_text, total_of
from rulesdsl.run.results import Cap, Interval


def apply_exclusion(ledger: Ledger, exclusion: ExclusionPlan, live: dict[Key, int]) -> None:
    """Settle the contest of every owner for which two members or more may apply."""
    for owner, members in contests(ledger.frame, exclusion, live).items():
        alive = [keys for keys in members if any(live.get(key, FALSE) != FALSE for key in keys)]
        if len(alive) > 1:
            _settle(ledger, exclusion, owner, members)


def contests(frame: Frame, exclusion: ExclusionPlan, held: Container[Key]) -> dict[tuple[str, int], list[list[Key]]]:
    """The member sets of each owner instance. An instance that only counts as the owner's subject is its own owner.

    Args:
        held: the grants that are asked for; of a clause's versions the one that holds.
    """
    found: dict[tuple[str, int], list[list[Key]]] = {}
    for position, member in enumerate(exclusion.members):
        for number in member:
            clause = frame.plan.clauses[number]
            for index, row in enumerate(frame.of(clause.subject)):
                key = (number, index)
                if key not in held:
                    continue
                owner = (
                    (exclusion.owner, row.owners[exclusion.owner])
                    if exclusion.owner in row.owners
                    else (row.subject, index)
                )
                sets = found.setdefault(owner, [[] for _ in exclusion.members])
                sets[position].append(key)
    return found


def _settle(ledger: Ledger, exclusion: ExclusionPlan, owner: tuple[str, int], members: list[list[Key]]) -> None:
    frame = ledger.frame
    chosen = chosen_member(frame, exclusion, owner)
    step = ("exclusion", frame.plan.exclusions.index(exclusion))
    verdict = choose([[ledger.payable.get(key) for key in keys] for keys in members], chosen)
    sums = [total_of([ledger.payable[key] for key in keys if key in ledger.payable]) for keys in members]
    rivals = [[frame.plan.clauses[key[0]].id for key in keys] for keys in members]
    for place, (keys, kept) in enumerate(zip(members, verdict.members, strict=True)):
        for key in keys:
            before = ledger.payable.get(key)
            if before is None:
                continue
            after = before if kept == "wins" else Interval(0, 0 if kept == "loses" else before.high)
            text = verdict.text if before == after else f"{verdict.text}{rivals_text(frame, rivals, sums, place)}"
            ledger.set(key, after, Cap(exclusion.id, "互斥", text, exclusion.quote, before, after, step))
            if verdict.open_choice:
                ledger.note(ledger.notes, key, "择一未定：同一对象只能享受其中一项，须由其选择")
            elif kept == "wins" and len([item for item in sums if item.high != 0]) > 1:
                ledger.note(ledger.notes, key, f"只取其一，本项较高{rivals_text(frame, rivals, sums, place)}")
    every = frozenset(key for keys in members for key in keys)
    ledger.merge_units(every, verdict.total)


def chosen_member(frame: Frame, exclusion: ExclusionPlan, owner: tuple[str, int]) -> int | None:
    """The member that the owner chose (择一), if it did."""
    subject, index = owner
    name = frame.of(subject)[index].key if index < len(frame.of(subject)) else ""
    for choice in frame.case.choices:
        if choice.key and choice.key != name:
            continue
        for position, member in enumerate(exclusion.members):
            if any(frame.plan.clauses[number].id == choice.clause for number in member):
                return position
    return None
