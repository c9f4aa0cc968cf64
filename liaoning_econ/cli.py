"""The command `liaoning-econ`: the brief, an article's figures, the shipped data, comparisons.

Bad input ends with exit code 2 and one line on stderr that says what came and what would mend it.
"""

from __future__ import annotations

import json
import os
import re
import sys
import textwrap
import unicodedata
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, TextIO

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

import liaoning_econ as le
from liaoning_econ.errors import (
    ComparisonError,
    FileError,
    LiaoningEconError,
    UnknownCodeError,
    shorten,
)
from liaoning_econ.files import read_bytes, replace_file, write_text_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from liaoning_econ.quantities import Quantity

__all__ = ["app", "main"]

BAD_INPUT = 2
INTERRUPTED = 130
INFINITY = float("inf")
PIPE_CLOSED = 1  # as typer has it where the pipe closes inside a command


class _OneLine(TyperGroup):
    """A group whose errors are one line on stderr, never a traceback."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command, and turn what it raises into a line and an exit code."""
        options["standalone_mode"] = False
        _speak_plainly()
        try:
            code = super().main(args, *rest, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
        except LiaoningEconError as error:
            _refuse(str(error))
        except TyperException as error:
            _refuse(_usage_trouble(error), error.exit_code)
        except OSError as error:
            _refuse(_file_trouble(error))
        except typer.Abort:
            _refuse("interrupted", INTERRUPTED)
        except Exception as error:
            if "LIAONING_ECON_DEBUG" in os.environ:
                raise
            _refuse(
                f"a mistake of liaoning-econ, not of yours: {type(error).__name__}: {error}. "
                "Set LIAONING_ECON_DEBUG=1 to see where",
                1,
            )
        sys.exit(code if isinstance(code, int) else 0)


def _speak_plainly() -> None:
    """Let a terminal that cannot show a character show its code, rather than end the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _say(text: str, stream: TextIO | None = None) -> None:
    """Print a line in the stream's own encoding; typer would send UTF-8 to an ASCII terminal."""
    (stream or sys.stdout).write(f"{text}\n")


def _forget_output() -> NoReturn:
    """End quietly: the reader has gone, so what is still unwritten goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(PIPE_CLOSED)


def _refuse(message: str, code: int = BAD_INPUT) -> NoReturn:
    """Say in one line on stderr what is wrong, and end."""
    _say(f"liaoning-econ: {' '.join(message.split())}", sys.stderr)
    sys.exit(code)


def _usage_trouble(error: TyperException) -> str:
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "liaoning-econ"
    return f"{message}. See: {command} --help"


def _file_trouble(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


app: Final[typer.Typer] = typer.Typer(
    name="liaoning-econ",
    cls=_OneLine,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
data: Final[typer.Typer] = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
schema: Final[typer.Typer] = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
app.add_typer(data, name="data")
app.add_typer(schema, name="schema")


def _version(asked: bool) -> None:
    if asked:
        _say(f"liaoning-econ {le.__version__}")
        raise typer.Exit


def _help_if_alone(context: typer.Context) -> None:
    """Print the help where no command is named."""
    if context.invoked_subcommand is None:
        _say(context.get_help())
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  its callback has answered
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Check printed figures on China's provinces: bounds, windows, vintages, sources.

    \b
    Examples:
      liaoning-econ brief
      liaoning-econ read article.txt --published 2018-08-11
      liaoning-econ data show gdp CN-LN --vintage latest
      liaoning-econ compare S12 S16 --per month
    """
    _help_if_alone(context)


@data.callback()
def _data(context: typer.Context) -> None:
    """Look at the shipped data."""
    _help_if_alone(context)


@schema.callback()
def _schema(context: typer.Context) -> None:
    """Write the schemas of the frames, for other languages."""
    _help_if_alone(context)


Article = Annotated[Path, typer.Argument(help="A text in English or Chinese, UTF-8.")]
Published = Annotated[
    str | None,
    typer.Option(help="When it appeared, 2018-08-11 or 2018-08: what `last year` counts from."),
]


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
    texts = None if article is None else {article.name: _text_of(article)}
    with replace_file(output) as beside:  # a place that cannot be written to is told at once
        le.brief(table, beside, texts=texts, progress=_progress)
    _say(str(output.resolve()))


def _claims_to_check(
    article: Path | None, claims: Path | None, published: str | None
) -> pd.DataFrame | None:
    """The claims of an article or of a table; None for those that ship."""
    if article is not None and claims is not None:
        raise LiaoningEconError(
            "an article and --claims are two sets of claims", mend="make a brief of each"
        )
    if article is not None:
        return _figures_and_reasons(article, published, None)[0]
    if published is not None:
        raise LiaoningEconError(
            "--published is the day of an article, and none is named",
            mend="liaoning-econ brief article.txt --published 2018-08-11",
        )
    return None if claims is None else le.read(claims)


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
    claims, reasons = _figures_and_reasons(article, published, language)
    if output is None:
        _say(_as_text(claims, form, reasons))
        return
    if form in (Format.CSV, Format.PARQUET):
        if _ENDINGS.get(output.suffix.lower(), form) is not form:
            raise FileError(f"{output} does not end in .{form}", mend="leave --format out")
        le.write(claims, output)
    else:
        write_text_atomically(output, f"{_as_text(claims, form, reasons)}\n")
    _say(str(output.resolve()))


def _figures_and_reasons(
    article: Path, published: str | None, language: Language | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims of an article's file, and why columns of them stayed open."""
    from liaoning_econ.text.reader import with_reasons

    told = None if language is None else language.value
    text = _text_of(article)
    return with_reasons(text, published=published, language=told, document=article.name)


def _text_of(article: Path) -> str:
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
_LINE = 80
_PIECE = re.compile("[\u2e80-\uffff]|[^ \u2e80-\uffff]+ ?| ")


def _lines(row: dict[Any, Any], codes: int, why: list[str]) -> Iterator[str]:
    """A figure and what it allows; below it what it measures, where and when, and what is open."""
    word = "" if row["qualifier"] == "none" else f"{row['qualifier']} ".replace("_", " ")
    printed = _pad(_clipped(word + row["surface"], _PRINTED), _PRINTED, right=False)
    indent = " " * (codes + 2)
    first = f"{row['claim']:{codes}}  {printed}  {_bounds(row)}"
    if _cells(first) > _LINE:
        first = f"{row['claim']:{codes}}  {printed.rstrip()}\n{indent}{_bounds(row)}"
    yield first
    start, end = _cell(row["start"]) or "?", _cell(row["end"]) or "?"
    days = "days not said" if start == end == "?" else f"{start} to {end}"
    if days != "days not said" and row["precision"] != "day":
        days += f" ({row['precision']})"
    told = [row["indicator"], row["region"], row["measure"], days]
    if row["relation"] != "none":
        told.append(f"{row['relation']} {row['related_claim']}".replace("_", " "))
    yield from textwrap.wrap(
        ", ".join(map(str, told)), _LINE, initial_indent=indent, subsequent_indent=indent
    )
    for words in why:
        yield from _wrapped(words, indent)


def _wrapped(words: str, indent: str) -> Iterator[str]:
    """Lines as wide as the terminal; Chinese, which has no spaces, breaks anywhere."""
    line = indent
    for piece in _PIECE.findall(words):
        if _cells(line + piece.rstrip()) > _LINE and line.strip():
            yield line.rstrip()
            line = indent
        line += piece
    yield line.rstrip()


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


def _clipped(text: str, width: int) -> str:
    """A text of no more than so many cells, on one line."""
    line = " ".join(text.split())
    if _cells(line) <= width:
        return line
    while _cells(line) >= width:
        line = line[:-1]
    return f"{line}…"


def _progress(line: str) -> None:
    """Say on stderr what is being done, so that stdout has the file's place alone."""
    _say(f"brief: {line}", sys.stderr)


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


@data.command("list")
def list_(
    what: Annotated[Listed, typer.Argument(help="What to list.")] = Listed.INDICATORS,
    *,
    csv: AsCsv = False,
) -> None:
    """List what ships: indicators, regions, vintages, documents, claims, events or sources.

    \b
    Examples:
      liaoning-econ data list
      liaoning-econ data list vintages
      liaoning-econ data list claims --csv
    """
    _print_table(_listing(what), _BRIEFLY.get(what), csv=csv)


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
    _print_table(figures, _FIGURE, csv=csv)


@app.command()
def compare(
    left: Annotated[str, typer.Argument(help="A claim's code, or a figure in words.")],
    right: Annotated[str, typer.Argument(help="What it is compared with.")],
    *,
    per: Annotated[str | None, typer.Option(help="day, month or year: over the window.")] = None,
    currency: Annotated[str | None, typer.Option(help="Bring both into CNY, USD, ...")] = None,
    per_capita: Annotated[
        bool, typer.Option("--per-capita", help="Divide both by the population.")
    ] = False,
) -> None:
    """Compare two figures on like terms, and say what was done to each.

    A claim's code is one of `liaoning-econ data list claims`.

    \b
    Examples:
      liaoning-econ compare S12 S16 --per month
      liaoning-econ compare S12 F072 --per month
      liaoning-econ compare "nearly 30,000 firms" "18,000 firms"
    """
    told: dict[str, Any] = {"per": per, "currency": currency, "per_capita": per_capita}
    result = le.compare(_figure(left), _figure(right), **told)
    _say(str(result))


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


def _figure(words: str) -> Quantity | pd.DataFrame:
    """The claim of this code, else the figure that the words say."""
    claims = le.claims()
    document, _, code = words.rpartition(":")
    here = claims["claim"] == code
    if document:
        here &= claims["document"].astype("str") == document
    if here.sum() > 1:
        documents = sorted(claims.loc[here, "document"].astype("str"))
        raise ComparisonError(
            f"{words} is a claim of {len(documents)} documents",
            mend=f"say which: {documents[0]}:{code}",
        )
    if here.any():
        return claims[here]
    if _looks_like_a_code(words):
        raise UnknownCodeError("claim", words, claims["claim"], mend=_LIST_CLAIMS)
    return le.quantity(words)


_LIST_CLAIMS = "`liaoning-econ data list claims` lists them"


def _looks_like_a_code(words: str) -> bool:
    """Whether it is one word, letters and then digits, as S12 and F019D are."""
    head = words.rpartition(":")[2].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return head[-1:].isdigit() and head.rstrip("0123456789").isalpha()


def _print_table(table: pd.DataFrame, briefly: list[str] | None, *, csv: bool) -> None:
    """Print every column as CSV, or the telling ones so that a person can read them."""
    if csv:
        _say(table.to_csv(index=False, lineterminator="\n").removesuffix("\n"))
        return
    shown = table if briefly is None else table[briefly]
    _say("\n".join(_aligned(shown)))


def _aligned(table: pd.DataFrame) -> Iterator[str]:
    """Lines of a table: words to the left, numbers to the right, Chinese two cells wide."""
    columns = [
        [str(name), *(_cell(value) for value in table[name].tolist())] for name in table.columns
    ]
    right = [table[name].dtype.kind in "fi" for name in table.columns]
    widths = [max(map(_cells, column)) for column in columns]
    for row in zip(*columns, strict=True):
        padded = [
            _pad(text, width, right=flush)
            for text, width, flush in zip(row, widths, right, strict=True)
        ]
        yield "  ".join(padded).rstrip()


def _cell(value: object) -> str:
    """One cell as a person reads it; what is missing is empty."""
    if value is None or value != value:  # noqa: PLR0124  NaN and NaT are not themselves
        return ""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return f"{value:,.0f}" if whole else f"{value:,.12g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return shorten(str(value))


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _cells(text))
    return space + text if right else text + space


@schema.command()
def export(
    directory: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("schemas"),
) -> None:
    """Write the frames' schemas as Frictionless Table Schema, one JSON file a frame.

    \b
    Examples:
      liaoning-econ schema export
      liaoning-econ schema export build/schemas
    """
    from liaoning_econ import schema_files

    for path in schema_files.export(directory):
        _say(str(path))


def main() -> None:
    """Run the command that the shell's arguments name."""
    app()
