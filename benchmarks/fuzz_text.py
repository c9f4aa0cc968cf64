"""Random short texts through the scanner and the reader: figures or a TextError, nothing else.

Seeds are cut, doubled, swapped and mixed with signs of all kinds. What breaks is written to
`tests/text/corpus`, which the tests read.

    python benchmarks/fuzz_text.py [--cases 10000000] [--read 100000] [--seed 1]
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
import time
from pathlib import Path

import liaoning_econ as le
from liaoning_econ.errors import TextError
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.scanner import scan_text

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "text" / "corpus"
SEEDS = (
    "nearly 30,000 new companies with 421.14 billion yuan (S$84 billion) since its opening in "
    "April last year|between 3.5% and 4 percent|US$1.2 billion-1.5 billion|10-odd days|two or "
    "three firms|half a million people|one in four|from 3,200 to 8,730|6.93 to the dollar|80 a day"
    "|fell 3.2 percent|30-40 firms|2018-07-05|10:55|+86 24 8389 0000|A18, 5G, Boeing 737|1.|(2)"
    "|tens of thousands of|three quarters of|a third|and a half|zero|近3万户|一点六万亿元|三十几万"
    "|数十亿|上百|百分之三十|三分之一|三成五|翻两番|增长3倍|增至3倍|5万到10万元|3至5年|截至2018年7月底"
    "|前8个月|日均80户|一个半月|２０１８年|亿万千百十|两三百|½|1/3|１２３．４亿元|新台幣15億元|1,000,000"
    "|12 500|\u200912\u2009500|1\u0301|🏭 64|\ud800|İ|ﬁ|−3.5%|—7|$|¥68|€3.3 bn|HK$12.4bn"
).split("|")
SIGNS = (
    "0123456789.,%$¥-/:()[]一二三十百千万亿几数两半元年月日个户家成倍番第近超约"
    " \n\t\u00a0\u2009\u0301abckmxt"
)


def mixture(chance: random.Random) -> str:
    """One short text."""
    parts = [chance.choice(SEEDS) for _ in range(chance.randint(1, 3))]
    text = chance.choice(("", " ", ", ", "，", "\n")).join(parts)
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(text))
        kind = chance.randrange(4)
        if kind == 0:
            text = text[:at] + chance.choice(SIGNS) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.randint(1, 4) :]
        elif kind == 2:
            text = text[:at] + text[max(0, at - 6) : at] * chance.randint(1, 3) + text[at:]
        else:
            text = text[:at] + chr(chance.choice((chance.randrange(1, 0x3000), 0x4E00))) + text[at:]
    return text


def scan(text: str) -> None:
    """Raise where a tuple of the scanner cannot be right."""
    behind = -1
    for found in scan_text(text, fold_text(text)):
        if not 0 <= found.first <= found.start < found.end <= len(text):
            raise AssertionError(f"places {found}")
        if found.start < behind:
            raise AssertionError(f"two figures in one place: {found}")
        behind = found.end


def read(text: str) -> None:
    """Raise where a claim cannot be right."""
    claims = le.read_text(text, published="2018-08-11")
    for start, end, surface, value in zip(
        claims["span_start"], claims["span_end"], claims["surface"], claims["value"], strict=True
    ):
        if text[start:end] != surface or not math.isfinite(value):
            raise AssertionError(f"{surface!r} at {start}")
    if not (claims["lower"] <= claims["value"]).all():
        raise AssertionError("lower is above value")
    if not (claims["value"] <= claims["upper"]).all():
        raise AssertionError("upper is below value")


def keep(text: str, error: Exception) -> None:
    """Write what broke to the corpus."""
    CORPUS.mkdir(exist_ok=True)
    content = text.encode("utf-8", errors="surrogatepass")
    name = hashlib.sha256(content).hexdigest()[:12]
    (CORPUS / f"{name}.txt").write_bytes(content)
    print(f"{name}: {type(error).__name__}: {error}: {text!r}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000_000)
    parser.add_argument("--read", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - no secret
    broken, begun = 0, time.monotonic()
    for case in range(options.cases + options.read):
        text = mixture(chance)
        try:
            (scan if case < options.cases else read)(text)
        except TextError:
            continue
        except Exception as error:  # noqa: BLE001 - any other error is what is looked for
            broken += 1
            keep(text, error)
            if broken > 20:
                break
        if case % 1_000_000 == 999_999:
            print(f"{case + 1:,} cases, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{broken} broke")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
