"""What is printed for databases that the tests don't run: the text as it stands, so that a change of it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot

from laws.little import VOCABULARY, day, item, plan_of
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.sql.dialects import DIALECTS, Dialect
from rulesdsl.run.sql.script import Asked, sql_script
from rulesdsl.run.sql.tables import Contents

SNAPSHOTS = Path(__file__).parent / "snapshots"
RULES = item("条款 乙款\n对象 租赁\n条件 企业.等级 是 高、中 之一\n奖励 租赁.总额 的 3%\n限额 每个 企业 100万元")
SHOWN = ("结果_租赁", "检查_租赁")


@pytest.mark.parametrize(
    "dialect", [found for found in DIALECTS.values() if not found.executed], ids=lambda found: found.name
)
def test_what_is_printed(snapshot: Snapshot, dialect: Dialect) -> None:
    plan = plan_of(RULES, vocabulary=VOCABULARY.replace("总额 金额", "总额 金额 最大 1亿元"))
    contents = Contents(("企业", "租赁"), (2017,), (), 2)
    script, problems = sql_script(plan, (), Setting(day(2018, 5), None, 2017), Asked(dialect, contents, "政策"))
    assert script is not None, problems
    assert problems == ()
    statements = [*(table.sql for table in script.tables), *(view.sql for view in script.views if view.name in SHOWN)]
    snapshot.snapshot_dir = SNAPSHOTS
    snapshot.assert_match("".join(f"{statement};\n\n" for statement in statements), f"{dialect.name}.sql")
