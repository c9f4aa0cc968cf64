"""From a file of figures and the manifest's constants to Observations.

A row has what differs (region, period, figure); its series has the rest. Days of publication that
no page gives are derived from the series' rhythm: `not_before` is a day before which a revision
cannot have been published, `months_after` the whole months between the end of the period and the
earliest publication (8: the yearbook, not before 1 September of the next year), and
`published_months_after` the months to the latest.

Bounds are half of `step`, the last digit that the series prints. A compilation that joins figures
of one and of two decimals has the step "printed": each figure's own last decimal that is not 0. A
zero at the end may be lost there, so that some bounds are wider than the release's, none narrower.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from liaoning_econ import frames
from liaoning_econ.catalog import record

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import numpy.typing as npt

    Codes = npt.NDArray[np.intp]
    Days = npt.NDArray[np.datetime64]

__all__ = ["Held", "held", "observations_of"]

_DICTIONARY = pa.dictionary(pa.int32(), pa.string())
_PRINTED = "printed"


@dataclass(frozen=True)
class Held:
    """One file of figures and what it holds.

    Attributes
    ----------
    file
        Its name.
    topic
        The topic of `vintages()` that its releases belong to.
    level
        Whether its measure is the level of its indicators, as `indicators()` has it.
    pairs
        Indicator and measure of its rows.
    """

    file: str
    topic: str
    level: bool
    pairs: frozenset[tuple[str, str]]


def held() -> tuple[Held, ...]:
    """What each file of figures holds, in the manifest's order."""
    files = record.manifest(record.DATA)["files"]
    return tuple(
        Held(name, entry["topic"], entry["level"], frozenset(map(tuple, entry["holds"])))
        for name, entry in files.items()
        if "holds" in entry
    )


def observations_of(file: str, regions: Collection[str] | None = None) -> pd.DataFrame:
    """Every row of one file, or those of some regions, as Observations.

    Parameters
    ----------
    file
        A file of the manifest that has `holds`.
    regions
        Region codes; None for all. Codes that the file lacks give no rows.
    """
    entry = record.manifest(record.DATA)["files"][file]
    constants: dict[str, Any] = entry["constants"]
    names: list[str] = list(entry["series"])
    rows = record.arrow(
        file, dict.fromkeys(("indicator", "region", "period", "series"), _DICTIONARY)
    )
    rows = _of_regions(rows, constants, regions)
    codes, found = record.dictionary(rows["series"])
    place = {name: number for number, name in enumerate(names)}
    series = np.array([place[name] for name in found], dtype=np.intp)[codes]
    every = [{**constants, **entry["series"][name]} for name in names]
    return _assembled(rows, series, every)


def _of_regions(
    rows: pa.Table, constants: Mapping[str, Any], regions: Collection[str] | None
) -> pa.Table:
    """The rows of the regions that were asked for."""
    if regions is None:
        return rows
    if "region" not in rows.column_names:
        return rows if constants["region"] in regions else rows.slice(0, 0)
    codes, texts = record.dictionary(rows["region"])
    wanted = np.array([text in regions for text in texts], dtype=bool)
    return rows.filter(pa.array(wanted[codes])) if len(texts) else rows


def _assembled(rows: pa.Table, series: Codes, every: list[dict[str, Any]]) -> pd.DataFrame:
    """The declared columns from the rows and their series' constants."""
    start, end = _periods(rows, every[0]["measure"] == "stock")
    published_from, published = _days_of_publication(end, series, every)

    def constant(name: str, default: str | None = None) -> pd.Categorical:
        texts = [one[name] if default is None else one.get(name, default) for one in every]
        return record.category(series, texts)

    def own_or_constant(name: str) -> pd.Categorical:
        if name in rows.column_names:
            return record.category(*record.dictionary(rows[name]))
        return constant(name)

    value, half = _figures(rows, series, every)
    return pd.DataFrame(
        {
            "indicator": own_or_constant("indicator"),
            "region": own_or_constant("region"),
            "start": start,
            "end": end,
            "precision": _closed(np.zeros(len(series), dtype=np.intp), ["day"], frames.PRECISION),
            "measure": _closed(series, [one["measure"] for one in every], frames.MEASURE),
            "basis": constant("basis"),
            "prices": constant("prices"),
            "relative_to": constant("relative_to"),
            "unit": constant("unit"),
            "value": value,
            "lower": value - half,
            "upper": value + half,
            "vintage": constant("vintage"),
            "published_from": published_from,
            "published": published,
            "status": _closed(series, [one.get("status", "A") for one in every], frames.STATUS),
            "source": constant("source"),
        },
        copy=False,
    )


def _closed(codes: Codes, texts: list[str], dtype: pd.CategoricalDtype) -> pd.Categorical:
    """A category column of a closed code list."""
    places = np.array(dtype.categories.get_indexer(pd.Index(texts)), dtype=np.intp)
    return pd.Categorical.from_codes(places[codes].tolist(), dtype=dtype)


def _periods(rows: pa.Table, stock: bool) -> tuple[Days, Days]:
    """First and last day: of the year for "2014", the day itself for "2014-12-31"."""
    codes, texts = record.dictionary(rows["period"])
    first = np.array(texts, dtype="datetime64[D]")
    last = first.copy()
    yearly = np.array([len(text) == 4 for text in texts], dtype=bool)
    last[yearly] = (first[yearly].astype("datetime64[Y]") + 1).astype("datetime64[D]") - 1
    if stock:
        first = last
    return first.astype(frames.DATETIME)[codes], last.astype(frames.DATETIME)[codes]


def _figures(
    rows: pa.Table, series: Codes, every: list[dict[str, Any]]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Values in their unit, and half the last digit printed."""
    exponents = [int(one["scale"]) for one in every]
    shift = pa.array(np.array(exponents, dtype=np.int64)[series])
    half = np.array(
        [
            np.nan if one["step"] == _PRINTED else _half(Decimal(one["step"]), exponent)
            for one, exponent in zip(every, exponents, strict=True)
        ]
    )[series]
    for row in np.flatnonzero(np.isnan(half)):
        half[row] = _half(_own_step(rows["value"][int(row)].as_py()), exponents[series[row]])
    if "half_width" in rows.column_names:
        printed = rows["half_width"].to_numpy()
        own = printed != ""
        half[own] = record.scaled(
            pa.chunked_array([pa.array(printed[own], type=pa.string())]),
            shift.filter(pa.array(own)),
        )
    return record.scaled(rows["value"].combine_chunks(), shift), half


def _half(step: Decimal, exponent: int) -> float:
    """Half a step, as the number nearest to it."""
    return float(f"{step / 2}e{exponent}")


def _own_step(printed: str) -> Decimal:
    """The last decimal of a figure that is not 0, or 1: "33182.9" gives 0.1, "36020.0" gives 1."""
    decimals = printed.partition(".")[2].rstrip("0")
    return Decimal(1).scaleb(-len(decimals))


def _days_of_publication(
    end: Days, series: Codes, every: list[dict[str, Any]]
) -> tuple[Days, Days]:
    """Earliest and latest day of publication of each row."""
    month = end.astype("datetime64[M]")

    def each(make: Callable[[dict[str, Any]], Any], dtype: str) -> npt.NDArray[Any]:
        return np.array([make(one) for one in every], dtype=dtype)[series]

    def given(name: str) -> Days:
        return each(lambda one: one.get(name, "NaT"), "datetime64[D]")

    latest = given("published")
    months = each(lambda one: one.get("published_months_after", 0), "int64")
    rhythm = (month + 1 + months).astype("datetime64[D]") - 1
    latest = np.where(np.isnat(latest) & (months > 0), rhythm, latest)
    # A period that ends in mid-month (a census day) is followed by the next day.
    months = each(lambda one: one.get("months_after", 0), "int64")
    after = np.where(
        months > 0, (month + 1 + months).astype("datetime64[D]"), end.astype("datetime64[D]") + 1
    )
    after = np.fmin(np.fmax(after, given("not_before")), latest)
    known = given("published_from")
    earliest = np.where(np.isnat(known), after, known)
    return earliest.astype(frames.DATETIME), latest.astype(frames.DATETIME)
