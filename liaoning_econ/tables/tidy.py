"""`from_table`: any tidy table, one row a figure, to Observations in one call."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from liaoning_econ import catalog, units
from liaoning_econ.errors import (
    LiaoningEconError,
    SchemaError,
    UnitError,
    UnknownCodeError,
    nearest,
    offer,
    shorten,
)
from liaoning_econ.frames import MEASURE, OBSERVATIONS, STATUS, conform, constant
from liaoning_econ.tables import cells as cells_of
from liaoning_econ.tables.cells import Cells
from liaoning_econ.tables.numbers import numbers, scaled
from liaoning_econ.tables.periods import Days, ends_of, spans
from liaoning_econ.tables.places import Places
from liaoning_econ.validation import (
    check,
    currency_of,
    one_currency,
    published_after,
    require_frame,
)

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

Floats = NDArray[np.float64]
WHAT = "the table"


def from_table(
    df: pd.DataFrame,
    *,
    indicator: str,
    unit: str,
    value: str = "value",
    region: str = "region",
    period: object = "year",
    scale: str | float = 1.0,
    measure: str | None = None,
    basis: str = "unstated",
    prices: str | None = None,
    relative_to: str | None = None,
    lower: str | float | None = None,
    upper: str | float | None = None,
    vintage: str | None = None,
    published: object = None,
    published_from: object = None,
    status: str = "A",
    source: str | None = None,
    regions: pd.DataFrame | Mapping[str, str] | None = None,
) -> DataFrame[Observations]:
    """Turn a tidy table, one row a figure, into Observations, and check everything.

    Each argument after `unit` is a column where the table has one of that name, else a constant;
    other columns are ignored. A wide table (a column a year) goes through `pandas.melt` first.

    Parameters
    ----------
    df
        Shape (rows, columns), any index. It is not changed.
    indicator
        A code in `indicators()`, or any other in snake_case if `measure` is given. The name of a
        column of codes, where it is no code itself.
    unit
        A unit ("CNY", "firm") or a heading ("亿元", "100 million yuan", "万人"), whose multiplier
        then counts as well as `scale`. The name of a column of units, where it is no unit itself.
    value
        The column of figures.
    region
        Codes, or names in English, Chinese or pinyin ("Liaoning", "辽宁", "辽宁省").
    period
        Years, months ("2018-07"), quarters ("2018Q3"), days, or (start, end): as a tuple in the
        cell, or as a pair of column names. A stock stands on the last day of its period.
    scale
        What the figures and their bounds are multiplied with.
    measure, prices, relative_to
        None: the indicator's own. Where the catalogue does not have the indicator, prices are
        `unstated` for money and `none` else, relative_to is `none`.
    basis
        Who counted what.
    lower, upper
        Bounds, in the figures' own scale. None: the figures are exact.
    vintage
        The release. None: `unstated`.
    published, published_from
        Latest and earliest day on which the figures became public; a month or year stands for its
        last and first day. `published_from` None: as early as `published` allows.
    status
        SDMX CL_OBS_STATUS.
    source
        Any key. None: `unstated`.
    regions
        Places of your own beside the catalogue's: a mapping from code to name, or a frame with
        the columns region and name_en.

    Returns
    -------
    DataFrame[Observations]
        One row a row of `df`, in its order.

    Raises
    ------
    SchemaError
        The table is empty, lacks a column, has text where a number stands, an empty cell, a lower
        bound above the upper, an end before its start, two rows with one key, or two currencies in
        one series; the message names the row and the column. (One region in yuan and another in
        dollars is no error: each is a series of its own. What needs one unit asks for it.)
    UnknownCodeError
        A region, indicator or unit is not known; the nearest one is offered.
    UnitError
        The unit cannot be the indicator's.
    WindowError
        A cell is no period, or a figure that is normal or provisional (status A or P) became public
        before its window ended.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"region": ["辽宁省", "Jilin"], "gdp": [23409.24, 14944.53]})
    >>> obs = from_table(table, indicator="gdp", unit="亿元", value="gdp", period="2017")
    >>> obs[["region", "value", "unit"]].values.tolist()
    [['CN-LN', 2340924000000.0, 'CNY'], ['CN-JL', 1494453000000.0, 'CNY']]
    """
    table = _plain(df)
    rows = len(table)
    concept = _concept(table, indicator, measure)
    own = _own(concept.distinct, measure)
    canonical, multiplier = _units(table, unit)
    places = Places(regions)
    figures = _figures(table, value, lower, upper, multiplier * _scale(table, scale))
    measures = _measures(table, measure, concept, own)
    # The column of figures is no period: value="2018", period="2018" of a wide table.
    first, last, apart = spans(table.drop(columns=value) if period == value else table, period)
    stock = np.asarray(measures.categorical() == "stock") & ~apart
    known_from, known = _publication(table, published_from, published)
    money = np.asarray([currency_of(str(code)) is not None for code in canonical.distinct])
    columns: dict[str, object] = {
        "indicator": concept.categorical(),
        "region": _regions(table, region, places),
        "start": np.where(stock, last, first),
        "end": last,
        "precision": constant("day", rows),
        "measure": measures.categorical(),
        "basis": _code(table, basis),
        "prices": _prices(table, prices, concept, own, money[canonical.codes]),
        "relative_to": _given_or_own(table, relative_to, concept, own, "relative_to").categorical(),
        "unit": canonical.categorical(),
        "value": figures[0],
        "lower": figures[1],
        "upper": figures[2],
        "vintage": _code(table, vintage),
        "published_from": known_from,
        "published": known,
        "status": _listed(table, status, STATUS).categorical(),
        "source": _code(table, source),
    }
    observations = _finished(pd.DataFrame(columns), places)
    published_after(observations, what=WHAT)
    _units_fit(observations, own)
    return observations


def _plain(df: pd.DataFrame) -> pd.DataFrame:
    """The table with its column names as text, on a plain index."""
    require_frame(df, WHAT)
    if not len(df):
        raise SchemaError("the table has no rows", mend="pass a table with at least one figure")
    table = df.copy(deep=False)
    table.columns = pd.Index([str(name) for name in df.columns])
    return table


def _finished(table: pd.DataFrame, places: Places) -> DataFrame[Observations]:
    """Typed, checked as a whole, with regions that exist and one currency a series."""
    _closed_codes(table)
    observations = conform(table, OBSERVATIONS)
    check(observations, OBSERVATIONS, what=WHAT, known={"region": places.codes})
    one_currency(observations, what=WHAT)
    return cast("DataFrame[Observations]", observations)


def _closed_codes(table: pd.DataFrame) -> None:
    """Offer the nearest code of a closed list, which `conform` cannot."""
    for column in OBSERVATIONS.columns:
        if column.categories is None or column.name not in table.columns:
            continue
        listed = [str(code) for code in column.categories.categories]
        for code in pd.Categorical(table[column.name]).categories:
            if code not in listed:
                row = int(np.argmax((table[column.name] == code).to_numpy()))
                raise SchemaError(
                    f"{WHAT}, row {row}: {shorten(str(code))!r} is no code of {column.name}",
                    mend=offer(str(code), listed, "one of"),
                    rows=table.iloc[[row]],
                )


def _concept(table: pd.DataFrame, indicator: str, measure: str | None) -> Cells:
    """The indicator of each row; a name that is no code may be a column of codes."""
    known = catalog.codes("indicator")
    text = indicator in table.columns and not pd.api.types.is_numeric_dtype(table[indicator])
    if indicator not in known and text:
        found = cells_of.column_of(table, indicator)
    else:
        found = cells_of.constant(indicator, len(table))
    if measure is None:
        return found.map(lambda code: _known_indicator(code, known))
    return found


def _known_indicator(code: Hashable, known: frozenset[str]) -> str:
    if str(code) not in known:
        raise catalog.unknown_indicator(
            str(code), mend="le.indicators() lists them; an indicator of your own needs measure="
        )
    return str(code)


def _own(codes: list[Hashable], measure: str | None) -> pd.DataFrame:
    """What the catalogue says of each indicator: measure, prices, relative_to, unit; "" if new."""
    table = catalog.indicators().set_index("indicator")
    wanted = ["measure", "prices", "relative_to", "unit"]
    own: pd.DataFrame = (
        table[wanted].astype("str").reindex([str(code) for code in codes], fill_value="")
    )
    if measure is not None:
        # Another measure of the concept (its growth, its share) has another unit.
        other = (own["measure"] != measure).to_numpy()
        own.loc[other, "unit"] = ""
    return own


def _given_or_own(
    table: pd.DataFrame, given: str | None, concept: Cells, own: pd.DataFrame, name: str
) -> Cells:
    if given is not None:
        return cells_of.argument(table, given)
    return Cells(concept.codes, [code or "none" for code in own[name]], None)


def _measures(table: pd.DataFrame, measure: str | None, concept: Cells, own: pd.DataFrame) -> Cells:
    if measure is None:
        return Cells(concept.codes, [str(code) for code in own["measure"]], None)
    return _listed(table, measure, MEASURE)


def _listed(table: pd.DataFrame, given: str, dtype: pd.CategoricalDtype) -> Cells:
    """A code of a closed list; a column that has the code's name may hold other things."""
    codes = set(dtype.categories)
    if given in codes and given in table.columns:
        cells = set(cells_of.series(table, given).dropna().astype("str"))
        if not cells <= codes:
            return cells_of.constant(given, len(table))
    return cells_of.argument(table, given)


def _prices(
    table: pd.DataFrame,
    prices: str | None,
    concept: Cells,
    own: pd.DataFrame,
    money: NDArray[np.bool_],
) -> pd.Categorical[Any]:
    """As given, else the indicator's own; a new indicator's money is at unstated prices."""
    if prices is not None:
        return cells_of.argument(table, prices).categorical()
    new = np.asarray([not code for code in own["prices"]])[concept.codes]
    names = np.asarray([code or "none" for code in own["prices"]], dtype=object)[concept.codes]
    return pd.Categorical(np.where(new & money, "unstated", names))


def _code(table: pd.DataFrame, given: str | None) -> pd.Categorical[Any]:
    return cells_of.argument(table, "unstated" if given is None else given).categorical()


def _units(table: pd.DataFrame, unit: str) -> tuple[Cells, Floats]:
    """Canonical units, and what each row's figure is multiplied with to be in its unit."""
    try:
        units.heading(unit)
        found = cells_of.constant(unit, len(table))
    except LiaoningEconError:
        if unit not in table.columns:
            raise
        found = cells_of.column_of(table, unit)
    read = found.map(lambda cell: units.heading(str(cell)))
    pairs = [cast("tuple[str, float]", pair) for pair in read.distinct]
    multiplier = found.spread([factor for _, factor in pairs])
    return Cells(found.codes, [code for code, _ in pairs], found.column), multiplier


def _scale(table: pd.DataFrame, scale: str | float) -> Floats:
    """What each row's figure is multiplied with besides its unit's multiplier."""
    if isinstance(scale, str):
        factors = _number_column(table, scale, "scale")
    else:
        factors = np.full(len(table), float(scale))
    odd = np.flatnonzero(~np.isfinite(factors) | (factors <= 0.0))
    if len(odd):
        raise SchemaError(
            f"{WHAT}, row {int(odd[0])}: the scale is {float(factors[odd[0]])!r}",
            mend="a number above 0, such as 1e8 for figures in 100 million",
        )
    return factors


def _figures(
    table: pd.DataFrame,
    value: str,
    lower: str | float | None,
    upper: str | float | None,
    multiplier: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Value and bounds in the unit, right to the last printed digit."""
    figure = _scaled_by_row(_number_column(table, value, "value"), multiplier)
    return (
        figure,
        figure if lower is None else _bound(table, lower, "lower", multiplier),
        figure if upper is None else _bound(table, upper, "upper", multiplier),
    )


def _bound(table: pd.DataFrame, given: str | float, name: str, multiplier: Floats) -> Floats:
    if isinstance(given, str):
        return _scaled_by_row(_number_column(table, given, name), multiplier)
    return _scaled_by_row(np.full(len(table), float(given)), multiplier)


def _number_column(table: pd.DataFrame, name: str, argument: str) -> Floats:
    if name not in table.columns:
        raise cells_of.absent(table, name, argument=argument)
    return numbers(cells_of.series(table, name), name, what=WHAT)


def _scaled_by_row(figures: Floats, multiplier: Floats) -> Floats:
    result = np.empty_like(figures)
    for scale in np.unique(multiplier):
        rows = multiplier == scale
        result[rows] = scaled(figures[rows], float(scale))
    return result


def _regions(table: pd.DataFrame, region: str, places: Places) -> pd.Categorical[Any]:
    found = cells_of.argument(table, region)
    if found.column is None:
        try:
            places.code(region)
        except UnknownCodeError as error:
            near = nearest(region, [str(name) for name in table.columns])
            if region == "region" or near:
                raise cells_of.absent(table, region, argument="region") from error
            raise
    return found.map(places.code).categorical()


def _publication(table: pd.DataFrame, earliest: object, latest: object) -> tuple[Days, Days]:
    """First and last possible day of publication; NaT where nothing is known."""
    nowhere = np.full(len(table), np.datetime64("NaT"), dtype="datetime64[us]")
    known_from, known = nowhere, nowhere
    if latest is not None:
        known_from, known = ends_of(_dates(table, latest))
    if earliest is not None:
        known_from, _ = ends_of(_dates(table, earliest))
    return known_from, known


def _dates(table: pd.DataFrame, given: object) -> Cells:
    return cells_of.argument(table, given, missing=True)


def _units_fit(observations: pd.DataFrame, own: pd.DataFrame) -> None:
    """A level in a unit that its indicator cannot have: GDP in persons."""
    pairs = observations[["indicator", "unit"]].astype("str")
    for code, unit in pairs.drop_duplicates().itertuples(index=False, name=None):
        wanted = str(own["unit"][code]) if code in own.index else ""
        if not wanted or _in_one_money(unit) == _in_one_money(wanted):
            continue
        try:
            units.factor(_in_one_money(unit), _in_one_money(wanted))
        except UnitError as error:
            raise UnitError(
                f"{code} is counted in {wanted}, not in {unit}",
                mend=f"unit={wanted!r} or one like it; measure= for its growth, share or index",
            ) from error


def _in_one_money(unit: str) -> str:
    currency = currency_of(unit)
    return unit.replace(currency, "CNY") if currency else unit
