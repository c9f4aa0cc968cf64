"""`data list` and `data show`: what ships."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import liaoning_econ as le
from liaoning_econ.cli.printing import print_table, say
from liaoning_econ.cli.root import data
from liaoning_econ.errors import FileError, LiaoningEconError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Listed", "list_", "show"]


class Listed(StrEnum):
    """What `data list` can list."""

    INDICATORS = "indicators"
    REGIONS = "regions"
    VINTAGES = "vintages"
    DOCUMENTS = "documents"
    CLAIMS = "claims"
    EVENTS = "events"
    SOURCES = "sources"


_BRIEFLY = {
    Listed.INDICATORS: ["indicator", "unit", "measure", "name_en", "name_zh"],
    Listed.REGIONS: ["region", "level", "name_en", "name_zh", "parent"],
    Listed.VINTAGES: ["vintage", "topic", "benchmark", "kind", "published"],
    Listed.CLAIMS: ["claim", "document", "indicator", "region", "value", "unit", "qualifier"],
    Listed.EVENTS: ["event", "start", "kind", "region", "title"],
    Listed.SOURCES: ["source", "publisher", "title", "published"],
}
_FIGURE = ["region", "start", "end", "measure", "value", "lower", "upper", "unit", "vintage"]
AsCsv = Annotated[bool, typer.Option("--csv", help="Every column, as CSV.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="A file for every column, .csv or .parquet."),
]


@data.command("list")
def list_(
    what: Annotated[Listed, typer.Argument(help="What to list.")] = Listed.INDICATORS,
    *,
    document: Annotated[
        str | None, typer.Option(help="Of the claims, those of one of `data list documents`.")
    ] = None,
    csv: AsCsv = False,
    output: Output = None,
) -> None:
    """List what ships: indicators, regions, vintages, documents, claims, events or sources.

    \b
    Examples:
      liaoning-econ data list
      liaoning-econ data list vintages
      liaoning-econ data list claims --document ftz_claims -o ftz_claims.csv
    """
    if document is not None and what is not Listed.CLAIMS:
        raise LiaoningEconError(
            f"--document chooses among the claims, and {what.value} are listed",
            mend=f"liaoning-econ data list claims --document {document}",
        )
    if output is not None and what is not Listed.CLAIMS:
        raise FileError(
            f"-o writes figures, and {what.value} are none",
            mend=f"liaoning-econ data list {what.value} --csv > {output.name}",
        )
    table = le.claims(document) if what is Listed.CLAIMS else _listing(what)
    _give(table, _BRIEFLY.get(what), csv=csv, output=output)


@data.command()
def show(
    indicator: Annotated[str, typer.Argument(help="A code of `data list indicators`.")],
    region: Annotated[
        str | None, typer.Argument(help="A code of `data list regions`; all without it.")
    ] = None,
    *,
    vintage: Annotated[
        str | None,
        typer.Option(help="A code of `data list vintages`, or latest: one consistent series."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="A day, 2018-08-15: what was known on it.")
    ] = None,
    possible: Annotated[
        bool, typer.Option("--possible", help="With --as-of: what may have been known, too.")
    ] = False,
    measure: Annotated[
        str | None, typer.Option(help="growth, share, ...; the indicator's own without it.")
    ] = None,
    start: Annotated[str | None, typer.Option(help="First day, 2010 or 2010-01-01.")] = None,
    end: Annotated[str | None, typer.Option(help="Last day, 2017 or 2017-12-31.")] = None,
    csv: AsCsv = False,
    output: Output = None,
) -> None:
    """Show the figures of an indicator, of one region or of all.

    \b
    Examples:
      liaoning-econ data show gdp CN-LN --vintage latest
      liaoning-econ data show gdp CN-LN --as-of 2018-08-15 --possible
      liaoning-econ data show population --start 2017 --end 2017 --csv
    """
    figures = le.observations(
        indicator,
        region,
        measure=measure,
        vintage=vintage,
        as_of=as_of,
        possible=possible,
        start=start,
        end=end,
    )
    if figures.empty:
        asked = f"{indicator} of {region}" if region else indicator
        raise LiaoningEconError(
            f"there is no figure of {asked} with these options",
            mend="leave an option out, or see `liaoning-econ data list`",
        )
    _give(figures, _FIGURE, csv=csv, output=output)


def _give(
    table: pd.DataFrame, briefly: list[str] | None, *, csv: bool, output: Path | None
) -> None:
    """Print a table, or write it as a file that `audit` and `read` take."""
    if output is None:
        print_table(table, briefly, csv=csv)
    else:
        say(str(le.write(table, output).resolve()))


def _listing(what: Listed) -> pd.DataFrame:
    """The table that `data list` prints."""
    if what is Listed.DOCUMENTS:
        return (
            le.claims()
            .astype({"document": "str"})
            .groupby("document", as_index=False, sort=False)
            .agg(claims=("claim", "size"), published=("published", "max"))
        )
    table: pd.DataFrame = getattr(le, what.value)()
    return table
