import time
from decimal import Decimal

import pytest

from timonier.engine.coherence import (
    Beside,
    Claim,
    DatedFact,
    FindingKind,
    Nature,
    OrderRule,
    Severity,
    ShareRule,
    SumRule,
    check_report,
)
from timonier.engine.quantities import Qualifier


def claim(id, label, value, unit="dossiers", **more):
    given = {"year": 2020, "territory": "Métropole", "document": "Rapport", "theme": "Juridique"}
    number = None if value is None else Decimal(str(value))
    return Claim(id, label, number, unit, **(given | {"place": f"l. {id}"} | more))


def kinds(claims, beside=None, year=2020):
    return [found.kind for found in check_report(year, claims, beside)]


@pytest.mark.requirement("R123")
def test_one_fact_with_two_values_blocks_and_names_both_places():
    found = check_report(
        2020, [claim("10", "Agents formés", 120), claim("90", "Agents formés", 135)]
    )

    assert [(f.kind, f.severity) for f in found] == [(FindingKind.TWO_VALUES, Severity.BLOCKING)]
    assert found[0].places == ("Rapport, l. 10", "Rapport, l. 90")
    assert found[0].remedy


@pytest.mark.requirement("R121")
@pytest.mark.parametrize(
    "difference",
    [
        {"year": 2019},
        {"territory": "Istres"},
        {"unit": "personnes"},
        {"nature": Nature.TARGET},
        {"qualifier": Qualifier.MORE_THAN, "value": 100},
    ],
)
def test_figures_of_another_year_perimeter_unit_or_nature_do_not_contradict(difference):
    other = claim("90", "Agents formés", **({"value": 135} | difference))

    found = kinds([claim("10", "Agents formés", 120), other])

    assert FindingKind.TWO_VALUES not in found


def test_close_labels_with_swapped_digits_are_one_fact():
    found = check_report(
        2020,
        [
            claim("1", "Contrôles sanitaires des restaurants scolaires réalisés", 1827),
            claim("9", "Contrôles sanitaires réalisés, restaurants scolaires publics", 1287),
        ],
    )

    assert [f.severity for f in found] == [Severity.TO_JUSTIFY]
    assert "inversés" in found[0].message


def test_a_rounded_repetition_is_not_a_contradiction():
    figures = [
        claim("1", "Déchets traités", 1192239, "t"),
        claim("9", "Déchets traités (rappel)", "1192", "kt", nature=Nature.REPEAT),
        claim("12", "Déchets traités", 1200000, "t", qualifier=Qualifier.ABOUT),
    ]

    assert FindingKind.TWO_VALUES not in kinds(figures)


def test_bounds_of_one_range_are_two_facts():
    figures = [claim("1", "Repas (borne basse)", 210), claim("2", "Repas (borne haute)", 300)]

    assert kinds(figures) == []


@pytest.mark.requirement("R90")
def test_parts_that_do_not_make_their_total_show_the_gap():
    """285 files announced by the report of 2017, where the detail adds up to 232."""
    names = ("Appels d'offres", "Négociées", "Dialogues", "Concours", "MAPA")
    parts = [claim(n, n, v) for n, v in zip(names, (194, 16, 2, 3, 17), strict=True)]
    rule = SumRule("T", tuple(part.id for part in parts))

    found = check_report(2020, [claim("T", "Examinés", 285), *parts], Beside(sums=[rule]))

    assert [f.severity for f in found] == [Severity.BLOCKING]
    assert "232" in found[0].message
    assert "−53" in found[0].message


def test_a_sum_with_a_missing_part_is_unchecked_not_wrong():
    figures = [claim("T", "Total", 10), claim("A", "Nord", 4), claim("B", "Sud", None)]

    found = check_report(2020, figures, Beside(sums=[SumRule("T", ("A", "B"))]))

    assert [f.severity for f in found] == [Severity.INFORMATION]


def test_a_total_beside_its_detail_is_guessed_and_asks_for_a_reason():
    figures = [
        claim("1", "Aides attribuées", 79),
        claim("2", "Aides attribuées aux clubs", 52),
        claim("3", "Aides attribuées aux communes", 26),
    ]

    assert [(f.kind, f.severity) for f in check_report(2020, figures)] == [
        (FindingKind.SUM, Severity.TO_JUSTIFY)
    ]


def test_a_detail_that_adds_up_is_left_in_peace():
    figures = [
        claim("1", "Aides attribuées", 78),
        claim("2", "Aides attribuées aux clubs", 52),
        claim("3", "Aides attribuées aux communes", 26),
        claim("4", "Aides attribuées refusées", 1),
    ]

    assert kinds(figures) == []


@pytest.mark.requirement("R90")
def test_a_percentage_that_does_not_recompute_shows_the_right_one():
    figures = [claim("P", "Part", "28.6", "%"), claim("A", "x", 194), claim("B", "y", 635)]

    found = check_report(2020, figures, Beside(shares=[ShareRule("P", "A", "B")]))

    assert [f.kind for f in found] == [FindingKind.SHARE]
    assert "30,6" in found[0].message


@pytest.mark.parametrize(("share", "wrong"), [("7.9", False), ("8", False), ("9", True)])
def test_a_percentage_may_be_as_rounded_as_it_is_printed(share, wrong):
    figures = [claim("P", "Hausse", share, "%"), claim("A", "x", 1079), claim("B", "y", 1000)]
    rule = ShareRule("P", "A", "B", growth=True)

    exact = [figures[0], figures[1], claim("B", "y", "1000.1")]

    assert bool(check_report(2020, exact, Beside(shares=[rule]))) is wrong


def test_when_most_shares_recompute_the_odd_one_is_guessed():
    figures = [
        claim("1", "Production par habitant", 500, "kg"),
        claim("2", "Part du verre", 20, "%"),
        claim("3", "Verre par habitant", 100, "kg"),
        claim("4", "Part du papier", 30, "%"),
        claim("5", "Papier par habitant", 150, "kg"),
        claim("6", "Part du métal", 50, "%"),
        claim("7", "Métal par habitant", 200, "kg"),
    ]

    found = check_report(2020, figures)

    assert [f.claims[0] for f in found if f.kind is FindingKind.SHARE] == ["6"]


@pytest.mark.requirement("R122")
def test_a_figure_published_last_year_and_gone_is_owed_a_reason():
    before = [claim("P1", "Délai moyen de mandatement", 21, "jours", year=2019)]

    assert kinds([], Beside(previous=before)) == [FindingKind.DISCONTINUED]
    assert kinds([], Beside(previous=before, reasons={"P1": "logiciel remplacé"})) == []
    assert kinds([], Beside(previous=before, reasons={"P1": "  "})) == [FindingKind.DISCONTINUED]


@pytest.mark.requirement("R122", "R91")
def test_a_change_of_unit_or_perimeter_needs_a_declared_break():
    before = [claim("P1", "Aides versées", 1200, "familles", year=2019)]
    now = [claim("N1", "Aides versées", 1300, "ménages")]
    matched = {"previous": before, "matches": {"P1": "N1"}}

    assert kinds(now, Beside(**matched)) == [FindingKind.BREAK]
    assert kinds(now, Beside(**matched, breaks=frozenset({"N1"}))) == []


@pytest.mark.requirement("R123")
def test_a_value_ten_times_that_of_another_year_is_unlikely():
    earlier = [claim("P1", "Conventions", 2462, year=2019)]

    assert kinds([claim("1", "Conventions", 81104)], Beside(others=earlier)) == [
        FindingKind.MAGNITUDE
    ]
    assert kinds([claim("1", "Conventions", 9104)], Beside(others=earlier)) == []


def test_a_factor_near_a_thousand_blames_the_unit():
    earlier = [claim("P1", "Masse salariale", 390340000, "€", year=2019)]

    found = check_report(2020, [claim("1", "Masse salariale", 401200, "€")], Beside(others=earlier))

    assert [(f.kind, f.severity) for f in found] == [(FindingKind.UNIT, Severity.BLOCKING)]


@pytest.mark.requirement("R123")
@pytest.mark.parametrize(
    ("label", "value", "unit", "blocked"),
    [
        ("Part des usagers satisfaits", 112, "%", True),
        ("Hausse des abonnés", 182, "%", False),
        ("Agents formés", -3, "agents", True),
        ("Solde", -3, "€", False),
    ],
)
def test_what_cannot_be_is_blocked(label, value, unit, blocked):
    found = check_report(2020, [claim("1", label, value, unit)])

    assert [f.severity for f in found] == [Severity.BLOCKING] * blocked


@pytest.mark.requirement("R123", "R121")
def test_a_result_of_another_year_is_pointed_out_but_not_a_comparison():
    stranger = claim("1", "Tonnage collecté", 55, "t", year=2018)
    counterpart = claim("2", "Tonnage collecté", 60, "t")

    assert kinds([stranger]) == [FindingKind.OTHER_YEAR]
    assert kinds([stranger, counterpart]) == []


@pytest.mark.requirement("R123")
def test_impossible_contradictory_and_later_dates_are_found():
    facts = [
        DatedFact("1", "Ouverture de la ligne", "31/02/2020"),
        DatedFact("2", "Vote du budget", "2 avril 2020"),
        DatedFact("3", "Vote du budget", "9 avril 2020"),
        DatedFact("4", "Prix remporté au festival", "juillet 2021"),
        DatedFact("5", "Mise en service", "2024", done=False),
    ]

    found = check_report(2020, [], Beside(dates=facts))

    assert {f.claims for f in found} == {("1",), ("2", "3"), ("4",)}
    assert {f.kind for f in found} == {FindingKind.DATE}


def test_a_month_and_a_day_of_that_month_agree():
    facts = [DatedFact("1", "Vote", "avril 2020"), DatedFact("2", "Vote", "2 avril 2020")]

    assert check_report(2020, [], Beside(dates=facts)) == ()


def test_a_declared_order_of_events_is_kept():
    facts = [DatedFact("1", "Attribution", "mai 2020"), DatedFact("2", "Appel", "juin 2020")]

    assert len(check_report(2020, [], Beside(dates=facts, orders=[OrderRule("2", "1")]))) == 1


def test_the_key_of_a_finding_stays_when_other_figures_move():
    pair = [claim("10", "Agents formés", 120), claim("90", "Agents formés", 135)]

    alone = check_report(2020, pair)
    among = check_report(2020, [claim("5", "Bus achetés", 3), *reversed(pair)])

    assert [f.key for f in alone] == [f.key for f in among]


def test_two_thousand_claims_are_checked_within_a_second():
    """As many units and territories as a report has, and a vocabulary of its size."""
    units = ["€", "dossiers", "communes", "agents", "logements", "km", "t", "%", "m²", "avis"]
    claims = [
        claim(
            str(n),
            f"objet{n % 311} action{n % 97} public{n % 53} site{n % 29} mode{n % 7}",
            100 + n * 7,
            units[n % 10],
            territory=f"Territoire {n % 6}",
        )
        for n in range(2000)
    ]
    start = time.process_time()

    check_report(2020, claims)

    assert time.process_time() - start < 1


def test_two_thousand_claims_of_one_unit_and_place_stay_within_a_few_seconds():
    """The worst case: every figure could speak of the fact of every other."""
    words = ["aides", "voirie", "parcs", "études", "écoles", "ports", "musées", "stades"]
    labels = [
        f"{words[n % 8]} {words[n // 8 % 8]} {words[n // 64 % 8]} site {n}" for n in range(2000)
    ]
    claims = [claim(str(n), label, 100 + n * 7) for n, label in enumerate(labels)]
    start = time.process_time()

    check_report(2020, claims)

    assert time.process_time() - start < 5
