"""What rows have in common: a key that no two may share, a currency that a series must."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ import units
from liaoning_econ.errors import SchemaError
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
