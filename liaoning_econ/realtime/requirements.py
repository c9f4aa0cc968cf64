"""What rows must have before releases can be ordered or joined: a finite figure, a day."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError, VintageWarning

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["require_finite", "with_days"]


def require_finite(frame: pd.DataFrame, what: str, mend: str) -> None:
    """Refuse values that are infinite; typed rows miss none."""
    endless = ~np.isfinite(rows.numbers(frame, "value"))
    if endless.any():
        raise VintageError(
            f"{what}: value is infinite: {rows.listed(frame, endless)}",
            mend=mend,
            rows=rows.offending(frame, endless),
        )


def with_days(frame: pd.DataFrame, what: str, *, stacklevel: int) -> pd.DataFrame:
    """The rows whose day of publication is known; a warning counts the others.

    `stacklevel` points the warning at the caller of the public function, counted from here.
    """
    undated = np.isnat(rows.days(frame, "published"))
    if not undated.any():
        return frame
    warnings.warn(
        f"{what}() left out {int(undated.sum())} rows whose day of publication is not known, "
        f"the first of them {rows.listed(frame, undated)}; published= says when they came out",
        VintageWarning,
        stacklevel=stacklevel,
    )
    return frame[~undated].reset_index(drop=True)
