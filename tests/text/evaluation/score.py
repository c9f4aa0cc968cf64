"""Score readers of figures against sentences that were labelled by hand.

    python tests/text/evaluation/score.py [--split seen|opened|held_out|all] [--errors]

`english.jsonl` and `chinese.jsonl` hold one sentence or short paragraph a line, with every figure
in it. A figure that was found is matched to one that was labelled where their spans overlap and
value (to 1e-9 of it) and unit are equal; each is matched once. Precision is the share of what was
found, recall the share of what was labelled, that is matched and also right in

- value with unit: the match itself,
- qualifier with bounds: `qualifier`, `lower` and `upper`,
- window: `start`, `end` and `precision`,
- indicator with region: both codes.

"Seen" lines were read while the rules were written. "Opened" lines were written before the reader
and held out from its first version; they have been read for the rules since. "Held out" lines are
never read for them.

`nth` counts the places at which `surface` stands in the text, from zero, overlapping ones too.

The peers read numbers and units, neither bounds, windows nor indicators, so they have the first
measure only, and the adapters help them there: a bare number takes the counted noun among the three
words behind it (30,000 new firms: firm); "percent" before "point" is a percentage point; the sign
is not looked at, because no peer gives verbs a sign; a unit without a number, "a day", a bare year
and a number inside what the peer itself takes for a date, an ordinal, a telephone number or an
address are left out. Units are translated by `units.normalise` and the tables below.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import itertools
import json
import math
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import pandas as pd

from liaoning_econ import units
from liaoning_econ.errors import LiaoningEconError

HERE: Final = Path(__file__).parent
SPLITS: Final = ("seen", "opened", "held_out")
LANGUAGES: Final = {"en": "english.jsonl", "zh": "chinese.jsonl"}
MEASURES: Final = (
    "value with unit",
    "qualifier with bounds",
    "window",
    "indicator with region",
)


@dataclass(frozen=True)
class Figure:
    """A figure that was labelled or found; a reader leaves empty what it does not say."""

    start: int
    end: int
    value: float
    unit: str
    bounds: tuple[str, float, float] | None = None
    window: tuple[str | None, str | None, str] | None = None
    subject: tuple[str, str] | None = None


@dataclass(frozen=True)
class Sentence:
    """A text of the set, with its figures."""

    id: str
    language: str
    split: str
    published: str | None
    text: str
    figures: tuple[Figure, ...]


Reader: TypeAlias = Callable[[Sentence], list[Figure]]


# ---------------------------------------------------------------- the set


def load(path: Path) -> list[dict[str, Any]]:
    """The lines of one file of the set, as they stand there."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def place(text: str, surface: str, nth: int) -> int:
    """Where `surface` stands for the nth time; -1 where it does not."""
    at = text.find(surface)
    for _ in range(nth):
        at = text.find(surface, at + 1) if at >= 0 else -1
    return at


def _labelled(text: str, label: dict[str, Any]) -> Figure:
    start = place(text, label["surface"], label["nth"])
    upper = math.inf if label["upper"] is None else float(label["upper"])
    return Figure(
        start,
        start + len(label["surface"]),
        float(label["value"]),
        label["unit"],
        (label["qualifier"], float(label["lower"]), upper),
        (label["start"], label["end"], label["precision"]),
        (label["indicator"], label["region"]),
    )


def sentences(split: str = "all") -> list[Sentence]:
    """The set's texts in the order of the files."""
    return [
        Sentence(
            line["id"],
            language,
            line["split"],
            line["published"],
            line["text"],
            tuple(_labelled(line["text"], label) for label in line["figures"]),
        )
        for language, name in LANGUAGES.items()
        if (HERE / name).exists()
        for line in load(HERE / name)
        if split in ("all", line["split"])
    ]


# ---------------------------------------------------------------- the score


def _near(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=1e-9, abs_tol=0.0)


def match(
    found: Sequence[Figure], gold: Sequence[Figure], *, signed: bool = True
) -> list[tuple[Figure, Figure]]:
    """Pairs of found and labelled figures that overlap and agree in value and unit."""
    pairs, free = [], list(found)
    for figure in gold:
        for other in free:
            overlap = other.start < figure.end and figure.start < other.end
            values = (other.value, figure.value)
            left, right = values if signed else (abs(values[0]), abs(values[1]))
            if overlap and other.unit == figure.unit and _near(left, right):
                pairs.append((other, figure))
                free.remove(other)
                break
    return pairs


def _right(found: Figure, gold: Figure) -> tuple[bool, bool, bool, bool]:
    """Which of the four measures a matched figure is right in."""
    bounds = False
    if found.bounds is not None and gold.bounds is not None:
        word, *ends = found.bounds
        bounds = word == gold.bounds[0] and all(map(_near, ends, gold.bounds[1:]))
    return True, bounds, found.window == gold.window, found.subject == gold.subject


@dataclass
class Counts:
    """How many figures were found, were labelled, and were right in each measure."""

    found: int = 0
    gold: int = 0
    right: tuple[int, ...] = (0,) * len(MEASURES)

    def add(self, found: Sequence[Figure], gold: Sequence[Figure], *, signed: bool = True) -> None:
        """Count one text."""
        self.found += len(found)
        self.gold += len(gold)
        for pair in match(found, gold, signed=signed):
            self.right = tuple(map(sum, zip(self.right, _right(*pair), strict=True)))

    def precision(self, measure: int) -> float:
        """The share of what was found that is right."""
        return self.right[measure] / self.found if self.found else math.nan

    def recall(self, measure: int) -> float:
        """The share of what was labelled that was found and is right."""
        return self.right[measure] / self.gold if self.gold else math.nan


# ---------------------------------------------------------------- the library itself


def _day(stamp: Any) -> str | None:
    return None if pd.isna(stamp) else pd.Timestamp(stamp).strftime("%Y-%m-%d")


def ours(sentence: Sentence) -> list[Figure]:
    """What `read_text` finds."""
    import liaoning_econ

    frame: pd.DataFrame = liaoning_econ.read_text(sentence.text, published=sentence.published)
    return [
        Figure(
            int(row["span_start"]),
            int(row["span_end"]),
            float(row["value"]),
            str(row["unit"]),
            (str(row["qualifier"]), float(row["lower"]), float(row["upper"])),
            (_day(row["start"]), _day(row["end"]), str(row["precision"])),
            (str(row["indicator"]), str(row["region"])),
        )
        for row in frame.to_dict("records")
    ]


# ---------------------------------------------------------------- the peers


def _counted(text: str) -> str:
    """The counted noun with which a text begins, or that is among its first three words."""
    known = units.aliases()
    for word in re.findall(r"[A-Za-z][A-Za-z-]*", text[:60])[:3] if text[:1].isspace() else ():
        if word == "of":  # a third of the firms is no number of firms
            break
        atom = known.get(word.casefold())
        if atom in units.COUNTED:
            return atom
    for length in range(8, 0, -1):
        atom = known.get(text[:length]) if not text[:1].isascii() else None
        if atom in units.COUNTED:
            return atom
    return "1"


def _unit(name: str, text: str, end: int) -> str:
    """A peer's unit in our spelling; its own where we have none."""
    behind = text[end : end + 60]
    if not name:
        return _counted(behind)
    try:
        unit = units.normalise(name)
    except LiaoningEconError:
        return name
    point = unit == "percent" and re.match(r"\s*(?:age)?\s*points?\b", behind)
    return "percentage_point" if point else unit


_ARTICLE: Final = re.compile(r"(?:from )?(?:an?|each|every) [a-z]+", re.IGNORECASE)
_TIMES: Final = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_YEAR: Final = re.compile(r"(?:18|19|20)\d\d")


def _rival(text: str, span: Sequence[int], value: float, name: str) -> list[Figure]:
    """A peer's figure in our unit, or nothing where it is only an article, a year or a unit."""
    start, end = span
    unit, surface = _unit(name, text, end), text[start:end].strip()
    article = unit in _TIMES.values() and _ARTICLE.fullmatch(surface)
    year = unit == "1" and _YEAR.fullmatch(surface)
    return [] if math.isnan(value) or article or year else [Figure(start, end, value, unit)]


# quantulum3's names that differ from ours.
_QUANTULUM: Final = {
    "dimensionless": "",
    "percentage": "percent",
    "square kilometre": "km2",
    "square metre": "m2",
    "kilowatt hour": "kwh",
}


def _quantulum() -> Reader:
    """quantulum3, English: every quantity; money by its currency code; a number without a unit."""
    parser = importlib.import_module("quantulum3.parser")

    def read(sentence: Sentence) -> list[Figure]:
        figures = []
        for quantity in parser.parse(sentence.text):
            name = quantity.unit.name
            name = getattr(quantity.unit, "currency_code", None) or _QUANTULUM.get(name, name)
            figures.extend(_rival(sentence.text, quantity.span, float(quantity.value), str(name)))
        return figures

    return read


# recognizers-text's names that differ from ours; money comes with its ISO code.
_RECOGNIZERS: Final = {
    "Square hectometer": "hectare",
    "Chinese yuan": "CNY",
    "United States dollar": "USD",
    "Dollar": "USD",
    "Pound": "GBP",
    "Singapore dollar": "SGD",
}
_DURATION: Final = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")


def _recognizers() -> Reader:
    """recognizers-text, both languages: percentage, currency, dimension, duration, else number."""
    suite = importlib.import_module("recognizers_suite")
    cultures = {"en": suite.Culture.English, "zh": suite.Culture.Chinese}

    def read(sentence: Sentence) -> list[Figure]:
        text, culture = sentence.text, cultures[sentence.language]
        figures: list[Figure] = []
        taken: list[tuple[int, int]] = []

        def add(start: int, end: int, value: float, name: str) -> None:
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                figures.extend(_rival(text, (start, end), value, name))

        for kind in (suite.recognize_percentage, suite.recognize_currency):
            for found in _safely(kind, text, culture):
                add(found.start, found.end + 1, *_resolved(found.resolution, found.text))
        for found in _safely(suite.recognize_datetime, text, culture):
            span = (found.start, found.end + 1)
            length = _DURATION.fullmatch(
                (found.resolution or {"values": [{}]})["values"][0].get("timex", "")
            )
            if length:
                add(*span, float(length[1]), _TIMES[length[2]])
            else:
                taken.append(span)
        for kind in (
            suite.recognize_phone_number,
            suite.recognize_url,
            suite.recognize_ordinal,
        ):
            taken.extend((found.start, found.end + 1) for found in _safely(kind, text, culture))
        for kind in (suite.recognize_dimension, suite.recognize_number):
            for found in _safely(kind, text, culture):
                add(found.start, found.end + 1, *_resolved(found.resolution, found.text))
        return figures

    return read


def _safely(kind: Callable[[str, str], Iterable[Any]], text: str, culture: str) -> list[Any]:
    """What one recogniser finds; nothing where it stops with an error of its own."""
    try:
        return [found for found in kind(text, culture) if found.resolution]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return []


def _resolved(resolution: dict[str, Any], surface: str) -> tuple[float, str]:
    """Value and unit of what a recogniser resolved."""
    printed = str(resolution.get("value") or "nan")
    if printed.endswith("%"):
        point = surface.endswith("点")
        return float(printed[:-1]), "percentage_point" if point else "percent"
    name = resolution.get("isoCurrency") or resolution.get("unit") or ""
    try:
        return float(printed), _RECOGNIZERS.get(name, name)
    except ValueError:
        return math.nan, name


_WORKDAY: Final = {"workday": "day"}


def _jionlp() -> Reader:
    """jionlp, Chinese: money, and lengths of time; it has no other quantities."""
    ner = importlib.import_module("jionlp").ner

    def read(sentence: Sentence) -> list[Figure]:
        text, figures = sentence.text, []
        for found in ner.extract_money(text, with_parsing=True):
            value = found["detail"]["num"]
            ends = [float(each) for each in (value if isinstance(value, list) else [value])]
            middle = sum(ends) / len(ends)
            figures.extend(_rival(text, found["offset"], middle, found["detail"]["case"]))
        for found in ner.extract_time(text, with_parsing=True):
            if found["type"] != "time_delta":
                continue
            lengths = found["detail"]["time"]
            lengths = lengths if isinstance(lengths, list) else [lengths]
            name = next(iter(lengths[0]))
            middle = sum(length.get(name, math.nan) for length in lengths) / len(lengths)
            figures.extend(_rival(text, found["offset"], middle, str(_WORKDAY.get(name, name))))
        return figures

    return read


# A peer's name, the languages that it reads, and what makes its reader.
PEERS: Final[tuple[tuple[str, tuple[str, ...], Callable[[], Reader]], ...]] = (
    ("quantulum3", ("en",), _quantulum),
    ("recognizers-text", ("en", "zh"), _recognizers),
    ("jionlp", ("zh",), _jionlp),
)


# ---------------------------------------------------------------- the table


def count(
    reader: Reader, texts: Iterable[Sentence], *, signed: bool = True
) -> dict[tuple[str, str], Counts]:
    """Counts for each split and language."""
    table: dict[tuple[str, str], Counts] = {}
    for sentence in texts:
        cell = table.setdefault((sentence.split, sentence.language), Counts())
        cell.add(reader(sentence), sentence.figures, signed=signed)
    return table


def table(columns: dict[str, dict[tuple[str, str], Counts]]) -> Iterator[str]:
    """The score of every reader, a line for each split, language and measure."""
    names = list(columns)
    ahead = f"| {'split':8} | {'language':8} | {'measure':21} | {'figures':>7} |"
    yield ahead + "".join(f" {name:>16} |" for name in names)
    yield f"|{'-' * 10}|{'-' * 10}|{'-' * 23}|{'-' * 8}:|" + f"{'-' * 17}:|" * len(names)
    for (split, language), measure in itertools.product(
        itertools.product(SPLITS, LANGUAGES), range(len(MEASURES))
    ):
        own = columns[names[0]].get((split, language))
        if own is None:
            continue
        cells = [
            _cell(columns[name].get((split, language)), measure, peer=name != names[0])
            for name in names
        ]
        line = f"| {split:8} | {language:8} | {MEASURES[measure]:21} | {own.gold:>7} |"
        yield line + "".join(f" {cell:>16} |" for cell in cells)


def _cell(counts: Counts | None, measure: int, *, peer: bool) -> str:
    if counts is None or (peer and measure):
        return "-"
    return f"{counts.precision(measure):.3f} / {counts.recall(measure):.3f}"


def errors(reader: Reader, texts: Iterable[Sentence]) -> Iterator[str]:
    """What a reader gets wrong, text by text; but never of the lines that are held out."""
    for sentence in texts:
        if sentence.split == "held_out":
            continue
        found = reader(sentence)
        pairs = match(found, sentence.figures)
        matched = [figure for pair in pairs for figure in pair]
        lines = [f"  missed  {_shown(f)}" for f in sentence.figures if f not in matched]
        lines += [f"  extra   {_shown(f)}" for f in found if f not in matched]
        for pair in pairs:
            wrong = [name for name, right in zip(MEASURES, _right(*pair), strict=True) if not right]
            if wrong:
                lines += [f"  {', '.join(wrong)}"]
                lines += [f"    found {_shown(pair[0])}", f"    gold  {_shown(pair[1])}"]
        if lines:
            yield from (f"{sentence.id} ({sentence.published}) {sentence.text}", *lines)


def _shown(figure: Figure) -> str:
    return (
        f"[{figure.start}:{figure.end}] {figure.value:g} {figure.unit} "
        f"{figure.bounds} {figure.window} {figure.subject}"
    )


def _readable(name: str, make: Callable[[], Reader]) -> Reader | None:
    """A peer's reader, or None with a sentence on standard error."""
    try:
        # Greetings and warnings of a package that is imported are no part of the table.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return make()
    except ImportError as error:
        sys.stderr.write(
            f"{name} is left out: {error}. Install it by `pip install -e '.[evaluate]'`.\n"
        )
        return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or what is wrong."""
    parser = argparse.ArgumentParser(description="Score readers of figures.")
    parser.add_argument("--split", choices=(*SPLITS, "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="list misses, but of held-out lines")
    options = parser.parse_args(arguments)
    texts = sentences(options.split)
    if options.errors:
        sys.stdout.writelines(f"{line}\n" for line in errors(ours, texts))
        return
    columns = {"liaoning-econ": count(ours, texts)}
    for name, languages, make in PEERS:
        reader = _readable(name, make)
        if reader is not None:
            read = [sentence for sentence in texts if sentence.language in languages]
            columns[name] = count(reader, read, signed=False)
    sys.stdout.write("Each cell: precision / recall.\n\n")
    sys.stdout.writelines(f"{line}\n" for line in table(columns))


if __name__ == "__main__":
    main()
