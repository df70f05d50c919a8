"""`rulesdsl schema WHAT`: JSON Schemas of case files and of what `--format json` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rulesdsl.cli.common import policies_option, show_problems, write

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    from rulesdsl.reports.schemas import REPORTS

    what = "case：案卷；result：explain --format json 的结果；其余：同名的 amend 命令 --format json 的结果"
    parser.add_argument("what", choices=("case", *REPORTS), help=what)
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    if options.what != "case":
        from rulesdsl.reports.schemas import schema_of

        write(json.dumps(schema_of(options.what), ensure_ascii=False, indent=2))
        return 0
    from rulesdsl.cases.schema import case_schema
    from rulesdsl.cli.explain import load_plan
    from rulesdsl.store import policy_root, read_files

    plan, problems, sources = load_plan(read_files(policy_root(options.policies)))
    if plan is None:
        show_problems(problems, sources)
        return 1
    write(json.dumps(case_schema(plan), ensure_ascii=False, indent=2))
    return 0
