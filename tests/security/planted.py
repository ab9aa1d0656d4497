"""Words planted where only some people may read, to be looked for everywhere else."""

from __future__ import annotations

from datetime import date

from tests.security.doors import OWN, PLANTED, REGISTERS, YEAR

OTHER = "13001"
"""A commune where the mayor of the data set has no mandate."""

UNPUBLISHED = 2098
OF_ANOTHER_COMMUNE = "Xylographe"
DRAFT = "Quincaillon"
ARCHIVED = "Zwanzeur"
JOURNAL = "Kolinski"

ASIDES = (
    "/recherche/?q=motcle",
    "/engagements/?q=motcle",
    "/engagements/export/?q=motcle&format=csv",
    "/communes/export/?format=csv",
    "/communes/export/",
    "/chiffres/export/?format=csv",
    "/journal/export/?format=csv",
    "/objectifs/?q=motcle",
    f"/territoires/{OTHER}/",
    f"/communes/{OTHER}/historique/",
    f"/rapport/{UNPUBLISHED}/",
    f"/rapport/{UNPUBLISHED}/lire/",
    f"/rapport/{UNPUBLISHED}/communes/{OWN}/",
    f"/rapport/{YEAR}/communes/{OTHER}/",
    f"/rapport/{YEAR}/envoi/{OTHER}/",
    "/indicateurs/?archives=1",
)
"""Addresses with a question, knocked at by everyone too."""


def plant() -> None:
    """Plant every word; the caller undoes it."""
    _in_another_commune()
    _in_the_report()
    _archived()
    _for_their_owners()
    _a_deposited_file()
    from timonier.journal.actions import record

    record(action="test.planted", by=None, summary=f"Essai {JOURNAL}")


def _in_another_commune() -> None:
    from timonier.registry.indicators.models import Figure, Indicator
    from timonier.registry.strategy.models import Undertaking
    from timonier.registry.territories.models import Territory

    place = Territory.objects.get(code=OTHER)
    Territory.objects.filter(pk=place.pk).update(note=f"motcle {OF_ANOTHER_COMMUNE}")
    undertaking = Undertaking.objects.create(
        code="planted",
        section="Essai",
        subject=f"motcle {OF_ANOTHER_COMMUNE}",
        promise=f"motcle {OF_ANOTHER_COMMUNE}",
        status=Undertaking.objects.values_list("status", flat=True)[0],
    )
    undertaking.communes.add(place)
    Figure.objects.create(
        indicator=Indicator.objects.all()[0],
        territory=place,
        value=1,
        label=f"motcle {OF_ANOTHER_COMMUNE}",
        period_printed="2023",
        period_start=date(2023, 1, 1),
        period_end=date(2023, 12, 31),
    )


def _in_the_report() -> None:
    """A published report, and one in the making; both hold a text nobody reviewed."""
    from timonier.consolidation.models import Snapshot
    from timonier.outputs.reports.models import AnnualReport, Chapter, Contribution, Sending
    from timonier.registry.organisations.models import Unit
    from timonier.registry.territories.models import Territory

    facts = {"title": "Rapport", "legal_basis": "L. 5211-39", "due_on": date(2024, 9, 30)}
    open_to_all, _ = AnnualReport.objects.get_or_create(year=YEAR, defaults=facts)
    shown = {"state": "published", "snapshot": Snapshot.objects.all()[0]}
    AnnualReport.objects.filter(pk=open_to_all.pk).update(**shown)
    in_the_making = AnnualReport.objects.create(year=UNPUBLISHED, **facts)
    unit = Unit.objects.get(code=own_unit())
    for report in (open_to_all, in_the_making):
        chapter = Chapter.objects.create(
            report=report, title=PLANTED, kind="policies", position=99, number="99"
        )
        chapter.units.add(unit)
        Contribution.objects.create(
            chapter=chapter, unit=unit, part="missions", body=f"motcle {DRAFT}"
        )
    for code, said in ((OTHER, OF_ANOTHER_COMMUNE), (OWN, "")):
        Sending.objects.update_or_create(
            report=open_to_all,
            commune=Territory.objects.get(code=code),
            defaults={"sent_on": date(2024, 9, 1), "accounts_refused_reason": said},
        )


def own_unit() -> str:
    """The code of the contributor's unit in the newest chart."""
    from timonier.accounts.models import User

    grants = User.objects.get(username="contributeur").grants
    return grants.order_by("-scope_code").values_list("scope_code", flat=True)[0]


def _a_deposited_file() -> None:
    """The model of figures, sent back as it is."""
    from io import BytesIO

    from timonier.accounts.models import User
    from timonier.intake.actions import deposit
    from timonier.intake.listing import write_model

    buffer = BytesIO()
    write_model(buffer, "figures")
    person = User.objects.get(username="controle")
    deposit(kind="figures", filename="essai.xlsx", content=buffer.getvalue(), sheet=None, by=person)


def _for_their_owners() -> None:
    """An objective of the contributor's unit, and a view that only its owner may forget."""
    from timonier.accounts.models import User
    from timonier.registry.organisations.models import Unit
    from timonier.registry.strategy.models import Objective
    from timonier.web.models import SavedView

    chosen = Objective.objects.order_by("pk")[0]
    Objective.objects.filter(pk=chosen.pk).update(unit=Unit.objects.get(code=own_unit()))
    owner = User.objects.get(username="dgs")
    for register in REGISTERS:
        SavedView.objects.create(owner=owner, register=register, name="Essai")


def _archived() -> None:
    from django.utils import timezone

    from timonier.registry.indicators.models import Indicator

    Indicator.objects.create(code="planted", name=f"motcle {ARCHIVED}", archived_at=timezone.now())
