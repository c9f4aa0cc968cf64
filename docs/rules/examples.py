"""What the examples on the rules' pages use: shipped claims, changed for cases made by hand."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

import liaoning_econ as le

CLAIMS = le.claims()
DAYS = ("start", "end", "published_from", "published")


def rows(*codes: str) -> pd.DataFrame:
    """Shipped claims by their codes, in the order of the catalogue."""
    chosen = CLAIMS[CLAIMS["claim"].isin(codes)].reset_index(drop=True)
    return chosen.astype(dict.fromkeys(chosen.select_dtypes("category"), "str"))


def but(frame: pd.DataFrame, code: str, **cells: Any) -> pd.DataFrame:
    """Change cells of one claim. A value is exact, unless its bounds are given with it."""
    if "value" in cells:
        cells = {"lower": cells["value"], "upper": cells["value"], **cells}
    for column, cell in cells.items():
        frame.loc[frame["claim"] == code, column] = pd.Timestamp(cell) if column in DAYS else cell
    return frame


def linked(frame: pd.DataFrame, code: str, relation: str, other: str) -> pd.DataFrame:
    """Put the rows on one page, which relates one claim to another."""
    return but(frame.assign(document="a page"), code, relation=relation, related_claim=other)


def say(frame: pd.DataFrame, code: str) -> None:
    """Print what one rule finds in a frame."""
    others = set(le.rules()["code"]) - {code}
    for found in le.audit(frame, ignore=others).itertuples():
        print(textwrap.fill(f"{code} {found.severity}: {found.message}", 92))
        print(textwrap.fill(f"mend: {found.mend}", 92, initial_indent="  ", subsequent_indent="  "))
