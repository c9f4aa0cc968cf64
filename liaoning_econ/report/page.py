"""The brief: one HTML page that says of each claim whether it can be printed, and why."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

import liaoning_econ
from liaoning_econ import catalog, files
from liaoning_econ.errors import CatalogError, LiaoningEconError
from liaoning_econ.report import cards, doubts, notes, unchecked, words
from liaoning_econ.report.blocks import Aside, Entry, Section, Standing, Topic, say
from liaoning_econ.report.context import ARTICLE_NAMES, Context
from liaoning_econ.report.glossary import GLOSSARY
from liaoning_econ.report.topics import TOPICS

if TYPE_CHECKING:
    import jinja2
    import pandas as pd

__all__ = ["brief"]

_TEMPLATES: Final = Path(__file__).with_name("templates")
Progress = Callable[[str], object]
_COLOPHON: Final = (
    "Every figure on this page was computed when the page was made, from the library's own record, "
    "and leads to its source by a number. The page loads nothing from anywhere."
)


def brief(
    claims: pd.DataFrame | None = None,
    path: str | os.PathLike[str] = "brief.html",
    *,
    against: pd.DataFrame | None = None,
    texts: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write the brief: a verdict on each claim, its figure in other terms, and the working.

    Parameters
    ----------
    claims
        Claims, or Observations to be held against the record; None takes those of the two shipped
        articles. Sections that do not apply to them are left out.
    path
        The HTML file to write. A file that is there is replaced only when the new one is complete.
    against
        Official figures to hold the claims against, as Observations; None is the shipped record.
    texts
        The articles that the claims were read from, by document: the page then quotes the words
        around each figure.
    progress
        Is given a line of text for each section when its turn comes.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    SchemaError
        A column is missing, or a value breaks its rule; `rows` has the offending rows.
    FileError
        The file cannot be written; what was there is untouched.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> page = brief(catalog.claims("trade_liaoning"), folder / "trade.html")
    >>> page.name
    'trade.html'
    """
    tell = progress or _silent
    context = Context.of(claims, against, texts)
    topics = _found(context, tell)
    tell("each claim in other terms")
    entries = _sorted_entries(topics)
    page = _page(context, topics, entries, tell)
    tell("the page")
    return files.write_text_atomically(path, page)


def _silent(line: str) -> None:
    """Where nobody wants to hear of progress."""


def _found(context: Context, tell: Progress) -> list[Topic]:
    """What each topic finds; those that do not apply find nothing."""
    found: list[Topic] = []
    covered: set[int] = set()
    for name, find in TOPICS:
        tell(name)
        try:
            topic = find(context, frozenset(covered))
        except CatalogError:
            raise
        except LiaoningEconError as error:
            # A user's claims can lack what a section needs; they still get their lines at the end.
            tell(f"{name}: left out, because {error}")
            continue
        if topic is not None:
            found.append(topic)
            covered.update(place for entry in topic.entries for place in entry.covers)
            covered.update(aside.place for aside in topic.asides)
    return found


def _sorted_entries(topics: Iterable[Topic]) -> list[Entry]:
    """The lines of the sheet, worst first."""
    order = {standing: place for place, standing in enumerate(Standing)}
    entries = [entry for topic in topics for entry in topic.entries]
    return sorted(entries, key=lambda entry: (order[entry.standing], -entry.weight))


def _page(context: Context, topics: Sequence[Topic], entries: list[Entry], tell: Progress) -> str:
    """The page as HTML."""
    environment = _environment()
    asides = [aside for topic in topics for aside in topic.asides]
    made = cards.cards(context, topics, entries)
    carded = {card.anchor for card in made}
    shown = [
        {
            "standing": entry.standing,
            "claim": entry.claim,
            "reading": entry.reading,
            "reason": entry.reason,
            "instead": entry.instead,
            "settles": entry.settles,
            "details": entry.details,
            "where": " · ".join(
                dict.fromkeys(context.claims[place].where for place in entry.covers)
            )
            or entry.where,
            "anchors": [
                (cards.anchor(place), cards.short_name(context.claims[place]))
                for place in entry.covers
                if cards.anchor(place) in carded
            ],
        }
        for entry in entries
    ]
    sections: list[Section] = [topic.section for topic in topics if topic.section is not None]
    tell("what does not add up")
    body = environment.get_template("brief.html.jinja").render(
        title=_title(context),
        kicker=_kicker(context),
        deck=_deck(context, entries, asides),
        tally=_tally(context, entries, asides),
        entries=shown,
        unchecked=unchecked.table(context, asides, carded),
        audit=doubts.audit(context, entries, sections, carded) if context.claims else None,
        cards=made,
        claims_lead=_CARDS_LEAD,
        sections=sections,
        glossary=GLOSSARY,
        colophon=_COLOPHON,
        styles=_styles(),
        version=liaoning_econ.__version__,
        data_version=liaoning_econ.data_version(),
    )
    body, footnotes = notes.numbered(body, catalog.sources())
    listed = environment.get_template("notes.html.jinja").render(notes=footnotes)
    return body.replace(_NOTES_PLACE, listed)


_NOTES_PLACE: Final = "<!-- the notes -->"
_CARDS_LEAD: Final = (
    "Each figure as it was printed, the bounds that its wording leaves open, and the same figure "
    "in other units. Several rows of the sheet above can rest on one claim."
)


def _title(context: Context) -> str:
    """What the page is called."""
    if context.shipped:
        return "Liaoning’s figures: what can be printed"
    return "What can be printed: claims held against the record"


def _kicker(context: Context) -> str:
    """What was checked."""
    names = [ARTICLE_NAMES.get(document, "") for document in context.documents]
    if names and all(names):
        return f"Brief for editors · {' · '.join(names)}"
    if len(context.documents) == 1:
        days = [claim.published for claim in context.claims if claim.published is not None]
        when = f" · {words.day(max(days))}" if days else ""
        return f"Brief for editors · {words.shorter(context.documents[0], 60)}{when}"
    return f"Brief for editors · {words.small(len(names))} documents"


def _deck(context: Context, entries: Sequence[Entry], asides: Sequence[Aside]) -> Markup:
    """The page in two or three sentences."""
    figures = len(context.claims)
    if not entries and not asides:
        return say("There are no claims to check.")
    first = say(
        "{figures} printed figure{s}, held against official statistics, other reports and the "
        "exchange rates of the day.",
        figures=words.small(figures).capitalize(),
        s="" if figures == 1 else "s",
    )
    found = _change(entries) if not asides else unchecked.summary(context, entries, asides)
    return say("{first} {found}", first=first, found=found)


def _change(entries: Sequence[Entry]) -> Markup:
    """How many statements have to be changed."""
    changed = sum(entry.standing is Standing.CHANGE for entry in entries)
    if not changed:
        return say("No statement has to be changed.")
    return say(
        "Of {statements} statement{s} {changed} {verb} to be changed before {it} printed again.",
        changed=words.small(changed),
        statements=words.small(len(entries)),
        s="" if len(entries) == 1 else "s",
        verb="has" if changed == 1 else "have",
        it="it is" if changed == 1 else "they are",
    )


def _tally(
    context: Context, entries: Iterable[Entry], asides: Sequence[Aside]
) -> list[tuple[Standing, int]]:
    """How many lines or claims have each standing; revised ones only where there are any."""
    counts = dict.fromkeys(Standing, 0)
    for entry in entries:
        # Beside single claims, a line that covers two of them counts for two.
        counts[entry.standing] += unchecked.figures_in(context, entry) if asides else 1
    counts[Standing.UNKNOWN] += len(asides)
    if not counts[Standing.REVISED]:
        del counts[Standing.REVISED]
    return list(counts.items())


@functools.cache
def _styles() -> Markup:
    """The style sheet; a file of ours, taken as it is."""
    text = _TEMPLATES.joinpath("brief.css").read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - the library's own file


@functools.cache
def _environment() -> jinja2.Environment:
    """Templates with autoescape on, whatever their names end in."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
