"""The four documents of Fujian and the notice of 2020 that amends them, compiled once."""

from __future__ import annotations

import re
from functools import cache

from rulesdsl.amendments.history import Amended
from rulesdsl.pipeline import Compiled, compile_files
from support.policies import FUJIAN

NO_36, NO_60, NO_29, NO_13 = "闽政〔2015〕36号", "闽政〔2016〕60号", "闽政办〔2017〕29号", "闽政〔2017〕13号"
ANNEX = {NO_36: 1, NO_60: 2, NO_29: 3, NO_13: 4}


@cache
def compiled() -> Compiled:
    """Everything under policies/fujian."""
    paths = [path for path in sorted(FUJIAN.rglob("*")) if path.suffix in (".rule", ".txt")]
    return compile_files({path.relative_to(FUJIAN).as_posix(): path.read_text(encoding="utf-8") for path in paths})


def amended(number: str) -> Amended:
    """What the notice did to one document."""
    (found,) = [item for item in compiled().history.amended if item.amendment.document == number]
    return found


def annex(number: str) -> str:
    """The text that was officially published with the notice."""
    notice = (FUJIAN / "mzb-2020-notice" / "text.txt").read_text(encoding="utf-8")
    parts = re.split(r"(?m)^附件\d\n", notice)
    return parts[ANNEX[number]]
