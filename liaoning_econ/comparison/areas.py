"""Land area of zones on a day: a zone that was enlarged has the area that was in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ import catalog
from liaoning_econ.comparison.codes import codes, days
from liaoning_econ.comparison.steps import Side, Step
from liaoning_econ.comparison.wording import day_text, plain
from liaoning_econ.errors import ComparisonError
from liaoning_econ.quantities import bounds_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Area", "area_of", "areas"]


@dataclass(frozen=True)
class Area:
    """The area of a zone from a day on.

    Attributes
    ----------
    value, lower, upper : float
        In km2.
    since : pd.Timestamp or None
        First day on which it was in force; None where it never changed.
    source : str
        A key in `sources()`, or "given" for an area of the caller.
    """

    value: float
    lower: float
    upper: float
    since: pd.Timestamp | None
    source: str


def area_of(region: str, day: pd.Timestamp) -> Area | None:
    """The area in force on a day, None where the catalogue has none.

    The catalogue's regions have the newest area; its events date the change and hold the area
    before.

    Parameters
    ----------
    region
        A code.
    day
        The day.

    Returns
    -------
    Area or None
        Value and bounds in km2.

    Examples
    --------
    >>> import pandas as pd
    >>> area_of("CN-SH-FTZ", pd.Timestamp("2014-09-25")).value
    28.78
    >>> area_of("CN-SH-FTZ", pd.Timestamp("2017-09-28")).value
    120.72
    """
    regions = catalog.regions()
    known = regions[(regions["region"] == region) & regions["area_km2"].notna()]
    if known.empty:
        return None
    newest, parent = float(known["area_km2"].iloc[0]), str(known["parent"].iloc[0])
    source = str(known["source"].iloc[0])
    events = catalog.events("ftz")
    dated = events[(events["unit"].astype(str) == "km2") & (events["region"] == parent)]
    # Only an event with the newest area dates it: what was added to a zone is no area of it.
    turning = dated.loc[dated["value"] == newest, "start"]
    if turning.empty or turning.min() <= day:
        return _to_its_digits(newest, turning.min() if len(turning) else None, source)
    before = dated[dated["start"] <= day].sort_values("start").tail(1)
    if before.empty:
        return None
    row = before.iloc[0]
    value, lower, upper = (float(row[name]) for name in ("value", "lower", "upper"))
    return Area(value, lower, upper, row["start"], str(row["source"]))


def _to_its_digits(value: float, since: pd.Timestamp | None, source: str) -> Area:
    """An area with the bounds of its digits."""
    _, lower, upper = bounds_of(plain(value), unit="km2")
    return Area(value, lower, upper, since, source)


def areas(
    frame: pd.DataFrame, side: Side, given: Mapping[str, float] | None = None
) -> tuple[tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]], list[Step]]:
    """The area of each row's region at the end of its window, with the steps that name it.

    Parameters
    ----------
    frame
        Observations.
    side
        The side that the steps name.
    given
        Areas of the caller in km2, by region; they go before the catalogue's.

    Returns
    -------
    tuple
        Value, lower and upper in km2, each of shape (rows,), and the steps.

    Raises
    ------
    ComparisonError
        A region has no area on that day, or one that is not above zero.
    """
    found: dict[tuple[str, object], Area] = {}
    keys = list(zip(codes(frame, "region"), days(frame, "end").tolist(), strict=True))
    steps: list[Step] = []
    first = {key: row for row, key in reversed(list(enumerate(keys)))}
    for (region, end), row in sorted(first.items(), key=lambda item: item[1]):
        day = frame["end"].iloc[row]
        area = _given(region, given) or area_of(region, day)
        if area is None:
            raise ComparisonError(
                f"no area of {region} on {day_text(day)} is known",
                mend=f'give it, as in per_km2={{"{region}": 119.89}}; regions() has area_km2 for '
                "some zones",
                rows=frame[codes(frame, "region") == region],
            )
        found[region, end] = area
        since = f" (since {day_text(area.since)})" if area.since is not None else ""
        detail = f"{plain(area.value)} km2, the area of {region} on {day_text(day)}{since}"
        steps.append(Step(side, "per km2", detail, area.source, area.since))
    triples = np.array([(found[key].value, found[key].lower, found[key].upper) for key in keys])
    return (triples[:, 0], triples[:, 1], triples[:, 2]), steps


def _given(region: str, given: Mapping[str, float] | None) -> Area | None:
    """The caller's area, to the digits that it has."""
    if given is None or region not in given:
        return None
    value = float(given[region])
    if not np.isfinite(value) or value <= 0:
        raise ComparisonError(
            f"the area of {region} is {value:g} km2", mend="give an area above zero"
        )
    return _to_its_digits(value, None, "given")
