"""Addresses of the site: one room, one file. Words are those of the glossary, in French."""

from django.urls import include, path

from timonier.web import components_page, health, sign_in

urlpatterns = [
    path("connexion/", sign_in.SignIn.as_view(), name="sign_in"),
    path("deconnexion/", sign_in.SignOut.as_view(), name="sign_out"),
    path("etat/", health.health, name="health"),
    path("composants/", components_page.components, name="components"),
    *(
        path("", include(f"timonier.web.{room}.urls"))
        for room in (
            "registers",
            "home",
            "week",
            "strategy",
            "indicators",
            "organisation",
            "territories",
            "acts",
            "feeds",
            "imports",
            "reports",
            "journal",
            "accounts",
            "snapshots",
            "search",
        )
    ),
]
