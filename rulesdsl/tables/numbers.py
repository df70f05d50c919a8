"""Numbers of a whole column, exactly: by their digits where they are text, with proof of exactness where they are floats."""

from __future__ import annotations

import numpy as np
import polars as pl

from rulesdsl.plan.plan import FieldPlan

EXACT_FLOAT = 2**53
_PLACES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "百亿": 10, "千亿": 11, "万亿": 12}
"""Multiplier → how many places it moves the point."""
_GROUPED = r"^\d{1,3}(?:,\d{3})+(?:[^\d,]|$)"
_MOST_DIGITS = 18


def exact_integers(given: pl.Series, worth: int, least: int, largest: int) -> pl.Series:
    """Integers times their worth; null where that is below the least or above the largest."""
    exact = given.cast(pl.Int64, strict=False)
    fits = exact.is_between(-(-least // worth), largest // worth)
    return pl.select(pl.when(fits).then(exact)).to_series() * worth


def exact_floats(given: pl.Series, worth: int, least: int, largest: int) -> pl.Series:
    """Floats times their worth, where the float is the one nearest to a whole number of the worth's parts; else null.

    `whole / worth` is rounded once, so it is the nearest float to the decimal number that was meant; if that is the float given, no
    other number of fen was meant, up to 2⁵³ fen.
    """
    exact = given.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    with np.errstate(invalid="ignore", over="ignore"):
        # Polars multiplies by the reciprocal instead of dividing, which rounds twice.
        whole = np.round(exact * worth)
        fits = (whole / worth == exact) & (np.abs(whole) <= min(EXACT_FLOAT, largest)) & (whole >= least)
    kept = pl.Series(np.where(fits, whole, 0.0)).cast(pl.Int64)
    return pl.select(pl.when(pl.Series(fits)).then(kept)).to_series()


def written_numbers(texts: pl.Series, field: FieldPlan, unit: str, units: dict[str, str]) -> pl.Series:
    """Texts such as 6000万元, 12,345.67元, 12台, and plain numbers where the heading says the unit: their stored integers.

    Null for every other text; then the case reader decides.
    """
    base = "元" if field.kind == "金额" else field.unit
    places = 2 if field.kind == "金额" else 0
    names = [base, *(name for name, meant in units.items() if meant == base)]
    forms = {f"{mark}{name}": places + shift for mark, shift in _PLACES.items() for name in names}
    if field.kind == "金额" and unit == "分":
        forms[""] = 0
    elif unit in forms:
        forms[""] = forms[unit]
    plain = pl.when(texts.str.contains(_GROUPED)).then(texts.str.replace_all(",", "", literal=True)).otherwise(texts)
    parts = pl.select(plain.str.extract_groups(r"^(\d{1,18})(?:\.(\d{1,18}))?\s*(\D*)$").alias("parts")).unnest("parts")
    frame = parts.rename(dict(zip(parts.columns, ("whole", "decimals", "form"), strict=True))).with_columns(
        pl.col("decimals").fill_null("").str.strip_chars_end("0"),
        places=pl.col("form").replace_strict(forms, default=None, return_dtype=pl.UInt32),
    )
    digits = pl.col("whole") + pl.col("decimals").str.pad_end(length=pl.col("places"), fill_char="0")
    exact = (pl.col("decimals").str.len_bytes() <= pl.col("places")) & (
        digits.str.strip_chars_start("0").str.len_bytes() <= _MOST_DIGITS
    )
    value = pl.when(exact).then(digits).cast(pl.Int64, strict=False)
    largest = field.maximum or 10**_MOST_DIGITS - 1
    return frame.select(pl.when(value <= largest).then(value)).to_series()
