"""The command line: what it prints, and how it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import liaoning_econ as le
from liaoning_econ import cli
from liaoning_econ.frames import FRAMES

HELPS = [[], ["data"], ["schema"]]
COMMANDS = [
    ["brief"],
    ["compare"],
    ["data", "list"],
    ["data", "show"],
    ["read"],
    ["schema", "export"],
]
ARTICLE = (
    "Liaoning's pilot free trade zone has drawn nearly 30,000 companies with a registered capital "
    "of 421.14 billion yuan since its opening in April last year.\n至少200户企业，增长4.2%。\n"
)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.app, args, prog_name="liaoning-econ")


def refused(*args: str) -> str:
    """The one line on stderr of a command that ends with exit code 2."""
    answer = run(*args)
    assert answer.exit_code == 2, answer.output
    assert answer.stdout == ""
    (line,) = answer.stderr.splitlines()
    assert line.startswith("liaoning-econ: ")
    return line.removeprefix("liaoning-econ: ")


def process(
    *args: str, folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "liaoning_econ", *args],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(le.__file__).parents[1]), **environment},
    )


def test_version() -> None:
    assert run("--version").stdout == f"liaoning-econ {le.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_examples_that_can_be_copied(command: list[str]) -> None:
    answer = run(*command, "--help")
    assert answer.exit_code == 0
    lines = [line.strip() for line in answer.stdout.splitlines()]
    examples = [line for line in lines if line.startswith("liaoning-econ ")]
    assert examples
    assert all(line.startswith(f"liaoning-econ {' '.join(command)}") for line in examples)


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_a_group_alone_prints_its_help(command: list[str]) -> None:
    answer = run(*command)
    assert answer.exit_code == 0
    assert answer.stdout.startswith(f"Usage: {' '.join(['liaoning-econ', *command])}")


def test_the_brief_is_written_and_its_place_printed(tmp_path: Path) -> None:
    written = tmp_path / "my brief.html"
    answer = run("brief", "-o", str(written))
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == f"{written.resolve()}\n"
    assert written.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert len(answer.stderr.splitlines()) >= 7  # one line a section, while it runs


@pytest.mark.parametrize("what", list(cli.Listed))
def test_data_list_lists_everything(what: cli.Listed) -> None:
    answer = run("data", "list", what.value)
    assert answer.exit_code == 0, answer.output
    rows = run("data", "list", what.value, "--csv").stdout
    assert len(answer.stdout.splitlines()) > 2
    assert "," in rows.splitlines()[0]


def test_data_list_names_codes_that_data_show_knows() -> None:
    assert "gdp" in run("data", "list").stdout.split()
    assert "CN-LN-SHENYANG" in run("data", "list", "regions").stdout.split()
    assert "nbs-web-2024" in run("data", "list", "vintages").stdout.split()
    assert "S12" in run("data", "list", "claims").stdout.split()
    assert "004_ed772e34f7e3be99.txt" in run("data", "list", "documents").stdout.split()


def test_data_show_prints_figures_in_full() -> None:
    # 23,409.24 hundred million yuan: NBS, Liaoning 2017, before the fourth census
    shown = run("data", "show", "gdp", "CN-LN", "--vintage", "nbs-web-2018-12", "--start", "2017")
    assert "2,340,924,000,000" in shown.stdout


def test_data_show_as_csv_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "gdp.csv"
    file.write_text(run("data", "show", "gdp", "CN-LN", "--csv").stdout, encoding="utf-8")
    assert len(le.read(file)) == len(le.observations("gdp", "CN-LN"))


@pytest.fixture
def article(tmp_path: Path) -> str:
    file = tmp_path / "my article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return str(file)


def test_read_prints_two_lines_a_figure(article: str) -> None:
    answer = run("read", article, "--published", "2018-08-11")
    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    # 30,000: from a tenth less; 421.14 billion: half its last digit on both sides.
    assert lines[0].split() == "C001 nearly 30,000 27,000 to 30,000 firm".split()
    assert "2017-04-10 to 2018-08-11 (open)" in lines[1]
    assert lines[2].endswith("421.135 to 421.145 billion CNY")
    assert "at least 200 firm" in answer.stdout
    assert "4.15 to 4.25 percent" in answer.stdout


def test_read_says_why_an_indicator_or_a_region_is_unknown(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Throughput rose 5 percent. 全省税收增长3%。", encoding="utf-8")
    printed = run("read", str(file)).stdout
    assert "indicator unknown: 'throughput' is no indicator of the catalogue" in printed
    assert "region unknown: no words name a place in the sentence or before it" in printed
    assert "'全省' stands for a province that the text does not name" in printed


def test_the_table_of_an_article_is_as_wide_as_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    sum_of_money = "between 1,234,567,890.12 US dollars and 1,334,567,890.12 US dollars"
    file.write_text(f"Exports were {sum_of_money} in 2017, 出口5万到10万亿元。", encoding="utf-8")
    for line in run("read", str(file)).stdout.splitlines():
        assert sum(2 if ord(letter) > 0x2E80 else 1 for letter in line) <= 80


def test_read_as_csv_is_read_back(article: str, tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text(run("read", article, "--format", "csv").stdout, encoding="utf-8")
    assert le.read(file).equals(le.read_article(article))


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_read_writes_what_brief_takes(article: str, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    answer = run("read", article, "--published", "2018-08", "-o", str(file))
    assert answer.stdout == f"{file.resolve()}\n"
    assert le.read(file).equals(le.read_article(article, published="2018-08"))


def test_read_as_json(article: str, tmp_path: Path) -> None:
    rows = json.loads(run("read", article, "--format", "json").stdout)
    assert [row["surface"] for row in rows] == ["30,000", "421.14 billion yuan", "200", "4.2%"]
    assert rows[0]["end"] is None  # nobody said when it appeared
    assert rows[2]["upper"] is None  # at least
    assert rows[1]["value"] == 421.14e9
    file = tmp_path / "out.json"
    assert run("read", article, "-o", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == rows


def test_read_as_a_table_goes_to_any_file(article: str, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    assert run("read", article, "-o", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8") == run("read", article).stdout


def test_a_text_without_figures_says_so(tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("Nothing was counted.", encoding="utf-8")
    assert run("read", str(file)).stdout == "no figure was found\n"
    assert json.loads(run("read", str(file), "--format", "json").stdout) == []
    assert len(run("read", str(file), "--format", "csv").stdout.splitlines()) == 1


def test_the_language_can_be_told(article: str) -> None:
    assert run("read", article, "--language", "en").exit_code == 0
    assert "'fr' is not one of 'zh', 'en'" in refused("read", article, "--language", "fr")


def test_the_brief_of_an_article(article: str, tmp_path: Path) -> None:
    written = tmp_path / "mine.html"
    answer = run("brief", article, "--published", "2018-08-11", "-o", str(written))
    assert answer.exit_code == 0, answer.output
    assert answer.stdout == f"{written.resolve()}\n"
    assert "421.14 billion yuan" in written.read_text(encoding="utf-8")


def test_articles_that_cannot_be_read_are_one_line(article: str, tmp_path: Path) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes("辽宁自贸试验区新注册企业近3万户".encode("gb18030"))
    command = "iconv -f GB18030 -t UTF-8 old.txt"
    for verb in ("read", "brief"):
        assert command in refused(verb, str(old))
        assert "nope.txt" in refused(verb, str(tmp_path / "nope.txt"))
        assert "Is a directory" in refused(verb, str(tmp_path))
        assert "'soon' is no day" in refused(verb, article, "--published", "soon")
    assert command in refused("read", str(old), "--language", "zh")


def test_options_of_an_article_that_do_not_fit_are_refused(article: str, tmp_path: Path) -> None:
    parquet = str(tmp_path / "out.parquet")
    assert "-o out.parquet" in refused("read", article, "--format", "parquet")
    assert "does not end in .csv" in refused("read", article, "--format", "csv", "-o", parquet)
    assert "ends in .txt" in refused("read", article, "--format", "csv", "-o", f"{parquet}.txt")
    assert "two sets of claims" in refused("brief", article, "--claims", parquet)
    assert "none is named" in refused("brief", "--published", "2018")


def test_compare_claims_by_their_codes() -> None:
    answer = run("compare", "S12", "S16", "--per", "month")
    assert answer.exit_code == 0, answer.output
    assert "5.1" in answer.stdout
    assert "firm" in answer.stdout


def test_compare_figures_in_words() -> None:
    answer = run("compare", "nearly 30,000 firms", "18,000 firms")
    assert answer.exit_code == 0, answer.output
    assert "always" in answer.stdout


def test_compare_refuses_unlike_windows_and_names_the_option() -> None:
    line = refused("compare", "S12", "S16")
    assert "16 and 48 months" in line
    assert "per" in line


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nope"], "No such command 'nope'. See: liaoning-econ --help"),
        (["data", "list", "nope"], "'nope' is not one of 'indicators', 'regions'"),
        (["data", "show"], "Missing argument 'indicator'. See: liaoning-econ data show --help"),
        (["brief", "--nope"], "No such option: --nope"),
        (["data", "show", "gpd"], "unknown indicator 'gpd'. Mend: did you mean 'gdp'?"),
        (["data", "show", "gdp", "CN-LM"], "unknown region 'CN-LM'. Mend: did you mean"),
        (["data", "show", "gdp", "CN-LN", "--vintage", "x"], "unknown vintage 'x'"),
        (["data", "show", "gdp", "CN-LN", "--start", "2095"], "there is no figure of gdp of CN-LN"),
        (["data", "show", "gdp", "CN-LN", "--as-of", "soon"], "soon"),
        (["compare", "S99", "S16"], "unknown claim 'S99'. Mend: did you mean"),
        (["compare", "nearly 30,000 frims", "18,000 firms"], "frims"),
        (["compare", "3 firms", "4 yuan"], "firm"),
        (["compare", "S12", "S16", "--per", "fortnight"], "fortnight"),
        (["brief", "--claims", "not there.csv"], "not there.csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_line(args: list[str], message: str) -> None:
    assert message in refused(*args)


def test_files_that_cannot_be_read_or_written_are_one_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    latin = tmp_path / "latin.csv"
    latin.write_bytes("région,année\nCN-LN,2017\n".encode("latin-1"))
    assert "empty.csv" in refused("brief", "--claims", str(empty))
    assert "latin.csv" in refused("brief", "--claims", str(latin))
    assert str(tmp_path) in refused("brief", "--claims", str(tmp_path))
    assert str(tmp_path) in refused("brief", "-o", str(tmp_path))
    assert "gone" in refused("brief", "-o", str(tmp_path / "gone" / "brief.html"))
    assert "empty.csv" in refused("schema", "export", str(empty))
    assert "a\\nb" not in refused("brief", "--claims", "a\nb")


def test_a_mistake_of_ours_is_one_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise KeyError("region")

    monkeypatch.setattr(le, "indicators", broken, raising=False)
    monkeypatch.delenv("LIAONING_ECON_DEBUG", raising=False)
    answer = run("data", "list")
    assert answer.exit_code == 1
    assert answer.stderr == (
        "liaoning-econ: a mistake of liaoning-econ, not of yours: KeyError: 'region'. "
        "Set LIAONING_ECON_DEBUG=1 to see where\n"
    )
    monkeypatch.setenv("LIAONING_ECON_DEBUG", "1")
    assert isinstance(run("data", "list").exception, KeyError)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device", "x"), OSError("odd")])
def test_any_trouble_with_a_file_is_one_line(
    monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def full() -> None:
        raise error

    monkeypatch.setattr(le, "regions", full, raising=False)
    line = refused("data", "list", "regions")
    assert line in {"x: No space left on device", "odd"}


def test_an_interrupt_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(le, "regions", interrupted, raising=False)
    answer = run("data", "list", "regions")
    assert answer.exit_code == 130


def test_schemas_are_exported(tmp_path: Path) -> None:
    answer = run("schema", "export", str(tmp_path / "schemas"))
    assert answer.exit_code == 0, answer.output
    written = sorted(path.name for path in (tmp_path / "schemas").iterdir())
    assert written == sorted(f"{frame.name.lower()}.json" for frame in FRAMES)
    assert [Path(line).name for line in sorted(answer.stdout.splitlines())] == written


def test_a_process_prints_the_same() -> None:
    answer = process("data", "list", "vintages")
    assert answer.returncode == 0
    assert answer.stderr == b""
    assert b"nbs-web-2024" in answer.stdout


def test_a_terminal_without_chinese_shows_codes_instead() -> None:
    answer = process("data", "list", "regions", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.returncode == 0, answer.stderr
    assert b"\\u8fbd\\u5b81" in answer.stdout  # Liaoning


def test_bad_input_in_a_process_is_no_traceback() -> None:
    answer = process("data", "show", "gdp", "辽宁?", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) == 1
    assert b"unknown region" in answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_pipe_that_closes_early_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "liaoning_econ", "data", "show", "gdp", "--csv"]
    folder = Path(le.__file__).parents[1]
    answer = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, cwd=folder)
    os.close(writer)
    assert answer.stderr == b""
    assert answer.returncode == 1
