"""`rulesdsl coverage`: which sentences of the texts stand under a clause, and what of the rules the 用例 try."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rulesdsl.cli.common import show_problems, width, write
from rulesdsl.store import decode, policy_root, read_files

if TYPE_CHECKING:
    import argparse

    from rulesdsl.audit.audit import ClauseAudit
    from rulesdsl.model.ruleset import RuleSet


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("paths", metavar="路径", nargs="*", help="规则文件夹（默认 policies）")
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="输出格式")
    parser.add_argument("--items", action="store_true", help="逐条目列出")
    parser.add_argument("--cases", action="store_true", help="给钱的条款各有哪几种用例；有缺的，退出码为 1")


def run(options: argparse.Namespace) -> int:
    """Report."""
    from rulesdsl.check.coverage import coverage_report
    from rulesdsl.check.subject_matter import Matter
    from rulesdsl.inputs import build, link_texts

    sources, problems = decode(read_files(policy_root(options.paths)))
    rules, found = build(sources)
    texts, linking = link_texts(rules, sources)
    show_problems((*problems, *found, *linking), sources)
    report = coverage_report(Matter(rules, texts))
    audits = _audits(rules) if options.cases else ()
    if options.format == "json":
        from attrs import asdict

        shown = asdict(report) | ({"cases": [asdict(item) for item in audits]} if options.cases else {})
        write(json.dumps(shown, ensure_ascii=False, indent=1, default=_plain))
    else:
        from rulesdsl.reports.coverage import cases_text, coverage_text

        tables = [coverage_text(report, options.format, options.items, width())]
        tables += [cases_text(audits, options.format, width())] if options.cases else []
        write("\n".join(tables))
    return 1 if problems or found or linking or any(item.lacking for item in audits) else 0


def _audits(rules: RuleSet) -> tuple[ClauseAudit, ...]:
    from rulesdsl.audit.audit import audit
    from rulesdsl.plan.versions import compile_rules
    from rulesdsl.worked_cases import trials

    plan = compile_rules(rules)
    return audit(rules, plan, trials(rules, plan))


def _plain(value: Any) -> Any:
    return str(value)
