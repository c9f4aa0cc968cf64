"""Findings row by row, for the tests of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Rows with their columns as attributes; pandas-stubs type each cell as any scalar there is."""
    return list(frame.itertuples())
