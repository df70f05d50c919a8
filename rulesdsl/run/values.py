"""Values at run time: four truth values and intervals of exact integers. Semantics: truth, numbers.

A number is `(low, high, fact)`: integers over the node's scale; high None = ∞, low None = −∞ (only for 可为负); `fact` says that a
missing fact, not only a missing determination, keeps it open.
"""

from __future__ import annotations

from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_DETERMINATION, UNKNOWN_FACT

Number = tuple[int | None, int | None, bool]

MISSING: Number = (0, None, True)
UNDETERMINED: Number = (0, None, False)
UNSTATED: Number = (0, None, False)
UNLIMITED: Number = (10**18, None, False)

# F < Ud < Uf < T: the order of `or`; indices are the truth values F, Uf, Ud, T.
_OR_RANK = (0, 2, 1, 3)
_FROM_OR_RANK = (FALSE, UNKNOWN_DETERMINATION, UNKNOWN_FACT, TRUE)
NOT = (TRUE, UNKNOWN_FACT, UNKNOWN_DETERMINATION, FALSE)


def either(left: int, right: int) -> int:
    """`or`: the larger in F < Ud < Uf < T."""
    return _FROM_OR_RANK[max(_OR_RANK[left], _OR_RANK[right])]


def if_then_else(condition: int, then: int, otherwise: int) -> int:
    """(g and a) or (not g and b) or (a and b): decided when both branches agree."""
    first, second = min(condition, then), min(NOT[condition], otherwise)
    return either(either(first, second), min(then, otherwise))


def compare(relation: str, left: Number, left_scale: int, right: Number, right_scale: int) -> int:
    """left/left_scale `relation` right/right_scale, by cross-multiplication."""
    a_low, a_high = _times(left[0], right_scale), _times(left[1], right_scale)
    b_low, b_high = _times(right[0], left_scale), _times(right[1], left_scale)
    open_value = UNKNOWN_FACT if left[2] or right[2] else UNKNOWN_DETERMINATION
    if relation in ("≤", "<"):
        a_low, a_high, b_low, b_high = b_low, b_high, a_low, a_high
        relation = "≥" if relation == "≤" else ">"
    if relation == "≥":
        if a_low is not None and b_high is not None and a_low >= b_high:
            return TRUE
        return FALSE if a_high is not None and b_low is not None and a_high < b_low else open_value
    if relation == ">":
        if a_low is not None and b_high is not None and a_low > b_high:
            return TRUE
        return FALSE if a_high is not None and b_low is not None and a_high <= b_low else open_value
    if a_low is not None and a_low == a_high == b_low == b_high:
        return TRUE
    apart = _below(a_high, b_low) or _below(b_high, a_low)
    return FALSE if apart else open_value


def ratio(relation: str, p: int, q: int, part: Number, part_scale: int, whole: Number, whole_scale: int) -> int:
    """part/whole `relation` p/q. A whole that is or may be zero makes it a missing fact."""
    if not whole[0]:
        return UNKNOWN_FACT
    scaled_part = (_times(part[0], q), _times(part[1], q), part[2])
    scaled_whole = (_times(whole[0], p), _times(whole[1], p), whole[2])
    return compare(relation, scaled_part, part_scale, scaled_whole, whole_scale)


def hull(left: Number, right: Number) -> Number:
    """The smallest interval around both."""
    low = None if left[0] is None or right[0] is None else min(left[0], right[0])
    high = None if left[1] is None or right[1] is None else max(left[1], right[1])
    return low, high, left[2] or right[2]


def smaller(left: int | None, right: int | None) -> int | None:
    """The smaller of two upper ends; None is ∞."""
    if left is None or right is None:
        return left if right is None else right
    return min(left, right)


def half_up(value: int, scale: int) -> int:
    """value/scale to the nearest whole, halves up; value ≥ 0."""
    return (2 * value + scale) // (2 * scale)


def _times(value: int | None, factor: int) -> int | None:
    return None if value is None else value * factor


def _below(high: int | None, low: int | None) -> bool:
    return high is not None and low is not None and high < low
