"""What does not add up: which findings the brief tells, where, and in whose words."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import frames
from liaoning_econ.report import doubts
from liaoning_econ.report.blocks import Audit, Entry, Standing, say
from liaoning_econ.report.citing import Names, cited
from liaoning_econ.report.context import Context

TAG = re.compile(r"<[^<>]*>")


def section_of(path: Path) -> str:
    """The section as HTML."""
    page = path.read_text(encoding="utf-8")
    start = page.index('<section id="audit"')
    return page[start : page.index("</section>", start)]


def words_of(source: str) -> str:
    """What a piece of HTML says, white space made plain; numbers of footnotes left out."""
    source = re.sub(r'<sup class="ref">.*?</sup>', "", source)
    return " ".join(html.unescape(TAG.sub("", source)).split())


def counts(values: dict[str, float], *, code: str = "Z") -> pd.DataFrame:
    """New firms of the Hainan zone from its opening to some days, as claims of one article."""
    rows = [
        {
            "claim": f"{code}{number}", "document": "mine.txt", "paragraph": number,
            "span_start": pd.NA, "span_end": pd.NA, "surface": f"{value:,.0f}",
            "qualifier": "none", "speaker": "", "related_claim": "", "relation": "none",
            "indicator": "firms_new", "region": "CN-HI-FTZ", "start": pd.Timestamp("2018-10-16"),
            "end": pd.Timestamp(day), "precision": "day", "measure": "cumulative",
            "basis": "zone_registrations", "prices": "none", "relative_to": "none",
            "unit": "firm", "value": value, "lower": value - 500, "upper": value + 500,
            "published_from": pd.Timestamp("2025-01-10"), "published": pd.Timestamp("2025-01-10"),
            "vintage": "none", "status": "A", "source": "unstated", "note": "",
        }
        for number, (day, value) in enumerate(values.items(), start=1)
    ]  # fmt: skip
    return frames.conform(pd.DataFrame(rows), frames.CLAIMS)


PLANTED = {"2021-03-31": 63_000.0, "2023-04-30": 840_000.0, "2024-04-30": 100_000.0}
SOUND = {"2021-03-31": 63_000.0, "2023-04-30": 84_000.0, "2024-04-30": 100_000.0}


def audit_of(claims: pd.DataFrame, entries: tuple[Entry, ...] = ()) -> Audit:
    return doubts.audit(Context.of(claims, None), entries, (), frozenset())


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The section of the brief on the two shipped articles."""
    return section_of(le.brief(path=tmp_path_factory.mktemp("audit") / "b.html"))


def test_what_the_sheet_changes_is_one_line_that_leads_to_its_card(shipped: str) -> None:
    told = shipped[shipped.index('<ul class="told">') :]
    lines = re.findall(r"<li>(.*?)</li>", told[: told.index("</ul>")])
    assert len(lines) == 2
    assert re.search(r'<a href="#claim-\d+">“18,000”</a> \(claim S16\)', lines[0])
    # Shanghai's 18,000: other windows, another register, and less than two of its years.
    assert [code for code in ("LE109", "LE401", "LE402") if code in lines[0]] == [
        "LE109", "LE401", "LE402",
    ]  # fmt: skip
    assert "S23" in lines[1]
    assert "LE504" in lines[1]
    assert "to be changed" in words_of(lines[1])
    assert 'class="sheet doubts"' not in shipped  # nothing is told in full a second time


def test_the_shipped_pages_that_conflict_are_named_with_their_sources(shipped: str) -> None:
    folded = shipped[shipped.index("<details>") :]
    assert "make 33,000 firms, but it has 18,000 firms" in words_of(folded)
    assert "the zone registrations have 48,000 firms (F072)" in words_of(folded)
    assert re.search(r'F072<sup class="ref"><a [^>]*href="#note-\d+"', folded)
    assert "NDRC official: not state money alone" in words_of(folded)
    assert 'NDRC official: not state money alone<sup class="ref">' in folded


def test_figures_that_nobody_should_take_over_are_named(shipped: str) -> None:
    text = words_of(shipped)
    assert "Three findings about other pages’ figures for the same things" in text
    assert "84万 for 8.4万" in text
    assert "12万亿 for 1.2万亿" in text
    assert "698.7 billion yuan" in text


def test_words_that_a_section_has_judged_are_not_told_again(shipped: str) -> None:
    assert "LE502" not in shipped
    assert "LE503" not in shipped


def test_what_is_not_said_is_summed_up(shipped: str) -> None:
    assert "What is not said of the figures: who counted, for one of them (LE605)." in words_of(
        shipped
    )


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    claims = counts(PLANTED)
    one, two = (le.brief(claims, tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert one == two


def test_a_lost_decimal_point_in_a_csv_is_told_with_its_factor(tmp_path: Path) -> None:
    counts(PLANTED).to_csv(tmp_path / "mine.csv", index=False)
    section = section_of(le.brief(le.read(tmp_path / "mine.csv"), tmp_path / "b.html"))
    text = words_of(section)
    assert "found one error." in text
    assert "LE202 · off by a power of ten" in text
    assert "What would fit84,000 firms (divide by 10)" in text
    assert "Divide by 10 (84,000 firms) once mine.txt confirms it" in text
    assert re.search(r'<a href="#(claim-2|unchecked)">Z2</a>: “840,000”; on the sheet: ', section)
    assert '<li class="entry change" id="doubt-1">' in section
    assert "mine.txt names no source" not in text  # the article itself is the source


def test_where_nothing_is_found_it_says_what_was_looked_for(tmp_path: Path) -> None:
    text = words_of(section_of(le.brief(counts(SOUND), tmp_path / "b.html")))
    rules = len(le.auditing.rules())
    looked = f"{rules - 1} rules looked at the three figures of this brief."
    assert f"Nothing was found that does not add up. {looked}" in text
    assert "Warning" not in text


def test_a_brief_without_claims_has_no_section(tmp_path: Path) -> None:
    page = le.brief(frames.empty(frames.CLAIMS), tmp_path / "b.html").read_text(encoding="utf-8")
    assert 'id="audit"' not in page


def test_markup_in_codes_and_documents_is_escaped(tmp_path: Path) -> None:
    claims = counts(PLANTED, code="<b onclick=x>&1")
    claims = claims.assign(document="a <i>it</i>.txt")
    page = le.brief(claims, tmp_path / "b.html")
    section = section_of(page)
    assert "LE202" in section
    assert "<b onclick" not in section
    assert "<i>it" not in page.read_text(encoding="utf-8")
    assert "&lt;b onclick=x&gt;&amp;1" in section


def test_a_number_for_a_code_does_not_become_a_link_inside_a_figure() -> None:
    claims = counts(PLANTED, code="")
    (doubt,) = audit_of(claims).doubts
    assert "840,000 firms" in doubt.sentence
    assert '<a href="#unchecked">claim 2</a> has 840,000 firms' in doubt.sentence


def test_a_figure_of_which_the_sheet_says_what_to_print_is_not_told_twice() -> None:
    entry = Entry(
        Standing.CHANGE, 1, say("840,000"), say("a slip"), instead=say("84,000"), covers=(1,)
    )
    found = audit_of(counts(PLANTED), (entry,))
    assert not found.doubts
    assert len(found.told) == 1
    assert "off by a power of ten (LE202)" in found.told[0]


def test_a_figure_set_aside_without_a_better_one_is_told_in_full() -> None:
    entry = Entry(Standing.UNKNOWN, 1, say("840,000"), say("far off"), covers=(1,))
    assert len(audit_of(counts(PLANTED), (entry,)).doubts) == 1


def test_figures_of_the_reader_s_own_record_are_asked(tmp_path: Path) -> None:
    record = counts(SOUND).assign(document="other", claim=["R1", "R2", "R3"])
    text = words_of(
        section_of(le.brief(counts({"2023-04-30": 840_000.0}), tmp_path / "b.html", against=record))
    )
    assert "at three that other pages give for the same things" in text
    assert "R2" in text


def test_a_rule_that_could_not_look_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(frame: pd.DataFrame, **_: object) -> pd.DataFrame:
        assert len(frame)
        row = {
            "rule": ["LE101"], "severity": ["error"], "rows": [""], "found": [""],
            "expected": [""], "message": ["LE101 (implied-exchange-rate) failed: <b>"],
            "mend": [""],
        }  # fmt: skip
        return frames.from_lists(row, frames.FINDINGS)

    monkeypatch.setattr("liaoning_econ.auditing.audit", broken)
    found = audit_of(counts(SOUND))
    assert not found.doubts
    assert found.notes == (
        say("Could not look: {why}.", why="LE101 (implied-exchange-rate) failed: <b>"),
    )


def test_keys_and_labels_are_told_in_words() -> None:
    context = Context.of(counts(SOUND), None)
    names = Names(context, context.claims, frozenset())
    told = cited(names, "take it from nbs-web-2018-12, pair(left, right), or ask wdi", (0,))
    assert told.startswith("Take it from the statistics office’s site, December 2018, or ask")
    source = le.sources()["source"].iloc[0]
    assert f'data-source="{source}"' in cited(names, f"see {source}", ())


@pytest.mark.parametrize("text", ["", "x" * 5_000, "a-" * 3_000, ", f(" * 2_000, "Z1" * 2_000])
def test_any_text_is_told_at_once(text: str) -> None:
    context = Context.of(counts(SOUND), None)
    told = cited(Names(context, context.claims, frozenset()), text, (0, 1, 2))
    assert len(told) < 1_300


def test_an_audit_that_finds_nothing_still_has_codes_of_text() -> None:
    found = le.audit(counts(SOUND), ignore=("LE6",))
    assert found.empty
    assert found["rule"].cat.categories.dtype == "str"
    assert found["severity"].cat.categories.dtype == "str"
