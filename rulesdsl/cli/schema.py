"""`rulesdsl schema case|result`: JSON Schemas of case files and of results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rulesdsl.cli.common import policies_option, show_problems, write

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("what", choices=("case", "result"), help="case：案卷；result：explain --format json 的结果")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the schema."""
    if options.what == "result":
        from rulesdsl.reports.json_report import result_schema

        write(json.dumps(result_schema(), ensure_ascii=False, indent=2))
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
