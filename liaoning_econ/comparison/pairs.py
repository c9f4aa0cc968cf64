"""Is the one more than the other, and by how much? Both on like terms, or not at all.

The order of the work: set the figures beside each other (`pairing`, `ages`), refuse what is unlike
(`like_with_like`), read the words (`readings`), bring both sides to one currency, a head, a km2, a
month (`conversions`), then ratio, difference and verdict with their bounds (`answers`).
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final, Literal, cast

import numpy as np
import pandas as pd

from liaoning_econ import units
from liaoning_econ.comparison import answers, conversions
from liaoning_econ.comparison.ages import aligned, match_ages
from liaoning_econ.comparison.codes import codes, days
from liaoning_econ.comparison.like_with_like import ACROSS, require_like, require_units
from liaoning_econ.comparison.pairing import Pairs, match
from liaoning_econ.comparison.readings import read, require_reading
from liaoning_econ.comparison.results import Comparison
from liaoning_econ.comparison.steps import Step, distinct
from liaoning_econ.comparison.unstated import unstated_steps, unstated_texts
from liaoning_econ.errors import ComparisonError, UnknownCodeError, offer, shorten

if TYPE_CHECKING:
    from liaoning_econ.comparison.answers import Bounded
    from liaoning_econ.quantities import Quantity

__all__ = ["OPTIONS", "compare", "require_options"]

_DEFAULTS: Final = {
    "per": None,
    "currency": None,
    "rate": "auto",
    "per_capita": False,
    "population": None,
    "per_km2": False,
    "align": None,
    "reading": "pragmatic",
    "across": (),
    "on": None,
}
OPTIONS: Final = tuple(_DEFAULTS)
# What changes units: a bare quantity may come in the units of afterwards.
_CHANGES: Final = ("per", "currency", "per_capita", "per_km2")
PER: Final = ("day", "week", "month", "quarter", "year")
VERDICTS: Final = pd.CategoricalDtype(["always", "never", "depends"])


def compare(
    left: pd.DataFrame | Quantity,
    right: pd.DataFrame | Quantity,
    *,
    per: str | None = None,
    currency: str | None = None,
    rate: str | datetime.date = "auto",
    per_capita: bool = False,
    population: pd.DataFrame | None = None,
    per_km2: bool | Mapping[str, float] = False,
    align: Literal["age"] | None = None,
    reading: str = "pragmatic",
    across: str | Collection[str] = (),
    on: str | Sequence[str] | None = None,
) -> Comparison:
    """Compare two figures, or many pairs of figures, like with like.

    Parameters
    ----------
    left, right
        A Quantity, a row of Observations or Claims, or frames of them. One figure stands beside
        every figure of the other side; two longer frames are matched on the key columns that vary
        in both.
    per
        Divide both by their windows: day, week, month, quarter or year. The bounds take the
        shortest and the longest window that the precision allows.
    currency
        Bring both to this currency; `rate` as in `to_currency`.
    rate
        auto, average, end, published, or a date.
    per_capita
        Divide both by the population of their regions; `population` as in `per_capita`.
    population
        Population to divide by; None for the shipped one.
    per_km2
        Divide both by the area of their zones at the end of the window: True for the areas that
        the catalogue has, or areas in km2 by region.
    align
        "age": take cumulative figures of like age since the opening (half a month at most apart).
    reading
        pragmatic: the bounds as stored; literal: all that the printed words allow.
    across
        Columns in which the sides are meant to differ: "basis", "indicator". Each is named in the
        steps and in the sentence.
    on
        The columns to match two longer frames on.

    Returns
    -------
    Comparison
        Ratio, difference, verdict (is the left larger?), steps and a sentence.

    Raises
    ------
    BasisError
        A stock beside a flow, two bases, indicators or kinds of prices.
    UnitError
        Units that do not fit: firms beside persons, two currencies, percent beside points.
    WindowError
        Windows of unlike length, stocks of different days, no windows of like age.
    VintageError
        Official figures of two benchmarks.
    ComparisonError
        Nothing to compare, no or several partners, an option that is not known.
    ExchangeRateError
        No rate for the currencies on the days that are needed.
    UnknownCodeError
        An unknown currency.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> article = le.claims("004_ed772e34f7e3be99.txt")
    >>> liaoning, shanghai = (article[article.claim == code] for code in ("S12", "S16"))
    >>> found = le.compare(liaoning, shanghai, per="month")
    >>> [round(end, 2) for end in (found.ratio.value, found.ratio.lower, found.ratio.upper)]
    [5.09, 4.12, 5.59]
    >>> le.compare(liaoning, shanghai)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    liaoning_econ.errors.WindowError: windows of 16 and 48 months ... Mend: per="month" ...
    """
    asked: dict[str, object] = {
        "per": per,
        "currency": currency,
        "rate": rate,
        "per_capita": per_capita,
        "population": population,
        "per_km2": per_km2,
        "align": align,
        "reading": reading,
        "across": _named(across),
        "on": on,
    }
    require_options(**asked)
    asked["currency"] = _canonical_currency(currency)
    if align == "age":
        came = match_ages(left, right)
    else:
        came = match(left, right, on=[on] if isinstance(on, str) else on)
    return _compared(came, asked)


def _compared(came: Pairs, asked: Mapping[str, object]) -> Comparison:
    """The comparison of pairs that stand beside each other."""
    conversions.require_frames(came, asked)
    per = cast("str | None", asked["per"])
    by_age = asked["align"] == "age"
    spread = bool(asked["per_capita"]) or bool(asked["per_km2"])
    steps = [*came.steps, *([aligned(came)] if by_age else [])]
    steps += require_like(
        came, per=per, across=_named(asked["across"]), aligned=by_age, spread=spread
    )
    steps += unstated_steps(came)
    if came.framed or not any(asked[name] for name in _CHANGES):
        require_units(came, currency=cast("str | None", asked["currency"]), per=per)
    pairs, done = _converted(came, asked)
    given = {name: option for name, option in asked.items() if option is not _DEFAULTS[name]}
    return Comparison(
        _table(came, pairs),
        distinct([*steps, *done]),
        given,
        came,
        functools.partial(_one_of, came, asked),
    )


def _one_of(came: Pairs, asked: Mapping[str, object], place: int) -> Comparison:
    """The comparison of one of the pairs alone."""
    return _compared(came.take(place), asked)


def require_options(**options: object) -> None:
    """Refuse a value that no comparison has, whatever the figures.

    Raises
    ------
    ComparisonError
        An unknown reading, unit of time, alignment or column in `across`.
    UnknownCodeError
        An unknown currency.
    """
    asked = {**_DEFAULTS, **options}
    per, align, across = asked["per"], asked["align"], _named(asked["across"])
    require_reading(str(asked["reading"]))
    if per is not None and per not in PER:
        raise _unknown("per", str(per), PER)
    if align not in (None, "age"):
        raise _unknown("align", str(align), ("age",))
    for column in across:
        if column not in ACROSS:
            raise _unknown("across", column, ACROSS)
    _canonical_currency(asked["currency"])
    if align is not None and asked["on"] is not None:
        raise ComparisonError("on and align are both given", mend="leave out one of the two")


def _canonical_currency(currency: object) -> str | None:
    """The ISO 4217 code of any known spelling; None where none is asked."""
    if currency is None:
        return None
    try:
        code = units.normalise(str(currency))
    except UnknownCodeError:
        code = ""
    if code not in units.CURRENCIES:
        raise UnknownCodeError("currency", str(currency), sorted(units.CURRENCIES))
    return code


def _unknown(option: str, found: str, known: Collection[str]) -> ComparisonError:
    """The refusal of a value that is not on the list."""
    return ComparisonError(f"unknown {option} {shorten(found)!r}", mend=offer(found, known))


def _named(across: object) -> tuple[str, ...]:
    """One column or several, as a tuple."""
    if isinstance(across, str):
        return (across,)
    return tuple(str(column) for column in across) if isinstance(across, Collection) else ()


def _converted(pairs: Pairs, asked: Mapping[str, object]) -> tuple[Pairs, list[Step]]:
    """Both sides on like terms, and the steps that led there."""
    steps: list[Step] = []
    pairs, done = read(pairs, str(asked["reading"]))
    steps += done
    for convert in (
        conversions.in_currency,
        conversions.by_heads,
        conversions.by_area,
        conversions.by_time,
    ):
        pairs, done = convert(pairs, asked)
        steps += done
    return pairs, steps


def _bounded(frame: pd.DataFrame) -> Bounded:
    """Value, lower and upper as arrays."""
    columns = [frame[name].to_numpy(dtype=np.float64) for name in ("value", "lower", "upper")]
    return columns[0], columns[1], columns[2]


def _table(came: Pairs, pairs: Pairs) -> pd.DataFrame:
    """One row a pair: what the sides are, their figures on like terms, and the answers."""
    factors = require_units(pairs)
    left = _bounded(pairs.left)
    right = answers.scaled(_bounded(pairs.right), factors)
    unit = codes(pairs.left, "unit")
    columns: dict[str, object] = {"indicator": _side_codes(came, "indicator")}
    for name in ("region", "start", "end", "claim"):
        columns |= {f"{side}_{name}": _of_side(came, side, name) for side in ("left", "right")}
    columns["unit"] = unit
    for side, bounded in (("left", left), ("right", right)):
        columns |= dict(
            zip((f"{side}_value", f"{side}_lower", f"{side}_upper"), bounded, strict=True)
        )
    found = (answers.ratios(left, right), answers.differences(left, right))
    for name, bounded in zip(("ratio", "difference"), found, strict=True):
        columns |= dict(zip((name, f"{name}_lower", f"{name}_upper"), bounded, strict=True))
    # Percent less percent is percentage points.
    columns["difference_unit"] = np.where(unit == "percent", "percentage_point", unit)
    columns["verdict"] = pd.Categorical(answers.verdicts(left, right), dtype=VERDICTS)
    columns["unstated"] = unstated_texts(came)
    return pd.DataFrame(columns)


def _of_side(pairs: Pairs, side: str, name: str) -> object:
    """A column of a side; empty where the side is bare or lacks it."""
    frame = pairs.left if side == "left" else pairs.right
    if name in ("start", "end"):
        bare = np.full(len(frame), np.datetime64("NaT"), dtype="datetime64[us]")
        return days(frame, name) if name in frame.columns else bare
    return codes(frame, name) if name in frame.columns else np.full(len(frame), "", dtype=object)


def _side_codes(pairs: Pairs, name: str) -> object:
    """The left side's codes, or the right's where the left is bare."""
    return _of_side(pairs, "right" if pairs.bare_left else "left", name)
