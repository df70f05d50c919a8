"""What every operation has: a name, a JSON form, and the words of its clause.

`_to_json` helpers leave out what is empty; the schema is docs/schema/operations.schema.json.
"""

from __future__ import annotations

from typing import Any

from rulesdsl.amendments.locator import Locator

Json = dict[str, Any]


def with_locator(op: str, locator: Locator, **rest: object) -> Json:
    """An operation that works on its locator, which is always shown."""
    return {"op": op, "locator": locator.to_json(), **filled(rest)}


def with_document(op: str, locator: Locator, **rest: object) -> Json:
    """An operation that names its units itself; the locator is shown only if it says which document, or more."""
    return {"op": op, **({"locator": locator.to_json()} if locator.said else {}), **filled(rest)}


def filled(fields: dict[str, object]) -> Json:
    """The fields that are not empty, `as_` and `from_` under the names Python keeps for itself."""
    return {name.rstrip("_"): value for name, value in fields.items() if value not in ("", None, [], False)}


def unquoted_matters(unquoted: bool, text: tuple[str, ...]) -> bool:
    """Whether it makes a difference that the text stood without quotation marks: only if it has marks of its own."""
    return unquoted and any(mark in paragraph for paragraph in text for mark in "“”‘’")
