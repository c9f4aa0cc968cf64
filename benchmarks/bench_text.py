"""How many characters a second the reader of articles reads, and whether time grows linearly.

Prose is read at two lengths; the long texts that would hang a reader whose work does not grow
linearly are each read at two lengths as well, and the time of the longer one is compared with that
of the shorter one: the ratio of the speeds is near one where growth is linear. What is measured is
processor time. quantulum3 and recognizers-text read the same prose where they are installed.

    python benchmarks/bench_text.py [--megabytes 10]
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable

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
BAR = 0.5e6


def speed(read: Callable[[str], object], text: str) -> float:
    """Characters a second of processor time."""
    begun = time.process_time()
    read(text)
    return len(text) / max(time.process_time() - begun, 1e-6)


def prose(length: int) -> str:
    return (PROSE * (length // len(PROSE) + 1))[:length]


def hard_texts(length: int) -> dict[str, str]:
    """Texts that hang a reader whose work does not grow linearly."""
    return {
        "prose": prose(length),
        "prose in one line": prose(length).replace("\n", " "),
        "digits": "1" * length,
        "nested brackets": "(" * (length // 2) + ")" * (length - length // 2),
        "one line without a space": prose(length).replace(" ", "").replace("\n", ""),
        "digits and commas": "1," * (length // 20),
        "Chinese numerals": "一" * length,
        "numbers only": "12 " * (length // 60),
    }


def peers() -> dict[str, Callable[[str], object]]:
    """Other readers, where they are installed."""
    found: dict[str, Callable[[str], object]] = {}
    try:
        parser = importlib.import_module("quantulum3.parser")
        found["quantulum3"] = parser.parse
    except ImportError:
        print("quantulum3 is not installed")
    try:
        suite = importlib.import_module("recognizers_number_with_unit")
        found["recognizers-text"] = lambda text: suite.recognize_currency(text, "en-us")
    except ImportError:
        print("recognizers-text is not installed")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=10.0)
    length = int(parser.parse_args().megabytes * 1e6)
    le.read_text(PROSE)
    failed = 0
    print(f"{'text':28}{'signs':>12}{'million/s':>11}{'growth':>8}")
    short = hard_texts(length // 10)
    for name, text in hard_texts(length).items():
        before, after = speed(le.read_text, short[name]), speed(le.read_text, text)
        slow = name == "prose" and after < BAR
        print(f"{name:28}{len(text):12,}{after / 1e6:11.2f}{before / after:8.2f}", flush=True)
        failed += slow or before / after > 3
    for name, read in peers().items():
        print(f"{name:28}{len(PROSE) * 4:12,}{speed(read, PROSE * 4) / 1e6:11.4f}")
    print(f"bar: {BAR / 1e6} million signs of prose a second; growth under 3")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
