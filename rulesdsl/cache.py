"""The user's cache: JSON entries under the hash of what they were made from, in a form that can't run code.

A missing, damaged or unwritable entry only costs time.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """The user's cache folder for this program."""
    base = os.environ.get("RULESDSL_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "rulesdsl"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "rulesdsl"
    return Path.home() / ".cache" / "rulesdsl"


def read_cache(digest: str, kind: str) -> dict[str, Any] | None:
    """A cached entry; None when there is none that can be read."""
    try:
        data = json.loads((cache_folder() / f"{kind}-{digest}.json").read_bytes())
    except (OSError, ValueError, RuntimeError):  # RuntimeError: the user has no home
        return None
    return data if isinstance(data, dict) else None


def write_cache(digest: str, kind: str, data: dict[str, Any]) -> None:
    """Write an entry whole or not at all; the newest few are kept."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{kind}-{digest}.{os.getpid()}"
        unfinished.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        unfinished.replace(folder / f"{kind}-{digest}.json")
        _drop_old(folder, kind)
    except (OSError, RuntimeError):
        return


def _drop_old(folder: Path, kind: str, keep: int = 8) -> None:
    entries = sorted(folder.glob(f"{kind}-*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for file in entries[keep:]:
        file.unlink(missing_ok=True)
