"""How many characters a second the reader of articles reads, and whether time grows linearly.

Each text is read at two lengths, one ten times the other, and their speeds are compared: the ratio
is near one where the time grows with the length. Among the texts are those that hang a reader whose
work grows faster. What is measured is processor time. Every figure costs time, so that the speed
depends on how many there are: a newspaper prints two in a thousand signs, a communique sixteen in
English and forty in Chinese, the sentences of the evaluation set twenty-five.
The figures a second stand beside it.

quantulum3, recognizers-text and jionlp read the same pages where they are installed, after a first
reading that loads what they need; of the last two the reader of money alone is asked, and jionlp
reads Chinese.

    python benchmarks/bench_text.py [--megabytes 10] [--only prose]
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import liaoning_econ as le

# Two figures in a thousand signs, about as many as a newspaper prints.
PROSE = (
    "Local officials told visiting reporters recently that a more stable neighbourhood will help "
    "the old industrial region move up a gear. They are also optimistic that a pilot free trade "
    "zone across the province will speed up efforts to revitalise it and its surrounding area, "
    "and that the ports will gain from shorter ways to the markets of the west. The Liaoning FTZ "
    "has attracted nearly 30,000 new companies with a registered capital of 421.14 billion yuan "
    "since its opening in April 2017. Businesses setting up shop there enjoy preferential "
    "policies, easier customs clearance and simpler applications, the office of the zone said.\n"
    "The ultimate aim is to be the logistics and trading hub of the region, facilitating trade "
    "flows mainly through the port. Electronic products and car parts are already moved by rail; "
    "the cargo that comes back is mainly timber, and there is still too little of it. Local "
    "businessmen said that they have not been hit by the trade dispute so far. An official said "
    "the dispute actually presents a good opportunity to boost trade with the neighbours.\n"
)
# As dense as a communique of a statistical office; the figures are invented.
COMMUNIQUE = (
    "Liaoning's economy expanded steadily in the first half of 2018, the provincial bureau of "
    "statistics announced on Friday. Gross domestic product reached 1.12 trillion yuan, up 5.6 "
    "percent year on year and 3.5 percentage points faster than a year earlier. The value added "
    "of the secondary sector rose by 6.4 percent to 437.2 billion yuan, while services accounted "
    "for 53.1 percent of output. Fixed-asset investment grew 12.1 percent, and exports to South "
    "Korea climbed to US$4.3 billion from US$3.9 billion. In the same period nearly 9,800 firms "
    "were registered in the free trade zone, or about 54 a day, with a registered capital of "
    "61.5 billion yuan. More than 280,000 new jobs were created in the cities. Grain sown on "
    "3.4 million hectares promises a harvest above the average of the past years, the bureau said, "
    "although some counties in the west of the province still wait for rain.\n"
)
CHINESE_COMMUNIQUE = (
    "初步核算，2018年上半年全省地区生产总值1.12万亿元，同比增长5.6%。其中，第二产业增加值4372亿元，增长"
    "6.4%；第三产业增加值占53.1%。固定资产投资增长12.1%，对外出口额达到43亿美元。自贸试验区新增注册"
    "企业近9800户，日均54户，注册资本615亿元。城镇新增就业28万人以上。统计部门负责人介绍，当前经济运行"
    "总体平稳、稳中向好，但外部环境仍然复杂，结构调整任务艰巨，下一步要继续优化营商环境，推动老工业基地"
    "全面振兴，支持企业技术改造，培育新的增长点，保持经济在合理的区间里运行，让群众有更多的获得感。\n"
)
EVALUATION = Path(__file__).resolve().parent.parent / "tests" / "text" / "evaluation"
BAR = 0.5e6


def speed(read: Callable[[str], object], text: str) -> float:
    """Characters a second of processor time."""
    begun = time.process_time()
    read(text)
    return len(text) / max(time.process_time() - begun, 1e-6)


def repeated(page: str, length: int) -> str:
    return (page * (length // len(page) + 1))[:length]


def sentences() -> str:
    """The evaluation set's sentences below each other, without those held out."""
    lines = [
        json.loads(line)
        for name in ("english.jsonl", "chinese.jsonl")
        for line in (EVALUATION / name).read_text(encoding="utf-8").splitlines()
    ]
    return "".join(f"{line['text']}\n" for line in lines if line["split"] in {"seen", "opened"})


def texts(length: int) -> dict[str, str]:
    """Pages as people write them, and texts that hang a reader whose work grows too fast.

    What is full of figures is shorter, so that each text takes about as long as the prose.
    """
    prose = repeated(PROSE, length)
    return {
        "prose": prose,
        "communique": repeated(COMMUNIQUE, length // 10),
        "communique, Chinese": repeated(CHINESE_COMMUNIQUE, length // 20),
        "evaluation set": repeated(sentences(), length // 20),
        "prose in one line": prose.replace("\n", " "),
        "one line without a space": prose.replace(" ", "").replace("\n", ""),
        "digits": "1" * length,
        "nested brackets": "(" * (length // 20) + ")" * (length // 20),
        "Chinese numerals": "一" * length,
        "1,1,1,...": "1," * (length // 20),
        "12 12 12 ...": "12 " * (length // 60),
    }


def peers() -> dict[str, Callable[[str], object]]:
    """Other readers, where they are installed; each has read a sentence, so that it is loaded."""
    found: dict[str, Callable[[str], object]] = {}
    for name, module in (
        ("quantulum3", "quantulum3.parser"),
        ("recognizers-text", "recognizers_number_with_unit"),
        ("jionlp", "jionlp"),
    ):
        try:
            reader = importlib.import_module(module)
        except ImportError:
            print(f"{name} is not installed")
            continue
        calls: dict[str, Callable[[str], object]] = {
            "quantulum3": lambda text, reader=reader: reader.parse(text),
            "recognizers-text": lambda text, reader=reader: reader.recognize_currency(
                text, "en-us"
            ),
            "jionlp": lambda text, reader=reader: reader.ner.extract_money(text, with_parsing=True),
        }
        found[name] = calls[name]
        calls[name]("In 2018 it cost 30 million yuan. 共3万元。")
    return found


def ours(length: int, only: str) -> int:
    """Print a line a text; the number of those that miss the bar."""
    failed = 0
    print(f"{'text':26}{'signs':>12}{'figures':>9}{'million/s':>11}{'figures/s':>11}{'growth':>8}")
    short = texts(length // 10)
    for name, text in texts(length).items():
        if only not in name:
            continue
        before = speed(le.read_text, short[name])
        begun = time.process_time()
        figures = len(le.read_text(text))
        seconds = max(time.process_time() - begun, 1e-6)
        after = len(text) / seconds
        print(
            f"{name:26}{len(text):12,}{figures:9,}{after / 1e6:11.3f}{figures / seconds:11,.0f}"
            f"{before / after:8.2f}",
            flush=True,
        )
        failed += (name == "prose" and after < BAR) or before / after > 3
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=10.0)
    parser.add_argument("--only", default="", help="texts whose name holds this")
    options = parser.parse_args()
    le.read_text(PROSE + COMMUNIQUE + CHINESE_COMMUNIQUE)
    failed = ours(int(options.megabytes * 1e6), options.only)
    print(f"bar: {BAR / 1e6} million signs of prose a second; growth under 3")
    for name, read in {"liaoning-econ": le.read_text, **peers()}.items():
        for kind, page in (
            ("prose", PROSE * 4),
            ("communique", COMMUNIQUE * 4),
            ("communique, Chinese", CHINESE_COMMUNIQUE * 8),
        ):
            print(f"{name:18}{kind:22}{len(page):8,}{speed(read, page) / 1e6:11.4f} million/s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
