"""Correct digits on NIST's certified linear regressions, beside statsmodels, numpy and R.

The number of digits is the base-10 logarithm of the relative error, its sign turned (of the error
itself where the certified value is 0), the worst over all coefficients or all standard errors, 15
at most: that many are certified. What R's lm gave is quoted as it was printed, 12 digits at most.
"""

from __future__ import annotations

import platform
import tomllib
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liaoning_econ.kernels import regression

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "known" / "nist"
CERTIFIED_DIGITS, PRINTED_DIGITS = 15.0, 12.0
HEADINGS = ("liaoning_econ", "statsmodels, pinv", "statsmodels, QR", "numpy lstsq", "R lm")

Floats = npt.NDArray[np.float64]


class Problem(NamedTuple):
    """A certified regression; the certified values as they are printed."""

    name: str
    y: Floats
    X: Floats
    params: list[str]
    bse: list[str]
    rsd: str
    r2: str


class Digits(NamedTuple):
    """Correct digits of the worst coefficient and of the worst standard error."""

    params: float
    bse: float | None


def problems() -> Iterator[Problem]:
    """The eleven sets, in NIST's order."""
    sets = tomllib.loads((FOLDER / "certified.toml").read_text(encoding="utf-8"))
    for name, facts in sets.items():
        if isinstance(facts, dict):
            table = np.loadtxt(FOLDER / f"{name}.csv", delimiter=",", skiprows=1)
            y, x = table[:, 0], table[:, 1:]
            design = x ** facts["powers"] if "powers" in facts else np.insert(x, 0, 1.0, axis=1)
            certified = (facts[key] for key in ("params", "bse", "rsd", "r2"))
            yield Problem(name, y, design, *certified)


def correct_digits(
    found: npt.ArrayLike, certified: str | Sequence[str], most: float = CERTIFIED_DIGITS
) -> float:
    """Correct digits of the worst of some numbers; 0 where there is none, or no number."""
    wanted = np.asarray(certified, dtype=np.float64)
    error = np.abs(np.asarray(found, dtype=np.float64) - wanted)
    relative = error / np.where(wanted == 0, 1.0, np.abs(wanted))
    worst = float(np.maximum(relative, 10.0**-most).max())
    return max(0.0, -float(np.log10(worst))) if np.isfinite(worst) else 0.0


def ours(problem: Problem) -> Digits:
    fit = regression.ols(problem.y, problem.X)
    return Digits(correct_digits(fit.params, problem.params), correct_digits(fit.bse, problem.bse))


def of_statsmodels(problem: Problem, method: str) -> Digits:
    from statsmodels.api import OLS

    with warnings.catch_warnings():
        # Of a singular matrix, and of roots of negative variances: the table shows what it costs.
        warnings.simplefilter("ignore")
        fit = OLS(problem.y, problem.X).fit(method=method)
        params, bse = fit.params, fit.bse
    return Digits(correct_digits(params, problem.params), correct_digits(bse, problem.bse))


def of_numpy(problem: Problem) -> Digits:
    params = np.linalg.lstsq(problem.X, problem.y, rcond=None)[0]
    return Digits(correct_digits(params, problem.params), None)


def of_r(problem: Problem) -> Digits:
    printed = tomllib.loads((FOLDER / "r_lm.toml").read_text(encoding="utf-8"))[problem.name]
    params, bse = (np.array(printed[key], dtype=np.float64) for key in ("params", "bse"))
    return Digits(
        correct_digits(params, problem.params, PRINTED_DIGITS),
        correct_digits(bse, problem.bse, PRINTED_DIGITS),
    )


def cell(digits: Digits) -> str:
    errors = "" if digits.bse is None else f" / {digits.bse:.1f}"
    return f"{digits.params:.1f}{errors}"


def main() -> None:
    import statsmodels

    rows = [
        ("set", *HEADINGS),
        *(
            (
                problem.name,
                cell(ours(problem)),
                cell(of_statsmodels(problem, "pinv")),
                cell(of_statsmodels(problem, "qr")),
                cell(of_numpy(problem)),
                cell(of_r(problem)),
            )
            for problem in problems()
        ),
    ]
    print("correct digits: worst coefficient / worst standard error\n")
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for number, row in enumerate(rows):
        print("| " + " | ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)) + " |")
        if number == 0:
            print("| " + " | ".join("-" * width for width in widths) + " |")
    print(
        f"\nPython {platform.python_version()}, numpy {np.__version__}, statsmodels "
        f"{statsmodels.__version__}, {platform.machine()}; R 32-bit on Windows 7, as printed in "
        "github.com/ab9sq/Qualification"
    )


if __name__ == "__main__":
    main()
