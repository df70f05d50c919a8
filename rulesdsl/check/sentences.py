"""Can every sentence of an amendment be read to its end?

（一）将第十二项中的“经信”修该为“工信”。      →  RD540: 修改为 was expected
"""

from __future__ import annotations

from rulesdsl.amendments.pasted import read_amendment
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic


def check_sentences(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD540 to RD547 of every sentence of every amendment."""
    acts = (read_amendment(amendment, matter.memo) for amendment in matter.rules.amendments)
    return tuple(problem for act in acts for problem in act.diagnostics)
