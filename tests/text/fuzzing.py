"""Random texts of every kind, and what must hold of each figure that is read out of them.

`benchmarks/fuzz_text.py` runs them by the million; `test_fuzz.py` a few thousand, and the corpus of
those that broke once.
"""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import liaoning_econ as le
from liaoning_econ import catalog, frames, units, validation
from liaoning_econ.errors import TextError
from liaoning_econ.quantities import QUALIFIERS, bounds_of
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.qualifiers import AFTER, BEFORE
from liaoning_econ.text.scanner import Found, scan_text

CORPUS = Path(__file__).resolve().parent / "corpus"

# Pieces of articles, English and Chinese; each shows one thing that the reader knows.
PIECES = (
    "nearly 30,000 new companies with 421.14 billion yuan (S$84 billion) since its opening in "
    "April last year|between 3.5% and 4 percent|US$1.2 billion-1.5 billion|10-odd days|two or "
    "three firms|half a million people|one in four|from 3,200 to 8,730|6.93 to the dollar|80 a day"
    "|fell 3.2 percent|30-40 firms|2018-07-05|10:55|+86 24 8389 0000|A18, 5G, Boeing 737|1.|(2)"
    "|tens of thousands of|three quarters of|a third|and a half|zero|近3万户|一点六万亿元|三十几万"
    "|数十亿|上百|百分之三十|三分之一|三成五|翻两番|增长3倍|增至3倍|5万到10万元|3至5年|截至2018年7月底"
    "|前8个月|日均80户|一个半月|２０１８年|亿万千百十|两三百|½|1/3|１２３．４亿元|新台幣15億元|1,000,000"
    "|12 500|\u200912\u2009500|1\u0301|🏭 64|\ud800|İ|ﬁ|−3.5%|—7|$|¥68|€3.3 bn|HK$12.4bn"
    "|in the first four years of the Shanghai FTZ|by the end of July 2018|year on year|同比增长4.2%"
    "|自2017年4月10日挂牌以来|过去三年|近三年|去年4月|环比下降0.3个百分点|占39%"
    "|accounting for 39% of|up 25 basis points|more than doubled|threefold"
    "|达到1.23万亿元（约合1800亿美元）|第3届|No. 12|http://a.b/12?c=3|COVID-19|一带一路|3亿5000万|1e5|1.2.3|1,2,3|--5|5--|0.0|00012|-0|±3"
).split("|")
SIGNS = (
    "0123456789.,%$¥-/:()[]一二三十百千万亿几数两半元年月日个户家成倍番第近超约"
    " \n\t\r\u00a0\u2009\u0301abckmxte+~至到多余点"
)
_JOINTS = ("", " ", ", ", "，", "\n", " to ", "至", "-", "和", " and ", "(", "（", ". ", "。")
# Digits of every kind that Python calls one, and signs that look like numbers.
_ODD_DIGITS = "²³¹①⑩㊿Ⅳⅷ½⅞٣۵९๓𝟗𝟘㈠〇○零壹贰叁拾佰仟萬億兆廿卅百仨俩"
_MARKS = "\u200e\u200f\u202a\u202e\u2066\u2069\u061c\u200b\u200c\u200d\ufeff\u2060\u00ad\ufe0f"
_EMOJI = "🏭📈👩\u200d🏭🇨🇳3\ufe0f\u20e3🧑🏽"
_SCALES = "十百千万亿兆"
_WORDS = (
    "one two three eleven twenty ninety hundred thousand million billion trillion and a an half "
    "quarter third point dozen dozens of tens hundreds zero no couple first second double times "
    "fold twofold tenth percent per cent hundredth minus"
).split()
_PUBLISHED = (None, "2018-08-11", "2018-08", "2020-02-29", ("2018-08-01", "2018-08-31"))


def _mixture(chance: random.Random) -> str:
    """Pieces cut, doubled, swapped and mixed with signs."""
    parts = [chance.choice(PIECES) for _ in range(chance.randint(1, 3))]
    text = chance.choice(_JOINTS).join(parts)
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
            text = text[:at] + _sign(chance) + text[at:]
    return text


def _sign(chance: random.Random) -> str:
    """One sign of any plane, the halves of surrogate pairs among them."""
    kind = chance.randrange(8)
    if kind == 0:
        return chance.choice(_ODD_DIGITS)
    if kind == 1:
        return chance.choice(_MARKS)
    if kind == 2:
        return chance.choice(_EMOJI)
    if kind == 3:
        return chr(chance.randrange(0x0300, 0x0370))
    if kind == 4:
        return chr(chance.randrange(0x4E00, 0x9FFF))
    if kind == 5:
        return chr(chance.randrange(0xD800, 0xE000))
    return chr(chance.randrange(0x110000 if kind == 6 else 0x3000))


def _unicode(chance: random.Random) -> str:
    """Signs of all planes with digits and pieces between them."""
    return "".join(
        chance.choice(SIGNS)
        if chance.random() < 0.4
        else chance.choice(PIECES)
        if chance.random() < 0.1
        else _sign(chance)
        for _ in range(chance.randint(1, 24))
    )


def _bytes(chance: random.Random) -> str:
    """Bytes that were no UTF-8, GB18030 taken for it, and bytes that are."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randint(0, 40)).decode("utf-8", errors="replace")
    if kind == 1:
        return chance.randbytes(chance.randint(0, 40)).decode("utf-8", errors="surrogateescape")
    text = _mixture(chance)
    if kind == 2:
        return text.encode("gb18030", errors="replace").decode("utf-8", errors="replace")
    content = bytearray(text.encode("utf-8", errors="surrogatepass"))
    if content:
        content[chance.randrange(len(content))] = chance.randrange(256)
    return content.decode("utf-8", errors=chance.choice(("replace", "surrogateescape", "ignore")))


def _digits(chance: random.Random) -> str:
    """Numbers of up to 5,000 digits: separators, decimals, exponents, scales, units."""
    longest = 5_000 if chance.random() < 0.05 else chance.choice((5, 20, 60, 400))
    digits = str(chance.randrange(10)) * chance.randint(1, longest)
    kind = chance.randrange(8)
    if kind == 0:
        digits = f"{digits}.{digits}"
    elif kind == 1:
        digits = f"{digits}{chance.choice('eE')}{chance.choice('+- ')}{chance.randrange(10_000)}"
    elif kind == 2:
        digits = ",".join(digits[at : at + 3] for at in range(0, len(digits), 3))
    elif kind == 3:
        digits = f"0.{'0' * chance.randint(0, longest)}{digits}"
    elif kind == 4:
        digits = f"{digits}/{digits}"
    elif kind == 5:
        digits = f"{digits}{chance.choice(('-', ' to ', '至', '..', ':'))}{digits}"
    before = chance.choice(("", "nearly ", "US$", "¥", "近", "增长", "-", "between ", "百分之"))
    after = chance.choice(("", "%", " billion", "万亿", " trillion yuan", "亿元", "倍", " firms"))
    return f"{before}{digits}{after}"


def _scales(chance: random.Random) -> str:
    """Chains of Chinese scales, and of English ones."""
    count = 300 if chance.random() < 0.05 else chance.randint(1, 16)
    if chance.random() < 0.3:
        return " ".join(chance.choice(_WORDS) for _ in range(count))
    signs = chance.choice((_SCALES, _SCALES + "一二九零两几数多余半点分之成", "万亿", "亿", "百"))
    number = "".join(chance.choice(signs) for _ in range(count))
    return f"{chance.choice(('', '3', '1.5', '近', '一', '-'))}{number}{chance.choice(('', '元'))}"


def _brackets(chance: random.Random) -> str:
    """Brackets in brackets, with figures in them."""
    depth = 400 if chance.random() < 0.05 else chance.randint(1, 12)
    opening, closing = chance.choice(("()", "[]", "（）", "“”", "《》", "([", "'\"", "((", "))"))
    inner = chance.choice(PIECES)
    return f"{chance.choice(PIECES)}{opening * depth}{inner}{closing * depth}"


@functools.cache
def _vocabulary() -> tuple[tuple[str, ...], ...]:
    """The reader's own words: qualifiers, units, names of regions and of indicators."""
    regions, indicators = catalog.regions(), catalog.indicators()
    names = [*regions["name_en"], *regions["name_zh"]]
    measured = [*indicators["name_en"], *indicators["name_zh"]]
    return (
        tuple(BEFORE.codes),
        tuple(AFTER.codes),
        tuple(units.aliases()),
        tuple(str(name) for name in names if name),
        tuple(str(name) for name in measured if name),
    )


def _phrase(chance: random.Random) -> str:
    """A sentence made of the reader's own words, in any order."""
    before, after, unit, names, measured = _vocabulary()
    space = chance.choice(("", " "))
    number = chance.choice(
        (
            str(chance.randrange(10 ** chance.randint(1, 12))),
            f"{chance.randrange(1000)}.{chance.randrange(1000)}",
            chance.choice(PIECES),
            "".join(chance.choice("一二三五九十百千万亿零点") for _ in range(4)),
            chance.choice(_WORDS),
        )
    )
    parts = [
        chance.choice(names),
        chance.choice(measured),
        chance.choice(before),
        number,
        chance.choice(unit),
        chance.choice(after),
    ]
    if chance.random() < 0.3:
        chance.shuffle(parts)
    return space.join(parts[chance.randrange(3) :])


Kind = Callable[[random.Random], str]
KINDS: tuple[Kind, ...] = (
    _mixture, _mixture, _mixture, _mixture, _unicode, _unicode, _bytes, _digits, _scales,
    _brackets, _phrase, _phrase,
)  # fmt: skip


def cases(seed: str, count: int) -> Iterator[str]:
    """Return that many texts; the same seed gives the same texts.

    Parameters
    ----------
    seed
        Any text.
    count
        How many.
    """
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.choice(KINDS)(chance)


def one(kind: Kind, seed: int) -> str:
    """Return one text of a kind.

    Parameters
    ----------
    kind
        One of KINDS.
    seed
        The same seed gives the same text.
    """
    return kind(random.Random(seed))


@functools.lru_cache(maxsize=4096)
def _is_unit(unit: str) -> bool:
    """Whether a unit is one of the table, in its canonical form."""
    return units.normalise(unit) == unit


@functools.lru_cache(maxsize=65536)
def _bounds(
    printed: str, unit: str, qualifier: str, scale: int, scale_word: bool
) -> tuple[float, float, float]:
    """Bounds of a figure by the one table."""
    return bounds_of(printed, unit=unit, qualifier=qualifier, scale=scale, scale_word=scale_word)


def scan(text: str) -> int:
    """Scan a text, check every tuple, and return how many there are.

    Parameters
    ----------
    text
        Any text.
    """
    found = scan_text(text, fold_text(text))
    behind = 0
    for figure in found:
        assert 0 <= figure.first <= figure.start < figure.end <= len(text), f"places {figure}"
        assert figure.end <= figure.last <= len(text), f"words behind {figure}"
        assert figure.start >= behind, f"two figures in one place: {figure}"
        behind = figure.end
        _check_words(figure)
    return len(found)


def _check_words(figure: Found) -> None:
    """Hold the codes of one tuple against the lists, and its bounds against each other."""
    assert figure.form in {"digits", "words", "hanzi"}, str(figure)
    assert figure.qualifier in QUALIFIERS, str(figure)
    unit = figure.unit if figure.unit not in {"", "$", "\u00a5"} else "1"
    assert _is_unit(unit), str(figure)
    try:
        value, lower, upper = _bounds(
            figure.printed, unit, figure.qualifier, figure.scale, figure.scale_word
        )
    except TextError:
        return
    assert math.isfinite(value), str(figure)
    assert lower <= value <= upper, f"{lower} {value} {upper}: {figure}"


@functools.cache
def _codes() -> dict[str, frozenset[str]]:
    """The codes that a column of claims can have."""
    known = {name: catalog.codes(name) | {"unknown"} for name in ("indicator", "region")}
    known["qualifier"] = frozenset(QUALIFIERS)
    return known


def read(text: str) -> int:
    """Read a text, check every claim, and return how many there are.

    Parameters
    ----------
    text
        Any text.
    """
    published = _PUBLISHED[len(text) % len(_PUBLISHED)]
    claims = le.read_text(text, published=published)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    behind = 0
    for start, end, surface in zip(
        claims["span_start"], claims["span_end"], claims["surface"], strict=True
    ):
        assert behind <= start < end <= len(plain), f"places {start}..{end}"
        assert plain[start:end] == surface, f"{surface!r} at {start}"
        behind = end
    values = claims["value"].to_numpy()
    assert all(math.isfinite(value) for value in values), "a value is not finite"
    assert (claims["lower"].to_numpy() <= values).all(), "lower is above value"
    assert (values <= claims["upper"].to_numpy()).all(), "upper is below value"
    for column, known in _codes().items():
        assert set(claims[column]) <= known, f"{column}: {set(claims[column]) - known}"
    assert all(_is_unit(str(unit)) for unit in set(claims["unit"])), str(set(claims["unit"]))
    validation.light(claims, frames.CLAIMS)
    return len(claims)
