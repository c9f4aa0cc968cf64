"""Like with like: what may be compared, on which terms, and whether the verdict stands.

`compare` holds two figures, or many pairs, against each other; `rank` gives each region its place
among its peers; `sensitivity` runs every combination of defensible choices.
"""

from __future__ import annotations

from liaoning_econ.comparison.pairs import compare
from liaoning_econ.comparison.ranks import rank
from liaoning_econ.comparison.results import Comparison
from liaoning_econ.comparison.sensitivities import Sensitivity, sensitivity
from liaoning_econ.comparison.steps import Step

__all__ = ["Comparison", "Sensitivity", "Step", "compare", "rank", "sensitivity"]
