"""The declarations of the frames, run in numpy: fast on millions of rows, errors that name the row.

`check` holds a frame against everything that `frames` declares and against the rules over rows;
`light` looks at columns, dtypes and closed code lists alone, for the functions that take
Observations many times over. Codes are checked once a category, keys as one whole number a row
(mixed radix), so that the cost is linear and small.
"""

from __future__ import annotations

from liaoning_econ.validation.coercion import coerce
from liaoning_econ.validation.columns import missing_columns, require_frame
from liaoning_econ.validation.gate import check, declaration_named, light
from liaoning_econ.validation.rules import RULES, Rule, rules_of
from liaoning_econ.validation.series import currency_of, one_currency, published_after

__all__ = [
    "RULES",
    "Rule",
    "check",
    "coerce",
    "currency_of",
    "declaration_named",
    "light",
    "missing_columns",
    "one_currency",
    "published_after",
    "require_frame",
    "rules_of",
]
