"""The pages on the audit: each rule's is what its cases print, and the judged table is complete."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import liaoning_econ as le
from liaoning_econ.auditing import Rule

if TYPE_CHECKING:
    import pandas as pd

Key: TypeAlias = tuple[str, str, tuple[str, ...]]
JUDGEMENTS = {"hit", "holds", "undecided", "false alarm"}


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("rule_pages", root / "tools" / "rule_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def judged(known: Path) -> dict[str, Any]:
    return tomllib.loads((known / "audit_judged.toml").read_text(encoding="utf-8"))


def keys(frame: pd.DataFrame, **options: Any) -> dict[Key, str]:
    """The message of each finding, by rule, severity and the claims that it names."""
    found = {}
    for each in le.audit(frame, **options).itertuples():
        rows = [int(row) for row in str(each.rows).split(",") if row]
        named = [str(frame["claim"].iloc[row]) for row in rows] or [str(each.message).split()[0]]
        found[str(each.rule), str(each.severity), tuple(sorted(named))] = str(each.message)
    return found


def key(entry: dict[str, Any]) -> Key:
    return entry["rule"], entry["severity"], tuple(sorted(entry["claims"] or [entry["about"]]))


def test_the_pages_are_what_the_rules_print_today(
    tool: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tool.main(["--check"])
    assert not stale, capsys.readouterr().err + "run: python tools/rule_pages.py"


def test_a_case_that_no_longer_fires_is_an_error(tool: ModuleType) -> None:
    case = {"says": "Nothing.", "code": 'say(rows("F001"), "LE101")'}
    with pytest.raises(SystemExit, match="LE101 should fire"):
        tool.case_of("LE101", case, fires=True)


def test_every_finding_in_the_shipped_claims_is_judged(
    shipped: pd.DataFrame, judged: dict[str, Any]
) -> None:
    assert {key(each) for each in judged["finding"]} == set(keys(shipped))
    assert {each["judgement"] for each in judged["finding"]} <= JUDGEMENTS


def test_a_document_by_itself_gives_what_all_of_them_give(
    shipped: pd.DataFrame, judged: dict[str, Any]
) -> None:
    together = {key(each) for each in judged["finding"]}
    alone = {(each["document"], *key(each)) for each in judged["alone"]}
    documents = shipped["document"].astype("str")
    more = {
        (name, *found)
        for name in documents.unique()
        for found in keys(shipped[(documents == name).to_numpy()].reset_index(drop=True))
        if found not in together
    }
    assert more == alone


def test_what_no_rule_finds_is_still_not_found(
    shipped: pd.DataFrame, judged: dict[str, Any]
) -> None:
    found = [set(claims) for *_, claims in keys(shipped, ignore=["LE6"])]
    # The README says how many there are, in a word.
    assert len(judged["missed"]) == 10
    for each in judged["missed"]:
        claims = set(each["claims"])
        assert claims <= set(shipped["claim"])
        assert not any(claims <= named for named in found), f"{claims} is found now: judge it"


def test_sums_that_agree_are_left_alone(shipped: pd.DataFrame, judged: dict[str, Any]) -> None:
    found = [set(claims) for *_, claims in keys(shipped, ignore=["LE6"])]
    for each in judged["agrees"]:
        assert not any(named <= set(each["claims"]) for named in found), each["why"]


@pytest.mark.parametrize("against", [None, ()])
def test_no_rule_fails_on_the_shipped_claims(shipped: pd.DataFrame, against: object) -> None:
    messages = keys(shipped, against=against).values()
    assert not [each for each in messages if re.search("failed:|could not look", each)]


def test_a_rule_of_your_own_in_ten_lines(root: Path, shipped: pd.DataFrame) -> None:
    page = (root / "docs" / "audit.md").read_text(encoding="utf-8")
    source = next(code for code in cells(page) if "@rule" in code)
    assert len(source.partition("@rule")[2].strip().splitlines()) <= 10
    place: dict[str, Any] = {"le": le, "claims": shipped}
    exec(source, place)
    own = place["round_counts"]
    assert isinstance(own, Rule)
    found = le.audit(shipped, ignore=["LE"], extra=[own])
    assert set(found["rule"]) == {"MY001"}


def cells(page: str) -> list[str]:
    """The code cells of a page."""
    return re.findall(r"```\{code-cell\} ipython3\n(.*?)```", page, flags=re.DOTALL)
