"""Findings as text, CSV, JSON and SARIF."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import frames
from liaoning_econ.auditing.output import as_csv, as_json, as_sarif, as_text, counted
from liaoning_econ.auditing.output.cited import sentence
from liaoning_econ.auditing.output.sarif import uri_of

LEVELS = {"error": "error", "warning": "warning", "info": "note"}


@pytest.fixture(scope="module")
def zone() -> pd.DataFrame:
    return le.claims("ftz_claims")


@pytest.fixture(scope="module")
def found(zone: pd.DataFrame) -> pd.DataFrame:
    return le.audit(zone)


def cells(line: str) -> int:
    """Cells of a terminal; a letter of Chinese or Japanese takes two."""
    return sum(2 if "\u2e80" < letter < "\ufffe" else 1 for letter in line)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    zone: pd.DataFrame, found: pd.DataFrame, width: int
) -> None:
    lines = as_text(found, zone, width=width).splitlines()
    assert max(map(cells, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    assert "…" not in "".join(lines)  # nothing is cut off


def test_a_finding_stands_with_its_figures_pages_and_mend(
    zone: pd.DataFrame, found: pd.DataFrame
) -> None:
    text = as_text(found, zone, width=120)
    plain = " ".join(text.split())
    assert "LE202 off-by-a-power-of-ten" in plain
    # F033: China Daily Liaoning, 12 April 2023, as sources() has it; 84万户 for 8.4万户.
    assert "F033 840,000 firms China Daily Liaoning: Sixth-anniversary press conference" in plain
    assert "12 April 2023" in plain
    assert "Mend: Divide by 10 (84,000 firms) once China Daily Liaoning confirms it" in plain
    assert "F098 a little over 91,000 firms same page" in plain


def test_severities_stand_in_order_and_are_counted(zone: pd.DataFrame, found: pd.DataFrame) -> None:
    text = as_text(found, zone)
    heads = [line.split(":")[0] for line in text.splitlines() if re.match("[A-Z]{4,}", line)]
    assert heads == ["ERRORS", "WARNINGS", "NOTES"]
    number = found["severity"].astype("str").value_counts()
    assert counted(found, zone) == (
        f"{number['error']} errors, {number['warning']} warnings and {number['info']} notes"
    )


def test_what_is_counted_is_said_where_the_message_names_claims_alone(
    zone: pd.DataFrame, found: pd.DataFrame
) -> None:
    text = " ".join(as_text(found, zone, width=400).split())
    assert "New firms, Zhengzhou area of the Henan zone: F098R says about 80 firms a day" in text
    # LE103 weighs firms beside new firms: each row says which it is.
    assert "20 percent; Foreign firms, Shanghai pilot free trade zone" in text


def test_titles_of_ours_are_no_quotations(zone: pd.DataFrame, found: pd.DataFrame) -> None:
    text = " ".join(as_text(found, zone, width=400).split())
    assert '"Zhengzhou Model in high-standard opening up"' in text
    assert "Hubei FTZ second-anniversary press conference," in text
    assert "(description)" not in text
    assert '"Liaoning aims to be gateway to N-E Asia" (title from the address)' in text


def test_rows_without_a_code_are_named_by_what_they_count() -> None:
    gdp = le.observations("gdp", "CN-LN")
    found = le.audit(gdp)
    text = " ".join(as_text(found, gdp, width=400).split())
    row = int(found["rows"].iloc[0].split(",")[0])
    assert f"row {row} Gross domestic product, Liaoning, 2017: 2.34092 trillion yuan" in text
    assert "[nbs-web-2020-05]" in text
    lines = " ".join(as_text(found, gdp, width=400, lines=range(2, len(gdp) + 2)).split())
    assert f"line {row + 2} Gross domestic product" in lines


def test_rules_that_could_not_look_are_told_once_and_no_notes() -> None:
    few = le.observations("gdp", "CN-LN", vintage="nbs-web-2024")[["indicator", "region", "value"]]
    found = le.audit(few)
    text = as_text(found, few)
    assert text.startswith("NOT LOOKED AT: for want of columns\n")
    assert "LE604: no unit" in text
    assert counted(found, few) == f"nothing found; {len(found)} rules could not look"


def test_many_rows_are_cut_in_the_text_alone(zone: pd.DataFrame) -> None:
    nameless = zone.assign(source="")
    found = le.audit(nameless, ignore=["LE1", "LE2", "LE4", "LE5", "LE602", "LE605"])
    assert "...   and 169 more" in as_text(found, nameless)  # 175 claims, six shown
    assert "no source" not in as_text(found, nameless).replace("name no source", "").replace(
        "no-source", ""
    )
    assert len(json.loads(as_json(found, nameless))[0]["rows"]) == len(zone)


def test_a_text_without_colour_has_no_codes_of_a_terminal(
    zone: pd.DataFrame, found: pd.DataFrame
) -> None:
    assert "\x1b" not in as_text(found, zone)
    assert "\x1b[1;31m" in as_text(found, zone, colour=True)


def test_brackets_in_a_message_are_no_markup(zone: pd.DataFrame, found: pd.DataFrame) -> None:
    odd = found.head(1).assign(message="[bold]F098[/] says :smile: [nbs-web-2018]")
    assert "[bold]F098[/] says :smile: [nbs-web-2018]." in as_text(odd, zone, width=400)


def test_nothing_found_is_nothing(zone: pd.DataFrame) -> None:
    none = frames.empty(frames.FINDINGS)
    assert as_text(none, zone) == ""
    assert counted(none, zone) == "nothing found"
    assert json.loads(as_json(none, zone)) == []
    assert json.loads(as_sarif(none, zone))["runs"][0]["results"] == []
    assert as_csv(none) == "rule,severity,rows,found,expected,message,mend\n"


def test_csv_has_the_findings_as_they_are(found: pd.DataFrame) -> None:
    back = pd.read_csv(io.StringIO(as_csv(found)), dtype="str", keep_default_na=False)
    assert back.equals(found.astype("str"))


def test_json_has_whole_numbers_claims_and_sources(zone: pd.DataFrame, found: pd.DataFrame) -> None:
    objects = json.loads(as_json(found, zone))
    assert len(objects) == len(found)
    first = next(one for one in objects if one["rule"] == "LE202")
    assert first["name"] == "off-by-a-power-of-ten"
    assert first["severity"] == "error"
    assert first["claims"] == ["F033", "F031", "F043"]
    assert zone["claim"].iloc[first["rows"]].tolist() == first["claims"]
    assert zone["source"].iloc[first["rows"]].tolist() == first["sources"]
    assert set(first["documents"]) == {"ftz_claims"}


def test_sarif_has_what_the_standard_requires(zone: pd.DataFrame, found: pd.DataFrame) -> None:
    # SARIF 2.1.0: 3.13 sarifLog, 3.14 run, 3.19 toolComponent, 3.27 result, 3.28 location,
    # 3.30 region, 3.49 reportingDescriptor.
    log = json.loads(
        as_sarif(found, zone, uri="my%20data/ftz_claims.csv", lines=range(2, len(zone) + 2))
    )
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "liaoning-econ"
    assert driver["version"] == le.__version__
    assert_rules(driver["rules"])
    assert len(run["results"]) == len(found)
    for result, rule, severity, rows in zip(
        run["results"], found["rule"], found["severity"], found["rows"], strict=True
    ):
        assert result["ruleId"] == rule == driver["rules"][result["ruleIndex"]]["id"]
        assert result["level"] == LEVELS[severity]
        assert result["message"]["text"]
        every = result["locations"] + result.get("relatedLocations", [])
        assert [place(each) for each in every] == [int(row) + 2 for row in rows.split(",")]


def assert_rules(rules: list[dict[str, Any]]) -> None:
    assert [rule["id"] for rule in rules] == le.rules()["code"].tolist()
    for rule in rules:
        assert rule["name"]
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in LEVELS.values()


def place(location: dict[str, Any]) -> int:
    """The line of a location, after a look at what belongs to one."""
    physical = location["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "my%20data/ftz_claims.csv"}
    assert re.fullmatch(r"ftz_claims:F\d+[A-Z]?", location["logicalLocations"][0][
        "fullyQualifiedName"
    ])  # fmt: skip
    line: int = physical["region"]["startLine"]
    return line


def test_sarif_without_a_file_names_rows_by_their_codes(
    zone: pd.DataFrame, found: pd.DataFrame
) -> None:
    results = json.loads(as_sarif(found, zone))["runs"][0]["results"]
    assert all("physicalLocation" not in each for one in results for each in one["locations"])
    assert results[0]["locations"][0]["logicalLocations"][0]["name"] == "F098R"


def test_sarif_of_an_article_marks_the_words() -> None:
    text = "First line.\n\nThe zone drew 421.14 billion yuan (1.2 billion US dollars) in 2017.\n"
    claims = le.read_text(text, published="2018-08-11", document="a.txt")
    found = le.audit(claims)
    run = json.loads(as_sarif(found, claims, uri="a.txt", text=text))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    first = next(one for one in run["results"] if one["ruleId"] == "LE101")
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 3
    start = region["charOffset"]
    assert text[start : start + region["charLength"]] == "421.14 billion yuan"


def test_a_finding_on_a_whole_file_has_the_file_alone() -> None:
    few = le.claims("ftz_claims")[["indicator", "region", "value"]]
    run = json.loads(as_sarif(le.audit(few), few, uri="few.csv", lines=range(2, 177)))["runs"][0]
    assert run["results"][0]["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "few.csv"}}}
    ]


def test_rules_of_a_user_have_no_place_among_the_shipped(zone: pd.DataFrame) -> None:
    mine = le.audit(zone).head(1).assign(rule="MY001", rows="")
    result = json.loads(as_sarif(mine, zone))["runs"][0]["results"][0]
    assert result["ruleId"] == "MY001"
    assert "ruleIndex" not in result
    assert "locations" not in result
    assert json.loads(as_json(mine, zone))[0]["name"] == ""
    assert "MY001" in as_text(mine, zone)


def test_addresses_of_files(tmp_path: Any) -> None:
    assert uri_of(tmp_path / "a b.csv").startswith("file:///")
    assert uri_of(tmp_path / "a b.csv").endswith("/a%20b.csv")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ask whose it is", "Ask whose it is."),
        ("is it?", "Is it?"),
        ("done.", "Done."),
        ("firms_new of CN-LN falls", "firms_new of CN-LN falls."),
        ("", ""),
    ],
)
def test_a_sentence_begins_big_and_ends(text: str, told: str) -> None:
    assert sentence(text) == told
