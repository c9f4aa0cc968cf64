"""Parts as percent of their whole: a region in one that holds it, a concept in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import catalog, frames, intervals, units
from liaoning_econ.convert import perimeters, rows
from liaoning_econ.errors import BasisError, UnitError, VintageError, WindowError
from liaoning_econ.frames import MEASURE, constant

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Mask, Places
    from liaoning_econ.schemas import Observations

Codes: TypeAlias = npt.NDArray[np.object_]
Key: TypeAlias = "list[npt.NDArray[np.generic]]"
# What a whole of each level is called in `relative_to`; other wholes go by their code.
_LEVELS = ("country", "province", "prefecture", "zone")


def share_of(obs: pd.DataFrame, total: pd.DataFrame) -> DataFrame[Observations]:
    """Each row as percent of its whole.

    The whole of a row is the row of `total` with the same window, measure and prices, the same
    indicator (or, where `total` has one indicator only, that one), and the same region or, for
    the same indicator, the nearest region that holds it (`catalog.regions()`: parents, members of
    groups; a region that the catalogue does not have takes the one region of `total`).

    Parameters
    ----------
    obs
        Observations of measure stock, flow, cumulative or rate.
    total
        Observations in the same unit, or in one that differs by a factor only.

    Returns
    -------
    DataFrame[Observations]
        The same rows in the same order, measure share, unit percent. `relative_to` is the whole's
        indicator where that is another ("gdp"), else the level of its region (country, province,
        prefecture, zone) or its code; "CN:gdp" where both are others. Bounds are those of the
        ratio of two independent figures, so a share of 100 percent has them, too. Published when
        both were.

    Raises
    ------
    BasisError
        A growth rate, share or other ratio; a region that no region of `total` holds; an
        indicator that it lacks; another measure, other prices, another basis of the same
        indicator; a whole of nothing.
    WindowError
        `total` has no row with the same window, or a window without its days.
    VintageError
        The whole is on another benchmark, or several rows of `total` would do.
    UnitError
        Units of two kinds.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024", start="2023")
    >>> services = catalog.observations("gdp_tertiary", "CN-LN", vintage="nbs-web-2024",
    ...     start="2023")
    >>> found = share_of(services, gdp)
    >>> float(found.value[0].round(1)), str(found.relative_to[0])
    (52.4, 'gdp')
    """
    part, whole = rows.typed(obs), rows.typed(total, "total")
    for frame, what in ((part, "obs"), (whole, "total")):
        _require_amounts(frame, what)
        rows.require_windows(frame, what=what)
    indicator, region = _wholes(part, whole)
    places = _matched(part, whole, indicator, region)
    chosen = whole.iloc[places].reset_index(drop=True)
    factors = _factors(part, chosen)
    # A hundred times the part first: of two roundings, one is none for most printed figures.
    hundred = np.full(len(part), 100.0)
    ends = intervals.product(
        (rows.numbers(part, "lower"), rows.numbers(part, "upper")), (hundred, hundred)
    )
    ends = intervals.product(ends, intervals.around(factors))
    lower, upper = intervals.quotient(
        ends, (rows.numbers(chosen, "lower"), rows.numbers(chosen, "upper"))
    )
    value = 100.0 * rows.numbers(part, "value") * factors / rows.numbers(chosen, "value")
    return rows.result(
        part,
        value=intervals.hull(value, (lower, upper)),
        lower=lower,
        upper=upper,
        unit=constant("percent", len(part)),
        measure=constant("share", len(part)).set_categories(MEASURE.categories),
        relative_to=_named_wholes(part, indicator, region),
        **rows.both_out(
            part, {name: rows.days(chosen, name) for name in ("published_from", "published")}
        ),
    )


def _require_amounts(frame: pd.DataFrame, what: str) -> None:
    """Shares are of amounts."""
    bad = ~frame["measure"].isin(["stock", "flow", "cumulative", "rate"]).to_numpy()
    if bad.any():
        measure = str(frame["measure"].iloc[int(np.flatnonzero(bad)[0])])
        raise BasisError(
            f"{what}: a {measure} is no part and no whole: {rows.listed(frame, bad)}",
            mend=f"leave these rows out: {what}[{what}.measure.isin(['stock', 'flow', ...])]",
            rows=rows.offending(frame, bad),
        )
    bad = (rows.numbers(frame, "value") == 0) if what == "total" else np.zeros(len(frame), bool)
    if bad.any():
        raise BasisError(
            f"nothing has no parts: the whole is 0 in {rows.listed(frame, bad)} of total",
            mend="leave these rows out of both frames",
            rows=rows.offending(frame, bad),
        )


def _wholes(part: pd.DataFrame, whole: pd.DataFrame) -> tuple[Codes, Codes]:
    """Indicator and region of each row's whole."""
    indicators = rows.present(whole, "indicator")
    own = rows.texts(part, "indicator")
    lacking = ~np.isin(own.astype(str), indicators)
    if lacking.any() and len(indicators) != 1:
        raise BasisError(
            f"total has no {own[int(np.flatnonzero(lacking)[0])]}, and not one other indicator but "
            f"{indicators or 'no rows'}: {rows.listed(part, lacking)}",
            mend="keep one indicator in total: total[total.indicator == ...]",
            rows=rows.offending(part, lacking),
        )
    indicator = np.where(lacking, indicators[0] if indicators else "", own)
    regions = rows.present(whole, "region")
    # Asked once for each region and kind of share, not once a row.
    holders = {
        (code, same): perimeters.holder(code, regions, itself=not same)
        for code in rows.present(part, "region")
        for same in (True, False)
    }
    region = np.array(
        [
            holders[code, same]
            for code, same in zip(rows.texts(part, "region"), ~lacking, strict=True)
        ],
        dtype=object,
    )
    bad = np.equal(region, "")
    if bad.any():
        raise BasisError(
            f"{rows.texts(part, 'region')[int(np.flatnonzero(bad)[0])]} does not lie in "
            f"{' or '.join(regions[:5])}: {rows.listed(part, bad)}",
            mend="pass a total of a region that holds it: regions() has parents and members",
            rows=rows.offending(part, bad),
        )
    return indicator, region


def _matched(
    part: pd.DataFrame,
    whole: pd.DataFrame,
    indicator: Codes,
    region: Codes,
) -> Places:
    """The row of `whole` that each row of `part` is a share of."""
    left: Key = [indicator, region]
    right: Key = [rows.texts(whole, name) for name in ("indicator", "region")]
    _require(part, rows.find(left, right)[0] < 0, "no row of that indicator in that region", None)
    windows = [rows.days(part, "start"), rows.days(part, "end")]
    others = [rows.days(whole, "start"), rows.days(whole, "end")]
    left, right = [*left, *windows], [*right, *others]
    _require_window(part, rows.find(left, right)[0] < 0)
    for name in ("measure", "prices"):
        left, right = [*left, rows.texts(part, name)], [*right, rows.texts(whole, name)]
        _require(part, rows.find(left, right)[0] < 0, f"no row with the same {name}", name)
    same = indicator == rows.texts(part, "indicator")
    _require_basis(part, whole, rows.find(left, right)[0], same)
    return _of_one_vintage(part, whole, left, right)


def _require(part: pd.DataFrame, bad: Mask, lacks: str, name: str | None) -> None:
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        own = f" ({part[name].iloc[at]})" if name else ""
        raise BasisError(
            f"total has {lacks}{own}: {rows.listed(part, bad)}",
            mend="pass a total that was counted in the same way",
            rows=rows.offending(part, bad),
        )


def _require_window(part: pd.DataFrame, bad: Mask) -> None:
    if bad.any():
        raise WindowError(
            f"total has no row with the same days: {rows.listed(part, bad)}",
            mend="leave these rows out, or pass a total of these windows; a part of one year is no "
            "share of another",
            rows=rows.offending(part, bad),
        )


def _require_basis(part: pd.DataFrame, whole: pd.DataFrame, places: Places, same: Mask) -> None:
    """One concept counted by two offices is two concepts, unless one does not say."""
    one, two = rows.texts(part, "basis"), rows.texts(whole, "basis")[places]
    bad = same & (one != two) & (one != "unstated") & (two != "unstated")
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        raise BasisError(
            f"{one[at]} are no part of {two[at]}: {rows.listed(part, bad)}",
            mend="pass a total on the same basis",
            rows=rows.offending(part, bad),
        )


def _of_one_vintage(
    part: pd.DataFrame,
    whole: pd.DataFrame,
    left: Key,
    right: Key,
) -> Places:
    """The whole of the same release, or else the one whole of the same benchmark."""
    labels = rows.texts(part, "vintage"), rows.texts(whole, "vintage")
    same_release, release, releases = rows.find([*left, labels[0]], [*right, labels[1]])
    one, two = catalog.benchmarks(part), catalog.benchmarks(whole)
    places, asked, keys = rows.find(left, right)
    alike, with_benchmark, every = rows.find([*left, one], [*right, two])
    related = _topics(part) == _topics(whole)[places]
    wanted = np.where(related, alike, places)
    bad = (wanted < 0) & (same_release < 0)
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        raise VintageError(
            f"the part is on the benchmark {one[at]} ({labels[0][at]}), the whole on "
            f"{two[places[at]]} ({labels[1][places[at]]}): {rows.listed(part, bad)}",
            mend="take both from one release: observations(..., vintage=...)",
            rows=rows.offending(part, bad),
        )
    # Repeated figures of one benchmark are one whole; figures that differ are not.
    value = rows.numbers(whole, "value")
    number = np.where(
        related,
        _differing(with_benchmark, every, value),
        _differing(asked, keys, value),
    )
    own = _differing(release, releases, value)
    bad = np.where(same_release < 0, number, own) > 1
    if bad.any():
        raise VintageError(
            f"several rows of total would do: {rows.listed(part, bad)}",
            mend="keep one vintage in total: total[total.vintage == ...]",
            rows=rows.offending(part, bad),
        )
    return np.where(same_release >= 0, same_release, wanted)


def _differing(
    asked: npt.NDArray[np.int64], keys: npt.NDArray[np.int64], value: rows.Floats
) -> npt.NDArray[np.int64]:
    """How many different figures stand under each key asked; keys are those of `rows.find`."""
    pairs = pd.DataFrame({"key": keys, "value": value}).drop_duplicates()["key"]
    size = int(max(asked.max(initial=-1), keys.max(initial=-1))) + 1
    number: npt.NDArray[np.int64] = np.bincount(pairs, minlength=size)[asked]
    return number


def _topics(frame: pd.DataFrame) -> Codes:
    """The family of releases that each row belongs to."""
    indicator, measure = rows.texts(frame, "indicator"), rows.texts(frame, "measure")
    topic = {
        (one, two): catalog.topic_of(one, two)
        for one in rows.present(frame, "indicator")
        for two in rows.present(frame, "measure")
    }
    pairs = zip(indicator, measure, strict=True)
    return np.array([topic[pair] for pair in pairs], dtype=object)


def _factors(part: pd.DataFrame, chosen: pd.DataFrame) -> rows.Floats:
    """What brings each part to the unit of its whole."""
    one, two = rows.texts(part, "unit"), rows.texts(chosen, "unit")
    factors = np.ones(len(part))
    for here, there in sorted(set(zip(one[one != two], two[one != two], strict=True))):
        where = (one == here) & (two == there)
        try:
            factors[where] = units.factor(here, there)
        except UnitError as error:
            raise UnitError(
                f"{here} are no part of {there}: {rows.listed(part, where)}",
                mend=error.mend or "bring both to one unit first",
                rows=rows.offending(part, where),
            ) from error
    return factors


def _named_wholes(part: pd.DataFrame, indicator: Codes, region: Codes) -> pd.Categorical[str]:
    """What each share is of, as `relative_to` says it."""
    table = catalog.regions()
    level = dict(zip(table["region"], table["level"].astype("str"), strict=True))
    place = {
        code: level[code] if level.get(code) in _LEVELS else code for code in dict.fromkeys(region)
    }
    other = indicator != rows.texts(part, "indicator")
    elsewhere = region != rows.texts(part, "region")
    both = np.array([f"{one}:{two}" for one, two in zip(region, indicator, strict=True)], object)
    named = np.array([place[code] for code in region], dtype=object)
    said = np.where(other & elsewhere, both, np.where(other, indicator, named))
    return pd.Categorical(said, categories=frames.codes_of(said))
