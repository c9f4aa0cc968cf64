"""`brief`: one HTML file on printed claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import liaoning_econ as le
from liaoning_econ.cli.articles import Published, figures_and_reasons, text_of
from liaoning_econ.cli.printing import say
from liaoning_econ.cli.root import app
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.files import replace_file

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["brief"]


@app.command()
def brief(
    article: Annotated[
        Path | None, typer.Argument(help="An article to read; else the two that ship.")
    ] = None,
    *,
    published: Published = None,
    claims: Annotated[
        Path | None,
        typer.Option(help="Claims that you have, CSV or Parquet, in place of an article."),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path(
        "brief.html"
    ),
) -> None:
    """Write a brief on printed claims: one HTML file that needs nothing else.

    \b
    Examples:
      liaoning-econ brief
      liaoning-econ brief article.txt --published 2018-08-11
      liaoning-econ brief --claims my_claims.csv -o mine.html
    """
    table = _claims_to_check(article, claims, published)
    texts = None if article is None else {article.name: text_of(article)}
    with replace_file(output) as beside:  # a place that cannot be written to is told at once
        le.brief(table, beside, texts=texts, progress=_progress)
    say(str(output.resolve()))


def _claims_to_check(
    article: Path | None, claims: Path | None, published: str | None
) -> pd.DataFrame | None:
    """The claims of an article or of a table; None for those that ship."""
    if article is not None and claims is not None:
        raise LiaoningEconError(
            "an article and --claims are two sets of claims", mend="make a brief of each"
        )
    if article is not None:
        return figures_and_reasons(article, published, None)[0]
    if published is not None:
        raise LiaoningEconError(
            "--published is the day of an article, and none is named",
            mend="liaoning-econ brief article.txt --published 2018-08-11",
        )
    return None if claims is None else le.read(claims)


def _progress(line: str) -> None:
    """Say on stderr what is being done, so that stdout has the file's place alone."""
    say(f"brief: {line}", sys.stderr)
