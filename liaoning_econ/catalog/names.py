"""What indicators and regions are called beside their codes: CPI, inflation, 居民消费价格, 辽宁.

Names of a table's heading stand alone; running text also has words that name an indicator only in
their sentence ("the economy"), places and concepts that the catalogue does not have (code
"unknown"), phrases that only look like a name (code "nothing"), and places that an earlier sentence
named ("named:province", "named:city", "named:zone", "named:area", "named:country"). All of them are
rows of `synonyms.csv`.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from liaoning_econ.catalog import record
from liaoning_econ.errors import UnknownCodeError, nearest
from liaoning_econ.frames import INDICATORS, MEASURE

__all__ = ["Synonym", "folded", "indicator_names", "synonyms", "unknown_indicator"]

# What stands before a measure and is said in other columns: gdp_real_growth, gdp_annual_growth.
_ASIDES = re.compile(r"(?:real|nominal|annual|yearly|rate|of|实际|名义|年均?)+$")
_CHINESE = {
    "增长": "growth",
    "增长率": "growth",
    "增速": "growth",
    "指数": "index",
    "占比": "share",
}
_NO_CODES: Final = frozenset(("unknown", "nothing"))


class Synonym(NamedTuple):
    """A word for a code.

    Attributes
    ----------
    word
        As texts write it, in lower case where it is English.
    code
        What it stands for.
    alone
        Whether it says so alone, as in a table's heading, and not only in a sentence.
    """

    word: str
    code: str
    alone: bool


def folded(name: str) -> str:
    """A name without blanks, underscores and case.

    Parameters
    ----------
    name
        A code or a name in any language.

    Returns
    -------
    str
        What two spellings of one name have in common.

    Examples
    --------
    >>> folded("Consumer Prices") == folded("consumer_prices")
    True
    """
    return re.sub(r"[\s_]+", "", name).casefold()


@functools.cache
def synonyms(kind: str) -> tuple[Synonym, ...]:
    """Words for indicators or regions that stand beside the names of their own tables.

    Parameters
    ----------
    kind
        indicator or region.

    Returns
    -------
    tuple of Synonym
        In the order of the file.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> [one.code for one in synonyms("indicator") if one.word == "经济总量"]
    ['gdp']
    """
    rows = record.arrow("synonyms.csv", {}).to_pylist()
    return tuple(
        Synonym(word, row["code"], row["use"] == "name")
        for row in rows
        if row["kind"] == kind
        for word in row["words"].split(";")
    )


def indicator_names() -> dict[str, str]:
    """Codes of indicators by every name that the catalogue has for them.

    Returns
    -------
    dict of str to str
        From the folded name (code, English, Chinese, synonyms) to the code.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> indicator_names()[folded("CPI")]
    'consumer_prices'
    """
    table = record.table("indicators.csv", INDICATORS)
    columns = [
        table[name].astype("str") for name in ("indicator", "name_en", "name_zh", "synonyms")
    ]
    more = {
        folded(one.word): one.code
        for one in synonyms("indicator")
        if one.alone and one.code not in _NO_CODES
    }
    return more | {
        folded(name): code
        for code, *texts in zip(columns[0], *columns, strict=True)
        for text in texts
        for name in text.split(";")
        if name.strip()
    }


def unknown_indicator(found: str, *, mend: str = "") -> UnknownCodeError:
    """Return the error for an indicator that is none, with the code that may have been meant.

    Parameters
    ----------
    found
        What came: a name, an abbreviation, a code with its measure ("gdp_real_growth"), a typo.
    mend
        What else to say.

    Returns
    -------
    UnknownCodeError
        To be raised.

    Examples
    --------
    >>> str(unknown_indicator("cpi"))
    "unknown indicator 'cpi'. Mend: did you mean 'consumer_prices'?"
    >>> str(unknown_indicator("gdp_real_growth"))
    "unknown indicator 'gdp_real_growth'. Mend: did you mean 'gdp'? with measure='growth'"
    """
    names = indicator_names()
    text = folded(found)
    code, measure = names.get(text), None
    if code is None:
        code, measure = _with_measure(text, names)
    if code is None and measure is None:
        codes = sorted(set(names.values()))
        near = nearest(found, codes) or nearest(text, names)
        code = names[folded(near)] if near is not None else None
    said = f"with measure={measure!r}" if code else f"pass measure={measure!r} beside an indicator"
    hint = " ".join(part for part in (said if measure else "", mend) if part)
    return UnknownCodeError("indicator", found, suggestion=code, mend=hint)


def _with_measure(text: str, names: dict[str, str]) -> tuple[str | None, str | None]:
    """Indicator and measure of a name that joins the two; the measure alone where it is all."""
    words = {str(measure): str(measure) for measure in MEASURE.categories} | _CHINESE
    for word, measure in words.items():
        rest = text.removesuffix("rate") if measure == "growth" else text
        if rest.endswith(word):
            rest = _ASIDES.sub("", rest.removesuffix(word))
            code = names.get(rest)
            if code is not None or not rest:
                return code, measure
    return None, None
