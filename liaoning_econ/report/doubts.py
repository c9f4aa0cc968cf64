"""What does not add up: the audit's findings on the claims, and on the pages beside them.

The audit reads the claims together with what other pages give for the same things. A finding that
the sheet has told already is one line that leads to its card; the rest is told in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from liaoning_econ import frames
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Audit, Doubt, Fold, Standing, say
from liaoning_econ.report.citing import Names, cited, figure_of, linked
from liaoning_econ.report.values import claims_of

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from liaoning_econ.report.blocks import Entry, Section
    from liaoning_econ.report.context import Claim, Context

__all__ = ["audit"]

_SHOWN: Final = 30  # more of them is no longer a brief
_OWN: Final = "own figures"
_UNSAID: Final = ("", "unstated", "unknown", "none")
# What holds a figure against the official series: the sheet has done that, with its own words.
_COMPARED: Final = ("LE302", "LE303", "LE501", "LE502", "LE503")
_TWICE, _GROWTH, _OTHERS = "LE205", "LE105", "LE504"
# Words without a number are audited as well; the section that has judged them.
_RANKS: Final = "LE502"
_SECTIONS: Final = {_RANKS: "growth", "LE503": "yuan"}
_PROVENANCE: Final = {
    "LE601": "the source",
    "LE602": "the day of publication",
    "LE605": "who counted",
    "LE606": "a thing and a place that the record knows",
}
_RUNNING: Final = (") could not look:", ") failed:")


@dataclass(frozen=True, slots=True)
class _Finding:
    """One row of the findings, with its rows as numbers."""

    rule: str
    severity: str
    rows: tuple[int, ...]
    found: str
    expected: str
    message: str
    mend: str


@dataclass(frozen=True)
class _Case:
    """What was audited, what was found, and what the sheet says already."""

    context: Context
    frame: pd.DataFrame
    claims: tuple[Claim, ...]
    findings: tuple[_Finding, ...]
    rules: Mapping[str, str]
    judged: Mapping[int, Entry]
    names: Names
    sections: frozenset[str]

    @cached_property
    def count(self) -> int:
        """How many claims are the brief's own; the rows after them are other pages'."""
        return len(self.context.claims)

    def own(self, finding: _Finding) -> list[int]:
        """The claims of the brief that a finding rests on."""
        return [row for row in finding.rows if row < self.count]

    def telling(self, finding: _Finding) -> int | None:
        """The claim on whose card the sheet says already what a finding says; None: nowhere."""
        judged = {row: self.judged[row] for row in self.own(finding) if row in self.judged}
        for row, entry in judged.items():
            if finding.rule in _COMPARED:
                tells = entry.standing is not Standing.PRINT or finding.severity == "info"
            elif finding.rule == _OTHERS:
                tells = True  # the card lists what other pages say
            elif finding.rule == _TWICE:
                tells = entry.standing is Standing.UNKNOWN
            elif finding.rule == _GROWTH and row == self.own(finding)[0]:
                # Growth that agrees with the official rate is real where nothing says so.
                tells = entry.standing is Standing.PRINT or bool(entry.instead)
            else:
                # Of the figure in question it is said what to print instead: another reason
                # changes nothing for the editor. Those after it are what it was held against.
                tells = bool(entry.instead) and row == self.own(finding)[0]
            if tells:
                return row
        return None

    def beside_the_point(self, finding: _Finding) -> bool:
        """Whether a finding on other pages is about nothing that the claims speak of."""
        return not any(
            (self.claims[row].indicator, self.claims[row].region) in self.spoken_of
            for row in finding.rows
        )

    @cached_property
    def spoken_of(self) -> set[tuple[str, str]]:
        """Things and places of the brief's claims."""
        return {(claim.indicator, claim.region) for claim in self.context.claims}


def audit(
    context: Context,
    entries: Iterable[Entry],
    sections: Iterable[Section],
    carded: Collection[str],
) -> Audit:
    """Audit the claims of a brief beside what other pages say, and sort what is found.

    Parameters
    ----------
    context
        The claims and their record.
    entries
        The lines of the sheet: what they tell is not told again.
    sections
        The brief's sections, for words that have no claim.
    carded
        Anchors of the claims that have a card.
    """
    from liaoning_econ import auditing

    frame = _audited(context)
    # Without a place among the claims that rule looks at words alone, as a section has done.
    ignored = () if (frame["measure"] == "rank").any() else (_RANKS,)
    found = auditing.audit(frame, against=context.against, ignore=ignored)
    rules = auditing.rules()
    rules = rules[~rules["code"].isin(ignored)]
    claims = claims_of(frame)
    case = _Case(
        context,
        frame,
        claims,
        tuple(_findings(found)),
        dict(zip(rules["code"], rules["name"], strict=True)),
        {place: entry for entry in entries for place in entry.covers},
        Names(context, claims, frozenset(carded)),
        frozenset(section.key for section in sections),
    )
    return _sorted(case)


def _audited(context: Context) -> pd.DataFrame:
    """The claims, and below them what other pages give for the same things."""
    own = _named(context.frame)
    return frames.stack([own, _beside(context, own)], frames.CLAIMS)


def _named(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims, each with a code that a sentence can name, and the article as its source."""
    columns: dict[str, object] = {}
    for column in ("claim", "related_claim"):
        columns[column] = [
            f"claim {code}" if code.isdigit() else code for code in claims[column].astype("str")
        ]
    # A figure without a source is the article's own word; of bare figures nobody knows whose.
    documents = plain_codes(claims["document"])
    sources = claims["source"].astype("str").fillna("")
    lacking = sources.isin(_UNSAID) & (documents != _OWN)
    columns["source"] = sources.where(~lacking, documents)
    return claims.assign(**columns)  # type: ignore[arg-type]


def _beside(context: Context, own: pd.DataFrame) -> pd.DataFrame:
    """What other pages say of the same things, there and in the places around."""
    others = context.evidence_frame
    around: dict[str, set[str]] = {}
    for place in context.places.values():
        if place.parent:
            around.setdefault(place.parent, set()).add(place.region)
            around.setdefault(place.region, set()).add(place.parent)
    wanted = set()
    for indicator, region in set(
        zip(plain_codes(own["indicator"]), plain_codes(own["region"]), strict=True)
    ):
        if indicator not in _UNSAID and region not in _UNSAID:
            wanted |= {(indicator, one) for one in (region, *around.get(region, ()))}
    mine = set(zip(plain_codes(own["document"]), own["claim"], strict=True))
    keys = zip(
        plain_codes(others["indicator"]), plain_codes(others["region"]),
        plain_codes(others["document"]), others["claim"], strict=True,
    )  # fmt: skip
    kept = [key[:2] in wanted and key[2:] not in mine for key in keys]
    return others[kept]


def _findings(found: pd.DataFrame) -> Iterable[_Finding]:
    """The findings as plain values."""
    texts = [found[column].astype("str").tolist() for column in frames.FINDINGS.names]
    for rule, severity, rows, told, expected, message, mend in zip(*texts, strict=True):
        places = tuple(int(place) for place in rows.split(",")) if rows else ()
        yield _Finding(rule, severity, places, told, expected, message, mend)


def _sorted(case: _Case) -> Audit:
    """The findings by what an editor does with them."""
    full, told, others, infos, provenance, broken = [], [], [], [], [], []
    for finding in case.findings:
        if not finding.rows and any(phrase in finding.message for phrase in _RUNNING):
            broken.append(finding)
        elif not finding.rows and _SECTIONS.get(finding.rule) in case.sections:
            continue  # words without a number, which that section has judged
        elif finding.rows and not case.own(finding):
            if finding.severity != "info" and not case.beside_the_point(finding):
                others.append(finding)
        elif finding.rule in _PROVENANCE:
            provenance.append(finding)
        elif finding.severity == "info":
            infos.append(finding)
        elif case.telling(finding) is not None:
            told.append(finding)
        else:
            full.append(finding)
    folds = (
        _fold(case, told, "In the words of the audit: {n}"),
        _fold(
            case,
            others,
            "{n} about other pages’ figures for the same things: ask before you take these over",
        ),
        _fold(case, infos, "{n} that change{s} nothing"),
    )
    return Audit(
        _answer(case, full, told),
        tuple(_doubt(case, finding) for finding in full[:_SHOWN]),
        _more(len(full) - _SHOWN),
        _repeated(case, told),
        tuple(fold for fold in folds if fold is not None),
        tuple(_notes(case, provenance, broken)),
    )


def _answer(case: _Case, full: Sequence[_Finding], told: Sequence[_Finding]) -> Markup:
    """The section in a sentence or two."""
    rows = len(case.frame) - case.count
    beside = say("")
    if rows:
        beside = say(
            " and at {rows} that other pages give for the same things",
            rows=words.small(rows),
        )
    looked = say(
        "{rules} rules looked at the {count} figure{s} of this brief{beside}",
        rules=words.small(len(case.rules)).capitalize(),
        count=words.small(case.count) if case.count > 1 else "one",
        s="" if case.count == 1 else "s",
        beside=beside,
    )
    if not full and not told:
        return say("Nothing was found that does not add up. {looked}.", looked=looked)
    if not full:
        return say(
            "{looked}. What they found in the brief’s own figures is on the sheet already.",
            looked=looked,
        )
    errors = sum(finding.severity == "error" for finding in full)
    kinds = [
        f"{words.small(count)} {name}{'' if count == 1 else 's'}"
        for count, name in ((errors, "error"), (len(full) - errors, "warning"))
        if count
    ]
    already = say(", beside what the sheet tells already") if told else say("")
    return say(
        "{looked}, and found {kinds}{already}. {meaning}",
        looked=looked,
        kinds=words.listed(kinds),
        already=already,
        meaning=" ".join(
            meaning
            for meaning, count in (
                ("An error cannot be true as it stands.", errors),
                ("A warning can be true, once somebody explains it.", len(full) - errors),
            )
            if count
        ),
    )


def _more(count: int) -> Markup:
    """That the page does not show them all."""
    if count <= 0:
        return say("")
    return say("{count} more are left out; the library’s audit() lists them all.", count=count)


def _doubt(case: _Case, finding: _Finding) -> Doubt:
    """One finding in full."""
    return Doubt(
        finding.severity,
        finding.rule,
        case.rules.get(finding.rule, "").replace("-", " "),
        cited(case.names, finding.message, finding.rows),
        cited(case.names, finding.expected, finding.rows, sentence=False),
        cited(case.names, finding.mend, finding.rows),
        figure_of(case.names, finding.rows, case.judged),
    )


def _repeated(case: _Case, told: Sequence[_Finding]) -> tuple[Markup, ...]:
    """One line for each claim that the sheet has judged: the rules that say so too."""
    by_claim: dict[int, dict[str, None]] = {}
    for finding in told:
        row = case.telling(finding)
        if row is not None:
            rule = f"{case.rules[finding.rule].replace('-', ' ')} ({finding.rule})"
            by_claim.setdefault(row, {})[rule] = None
    return tuple(
        say(
            "{claim}, on the sheet as {standing}: {rules}",
            claim=linked(case.names, row),
            standing=f"“{case.judged[row].standing.value}”",
            rules=words.listed(list(rules)),
        )
        for row, rules in sorted(by_claim.items())
    )


def _fold(case: _Case, findings: Sequence[_Finding], title: str) -> Fold | None:
    """Findings behind a line that opens."""
    if not findings:
        return None
    one = len(findings) == 1
    number = words.small(len(findings))
    number = number.capitalize() if title.startswith("{") else number
    lines = [_line(case, finding) for finding in findings[:_SHOWN]]
    return Fold(
        say(
            title,
            n=f"{number} finding{'' if one else 's'}",
            s="s" if one else "",
        ),
        (*lines, *([_more(len(findings) - _SHOWN)] if len(findings) > _SHOWN else [])),
    )


def _line(case: _Case, finding: _Finding) -> Markup:
    """A finding in a line: its sentence, or where the brief says so already."""
    rule = say(
        '<span class="rule">{code} {name}</span>',
        code=finding.rule,
        name=case.rules.get(finding.rule, "").replace("-", " "),
    )
    row = case.telling(finding) if finding.severity == "info" else None
    if row is not None:
        return say("{rule} {link}: as the sheet says", rule=rule, link=linked(case.names, row))
    sentence = cited(case.names, finding.message, finding.rows, noted=True)
    return say("{rule} {sentence}", rule=rule, sentence=sentence)


def _notes(
    case: _Case, provenance: Sequence[_Finding], broken: Sequence[_Finding]
) -> Iterable[Markup]:
    """What is not said of the figures, summed up, and the rules that could not look."""
    parts = []
    for code, lacking in _PROVENANCE.items():
        rows = {row for finding in provenance if finding.rule == code for row in case.own(finding)}
        if rows:
            parts.append(f"{lacking}, for {words.small(len(rows))} of them ({code})")
    if parts:
        yield say("What is not said of the figures: {parts}.", parts="; ".join(parts))
    if broken:
        yield say(
            "Could not look: {rules}.",
            rules="; ".join(words.shorter(finding.message, 160) for finding in broken),
        )
