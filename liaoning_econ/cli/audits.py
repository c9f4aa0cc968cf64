"""`audit`: the figures of a file, of an article or of the shipped claims that cannot be true."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

import liaoning_econ as le
from liaoning_econ.cli.articles import Published, figures_and_reasons, text_of
from liaoning_econ.cli.printing import say
from liaoning_econ.cli.root import app
from liaoning_econ.errors import FileError, LiaoningEconError, SchemaError, UnknownCodeError
from liaoning_econ.files import decode, read_bytes, write_text_atomically

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

__all__ = ["audit"]

FOUND: Final = 1
ALL: Final = "all"
NOTHING: Final = "none"
WIDEST: Final = 120
NARROWEST: Final = 40
DOCUMENTS: Final = 10  # named in a refusal
# Without these a row is no figure of anything, whatever else a rule may miss.
NEEDED: Final = ("indicator", "region", "end", "value", "unit")
_ARTICLES: Final = (".txt", ".text", ".md")
_TABLES: Final = (".csv", ".parquet", ".pq")


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Format(StrEnum):
    """What `audit` can print."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    SARIF = "sarif"


_ENDINGS: Final = {".csv": Format.CSV, ".json": Format.JSON, ".sarif": Format.SARIF}


@dataclass(frozen=True)
class _Asked:
    """What is audited, and where it stands."""

    name: str
    obs: pd.DataFrame
    file: Path | None = None
    text: str | None = None

    @property
    def noun(self) -> str:
        """What its rows are called."""
        kind = "claim" if "claim" in self.obs.columns else "row"
        return f"{len(self.obs):,} {kind}{'' if len(self.obs) == 1 else 's'}"

    def lines(self) -> Sequence[int] | None:
        """The line on which each row begins; None where it is no CSV file."""
        if self.file is None or self.text is not None or self.file.suffix.lower() != ".csv":
            return None
        return _lines_of(decode(read_bytes(self.file)), len(self.obs))


@app.command()
def audit(
    file: Annotated[
        Path | None,
        typer.Argument(help="Observations or Claims, CSV or Parquet; or an article, .txt."),
    ] = None,
    *,
    shipped: Annotated[
        str | None,
        typer.Option(help="In place of a file: one of `data list documents`, or all."),
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Of a file of Claims, this document alone.")
    ] = None,
    published: Published = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="none|FILE",
            help="Hold the figures against nothing, or against Observations of yours; without "
            "it, against the record that ships.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(help="A rule to leave out, LE605, or a family, LE6; may be repeated."),
    ] = None,
    severity: Annotated[Severity, typer.Option(help="The least that is shown.")] = Severity.INFO,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="As the output's name ends without it, else a table."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file to write, in place of printing.")
    ] = None,
) -> None:
    """Find the figures that cannot be true.

    Ends with exit code 1 where an error or a warning is shown, with 0 where there is none (notes
    alone do not count), and with 2 where the input cannot be read. A file may lack columns: the
    rules that need them say so.

    \b
    Examples:
      liaoning-econ audit ftz_claims.csv
      liaoning-econ audit --shipped ftz_claims --severity warning
      liaoning-econ audit article.txt --published 2018-08-11 --ignore LE605
      liaoning-econ audit ftz_claims.csv --against none -o findings.sarif
    """
    asked = _asked(file, shipped, published)
    form = format_ or _form_of(output)
    _refuse_overwriting(file, output)
    places = _places(asked.obs, document)
    part = asked.obs if places is None else asked.obs.iloc[places].reset_index(drop=True)
    found: pd.DataFrame = le.audit(part, against=_record(against), ignore=_codes(ignore))
    if places is not None:
        found = found.assign(rows=[_moved(rows, places) for rows in found["rows"]])
    least = list(Severity).index(severity)
    shown = found[found["severity"].isin([each.value for each in list(Severity)[: least + 1]])]
    shown = shown.reset_index(drop=True)
    counted = asked if places is None else _Asked(f"{asked.name}, {document}", part)
    if form is Format.TABLE:
        words = _table(shown, asked, counted, against, len(found) - len(shown), output)
    else:
        words = _for_programs(shown, asked, form)
    if output is None:
        say(words.removesuffix("\n"))
    else:
        say(str(write_text_atomically(output, words).resolve()))
    if shown["severity"].isin([Severity.ERROR.value, Severity.WARNING.value]).any():
        raise typer.Exit(FOUND)


def _asked(file: Path | None, shipped: str | None, published: str | None) -> _Asked:
    """What the arguments name."""
    if file is not None and shipped is None:
        return _read(file, published)
    if shipped is None or file is not None:
        raise LiaoningEconError(
            "a file and --shipped are two things to audit" if file else "nothing is named to audit",
            mend="liaoning-econ audit claims.csv, or liaoning-econ audit --shipped ftz_claims",
        )
    _refuse_day(published)
    if shipped == ALL:
        return _Asked("the shipped claims", le.claims())
    return _Asked(shipped, le.claims(shipped))


def _read(file: Path, published: str | None) -> _Asked:
    """The figures of a file, or those of an article in it."""
    is_table = file.suffix.lower() in _TABLES
    if is_table:
        _refuse_day(published)
    elif published is not None or file.suffix.lower() in _ARTICLES:
        claims = figures_and_reasons(file, published, None)[0]
        # The article is the page on which its figures stand.
        return _Asked(file.name, claims.assign(source=file.name), file, text_of(file))
    return _Asked(file.name, _figures(file), file)


def _refuse_day(published: str | None) -> None:
    if published is not None:
        raise LiaoningEconError(
            "--published is the day of an article, and none is named",
            mend="liaoning-econ audit article.txt --published 2018-08-11",
        )


def _figures(file: Path) -> pd.DataFrame:
    """The columns of figures that a file has; refused where its rows are no figures."""
    from liaoning_econ.io import read_columns

    return read_columns(file, needed=NEEDED, mend=_file_of(file))


def _file_of(file: Path) -> str:
    """What a file of figures has, and which command makes one."""
    from liaoning_econ.frames import CLAIMS, OBSERVATIONS

    documents = set(le.claims()["document"].astype("str"))
    name = file.stem if file.stem in documents else "ftz_claims"
    own = [column for column in CLAIMS.names if column not in OBSERVATIONS.names]
    return (
        f"a file of Observations has the columns {', '.join(OBSERVATIONS.names)}; one of Claims "
        f"has these and {', '.join(own)}. This makes one of the claims that ship: "
        f"liaoning-econ data list claims --document {name} -o {name}.csv; "
        "from_table() makes one of a table of yours"
    )


def _record(against: str | None) -> pd.DataFrame | Sequence[object] | None:
    """What the figures are held against."""
    if against is None:
        return None
    return () if against == NOTHING else le.read(against)


def _codes(ignore: list[str] | None) -> list[str]:
    """The codes to ignore; a comma separates them, too."""
    return [code.strip() for each in ignore or () for code in each.split(",")]


def _form_of(output: Path | None) -> Format:
    """What a file's name asks for."""
    if output is None:
        return Format.TABLE
    if output.name.lower().endswith(".sarif.json"):
        return Format.SARIF
    return _ENDINGS.get(output.suffix.lower(), Format.TABLE)


def _refuse_overwriting(file: Path | None, output: Path | None) -> None:
    if file is not None and output is not None and output.exists() and output.samefile(file):
        raise FileError(f"{output} is the file that is audited", mend="name another with -o")


def _places(obs: pd.DataFrame, document: str | None) -> np.ndarray | None:
    """The positions of a document's claims; None: all rows are asked for."""
    import numpy as np

    if document is None:
        return None
    if "document" not in obs.columns:
        raise SchemaError(
            "--document chooses among Claims, and the file has no column document",
            mend="leave --document out",
        )
    names = obs["document"].astype("str")
    places: np.ndarray = np.flatnonzero((names == document).to_numpy())
    if not len(places):
        raise UnknownCodeError(
            "document",
            document,
            names.unique(),
            mend=f"the file has {', '.join(sorted(names.unique())[:DOCUMENTS])}",
        )
    return places


def _moved(rows: str, places: np.ndarray) -> str:
    """Positions in a part of the file as positions in the file."""
    return ",".join(str(places[int(row)]) for row in rows.split(",")) if rows else ""


def _lines_of(text: str, rows: int) -> Sequence[int]:
    """The line on which each row of a CSV text begins, counted from 1."""
    plain = range(2, rows + 2)
    if text.count("\n") == rows + 1:
        return plain
    # A cell may run over several lines, and an empty line is no row.
    reader = csv.reader(io.StringIO(text, newline=""))
    lines, before = [], 0
    try:
        for cells in reader:
            if cells:
                lines.append(before + 1)
            before = reader.line_num
    except csv.Error:
        return plain
    return lines[1:] if len(lines) == rows + 1 else plain


def _table(
    shown: pd.DataFrame,
    asked: _Asked,
    counted: _Asked,
    against: str | None,
    hidden: int,
    output: Path | None,
) -> str:
    """The findings for a person: what was audited, the findings, and how many they are."""
    from liaoning_econ.auditing.output import as_text
    from liaoning_econ.auditing.output import counted as how_many

    held = {None: "the record that ships", NOTHING: "one another alone"}.get(against, against)
    parts = [f"{counted.name}: {counted.noun}, held against {held}"]
    if not shown.empty:
        on_terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if output is None else 80
        parts.append(
            as_text(
                shown,
                asked.obs,
                width=min(max(width, NARROWEST), WIDEST),
                colour=on_terminal and "NO_COLOR" not in os.environ,
                lines=None if "claim" in asked.obs.columns else asked.lines(),
            )
        )
    more = f"; {hidden:,} of less weight not shown" if hidden else ""
    parts.append(f"{counted.noun}: {how_many(shown, asked.obs)}{more}.")
    return "\n\n".join(parts) + "\n"


def _for_programs(shown: pd.DataFrame, asked: _Asked, form: Format) -> str:
    from liaoning_econ.auditing.output import as_csv, as_json, as_sarif
    from liaoning_econ.auditing.output.sarif import uri_of

    if form is Format.CSV:
        return as_csv(shown)
    if form is Format.JSON:
        return as_json(shown, asked.obs)
    uri = None if asked.file is None else uri_of(asked.file)
    return as_sarif(shown, asked.obs, uri=uri, lines=asked.lines(), text=asked.text)
