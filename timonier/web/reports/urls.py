"""Addresses of the annual report."""

from django.urls import path

from timonier.web.reports import files, findings, sending, views, writing

urlpatterns = [
    path("rapport/", views.reports, name="reports"),
    path("rapport/ouvrir/", views.open_next, name="report_open"),
    path("rapport/<int:year>/", views.report, name="report"),
    path("rapport/<int:year>/comparaison/", views.comparison, name="report_comparison"),
    path("rapport/<int:year>/publier/", views.publish, name="report_publish"),
    path("rapport/<int:year>/constats/", findings.findings, name="report_findings"),
    path("rapport/<int:year>/constats/justifier/", findings.waive, name="report_waive"),
    path("rapport/<int:year>/chapitres/<int:pk>/", writing.chapter, name="report_chapter"),
    path("rapport/<int:year>/textes/<int:pk>/etape/", writing.step, name="report_step"),
    path("rapport/<int:year>/envoi/", sending.board, name="report_sending"),
    path("rapport/<int:year>/envoi/<str:code>/", sending.one, name="report_sending_one"),
    path("rapport/<int:year>/lire/", files.read, name="report_read"),
    path("rapport/<int:year>/lire/report.css", files.style, name="report_style"),
    path("rapport/<int:year>/fichiers/<str:fmt>/", files.download, name="report_file"),
    path("rapport/<int:year>/communes/<str:code>/", files.extract, name="report_extract"),
]
