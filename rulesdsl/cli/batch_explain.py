"""`rulesdsl batch --explain KEY`: the interpreter's justification of one instance of the tables, and whether the batch says the same."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.common import show_problems, width, write

if TYPE_CHECKING:
    from rulesdsl.batch.run import Options
    from rulesdsl.plan.plan import Plan


def explain_one(plan: Plan, folder: Path, wanted: str, options: Options) -> int:
    """Explain; 0 where both say the same, 1 where they differ, 2 where there is no such instance or the tables are wrong."""
    with tempfile.TemporaryDirectory() as working:
        return _explain(plan, folder, Path(working), wanted, options)


def _explain(plan: Plan, folder: Path, working: Path, wanted: str, options: Options) -> int:
    import polars as pl

    from rulesdsl.batch.aside import aside_problems
    from rulesdsl.batch.compare import differences, judged
    from rulesdsl.batch.run import engine_for, unreadable
    from rulesdsl.diagnostics import Diagnostic
    from rulesdsl.reports import explain_report
    from rulesdsl.tables.facts import KEY
    from rulesdsl.tables.find import find
    from rulesdsl.tables.partitions import cut, open_tables, read_part

    tables, problems = open_tables(plan, folder, working)
    show_problems(problems, {})
    if tables is None:
        return 2
    engine, problems = engine_for(tables, options)
    show_problems(problems, {})
    if engine is None:
        return 2
    try:
        whole = cut(tables, options.rows)
        place = find(whole, wanted)
        if isinstance(place, Diagnostic):
            show_problems((place,), {})
            return 2
        family, part = read_part(whole, place.part, place.family), read_part(whole, place.part)
    except pl.exceptions.PolarsError:
        show_problems((unreadable(),), {})
        return 2
    show_problems(aside_problems(family.aside), {})
    if place.key not in family.tables[place.subject][KEY]:
        return 2
    case, result = judged(plan, family.tables, place, options.readings, options.setting)
    write(explain_report(plan, result, "text", width=width(), case=case)[0])
    odd, count = differences(plan, engine, part.tables, case, result)
    write(f"\n与成批计算的结果{'不同：' + '、'.join(odd) if odd else f'相同：{count} 项'}")
    return 1 if odd else 0
