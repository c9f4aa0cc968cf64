"""`liaoning-econ audit`, and the files that it takes."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import liaoning_econ as le
from liaoning_econ import cli, io
from liaoning_econ.cli import audits

ARTICLE = (
    "The China (Liaoning) Pilot Free Trade Zone opened in April 2017.\n\n"
    "It drew 421.14 billion yuan (1.2 billion US dollars) in 2017.\n"
)
# The header and a row of a table of claims as people keep them.
OWN = (
    "claim_id,region,area,indicator,measure,value,qualifier,unit,window_start,window_end,published\n"
    "F001,CN-LN-FTZ,total,new_enterprises,cumulative_new,181,none,enterprises,2017-04,2017-04,2017\n"
)


def run(*args: str, **environment: str) -> Result:
    return CliRunner().invoke(
        cli.app, ["audit", *args], prog_name="liaoning-econ", env=dict(environment)
    )


def refused(*args: str) -> str:
    """The one line on stderr of an audit that ends with exit code 2."""
    answer = run(*args)
    assert answer.exit_code == 2, answer.output
    assert answer.stdout == ""
    (line,) = answer.stderr.splitlines()
    return line.removeprefix("liaoning-econ: ")


@pytest.fixture(scope="module")
def zone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shipped claims as the file that the command itself writes."""
    file = tmp_path_factory.mktemp("zone") / "ftz_claims.csv"
    args = ["data", "list", "claims", "--document", "ftz_claims", "-o", str(file)]
    answer = CliRunner().invoke(cli.app, args)
    assert answer.stdout == f"{file.resolve()}\n", answer.output
    return str(file)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Sichuan's sum, which agrees: 12,959 + 119 = 13,078."""
    file = tmp_path_factory.mktemp("clean") / "clean.csv"
    claims = le.claims("ftz_claims")
    le.write(claims[claims["claim"] == "F043"].reset_index(drop=True), file)
    return str(file)


def test_help_has_examples_and_says_the_exit_codes() -> None:
    answer = run("--help")
    assert answer.exit_code == 0
    lines = [line.strip() for line in answer.stdout.splitlines()]
    assert sum(line.startswith("liaoning-econ audit ") for line in lines) == 4
    assert "exit code 1 where an error or a warning is shown" in " ".join(answer.stdout.split())


def test_the_claims_that_ship_as_a_file_print_what_the_audit_finds(zone: str) -> None:
    answer = run(zone)
    assert answer.exit_code == 1, answer.output
    lines = answer.stdout.splitlines()
    assert lines[0] == "ftz_claims.csv: 175 claims, held against the record that ships"
    found = le.audit(le.claims("ftz_claims"))
    codes = [line[:5] for line in lines if line.startswith("LE")]
    assert codes == found["rule"].astype("str").tolist()
    assert lines[-1].startswith("175 claims: 5 errors, ")
    assert max(len(line) for line in lines if line.isascii()) <= 80


def test_shipped_documents_need_no_file(zone: str) -> None:
    one = run("--shipped", "ftz_claims", "--format", "csv")
    assert one.exit_code == 1
    assert one.stdout == run(zone, "--format", "csv").stdout
    assert run("--shipped", "fdi_liaoning", "--ignore", "LE1,LE6").exit_code == 0
    every = run("--shipped", "all", "--severity", "error")
    assert every.stdout.startswith(f"the shipped claims: {len(le.claims())} claims, held against")


def test_an_audit_that_finds_nothing_ends_with_0(clean: str) -> None:
    answer = run(clean)
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == (
        "clean.csv: 1 claim, held against the record that ships\n\n1 claim: nothing found.\n"
    )
    assert json.loads(run(clean, "--format", "json").stdout) == []


def test_notes_alone_end_with_0(zone: str) -> None:
    answer = run(zone, "--ignore", "LE1,LE2", "--ignore", "LE4")
    assert answer.exit_code == 0, answer.output
    assert "NOTES" in answer.stdout
    assert "WARNINGS" not in answer.stdout


def test_the_least_severity_is_shown_and_the_rest_counted(zone: str) -> None:
    answer = run(zone, "--severity", "error")
    assert "WARNINGS" not in answer.stdout
    number = le.audit(le.claims("ftz_claims"))["severity"].astype("str").value_counts()
    hidden = number["warning"] + number["info"]
    assert answer.stdout.splitlines()[-1] == (
        f"175 claims: {number['error']} errors; {hidden} of less weight not shown."
    )
    rules = json.loads(run(zone, "--severity", "warning", "--format", "json").stdout)
    assert {one["severity"] for one in rules} == {"error", "warning"}


def test_one_document_of_a_file_keeps_the_rows_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    le.write(le.claims(), file)
    found = json.loads(run(str(file), "--document", "ftz_claims", "--format", "json").stdout)
    claims = le.claims()["claim"]
    assert found
    assert all(claims.iloc[one["rows"]].tolist() == one["claims"] for one in found)
    printed = run(str(file), "--document", "ftz_claims").stdout
    assert printed.startswith("all.csv, ftz_claims: 175 claims, held against")
    line = refused(str(file), "--document", "ftz_claim")
    assert "unknown document 'ftz_claim'. Mend: did you mean 'ftz_claims'? the file has" in line


def test_against_nothing_and_against_a_file(zone: str, tmp_path: Path) -> None:
    file = tmp_path / "gdp.parquet"
    args = ["data", "show", "gdp", "CN-LN", "-o", str(file)]
    assert CliRunner().invoke(cli.app, args).exit_code == 0
    assert run(zone, "--against", "none").stdout.startswith(
        "ftz_claims.csv: 175 claims, held against one another alone\n"
    )
    assert f"held against {file}" in run(zone, "--against", str(file)).stdout
    assert run(str(file)).exit_code == 1  # the table of May 2020
    assert "could not be read" in refused(zone, "--against", "nope.csv")


def test_a_width_is_that_of_the_terminal(zone: str) -> None:
    wide = run(zone, COLUMNS="120").stdout.splitlines()
    assert 100 < max(len(line) for line in wide) <= 120
    assert max(len(line) for line in run(zone, COLUMNS="400").stdout.splitlines()) <= 120


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.sarif", "out.sarif.json", "out.txt"])
def test_the_output_is_written_and_its_place_printed(zone: str, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    answer = run(zone, "-o", str(file))
    assert answer.exit_code == 1
    assert answer.stdout == f"{file.resolve()}\n"
    text = file.read_text(encoding="utf-8")
    starts = {"csv": "rule,severity,", "json": "[", "sarif": "{", "txt": "ftz_claims.csv: 175"}
    kind = "sarif" if "sarif" in name else name.rpartition(".")[2]
    assert text.startswith(starts[kind])
    assert list(tmp_path.iterdir()) == [file]  # nothing beside it


def test_the_audited_file_is_not_overwritten(zone: str) -> None:
    before = Path(zone).read_bytes()
    assert "is the file that is audited" in refused(zone, "-o", zone)
    assert Path(zone).read_bytes() == before


def test_an_article_is_read_and_audited(tmp_path: Path) -> None:
    file = tmp_path / "my article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    answer = run(str(file), "--published", "2018-08-11")
    assert answer.exit_code == 1, answer.output
    assert "LE101  implied-exchange-rate" in answer.stdout
    assert "my article.txt, paragraph 2, 11" in answer.stdout
    assert "LE601" not in answer.stdout  # the article is the source
    log = json.loads(run(str(file), "--format", "sarif").stdout)
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"].endswith("/my%20article.txt")
    assert location["region"]["startLine"] == 3


def test_a_file_that_lacks_columns_is_audited_and_says_so(zone: str, tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    columns = ["indicator", "region", "start", "end", "precision", "unit", "value", "lower"]
    claims = pd.read_csv(zone, dtype="str", keep_default_na=False)
    claims[[*columns, "upper"]].to_csv(file, index=False)
    answer = run(str(file))
    assert answer.exit_code == 1, answer.output
    assert "NOT LOOKED AT: for want of columns" in answer.stdout
    assert "line 103" in answer.stdout  # F098R
    assert "rules could not look." in answer.stdout.splitlines()[-1]


def test_figures_that_read_refuses_are_findings(zone: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    claims = pd.read_csv(zone, dtype="str", keep_default_na=False)
    claims.loc[0, "unit"] = "furlongs"
    claims.loc[1, "region"] = "CN-XX"
    claims.to_csv(file, index=False)
    with pytest.raises(le.LiaoningEconError):
        le.read(file)
    found = run(str(file), "--ignore", "LE1,LE2,LE4", "--format", "csv").stdout
    assert "LE604,error,0,furlongs," in found
    assert "CN-XX" in found


def test_a_table_of_ones_own_is_told_what_a_file_of_figures_has(tmp_path: Path) -> None:
    file = tmp_path / "ftz_claims.csv"
    file.write_text(OWN, encoding="utf-8")
    line = refused(str(file))
    assert line.startswith("ftz_claims.csv has no column end. Mend: a file of Observations has ")
    assert "indicator, region, start, end, precision, measure" in line
    assert "one of Claims has these and claim, document, paragraph" in line
    command = "liaoning-econ data list claims --document ftz_claims -o ftz_claims.csv"
    assert command in line
    made = tmp_path / "made.csv"
    args = [*command.split()[1:-1], str(made)]
    assert CliRunner().invoke(cli.app, args).exit_code == 0  # it works
    assert le.read(made).equals(le.claims("ftz_claims"))


def test_bad_input_is_one_line(zone: str, tmp_path: Path) -> None:
    assert "nothing is named to audit" in refused()
    assert "two things to audit" in refused(zone, "--shipped", "all")
    assert "unknown document 'ftz_claim'" in refused("--shipped", "ftz_claim")
    assert "did you mean 'ftz_claims'" in refused("--shipped", "ftz_claim")
    assert "the day of an article" in refused(zone, "--published", "2018")
    assert "the day of an article" in refused("--shipped", "all", "--published", "2018")
    assert "no rule has the code 'LE999'" in refused(zone, "--ignore", "LE999")
    assert "'grave' is not one of" in refused(zone, "--severity", "grave")
    assert "nope.csv could not be read" in refused("nope.csv")
    gdp = tmp_path / "gdp.csv"
    le.write(le.observations("gdp", "CN-LN"), gdp)
    assert "--document chooses among Claims" in refused(str(gdp), "--document", "x")
    gdp.write_text(gdp.read_text(encoding="utf-8").replace(",CN-LN,2017-01-01", ",CN-LN,soon"))
    assert "'soon' is not a day" in refused(str(gdp))


def test_listing_writes_figures_alone(tmp_path: Path) -> None:
    for args, message in [
        (["regions", "-o", str(tmp_path / "r.csv")], "-o writes figures, and regions are none"),
        (["regions", "--document", "x"], "chooses among the claims, and regions are listed"),
        (["claims", "--document", "ftz"], "unknown document 'ftz'"),
        (["claims", "-o", str(tmp_path / "c.txt")], "end it in .csv or .parquet"),
    ]:
        answer = CliRunner().invoke(cli.app, ["data", "list", *args])
        assert answer.exit_code == 2, answer.output
        assert message in answer.stderr
    listed = CliRunner().invoke(cli.app, ["data", "list", "claims", "--document", "ftz_claims"])
    assert len(listed.stdout.splitlines()) == 176


def test_rows_of_csv_are_found_on_their_lines() -> None:
    assert list(audits._lines_of("a,b\n1,2\n3,4\n", 2)) == [2, 3]
    # A quoted cell of two lines, then an empty line.
    assert list(audits._lines_of('a,b\n1,"x\ny"\n\n3,4\n', 2)) == [2, 5]
    assert list(audits._lines_of("a,b\n1,2", 1)) == [2]
    assert list(audits._lines_of('a,b\n"' + "x" * 200_000 + '\n",2\n', 1)) == [2]


def test_columns_are_read_as_they_are_declared(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("remark, value ,region,start\nx,inf,CN-LN,\ny,2,KP,2017-01-01\n")
    frame = io.read_columns(file)
    assert list(frame.columns) == ["region", "start", "value"]
    assert frame["value"].tolist() == [float("inf"), 2.0]
    assert frame["start"].isna().tolist() == [True, False]
    file.write_text("a,b\n1,2\n")
    assert io.read_columns(file).empty
    with pytest.raises(le.LiaoningEconError, match=r"has no column value\. Mend: add it"):
        io.read_columns(file, needed=["value"], mend="add it")
    file.write_text("value,measure\n1,flwo\n")
    with pytest.raises(le.LiaoningEconError, match="flwo"):
        io.read_columns(file)
