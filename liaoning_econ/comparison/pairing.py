"""Which figure is set beside which: two sides become two frames of the same length, row by row.

A side of one figure stands beside every figure of the other side. Two longer sides are matched on
the key columns that vary in both of them; a figure without a partner is left out and counted, and
two partners for one figure are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from liaoning_econ.comparison.codes import require_numbers
from liaoning_econ.comparison.steps import Step
from liaoning_econ.errors import ComparisonError
from liaoning_econ.frames import OBSERVATIONS, plain_codes
from liaoning_econ.quantities import Quantity
from liaoning_econ.validation import light

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Pairs", "label", "match", "side_frame"]

# Without unit (converted), source and precision (they say nothing of what is measured).
MATCHABLE = (
    "indicator",
    "region",
    "start",
    "end",
    "measure",
    "basis",
    "prices",
    "relative_to",
    "vintage",
)
_SHOWN = 5


@dataclass(frozen=True)
class Pairs:
    """Two sides of the same length, row i beside row i.

    Attributes
    ----------
    left, right : pd.DataFrame
        Observations (Claims keep their columns), plain index.
    bare_left, bare_right : bool
        Whether the side is a Quantity, of which only the unit is known.
    steps : tuple of Step
        What was left out.
    """

    left: pd.DataFrame
    right: pd.DataFrame
    bare_left: bool = False
    bare_right: bool = False
    steps: tuple[Step, ...] = ()

    def __len__(self) -> int:
        return len(self.left)

    @property
    def framed(self) -> bool:
        """Whether both sides are figures with a window and a basis."""
        return not (self.bare_left or self.bare_right)

    def sides(self) -> Iterator[tuple[Literal["left", "right"], pd.DataFrame]]:
        """The sides that are frames."""
        if not self.bare_left:
            yield "left", self.left
        if not self.bare_right:
            yield "right", self.right

    def with_side(self, side: Literal["left", "right"], frame: pd.DataFrame) -> Pairs:
        """The same pairs with one side changed."""
        return replace(self, left=frame) if side == "left" else replace(self, right=frame)

    def take(self, row: int) -> Pairs:
        """One pair alone."""
        left, right = (side.iloc[[row]].reset_index(drop=True) for side in (self.left, self.right))
        return replace(self, left=left, right=right, steps=())

    def broken(self, where: np.ndarray) -> pd.DataFrame | None:
        """The rows of both sides at the places where a rule is broken, for an error to keep."""
        parts = [frame[where].assign(side=side) for side, frame in self.sides()]
        return pd.concat(parts, ignore_index=True) if parts else None


def side_frame(figures: pd.DataFrame | Quantity, side: str) -> pd.DataFrame:
    """One side as a frame with a plain index; a Quantity as a row of value, bounds and unit.

    Raises
    ------
    ComparisonError
        Neither a Quantity nor a frame, or a frame without rows.
    SchemaError
        The frame lacks columns of Observations, or has them in other dtypes.
    """
    if isinstance(figures, Quantity):
        return pd.DataFrame(
            {
                "value": [figures.value],
                "lower": [figures.lower],
                "upper": [figures.upper],
                "unit": [figures.unit],
            }
        )
    if not isinstance(figures, pd.DataFrame):
        raise ComparisonError(
            f"the {side} side is a {type(figures).__name__}",
            mend="pass a Quantity, such as quantity('18,000 firms'), or rows of Observations",
        )
    if figures.empty:
        raise ComparisonError(
            f"the {side} side has no rows",
            mend="look at the filter that made it",
        )
    light(figures, OBSERVATIONS, what=f"the {side} side")
    require_numbers(figures, f"the {side} side")
    return figures.reset_index(drop=True)


def match(
    left: pd.DataFrame | Quantity,
    right: pd.DataFrame | Quantity,
    *,
    on: Sequence[str] | None = None,
) -> Pairs:
    """Set the figures of two sides beside each other.

    Parameters
    ----------
    left, right
        Quantity, a one-row frame, or frames.
    on
        The columns to match on; None for the key columns that vary in both sides.

    Returns
    -------
    Pairs
        As many rows on each side as there are pairs, in the order of the left side.

    Raises
    ------
    ComparisonError
        No pair, or two partners for one figure, or an unknown column in `on`.
    """
    first, second = side_frame(left, "left"), side_frame(right, "right")
    bare = isinstance(left, Quantity), isinstance(right, Quantity)
    if on is None and (len(first) == 1 or len(second) == 1):
        rows = max(len(first), len(second))
        pairs = Pairs(_repeated(first, rows), _repeated(second, rows), *bare)
        return replace(pairs, steps=tuple(_regions(pairs, "one figure beside every other")))
    columns = _columns(first, second, on)
    keys = _joined(first, second, columns)
    left_rows, right_rows = _partners(first, second, *keys, columns)
    pairs = Pairs(
        first.take(left_rows).reset_index(drop=True),
        second.take(right_rows).reset_index(drop=True),
    )
    return replace(
        pairs,
        steps=(
            *_left_out("left", first, left_rows, columns),
            *_left_out("right", second, right_rows, columns),
            *_regions(pairs, f"matched on {columns}"),
        ),
    )


def label(frame: pd.DataFrame, row: int = 0) -> str:
    """What a message calls a row: its region, its claim if it has one, and its window."""
    if "region" not in frame.columns:
        return "the bare figure"
    parts = [str(frame["region"].iloc[row])]
    if "claim" in frame.columns and str(frame["claim"].iloc[row]):
        parts.append(f"claim {frame['claim'].iloc[row]}")
    start, end = frame["start"].iloc[row], frame["end"].iloc[row]
    if not pd.isna(end):
        same = pd.isna(start) or start == end
        parts.append(f"{end:%Y-%m-%d}" if same else f"{start:%Y-%m-%d} to {end:%Y-%m-%d}")
    return ", ".join(parts)


def _repeated(frame: pd.DataFrame, rows: int) -> pd.DataFrame:
    """The frame itself, or its only row as often as the other side has rows."""
    return (
        frame
        if len(frame) == rows
        else frame.take(np.zeros(rows, dtype=np.intp)).reset_index(drop=True)
    )


def _columns(left: pd.DataFrame, right: pd.DataFrame, on: Sequence[str] | None) -> list[str]:
    """The columns to match on."""
    if on is None:
        varying = [
            name
            for name in MATCHABLE
            if left[name].nunique(dropna=False) > 1 and right[name].nunique(dropna=False) > 1
        ]
        if not varying:
            raise ComparisonError(
                f"{len(left)} figures on the left and {len(right)} on the right share no key "
                "that varies in both",
                mend='take one row of one side, or say what to match, as in on=["region"]',
            )
        return varying
    named = [on] if isinstance(on, str) else list(on)
    unknown = [name for name in named if name not in left.columns or name not in right.columns]
    if unknown or not named:
        raise ComparisonError(
            f"on={named}: not columns of both sides: {unknown}",
            mend=f"take some of {list(MATCHABLE)}",
        )
    return named


def _joined(
    left: pd.DataFrame, right: pd.DataFrame, columns: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """One integer a row, equal where all the matching columns are equal."""
    both = pd.DataFrame(
        {
            name: pd.concat([plain_codes(left[name]), plain_codes(right[name])], ignore_index=True)
            for name in columns
        }
    )
    numbers = both.groupby(columns, sort=False, dropna=False, observed=True).ngroup().to_numpy()
    return numbers[: len(left)], numbers[len(left) :]


def _partners(
    left: pd.DataFrame,
    right: pd.DataFrame,
    left_keys: np.ndarray,
    right_keys: np.ndarray,
    columns: list[str],
) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers of each side, pair by pair."""
    left_twice = pd.Index(left_keys).duplicated(keep=False)
    right_twice = pd.Index(right_keys).duplicated(keep=False)
    both = np.intersect1d(left_keys[left_twice], right_keys[right_twice])
    if len(both):
        row = int(np.flatnonzero(left_keys == both[0])[0])
        raise ComparisonError(
            f"several figures on both sides share {columns}, first {label(left, row)}",
            mend="leave one figure a key on one side (one vintage, one claim), or pass on=[...] "
            "with the columns that tell them apart",
            rows=pd.concat(
                [left[left_keys == both[0]], right[right_keys == both[0]]], ignore_index=True
            ),
        )
    found = pd.merge(
        pd.DataFrame({"key": left_keys, "left": np.arange(len(left))}),
        pd.DataFrame({"key": right_keys, "right": np.arange(len(right))}),
        on="key",
    )
    if found.empty:
        raise ComparisonError(
            f"no figure of the left matches one of the right on {columns}: "
            f"{label(left)} beside {label(right)}",
            mend='match on fewer columns, as in on=["region"], or compare row by row',
        )
    return found["left"].to_numpy(), found["right"].to_numpy()


def _regions(pairs: Pairs, how: str) -> Iterator[Step]:
    """The step that names the regions, where several pairs set unlike ones beside each other."""
    if len(pairs) < 2 or not pairs.framed:
        return
    both = pd.DataFrame(
        {side: plain_codes(frame["region"]).astype("str") for side, frame in pairs.sides()}
    )
    unlike = both[both["left"] != both["right"]].drop_duplicates()
    if unlike.empty:
        return
    shown = zip(unlike["left"].head(_SHOWN), unlike["right"].head(_SHOWN), strict=True)
    named = "; ".join(f"{left} beside {right}" for left, right in shown)
    more = f"; and {len(unlike) - _SHOWN} more" if len(unlike) > _SHOWN else ""
    yield Step("both", "unlike regions", f"{how}: {named}{more}")


def _left_out(
    side: Literal["left", "right"], frame: pd.DataFrame, used: np.ndarray, columns: list[str]
) -> Iterator[Step]:
    """The step that counts the figures without a partner."""
    alone = np.ones(len(frame), dtype=np.bool_)
    alone[used] = False
    without = np.flatnonzero(alone)
    if not len(without):
        return
    named = "; ".join(label(frame, int(row)) for row in without[:_SHOWN])
    more = f" and {len(without) - _SHOWN} more" if len(without) > _SHOWN else ""
    yield Step(
        side,
        f"{len(without)} of {len(frame)} figures left out",
        f"without a partner on {columns}: {named}{more}",
    )
