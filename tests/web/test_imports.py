"""Imports on screen: what may go wrong is said in French, and the server stays up."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.intake.factories import ods_bytes, ods_row, ods_text, part, rezip, xlsx_bytes
from tests.intake.imports import HEAD, indicator, table, values
from timonier.consolidation.models import Snapshot
from timonier.intake.models import Batch, BatchState

GOOD = table(("ESSAI-01", "Aubagne", "2023", "10"), ("ESSAI-01", "13055", "2023", "40"))
ROW = ("ESSAI-01", "Aubagne", "2023", "10")


@pytest.fixture
def client_in(sign_in):
    return sign_in("controle")


def send(client, content: bytes, name: str = "suivi.csv", **more):
    data = {"kind": "figures", "file": SimpleUploadedFile(name, content), **more}
    return client.post(reverse("imports"), data)


def act(client, batch: Batch, verb: str, **data):
    return client.post(reverse(f"import_{verb}", args=[batch.pk]), data, follow=True)


def test_a_file_goes_from_deposit_to_application_then_back(client_in):
    one = indicator()
    answer = send(client_in, GOOD)
    batch = Batch.objects.get()
    assert answer.headers["Location"] == reverse("import_batch", args=[batch.pk])
    page = client_in.get(answer.headers["Location"])
    assert "2\u00a0écritures prêtes à appliquer" in page.content.decode()
    assert "Import appliqué" in act(client_in, batch, "apply").content.decode()
    assert values(one) == {"13005": 10, "13055": 40}
    assert "Import défait" in act(client_in, batch, "undo").content.decode()
    assert values(one) == {}


def test_figures_applied_are_in_a_new_snapshot(client_in):
    indicator()
    before = Snapshot.objects.count()
    send(client_in, GOOD)
    act(client_in, Batch.objects.get(), "apply")
    assert Snapshot.objects.count() == before + 1


def _zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return buffer.getvalue()


def _xml_bomb() -> bytes:
    book = xlsx_bytes([HEAD, ROW])
    sheet = part(book, "xl/worksheets/sheet1.xml")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    first = sheet.index(b"<worksheet")
    return rezip(book, {"xl/worksheets/sheet1.xml": sheet[:first] + bomb + sheet[first:]})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.csv", b""),
        ("bombe.xlsx", _zip_bomb()),
        ("entites.xlsx", _xml_bomb()),
        ("rapport.pdf", b"%PDF-1.7"),
        ("ancien.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("abime.xlsx", b"PK\x03\x04 rien"),
        ("texte.csv", b"\x00\x01\x02\x00" * 50),
        ("guillemet.csv", GOOD + b'\r\n"jamais referm'),
    ],
    ids=["empty", "zip bomb", "xml bomb", "pdf", "old excel", "damaged", "binary", "open quote"],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(client_in, name, content):
    answer = send(client_in, content, name)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Fichier refusé." in said
    assert "n’a pas été gardé" in said
    assert not Batch.objects.exists()
    assert client_in.get(reverse("imports")).status_code == 200


def test_a_file_of_a_hundred_megabytes_is_refused_while_it_arrives(client_in):
    answer = send(client_in, b"0" * (100 * 1024 * 1024), "gros.csv")
    assert answer.status_code == 413
    assert "la limite est de 50\u00a0Mo" in answer.content.decode()
    assert not Batch.objects.exists()
    assert client_in.get(reverse("imports")).status_code == 200


def test_no_file_at_all_is_said(client_in):
    answer = client_in.post(reverse("imports"), {"kind": "figures"})
    assert (answer.status_code, "ucun fichier reçu" in answer.content.decode()) == (422, True)


def _errors(client, content: bytes, name: str = "suivi.csv") -> str:
    answer = send(client, content, name)
    return client.get(answer.headers["Location"]).content.decode()


def test_wrong_columns_are_named_with_what_to_do(client_in):
    indicator()
    said = _errors(client_in, table(ROW, head=("Indic", "Ville", "Quand", "Combien")))
    assert "Colonne «\u00a0Indicateur\u00a0» absente du fichier" in said
    assert "colonne" in Batch.objects.get().report["troubles"][0]["remedy"].lower()


def test_formulas_merged_cells_and_dates_as_text_are_read_or_said(client_in):
    one = indicator()
    rows = [HEAD, ("ESSAI-01", "Aubagne", "31/12/2023", "12,5"), ("ESSAI-01", 13055, 2023, "=1+1")]
    said = _errors(client_in, xlsx_bytes(rows), "suivi.xlsx")
    assert "Ligne\u00a03, D" in said
    assert "=1+1" in said
    assert values(one) == {}


def test_an_ods_is_read_like_the_others(client_in):
    indicator()
    cells = [ods_row(*(ods_text(text) for text in row)) for row in (HEAD, ROW)]
    assert "1\u00a0écriture prête à appliquer" in _errors(client_in, ods_bytes(*cells), "suivi.ods")


def test_errors_filter_by_kind_and_come_back_as_a_workbook(client_in):
    indicator()
    send(client_in, table(("ESSAI-01", "Marignanne", "2023", "1"), (*ROW[:3], "1.234")))
    batch = Batch.objects.get()
    url = reverse("import_batch", args=[batch.pk])
    lists = client_in.get(url, {"erreurs": "listes"}).content.decode()
    assert ("Ligne\u00a02, B" in lists, "Ligne\u00a03, D" in lists) == (True, False)
    book = client_in.get(reverse("import_errors", args=[batch.pk]))
    assert book.content.startswith(b"PK")
    assert "attachment" in book.headers["Content-Disposition"]


def test_applying_with_errors_is_refused_on_the_page(client_in):
    one = indicator()
    send(client_in, table(ROW, ("ESSAI-01", "Marignanne", "2023", "1")))
    answer = act(client_in, Batch.objects.get(), "apply")
    assert (answer.status_code, values(one)) == (422, {})
    assert "1\u00a0cellule en erreur" in answer.content.decode()


def test_a_disappearance_is_answered_then_the_import_is_ready(client_in):
    one = indicator()
    send(client_in, GOOD)
    act(client_in, Batch.objects.get(), "apply")
    send(client_in, table((*ROW[:3], "11")), "suite.csv")
    batch = Batch.objects.get(state=BatchState.CHECKED)
    assert "1\u00a0disparition sans réponse" in _page(client_in, batch)
    act(client_in, batch, "answers", key=batch.report["missing"][0]["key"], choice="close")
    act(client_in, batch, "apply")
    assert values(one) == {"13005": 11}


def _page(client, batch: Batch) -> str:
    return client.get(reverse("import_batch", args=[batch.pk])).content.decode()


def test_a_column_chosen_on_the_page_is_read(client_in):
    indicator()
    send(client_in, table(ROW, head=(*HEAD[:3], "Chose")))
    batch = Batch.objects.get()
    act(client_in, batch, "columns", **{"colonne-D": "value"})
    batch.refresh_from_db()
    assert batch.report["differences"] == "1\u00a0ajout."


def test_a_corrected_version_sets_the_former_aside(client_in):
    indicator()
    send(client_in, table((*ROW[:3], "1.234")))
    former = Batch.objects.get()
    send(client_in, GOOD, replaces=str(former.pk))
    former.refresh_from_db()
    assert former.state == BatchState.ABANDONED


@pytest.mark.parametrize("username", ["contributeur", "directrice", "redaction", "elue", "maire"])
def test_who_may_not_import_sees_and_sends_nothing(sign_in, username):
    client = sign_in(username)
    assert client.get(reverse("imports")).status_code == 403
    assert send(client, GOOD).status_code == 403
    assert not Batch.objects.exists()


def test_the_list_asks_the_same_queries_whatever_its_length(
    client_in, django_assert_max_num_queries
):
    indicator()
    for rank in range(6):
        send(client_in, table((*ROW[:3], str(rank + 1))))
    with django_assert_max_num_queries(14):
        client_in.get(reverse("imports"))


def test_a_model_is_downloaded_for_each_kind(client_in):
    for kind in ("figures", "strategy", "organisation"):
        answer = client_in.get(reverse("import_model", args=[kind]))
        assert answer.content.startswith(b"PK")
    assert client_in.get(reverse("import_model", args=["autre"])).status_code == 404


def test_reading_an_import_writes_nothing(client_in):
    indicator()
    send(client_in, GOOD)
    batch = Batch.objects.get()
    for verb in ("apply", "undo", "abandon", "answers", "columns"):
        assert client_in.get(reverse(f"import_{verb}", args=[batch.pk])).status_code == 405
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED
