"""The JSON Schemas of reports; the same files are published in `docs/schema/`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

REPORTS = ("result", "consolidate", "diff", "blame", "audit")


def schema_of(name: str) -> dict[str, Any]:
    """The schema of one of `REPORTS`."""
    text = files("rulesdsl.reports").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
