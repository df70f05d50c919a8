"""Does every quote stand in the official text, and every ground in the quotes of its clause?

Three questions, one module each: the head of a measure or document (`anchors_heads`), 原文 and 参据 (`anchors_quotes`), and
the grounds 「…」 of conditions, amounts, payers (`anchors_grounds`). Meaning: semantics.md §14.
"""

from __future__ import annotations

from rulesdsl.check.anchors_grounds import check_grounds
from rulesdsl.check.anchors_heads import check_heads
from rulesdsl.check.anchors_quotes import check_quotes
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic


def check_anchors(matter: Matter) -> tuple[Diagnostic, ...]:
    """Check every quote of the rule set.

    Diagnostics:
        RD405 two 原文 that overlap, RD406 a clause without 原文, RD501 a quote that isn't in its item, RD502 one that occurs
        several times, RD503 a ground outside the clause's quotes, RD511 a condition without a ground, RD512 a title and
        RD513 a 责任单位 line that differ, RD515 an item that the text doesn't have.
    """
    return (*check_heads(matter), *check_quotes(matter), *check_grounds(matter))
