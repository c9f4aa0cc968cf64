"""Official figures: one row a figure and vintage."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog import record
from liaoning_econ.catalog.names import unknown_indicator
from liaoning_econ.catalog.series import Held, held, observations_of
from liaoning_econ.errors import UnknownCodeError, WindowError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

    Codes = str | Sequence[str] | None
    Day = str | int | datetime.date | pd.Timestamp

__all__ = ["observations"]


def observations(
    indicator: Codes = None,
    region: Codes = None,
    *,
    measure: Codes = None,
    vintage: Codes = None,
    as_of: Day | None = None,
    possible: bool = False,
    start: Day | None = None,
    end: Day | None = None,
) -> DataFrame[Observations]:
    """Official figures of the catalogue.

    Parameters
    ----------
    indicator, region
        Codes of `indicators()` and `regions()`, one or several; None for all.
    measure
        Measures, one or several. None is the indicator's own level ("gdp" gives flows, no growth);
        with no indicator named, all measures.
    vintage
        Labels of `vintages()`, one or several; None for all; "latest" for the newest series of one
        benchmark, never a splice of two.
    as_of
        A day: one row a period, the newest that was published on or before it.
    possible
        With `as_of`: whether rows answer whose day of publication is only known to lie in a range
        that holds the day.
    start, end
        Days or periods (2008, "2008", "2008-03"): only windows from the first day of `start` to the
        last of `end`.

    Returns
    -------
    DataFrame[Observations]
        Money in yuan, population in persons, growth in percent, with a plain RangeIndex. Rows of
        different vintages stand below each other and must not be joined to one series.

    Raises
    ------
    UnknownCodeError
        A code is unknown, or the catalogue has no such figure for that region; the message says
        what there is, and to which code a name belongs ("CPI", "居民消费价格").
    WindowError
        `as_of`, `start` or `end` cannot be read.
    VintageError
        Two figures of one period were published on the same day.
    CatalogError
        A shipped file is missing or damaged.

    Warns
    -----
    VintageWarning
        `as_of` left rows out whose day of publication is a range that holds the day.

    Examples
    --------
    >>> latest = observations("gdp", "CN-LN", vintage="latest")
    >>> latest["vintage"].unique().tolist(), len(latest)
    (['nbs-web-2026-03'], 19)
    >>> observations("gdp", "CN-LN", start="2014", end="2014")[["vintage", "value"]].head(2)
               vintage         value
    0  nbs-web-2018-12  2.862658e+12
    1     nbs-web-2021  2.002570e+12
    """
    indicators, regions = _listed(indicator), _listed(region)
    if indicators == []:
        raise UnknownCodeError("indicator", "", mend="name one, or None for all of them")
    files = _files(indicators, _listed(measure))
    found = (
        frames.stack(
            [observations_of(one.file, None if regions is None else set(regions)) for one in files],
            frames.OBSERVATIONS,
        )
        if len(files) > 1
        else observations_of(files[0].file, None if regions is None else set(regions))
    )
    found = _kept(found, "indicator", indicators)
    found = _kept(found, "measure", _listed(measure))
    _refuse_gaps(found, indicators, regions, files)
    found = _of_vintages(found, _listed(vintage))
    found = _inside(found, start, end)
    if as_of is not None:
        from liaoning_econ.catalog.known import as_known, day_of

        found = as_known(found, day_of(as_of), possible=possible)
    return cast("DataFrame[Observations]", found.reset_index(drop=True))


def _listed(codes: Codes) -> list[str] | None:
    """One code or several as a list."""
    if codes is None:
        return None
    return [codes] if isinstance(codes, str) else [str(code) for code in codes]


def _files(indicators: list[str] | None, measures: list[str] | None) -> list[Held]:
    """The files that hold the indicators in the measures asked for."""
    files = held()
    if indicators is None:
        wanted = [
            one for one in files if measures is None or any(m in measures for _, m in one.pairs)
        ]
        return wanted or _refuse_measure("the catalogue", measures, files)
    chosen: dict[str, Held] = {}
    for code in indicators:
        holding = [one for one in files if any(code == name for name, _ in one.pairs)]
        if not holding:
            _refuse_indicator(code, files)
        if measures is None:
            fitting = [one for one in holding if one.level]
        else:
            fitting = [one for one in holding if any((code, m) in one.pairs for m in measures)]
        chosen.update(
            {one.file: one for one in fitting or _refuse_measure(code, measures, holding)}
        )
    return [one for one in files if one.file in chosen]


def _refuse_indicator(code: str, files: Iterable[Held]) -> None:
    """An indicator without figures: unknown, or one that only claims have."""
    having = sorted({name for one in files for name, _ in one.pairs})
    known = record.table("indicators.csv", frames.INDICATORS)["indicator"].tolist()
    if code in known:
        raise UnknownCodeError(
            "series", code, having, mend=f"only claims() has it; observations() has {having}"
        )
    raise unknown_indicator(code)


def _refuse_measure(code: str, measures: list[str] | None, files: Iterable[Held]) -> list[Held]:
    """A measure that the indicator does not have."""
    there = sorted({m for one in files for name, m in one.pairs if code in (name, "the catalogue")})
    asked = "level" if measures is None else ", ".join(measures)
    raise UnknownCodeError(
        f"measure of {code}",
        asked,
        there,
        mend=f"pass measure={there[0]!r}" if len(there) == 1 else f"there are {there}",
    )


def _kept(frame: pd.DataFrame, column: str, codes: list[str] | None) -> pd.DataFrame:
    """The rows whose code is among those asked for, without codes that are no longer used."""
    if codes is None:
        return frame
    keep = frame[column].isin(codes)
    if keep.all():
        return frame
    return record.tidied(frame[keep], frames.OBSERVATIONS)


def _refuse_gaps(
    frame: pd.DataFrame,
    indicators: list[str] | None,
    regions: list[str] | None,
    files: list[Held],
) -> None:
    """Every indicator and region that was named must have rows."""
    if regions is None:
        return
    for code in indicators or [""]:
        rows = frame[frame["indicator"] == code] if code and len(indicators or []) > 1 else frame
        missing = set(regions) - set(
            rows["region"].cat.categories[rows["region"].cat.codes.unique()]
        )
        if missing:
            _refuse_region(min(missing), code, files)


def _refuse_region(region: str, indicator: str, files: list[Held]) -> None:
    """A region without figures: unknown, or known and not in these files."""
    known = record.table("regions.csv", frames.REGIONS)["region"].tolist()
    if region not in known:
        raise UnknownCodeError("region", region, known)
    there: set[str] = set()
    for one in files:
        rows = _kept(observations_of(one.file), "indicator", [indicator] if indicator else None)
        there |= set(rows["region"].astype("str").unique())
    listed = sorted(there)
    shown = ", ".join(listed[:8]) + (f" and {len(listed) - 8} more" if len(listed) > 8 else "")
    raise UnknownCodeError(
        f"region for {indicator or 'observations'}",
        region,
        mend=f"the catalogue has {indicator or 'figures'} for {shown}",
    )


def _of_vintages(frame: pd.DataFrame, labels: list[str] | None) -> pd.DataFrame:
    """The rows of the releases asked for."""
    if labels is None:
        return frame
    if labels == ["latest"]:
        from liaoning_econ.catalog.known import newest_consistent

        return record.tidied(newest_consistent(frame), frames.OBSERVATIONS)
    if "latest" in labels:
        raise UnknownCodeError(
            "vintage", "latest", mend="ask for the latest alone, or for labels of vintages()"
        )
    there = sorted(frame["vintage"].astype("str").unique())
    for label in labels:
        if label not in there:
            known = record.table("vintages.csv", frames.VINTAGES)["vintage"].tolist()
            if label not in known:
                raise UnknownCodeError("vintage", label, [*known, "latest"])
            raise UnknownCodeError(
                "vintage of these figures", label, mend=f"they have {', '.join(there)}"
            )
    return _kept(frame, "vintage", labels)


def _inside(frame: pd.DataFrame, start: Day | None, end: Day | None) -> pd.DataFrame:
    """The rows whose window lies between two days."""
    if start is None and end is None:
        return frame
    keep = pd.Series(data=True, index=frame.index)
    first = None if start is None else _period(start)[0]
    last = None if end is None else _period(end)[1]
    if first is not None and last is not None and last < first:
        raise WindowError(
            f"end {last:%Y-%m-%d} lies before start {first:%Y-%m-%d}", mend="exchange the two"
        )
    if first is not None:
        keep &= frame["start"] >= first
    if last is not None:
        keep &= frame["end"] <= last
    return record.tidied(frame[keep], frames.OBSERVATIONS)


def _period(day: Day) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of what may be a day, a month, a quarter or a year."""
    from liaoning_econ import window

    first, last, _ = window.period_of(day)
    return first, last
