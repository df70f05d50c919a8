"""Models of rule files kept from one process to the next, so that after an edit only the files that changed are parsed.

One entry of the user's cache a rule set: for each file the hash of its text and its model as JSON, which is read in a ninth of the
time that parsing takes. A damaged entry is a miss.
"""

from __future__ import annotations

import hashlib
import json

from rulesdsl import __version__
from rulesdsl.cache import read_cache, write_cache
from rulesdsl.inputs import read_file
from rulesdsl.memo import Memo
from rulesdsl.model.as_json import from_json, to_json
from rulesdsl.model.build import FileModel
from rulesdsl.pipeline import Compiled, collector_at_rest, compile_files, plan_known_on
from rulesdsl.plan.plan import Plan
from rulesdsl.store import Files, keep_plan, program_stamp

KIND = "models"
Kept = dict[str, tuple[str, str]]
"""By file: the hash of its text, and what was read of it."""


def compile_kept(files: dict[str, str]) -> Compiled:
    """`compile_files` for a process that compiles once: what an earlier process has parsed is taken from the cache."""
    memo = Memo()
    with collector_at_rest():
        kept = recall_models(files, memo)
        compiled = compile_files(files, memo)
        keep_models(files, memo, kept)
    return compiled


def plan_asked(files: Files, compiled: Compiled) -> Plan:
    """The plan of some files with the acts that are to be known, kept for the next process."""
    plan = compiled.plan if files.known_on is None else plan_known_on(compiled, files.known_on)
    keep_plan(files, plan)
    return plan


def recall_models(files: dict[str, str], memo: Memo) -> Kept:
    """Put what is known of files with these texts into a memo; what isn't read again is returned, for `keep_models`."""
    entry = read_cache(_key(files), KIND) or {}
    kept: Kept = {}
    for file, text in files.items():
        try:
            digest, data = entry[file]
            if digest == _digest(text):
                model, problems = from_json(json.loads(data))
                if isinstance(model, FileModel):
                    memo.keep((read_file, file), (text,), (model, problems))
                    kept[file] = digest, data
        except (KeyError, ValueError, TypeError, IndexError, RecursionError):
            continue
    return kept


def keep_models(files: dict[str, str], memo: Memo, kept: Kept) -> None:
    """Keep what a memo holds of rule files; `kept` is what was known before."""
    rules = {file: text for file, text in files.items() if file.endswith(".rule")}
    if rules.keys() != kept.keys():
        made = {file: (_digest(text), _read(file, text, memo)) for file, text in rules.items() if file not in kept}
        write_cache(_key(files), KIND, kept | made)


def _read(file: str, text: str, memo: Memo) -> str:
    found = memo.recall((read_file, file), (text,), lambda: read_file(file, text, memo))
    return json.dumps(to_json(found), ensure_ascii=False, separators=(",", ":"))


def _key(files: dict[str, str]) -> str:
    """A rule set is known by the names of its files: their texts change."""
    return _digest("\0".join((__version__, program_stamp(), *sorted(files))))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
