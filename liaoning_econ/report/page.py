"""The brief: one HTML page that says of each claim whether it can be printed, and why."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

import liaoning_econ
from liaoning_econ import catalog, files
from liaoning_econ.errors import CatalogError, LiaoningEconError
from liaoning_econ.report import cards, notes, words
from liaoning_econ.report.blocks import Entry, Section, Standing, Topic, say
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
    context = Context.of(claims, against)
    topics = _found(context, tell)
    tell("each claim in other terms")
    entries = _sorted_entries(topics)
    page = _page(context, topics, entries)
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
    return found


def _sorted_entries(topics: Iterable[Topic]) -> list[Entry]:
    """The lines of the sheet, worst first."""
    order = {standing: place for place, standing in enumerate(Standing)}
    entries = [entry for topic in topics for entry in topic.entries]
    return sorted(entries, key=lambda entry: (order[entry.standing], -entry.weight))


def _page(context: Context, topics: Sequence[Topic], entries: list[Entry]) -> str:
    """The page as HTML."""
    environment = _environment()
    shown = [
        {
            "standing": entry.standing,
            "claim": entry.claim,
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
            ],
        }
        for entry in entries
    ]
    sections: list[Section] = [topic.section for topic in topics if topic.section is not None]
    body = environment.get_template("brief.html.jinja").render(
        title=_title(context),
        kicker=_kicker(context),
        deck=_deck(context, entries),
        tally=_tally(entries),
        entries=shown,
        cards=cards.cards(context, topics, entries),
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
    return f"Brief for editors · {words.small(len(names))} document{'s' if len(names) != 1 else ''}"


def _deck(context: Context, entries: Sequence[Entry]) -> Markup:
    """The page in two sentences."""
    changed = sum(entry.standing is Standing.CHANGE for entry in entries)
    figures, statements = len(context.claims), len(entries)
    if not entries:
        return say("There are no claims to check.")
    found = say("No statement has to be changed.")
    if changed:
        found = say(
            "Of {statements} statement{s} {changed} {verb} to be changed before {it} printed "
            "again.",
            changed=words.small(changed),
            statements=words.small(statements),
            s="" if statements == 1 else "s",
            verb="has" if changed == 1 else "have",
            it="it is" if changed == 1 else "they are",
        )
    return say(
        "{figures} printed figure{s}, held against official statistics, other reports and the "
        "exchange rates of the day. {found}",
        figures=words.small(figures).capitalize(),
        s="" if figures == 1 else "s",
        found=found,
    )


def _tally(entries: Iterable[Entry]) -> list[tuple[Standing, int]]:
    """How many lines of the sheet have each standing."""
    counts = dict.fromkeys(Standing, 0)
    for entry in entries:
        counts[entry.standing] += 1
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
