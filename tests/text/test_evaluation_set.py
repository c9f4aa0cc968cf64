"""The sentences labelled by hand: each label fits its text and the catalogue's codes."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pandas as pd
import pytest

from liaoning_econ import catalog, frames, units
from liaoning_econ.quantities import QUALIFIERS
from tests.text.evaluation import score

FILES = {language: score.HERE / name for language, name in score.LANGUAGES.items()}
LINES: list[tuple[str, dict[str, Any]]] = [
    (language, line)
    for language, path in FILES.items()
    if path.exists()
    for line in score.load(path)
]
IDS = [line["id"] for _, line in LINES]


@pytest.mark.parametrize(("language", "line"), LINES, ids=IDS)
def test_each_label_stands_in_its_text(language: str, line: dict[str, Any]) -> None:
    assert line["id"].startswith(language)
    assert line["split"] in score.SPLITS
    spans = []
    for label in line["figures"]:
        start = score.place(line["text"], label["surface"], label["nth"])
        assert start >= 0, f"{label['surface']!r} ({label['nth']}) is not in the text"
        assert label["surface"] == label["surface"].strip() != ""
        spans.append((start, start + len(label["surface"])))
    for (_, end), (start, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
        assert end <= start, "two labels overlap"


@pytest.mark.parametrize("line", [line for _, line in LINES], ids=IDS)
def test_each_label_has_bounds_codes_and_a_window(line: dict[str, Any]) -> None:
    for label in line["figures"]:
        upper = math.inf if label["upper"] is None else label["upper"]
        assert label["lower"] <= label["value"] <= upper
        assert math.isfinite(label["value"])
        assert label["qualifier"] in QUALIFIERS
        assert label["measure"] in frames.MEASURE.categories
        assert label["precision"] in frames.PRECISION.categories
        assert label["indicator"] in catalog.codes("indicator") | {"unknown"}
        assert label["region"] in catalog.codes("region") | {"unknown"}
        assert units.normalise(label["unit"]) == label["unit"]
        days = [pd.Timestamp(label[side]) for side in ("start", "end") if label[side]]
        assert days == sorted(days)
        assert label["end"] or label["precision"] == "open"


def test_ids_and_texts_are_unique() -> None:
    assert len(set(IDS)) == len(IDS)
    texts = [line["text"] for _, line in LINES]
    assert len(set(texts)) == len(texts)


@pytest.mark.skipif(
    not all(path.exists() for path in FILES.values()), reason="the set of one language is missing"
)
def test_there_are_enough_and_half_were_kept_from_the_first_rules() -> None:
    assert len(LINES) >= 300
    for language in FILES:
        splits = [line["split"] for tongue, line in LINES if tongue == language]
        assert splits.count("opened") == pytest.approx(splits.count("seen"), abs=7)
        assert splits.count("held_out") >= 100
        assert sum(not line["figures"] for tongue, line in LINES if tongue == language) >= 20


def test_the_score_of_a_small_case_worked_out_by_hand() -> None:
    bounds, window, subject = ("over", 5.0, 6.0), (None, None, "open"), ("gdp", "CN-LN")
    gold = (
        score.Figure(0, 4, 5.0, "percent", bounds, window, subject),
        score.Figure(10, 14, -2.0, "percent", bounds, window, subject),
    )
    found = [
        score.Figure(2, 3, 5.0, "percent", bounds, window, ("gdp", "CN")),
        score.Figure(10, 14, 2.0, "percent", bounds, window, subject),  # the sign is wrong
        score.Figure(20, 24, 5.0, "percent", bounds, window, subject),  # nothing stands there
    ]
    counts = score.Counts()
    counts.add(found, gold)
    assert (counts.found, counts.gold, counts.right) == (3, 2, (1, 1, 1, 0))
    assert counts.precision(0) == pytest.approx(1 / 3)
    assert counts.recall(0) == pytest.approx(1 / 2)
    unsigned = score.Counts()
    unsigned.add(found, gold, signed=False)
    assert unsigned.right == (2, 2, 2, 1)


def test_the_labels_score_full_marks_against_themselves() -> None:
    texts = score.sentences("seen")
    table = list(score.table({"labels": score.count(lambda each: list(each.figures), texts)}))
    assert {line.split("|")[5].strip() for line in table[2:]} == {"1.000 / 1.000"}


def test_a_place_is_counted_from_zero_with_overlaps() -> None:
    assert [score.place("1818 and 18", "18", nth) for nth in range(4)] == [0, 2, 9, -1]


def test_errors_of_lines_that_are_held_out_are_never_listed() -> None:
    missed = next(each for each in score.sentences("seen") if each.figures)
    listed = "\n".join(score.errors(lambda _: [], [missed]))
    assert "missed" in listed
    hidden = dataclasses.replace(missed, split="held_out")
    assert list(score.errors(lambda _: [], [hidden])) == []
