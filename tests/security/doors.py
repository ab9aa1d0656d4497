"""Every address of the site, who may go through it, and an example of each argument.

Deny by default: an address that this table does not name fails the tests, so that a new page
cannot open before someone has said for whom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

OWN, YEAR = "13005", 2023
"""The commune of the mayor of the data set, and a report that it received."""

PLANTED = "Planté"
"""Title of what the walk adds to the data set."""

ROLES = ("admin", "dgs", "directrice", "contributeur", "controle", "redaction", "elue", "maire")
STRANGER = "inconnu"
ANONYMOUS = ""
KEEPERS = "admin dgs controle"
SERVICES = "admin dgs directrice contributeur controle redaction"
MEASURERS = "admin dgs directrice contributeur controle"
COUNCIL = f"{SERVICES} elue"
EVERYONE = f"{COUNCIL} maire"
SIGNED_IN = f"{EVERYONE} {STRANGER}"
EDITORS = "admin redaction"


@dataclass(frozen=True, slots=True)
class Door:
    """One address: its name, its shape, the view behind it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def room(self) -> str:
        """First word of the address: ``indicateurs``."""
        return self.route.lstrip("^").split("/")[0]

    @property
    def parameters(self) -> list[str]:
        """Names of the arguments of the address."""
        return re.findall(r"(?:\?P)?<(?:\w+:)?(\w+)>", self.route)

    def path(self, values: dict[str, Any]) -> str:
        """The address with its arguments, and the question it needs."""
        asked = QUESTIONS[self.name]() if self.name in QUESTIONS else ""
        if "(?P<" in self.route:
            return reverse(self.name, kwargs=values) + asked
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(values[m.group(1)]), self.route)
        return f"/{path}{asked}"


@dataclass(frozen=True, slots=True)
class Right:
    """Who may read (GET) and who may write (POST) behind a door."""

    reads: str = ""
    writes: str = ""


def doors() -> list[Door]:
    """Every address that the site answers to, in the order it looks for them."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: Any, before: str) -> Iterator[Door]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Door(pattern.name or "", route, pattern.callback)
        else:
            yield from _walk(pattern, route)


REGISTERS = {
    "acts": COUNCIL,
    "documents": COUNCIL,
    "feeds": COUNCIL,
    "indicators": COUNCIL,
    "figures": COUNCIL,
    "strategies_list": COUNCIL,
    "nodes": COUNCIL,
    "objectives": COUNCIL,
    "undertakings": COUNCIL,
    "units": COUNCIL,
    "successions": COUNCIL,
    "territories_list": EVERYONE,
    "journal": KEEPERS,
}
"""Who reads each register. Its other doors follow from that."""


def _register(key: str, readers: str) -> dict[str, Right]:
    exporters = " ".join(role for role in readers.split() if role in COUNCIL.split())
    return {
        key: Right(readers),
        f"{key}_sheet": Right(readers),
        f"{key}_export": Right(exporters),
        f"{key}_save_view": Right(writes=readers),
        f"{key}_forget_view": Right(writes="dgs"),
        f"{key}_new": Right(KEEPERS, KEEPERS),
        f"{key}_edit": Right(KEEPERS, KEEPERS),
        f"{key}_archive": Right(KEEPERS, KEEPERS),
    }


OPEN_TO_ALL = ("sign_in", "health")
"""The only doors that someone who is not signed in may open."""

RIGHTS: dict[str, Right] = {
    name: right
    for key, readers in REGISTERS.items()
    for name, right in _register(key, readers).items()
} | {
    "sign_in": Right(SIGNED_IN, SIGNED_IN),
    "sign_out": Right(writes=SIGNED_IN),
    "health": Right(SIGNED_IN, SIGNED_IN),
    "components": Right(SIGNED_IN, SIGNED_IN),
    "account": Right(SIGNED_IN, SIGNED_IN),
    "accounts": Right("admin"),
    "new_account": Right("admin", "admin"),
    "account_person": Right("admin", "admin"),
    "close_account": Right(writes="admin"),
    "end_role": Right(writes="admin"),
    "act": Right(COUNCIL, KEEPERS),
    "document": Right(COUNCIL),
    "feed": Right(COUNCIL, KEEPERS),
    "home": Right(EVERYONE),
    "home_elected": Right(COUNCIL),
    "alerts": Right(COUNCIL),
    "organisation": Right(COUNCIL),
    "chart": Right(COUNCIL),
    "unit": Right(COUNCIL),
    "unit_one_page": Right(COUNCIL),
    "week": Right(SERVICES),
    "week_value": Right(writes=MEASURERS),
    "week_objective": Right(writes=MEASURERS),
    "strategies": Right(COUNCIL),
    "strategy_links": Right(COUNCIL),
    "strategy": Right(COUNCIL),
    "node": Right(COUNCIL, KEEPERS),
    "objective": Right(COUNCIL),
    "objective_follow": Right(writes=MEASURERS),
    "undertaking": Right(COUNCIL),
    "indicator": Right(COUNCIL),
    "figure_record": Right(MEASURERS, MEASURERS),
    "figure_revise": Right(MEASURERS, MEASURERS),
    "figure_validate": Right(writes="admin dgs directrice controle"),
    "indicator_discontinue": Right(MEASURERS, MEASURERS),
    "indicator_break": Right(KEEPERS, KEEPERS),
    "indicator_target": Right(KEEPERS, KEEPERS),
    "indicator_responsibility": Right(KEEPERS, KEEPERS),
    "territories": Right(EVERYONE),
    "territory": Right(EVERYONE),
    "territory_follow": Right(writes="admin redaction maire"),
    "outlines": Right(KEEPERS, KEEPERS),
    "snapshots": Right(EVERYONE),
    "snapshot_make": Right(writes=SERVICES),
    "snapshot_choose": Right(writes=EVERYONE),
    "snapshot_newest": Right(writes=EVERYONE),
    "snapshot_comparison": Right(COUNCIL),
    "search": Right(EVERYONE),
    "imports": Right(KEEPERS, KEEPERS),
    "import_model": Right(KEEPERS),
    "import_batch": Right(KEEPERS),
    "import_errors": Right(KEEPERS),
    "import_columns": Right(writes=KEEPERS),
    "import_answers": Right(writes=KEEPERS),
    "import_apply": Right(writes=KEEPERS),
    "import_undo": Right(writes=KEEPERS),
    "import_abandon": Right(writes=KEEPERS),
    "reports": Right(EVERYONE),
    "report": Right(EVERYONE),
    "report_open": Right(writes=EDITORS),
    "report_comparison": Right(SERVICES),
    "report_publish": Right(writes="dgs"),
    "report_findings": Right(SERVICES),
    "report_waive": Right(writes="dgs redaction"),
    "report_chapter": Right(SERVICES, "admin directrice contributeur redaction"),
    "report_step": Right(writes="admin dgs directrice controle redaction"),
    "report_sending": Right(SERVICES, EDITORS),
    "report_sending_one": Right(f"{EDITORS} maire", f"{EDITORS} maire"),
    "report_read": Right(EVERYONE),
    "report_style": Right(SIGNED_IN),
    "report_file": Right(EVERYONE),
    "report_extract": Right(f"{SERVICES} maire"),
}
"""Who goes through which door. ``EXAMPLES`` are chosen so that the rights hold on them."""

WRITES_ON_GET = ("_export",)
"""Doors whose reading leaves a line in the journal, and nothing else."""


def _first(path: str, field: str = "code", **where: Any) -> Callable[[], Any]:
    """The *field* of the first object of a model, looked up when asked."""

    def find() -> Any:
        from django.apps import apps

        rows = apps.get_model(path).objects.filter(**where).order_by("pk")
        return rows.values_list(field, flat=True)[0]

    return find


def _of_the_unit(path: str, right: str, field: str = "code") -> Callable[[], Any]:
    """The *field* of an object on which the contributor has *right*."""

    def find() -> Any:
        from django.apps import apps

        from timonier.accounts import policy
        from timonier.accounts.models import User

        person = User.objects.get(username="contributeur")
        rows = policy.visible(person, right, apps.get_model(path).objects.all())
        return rows.order_by("pk").values_list(field, flat=True)[0]

    return find


def _own_figure() -> int:
    """The number of a figure of that indicator."""
    code = OWN_INDICATOR()
    return _first("indicators.Figure", "pk", indicator__code=code, superseded_at=None)()  # type: ignore[no-any-return]


OWN_INDICATOR = _of_the_unit("indicators.Indicator", "figure.record")
OWN_OBJECTIVE = _of_the_unit("strategy.Objective", "objective.update")
OWN_TEXT = _first("reports.Contribution", "pk", chapter__title=PLANTED, chapter__report__year=YEAR)
SNAPSHOT = _first("consolidation.Snapshot", "pk")

EXAMPLES: dict[str, dict[str, Callable[[], Any]]] = {
    "actes": {"code": _first("acts.Act")},
    "documents": {"code": _first("documents.Document")},
    "flux": {"code": _first("feeds.Feed")},
    "indicateurs": {"code": OWN_INDICATOR},
    "chiffres": {"code": _own_figure, "pk": _own_figure},
    "strategies": {"code": _first("strategy.Strategy")},
    "strategie": {"code": _first("strategy.Strategy")},
    "node": {
        "strategy": _first("strategy.Node", "strategy__code"),
        "code": _first("strategy.Node"),
    },
    "elements": {"code": _first("strategy.Node", "pk")},
    "objectifs": {"code": OWN_OBJECTIVE, "verb": lambda: "juger"},
    "engagements": {"code": _first("strategy.Undertaking")},
    "week_value": {"code": OWN_INDICATOR},
    "week_objective": {"code": OWN_OBJECTIVE},
    "unites": {"code": _first("organisations.Unit")},
    "filiations": {"code": _first("organisations.Succession", "pk")},
    "organisation": {"code": _first("organisations.Chart")},
    "communes": {"code": lambda: OWN},
    "territoires": {"code": lambda: OWN, "year": lambda: YEAR},
    "journal": {"code": _first("journal.Entry", "pk")},
    "alertes": {"kind": lambda: "indicateurs-non-a-jour"},
    "comptes": {"pk": _first("accounts.User", "pk", username="redaction")},
    "roles": {"pk": _first("accounts.Grant", "pk", user__username="redaction")},
    "photos": {"pk": SNAPSHOT},
    "imports": {"pk": _first("intake.Batch", "pk"), "kind": lambda: "figures"},
    "rapport": {"year": lambda: YEAR, "code": lambda: OWN, "fmt": lambda: "html"},
    "report_chapter": {"pk": _first("reports.Chapter", "pk", title=PLANTED)},
    "report_step": {"pk": OWN_TEXT},
} | {f"{key}_forget_view": {"pk": _first("web.SavedView", "pk", register=key)} for key in REGISTERS}
"""Arguments by the first word of the address; a name of door is looked up before it."""

QUESTIONS: dict[str, Callable[[], str]] = {
    "snapshot_comparison": lambda: f"?de={SNAPSHOT()}&a={SNAPSHOT()}",
}
"""Doors that answer nothing without a question."""


FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "report_step": lambda: {"step": "review"},
    "report_chapter": lambda: {"texte": OWN_TEXT(), "body": "Autre texte", "version": 1},
    "report_sending": lambda: {"do": "open"},
}
"""Doors whose form needs something for the right to be asked."""


def arguments(door: Door) -> dict[str, Any]:
    """An example of each argument of *door*, read in the data set."""
    known = EXAMPLES.get(door.room, {}) | EXAMPLES.get(door.name, {})
    missing = set(door.parameters) - set(known)
    if missing:
        raise LookupError(f"{door.name}: no example of {sorted(missing)} for {door.route}")
    return {name: known[name]() for name in door.parameters}
