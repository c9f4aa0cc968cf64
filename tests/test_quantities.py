"""Bounds through arithmetic against exact fractions, and each rule by hand."""

from __future__ import annotations

import copy
import math
import pickle
import random
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ import units
from liaoning_econ.errors import (
    QuantityError,
    UndecidedError,
    UnitError,
    UnknownCodeError,
)
from liaoning_econ.quantities import (
    QUALIFIERS,
    READINGS,
    Quantity,
    Verdict,
    bounds_of,
    widen,
    wording,
)
from liaoning_econ.quantities.ends import nearest

LIAONING = Quantity(30_000, "firm", 27_000, 30_000)
SHANGHAI = Quantity(18_000, "firm", 17_500, 18_500)


# --- Arithmetic ----------------------------------------------------------------------------------


def test_the_two_zones_per_month() -> None:
    # By hand: 27,000 / 17 to 30,000 / 14.5, over 17,500 / 48 to 18,500 / 48.
    per_month = LIAONING / Quantity(15.7, "months", 14.5, 17)
    assert per_month.unit == "firm/month"
    assert per_month.lower == pytest.approx(27_000 / 17)
    assert per_month.upper == pytest.approx(30_000 / 14.5)
    ratio = per_month / (SHANGHAI / Quantity(48, "months"))
    assert ratio.unit == "1"
    assert ratio.lower == pytest.approx(27_000 / 17 / (18_500 / 48))
    assert ratio.upper == pytest.approx(30_000 / 14.5 / (17_500 / 48))


def test_the_rate_that_a_newspaper_used() -> None:
    # 421.14 billion yuan (S$84 billion): 4.984 to 5.044 yuan to the Singapore dollar, by hand.
    yuan = Quantity(421.14e9, "CNY", 421.135e9, 421.145e9)
    rate = yuan / Quantity(84e9, "SGD", 83.5e9, 84.5e9)
    assert rate.unit == "CNY/SGD"
    assert (round(rate.lower, 3), round(rate.upper, 3)) == (4.984, 5.044)


def test_capital_of_a_firm() -> None:
    # 14.0 to 15.6 million yuan a firm, by hand: 421.14 bn over 30,000 and over 27,000.
    capital = Quantity(421.14e9, "CNY") / LIAONING
    assert capital.unit == "CNY/firm"
    assert (round(capital.lower / 1e6, 1), round(capital.upper / 1e6, 1)) == (14.0, 15.6)


def test_sums_and_differences_by_hand() -> None:
    assert Quantity(48_000, "firm", 44_500, 48_500) == LIAONING + SHANGHAI
    assert Quantity(12_000, "firm", 8_500, 12_500) == LIAONING - SHANGHAI
    assert sum([LIAONING, SHANGHAI]) == LIAONING + SHANGHAI
    assert 0 - SHANGHAI == -SHANGHAI
    assert +SHANGHAI == SHANGHAI
    assert abs(-SHANGHAI) == SHANGHAI
    assert abs(Quantity(-1, "1", -3, 2)) == Quantity(1, "1", 0, 3)
    assert abs(SHANGHAI) == SHANGHAI
    assert Quantity(1, "year") + Quantity(3, "months") == Quantity(1.25, "year")
    assert Quantity(2, "1") + 1 == Quantity(3, "1")
    assert 1 - Quantity(0.25, "1") == Quantity(0.75, "1")


def test_products_and_ratios_by_hand() -> None:
    assert 2 * LIAONING == LIAONING * 2 == Quantity(60_000, "firm", 54_000, 60_000)
    assert Quantity(15_000, "firm", 13_500, 15_000) == LIAONING / 2
    assert Quantity(-60_000, "firm", -60_000, -54_000) == -2 * LIAONING
    assert 1 / Quantity(4, "days", 2, 8) == Quantity(0.25, "1/day", 0.125, 0.5)
    assert Quantity(50, "percent") * LIAONING == Quantity(15_000, "firm", 13_500, 15_000)
    assert Quantity(100, "firm/month") * Quantity(1, "year") == Quantity(1200, "firm")
    mixed = Quantity(1, "1", -2, 3) * Quantity(1, "1", -5, 7)
    assert (mixed.lower, mixed.upper) == (-15, 21)
    assert Quantity(4, "years").to("months") == Quantity(48, "month")
    assert Quantity(25, "%").to("1") == Quantity(0.25, "1")


def test_an_exact_result_stays_exact() -> None:
    assert (Quantity(421_140_000_000, "CNY") / Quantity(30_000, "firm")).is_exact
    assert not (Quantity(1, "1") / 3).is_exact
    assert Quantity(0.1, "1").is_exact


def test_infinite_bounds_make_no_nan() -> None:
    open_above = Quantity(30, "day", 30, math.inf)
    any_number = Quantity(0, "1", -math.inf, math.inf)
    assert open_above + open_above == Quantity(60, "day", 60, math.inf)
    assert open_above - open_above == Quantity(0, "day", -math.inf, math.inf)
    assert open_above * 0 == Quantity(0, "day")
    assert any_number * open_above == Quantity(0, "day", -math.inf, math.inf)
    assert 60 / Quantity(30, "1", 30, math.inf) == Quantity(2, "1", 0, 2)
    both = open_above / Quantity(2, "1", 1, math.inf)
    assert both == Quantity(15, "day", 0, math.inf)
    assert open_above.to("week").upper == math.inf
    assert -open_above == Quantity(-30, "day", -math.inf, -30)


def test_beyond_the_largest_float() -> None:
    wide = Quantity(1e200, "1", 1e200, 1e300) * Quantity(1, "1", 1, 1e200)
    assert wide.upper == math.inf
    with pytest.raises(QuantityError, match=r"the result is larger than any float\. Mend: take"):
        _ = Quantity(1e200, "1") * 1e200
    tiny = Quantity(1e-200, "1") * Quantity(1e-200, "1")
    assert tiny.lower <= 0 < tiny.upper


ORDINARY = st.floats(-1e12, 1e12)
ANY_END = st.floats(allow_nan=False, allow_infinity=False)


def random_quantity(chance: random.Random, unit: str) -> Quantity:
    """A figure of any size: exact, narrow, wide, around zero, tiny, or open on a side."""
    size = 10.0 ** chance.choice([-20, -3, 0, 0, 2, 9, 12] * 10 + [-300, 100])
    middle = chance.uniform(-1, 1) * size
    below, above = (
        chance.choice([0.0, 1e-16, 0.01, 1.0, 100.0]) * chance.random() * size for _ in range(2)
    )
    lower, upper = middle - below, middle + above
    if chance.random() < 0.05:
        lower = -math.inf
    if chance.random() < 0.05:
        upper = math.inf
    return Quantity(middle, unit, lower, upper)


def random_point(chance: random.Random, quantity: Quantity) -> Fraction:
    """An exact number between the bounds, often one of them."""
    lower = quantity.lower if math.isfinite(quantity.lower) else quantity.value - 1e6
    upper = quantity.upper if math.isfinite(quantity.upper) else quantity.value + 1e6
    share = chance.choice([Fraction(0), Fraction(1), Fraction(chance.random())])
    return Fraction(lower) + share * (Fraction(upper) - Fraction(lower))


def holds(quantity: Quantity, exact: Fraction) -> bool:
    above = quantity.lower == -math.inf or Fraction(quantity.lower) <= exact
    return above and (quantity.upper == math.inf or exact <= Fraction(quantity.upper))


PAIRS = [("firm", "firm"), ("year", "month"), ("firm/day", "year"), ("percent", "CNY"), ("1", "1")]


def test_ten_thousand_random_results_hold_the_true_one() -> None:
    chance = random.Random(20180815)
    done = 0
    while done < 10_000:
        names = chance.choice(PAIRS)
        left, right = (random_quantity(chance, name) for name in names)
        points = [(random_point(chance, left), random_point(chance, right)) for _ in range(3)]
        operation = chance.choice("+-*/")
        if operation in "+-":
            if names in (("firm/day", "year"), ("percent", "CNY")):
                continue
            found = left + right if operation == "+" else left - right
            factor = units.factor_exactly(names[1], names[0])
            sign = 1 if operation == "+" else -1
            exact = [one + sign * factor * other for one, other in points]
        elif operation == "*":
            if abs(Fraction(left.value) * Fraction(right.value)) > 10**300:
                continue
            found = left * right
            factor = units.multiply_exactly(*names)[1]
            exact = [one * other * factor for one, other in points]
        elif right.lower <= 0 <= right.upper or abs(right.value) * 1e150 < abs(left.value) * 1e-150:
            continue
        else:
            found = left / right
            factor = units.divide_exactly(*names)[1]
            exact = [one / other * factor for one, other in points]
        assert found.lower <= found.value <= found.upper
        assert all(holds(found, point) for point in exact), (left, operation, right)
        done += 1


@given(ANY_END, ANY_END, ANY_END)
def test_bounds_are_no_wider_than_they_must_be(lower: float, value: float, upper: float) -> None:
    """One rounding at each end: the next float inwards would lose the true end."""
    least, middle, greatest = sorted((lower, value, upper))
    third = Quantity(middle, "1", least, greatest) / 3
    assert math.nextafter(third.lower, math.inf) > Fraction(least) / 3
    assert math.nextafter(third.upper, -math.inf) < Fraction(greatest) / 3


@given(ORDINARY, ORDINARY)
def test_sums_and_products_do_not_mind_the_order(one: float, other: float) -> None:
    left, right = Quantity(one, "1", one - 1, one + 1), Quantity(other, "1", other - 2, other)
    assert left + right == right + left
    assert left * right == right * left


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (
            "CNY",
            "person",
            "cannot add CNY and person. Mend: they measure different things: set person beside",
        ),
        (
            "CNY",
            "SGD",
            "cannot add CNY and SGD. Mend: bring both to one currency: to_currency(",
        ),
        (
            "percent",
            "percentage_point",
            "cannot add percent and percentage_point. Mend: a share in percent changes by ",
        ),
        (
            "percent",
            "1",
            "cannot add percent and 1 without saying which is meant. Mend: convert one first",
        ),
        (
            "firm",
            "firm/month",
            "cannot add firm and firm/month. Mend: multiply the firm/month by a quantity in month",
        ),
    ],
)
def test_unlike_units_are_not_added(left: str, right: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        _ = Quantity(1, left) + Quantity(1, right)
    assert str(caught.value).startswith(message)
    with pytest.raises(UnitError, match="cannot subtract"):
        _ = Quantity(1, left) - Quantity(1, right)
    with pytest.raises(UnitError, match="cannot compare"):
        bool(Quantity(1, left) < Quantity(1, right))


def test_a_plain_number_must_say_what_it_counts() -> None:
    with pytest.raises(
        UnitError,
        match=r"cannot add firm and a plain number\. Mend: say what it counts: Quantity\(5, 'firm'",
    ):
        _ = LIAONING + 5
    with pytest.raises(UnitError, match="cannot compare firm and a plain number"):
        bool(LIAONING > 5)
    assert (LIAONING > 0) is Verdict.always


def test_what_is_no_figure_at_all() -> None:
    firms = LIAONING
    for other in ("30", None, [1], True):
        with pytest.raises(TypeError):
            _ = LIAONING + other  # type: ignore[operator]
        with pytest.raises(TypeError):
            _ = LIAONING * other  # type: ignore[operator]
        with pytest.raises(TypeError):
            bool(firms > other)  # type: ignore[operator]


def test_division_by_what_may_be_zero_is_refused() -> None:
    for divisor in (Quantity(0, "1"), Quantity(1, "1", 0, 2), Quantity(1, "1", -1, 2)):
        with pytest.raises(
            QuantityError, match=r"its bounds hold zero\. Mend: narrow the bounds of the divisor"
        ):
            _ = LIAONING / divisor
    with pytest.raises(QuantityError, match="cannot divide by 0: its bounds hold zero"):
        _ = LIAONING / 0


@pytest.mark.parametrize(
    ("value", "lower", "upper", "message"),
    [
        (math.nan, None, None, "value is NaN. Mend: leave the row out, or give a number"),
        (1.0, math.nan, None, "lower is NaN"),
        (1.0, None, math.nan, "upper is NaN"),
        (3.0, 4.0, 5.0, "the value 3 does not lie between 4 and 5. Mend: give lower <= value"),
        (3.0, 1.0, 2.0, "the value 3 does not lie between 1 and 2"),
        (math.inf, None, None, "inf between inf and inf is no figure. Mend: give a finite value"),
        (1.0, math.inf, None, "1.0 between inf and 1.0 is no figure"),
        (1.0, None, -math.inf, "1.0 between 1.0 and -inf is no figure"),
        ("many", None, None, "value \"'many'\" is no number. Mend: give an int or a float"),
        (10**400, None, None, "value '1000"),
    ],
)
def test_no_figure(value: float, lower: float | None, upper: float | None, message: str) -> None:
    with pytest.raises(QuantityError) as caught:
        Quantity(value, "firm", lower, upper)
    assert str(caught.value).startswith(
        message.replace("\"'many'\"", "'many'").replace("'1000", "1000")
    )


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match=r"unknown unit 'frims'\. Mend: did you mean"):
        Quantity(1, "frims")


# --- Verdicts ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "larger", "smaller"),
    [
        (LIAONING, SHANGHAI, "always", "never"),
        (SHANGHAI, LIAONING, "never", "always"),
        (LIAONING, Quantity(28_000, "firm"), "depends", "depends"),
        (Quantity(3, "firm"), Quantity(3, "firm"), "never", "never"),
        # Bounds that touch: equal at most, so never larger.
        (Quantity(2, "firm", 1, 2), Quantity(2, "firm", 2, 3), "never", "depends"),
        (Quantity(13, "month"), Quantity(1, "year"), "always", "never"),
    ],
)
def test_verdicts(left: Quantity, right: Quantity, larger: str, smaller: str) -> None:
    assert (left > right) is Verdict(larger)
    assert (left < right) is Verdict(smaller)


def test_a_verdict_that_depends_is_no_yes_and_no_no() -> None:
    assert bool(Verdict.always) is True
    assert bool(Verdict.never) is False
    with pytest.raises(
        UndecidedError, match=r"the bounds overlap: .*\. Mend: compare with `is Verdict\.always`"
    ):
        bool(Verdict.depends)


# --- The figure as an object ---------------------------------------------------------------------


def test_figures_are_frozen_hashable_and_copied() -> None:
    with pytest.raises(AttributeError):
        LIAONING.value = 1  # type: ignore[misc]
    assert hash(LIAONING) == hash(Quantity(30_000, "companies", 27_000, 30_000))
    assert {LIAONING, Quantity(30_000, "firm", 27_000, 30_000)} == {LIAONING}
    assert Quantity(30_000, "firm") != LIAONING
    assert copy.deepcopy(LIAONING) == pickle.loads(pickle.dumps(LIAONING)) == LIAONING
    assert Quantity(-0.0, "1") == Quantity(0.0, "1")
    assert str(Quantity(-0.0, "1")) == "0"


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (LIAONING, "27,000 to 30,000 firm (30,000)"),
        (Quantity(181, "firm"), "181 firm"),
        (Quantity(2, "1"), "2"),
        (Quantity(30, "day", 30, math.inf), "at least 30 day (30)"),
        (Quantity(30, "day", -math.inf, 30), "at most 30 day (30)"),
        (Quantity(30, "day", -math.inf, math.inf), "any day (30)"),
        (Quantity(421.14e9, "CNY"), "421,140,000,000 CNY"),
        (Quantity(30_000, "firm") / Quantity(17, "months"), "1,764.71 firm/month"),
        (Quantity(1, "1") / 3, "0.333333"),
        (Quantity(0.1, "1") * 3, "0.3"),
        (Quantity(1.5e-9, "1"), "1.5e-09"),
        (Quantity(1.2345e20, "CNY"), "1.2345e+20 CNY"),
        (Quantity(-3.5, "percent", -3.55, -3.45), "-3.55 to -3.45 percent (-3.5)"),
    ],
)
def test_figures_in_words(figure: Quantity, text: str) -> None:
    assert str(figure) == text


@given(ANY_END, st.sampled_from(["firm", "CNY/person"]))
def test_a_figure_comes_back_from_its_repr(value: float, unit: str) -> None:
    exact = Quantity(value, unit)
    wide = Quantity(value, unit, min(value, 0.0), max(value, 1.0))
    for figure in (exact, wide):
        assert eval(repr(figure), {"Quantity": Quantity}) == figure


# --- Bounds of what is printed -------------------------------------------------------------------
# The wordings themselves are in tests/text/test_phrase.py, from known/bounds.csv.


@pytest.mark.parametrize(
    ("printed", "options", "expected"),
    [
        ("30,000", {"unit": "firm", "qualifier": "nearly"}, (30_000, 27_000, 30_000)),
        (
            "421.14",
            {"unit": "CNY", "scale": 1e9, "scale_word": True},
            (421_140_000_000, 421_135_000_000, 421_145_000_000),
        ),
        # As a catalogue stores it: the scale is in the file's unit, no word stood beside it.
        ("84", {"unit": "SGD", "scale": 1e9, "scale_word": True}, (84e9, 83.5e9, 84.5e9)),
        ("38,097", {"unit": "firm"}, (38_097, 38_097, 38_097)),
        ("0", {"unit": "firm"}, (0, 0, 0)),
        ("0", {"unit": "percent"}, (0, -0.5, 0.5)),
        ("0.0", {"unit": "percent"}, (0, -0.05, 0.05)),
        ("100", {"unit": "firm", "qualifier": "hundred_or_more"}, (100, 100, 200)),
        ("10", {"unit": "firm", "qualifier": "tens_of"}, (60, 20, 100)),
        ("1/3", {"unit": "1", "qualifier": "fraction"}, (1 / 3, 19 / 60, 0.35)),
        ("4..3.5", {"unit": "percent", "qualifier": "between"}, (3.75, 3.5, 4)),
        ("-2..-3", {"unit": "percent", "qualifier": "between"}, (-2.5, -3, -2)),
        ("-30", {"unit": "percent", "qualifier": "at_least"}, (-30, -math.inf, -30)),
        ("30", {"unit": "days", "qualifier": "exactly"}, (30, 30, 30)),
        ("+5", {"unit": "percent"}, (5, 4.5, 5.5)),
    ],
)
def test_bounds_by_hand(
    printed: str, options: dict[str, object], expected: tuple[float, float, float]
) -> None:
    assert bounds_of(printed, **options) == expected  # type: ignore[arg-type]


DIGITS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(0, 10**9).map(lambda number: f"{number:,}"),
    st.decimals(0, 10**6, places=2).map(str),
    st.decimals(-1000, 1000, places=1).map(str),
)
SCALES = st.sampled_from([1.0, 1e3, 1e4, 1e8, 1e9, 1e12])
SIMPLE = st.sampled_from([code for code in QUALIFIERS if code != "between"])
SOME_UNITS = st.sampled_from(["firm", "person", "day", "CNY", "percent", "firm/day", "1", "km2"])


@given(DIGITS, SIMPLE, SOME_UNITS, SCALES, st.booleans())
def test_the_literal_interval_holds_the_pragmatic_one(
    printed: str, qualifier: str, unit: str, scale: float, scale_word: bool
) -> None:
    (value, lower, upper), (same, least, greatest) = (
        bounds_of(
            printed,
            unit=unit,
            qualifier=qualifier,
            scale=scale,
            scale_word=scale_word,
            reading=reading,
        )
        for reading in READINGS
    )
    assert value == same
    assert least <= lower <= value <= upper <= greatest
    Quantity(value, unit, lower, upper)


@given(DIGITS.filter(lambda digits: not digits.startswith("-")), SIMPLE, SOME_UNITS)
def test_the_sign_comes_last_and_the_ends_swap(printed: str, qualifier: str, unit: str) -> None:
    value, lower, upper = bounds_of(printed, unit=unit, qualifier=qualifier)
    assert bounds_of(f"-{printed}", unit=unit, qualifier=qualifier) == (-value, -upper, -lower)


@given(DIGITS, SOME_UNITS, SCALES)
def test_no_float_noise(printed: str, unit: str, scale: float) -> None:
    """The ends are the floats nearest to the exact ones, so they print as short as they are."""
    value, lower, upper = bounds_of(printed, unit=unit, scale=scale, scale_word=True)
    exact = Fraction(printed.replace(",", "")) * Fraction(scale)
    assert value == float(exact)
    assert Fraction(repr(upper)) - exact == exact - Fraction(repr(lower))


@pytest.mark.parametrize(
    ("printed", "options", "message"),
    [
        ("many", {}, "'many' is no number. Mend: give digits such as '421.14' or '30,000'"),
        ("", {}, "'' is no number"),
        ("1/0", {}, "'1/0' is no number"),
        ("nan", {}, "'nan' is no number"),
        ("1e999999999", {}, "'1e999999999' is no number"),
        ("9" * 5000, {}, "'9999"),
        ("3", {"qualifier": "almots"}, "unknown qualifier 'almots'. Mend: take one of none, exa"),
        ("3", {"reading": "strict"}, "unknown reading 'strict'. Mend: take one of pragmatic, lit"),
        ("3", {"qualifier": "between"}, "'3' is no range. Mend: write the ends as '3.5..4'"),
    ],
)
def test_what_is_not_printed_so(printed: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(QuantityError) as caught:
        bounds_of(printed, unit="firm", **options)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) < 250
    with pytest.raises(UnknownCodeError, match="unknown unit"):
        bounds_of("3", unit="frims")
    for scale in (0.0, -1.0, math.nan, math.inf):
        with pytest.raises(QuantityError, match=r"is no multiplier\. Mend: give a positive number"):
            bounds_of("3", unit="firm", scale=scale)


def test_a_stored_figure_by_another_reading() -> None:
    nearly = {"qualifier": "nearly", "unit": "firm"}
    assert widen(30_000, 27_000, 30_000, **nearly) == (0, 30_000)
    assert widen(30_000, 27_000, 30_000, reading="pragmatic", **nearly) == (27_000, 30_000)
    assert widen(43e6, 43e6, 44e6, qualifier="over", unit="person") == (43e6, math.inf)
    assert widen(12_000, 11_400, 12_600, qualifier="about", unit="firm") == (10_800, 13_200)
    assert widen(421.14e9, 1, 2e12, qualifier="none", unit="CNY") == (1, 2e12)
    with pytest.raises(QuantityError, match="unknown qualifier"):
        widen(1, 1, 1, qualifier="almots", unit="firm")
    with pytest.raises(QuantityError, match="unknown reading"):
        widen(1, 1, 1, qualifier="none", unit="firm", reading="strict")


@pytest.mark.parametrize(
    ("unit", "meant"),
    [("亿元", "Quantity(300000000, 'CNY')"), ("万人", "Quantity(30000, 'person')")],
)
def test_a_unit_with_a_multiplier_is_refused_with_the_figure_that_it_means(
    unit: str, meant: str
) -> None:
    with pytest.raises(UnitError, match=re.escape(meant)):
        Quantity(3, unit)


@given(
    st.one_of(
        st.integers(0, 10**25).map(str),
        st.decimals(0, 10**9, places=4).map(lambda number: format(number, "f")),
        st.sampled_from(("0", "007", "100", "30000", "0.0", "1000.00", ".5")),
    ),
    st.sampled_from(("CNY", "firm", "percent", "1", "day", "firm/day")),
    st.sampled_from((1.0, 1e4, 1e8, 0.01, 1e300)),
    st.booleans(),
    st.sampled_from(("none", "exactly")),
)
def test_the_short_way_gives_what_the_table_gives(
    printed: str, unit: str, scale: float, scale_word: bool, qualifier: str
) -> None:
    times = Fraction(format(Decimal(repr(scale)), "f"))
    long = wording._printed(printed, times, scale_word, qualifier, unit)
    lower, upper = wording._RULES[qualifier][0](long)
    found = bounds_of(printed, unit=unit, qualifier=qualifier, scale=scale, scale_word=scale_word)
    assert found == (nearest(long.size), nearest(lower), nearest(upper))
