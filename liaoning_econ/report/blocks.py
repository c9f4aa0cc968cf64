"""What a page is built of: sections, tables, charts, verdicts. The template shows nothing else.

Text is either plain (escaped by the template) or `Markup` made by `say`, which escapes every
argument that is not itself `Markup`; a reader's own text can therefore never become code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from markupsafe import Markup

__all__ = [
    "Aside",
    "Audit",
    "Block",
    "Card",
    "Chart",
    "Doubt",
    "Entry",
    "Fold",
    "Section",
    "Standing",
    "Table",
    "Text",
    "Topic",
    "say",
]


class Standing(StrEnum):
    """What an editor does with a claim; the order of the members is worst first."""

    CHANGE = "to be changed"
    REVISED = "revised since"
    UNKNOWN = "not checkable"
    PRINT = "printable as it stands"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `kind` is plain, lead, or note."""

    text: Markup
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first column heads its row.

    Attributes
    ----------
    caption, columns, rows, foot
        What it shows.
    numbers
        The columns set flush right.
    strong
        The rows set in bold.
    cards
        Whether each row becomes a card on a narrow screen; else the table scrolls if it must.
    """

    caption: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[Markup | str, ...], ...]
    numbers: tuple[int, ...] = ()
    strong: tuple[int, ...] = ()
    foot: Markup = field(default_factory=Markup)
    cards: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its caption; the text alternative stands inside the picture."""

    svg: Markup
    caption: Markup


Block = Text | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the brief, its answer in a sentence, and what the answer rests on."""

    key: str
    title: str
    answer: Markup
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the verdict sheet.

    Attributes
    ----------
    standing
        What to do.
    weight
        Within a standing, the greater comes first.
    claim
        The claim in our words, with at most a few of its own.
    reason
        Why.
    instead
        The corrected wording; empty where none is needed.
    settles
        Which source would settle it; empty where it is settled.
    covers
        The claims that it covers, by their place in the frame.
    details
        Key of the section that goes into it; empty where there is none.
    where
        Document and paragraph, where it covers no claim.
    reading
        What the words were taken to mean, where `claim` is a quotation.
    """

    standing: Standing
    weight: float
    claim: Markup
    reason: Markup
    instead: Markup = field(default_factory=Markup)
    settles: Markup = field(default_factory=Markup)
    covers: tuple[int, ...] = ()
    details: str = ""
    where: str = ""
    reading: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Aside:
    """A claim that cannot be checked: a row of one table, with the reason.

    Attributes
    ----------
    place
        The claim, by its place in the frame.
    claim
        Its words.
    reading
        What they were taken to mean.
    reason
        Why it cannot be checked.
    """

    place: int
    claim: Markup
    reading: str
    reason: Markup


@dataclass(frozen=True, slots=True)
class Topic:
    """What one file of the report finds: lines of the sheet, a section, words on single claims.

    Attributes
    ----------
    entries
        Lines of the verdict sheet.
    section
        The section, or None where the entries say it all.
    said
        What official or other sources said, by the claim's place in the frame.
    terms
        The claim in further terms, by its place in the frame.
    verdicts
        A verdict in a sentence for a claim that needs other words than its entry's reason.
    asides
        Claims that cannot be checked, with the reason.
    """

    entries: tuple[Entry, ...]
    section: Section | None = None
    said: Mapping[int, tuple[Markup, ...]] = field(default_factory=dict)
    terms: Mapping[int, tuple[Markup, ...]] = field(default_factory=dict)
    verdicts: Mapping[int, Markup] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One claim in other terms.

    Attributes
    ----------
    anchor
        Its id on the page.
    title
        The figure as printed.
    where
        Document, paragraph and speaker.
    facts
        Pairs of a term and what it says.
    verdict
        The verdict in a sentence.
    standing
        What to do.
    """

    anchor: str
    title: Markup
    where: Markup
    facts: tuple[tuple[str, tuple[Markup, ...]], ...]
    verdict: Markup
    standing: Standing


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that cannot be true, or that somebody must explain.

    Attributes
    ----------
    severity
        error or warning.
    rule, name
        Code of the rule that found it, and its name in words.
    sentence
        What was found.
    expected
        What would fit.
    mend
        What would mend it.
    figures
        The figures that it rests on, a line each.
    """

    severity: str
    rule: str
    name: str
    sentence: Markup
    expected: Markup
    mend: Markup
    figures: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines behind a title that opens."""

    title: Markup
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What does not add up.

    Attributes
    ----------
    answer
        What was looked for, and how much was found.
    doubts
        Findings in full, errors first.
    more
        How many were left out; empty where none were.
    told
        Findings that the sheet tells already, a line for each claim.
    folds
        What decides nothing for the claims themselves.
    notes
        What is not said of the figures, and rules that could not look.
    """

    answer: Markup
    doubts: tuple[Doubt, ...]
    more: Markup
    told: tuple[Markup, ...]
    folds: tuple[Fold, ...]
    notes: tuple[Markup, ...]


def say(template: str, /, **values: object) -> Markup:
    """Words with values filled in; each value is escaped unless it is Markup already.

    Parameters
    ----------
    template
        The sentence, ours; it may hold HTML.
    **values
        What fills it.

    Examples
    --------
    >>> say("<b>{name}</b>", name="<i>")
    Markup('<b>&lt;i&gt;</b>')
    """
    return Markup(template).format(**values)  # noqa: S704 - the templates are literals of ours
