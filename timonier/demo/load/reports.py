"""The annual reports 2017, 2020 and 2023: chapters, texts and the little known of their sending.

Figures and dates are facts of the documents; every sentence was written for this data set (see
``data/reports/*.md``). A date that no document gives stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from timonier.accounts.models import User
from timonier.demo.load.strategy import theme_nodes
from timonier.demo.load.tables import DATA
from timonier.outputs.reports.models import AnnualReport, Chapter, Contribution, Sending
from timonier.registry.organisations.models import Unit
from timonier.registry.territories.models import Territory

NUMERIC = "2023-dgd-ressources-numerique"
"""The unit where the demonstration's director and contributor hold their roles."""

KNOWN_PRESENTATIONS = {
    2017: {
        "13001": {"presented_on": date(2019, 2, 1), "act_reference": "DL.2019-11"},
    }
}
"""All that the documents say of the sending: the 2017 report before the council of Aix."""

_HEAD = re.compile(r"^([\w-]+)\s*:\s*(.*)$")


@dataclass
class Text:
    """One contribution of the file."""

    unit: str
    part: str
    state: str
    lines: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass
class Section:
    """One chapter of the file."""

    number: str
    title: str
    kind: str
    facts: dict[str, str] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)


@dataclass
class Draft:
    """One file: the report's own facts and its chapters."""

    title: str
    facts: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)


def read_draft(source: str) -> Draft:
    """Read « = report », « # chapter », « key: value », « @ unit | part | state », then prose."""
    lines = source.splitlines()
    draft = Draft(lines[0].removeprefix("= "))
    for line in lines[1:]:
        if line.startswith("# "):
            number, title, kind = _cells(line[2:])
            draft.sections.append(Section(number.strip("-"), title, kind))
        elif line.startswith("@ "):
            unit, part, state = _cells(line[2:])
            draft.sections[-1].texts.append(Text(unit.strip("-"), part, state))
        elif draft.sections and draft.sections[-1].texts:
            draft.sections[-1].texts[-1].lines.append(line)
        elif match := _HEAD.match(line):
            target = draft.sections[-1] if draft.sections else draft
            target.facts[match[1]] = match[2]
    return draft


def _cells(line: str) -> tuple[str, str, str]:
    first, second, third = (part.strip() for part in line.split("|"))
    return first, second, third


def load_reports() -> int:
    """Create the three reports; returns how many contributions they hold."""
    people = {user.username: user for user in User.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    themes = theme_nodes()
    for path in sorted((DATA / "reports").glob("*.md")):
        draft = read_draft(path.read_text(encoding="utf-8"))
        report = _report(int(path.stem), draft)
        _chapters(report, draft, units, themes, people)
        _sendings(report)
    return Contribution.objects.count()


def _report(year: int, draft: Draft) -> AnnualReport:
    return AnnualReport.objects.create(
        year=year,
        title=draft.title,
        state=draft.facts["state"],
        legal_basis=draft.facts["legal"],
        due_on=date.fromisoformat(draft.facts["due"]),
    )


def _chapters(
    report: AnnualReport, draft: Draft, units: dict[str, Unit], themes: dict, people: dict
) -> None:
    """Chapters in file order; « 1.2 » lies inside « 1 »."""
    parts: dict[str, Chapter] = {}
    for position, section in enumerate(draft.sections):
        chapter = Chapter.objects.create(
            report=report,
            parent=parts[section.number.split(".")[0]] if "." in section.number else None,
            position=position,
            number=section.number,
            title=section.title,
            kind=section.kind,
            lead=section.facts.get("lead", ""),
            theme=themes.get(section.facts.get("theme", "")),
            policy_areas=list(_listed(section, "areas")),
        )
        parts[section.number] = chapter
        chapter.units.set([units[code] for code in _listed(section, "units")])
        Contribution.objects.bulk_create(
            _contribution(chapter, text, units, people) for text in section.texts
        )


def _listed(section: Section, key: str) -> Iterator[str]:
    """Codes are separated by commas; areas, whose names hold commas, by semicolons."""
    mark = ";" if key == "areas" else ","
    return (one.strip() for one in section.facts.get(key, "").split(mark) if one.strip())


def _contribution(chapter: Chapter, text: Text, units: dict, people: dict) -> Contribution:
    """Authors, reviewers and editors are three different demonstration accounts."""
    mine = text.unit == NUMERIC
    author = people["contributeur"] if mine else people["redaction"]
    reviewer = people["directrice"] if mine else people["controle"]
    return Contribution(
        chapter=chapter,
        unit=units[text.unit] if text.unit else None,
        part=text.part,
        body=text.body,
        state=text.state,
        author=author if text.body else None,
        reviewer=reviewer if text.state != "drafted" else None,
        editor=people["redaction"] if text.state == "accepted" else None,
        due_on=date(chapter.report.year + 1, 6, 30),
    )


def _sendings(report: AnnualReport) -> None:
    """Published reports went to every commune, on days that nobody wrote down but one."""
    if report.state != "published":
        return
    known = KNOWN_PRESENTATIONS.get(report.year, {})
    communes = Territory.objects.filter(kind="commune")
    Sending.objects.bulk_create(
        Sending(report=report, commune=commune, **known.get(commune.code, {}))
        for commune in communes
    )
