"""The answer to "is the one more than the other, and by how much?": `Comparison`."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.comparison.sentences import sentence_of
from liaoning_econ.comparison.steps import Step, steps_frame
from liaoning_econ.comparison.wording import span_text, times
from liaoning_econ.errors import ComparisonError
from liaoning_econ.quantities import Quantity, Verdict

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.comparison.pairing import Pairs

__all__ = ["Comparison"]

_ROWS_SHOWN = 10


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Pairs of figures on like terms: ratio, difference, verdict and the steps that led there.

    Of one pair `ratio`, `difference`, `verdict` and `sentence` answer; of many pairs each of them
    is in `to_frame()`, and `comparison[3]` is the fourth pair.

    Attributes
    ----------
    table : pd.DataFrame
        As `to_frame()`.
    steps : tuple of Step
        What was done to each side, and what was taken on trust.
    options : dict
        The arguments that differ from their defaults.
    pairs : Pairs
        The two sides as they came, row beside row.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> tea = le.compare(le.Quantity(30, "firm"), le.Quantity(12, "firm"))
    >>> tea.ratio
    Quantity(2.5, '1')
    >>> tea.verdict
    <Verdict.always: 'always'>
    """

    table: pd.DataFrame
    steps: tuple[Step, ...]
    options: dict[str, object]
    pairs: Pairs
    _again: Callable[[int], Comparison]

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[Comparison]:
        return (self[row] for row in range(len(self)))

    def __getitem__(self, row: int) -> Comparison:
        """One pair as a comparison of its own, with its own steps."""
        return self._again(range(len(self))[row])

    @property
    def ratio(self) -> Quantity:
        """Left over right, with bounds, without unit.

        Raises
        ------
        ComparisonError
            There are many pairs, or the right side is zero.
        """
        row = self._only()
        if np.isnan(row["ratio"]):
            raise ComparisonError(
                "the right side is zero: there is no ratio", mend="read difference and verdict"
            )
        return Quantity(row["ratio"], "1", row["ratio_lower"], row["ratio_upper"])

    @property
    def difference(self) -> Quantity:
        """Left less right, with bounds; of two figures in percent, percentage points.

        Raises
        ------
        ComparisonError
            There are many pairs.
        """
        row = self._only()
        return Quantity(
            row["difference"],
            row["difference_unit"],
            row["difference_lower"],
            row["difference_upper"],
        )

    @property
    def verdict(self) -> Verdict:
        """Whether the left is larger: always, never, or depending on the bounds.

        Raises
        ------
        ComparisonError
            There are many pairs.
        """
        return Verdict(self._only()["verdict"])

    @property
    def sentence(self) -> str:
        """The verdict in a sentence that names what is unstated; for many pairs, their count."""
        if len(self) == 1:
            return sentence_of(self.table.iloc[0], self.pairs, self.options)
        counts = self.table["verdict"].value_counts()
        found = {verdict: int(counts.get(verdict, 0)) for verdict in ("always", "never", "depends")}
        return (
            f"Of {len(self)} pairs the left is larger in {found['always']}, not larger in "
            f"{found['never']}, and in {found['depends']} it depends on the bounds."
        )

    def to_frame(self) -> pd.DataFrame:
        """One row a pair.

        Returns
        -------
        pd.DataFrame
            Columns indicator, left_region, right_region, left_start, left_end, right_start,
            right_end, left_claim, right_claim (what the sides are; empty for a Quantity), unit,
            left_value, left_lower, left_upper, right_value, right_lower, right_upper (in `unit`),
            ratio, ratio_lower, ratio_upper (NaN where the right side is zero), difference,
            difference_lower, difference_upper, difference_unit, verdict, unstated.
        """
        return self.table.copy()

    def steps_frame(self) -> pd.DataFrame:
        """The steps as a table with the columns side, what, detail, source and day."""
        return steps_frame(self.steps)

    def _only(self) -> pd.Series:
        """The row of the only pair."""
        if len(self) != 1:
            raise ComparisonError(
                f"{len(self)} pairs have no single answer",
                mend="read to_frame(), or take one pair, as in comparison[0]",
            )
        return self.table.iloc[0]

    def _facts(self) -> list[tuple[str, str]]:
        """Names and texts of the answers of one pair."""
        row = self._only()
        ratio = row[["ratio", "ratio_lower", "ratio_upper"]]
        gap = row[["difference", "difference_lower", "difference_upper"]]
        return [
            ("ratio", "none, the right side is zero" if ratio.isna().any() else times(*ratio)),
            ("difference", f"{span_text(*gap)} {row['difference_unit']}"),
            ("left is larger", str(row["verdict"])),
        ]

    def __repr__(self) -> str:
        lines = [f"Comparison of {len(self)} pair{'s' if len(self) > 1 else ''}"]
        if len(self) == 1:
            lines += [f"  {name:<15} {text}" for name, text in self._facts()]
        else:
            shown = self.table[["left_region", "right_region", "ratio", "verdict"]]
            lines += [shown.head(_ROWS_SHOWN).to_string()]
            if len(self) > _ROWS_SHOWN:
                lines.append(f"... and {len(self) - _ROWS_SHOWN} more, see to_frame()")
        lines.append(f"  {self.sentence}")
        return "\n".join([*lines, *(f"  - {step}" for step in self.steps)])

    def _repr_html_(self) -> str:
        """The answers and the steps as HTML; every text is escaped."""
        lines = ["<div>", f"<p>{html.escape(self.sentence)}</p>"]
        if len(self) == 1:
            cells = "".join(
                f"<tr><th>{html.escape(name)}</th><td>{html.escape(text)}</td></tr>"
                for name, text in self._facts()
            )
            lines.append(f"<table>{cells}</table>")
        else:
            lines.append(self.table.head(_ROWS_SHOWN).to_html(escape=True))
        items = "".join(f"<li>{html.escape(str(step))}</li>" for step in self.steps)
        return "\n".join([*lines, f"<ol>{items}</ol>", "</div>"])
