"""How figures belong together: parts, shares, changes, two currencies."""

from __future__ import annotations

import pytest

import liaoning_econ as le


def links(text: str) -> list[tuple[str, str, str]]:
    """Surface, relation and the surface of the related figure of every claim."""
    rows = le.read_text(text, published="2018-09-03").to_dict("records")
    surfaces = {row["claim"]: row["surface"] for row in rows}
    return [
        (row["surface"], row["relation"], surfaces.get(row["related_claim"], "")) for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("新增企业近4000户，注册资本超过620亿元，其中外资企业123家。", ("123", "part_of", "4000")),
        ("进出口总额4917.7亿元，增长13.2%，其中出口1981.4亿元，下降2.6%。",
         ("1981.4亿元", "part_of", "4917.7亿元")),
        ("The FTZ counted 19,602 new enterprises, among them 131 with foreign money.",
         ("131", "part_of", "19,602")),
        ("Of the list's 500 firms were counted, 61 of them foreign.", ("61", "part_of", "500")),
        ("Firms rose from 3,200 to 8,730.", ("8,730", "change_from", "3,200")),
        ("It cost 61.25 billion yuan (US$8.96 billion).",
         ("US$8.96 billion", "same_figure", "61.25 billion yuan")),
        ("出口100亿元，占全省的5%。", ("5%", "share_of", "100亿元")),
    ],
)  # fmt: skip
def test_figures_are_linked(text: str, link: tuple[str, str, str]) -> None:
    assert link in links(text)


def test_a_part_has_the_days_and_the_measure_of_its_whole() -> None:
    text = "截至2018年7月底，营口片区新增注册企业近4000户，注册资本超过620亿元，其中外资企业123家。"
    rows = le.read_text(text, published="2018-09-03").to_dict("records")
    found = {row["surface"]: row for row in rows}
    for column in ("start", "end", "precision", "measure"):
        assert found["123"][column] == found["4000"][column]
    assert found["123"]["indicator"] == "firms_new_foreign"


def test_two_parts_are_of_one_whole() -> None:
    found = links("外贸总值5222.6亿元，其中出口3395.3亿元，其中进口1827.3亿元。")
    assert [link[1:] for link in found[1:]] == [("part_of", "5222.6亿元")] * 2
