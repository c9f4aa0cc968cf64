"""A figure with its bounds and its unit, and what each wording does to the bounds.

`Quantity` carries value, lower and upper end and unit through arithmetic; `Verdict` says whether
one figure is larger than another; `bounds_of` holds the one table that says what "nearly", "over",
"about" or 近 do to a number.
"""

from __future__ import annotations

from liaoning_econ.quantities.figure import Quantity, Verdict
from liaoning_econ.quantities.wording import QUALIFIERS, READINGS, bounds_of, widen

__all__ = ["QUALIFIERS", "READINGS", "Quantity", "Verdict", "bounds_of", "widen"]
