"""`rulesdsl coverage`: which sentences of the texts stand under a clause, and what of the rules the 用例 try."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rulesdsl.cli.amend_documents import StopError, chosen_days, date_of, version_options
from rulesdsl.cli.common import show_problems, width, write
from rulesdsl.store import decode, policy_root, read_files

if TYPE_CHECKING:
    import argparse

    from rulesdsl.audit.audit import ClauseAudit
    from rulesdsl.model.ruleset import RuleSet
    from rulesdsl.source.units import SourceText


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("paths", metavar="路径", nargs="*", help="规则文件夹（默认 policies）")
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="输出格式")
    parser.add_argument("--items", action="store_true", help="逐条目列出")
    parser.add_argument("--as-of", metavar="日期", help="这一天的文字与规则（默认：首次印发时）")
    version_options(parser)
    parser.add_argument("--cases", action="store_true", help="给钱的条款各有哪几种用例；有缺的，退出码为 1")


def run(options: argparse.Namespace) -> int:
    """Report."""
    try:
        return _run(options)
    except StopError as stop:
        print(f"rulesdsl coverage: {stop}", file=sys.stderr)
        return stop.code


def _run(options: argparse.Namespace) -> int:
    from rulesdsl.check.coverage import coverage_report
    from rulesdsl.check.subject_matter import Matter
    from rulesdsl.inputs import build, link_texts

    sources, problems = decode(read_files(policy_root(options.paths)))
    rules, found = build(sources)
    texts, linking = link_texts(rules, sources)
    show_problems((*problems, *found, *linking), sources)
    rules, texts = _on_day(rules, texts, options)
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


def _on_day(
    rules: RuleSet, texts: dict[str, SourceText], options: argparse.Namespace
) -> tuple[RuleSet, dict[str, SourceText]]:
    """Rules and texts of the version that is in force on a day, with the documents that are in force then."""
    from rulesdsl.amendments.history import history
    from rulesdsl.amendments.known import known_on
    from rulesdsl.amendments.on_day import NotIssued, on_day

    day = date_of("--as-of", options.as_of)
    if day is None:
        return rules, texts
    past = history(known_on(rules, date_of("--known-on", options.known_on)), texts)
    chosen = chosen_days(past, options.reading)
    found = {number: on_day(past, number, day, chosen) for number in texts}
    versions = {number: item for number, item in found.items() if not isinstance(item, NotIssued)}
    last = max((item.number for item in versions.values()), default=0)
    return past.versions[last].rules, {number: item.text for number, item in versions.items()}


def _audits(rules: RuleSet) -> tuple[ClauseAudit, ...]:
    from rulesdsl.audit.audit import audit
    from rulesdsl.plan.versions import compile_rules
    from rulesdsl.worked_cases import trials

    plan = compile_rules(rules)
    return audit(rules, plan, trials(rules, plan))


def _plain(value: Any) -> Any:
    return str(value)
