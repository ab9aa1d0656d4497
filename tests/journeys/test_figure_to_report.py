"""A figure entered by a service comes out of the report, on page and paper, with its source."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from timonier.consolidation.actions import consolidate
from timonier.engine.periods import Period
from timonier.outputs.reports import actions
from timonier.outputs.reports.delivery import prepare
from timonier.outputs.reports.models import AnnualReport, Contribution
from timonier.outputs.reports.render_html import render_html
from timonier.outputs.reports.render_typst import render_pdf
from timonier.registry.indicators.actions import record_figure, revise_figure
from timonier.registry.indicators.models import Indicator

pytestmark = pytest.mark.django_db

CODE = "NUM-19@2023"


@pytest.fixture
def figure(people):
    """A service enters its own count for 2023."""
    return record_figure(
        indicator=Indicator.objects.get(code="NUM-19"),
        by=people["admin"],
        period=Period.year(2023),
        value=Decimal(4321),
    )


def tell(people, sentence: str) -> None:
    """The contributor binds the figure in the text of the numeric pole."""
    text = Contribution.objects.get(
        chapter__report__year=2023, unit__code="2023-dgd-ressources-numerique", part="missions"
    )
    actions.write(contribution=text, by=people["contributeur"], body=sentence, version=text.version)


@pytest.mark.requirement("R107")
def test_an_entered_figure_reaches_the_page_and_the_paper_with_its_source(people, figure):
    tell(people, f"Le pôle a conduit {{{{chiffre:{CODE}}}}} en 2023.")
    consolidate(by=None)
    tree = prepare(AnnualReport.objects.get(year=2023)).tree
    page = render_html(tree)
    assert "4\u00a0321" in page
    assert "Saisie dans Timonier" in page or "saisie, le" in page
    paper = "".join(one.extract_text() for one in PdfReader(BytesIO(render_pdf(tree))).pages)
    printed = paper.replace("\u00a0", " ").replace("\u202f", " ")
    assert "4 321" in printed
    assert f"n° {CODE}" in printed


@pytest.mark.requirement("R121")
def test_an_older_snapshot_prints_the_figure_as_it_was_known(people, figure):
    tell(people, f"Le pôle a conduit {{{{chiffre:{CODE}}}}} en 2023.")
    before = consolidate(by=None)
    revise_figure(figure=figure, by=people["admin"], reason="Recompte.", value=Decimal(5000))
    after = consolidate(by=None)
    report = AnnualReport.objects.get(year=2023)
    assert _bound(report, before) == Decimal(4321)
    assert _bound(report, after) == Decimal(5000)


def _bound(report: AnnualReport, snapshot) -> Decimal | None:
    report.snapshot = snapshot
    return prepare(report).edition.figures[CODE].value
