"""Units and their algebra, by hand; pint as the oracle of the short way."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ import units
from liaoning_econ.errors import UnitError, UnknownCodeError


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("firm", "firm"),
        ("Firms", "firm"),
        ("companies", "firm"),
        ("enterprises", "firm"),
        ("户", "firm"),
        ("家", "firm"),
        ("家企业", "firm"),
        ("yuan", "CNY"),
        ("RMB", "CNY"),
        ("元", "CNY"),
        ("cny", "CNY"),
        ("S$", "SGD"),
        ("US dollars", "USD"),
        ("%", "percent"),
        ("％", "percent"),
        ("per cent", "percent"),
        ("percentage points", "percentage_point"),
        ("百分点", "percentage_point"),
        ("log points", "log_point"),
        ("square  kilometres", "km2"),
        ("平方公里", "km2"),
        ("people", "person"),
        ("倍", "1"),
        ("斤", "jin"),
        ("元/斤", "CNY/jin"),
        ("公斤", "kg"),
        ("小时", "hour"),
        ("minutes", "minute"),
        ("米", "metre"),
        ("megawatts", "mw"),
        ("立方米", "m3"),
        ("square feet", "square_foot"),
        ("yuan per person", "CNY/person"),
        ("元/人", "CNY/person"),
        ("元每人", "CNY/person"),
        ("firms / month", "firm/month"),
        ("percent per year", "percent/year"),
        ("per cent per year", "percent/year"),
        ("CNY per USD", "CNY/USD"),
        ("person*CNY", "CNY*person"),
        ("CNY/year/person", "CNY/person/year"),
        ("1/day", "1/day"),
        ("firm/firm", "1"),
    ],
)
def test_spellings(spelling: str, unit: str) -> None:
    assert units.normalise(spelling) == unit
    assert units.normalise(unit) == unit


@pytest.mark.parametrize(
    ("spelling", "message"),
    [
        ("frims", "unknown unit 'frims'. Mend: did you mean 'firms'?"),
        ("yaun per person", "unknown unit 'yaun'. Mend: did you mean 'yuan'?"),
        ("", "unknown unit ''"),
        ("CNY/", "unknown unit 'CNY/'"),
        ("/", "unknown unit '/'"),
    ],
)
def test_an_unknown_unit_is_refused_with_the_nearest(spelling: str, message: str) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        units.normalise(spelling)
    assert str(caught.value).startswith(message)


def test_a_long_text_is_no_unit() -> None:
    with pytest.raises(UnknownCodeError, match="unknown unit 'aaa"):
        units.normalise("a" * 10_000_000)


def test_kinds_of_units() -> None:
    assert units.is_currency("yuan")
    assert not units.is_currency("CNY/person")
    assert units.is_counted("projects")
    assert not units.is_counted("days")
    assert units.is_time("quarters")
    assert not units.is_time("percent")
    assert units.is_ratio("CNY/USD")
    assert not units.is_ratio("CNY")


@pytest.mark.parametrize(
    ("left", "right", "unit", "factor"),
    [
        ("firm/month", "month", "firm", 1.0),
        ("firm/month", "year", "firm", 12.0),
        ("firm/day", "year", "firm", 365.25),
        ("firm/year", "day", "firm", 1 / 365.25),
        ("CNY/person", "person", "CNY", 1.0),
        ("CNY", "person", "CNY*person", 1.0),
        ("CNY/USD", "USD/CNY", "1", 1.0),
        ("SGD", "CNY/SGD", "CNY", 1.0),
        ("percent", "firm", "firm", 0.01),
        ("percent", "percent", "1", 0.0001),
        ("percent", "1", "percent", 1.0),
        ("percent/year", "year", "percent", 1.0),
        ("percent/year", "month", "percent", 1 / 12),
        ("CNY/person/year", "person*month", "CNY", 1 / 12),
        ("km2", "firm/hectare", "firm", 100.0),
        ("CNY/mu", "hectare", "CNY", 15.0),
        ("CNY/jin", "tonne", "CNY", 2000.0),
        ("CNY/jin", "kg", "CNY", 2.0),
        ("CNY/mu/year", "hectare*month", "CNY", 15 / 12),
        ("firm/day/week", "month*year", "firm", 365.25 * 365.25 / 12 / 7),
    ],
)
def test_products(left: str, right: str, unit: str, factor: float) -> None:
    found, times = units.multiply(left, right)
    assert found == unit
    assert times == pytest.approx(factor, rel=1e-15)


@pytest.mark.parametrize(
    ("above", "below", "unit", "factor"),
    [
        ("firm", "month", "firm/month", 1.0),
        ("CNY", "person", "CNY/person", 1.0),
        ("CNY", "SGD", "CNY/SGD", 1.0),
        ("firm", "firm", "1", 1.0),
        ("firm", "percent", "firm", 100.0),
        ("percent", "percent", "1", 1.0),
        ("year", "month", "1", 12.0),
        ("firm/month", "firm/year", "1", 12.0),
        ("1", "day", "1/day", 1.0),
        ("CNY/km2", "person/km2", "CNY/person", 1.0),
        ("CNY/person", "year", "CNY/person/year", 1.0),
        ("basis_point", "percentage_point", "1", 0.01),
    ],
)
def test_ratios(above: str, below: str, unit: str, factor: float) -> None:
    found, times = units.divide(above, below)
    assert found == unit
    assert times == pytest.approx(factor, rel=1e-15)


def test_factors() -> None:
    assert units.factor("year", "month") == 12.0
    assert units.factor("quarter", "month") == 3.0
    assert units.factor("week", "day") == 7.0
    assert units.factor("percent", "1") == 0.01
    assert units.factor("1", "percent") == 100.0
    assert units.factor("basis_point", "percentage_point") == 0.01
    assert units.factor("CNY/year", "CNY/month") == pytest.approx(1 / 12)
    assert units.factor("percent/year", "percent/month") == pytest.approx(1 / 12)
    assert units.factor("firm/month/km2", "firm/year/hectare") == pytest.approx(0.12)
    assert units.factor("week", "hour") == 168
    assert units.factor("hour", "minute") == 60
    assert units.factor("km", "metre") == 1000
    assert units.factor("gw", "kw") == 1_000_000
    # NIST Handbook 44 (2024), appendix C: an acre is 43,560 square feet and 4,046.856 m2 of
    # international feet.
    assert units.factor("acre", "square_foot") == 43_560
    assert units.factor("acre", "m2") == pytest.approx(4_046.8564224)
    assert units.factor_exactly("month", "day") == Fraction("365.25") / 12


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "CNY",
            "SGD",
            "CNY and SGD do not fit. Mend: bring both to one currency: to_currency(",
        ),
        ("percent", "percentage_point", "percent and percentage_point do not fit. Mend: a share"),
        ("basis_point", "percent", "basis_point and percent do not fit. Mend: a share in percent"),
        (
            "firm/month",
            "firm",
            "firm/month and firm do not fit. Mend: multiply the firm/month by a quantity in month",
        ),
        (
            "firm",
            "firm/month",
            "firm and firm/month do not fit. Mend: divide the firm by a quantity in month, or",
        ),
        (
            "CNY",
            "person",
            "CNY and person do not fit. Mend: they measure different things: set CNY beside CNY",
        ),
    ],
)
def test_what_does_not_fit_names_both_and_the_mend(source: str, target: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        units.factor(source, target)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "unit", "scale"),
    [
        ("亿元", "CNY", 1e8),
        ("万人", "person", 1e4),
        ("万美元", "USD", 1e4),
        ("万亿元", "CNY", 1e12),
        ("单位：亿元", "CNY", 1e8),
        ("(亿元)", "CNY", 1e8),
        ("万元/人", "CNY/person", 1e4),
        ("元", "CNY", 1.0),
        ("户", "firm", 1.0),
        ("%", "percent", 1.0),
        ("100 million yuan", "CNY", 1e8),
        ("Unit: 100 million yuan", "CNY", 1e8),
        ("10,000 persons", "person", 1e4),
        ("CNY bn", "CNY", 1e9),
        ("USD (million)", "USD", 1e6),
        ("billion of yuan", "CNY", 1e9),
        ("yuan per person", "CNY/person", 1.0),
        ("thousand square kilometres", "km2", 1e3),
    ],
)
def test_headings(text: str, unit: str, scale: float) -> None:
    assert units.heading(text) == (unit, scale)


@pytest.mark.parametrize("text", ["亿", "million", "", "亿frims", "100"])
def test_a_heading_without_a_unit_is_refused(text: str) -> None:
    with pytest.raises(UnknownCodeError, match="unknown unit"):
        units.heading(text)


def test_a_long_heading_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match="unknown unit"):
        units.heading("亿" * 1_000_000)


ATOMS = st.sampled_from(["CNY", "person", "day", "week", "month", "year", "km2", "hectare"])
UNITS = st.lists(ATOMS, min_size=1, max_size=3).map("/".join)


@given(UNITS, UNITS)
def test_a_ratio_times_its_divisor_comes_back(left: str, right: str) -> None:
    """(a / b) b measures what a measures, whatever units were merged on the way."""
    ratio, first = units.divide_exactly(left, right)
    back, second = units.multiply_exactly(ratio, right)
    assert units.factor_exactly(back, left) * first * second == 1


@given(UNITS, UNITS)
def test_the_order_of_a_product_does_not_matter(left: str, right: str) -> None:
    one, first = units.multiply_exactly(left, right)
    two, second = units.multiply_exactly(right, left)
    assert units.factor_exactly(one, two) * first == second


def test_common_units_do_not_load_pint() -> None:
    code = (
        "import sys; from liaoning_econ import units as u; u.multiply('firm/month', 'year'); "
        "u.divide('CNY', 'person'); u.factor('percent', '1'); u.heading('亿元'); "
        "print('pint' in sys.modules); u.multiply('CNY/mu/year', 'hectare*month'); "
        "print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(("code", "offer"), [("SGG", "SGD"), ("CNX", "CNY"), ("ussd", "USD")])
def test_a_currency_is_offered_as_its_code(code: str, offer: str) -> None:
    with pytest.raises(UnknownCodeError, match=f"did you mean '{offer}'"):
        units.normalise(code)
