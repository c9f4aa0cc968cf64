"""A page of our own prose, both languages: every figure in it, and the brief that it makes."""

from __future__ import annotations

import html
import math
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import liaoning_econ as le
from liaoning_econ.report.context import Context
from liaoning_econ.report.topics import TOPICS

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).resolve().parent.parent
ARTICLE = HERE / "data" / "own_article.txt"
KNOWN: dict[str, Any] = tomllib.loads(
    (HERE / "known" / "own_article.toml").read_text(encoding="utf-8")
)
FIGURES: list[dict[str, Any]] = KNOWN["figure"]


MISTAKEN = {entry["surface"] for entry in KNOWN["no_figure"]}
CASES = [
    pytest.param(
        place,
        id=figure["surface"],
        marks=pytest.mark.xfail(reason=figure["misread"]) if "misread" in figure else (),
    )
    for place, figure in enumerate(FIGURES)
]


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    return le.read_article(ARTICLE, published=KNOWN["published"])


@pytest.fixture(scope="module")
def right(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims without what is no figure."""
    return claims[~claims["surface"].isin(MISTAKEN)].reset_index(drop=True)


def test_every_figure_is_found(right: pd.DataFrame) -> None:
    assert right["surface"].tolist() == [figure["surface"] for figure in FIGURES]


@pytest.mark.parametrize("surface", sorted(MISTAKEN))
def test_nothing_else_is_taken_for_a_figure(claims: pd.DataFrame, surface: str) -> None:
    assert surface not in claims["surface"].tolist()


@pytest.mark.parametrize("place", CASES)
def test_each_figure_has_its_value_bounds_and_window(right: pd.DataFrame, place: int) -> None:
    figure: dict[str, Any] = FIGURES[place]
    claim: dict[Any, Any] = right.to_dict("records")[place]
    assert str(claim["unit"]) == figure["unit"]
    for column in ("value", "lower", "upper"):
        assert math.isclose(claim[column], figure[column], rel_tol=1e-12), column
    for column in ("start", "end"):
        assert str(claim[column])[:10] == str(figure.get(column, "NaT")), column
    assert str(claim["precision"]) == figure["precision"]


def test_spans_are_places_in_the_article(claims: pd.DataFrame) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    for row in claims.to_dict("records"):
        assert text[row["span_start"] : row["span_end"]] == row["surface"]


def test_the_two_amounts_of_one_figure_are_linked(claims: pd.DataFrame) -> None:
    rows = {row["surface"]: row for row in claims.to_dict("records")}
    dollars, yuan = rows["US$8.96 billion"], rows["61.25 billion yuan"]
    assert (dollars["relation"], dollars["related_claim"]) == ("same_figure", yuan["claim"])


def test_the_brief_shows_every_figure(claims: pd.DataFrame, tmp_path: Path) -> None:
    page = le.brief(claims, tmp_path / "own.html").read_text(encoding="utf-8")
    without = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without)).split())
    missing = [figure["surface"] for figure in FIGURES if figure["surface"] not in text]
    assert missing == []
    # Each claim has a card of its own.
    assert all(re.search(rf"\b{code}\b", text) for code in claims["claim"])


def verdicts(claims: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Standing and reason of each figure that the brief can check, by its words."""
    text = ARTICLE.read_text(encoding="utf-8")
    context = Context.of(claims, None, {ARTICLE.name: text})
    found: dict[int, tuple[str, str]] = {}
    for _, find in TOPICS:
        topic = find(context, frozenset(found))
        if topic is None:
            continue
        for entry in topic.entries:
            said = str(entry.reason.striptags())
            found |= dict.fromkeys(entry.covers, (entry.standing.value, said))
        found |= {aside.place: ("not checkable", str(aside.reason)) for aside in topic.asides}
    assert sorted(found) == list(range(len(claims)))
    return {
        context.claims[place].surface: verdict
        for place, verdict in found.items()
        if verdict[0] != "not checkable"
    }


def test_the_brief_is_right_on_every_figure(claims: pd.DataFrame) -> None:
    found = verdicts(claims)
    known = {entry["surface"]: entry for entry in KNOWN["verdict"]}
    assert {surface: standing for surface, (standing, _) in found.items()} == {
        surface: entry["standing"] for surface, entry in known.items()
    }
    for surface, entry in known.items():
        for said in entry["says"]:
            assert said in found[surface][1], entry["source"]


def test_the_brief_quotes_the_article(claims: pd.DataFrame, tmp_path: Path) -> None:
    texts = {ARTICLE.name: ARTICLE.read_text(encoding="utf-8")}
    page = le.brief(claims, tmp_path / "own.html", texts=texts).read_text(encoding="utf-8")
    assert "The area covers <b>29.96 square kilometres</b>." in page
    assert "2017年，辽宁省常住人口<b>4368.9万</b>人，占全国的3.1%。" in page
    # What could be checked stands before what could not; no code of a qualifier is printed.
    assert page.index("48,000</b>") < page.index('id="unchecked"') < page.index("doubled</b>")
    assert "fraction" not in page
    assert "unknown, unknown" not in page
    # No area is set against the people of the whole province.
    assert "firms for every 10,000 of the 43" not in page
