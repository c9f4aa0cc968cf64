"""What an indicator is called beside its code: CPI, inflation, 居民消费价格 for consumer_prices."""

from __future__ import annotations

import re

from liaoning_econ.catalog import record
from liaoning_econ.errors import UnknownCodeError, nearest
from liaoning_econ.frames import INDICATORS, MEASURE

__all__ = ["folded", "indicator_names", "unknown_indicator"]

# What stands before a measure and is said in other columns: gdp_real_growth, gdp_annual_growth.
_ASIDES = re.compile(r"(?:real|nominal|annual|yearly|rate|of|实际|名义|年均?)+$")
_CHINESE = {
    "增长": "growth",
    "增长率": "growth",
    "增速": "growth",
    "指数": "index",
    "占比": "share",
}


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
    return {
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
