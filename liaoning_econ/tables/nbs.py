"""`from_nbs`: the files that the statistics office's data site hands out, to Observations.

Layout: title lines (数据库：分省年度数据; 指标：地区生产总值(亿元); 时间：最近20年), a header row
(地区 or 指标, then one period a column), one row a region or an indicator, footnotes. The English
site writes Database, Indicators, Region, Time. CSV comes in GB18030, from some browsers in UTF-8
with a mark in front; XLS is the old binary form.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

import pandas as pd

from liaoning_econ import catalog, units
from liaoning_econ.errors import FileError, SchemaError, UnknownCodeError, WindowError, shorten
from liaoning_econ.frames import OBSERVATIONS, stack
from liaoning_econ.tables.grids import Cell, grid
from liaoning_econ.tables.headings import Heading, headings
from liaoning_econ.tables.periods import Span, span
from liaoning_econ.tables.places import Places
from liaoning_econ.tables.tidy import from_table
from liaoning_econ.validation import check

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

_BY_REGION = {"地区", "region", "regions", "province"}
_BY_INDICATOR = {"指标", "indicator", "indicators"}
_BY_PERIOD = {"时间", "time"}
_TITLES = {
    "数据库": "database",
    "database": "database",
    "指标": "indicator",
    "indicator": "indicator",
    "indicators": "indicator",
    "地区": "region",
    "region": "region",
    "时间": "time",
    "time": "time",
}
_FOOTNOTES = ("数据来源", "注", "说明", "source", "data source", "note")
_PLAIN = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")


@dataclass(frozen=True)
class _Figure:
    """One filled cell of the body."""

    heading: str
    region: str
    period: Span
    printed: Decimal


def from_nbs(
    path: str | os.PathLike[str],
    *,
    heading: str | None = None,
    indicator: str | Mapping[str, str] | None = None,
    measure: str | None = None,
    basis: str | None = None,
    vintage: str | None = None,
    published: object = None,
    published_from: object = None,
    status: str = "A",
    source: str | None = None,
) -> DataFrame[Observations]:
    """Read an export of the National Bureau of Statistics' data site.

    Parameters
    ----------
    path
        A CSV (GB18030 or UTF-8), XLS (needs xlrd) or XLSX (needs openpyxl) file as it was
        downloaded, Chinese or English.
    heading
        What the title line would say, where it was cut off: "地区生产总值(亿元)".
    indicator
        Codes for headings that the catalogue does not know: {"粮食产量": "grain_output"}, with or
        without the unit; one code where the file has one heading. None: the catalogue's names.
    measure
        The measure of an `indicator` that the catalogue does not have.
    basis
        Who counted what. None: the indicator's usual basis, for these are the office's own counts.
    vintage, published, published_from, status, source
        As in `from_table`; a file of the site does not say when its figures became public.

    Returns
    -------
    DataFrame[Observations]
        One row a filled cell, in the file's order; empty cells are left out. Bounds are half the
        last digit that the series prints; whole things counted one by one are exact. A heading
        with 累计值 or "accumulated" covers the days since 1 January.

    Raises
    ------
    FileError
        The file is missing, empty, or has another layout; the reader's package is missing.
    UnknownCodeError
        A heading or a region is not known.
    SchemaError
        Text stands where a number is expected; names line and column.
    WindowError
        A figure that is normal or provisional (status A or P) is of a period that had not ended
        when it was `published`.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "export.csv"
    >>> text = "指标：地区生产总值(亿元)|地区,2017年|辽宁省,23409.2"
    >>> _ = path.write_text(text.replace("|", chr(10)), encoding="gb18030")
    >>> from_nbs(path)[["region", "value", "lower"]].values.tolist()
    [['CN-LN', 2340920000000.0, 2340915000000.0]]
    """
    figures = _figures(grid(path), str(path), heading)
    known = headings(
        list(dict.fromkeys(figure.heading for figure in figures)), indicator, measure, str(path)
    )
    usual = _usual_bases()
    parts = []
    for text, found in known.items():
        tidy = _tidy([figure for figure in figures if figure.heading == text], found)
        try:
            part = from_table(
                tidy,
                indicator=found.indicator,
                unit=found.unit,
                measure=found.measure,
                prices=found.prices,
                relative_to=found.relative_to,
                lower="lower",
                upper="upper",
                period="period",
                basis=basis or usual.get(found.indicator, "unstated"),
                vintage=vintage,
                published=published,
                published_from=published_from,
                status=status,
                source=source,
            )
        except WindowError as error:
            error.args = (f"{path}, figures of {shorten(text)!r}: {error}",)
            raise
        parts.append(part)
    # A first quarter stands in the file twice: by itself, and as the sum since 1 January.
    rows = stack(parts, OBSERVATIONS)
    rows = rows.drop_duplicates([*OBSERVATIONS.key, "value"], ignore_index=True)
    check(rows, OBSERVATIONS, what=str(path))
    return cast("DataFrame[Observations]", rows)


def _usual_bases() -> dict[str, str]:
    """The first basis that the catalogue names for each indicator."""
    table = catalog.indicators()
    pairs = zip(table["indicator"], table["basis"].astype("str"), strict=True)
    return {str(code): bases.split(";")[0].strip() or "unstated" for code, bases in pairs}


def _tidy(figures: list[_Figure], heading: Heading) -> pd.DataFrame:
    """One heading's figures with their bounds: half the step of the series' last digit."""
    decimals = max(-int(figure.printed.as_tuple().exponent) for figure in figures)
    unit, multiplier = units.heading(heading.unit)
    counted = units.is_counted(unit) and multiplier == 1.0 and decimals <= 0
    half = Decimal(0) if counted else Decimal(5).scaleb(-max(decimals, 0) - 1)
    return pd.DataFrame(
        {
            "region": [figure.region for figure in figures],
            "period": [_window(figure.period, heading) for figure in figures],
            "value": [float(figure.printed) for figure in figures],
            "lower": [float(figure.printed - half) for figure in figures],
            "upper": [float(figure.printed + half) for figure in figures],
        }
    )


def _window(period: Span, heading: Heading) -> pd.Period | tuple[pd.Timestamp, pd.Timestamp]:
    """A year, quarter or month, of which a stock takes the end; or the days since 1 January."""
    if heading.accumulated:
        return (period.first.replace(month=1, day=1), period.last)
    months = (period.last.month - period.first.month) + 1
    return pd.Period(period.last, freq={12: "Y", 3: "Q", 1: "M"}.get(months, "D"))


def _figures(rows: list[list[Cell]], path: str, heading: str | None) -> list[_Figure]:
    """All filled cells of the body, each with its heading, region and period."""
    titles, header = _header(rows, path)
    if heading is not None:
        titles["indicator"] = heading
    if _label(rows[header]).casefold() in _BY_PERIOD:
        rows = _turned(rows, header)
    periods = _periods(rows[header], header, path)
    by_region = _label(rows[header]).casefold() in _BY_REGION
    fixed = _fixed(titles, path, by_region=by_region)
    places = Places()
    common = "" if by_region else _region(fixed, places, f"{path}, title")
    figures: list[_Figure] = []
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        label = _label(row)
        if label.casefold().startswith(_FOOTNOTES):
            break
        if not any(cell not in {"", None} for cell in row):
            continue
        cells = [
            (period, _printed(row[place], number, place, path))
            for place, period in periods.items()
            if place < len(row)
        ]
        if by_region:
            concept, region = fixed, _region(label, places, f"{path}, line {number}")
        else:
            concept, region = label, common
        figures += [_Figure(concept, region, at, cell) for at, cell in cells if cell is not None]
    if not figures:
        raise FileError(f"{path} has no figures", mend="download it again with data in the table")
    return figures


def _turned(rows: list[list[Cell]], header: int) -> list[list[Cell]]:
    """A table with one row a period, turned to one column a period; footnotes are left out."""
    body = [rows[header]]
    for row in rows[header + 1 :]:
        if _label(row).casefold().startswith(_FOOTNOTES):
            break
        if _label(row):
            body.append(row)
    turned = [list(column) for column in zip_longest(*body, fillvalue=None)]
    turned[0][0] = "指标"
    return [*rows[:header], *turned]


def _label(row: list[Cell]) -> str:
    return str(row[0]).strip() if row and row[0] is not None else ""


def _header(rows: list[list[Cell]], path: str) -> tuple[dict[str, str], int]:
    """Title lines, and where the header row stands."""
    titles: dict[str, str] = {}
    for number, row in enumerate(rows):
        label = _label(row)
        filled = [cell for cell in row[1:] if cell not in {"", None}]
        dated = any(re.search(r"\d", str(cell)) for cell in filled)
        labels = _BY_REGION | _BY_INDICATOR | _BY_PERIOD if dated else _BY_PERIOD
        if filled and label.casefold() in labels:
            return titles, number
        name, colon, text = label.replace(":", "：", 1).partition("：")
        kind = _TITLES.get(name.strip().casefold())
        if colon and kind:
            titles[kind] = text.strip()
    raise FileError(
        f"{path} is no export of the statistics office's data site: no row begins with 地区, 指标, "
        "Region or Indicators and goes on with periods",
        mend="pass the file as it was downloaded, or read it yourself and use from_table()",
    )


def _fixed(titles: dict[str, str], path: str, *, by_region: bool) -> str:
    """What the title says for the whole table: the heading, or the region."""
    if by_region:
        if "indicator" not in titles:
            raise FileError(
                f"{path} has one row a region, but no title line 指标：… (Indicators: …)",
                mend="say what it would be: from_nbs(path, heading='地区生产总值(亿元)')",
            )
        return titles["indicator"]
    region = titles.get("region", "")
    provincial = re.search(r"分省|分市|province|city", titles.get("database", ""), re.IGNORECASE)
    if not region and provincial:
        raise FileError(
            f"{path} is of one region, but has no title line 地区：… (Region: …)",
            mend="download it again, with the title lines",
        )
    return region or "CN"


def _region(name: str, places: Places, where: str) -> str:
    try:
        return places.code(name)
    except UnknownCodeError as error:
        error.args = (f"{where}: {error}",)
        raise


def _periods(row: list[Cell], number: int, path: str) -> dict[int, Span]:
    periods: dict[int, Span] = {}
    for place, cell in enumerate(row[1:], start=1):
        if cell in {"", None}:
            continue
        try:
            periods[place] = span(cell.strip() if isinstance(cell, str) else cell)
        except WindowError as error:
            raise FileError(
                f"{path}, line {number + 1}, column {place + 1}: {shorten(str(cell))!r} is no "
                "period",
                mend="2023年, 2023年12月, 2023年第四季度, 2023",
            ) from error
    return periods


def _printed(cell: Cell, number: int, place: int, path: str) -> Decimal | None:
    """The figure as it was printed; None for an empty cell."""
    if cell is None or cell == "":
        return None
    text = repr(cell) if isinstance(cell, float) else str(cell).strip()
    if not text:
        return None
    if isinstance(cell, float):
        # A number that a spreadsheet keeps has no trailing zeros to count.
        return Decimal(int(cell)) if cell.is_integer() else Decimal(text)
    if not _PLAIN.fullmatch(text):
        raise SchemaError(
            f"{path}, line {number}, column {place + 1}: {shorten(text)!r} is not a number",
            mend="empty the cell, or correct it",
        )
    return Decimal(text.replace(",", ""))
