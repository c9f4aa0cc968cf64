"""A sentence of the audit as the brief writes it: claims and sources by their names on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from liaoning_econ import catalog
from liaoning_econ.report import words
from liaoning_econ.report.blocks import say
from liaoning_econ.report.cards import anchor, short_name
from liaoning_econ.report.notes import ref
from liaoning_econ.report.quotes import in_middle, quoted
from liaoning_econ.report.releases import release_name
from liaoning_econ.report.values import ARTICLE_NAMES

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.blocks import Entry
    from liaoning_econ.report.context import Claim, Context

__all__ = ["Names", "cited", "figure_of", "linked"]

_LISTED: Final = 6
_LONGEST: Final = 1_200
# A key, a label, the name of a file; no full stop belongs to its end.
_WORD: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*")
# What a programmer would call is no advice to an editor: ", compare(left, right)".
_CALL: Final = re.compile(r", [a-z_]+\([^()]*\)")


@dataclass(frozen=True)
class Names:
    """What the rows of an audit are called on the page.

    Attributes
    ----------
    context
        The claims of the brief.
    claims
        All rows of the audit: the brief's own first.
    carded
        Anchors of the claims that have a card.
    """

    context: Context
    claims: tuple[Claim, ...]
    carded: frozenset[str]

    def own(self, row: int) -> bool:
        """Whether a row is a claim of the brief."""
        return row < len(self.context.claims)

    def target(self, row: int) -> str:
        """Where the brief speaks of a claim of its own."""
        return anchor(row) if anchor(row) in self.carded else "unchecked"

    @cached_property
    def fixed(self) -> dict[str, str]:
        """Labels of releases and names of documents, in words."""
        labels = catalog.vintages()["vintage"].unique()
        return {label: _release(label) for label in map(str, labels)} | ARTICLE_NAMES

    @cached_property
    def publishers(self) -> dict[str, str]:
        """Who published each source."""
        table = catalog.sources()
        return dict(zip(table["source"], table["publisher"], strict=True))

    def named(self, word: str) -> Markup | None:
        """A key of a source, the label of a release or a document's name in words; else None."""
        if word in self.fixed:
            return say("{name}", name=self.fixed[word])
        if word in self.publishers:
            name = words.shorter(self.publishers[word]).rstrip(".")
            return say("{name}{note}", name=name, note=ref(word))
        return None


def _release(label: str) -> str:
    """A release as a sentence speaks of it: "the communiqué for 2017"."""
    name = release_name(label)
    return f"the release {name}" if name.startswith(("after ", "as ")) else f"the {name}"


def cited(
    names: Names, text: str, rows: Sequence[int], *, sentence: bool = True, noted: bool = False
) -> Markup:
    """A text of the audit with claims as links, and sources and releases in words.

    Parameters
    ----------
    names
        What they are called.
    text
        The message, what was expected, or the mend.
    rows
        The rows that it rests on.
    sentence
        Whether it begins with a capital and ends with a full stop.
    noted
        Whether figures of other pages lead to their sources; else a list below does.
    """
    text = words.shorter(_CALL.sub("", text), _LONGEST)
    own = _codes(names, rows)
    links = {code: _short(names, code, row, noted=noted) for code, row in own.items()}
    if sentence and not any(text.startswith(code) and " " not in code for code in own):
        text = text[:1].upper() + text[1:]
        links |= {code[:1].upper() + code[1:]: link for code, link in links.items() if " " in code}
    for word in set(_WORD.findall(text)) - set(links):
        told = names.named(word)
        if told is not None:
            links[word] = told
    for event in names.context.events.values():
        if event.title in text:
            links[event.title] = say("{title}{note}", title=event.title, note=ref(event.source))
    parts, at = [], 0
    for match in _any(links).finditer(text) if links else ():
        parts += [say("{text}", text=text[at : match.start()]), links[match[0]]]
        at = match.end()
    done = say("").join([*parts, say("{text}", text=text[at:])])
    return say("{done}.", done=done) if sentence and text and text[-1] not in ".!?…" else done


def _any(tokens: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some words, the longest first, where no letter or hyphen goes on."""
    listed = "|".join(re.escape(token) for token in sorted(tokens, key=lambda one: -len(one)))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])")


def _short(names: Names, code: str, row: int, *, noted: bool) -> Markup:
    """A code in a sentence: a link to the claim, or the code with its source."""
    shown = words.shorter(code, 40)
    if names.own(row):
        return say('<a href="#{to}">{code}</a>', to=names.target(row), code=shown)
    return say("{code}{note}", code=shown, note=ref(names.claims[row].source) if noted else "")


def _codes(names: Names, rows: Sequence[int]) -> dict[str, int]:
    """Some rows by their code, where that can be nothing else in a sentence."""
    codes: dict[str, list[int]] = {}
    for row in rows[:_LONGEST]:
        codes.setdefault(names.claims[row].claim, []).append(row)
    return {
        code: found[0]
        for code, found in codes.items()
        if len(found) == 1
        and any(letter.isdigit() for letter in code)
        and any(letter.isalpha() for letter in code)
    }


def linked(names: Names, row: int) -> Markup:
    """A claim of the brief as a link to its card.

    Parameters
    ----------
    names
        What the rows are called.
    row
        The claim.
    """
    claim = names.context.claims[row]
    return say(
        '<a href="#{to}">“{name}”</a> (claim {code})',
        to=names.target(row), name=short_name(claim), code=words.shorter(claim.claim, 40),
    )  # fmt: skip


def figure_of(names: Names, rows: Sequence[int], judged: Mapping[int, Entry]) -> tuple[Markup, ...]:
    """The figures that a finding rests on, a line each: the brief's own lead to their cards.

    Parameters
    ----------
    names
        What the rows are called.
    rows
        The rows, in the order of the sentence.
    judged
        The lines of the sheet by the claims that they cover.
    """
    lines = [
        _own(names, row, judged.get(row)) if names.own(row) else _other(names, row)
        for row in rows[:_LISTED]
    ]
    if len(rows) > _LISTED:
        lines.append(say("and {count} more", count=f"{len(rows) - _LISTED:,}"))
    return tuple(lines)


def _own(names: Names, row: int, entry: Entry | None) -> Markup:
    """A claim of the brief in its own words, and what the sheet says of it."""
    claim = names.context.claims[row]
    return say(
        '<a href="#{to}">{code}</a>: {words}; on the sheet: {standing}',
        to=names.target(row),
        code=words.shorter(claim.claim, 40),
        words=quoted(names.context, claim) or say("“{name}”", name=short_name(claim)),
        standing="not checkable" if entry is None else entry.standing.value,
    )


def _other(names: Names, row: int) -> Markup:
    """A figure of another page."""
    claim = names.claims[row]
    figure = words.as_printed(words.figure(claim.value, claim.unit), claim.qualifier)
    days = ""
    if claim.end is not None:
        days = words.days(claim.start or claim.end, claim.end)
    return say(
        "{code}: {figure}, {what}{note}",
        code=words.shorter(claim.claim, 40),
        figure=figure,
        what=", ".join(
            part
            for part in (
                in_middle(names.context.indicator_name(claim.indicator)),
                names.context.place_name(claim.region),
                days,
            )
            if part
        ),
        note=ref(claim.source),
    )
