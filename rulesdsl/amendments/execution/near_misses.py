"""Stems of renamed bodies that survive an act: 经信部门 stays where only 经信委 was renamed. Reported, never changed."""

from __future__ import annotations

from rulesdsl.amendments.execution.outcome import Done, NearMiss
from rulesdsl.amendments.execution.session import place_of
from rulesdsl.amendments.execution.working import Working
from rulesdsl.amendments.operations import MergeNames, ReplaceText

_SUFFIXES = ("委员会", "管理局", "管理部门", "委", "厅", "局", "办", "部门", "部", "署", "院")
_PREFIXES = ("自治区", "福建", "省", "市", "县", "国家")
_SHORTEST_STEM, _LONGEST_STEM = 2, 6


def near_misses(working: Working, done: list[Done]) -> tuple[NearMiss, ...]:
    """Every place in the new text where the stem of a name stands that the act has renamed everywhere."""
    stems: dict[str, str] = {}
    for item in done:
        operation = item.operation
        if isinstance(operation, ReplaceText | MergeNames) and operation.locator.scope == "全文":
            for name in operation.find if isinstance(operation, MergeNames) else (operation.find,):
                stem = stem_of(name)
                if stem and stem not in operation.replace:
                    stems[stem] = name
    found: list[NearMiss] = []
    for block in working.blocks:
        for stem, name in stems.items():
            at = block.text.find(stem)
            while at >= 0:
                found.append(NearMiss(stem, name, place_of(block, at, at + len(stem))))
                at = block.text.find(stem, at + len(stem))
    return tuple(found)


def stem_of(name: str) -> str:
    """The telling part of a body's name: 经信 of 经信委, 海洋渔业 of 海洋渔业厅; empty where the name has no such end."""
    suffix = next((item for item in _SUFFIXES if name.endswith(item)), "")
    stem = name.removesuffix(suffix) if suffix else ""
    for prefix in _PREFIXES:
        stem = stem.removeprefix(prefix)
    return stem if _SHORTEST_STEM <= len(stem) <= _LONGEST_STEM else ""
