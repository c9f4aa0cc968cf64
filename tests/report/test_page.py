"""The brief as a whole: what it must say, what it must not load, and whose claims it takes."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import FileError, SchemaError

KNOWN = tomllib.loads(
    (Path(__file__).parent.parent / "known" / "brief.toml").read_text(encoding="utf-8")
)
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "manifest")


class Page(HTMLParser):
    """What a page loads and what it says."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._said: list[str] = []
        self._hidden = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        # What the eye does not read: styles, pictures, footnote numbers.
        if tag in ("style", "svg", "sup", "title"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "svg", "sup", "title"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._said.append(data)

    @property
    def text(self) -> str:
        """What the page says, white space made plain."""
        return " ".join("".join(self._said).split())

    def attributes(self, name: str) -> list[tuple[str, str]]:
        """Tag and value of every attribute of that name."""
        return [(tag, attrs[name] or "") for tag, attrs in self.tags if name in attrs]


def page_at(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def progress() -> list[str]:
    """The lines that the writing of the shipped brief told."""
    return []


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, progress: list[str]) -> Page:
    """The brief on the two shipped articles."""
    path = le.brief(path=tmp_path_factory.mktemp("brief") / "b.html", progress=progress.append)
    return page_at(path)


@pytest.mark.parametrize("figure", KNOWN["figure"], ids=lambda figure: figure["text"])
def test_it_says_what_was_worked_out_independently(shipped: Page, figure: dict[str, str]) -> None:
    assert figure["text"] in shipped.text, figure["source"]


def test_it_opens_with_the_verdicts_worst_first(shipped: Page) -> None:
    kinds = [attrs["class"] for tag, attrs in shipped.tags if tag == "li" and "id" in attrs
             and str(attrs["id"]).startswith("verdict-")]  # fmt: skip
    order = ["entry change", "entry unknown", "entry print"]
    assert [order.index(str(kind)) for kind in kinds] == sorted(
        order.index(str(kind)) for kind in kinds
    )
    assert set(kinds) == set(order)
    assert shipped.text.index("The verdict sheet") < shipped.text.index("In other terms")


def test_each_section_of_the_issue_is_there(shipped: Page) -> None:
    anchors = {value for tag, value in shipped.attributes("id") if tag == "section"}
    assert anchors >= {
        "verdicts", "audit", "claims", "firms", "capital", "plan", "population", "growth", "share",
        "yuan", "transit", "output", "words", "sources",
    }  # fmt: skip


def test_the_two_wrong_claims_get_a_corrected_wording(shipped: Page) -> None:
    text = shipped.text
    assert "The Shanghai zone counted 48,000 in its first four years" in text
    assert "listed 127 projects worth 1.6 trillion yuan (about US$240 billion)" in text
    assert "private investors and local governments would pay a part" in text


def test_what_cannot_be_checked_names_the_source_that_would_settle_it(shipped: Page) -> None:
    assert "What would settle it" in shipped.text
    assert "Dated timetables of the same summer" in shipped.text
    assert "the two legs differ" in shipped.text


def test_the_basis_of_the_18000_is_said_to_be_unproven(shipped: Page) -> None:
    assert "The article does not say who counted." in shipped.text
    assert "likely, not proven" in shipped.text


def test_the_yen_is_there_for_the_exporter_to_japan(shipped: Page) -> None:
    # 148.9 and 159.7... the ECB's crosses of 14 June and 15 August 2018: 0.0581 and 0.0623 yuan.
    assert "against it the yuan lost 6.78%" in shipped.text


def test_nothing_is_loaded_from_anywhere(shipped: Page) -> None:
    for name in LOADING:
        assert shipped.attributes(name) == []
    assert {tag for tag, _ in shipped.tags}.isdisjoint(
        {"script", "link", "iframe", "object", "embed", "img", "video", "audio", "base", "form"}
    )
    for tag, target in [*shipped.attributes("href"), *shipped.attributes("xlink:href")]:
        assert tag == "a" or target.startswith("#")
    assert "@import" not in shipped.source
    assert "url(http" not in shipped.source


def test_it_waits_for_no_heavy_library(tmp_path: Path) -> None:
    code = (
        "import sys, liaoning_econ as le\n"
        f"le.brief(path={str(tmp_path / 'b.html')!r})\n"
        "heavy = {'scipy', 'statsmodels', 'pandera', 'sklearn'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False
    )
    # Nothing on the second stream: what a method warns of stands in the brief, as words.
    assert (made.stdout.strip().splitlines()[-1:], made.stderr) == (["[]"], "")
    assert "18 years are few" in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_links_lead_somewhere(shipped: Page) -> None:
    ids = [value for _, value in shipped.attributes("id")]
    assert len(ids) == len(set(ids))
    for tag, target in shipped.attributes("href"):
        if target.startswith("#"):
            assert target[1:] in ids, (tag, target)
    for _, names in shipped.attributes("aria-labelledby"):
        assert set(names.split()) <= set(ids)


def test_every_footnote_leads_to_a_source(shipped: Page) -> None:
    marks = {target for _, target in shipped.attributes("href") if target.startswith("#note-")}
    notes = {f"#{value}" for _, value in shipped.attributes("id") if value.startswith("note-")}
    assert marks == notes
    assert len(notes) > 30
    assert "European Central Bank" in shipped.text


def test_each_claim_has_its_bounds_its_terms_and_a_verdict(shipped: Page) -> None:
    cards = [attrs for tag, attrs in shipped.tags if tag == "article"]
    assert len(cards) == 12
    for bounds in ("27,000 to 30,000 firms", "421.135 to 421.145 billion yuan",
                   "S$83.5 to 84.5 billion", "17,500 to 18,500 firms", "43 to 44 million people",
                   "30 to 40 days", "10 to 19 days", "1.55 to 1.65 trillion yuan"):  # fmt: skip
        assert bounds in shipped.text
    # Yuan and US dollars, per month, per head, share of GDP.
    assert "US$60.9 to 61.9 billion" in shipped.text
    assert "1,590 to 2,040 firms a month" in shipped.text
    assert "9,770 yuan for each of the 43.12 million people of Liaoning" in shipped.text
    assert "as much as 19% of the GDP of Liaoning in 2017" in shipped.text


def test_pictures_have_text_alternatives(shipped: Page) -> None:
    pictures = [attrs for tag, attrs in shipped.tags if tag == "svg" and "role" in attrs]
    assert len(pictures) == 6
    assert all(attrs["role"] == "img" and attrs.get("aria-labelledby") for attrs in pictures)


def test_it_says_on_which_data_it_rests(shipped: Page) -> None:
    assert str(le.data_version()) in shipped.text
    assert f"liaoning-econ {le.__version__}" in shipped.text


def test_it_is_dark_and_light_and_prints(shipped: Page) -> None:
    assert "prefers-color-scheme: dark" in shipped.source
    assert "@media print" in shipped.source
    assert 'name="viewport"' in shipped.source
    assert '<html lang="en">' in shipped.source


def test_each_section_is_told_while_it_runs(shipped: Page, progress: list[str]) -> None:
    assert shipped.source
    assert len(progress) == len(set(progress)) >= 11
    assert progress[0] == "firms"


def test_the_same_data_give_the_same_page(shipped: Page, tmp_path: Path) -> None:
    assert le.brief(path=tmp_path / "again.html").read_text(encoding="utf-8") == shipped.source


def test_no_sentence_of_the_articles_stands_in_it(shipped: Page, articles: Path) -> None:
    said = shipped.text.split()
    runs = {tuple(said[start : start + 9]) for start in range(len(said) - 8)}
    for article in sorted(articles.glob("*.txt")):
        theirs = article.read_text(encoding="utf-8").split()
        shared = {
            tuple(theirs[start : start + 9])
            for start in range(len(theirs) - 8)
            if tuple(theirs[start : start + 9]) in runs
        }
        assert not shared


def own_claims() -> pd.DataFrame:
    """Claims of a user's own: three of them right, wrong and unheard of."""
    # GDP of Sichuan 2017 in the series after the fifth census: 3,851.7 billion yuan; in the one of
    # 2018: 3,698.0 billion (NBS data site, as downloaded 2026-03 and 2018-12).
    table = pd.DataFrame(
        {
            "region": "CN-SC",
            "year": 2017,
            "yuan": [3.852, 3.698, 5.0],
            "low": [3.8515, 3.6975, 4.9995],
            "high": [3.8525, 3.6985, 5.0005],
            "who": ["one", "two", "three"],
        }
    )
    return le.from_table(
        table,
        indicator="gdp",
        unit="CNY",
        value="yuan",
        lower="low",
        upper="high",
        scale=1e12,
        source="who",
    )


def test_a_users_own_figures_are_held_against_the_record(tmp_path: Path) -> None:
    page = page_at(le.brief(own_claims(), tmp_path / "own.html"))
    assert "It agrees with the official figure" in page.text
    assert "It agrees with what was known then, and has been revised since" in page.text
    assert "It does not agree with the official figure" in page.text
    assert "3.8517 trillion yuan (gross domestic product, Sichuan, 2017)" in page.text
    anchors = {value for tag, value in page.attributes("id") if tag == "section"}
    assert anchors == {"verdicts", "audit", "claims", "words", "sources"}


def test_a_record_of_the_users_own_is_used(tmp_path: Path) -> None:
    claims = own_claims()
    record = le.observations("gdp", "CN-SC", vintage="nbs-web-2018-12")
    page = page_at(le.brief(claims, tmp_path / "own.html", against=record))
    assert page.text.count("It agrees with the official figure") == 2  # on the sheet, on the card
    assert (
        "as known now: 3.698 trillion yuan (statistics office’s site, December 2018)" in page.text
    )


NASTY = '<script>alert(\'x\')</script> & $y$ {z} "q" <sup data-source="ecb"></sup> 中文'


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A brief on claims with HTML in every text, an unknown indicator and place, no days."""
    claims = le.claims("004_ed772e34f7e3be99.txt")
    texts = dict.fromkeys(("surface", "speaker", "related_claim"), NASTY)
    claims = claims.assign(
        **texts,
        claim=[f"{NASTY} {number}" for number in range(len(claims))],
        indicator=claims["indicator"].astype("str"),
        region=claims["region"].astype("str"),
    )
    claims.loc[0, "indicator"] = "frobnication"
    claims.loc[1, "region"] = "ATLANTIS"
    claims.loc[3, ["start", "end"]] = pd.NaT
    folder = tmp_path_factory.mktemp("nasty")
    return page_at(le.brief(claims, folder / "nasty.html"))


def test_html_in_any_text_field_appears_as_text(nasty: Page) -> None:
    assert not any(tag == "script" for tag, _ in nasty.tags)
    assert "<script>alert('x')</script> & $y$ {z}" in nasty.text
    assert "data-source" not in " ".join(name for _, attrs in nasty.tags for name in attrs)


def test_each_of_such_claims_still_gets_its_line(nasty: Page) -> None:
    assert "The record does not know what “frobnication” measures" in nasty.text
    assert "The record has no place “ATLANTIS”" in nasty.text
    assert "The text does not say for which days or on which day" in nasty.text
    # What cannot be checked is a row of one table, with its reason; the rest are on the sheet.
    rows = [attrs for tag, attrs in nasty.tags if tag == "tr"]
    assert len(rows) >= 3


@pytest.mark.parametrize("document", ["trade_liaoning", "fdi_liaoning", "trade_china_dprk"])
def test_other_documents_give_a_brief_too(document: str, tmp_path: Path) -> None:
    claims = le.claims(document)
    page = page_at(le.brief(claims, tmp_path / "other.html"))
    assert all(str(code) in page.text for code in claims["claim"])


def test_any_index_extra_columns_and_text_columns_are_welcome(tmp_path: Path) -> None:
    claims = le.claims("trade_liaoning")
    odd = claims.astype({"indicator": "str", "region": "object"}).assign(extra=1)
    odd.index = pd.Index([f"row {number}" for number in range(len(odd))])
    before = odd.copy(deep=True)
    plain = le.brief(claims, tmp_path / "plain.html").read_text(encoding="utf-8")
    assert le.brief(odd, tmp_path / "odd.html").read_text(encoding="utf-8") == plain
    pd.testing.assert_frame_equal(odd, before)


def test_no_claims_give_a_page_that_says_so(tmp_path: Path) -> None:
    page = page_at(le.brief(le.claims("trade_liaoning").iloc[:0], tmp_path / "none.html"))
    assert "There are no claims to check." in page.text


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    target = tmp_path / "b.html"
    with pytest.raises(SchemaError, match="unit"):
        le.brief(le.claims("trade_liaoning").drop(columns="unit"), target)
    assert not target.exists()


def test_what_was_there_stays_when_the_brief_fails(tmp_path: Path) -> None:
    target = tmp_path / "b.html"
    target.write_text("the old page", encoding="utf-8")
    claims = le.claims("trade_liaoning")
    with pytest.raises(SchemaError, match="lower"):
        le.brief(claims.assign(lower=claims["upper"] + 1), target)
    assert target.read_text(encoding="utf-8") == "the old page"
    with pytest.raises(FileError, match="directory"):
        le.brief(claims, tmp_path / "no such folder" / "b.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.html"]


def test_an_old_page_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "b.html"
    target.write_text("the old page", encoding="utf-8")
    assert le.brief(le.claims("trade_liaoning"), target) == target
    assert "the old page" not in target.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["b.html"]


def test_claims_without_days_of_publication_or_ends_still_give_a_page(tmp_path: Path) -> None:
    claims = le.claims("004_ed772e34f7e3be99.txt")
    claims["published"] = pd.Series(pd.NaT, claims.index, dtype="datetime64[us]")
    claims["upper"] = float("inf")
    lines: list[str] = []
    page = page_at(le.brief(claims, tmp_path / "open.html", progress=lines.append))
    assert all(str(code) in page.text for code in claims["claim"])
    # What cannot be set beside another is left out aloud, and its claims get lines all the same.
    assert any("left out" in line and "no publication day" in line for line in lines)
    assert "or more" in page.text


def test_a_cell_of_ten_megabytes_stays_a_line(tmp_path: Path) -> None:
    claims = le.claims("trade_liaoning")
    long = "x" * 10_000_000
    path = le.brief(claims.assign(surface=long, speaker=long), tmp_path / "long.html")
    assert path.stat().st_size < 200_000
