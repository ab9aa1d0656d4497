"""« Ce que ce rapport ne peut pas dire »: the gaps of the report, from its own check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from timonier.outputs.charts import PRINT, Bar, Comparison, comparison_chart
from timonier.outputs.reports import tree
from timonier.outputs.reports.builder_charts import chart_block
from timonier.outputs.reports.builder_figures import comparison, figures_of
from timonier.outputs.reports.builder_promises import followed, sections
from timonier.outputs.reports.edition import Edition
from timonier.outputs.reports.finding import Finding
from timonier.outputs.reports.texts import typeset
from timonier.outputs.reports.tree import (
    Block,
    BulletList,
    FindingList,
    Heading,
    Inlines,
    Paragraph,
    Text,
)

CONTRADICTIONS = frozenset(
    {"two_values", "sum", "share", "shares_total", "magnitude", "unit", "date"}
)
PRINTED = 40
"""Findings of one family printed at most; the screen shows them all."""


def limits(edition: Edition, findings: Iterable[Finding]) -> list[Block]:
    """What disappeared, what contradicts itself, what is of another year, what nobody knows."""
    found = list(findings)
    return [
        *_comparable(edition),
        *_discontinued(edition, found),
        *_families(edition, found),
        *_broken(edition),
        *_silence(edition),
        *_not_held(edition, found),
    ]


def lead(edition: Edition, findings: Iterable[Finding]) -> str:
    """One sentence that measures the gaps."""
    found = [one for one in findings if one.kind in CONTRADICTIONS]
    silent = [one for one in followed(edition) if one.status == "unknown"]
    said = [f"{len(found)} contradictions ou calculs à reprendre" if found else ""]
    said += [f"{len(silent)} engagements sans nouvelle" if silent else ""]
    kept = [one for one in said if one]
    end = f" : {' et '.join(kept)}." if kept else "."
    return typeset(f"Un rapport sincère donne aussi la mesure de ses lacunes{end}")


def _comparable(edition: Edition) -> list[Block]:
    year, before = edition.report.year, edition.previous_year
    if before is None:
        return [_paragraph("Aucun rapport antérieur n’est connu : rien ne peut être comparé.")]
    total = len(edition.previous_rows)
    pairs = [
        p for p in edition.registry.pairs if p.before in {r.code for r in edition.previous_rows}
    ]
    matched = {p.before for p in pairs if p.after in {r.code for r in edition.rows}}
    same = {p.before for p in pairs if p.comparability in {"identique", "comparable"}}
    bars = (
        Bar(f"publiés en {before}", Decimal(total)),
        Bar(f"rapprochés d’un chiffre de {year}", Decimal(len(matched))),
        Bar("comparables, de même définition", Decimal(len(same & matched))),
    )
    drawn = comparison_chart(
        Comparison(f"De {before} à {year}, ce qui reste comparable", "chiffres", bars,
                   accent=bars[2].label),
        uid="comparables",
        width=PRINT,
    )  # fmt: skip
    return [chart_block("comparables", drawn, f"Nombre de chiffres du rapport {before}")]


def _discontinued(edition: Edition, found: list[Finding]) -> list[Block]:
    gone = [one for one in found if one.kind == "discontinued"]
    if not gone:
        return []
    named = [edition.silent(pair.before) for pair in edition.absent]
    before = edition.previous_year
    others = len(gone) - len(named)
    blocks: list[Block] = [Heading(1, "Chiffres interrompus")]
    if named:
        said = f"Publiés pour {before}, ces chiffres ont été cherchés pour {edition.report.year} "
        blocks += [_paragraph(f"{said}et n’y sont plus."), comparison(edition, named)]
    rest = f"{others} autres chiffres" if named else f"{others} chiffres"
    blocks.append(
        _paragraph(
            f"{rest} publiés pour {before} n’ont pas de correspondant reconnu "
            f"dans ce rapport : {_by_theme(edition, gone)}."
        )
    )
    return blocks


def _by_theme(edition: Edition, gone: list[Finding]) -> str:
    themes = Counter(
        edition.registry.by_code[code].theme or "sans thème" for one in gone for code in one.figures
    )
    said = [f"{theme} ({count})" for theme, count in sorted(themes.items(), key=_most_first)]
    return ", ".join(said)


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _families(edition: Edition, found: list[Finding]) -> list[Block]:
    year = edition.report.year
    families = (
        ("Contradictions et calculs à reprendre", CONTRADICTIONS),
        (f"Chiffres qui ne sont pas de {year}", {"other_year"}),
        ("Opérations sans coût actuel", {"cost"}),
        ("Textes à reprendre", {"untraced", "markup"}),
    )
    blocks: list[Block] = []
    for title, kinds in families:
        kept = [one for one in found if one.kind in kinds]
        if kept:
            blocks += [Heading(1, title), _list(kept)]
    return blocks


def _list(found: list[Finding]) -> FindingList:
    shown = tuple(
        tree.Finding(one.label, one.message, _where(one), one.waiver and f"Justifié : {one.waiver}")
        for one in found[:PRINTED]
    )
    more = len(found) - len(shown)
    caption = f"{more} autres constats de cette famille sont suivis dans l’outil." if more else ""
    return FindingList("", shown, caption)


def _where(one: Finding) -> str:
    return ", ".join(dict.fromkeys(place.text for place in one.places))


def _broken(edition: Edition) -> list[Block]:
    broken = [
        code
        for code, figure in edition.figures.items()
        if code in edition.pairs_after and not figure.comparability.allows_difference
    ]
    rows = figures_of(edition, sorted(broken))
    if not rows:
        return []
    said = "Ces chiffres existent dans les deux rapports, mais ne mesurent pas la même chose."
    return [Heading(1, "Ruptures de série"), _paragraph(said), comparison(edition, rows)]


def _silence(edition: Edition) -> list[Block]:
    drawn = sections(edition)
    if drawn is None:
        return []
    silent = [row.subject for row in followed(edition) if row.status == "unknown"]
    said = f"Sans nouvelle : {', '.join(silent)}." if silent else "Tous ont reçu une suite."
    return [Heading(1, "Engagements sans nouvelle"), drawn, _paragraph(said)]


def _not_held(edition: Edition, found: list[Finding]) -> list[Block]:
    kinds = {"source", "accounts", "missing"}
    items: list[Inlines] = [(Text(one.message),) for one in found if one.kind in kinds]
    unlinked = sum(row.period == "" for row in edition.rows)
    if unlinked:
        items.append((Text(typeset(f"{unlinked} chiffres n’ont pas d’année imprimée.")),))
    ambiguous = sum("ambigu" in row.place for row in edition.rows)
    if ambiguous:
        said = f"{ambiguous} chiffres ont un territoire ambigu dans leur source."
        items.append((Text(typeset(said)),))
    return [Heading(1, "Ce que nous ne détenons pas"), BulletList(tuple(items))] if items else []


def _paragraph(words: str) -> Paragraph:
    return Paragraph((Text(typeset(words)),))
