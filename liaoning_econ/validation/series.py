"""What a row cannot show alone, or must: a key of its own, a series' currency, days in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ import units
from liaoning_econ.errors import SchemaError, WindowError
from liaoning_econ.validation.reports import Breach

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.frames import Frame


def same_key(frame: pd.DataFrame, declaration: Frame) -> Breach | None:
    """Rows whose key another row has: keys as whole numbers, mixed radix, packed when they fill."""
    if len(frame) < 2:
        return None
    number, size = np.zeros(len(frame), dtype=np.int64), 1
    for name in declaration.key:
        codes, count = _as_numbers(frame[name])
        if size > 1 and size * count >= 2**62:
            packed, distinct = pd.factorize(number)
            number, size = packed.astype(np.int64), len(distinct)
        number, size = number * count + codes, size * count
    same = pd.Series(number).duplicated(keep=False).to_numpy()
    if not same.any():
        return None
    # Twins stand together in the report, in the order of their first row.
    twins = np.flatnonzero(same)
    first_seen = pd.factorize(number[twins])[0]
    positions = twins[np.argsort(first_seen, kind="stable")]
    return Breach(
        "no two rows have one key",
        declaration.key,
        positions,
        "drop the repeated rows, or tell them apart by vintage, source or basis",
    )


def _as_numbers(values: pd.Series) -> tuple[NDArray[np.int64], int]:
    """Codes 0 .. count - 1, one for each distinct value; missing has its own."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy().astype(np.int64)
        return codes + 1, len(values.cat.categories) + 1
    plain = values.to_numpy().view(np.int64) if values.dtype.kind == "M" else values
    codes, distinct = pd.factorize(plain, use_na_sentinel=False)
    return codes.astype(np.int64), max(len(distinct), 1)


_SERIES = (
    "indicator",
    "region",
    "measure",
    "basis",
    "prices",
    "relative_to",
    "vintage",
    "source",
)


def one_currency(frame: pd.DataFrame, *, what: str = "frame") -> None:
    """Refuse two currencies in one series.

    Parameters
    ----------
    frame
        Observations, shape (rows, columns).
    what
        How the message names the frame.

    Raises
    ------
    SchemaError
        Rows that differ in nothing but window and figure are in two currencies.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> one_currency(empty(OBSERVATIONS))
    """
    listed = [str(unit) for unit in frame["unit"].cat.categories]
    money = [currency_of(unit) for unit in listed]
    if len({currency for currency in money if currency}) < 2:
        return
    currency = pd.Series(money, dtype=object).to_numpy()[frame["unit"].cat.codes.to_numpy()]
    keyed = frame[list(_SERIES)].assign(currency=currency).dropna(subset=["currency"])
    several = keyed.groupby(list(_SERIES), observed=True, sort=False)["currency"].nunique() > 1
    if not several.any():
        return
    series = dict(zip(_SERIES, several.index[int(several.to_numpy().argmax())], strict=True))
    same = np.logical_and.reduce(
        [(keyed[name] == code).to_numpy() for name, code in series.items()]
    )
    found = keyed[same].drop_duplicates("currency")
    rows = [int(row) for row in found.index]
    raise SchemaError(
        f"{what}: two currencies in one series ({series['indicator']}, {series['region']}): "
        f"{found['currency'].iloc[0]} in row {rows[0]}, {found['currency'].iloc[1]} in row "
        f"{rows[1]}",
        mend="bring each currency's rows to one with to_currency() first, or give each its source",
        rows=frame.iloc[rows],
    )


def published_after(frame: pd.DataFrame, *, what: str = "frame") -> None:
    """Refuse a figure that was public before its window ended: it can be planned, not counted.

    Parameters
    ----------
    frame
        Observations, shape (rows, columns).
    what
        How the message names the frame.

    Raises
    ------
    WindowError
        A figure that is normal or provisional (status A or P) has `published` before `end`.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> published_after(empty(OBSERVATIONS))
    """
    early = (frame["published"] < frame["end"]) & frame["status"].isin(["A", "P"])
    if not early.any():
        return
    row = int(np.flatnonzero(early)[0])
    found = frame.iloc[row]
    raise WindowError(
        f"{what}, row {row}: published on {found['published']:%Y-%m-%d}, before its window "
        f"ends on {found['end']:%Y-%m-%d}, with status {found['status']} "
        f"({int(early.sum()):,} in all)",
        mend="status='F' for figures that were planned or expected, else correct published "
        "or the period",
        rows=frame[early].head(1_000),
    )


def currency_of(unit: str) -> str | None:
    """The currency in a unit, None where money plays no part.

    Parameters
    ----------
    unit
        A canonical unit.

    Returns
    -------
    str or None
        An ISO 4217 code.

    Examples
    --------
    >>> currency_of("CNY/person")
    'CNY'
    """
    return next((part for part in re.split(r"[/*]", unit) if units.is_currency(part)), None)
