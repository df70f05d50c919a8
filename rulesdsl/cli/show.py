"""`rulesdsl show WHAT`: registered readings, the tree, model and plan of rules."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import StopError, chosen_days, date_of, version_options
from rulesdsl.cli.common import policies_option, show_problems, width, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.model.ruleset import RuleSet

WHAT = {
    "readings": "登记的口径",
    "rule": "一个条目或条款的规则，例如 show rule 第八项",
    "tree": "规则文件的语法树",
    "model": "规则文件的模型",
    "plan": "计划（JSON）",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("what", choices=tuple(WHAT), help="；".join(f"{name} {text}" for name, text in WHAT.items()))
    parser.add_argument("file", metavar="文件或条目", nargs="?", help="tree 和 model 写规则文件，rule 写条目或条款")
    parser.add_argument("--as-of", metavar="日期", help="rule 在这一天的样子（默认：首次印发时）")
    version_options(parser)
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="readings 的输出格式")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print it."""
    try:
        return _form_of_file(options) if options.what in ("tree", "model") else _of_rules(options)
    except StopError as stop:
        print(f"rulesdsl show {options.what}: {stop}", file=sys.stderr)
        return stop.code


def _of_rules(options: argparse.Namespace) -> int:
    """What the policies say on a day, or in all their versions."""
    known = date_of("--known-on", options.known_on)
    if options.what == "rule":
        return _rule(options, known)
    from rulesdsl.cli.explain import load_plan
    from rulesdsl.store import policy_root, read_files

    plan, problems, sources = load_plan(read_files(policy_root(options.policies), known))
    if plan is None:
        show_problems(problems, sources)
        return 1
    if options.what == "plan":
        from rulesdsl.plan.plan import plan_to_json

        write(json.dumps(plan_to_json(plan), ensure_ascii=False, indent=1))
        return 0
    from rulesdsl.reports import readings_report

    write(readings_report(plan, options.format, width()))
    return 0


def _rule(options: argparse.Namespace, known: int | None) -> int:
    """The pieces of a measure, or one clause, as they stand in their file."""
    from rulesdsl.amendments.known import known_on
    from rulesdsl.diagnostics.suggest import nearest
    from rulesdsl.inputs import build
    from rulesdsl.store import decode, policy_root, read_files

    wanted = options.file or ""
    sources, _ = decode(read_files(policy_root(options.policies)))
    rules, _ = build(sources)
    if options.as_of:
        sources = _on_day(known_on(rules, known), sources, date_of("--as-of", options.as_of), options.reading)
        rules, _ = build(sources)
    measures = [item for item in rules.measures if wanted in (item.id, item.locator, item.locator.replace(" ", ""))]
    homes = [home for home in rules.homes if wanted == home.clause.name.text or home.id.endswith(f"/{wanted}")]
    spans = [item for measure in measures for item in (measure.span, *(clause.span for clause in measure.clauses))]
    spans += [home.clause.span for home in homes]
    if not spans:
        names = [item.locator for item in rules.measures] + [home.clause.name.text for home in rules.homes]
        word = nearest(wanted, names)
        when = f"{options.as_of} 时" if options.as_of else ""
        print(f"rulesdsl show rule: {when}没有「{wanted}」{f'，是否要写 {word}' if word else ''}", file=sys.stderr)
        return 2
    write("\n\n".join(sources[span.file][span.start : span.end].rstrip() for span in spans))
    return 0


def _on_day(rules: RuleSet, sources: dict[str, str], day: int | None, readings: list[str]) -> dict[str, str]:
    """The rule files of every document as they read on a day; a document that is not in force yet has none."""
    from rulesdsl.amendments.history import history
    from rulesdsl.amendments.on_day import NotIssued, on_day
    from rulesdsl.amendments.rewriting.rule_files import rule_files
    from rulesdsl.inputs import link_texts

    past = history(rules, link_texts(rules, sources)[0])
    chosen = chosen_days(past, readings)
    found: dict[str, str] = {}
    for number in past.versions[0].texts:
        version = on_day(past, number, day, chosen)
        if not isinstance(version, NotIssued):
            found |= rule_files(past.versions[0], past.versions[version.number], number, sources)
    return found


def _form_of_file(options: argparse.Namespace) -> int:
    if not options.file:
        print(f"rulesdsl show {options.what}: 写明规则文件", file=sys.stderr)
        return 2
    from pathlib import Path
    from pprint import pformat

    from rulesdsl.model.build import build_file
    from rulesdsl.source.text import decode
    from rulesdsl.syntax.parse import parse_file

    try:
        data = Path(options.file).read_bytes()
    except OSError as error:
        print(f"rulesdsl show: 读不了「{options.file}」：{error.strerror}", file=sys.stderr)
        return 2
    text, problems = decode(options.file, data)
    pieces, found = parse_file(options.file, text) if text is not None else ((), ())
    if options.what == "tree":
        write("\n".join(piece.tree.pretty() for piece in pieces))
    else:
        write(pformat(build_file(options.file, text or "", pieces), width=width()))
    show_problems((*problems, *found), {options.file: text or ""})
    return 1 if problems or found else 0
