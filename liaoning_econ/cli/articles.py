"""`read`: the figures of an article; and what other commands take of one."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import liaoning_econ as le
from liaoning_econ.cli.printing import LINE, cell, cells, clipped, pad, say, wrapped
from liaoning_econ.cli.root import app
from liaoning_econ.errors import FileError
from liaoning_econ.files import read_bytes, write_text_atomically

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Published", "figures_and_reasons", "read", "text_of"]

INFINITY = float("inf")
Article = Annotated[Path, typer.Argument(help="A text in English or Chinese, UTF-8.")]
Published = Annotated[
    str | None,
    typer.Option(help="When it appeared, 2018-08-11 or 2018-08: what `last year` counts from."),
]


class Language(StrEnum):
    """What an article can be written in."""

    ZH = "zh"
    EN = "en"


class Format(StrEnum):
    """What `read` can print."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_ENDINGS = {".csv": Format.CSV, ".json": Format.JSON, ".parquet": Format.PARQUET}


@app.command()
def read(
    article: Article,
    *,
    published: Published = None,
    language: Annotated[
        Language | None, typer.Option(help="What it is written in; told by the text without it.")
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="As the output's name ends without it, else a table."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file to write, in place of printing.")
    ] = None,
) -> None:
    """Read the figures out of an article: bounds, days, indicator, region.

    The table has two lines a figure, and the reason where indicator or region is unknown. CSV
    and Parquet are what `brief --claims` takes; in JSON an open bound and an unknown day are null.

    \b
    Examples:
      liaoning-econ read article.txt --published 2018-08-11
      liaoning-econ read article.txt --published 2018-08 --format csv
      liaoning-econ read article.txt -o claims.parquet
    """
    form = format_ or (_ENDINGS.get(output.suffix.lower()) if output else None) or Format.TABLE
    if form is Format.PARQUET and output is None:
        raise FileError("Parquet cannot be read on a terminal", mend="name a file: -o out.parquet")
    claims, reasons = figures_and_reasons(article, published, language)
    if output is None:
        say(_as_text(claims, form, reasons))
        return
    if form in (Format.CSV, Format.PARQUET):
        if _ENDINGS.get(output.suffix.lower(), form) is not form:
            raise FileError(f"{output} does not end in .{form}", mend="leave --format out")
        le.write(claims, output)
    else:
        write_text_atomically(output, f"{_as_text(claims, form, reasons)}\n")
    say(str(output.resolve()))


def figures_and_reasons(
    article: Path, published: str | None, language: Language | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims of an article's file, and why columns of them stayed open."""
    from liaoning_econ.text.reader import with_reasons

    told = None if language is None else language.value
    text = text_of(article)
    return with_reasons(text, published=published, language=told, document=article.name)


def text_of(article: Path) -> str:
    """The text of an article's file."""
    from liaoning_econ.text.articles import decode

    return decode(read_bytes(article), article.name)


def _as_text(claims: pd.DataFrame, form: Format, reasons: pd.DataFrame) -> str:
    """Claims as CSV, as a JSON array with an object a figure, or as lines for a person."""
    if form is Format.CSV:
        return claims.to_csv(index=False, lineterminator="\n").removesuffix("\n")
    if form is Format.JSON:
        rows = claims.astype("object").to_dict("records")
        plain = [{str(name): _json_cell(cell) for name, cell in row.items()} for row in rows]
        return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)
    if claims.empty:
        return "no figure was found"
    rows = claims.to_dict("records")
    codes = max(len(str(row["claim"])) for row in rows)
    why: dict[str, list[str]] = {}
    for claim, column, reason in reasons[["claim", "column", "reason"]].itertuples(index=False):
        if column in ("indicator", "region"):
            why.setdefault(claim, []).append(f"{column} unknown: {reason}")
    return "\n".join(line for row in rows for line in _lines(row, codes, why.get(row["claim"], [])))


def _json_cell(value: Any) -> object:
    """A cell as JSON has it: days as text; what is missing or without end is null."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value == value else None  # noqa: PLR0124  NaT
    missing = value is None or value != value or value in (INFINITY, -INFINITY)  # noqa: PLR0124
    return None if missing else value


_SCALES = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1.0, "")]
_PRINTED = 34  # cells of the column with the figure as it was printed


def _lines(row: dict[Any, Any], codes: int, why: list[str]) -> Iterator[str]:
    """A figure and what it allows; below it what it measures, where and when, and what is open."""
    word = "" if row["qualifier"] == "none" else f"{row['qualifier']} ".replace("_", " ")
    printed = pad(clipped(word + row["surface"], _PRINTED), _PRINTED, right=False)
    indent = " " * (codes + 2)
    first = f"{row['claim']:{codes}}  {printed}  {_bounds(row)}"
    if cells(first) > LINE:
        first = f"{row['claim']:{codes}}  {printed.rstrip()}\n{indent}{_bounds(row)}"
    yield first
    start, end = cell(row["start"]) or "?", cell(row["end"]) or "?"
    days = "days not said" if start == end == "?" else f"{start} to {end}"
    if days != "days not said" and row["precision"] != "day":
        days += f" ({row['precision']})"
    told = [row["indicator"], row["region"], row["measure"], days]
    if row["relation"] != "none":
        told.append(f"{row['relation']} {row['related_claim']}".replace("_", " "))
    yield from textwrap.wrap(
        ", ".join(map(str, told)), LINE, initial_indent=indent, subsequent_indent=indent
    )
    for words in why:
        yield from wrapped(words, indent)


def _bounds(row: dict[Any, Any]) -> str:
    """The bounds, both in the scale of the figure itself."""
    low, high, unit = row["lower"], row["upper"], row["unit"]
    scale, word = next((pair for pair in _SCALES if abs(row["value"]) >= pair[0]), _SCALES[-1])
    ends = [f"{end / scale:,.12g}" for end in (low, high)]
    if low == high:
        span = ends[0]
    elif high == INFINITY:
        span = f"at least {ends[0]}"
    elif low == -INFINITY:
        span = f"at most {ends[1]}"
    else:
        span = " to ".join(ends)
    return f"{span}{word}" if unit == "1" else f"{span}{word} {unit}"
