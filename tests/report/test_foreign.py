"""Articles that do not ship: what is held against what, and the verdict; worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.report.blocks import Aside, Entry, Standing
from liaoning_econ.report.context import Context
from liaoning_econ.report.quotes import heading, quoted
from liaoning_econ.report.terms import in_other_terms
from liaoning_econ.report.topics import TOPICS
from liaoning_econ.report.words import as_printed

YEAR_2017 = {"start": "2017-01-01", "end": "2017-12-31"}
YEAR_2018 = {"start": "2018-01-01", "end": "2018-12-31"}


def frame(*claims: dict[str, Any], published: str | None = "2019-03-01") -> pd.DataFrame:
    """Claims with the fields given, the rest as an article's reader leaves them."""
    plain = {
        "document": "a.txt", "paragraph": 1, "span_start": None, "span_end": None, "surface": "",
        "qualifier": "none", "speaker": "", "related_claim": "", "relation": "none",
        "indicator": "unknown", "region": "unknown", "start": None, "end": None,
        "precision": "day", "measure": "flow", "basis": "unstated", "prices": "none",
        "relative_to": "none", "unit": "1", "vintage": "unstated", "published_from": published,
        "published": published, "status": "A", "source": "a.txt",
    }  # fmt: skip
    rows = []
    for number, claim in enumerate(claims, start=1):
        value = claim["value"]
        row = {"claim": f"C{number}", "lower": value, "upper": value} | plain | claim
        rows.append(row)
    table = pd.DataFrame(rows)
    for name in ("start", "end", "published_from", "published"):
        table[name] = pd.to_datetime(table[name]).astype("datetime64[us]")
    return table


def verdicts(claims: pd.DataFrame, text: str = "") -> list[Entry | Aside]:
    """The entry or the row of the table that each claim gets."""
    context = Context.of(claims, None, {"a.txt": text} if text else None)
    found: dict[int, Entry | Aside] = {}
    for _, find in TOPICS:
        topic = find(context, frozenset(found))
        if topic is not None:
            found |= {place: entry for entry in topic.entries for place in entry.covers}
            found |= {aside.place: aside for aside in topic.asides}
    return [found[place] for place in range(len(claims))]


def entry(claims: pd.DataFrame) -> Entry:
    """The entry of the last claim."""
    found = verdicts(claims)[-1]
    assert isinstance(found, Entry), found.reason
    return found


def aside(claims: pd.DataFrame) -> str:
    """The reason why the last claim cannot be checked."""
    found = verdicts(claims)[-1]
    assert isinstance(found, Aside), found.reason
    return str(found.reason.striptags())


GROWTH = {"indicator": "gdp", "measure": "growth", "unit": "percent", "relative_to":
          "previous_year", "region": "CN-LN"}  # fmt: skip
GDP = {"indicator": "gdp", "unit": "CNY", "prices": "current"}


@pytest.mark.parametrize(
    ("value", "days", "standing", "said"),
    [
        # Communique of Liaoning for 2017: 4.2 percent.
        (4.2, YEAR_2017, Standing.PRINT, "communiqué for 2017"),
        (6.9, YEAR_2017, Standing.CHANGE, "4.2%"),
        # Announced for 2016: -2.5 percent in real, -23 percent in nominal terms.
        (-2.5, {"start": "2016-01-01", "end": "2016-12-31"}, Standing.PRINT, "−2.5%"),
        (-23.0, {"start": "2016-01-01", "end": "2016-12-31"}, Standing.PRINT, "−23%"),
    ],
)
def test_growth_is_held_against_the_growth_of_the_year(
    value: float, days: dict[str, str], standing: Standing, said: str
) -> None:
    claim = GROWTH | days | {"value": value, "lower": value - 0.05, "upper": value + 0.05}
    found = entry(frame(claim))
    assert found.standing is standing
    assert said in found.reason.striptags()


def test_growth_of_half_a_year_is_not_held_against_the_year() -> None:
    half = {"start": "2018-01-01", "end": "2018-06-30"}
    assert "for whole years only" in aside(frame(GROWTH | half | {"value": 5.6}))


def test_a_level_that_was_right_and_is_revised_says_to_what() -> None:
    # Shandong 2018: 7,646.97 billion as first published, 6,786.44 after the fifth census.
    level = GDP | YEAR_2018 | {"region": "CN-SD", "value": 7.64697e12, "lower": 7.646965e12,
                               "upper": 7.646975e12}  # fmt: skip
    found = entry(frame(level))
    assert found.standing is Standing.REVISED
    assert "6.7864 trillion yuan" in found.instead
    assert "By 1 March 2019: 7.647 trillion yuan" in found.reason.striptags()


def test_a_first_estimate_that_the_record_lacks_is_not_convicted() -> None:
    # Guangdong 2017: 8.99 trillion in the spring of 2018; the record begins with 8.9705.
    level = GDP | YEAR_2017 | {"region": "CN-GD", "value": 8.99e12, "lower": 8.985e12,
                               "upper": 8.995e12}  # fmt: skip
    found = entry(frame(level, published="2018-03-20"))
    assert found.standing is Standing.REVISED
    assert "no release from before the day of publication" in found.reason


def test_a_figure_of_another_size_is_not_convicted_either() -> None:
    people = {"indicator": "population", "measure": "stock", "unit": "person", "region": "CN-GD",
              "start": "2017-12-31", "end": "2017-12-31", "value": 1.7e6}  # fmt: skip
    found = entry(frame(people, published="2018-03-20"))
    assert found.standing is Standing.UNKNOWN
    assert "another thing" in found.reason


def test_a_forecast_gets_its_outcome() -> None:
    # Liaoning grew 5.5 percent in 2019.
    days = {"start": "2019-01-01", "end": "2019-12-31", "status": "F"}
    assert aside(frame(GROWTH | days | {"value": 6.0})) == (
        "a plan or a forecast; the result was 5.5%"
    )


def test_gdp_a_head_is_gdp_over_the_people_of_the_time() -> None:
    # 7,646,967 million over (100.06 + 100.47) / 2 million people is 76,268 yuan.
    head = {"indicator": "gdp", "measure": "rate", "unit": "CNY/person", "prices": "current",
            "region": "CN-SD", "value": 76_267.0, "lower": 76_266.5, "upper": 76_267.5}  # fmt: skip
    found = entry(frame(head | YEAR_2018))
    assert found.standing is Standing.REVISED
    assert "76,268 yuan a head" in found.reason.striptags()


FIRMS = {"indicator": "firms_new", "measure": "cumulative", "unit": "firm"}


def test_a_count_of_a_zone_is_held_against_its_own() -> None:
    # The Shanghai zone counts 48,000 in its first four years; pages that say 18,000 name nobody.
    days = {"region": "CN-SH-FTZ", "start": "2013-09-29", "end": "2017-09-28"}
    agrees = FIRMS | days | {"value": 48_000.0, "lower": 47_500.0, "upper": 48_500.0}
    assert entry(frame(agrees)).standing is Standing.PRINT
    other = FIRMS | days | {"value": 40_000.0, "lower": 39_500.0, "upper": 40_500.0}
    found = entry(frame(other))
    assert found.standing is Standing.CHANGE
    assert found.instead.startswith("48,000 firms")


def test_a_count_since_the_opening_can_only_grow() -> None:
    # Nearly 30,000 by July 2018, 38,097 by April 2019.
    days = {"region": "CN-LN-FTZ", "start": "2017-04-10", "end": "2019-03-01"}
    small = FIRMS | days | {"value": 20_000.0, "lower": 19_500.0, "upper": 20_500.0}
    found = entry(frame(small))
    assert found.standing is Standing.CHANGE
    assert "can only grow" in found.reason
    assert "does not go" in found.reason
    between = FIRMS | days | {"value": 36_000.0, "lower": 35_500.0, "upper": 36_500.0}
    assert "this one goes with" in aside(frame(between))


RATE = {"indicator": "exchange_rate", "region": "CN", "measure": "price", "unit": "CNY/USD"}


@pytest.mark.parametrize(
    ("value", "day", "standing", "said"),
    [
        # ECB, crossed over the euro: 6.8239 on 3 September 2018; the central parity was 6.8347.
        (6.8347, "2018-09-03", Standing.PRINT, "0.16% above it"),
        # 30 March 2018 was Good Friday: the rate of the day before, 6.2875.
        (6.28, "2018-03-30", Standing.PRINT, "29 March 2018, the last working day before"),
        (7.5, "2019-01-15", Standing.CHANGE, "6.7603"),
    ],
)
def test_a_printed_rate_is_held_against_the_markets(
    value: float, day: str, standing: Standing, said: str
) -> None:
    found = entry(frame(RATE | {"value": value, "start": day, "end": day}))
    assert found.standing is standing
    assert said in found.reason.striptags()


def test_a_rate_without_a_day_is_held_against_the_weeks_before() -> None:
    found = entry(frame(RATE | {"value": 6.33, "lower": 6.325, "upper": 6.335},
                        published="2018-03-20"))  # fmt: skip
    assert found.standing is Standing.PRINT
    assert "no day is named" in found.reason


def two_sums(first: dict[str, Any], second: dict[str, Any], published: str) -> Entry:
    """The verdict on a sum that is printed once more in other money."""
    again = second | {"relation": "same_figure", "related_claim": "C1"}
    return entry(frame(first, again, published=published))


def test_a_sum_in_two_currencies_implies_a_rate() -> None:
    # 8.99 trillion over US$1.33 trillion: 8.985/1.335 = 6.730 to 8.995/1.325 = 6.789; the average
    # of 2017 was 6.7587, the rate of the day 6.3330.
    found = two_sums(
        GDP | YEAR_2017 | {"region": "CN-GD", "value": 8.99e12, "lower": 8.985e12,
                           "upper": 8.995e12, "surface": "8.99 trillion yuan"},
        GDP | YEAR_2017 | {"region": "CN-GD", "unit": "USD", "value": 1.33e12, "lower": 1.325e12,
                           "upper": 1.335e12},
        "2018-03-20",
    )  # fmt: skip
    assert found.standing is Standing.PRINT
    for said in ("6.730 to 6.789 yuan to the US dollar", "6.7587", "6.3330", "working days"):
        assert said in found.reason.striptags()


def test_a_wrong_conversion_is_made_again() -> None:
    money = {"measure": "flow", "prices": "current"}
    found = two_sums(
        money | {"unit": "CNY", "value": 8e6, "lower": 7.95e6, "upper": 8.05e6,
                 "surface": "8 million yuan"},
        money | {"unit": "USD", "value": 2e6, "lower": 1.95e6, "upper": 2.05e6},
        "2019-03-01",
    )  # fmt: skip
    assert found.standing is Standing.CHANGE
    # 8 million over 6.7058, the rate of 1 March 2019.
    assert found.instead == "8 million yuan (US$1.19 million, at the rate of 1 March 2019)"
    assert "on no day of the year" in found.reason


def test_a_share_implies_its_whole() -> None:
    # 134.7 billion at 5.6 percent: 134.65/0.0565 = 2,383 to 134.75/0.0555 = 2,428 billion; the
    # province's communique for 2017 has 2,394.2.
    part = GDP | YEAR_2017 | {"region": "CN-LN-YINGKOU", "value": 1.347e11, "lower": 1.3465e11,
                              "upper": 1.3475e11, "surface": "134.7 billion yuan"}  # fmt: skip
    share = {"indicator": "gdp", "region": "CN-LN-YINGKOU", "measure": "share", "unit": "percent",
             "value": 5.6, "lower": 5.55, "upper": 5.65, "relation": "share_of",
             "related_claim": "C1", "relative_to": "unstated"}  # fmt: skip
    found = entry(frame(part, share | YEAR_2017, published="2018-09-03"))
    assert found.standing is Standing.PRINT
    assert "2.383 to 2.428 trillion yuan" in found.reason
    assert "2.3942 trillion yuan (communiqué for 2017)" in found.reason.striptags()


def test_an_area_is_not_set_against_the_whole_province() -> None:
    money = {"indicator": "capital_registered", "measure": "cumulative", "unit": "CNY",
             "prices": "current", "start": "2017-04-10", "end": "2018-07-31",
             "value": 6e10}  # fmt: skip
    claims = frame(money | {"region": "CN-LN-FTZ-YINGKOU"}, money | {"region": "CN-LN-FTZ"})
    area, zone = in_other_terms(Context.of(claims, None)).values()
    assert not any("million people of" in line or "as much as" in line for line in area)
    assert any("it is for the Yingkou area of the Liaoning zone alone" in line for line in area)
    assert any("GDP of Liaoning" in line for line in zone)


def test_a_change_is_worked_out_from_its_two_levels() -> None:
    # 304.15/284.65 = 1.0685; 304.25/284.55 = 1.0692.
    money = {"indicator": "exports_goods", "region": "CN-LN", "unit": "CNY", "prices": "current"}
    before = money | {"value": 2.846e11, "lower": 2.8455e11, "upper": 2.8465e11,
                      "surface": "284.6 billion yuan"}  # fmt: skip
    after = money | {"value": 3.042e11, "lower": 3.0415e11, "upper": 3.0425e11,
                     "relation": "change_from", "related_claim": "C1"}  # fmt: skip
    lines = in_other_terms(Context.of(frame(before, after), None))[1]
    assert "+6.9% on the 284.6 billion yuan that it is set against" in lines


def test_a_claim_is_quoted_in_its_own_words() -> None:
    text = "Nothing here.\nThe port moved 362 million tonnes in 2017 <b>, it says."
    at = text.index("362")
    claims = frame({"unit": "tonne", "value": 3.62e8, "surface": "362 million tonnes",
                    "span_start": at, "span_end": at + 18} | YEAR_2017)  # fmt: skip
    context = Context.of(claims, None, {"a.txt": text})
    assert quoted(context, context.claims[0]) == (
        "“The port moved <b>362 million tonnes</b> in 2017 &lt;b&gt;, it says.”"
    )
    # Without its text, or where the text is another one, it goes by its figure.
    assert heading(Context.of(claims, None), context.claims[0]) == "“362 million tonnes”"
    other = Context.of(claims, None, {"a.txt": text[5:]})
    assert quoted(other, other.claims[0]) is None


@pytest.mark.parametrize(
    ("surface", "qualifier", "printed"),
    [("two thirds", "fraction", "two thirds"), ("5 and 6 percent", "between", "5 and 6 percent"),
     ("上百亿元", "hundred_or_more", "上百亿元"), ("十", "odd", "十 or a few more"),
     ("10", "odd", "10-odd")],
)  # fmt: skip
def test_no_code_of_a_qualifier_is_printed(surface: str, qualifier: str, printed: str) -> None:
    assert as_printed(surface, qualifier) == printed


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({"unit": "tonne"}, "the record counts nothing in tonnes"),
        ({"measure": "duration", "unit": "day"}, "a length of time"),
        ({"measure": "share"}, "a part or a multiple of something"),
        ({"indicator": "gdp", "unit": "CNY"}, "do not say for which place"),
        ({"indicator": "gdp", "unit": "CNY", "region": "CN-LN"}, "for which days"),
        ({"indicator": "exports_goods", "unit": "CNY", "region": "CN-LN", **YEAR_2017},
         "no figure for goods exports of Liaoning"),
        ({"indicator": "gdp", "unit": "CNY", "region": "CN-LN", "start": "1950-01-01",
          "end": "1950-12-31"}, "not for these days"),
        ({"indicator": "trade_goods", "unit": "percentage_point", "region": "CN-LN",
          "measure": "growth", **YEAR_2017}, "a change in points"),
    ],
)  # fmt: skip
def test_each_has_its_own_reason(claim: dict[str, Any], reason: str) -> None:
    assert reason in aside(frame({"value": 2.0} | claim))


def test_the_page_of_a_foreign_article(tmp_path: Any) -> None:
    text = "Liaoning grew 4.2 percent in 2017. It moved 5 tonnes <script>alert(1)</script>."
    claims = frame(
        GROWTH | YEAR_2017 | {"value": 4.2, "lower": 4.15, "upper": 4.25, "surface": "4.2 percent",
                              "span_start": 14, "span_end": 25},
        {"value": 5.0, "unit": "tonne", "surface": "5 tonnes", "span_start": 44, "span_end": 52},
    )  # fmt: skip
    page = le.brief(claims, tmp_path / "a.html", texts={"a.txt": text}).read_text(encoding="utf-8")
    again = le.brief(claims, tmp_path / "b.html", texts={"a.txt": text}).read_text(encoding="utf-8")
    assert page == again
    assert "One could be checked: one agrees. One could not" in page
    assert "“Liaoning grew <b>4.2 percent</b> in 2017.”" in page
    assert "<script" not in page
    assert page.index("<b>4.2 percent</b>") < page.index('id="unchecked"')


def test_a_figure_read_as_the_same_thing_as_a_right_one_is_not_convicted() -> None:
    # "grew 4.2 percent, 2.8 percent of the nation's total": the second is no growth.
    right = GROWTH | YEAR_2017 | {"value": 4.2, "lower": 4.15, "upper": 4.25,
                                  "surface": "4.2 percent"}  # fmt: skip
    found = entry(frame(right, GROWTH | YEAR_2017 | {"value": 2.8, "lower": 2.75, "upper": 2.85}))
    assert found.standing is Standing.UNKNOWN
    assert "as the same thing as 4.2 percent" in found.reason
    assert not found.instead
