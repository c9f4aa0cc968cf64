"""What a broken rule says: rows, column, value, rule, mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from liaoning_econ.errors import SchemaError, shorten

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


ROWS_KEPT = 1_000


@dataclass(frozen=True)
class Breach:
    """Rows that break one rule: what a message and `rows` are made of."""

    rule: str
    columns: tuple[str, ...]
    positions: NDArray[np.intp]
    mend: str


def schema_error(frame: pd.DataFrame, breaches: list[Breach], what: str) -> SchemaError:
    """The error for broken rules: the first in words, all of them in `rows`."""
    first = breaches[0]
    row = int(first.positions[0])
    more = f"; {len(breaches) - 1} more rules are broken, see .rows" if len(breaches) > 1 else ""
    return SchemaError(
        f"{what}, row {row}, {cells(frame, row, first.columns)}: breaks the rule "
        f"'{first.rule}' ({rows_in_words(first.positions)}){more}",
        mend=first.mend,
        rows=offending(frame, breaches),
    )


def cells(frame: pd.DataFrame, row: int, columns: tuple[str, ...]) -> str:
    """Columns of a row with what stands in them."""
    word = "column" if len(columns) == 1 else "columns"
    cells = ", ".join(f"{name} = {_cell(frame[name].iloc[row])}" for name in columns)
    return f"{word} {cells}"


def _cell(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float):
        return repr(float(value))
    if isinstance(value, str):
        # A short text as it stands, blanks and all: they may be what is wrong with it.
        return repr(value) if len(value) <= 60 else repr(shorten(value))
    return str(value)


def rows_in_words(positions: NDArray[np.intp]) -> str:
    """Say which rows: '1 row', or '3 rows: 4, 7, 9', the first five of many."""
    if len(positions) == 1:
        return "1 row"
    listed = ", ".join(str(place) for place in positions[:5])
    return f"{len(positions):,} rows: {listed}{', …' if len(positions) > 5 else ''}"


def offending(frame: pd.DataFrame, breaches: list[Breach]) -> pd.DataFrame:
    """At most 1,000 offending rows, with their position and the rule in front."""
    parts = []
    for breach in breaches:
        positions = breach.positions[:ROWS_KEPT]
        part = frame.iloc[positions].reset_index(drop=True)
        part.insert(0, "row", positions)
        part.insert(1, "rule", breach.rule)
        parts.append(part)
    return pd.concat(parts, ignore_index=True).head(ROWS_KEPT)
