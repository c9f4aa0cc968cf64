"""Who says so: one rule for names, offices, and neighbouring sentences."""

from __future__ import annotations

import pytest

import liaoning_econ as le


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # The full name without "Mr" and without the office; the title where there is no more.
        ("According to Mr Wang Enbin, deputy director, 30 firms came.", "Wang Enbin"),
        ("Rents are at most 40 percent of Shanghai's, Ms Wang says.", "Ms Wang"),
        ("GDP rose 5 percent, said Li Hong, who heads the bureau.", "Li Hong"),
        ("Zhao Lei, a section head, told visitors that 65 firms came.", "Zhao Lei"),
        ("Utilised FDI was $5 billion, the Liaoning commerce department reported.",
         "Liaoning commerce department"),
        ("According to the Shenyang statistics bureau, GDP rose 5 percent.",
         "Shenyang statistics bureau"),
        ("片区管委会负责人说，日均新设企业12户。", "片区管委会负责人"),
        ("国家发展改革委表示，总投资1.6万亿元。", "国家发展改革委"),
        ("据大连海关统计，进出口增长11%。", "大连海关"),
        # Nobody.
        ("GDP rose 5 percent in 2018.", ""),
        ("项目建设周期预计3至5年。", ""),
    ],
)  # fmt: skip
def test_the_speaker_is_named_by_one_rule(text: str, speaker: str) -> None:
    assert set(le.read_text(text)["speaker"]) == {speaker}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("GDP rose 5 percent, said Li Hong. Exports fell 2 percent, she added.",
         ["Li Hong", "Li Hong"]),
        ("Li Hong said GDP rose 5 percent. Exports fell 2 percent.", ["Li Hong", ""]),
        ("王强说，出口增长5%。他表示，进口下降2%。", ["王强", "王强"]),
        ("“Exports rose 5 percent. Imports fell 2 percent,” said Li Hong.",
         ["Li Hong", "Li Hong"]),
    ],
)  # fmt: skip
def test_neighbouring_sentences_name_the_speaker(text: str, speakers: list[str]) -> None:
    assert le.read_text(text)["speaker"].tolist() == speakers
