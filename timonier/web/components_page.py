"""The page that shows every component with its states: /composants/. Its values are examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from timonier.outputs.charts.bars import Bar as ChartBar
from timonier.outputs.charts.bars import Comparison, Reference, comparison_chart
from timonier.outputs.charts.chart import NARROW, Chart
from timonier.web import parts, status


class ExampleForm(forms.Form):
    """One field of each sort, for the page and its tests."""

    due = forms.CharField(label="Échéance", help_text="Trimestre, par exemple T4 2024.")
    amount = forms.CharField(label="Tonnage 2023", required=False)
    status = forms.ChoiceField(
        label="Précision", choices=[("exact", "Exact"), ("about", "Environ")], required=False
    )
    why = forms.CharField(label="En une phrase", required=False, widget=forms.Textarea({"rows": 2}))
    shared = forms.BooleanField(label="Partager cette vue", required=False)
    scope = forms.ChoiceField(
        label="Portée",
        choices=[("me", "Moi seule"), ("unit", "Ma direction")],
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_due(self) -> str:
        due: str = self.cleaned_data["due"]
        if due[:2] not in {"T1", "T2", "T3", "T4"}:
            raise forms.ValidationError(
                f"«\u00a0{due}\u00a0» n’est pas un trimestre. "
                "Écrivez T1 à T4, par exemple T4\u00a02024."
            )
        return due


ALERTS = (
    parts.Alert(6, "engagements en retard", "dont trois tramways", "#alertes", "late", "late"),
    parts.Alert(
        23, "engagements sans nouvelle", "aucun fait depuis 2020", "#alertes", "unknown", "unknown"
    ),
    parts.Alert(
        103, "objectifs échus sans mesure", "sur 114 objectifs", "#alertes", "watch", "watch"
    ),
    parts.Alert(
        12, "indicateurs interrompus", "publiés en 2020 seulement", "#alertes", "unknown", "gap"
    ),
    parts.Alert(
        12, "constats dans le rapport", "sommes, unités, dates", "#alertes", "late", "unequal"
    ),
)

KPIS = (
    parts.Kpi("Réalisés", "8", "sur 114", "déclarés dans le document"),
    parts.Kpi("Cible chiffrée", "36", "sur 114", "63 sans cible"),
    parts.Kpi("Coût actuel", None, note="absent du rapport 2023", missing="non publié"),
    parts.Kpi(
        "Avancement composé",
        None,
        note="couverture 7\u00a0%, seuil 60\u00a0%",
        missing="non calculé",
    ),
)

SHARES = (
    parts.Share("tenus", 27, "done"),
    parts.Share("en cours", 13, "ok"),
    parts.Share("en retard", 6, "late"),
    parts.Share("abandonnés", 2, "drop"),
    parts.Share("sans nouvelle", 23, "unknown"),
)

TRACE = parts.Node(
    "Résultat",
    "603,4\u00a0kg/hab",
    "1\u00a0140\u00a0442\u00a0t × 1\u00a0000 ÷ 1\u00a0890\u00a0000",
    parts=(
        parts.Node(
            "Numérateur\u00a0: tonnage total",
            "1\u00a0140\u00a0442\u00a0t",
            "publié, porte sur 2022",
            "Rapport 2023, chiffre 003-0376",
            "#trace",
            parts=(
                parts.Node(
                    "Ordures ménagères résiduelles",
                    "648\u00a0379\u00a0t",
                    "porte sur 2023",
                    "003-0367",
                    "#trace",
                    "warn",
                ),
                parts.Node("Déchèteries", "inconnu", "plus publié depuis 2020", state="miss"),
            ),
        ),
        parts.Node(
            "Dénominateur\u00a0: population",
            "1\u00a0890\u00a0000\u00a0hab",
            "Insee, arrondi",
            "003-0008",
            "#trace",
        ),
    ),
)

CALENDAR = (
    parts.GanttRow(
        "Programme révisé",
        (
            parts.Bar(date(2020, 1, 1), date(2020, 12, 1), "base"),
            parts.Bar(date(2020, 1, 1), date(2020, 12, 1)),
        ),
        "à temps",
    ),
    parts.GanttRow(
        "Travaux de voie",
        (
            parts.Bar(date(2022, 6, 1), date(2024, 12, 1), "base"),
            parts.Bar(date(2023, 6, 1), date(2024, 9, 9)),
            parts.Bar(date(2024, 9, 10), date(2026, 1, 31), "rest"),
        ),
        "+13\u00a0mois",
        True,
    ),
    parts.GanttRow(
        "Parcs-relais",
        (
            parts.Bar(date(2023, 6, 1), date(2024, 12, 1), "base"),
            parts.Bar(date(2024, 12, 1), date(2026, 3, 1), "next"),
        ),
        "+14\u00a0mois",
        True,
    ),
    parts.GanttRow(
        "Quartier de gare",
        (parts.Bar(date(2021, 1, 1), date(2024, 9, 9), "silent"),),
        "sans nouvelle",
    ),
    parts.GanttRow(
        "Mise en service",
        (
            parts.Bar(date(2025, 6, 1), date(2025, 6, 1), "base"),
            parts.Bar(date(2026, 9, 1), date(2026, 9, 1)),
        ),
        "+15\u00a0mois",
        True,
    ),
)

REVISIONS = (
    parts.Revision(
        "4 juillet 2024",
        "603\u00a0kg. Le dénominateur est corrigé.",
        "S. Marin, direction Déchets",
        "new",
        "Publié",
    ),
    parts.Revision(
        "18 juin 2024",
        "609\u00a0kg, avant correction de la population.",
        "S. Marin",
        status="Provisoire",
    ),
    parts.Revision(
        "Sans changement",
        "Quartier de gare\u00a0: aucun fait rattaché.",
        state="gone",
        status="Sans nouvelle",
    ),
)

FACTS = (
    parts.Fact("Rythme", "annuel, dû le 31 mai"),
    parts.Fact("Responsable", "direction Déchets"),
    parts.Fact("Cité dans", "Rapport 2023", "#fiche"),
    parts.Fact("Effectif", None),
)

IMPORT_STEPS = (
    parts.Step("Lire", "10\u00a0000 lignes, 14 colonnes", "done"),
    parts.Step("Vérifier", "12 erreurs, 3 disparitions", "current"),
    parts.Step("Appliquer", "en attente de la vérification"),
)

REPORT_STEPS = (
    parts.Step("Collecte", "306 chiffres", "done"),
    parts.Step("Rédaction", "25 sur 27", "done"),
    parts.Step("Relecture", "19 sur 27", "current"),
    parts.Step("Validation", "DGS"),
    parts.Step("Signature", "Présidence"),
    parts.Step("Envoi", "0 sur 92"),
)

COLUMNS = (
    parts.Column("Commune", sort_url="?tri=commune#tableau", sorted="asc"),
    parts.Column("Valeur", numeric=True, sort_url="?tri=valeur#tableau"),
    parts.Column("Exercice", numeric=True),
    parts.Column("État"),
)

VIEWS = (
    parts.Option("Suivi détaillé", "#onglets", True, 512),
    parts.Option("Sans nouvelle", "#onglets", count=48),
    parts.Option("Comité de direction", "#onglets", count=22),
)


def _bars() -> Comparison:
    values = {
        "Pays de Martigues": 725,
        "Pays Salonais": 669,
        "Pays d’Aix": 641,
        "Marseille Provence": 626,
    }
    return Comparison(
        title="Déchets par habitant, par territoire",
        unit="kg",
        bars=(
            *(ChartBar(name, Decimal(kg)) for name, kg in values.items()),
            ChartBar("Istres-Ouest Provence", None),
        ),
        reference=Reference("Métropole", Decimal(635)),
        accent="Pays de Martigues",
    )


def _charts() -> tuple[Chart, Chart]:
    data = _bars()
    return comparison_chart(data, uid="exemple"), comparison_chart(
        data, uid="exemple-m", width=NARROW
    )


def example() -> dict[str, Any]:
    """Everything the page shows: one value, or several, per component."""
    wide, narrow = _charts()
    return {
        "statuses": status.STATUSES,
        "weathers": list(status.WEATHER),
        "alerts": ALERTS,
        "kpis": KPIS,
        "shares": SHARES,
        "trace": TRACE,
        "calendar": CALENDAR,
        "today": date(2024, 9, 9),
        "revisions": REVISIONS,
        "facts": FACTS,
        "import_steps": IMPORT_STEPS,
        "report_steps": REPORT_STEPS,
        "columns": COLUMNS,
        "views": VIEWS,
        "crumbs": (parts.Link("Accueil", "/"), parts.Link("Composants")),
        "chart": wide,
        "chart_narrow": narrow,
        "form": ExampleForm(),
        "form_wrong": ExampleForm({"due": "T5 2024", "amount": "1 411 000"}, auto_id="wrong_%s"),
        "moments": (
            parts.Moment("2020", "1\u00a0192\u00a0239\u00a0t"),
            parts.Moment("2022", "1\u00a0140\u00a0442\u00a0t"),
            parts.Moment("2023", None),
        ),
        "countdown": (
            parts.Fact("Chapitres validés", "19 sur 27"),
            parts.Fact("Constats à traiter", "8"),
            parts.Fact("Envoyé aux maires", "0 sur 92"),
        ),
        "file": {
            "name": "suivi-AP-CP-septembre.xlsx",
            "detail": "2,4\u00a0Mo, feuille «\u00a0AP_CP\u00a0»",
        },
        "pages": Paginator(range(1306), 50).get_page(3),
    }


def components(request: HttpRequest) -> HttpResponse:
    """Every component and every state, for those who design and those who check."""
    return render(request, "web/components.html", example())
