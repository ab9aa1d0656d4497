"""Each constraint of indicators and figures, broken one by one: its name, its French sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from timonier.registry.indicators.models import Break, Crosswalk, Figure, Indicator, Responsibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator() -> Indicator:
    return Indicator.objects.create(code="ESSAI-01", name="Arbres plantés", unit="arbres")


def figure(indicator: Indicator, **changes: object) -> Figure:
    """A sound figure, one step away from a broken one."""
    values = {
        "indicator": indicator,
        "period_start": date(2023, 1, 1),
        "period_end": date(2023, 12, 31),
        "period_printed": "2023",
        "value": Decimal(120),
    }
    return Figure(**values | changes)


def broken(row: object, name: str) -> str:
    """What the form says of *row*, which the database refuses by the constraint *name*."""
    with pytest.raises(ValidationError) as told:
        row.full_clean()  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()  # type: ignore[attr-defined]
    return " ".join(told.value.messages)


def test_a_sound_figure_is_kept(indicator: Indicator) -> None:
    row = figure(indicator)
    row.full_clean()
    row.save()
    assert Figure.objects.current().filter(indicator=indicator).count() == 1


def test_a_period_does_not_end_before_it_starts(indicator: Indicator) -> None:
    row = figure(indicator, period_end=date(2022, 12, 31))
    assert "finit avant d’avoir commencé" in broken(row, "figure_period_is_ordered")


def test_an_unknown_value_needs_a_reason(indicator: Indicator) -> None:
    row = figure(indicator, value=None)
    assert "Une valeur inconnue porte sa raison" in broken(row, "figure_missing_has_reason")


def test_a_denominator_of_zero_is_refused(indicator: Indicator) -> None:
    row = figure(indicator, denominator=Decimal(0))
    assert "Un dénominateur nul" in broken(row, "figure_denominator_not_zero")


def test_a_revision_needs_a_reason(indicator: Indicator) -> None:
    first = figure(indicator)
    first.save()
    row = figure(indicator, line="2", supersedes=first)
    assert "Une révision porte son motif" in broken(row, "figure_revision_has_reason")


def test_one_source_gives_one_value_per_cell(indicator: Indicator) -> None:
    figure(indicator).save()
    row = figure(indicator, value=Decimal(130))
    assert "révisez-la au lieu d’en ajouter une" in broken(row, "figure_once_per_cell_and_source")


def test_a_citation_number_names_one_figure(indicator: Indicator) -> None:
    figure(indicator, external_id="E-1").save()
    row = figure(indicator, external_id="E-1", period_printed="bis", line="9")
    assert "désigne déjà un autre chiffre" in broken(row, "figure_cited_once")


def test_a_ratio_names_both_terms_or_none(indicator: Indicator) -> None:
    row = Indicator(
        code="ESSAI-02", name="Part", perimeter_operator="ratio_of_sums", numerator=indicator
    )
    assert "ensemble son numérateur et son dénominateur" in broken(
        row, "indicator_ratio_names_both_terms"
    )


def test_a_discontinued_indicator_says_why(indicator: Indicator) -> None:
    indicator.discontinued_on = date(2024, 1, 1)
    assert "s’interrompt avec un motif" in broken(indicator, "indicator_discontinued_with_reason")


def test_a_coverage_threshold_is_a_share(indicator: Indicator) -> None:
    indicator.coverage_threshold = Decimal(101)
    assert "de 0 à 100" in broken(indicator, "indicator_coverage_is_a_share")


def test_an_indicator_is_not_its_own_numerator(indicator: Indicator) -> None:
    indicator.numerator = indicator
    assert "son propre numérateur" in broken(indicator, "indicator_not_its_own_numerator")


def test_a_break_ends_after_it_starts(indicator: Indicator) -> None:
    row = Break(
        indicator=indicator,
        between_start=date(2023, 1, 1),
        between_end=date(2020, 1, 1),
        kind="unit",
        reason="unité",
    )
    assert "La rupture finit avant" in broken(row, "break_ends_after_start")


def test_a_unit_answers_once_for_an_indicator() -> None:
    held = Responsibility.objects.first()
    row = Responsibility(indicator=held.indicator, unit=held.unit)
    assert "répond déjà de cet indicateur" in broken(row, "responsibility_once")


def test_two_figures_are_set_side_by_side_once() -> None:
    held = Crosswalk.objects.exclude(to_figure=None).first()
    row = Crosswalk(
        from_figure=held.from_figure, to_figure=held.to_figure, comparability=held.comparability
    )
    assert "existe déjà" in broken(row, "crosswalk_once")


def test_a_figure_is_never_changed(indicator: Indicator) -> None:
    row = figure(indicator)
    row.save()
    row.value = Decimal(1)
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        row.save()
    assert Figure.objects.get(pk=row.pk).value == Decimal(120)


def test_a_figure_is_never_deleted(indicator: Indicator) -> None:
    row = figure(indicator)
    row.save()
    with pytest.raises(ProgrammingError, match="Cannot delete rows"), transaction.atomic():
        row.delete()
    assert Figure.objects.filter(pk=row.pk).exists()
