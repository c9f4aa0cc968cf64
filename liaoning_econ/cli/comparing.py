"""`compare`: two figures on like terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

import liaoning_econ as le
from liaoning_econ.cli.printing import say
from liaoning_econ.cli.root import app
from liaoning_econ.errors import ComparisonError, UnknownCodeError

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.quantities import Quantity

__all__ = ["compare"]


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
    say(str(result))


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
