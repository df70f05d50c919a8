"""What kind of clause a clause is, and whether a case can be judged by it."""

from __future__ import annotations

from rulesdsl.model.grant import Grant
from rulesdsl.model.measure import Clause
from rulesdsl.model.norm import Norm
from rulesdsl.model.payment import LimitLine
from rulesdsl.model.program import Appropriation, Quota, Said, Target
from rulesdsl.model.relation import CarveOut, ExceptionTo, Exclusion, FactDeeming, SubjectDeeming
from rulesdsl.model.stipulation import Requirement


def is_executable(clause: Clause) -> bool:
    """Whether a clause has an outcome of its own for a case."""
    if clause.one(ExceptionTo) is not None:
        return False
    return bool(clause.everywhere(Grant) or clause.everywhere(Norm) or clause.everywhere(Requirement))


_KINDS = (
    (Requirement, "要求"),
    (ExceptionTo, "例外于"),
    (SubjectDeeming, "视同"),
    (FactDeeming, "视同"),
    (CarveOut, "除外"),
    (Exclusion, "互斥"),
    (Target, "目标"),
    (Appropriation, "安排"),
    (Quota, "名额"),
    (LimitLine, "限额"),
)


def kind_of(clause: Clause) -> str:
    """The clause's kind in the language's word: its grant's or norm's own word, else what it does; 其他 for a mere payer or fund."""
    if clause.one(ExceptionTo) is None:
        words = [line.word for line in clause.everywhere(Grant)]
        words += [line.word for line in clause.everywhere(Norm)]
        words += [line.word for line in clause.everywhere(Said)]
        if words:
            return words[0]
    return next((word for kind, word in _KINDS if clause.everywhere(kind)), "其他")
