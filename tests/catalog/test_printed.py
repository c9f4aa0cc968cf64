"""Figures that somebody printed: bounds, windows, spans, relations."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import catalog, frames, validation
from liaoning_econ.catalog import record
from liaoning_econ.errors import UnknownCodeError
from liaoning_econ.quantities import bounds_of

STRAITS_TIMES = "004_ed772e34f7e3be99.txt"
GLOBAL_TIMES = "000_8ed4b4c2027910b1.txt"
ARTICLES = [GLOBAL_TIMES, STRAITS_TIMES]


def rows() -> list[dict[str, str]]:
    """The file as it is."""
    with (record.DATA / "claims.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def claim(code: str) -> Any:
    """One claim, by its code, which is unique in the catalogue but for the document."""
    found = le.claims()
    return found[found["claim"] == code].iloc[0]


def records(frame: pd.DataFrame) -> Any:
    """Rows as named tuples, whose fields the type checkers leave alone."""
    return frame.itertuples()


def window_of(code: str) -> tuple[str, str, str]:
    """First day, last day and precision."""
    row = claim(code)
    return f"{row['start']:%Y-%m-%d}", f"{row['end']:%Y-%m-%d}", str(row["precision"])


def test_the_claims_fit_their_schema() -> None:
    known = {
        name: catalog.codes(name) for name in ("indicator", "region", "vintage", "source", "basis")
    }
    validation.check(le.claims(), frames.CLAIMS, known=known)


def test_documents_and_their_rows() -> None:
    counts = le.claims()["document"].value_counts().to_dict()
    assert counts == {
        GLOBAL_TIMES: 1,
        STRAITS_TIMES: 11,
        # 167 figures of pages, one that follows from two of them, and seven that the pages give
        # beside others: five averages a day or month, a share and a multiple.
        "ftz_claims": 175,
        "trade_china_dprk": 122,  # one is a growth rate that a page gives beside its level
        "trade_liaoning": 6,
        "fdi_liaoning": 9,
    }


def test_bounds_are_those_of_the_table_of_qualifiers() -> None:
    # Computed figures have the bounds of their formula instead.
    checked = 0
    for row in rows():
        if row["status"] == "E":
            continue
        scale = int(row["scale"])
        _, lower, upper = bounds_of(
            row["value"],
            unit=row["unit"],
            qualifier=row["qualifier"],
            scale=10.0**scale,
            scale_word=scale > 0,
        )
        stored = [
            float(text if "inf" in text else f"{text}e{scale}")
            for text in (row["lower"], row["upper"])
        ]
        assert stored == pytest.approx([lower, upper], rel=1e-15), row["claim"]
        checked += 1
    assert checked > 280


@pytest.mark.parametrize(
    ("code", "lower", "value", "upper", "unit"),
    [
        # By hand from the table of qualifiers.
        ("S10", 43e6, 43e6, 44e6, "person"),
        ("S12", 27_000, 30_000, 30_000, "firm"),
        ("S13", 421.135e9, 421.14e9, 421.145e9, "CNY"),
        ("S14", 83.5e9, 84e9, 84.5e9, "SGD"),
        ("S16", 17_500, 18_000, 18_500, "firm"),
        ("S18", 30, 30, 40, "day"),
        ("S19", 10, 10, 19, "day"),
        ("S23", 1.55e12, 1.6e12, 1.65e12, "CNY"),
        ("S09", 3, 3, 3, "city"),
        ("F072", 47_500, 48_000, 48_500, "firm"),
        ("F098", 91_000, 91_000, 91_999, "firm"),
        # 14,858 over 38.5 to 39.5 percent.
        ("F019D", 37_615, 38_097, 38_592, "firm"),
        # 130.8 billion over 16.5 percent; the page's own rounding gives 790.3 to 795.2.
        ("T03", 790.3e9, 792.7e9, 795.2e9, "CNY"),
    ],
)
def test_bounds_by_hand(code: str, lower: float, value: float, upper: float, unit: str) -> None:
    row = claim(code)
    assert (row["lower"], row["value"], row["upper"], row["unit"]) == (lower, value, upper, unit)


@pytest.mark.parametrize(
    ("code", "unit", "bounds", "of"),
    [
        # As the pages print them; bounds by the table of qualifiers.
        ("F064R", "firm/month", (265, 270, 275), "F064"),
        ("F098R", "firm/day", (75, 80, 85), "F098"),  # about
        ("F101R", "firm/day", (36.5, 37, 37.5), "F101"),
        ("F116R", "firm/day", (84.5, 85, 85.5), "F116"),
        ("F118R", "CNY/day", (1.185e9, 1.19e9, 1.195e9), "F118"),
    ],
)
def test_averages_that_pages_give_beside_their_totals(
    code: str, unit: str, bounds: tuple[float, float, float], of: str
) -> None:
    row, total = claim(code), claim(of)
    assert (row["lower"], row["value"], row["upper"]) == bounds
    assert (row["unit"], row["measure"], row["relation"]) == (unit, "rate", "rate_of")
    assert row["related_claim"] == of
    for column in ("indicator", "region", "start", "end", "basis", "source"):
        assert row[column] == total[column]


def test_derived_count_of_the_liaoning_zone() -> None:
    # 39 percent of the zone's new firms are 14,858: 38.5 to 39.5 percent once rounded.
    row, part = claim("F019D"), claim("F018")
    assert row["value"] == round(part["value"] / 0.39)
    assert row["lower"] == round(part["value"] / 0.395)
    assert row["upper"] == round(part["value"] / 0.385)
    assert (row["status"], row["region"], row["measure"]) == ("E", "CN-LN-FTZ", "cumulative")


@pytest.mark.parametrize(
    ("code", "window"),
    [
        ("S12", ("2017-04-10", "2018-07-31", "open")),
        ("S13", ("2017-04-10", "2018-07-31", "open")),
        ("S14", ("2017-04-10", "2018-07-31", "open")),
        ("S16", ("2013-09-29", "2017-09-28", "day")),
        ("S23", ("2016-01-01", "2018-12-31", "day")),
        ("F014", ("2017-04-10", "2018-07-31", "open")),
        ("F072", ("2013-09-29", "2017-09-28", "day")),
        ("F075", ("2013-09-29", "2017-09-28", "day")),
        ("F018", ("2017-04-10", "2019-04-10", "day")),
        ("F120", ("2017-04-01", "2018-03-31", "day")),
        # Months stay months, the last day of the count at most the day of the page.
        ("F059", ("2013-09-01", "2014-09-25", "month")),
        ("F043", ("2017-04-01", "2024-04-30", "month")),
        ("F084", ("2013-01-01", "2022-12-31", "year")),
        ("F023", ("2017-04-30", "2017-04-30", "month")),
        ("K01T", ("2004-01-01", "2004-12-31", "day")),
        ("T06", ("2013-01-01", "2017-12-31", "year")),
    ],
)
def test_windows(code: str, window: tuple[str, str, str]) -> None:
    assert window_of(code) == window


def test_days_of_publication_of_the_articles() -> None:
    article = le.claims(STRAITS_TIMES)
    assert set(article["published_from"]) == {pd.Timestamp("2018-07-27")}
    assert set(article["published"]) == {pd.Timestamp("2018-08-31")}
    other = le.claims(GLOBAL_TIMES)
    assert set(other["published"]) == set(other["published_from"]) == {pd.Timestamp("2019-01-08")}


def test_no_count_is_younger_than_its_page() -> None:
    found = le.claims()
    actual = found[(found["status"] != "F") & found["published"].notna() & found["end"].notna()]
    assert (actual["end"] <= actual["published"]).all()
    assert (actual["published_from"] >= actual["end"]).sum() > 0.9 * len(actual)


def test_pages_without_a_day() -> None:
    found = le.claims("ftz_claims").set_index("claim")
    undated = found.index[found["published"].isna()].tolist()
    assert undated == ["F008", "F009", "F010", "F096", "F131", "F132", "F133", "F134", "F135"]


def test_relations_name_claims_of_the_same_document() -> None:
    found = le.claims()
    codes = set(zip(found["document"].astype("str"), found["claim"], strict=True))
    related = found[found["related_claim"] != ""]
    assert (
        set(zip(related["document"].astype("str"), related["related_claim"], strict=True)) <= codes
    )
    assert ((found["related_claim"] == "") == (found["relation"] == "none")).all()
    assert claim("S14")[["related_claim", "relation"]].tolist() == ["S13", "same_figure"]
    assert claim("S16")[["related_claim", "relation"]].tolist() == ["S12", "compared_with"]
    assert claim("F019")[["related_claim", "relation"]].tolist() == ["F019D", "share_of"]


def test_parts_are_no_greater_than_their_whole() -> None:
    found = le.claims().set_index(["document", "claim"])
    parts = found[found["relation"] == "part_of"].reset_index()
    for row in records(parts):
        whole = found.loc[(row.document, row.related_claim)]
        assert row.unit == whole["unit"]
        assert row.lower <= whole["upper"]


def test_foreign_and_domestic_firms_add_up() -> None:
    # The pages' own sums: 38 + 1,396 = 1,434 and 12,959 + 119 = 13,078.
    assert claim("F055")["value"] + claim("F056")["value"] == claim("F054")["value"]
    assert claim("F117")["value"] + claim("F119")["value"] == claim("F116")["value"]


def test_customs_counts_and_zone_counts_are_told_apart() -> None:
    found = le.claims("ftz_claims").set_index("claim")["basis"]
    assert found[["F078", "F082", "F162"]].unique().tolist() == ["customs_registrations"]
    assert found["F072"] == "zone_registrations"
    assert found["F075"] == claim("S16")["basis"] == "unstated"


def test_doubtful_figures_are_marked() -> None:
    found = le.claims("ftz_claims")
    doubtful = found.loc[found["status"] == "U", "claim"].tolist()
    assert doubtful == ["F033", "F034", "F069", "F108", "F109", "F110", "F136", "F138", "F144"]
    notes = catalog.notes("ftz_claims").set_index("claim")["note"]
    assert "lost decimal point" in str(notes["F033"])


def test_multiples_are_relative_to_before_the_opening() -> None:
    found = le.claims("ftz_claims")
    multiples = found[found["measure"] == "multiple"]
    assert len(multiples) == 7
    assert set(multiples["relative_to"]) == {"before_opening"}
    assert set(multiples["unit"]) == {"1"}


def test_bases_are_those_of_the_indicators() -> None:
    lists = le.indicators().set_index("indicator")["basis"].str.split(";").to_dict()
    for frame in (le.claims(), le.observations()):
        pairs = frame[["indicator", "basis"]].drop_duplicates().astype("str")
        for row in records(pairs):
            assert row.basis in {*lists[row.indicator], "unstated", "official_admission"}, row


def test_money_has_prices_and_counts_have_none() -> None:
    found = le.claims()
    money = found["unit"].isin(["CNY", "USD", "SGD"])
    assert set(found.loc[money, "prices"]) == {"current"}
    assert set(found.loc[found["unit"].isin(["firm", "person", "day"]), "prices"]) == {"none"}


def test_surfaces_stand_in_the_articles(articles: Path) -> None:
    found = le.claims(ARTICLES)
    for name in ARTICLES:
        text = (articles / name).read_text(encoding="utf-8")
        lines = [line for line in text.split("\n") if line.strip()]
        for row in records(found[found["document"] == name]):
            assert text[row.span_start : row.span_end] == row.surface
            assert row.surface in lines[row.paragraph - 1]
            before = text[: row.span_start].split("\n")
            assert len([line for line in before if line.strip()]) in {
                row.paragraph - 1,
                row.paragraph,
            }


def test_words_of_the_statements_stand_in_the_articles(articles: Path) -> None:
    for row in records(catalog.statements()):
        text = (articles / row.document).read_text(encoding="utf-8")
        lines = [line for line in text.split("\n") if line.strip()]
        assert row.words in lines[row.paragraph - 1], row.claim


def test_surface_is_the_number_with_its_unit() -> None:
    found = le.claims(ARTICLES).set_index("claim")["surface"].to_dict()
    assert found == {
        "S02": "four-day",
        "S09": "three",
        "S10": "43 million",
        "S12": "30,000",
        "S13": "421.14 billion yuan",
        "S14": "S$84 billion",
        "S16": "18,000",
        "S17": "four years",
        "S18": "30 days",
        "S19": "10",  # "10-odd days": the qualifier stands outside, and with it the unit
        "S23": "1.6 trillion yuan",
        "S24": "three years",
    }


def test_no_sentence_of_the_articles_ships() -> None:
    assert le.claims()["surface"].str.len().max() <= 20
    assert max(len(words.split()) for words in catalog.statements()["words"]) <= 4


def test_claims_without_a_text_have_no_span() -> None:
    found = le.claims("ftz_claims")
    assert found["paragraph"].isna().all()
    assert found["span_start"].isna().all()
    assert (found["surface"] == "").all()


def test_every_row_of_the_articles_is_a_claim_or_a_statement() -> None:
    claims = set(le.claims(ARTICLES)["claim"])
    statements = set(catalog.statements()["claim"])
    assert not claims & statements
    assert claims | statements == {f"S{number:02d}" for number in range(1, 28)}


def test_statements_of_one_document() -> None:
    found = catalog.statements(GLOBAL_TIMES)
    assert set(found["document"]) == {GLOBAL_TIMES}
    assert {"S11", "S20", "S21"} <= set(catalog.statements(STRAITS_TIMES)["claim"])
    known = catalog.codes("region")
    assert all(set(cell.split(";")) <= known for cell in found["region"])


def test_notes_stand_in_the_order_of_the_claims() -> None:
    found, notes = le.claims(), catalog.notes()
    assert notes["claim"].tolist() == found["claim"].tolist()
    assert notes["title"].notna().all()
    assert notes.columns.tolist() == ["document", "claim", "note", "title"]


def test_computed_trade_figures_lie_in_their_bounds() -> None:
    found = le.claims(["trade_china_dprk", "trade_liaoning", "fdi_liaoning"])
    computed = found[found["status"] == "E"]
    assert len(computed) == 22
    assert (computed["lower"] < computed["value"]).all()
    assert (computed["value"] < computed["upper"]).all()


def test_unknown_document() -> None:
    with pytest.raises(UnknownCodeError, match=r"unknown document 'ftz'.*there are 000_") as caught:
        le.claims("ftz")
    assert caught.value.kind == "document"
    with pytest.raises(UnknownCodeError, match="unknown document"):
        catalog.notes("nothing")
    with pytest.raises(UnknownCodeError, match="unknown document"):
        catalog.statements("nothing")


def test_parts_of_the_claims_are_tidy() -> None:
    found = le.claims("trade_liaoning")
    assert isinstance(found.index, pd.RangeIndex)
    assert found["document"].cat.categories.tolist() == ["trade_liaoning"]
    found.loc[0, "speaker"] = "changed"
    assert "changed" not in set(le.claims()["speaker"])


def test_codes_of_claims_are_unique() -> None:
    found = le.claims()
    assert not found.duplicated(["document", "claim"]).any()
    assert all(re.fullmatch(r"[SFKTD]\d+[A-Z]?", code) for code in found["claim"])
