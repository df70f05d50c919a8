"""`rulesdsl check [PATH…]`: every diagnostic, then what each amending sentence does to the rules; exit 1 on errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rulesdsl.cache import read_cache, write_cache
from rulesdsl.cli.common import DIAGNOSTIC_FORMATS, has_errors, render, width, write
from rulesdsl.diagnostics import Diagnostic, Fix, Label, Span
from rulesdsl.store import Files, decode, keep_plan, policy_root, read_files

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("paths", metavar="路径", nargs="*", help="规则文件或文件夹（默认 policies）")
    parser.add_argument("--format", choices=DIAGNOSTIC_FORMATS, default="text", help="输出格式")


def run(options: argparse.Namespace) -> int:
    """Check and report."""
    files = read_files(policy_root(options.paths))
    sources, problems = decode(files)
    checked, effects = _checked(files, sources)
    found = (*problems, *checked)
    shown = _only_asked(found, options.paths)
    if options.format == "json":
        from rulesdsl.diagnostics.render_json import diagnostics_data, json_text

        write(json_text(diagnostics_data(shown, sources) | {"effects": effects}))
    else:
        write(render(shown, sources, options.format))
    if options.format == "text" and effects and len(shown) == len(found):
        from rulesdsl.reports.effects import effects_from_json, effects_text

        write("\n" + effects_text(effects_from_json(effects), width()))
    return 1 if has_errors(shown) else 0


def _checked(files: Files, sources: dict[str, str]) -> tuple[tuple[Diagnostic, ...], list[dict[str, Any]]]:
    known = read_cache(files.digest, "check")
    if known is not None:
        return tuple(_from_json(item) for item in known["diagnostics"]), known["effects"]
    from rulesdsl.kept_models import compile_kept
    from rulesdsl.reports.effects import act_effects, effects_to_json

    compiled = compile_kept(sources)
    if not compiled.has_errors:
        keep_plan(files, compiled.plan)
    effects = effects_to_json(act_effects(compiled.history.amended))
    write_cache(files.digest, "check", {"diagnostics": compiled.diagnostics, "effects": effects})
    return compiled.diagnostics, effects


def _from_json(item: list[Any]) -> Diagnostic:
    code, message, span, label, secondary, help_text, fix, citation = item
    return Diagnostic(
        code,
        message,
        Span(*span) if span is not None else None,
        label,
        tuple(Label(Span(*place), text) for place, text in secondary),
        help_text,
        Fix(Span(*fix[0]), fix[1], fix[2]) if fix is not None else None,
        citation,
    )


def _only_asked(found: tuple[Diagnostic, ...], paths: list[str]) -> tuple[Diagnostic, ...]:
    """Where single rule files were named: only what concerns them."""
    files = [path for path in paths if path.endswith(".rule")]
    if not files or len(files) != len(paths):
        return found
    from pathlib import Path

    names = {Path(file).as_posix() for file in files}
    return tuple(item for item in found if item.span is None or item.span.file in names)
