"""Words of the trade that the brief cannot do without, each in a sentence."""

from __future__ import annotations

from typing import Final

from liaoning_econ.quantities import bounds_of
from liaoning_econ.report import words
from liaoning_econ.report.blocks import say

__all__ = ["GLOSSARY"]


def _read(printed: str, unit: str, qualifier: str, scale: float = 1.0) -> str:
    """How the library reads a printed figure."""
    _, lower, upper = bounds_of(
        printed, unit=unit, qualifier=qualifier, scale=scale, scale_word=scale > 1
    )
    return words.span(lower, upper, unit)


GLOSSARY: Final = tuple(
    (term, say(meaning))
    for term, meaning in {
        "Bounds": (
            "The least and the greatest value that the printed words allow. “Nearly 30,000” is "
            f"read as {_read('30,000', 'firm', 'nearly')}; “84 billion yuan” as "
            f"{_read('84', 'CNY', 'none', 1e9)}. Bounds are carried through every calculation; a "
            "verdict holds only if it holds everywhere between them."
        ),
        "Printable as it stands": (
            "The figure agrees with the sources in the record, or it is a fair report of what its "
            "speaker said and nothing in the record speaks against it."
        ),
        "Revised since": (
            "The figure agrees with what was officially known when it was printed, or is as near "
            "as a first estimate, and another one has taken its place. A release whose day is only "
            "known as a range counts as out from the first of these days on."
        ),
        "To be changed": (
            "The figure or its framing would mislead. The sheet gives a wording that the record "
            "supports."
        ),
        "Not checkable": (
            "The record holds nothing that could confirm or refute it. The sheet says which source "
            "would."
        ),
        "The record": (
            "The official statistics, reports of other papers and offices, and exchange rates that "
            "ship with the library. Each figure here leads to its source."
        ),
        "Free trade zone": (
            "A small area, in Liaoning of three parts, in which companies register under lighter "
            "rules; sources shorten it to FTZ."
        ),
        "Registered capital": (
            "What a company’s owners undertake to put in, as entered in the register. It is "
            "neither money paid in nor money invested."
        ),
        "As known then, as known now": (
            "Official figures are revised, most of all after the economic census held every five "
            "years. “Then” is what had been published when the article appeared, “now” the newest "
            "consistent series."
        ),
        "Vintage": (
            "One release of a series of official figures; figures of two releases must not be "
            "joined."
        ),
        "Range of ranks": (
            "Where one province’s figure is missing, or two figures round to the same digit, the "
            "rank is given from the best to the worst that is possible."
        ),
        "Exchange rates": (
            "Reference rates of the European Central Bank, crossed over the euro. Sums that were "
            "announced, registered or planned take the rate of the day on which they were "
            "published."
        ),
        "Daily swing, drift": (
            "Drift is the mean of a rate’s daily changes, swing their standard deviation: on about "
            "two days in three the rate moves by less than that."
        ),
        "95 percent interval": (
            "A range that holds the true figure in 95 of 100 such cases. A move whose range holds "
            "zero may be chance alone; of several moves, one is outside by chance more easily."
        ),
        "Forward reserve": (
            "What banks in China must set aside, at 20 percent a fifth, of the foreign money that "
            "they sell for a later day; it makes it dearer to bet against the yuan."
        ),
        "Counter-cyclical factor": (
            "A term in the prices from which the yuan’s central rate of the day is set, meant to "
            "hold against a market that runs one way."
        ),
    }.items()
)
