"""Write, review, accept, waive, publish, send: who may, and what each step refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from timonier.accounts import policy
from timonier.consolidation.models import Snapshot
from timonier.journal.models import Entry
from timonier.outputs.reports import actions
from timonier.outputs.reports.models import AnnualReport, Contribution
from timonier.registry.documents.models import Document
from timonier.registry.territories.models import Territory

NUMERIC = "2023-dgd-ressources-numerique"

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> AnnualReport:
    return AnnualReport.objects.get(year=2023)


@pytest.fixture
def text(report: AnnualReport) -> Contribution:
    """A text of the numeric pole, drafted by its contributor."""
    return Contribution.objects.get(chapter__report=report, unit__code=NUMERIC, part="missions")


@pytest.fixture
def elsewhere(report: AnnualReport) -> Contribution:
    """A drafted text of another unit."""
    return Contribution.objects.get(
        chapter__report=report, unit__code="2023-dgd-ressources-rh", part="highlights"
    )


@pytest.mark.requirement("R106")
@pytest.mark.parametrize(
    ("person", "may_write", "may_review", "may_accept"),
    [
        ("contributeur", True, False, False),  # wrote it: one step away from reviewing it
        ("directrice", True, True, False),
        ("redaction", True, True, True),
        ("controle", False, True, False),
        ("dgs", False, True, False),
        ("elue", False, False, False),
        ("maire", False, False, False),
    ],
)
def test_author_reviewer_and_editor_are_three_rights(
    people, text, person, may_write, may_review, may_accept
):
    user = people[person]
    granted = [
        policy.may(user, right, text)
        for right in ("contribution.write", "contribution.review", "contribution.accept")
    ]
    assert granted == [may_write, may_review, may_accept]


@pytest.mark.parametrize("person", ["contributeur", "directrice"])
def test_a_unit_does_not_write_the_text_of_another(people, elsewhere, person):
    with pytest.raises(PermissionDenied):
        actions.write(contribution=elsewhere, by=people[person], body="x", version=1)


def test_saving_a_text_raises_its_version_and_says_who_wrote_it(people, text):
    saved = actions.write(
        contribution=text, by=people["directrice"], body="Une phrase.", version=text.version
    )
    assert (saved.version, saved.author) == (text.version + 1, people["directrice"])
    assert Entry.objects.filter(action="report.written").exists()


def test_saving_the_same_text_changes_nothing(people, text):
    saved = actions.write(
        contribution=text, by=people["contributeur"], body=text.body, version=text.version
    )
    assert saved.version == text.version


def test_a_second_writer_loses_nothing_and_gets_both_texts(people, text):
    actions.write(
        contribution=text, by=people["directrice"], body="La sienne.", version=text.version
    )
    with pytest.raises(actions.StaleText) as refused:
        actions.write(
            contribution=text, by=people["contributeur"], body="La mienne.", version=text.version
        )
    assert refused.value.mine == "La mienne."
    assert refused.value.current.body == "La sienne."


@pytest.mark.requirement("R106")
def test_a_text_goes_from_drafted_to_reviewed_to_accepted(people, text):
    actions.review(contribution=text, by=people["directrice"])
    accepted = actions.accept(contribution=text, by=people["redaction"])
    assert (accepted.state, accepted.reviewer, accepted.editor) == (
        "accepted", people["directrice"], people["redaction"],
    )  # fmt: skip


def test_nobody_reviews_an_own_text(people, text):
    actions.write(
        contribution=text, by=people["directrice"], body="Sa phrase.", version=text.version
    )
    with pytest.raises(PermissionDenied):
        actions.review(contribution=text, by=people["directrice"])


def test_an_empty_text_is_not_reviewed(people, report):
    empty = Contribution.objects.get(chapter__report=report, unit__code=NUMERIC, body="")
    with pytest.raises(actions.ReportRefusal, match="rien à relire"):
        actions.review(contribution=empty, by=people["directrice"])


def test_a_text_is_not_accepted_before_its_review(people, text):
    with pytest.raises(actions.ReportRefusal, match="une fois relue"):
        actions.accept(contribution=text, by=people["redaction"])


def test_an_accepted_text_is_closed_to_its_author(people, text):
    actions.review(contribution=text, by=people["directrice"])
    actions.accept(contribution=text, by=people["redaction"])
    with pytest.raises(PermissionDenied):
        actions.write(
            contribution=text, by=people["contributeur"], body="Après.", version=text.version
        )


def test_a_text_changed_after_review_must_be_reviewed_again(people, text):
    actions.review(contribution=text, by=people["directrice"])
    changed = actions.write(
        contribution=text, by=people["contributeur"], body="Autre chose.", version=text.version
    )
    assert (changed.state, changed.reviewer) == ("drafted", None)


def test_sending_a_text_back_demands_a_reason(people, text):
    actions.review(contribution=text, by=people["directrice"])
    with pytest.raises(actions.ReportRefusal, match="motif"):
        actions.send_back(contribution=text, by=people["redaction"], reason=" ")


# --- Waive and publish ---------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["controle", "directrice", "contributeur", "elue"])
def test_only_the_editor_or_the_general_direction_waives(people, report, person):
    with pytest.raises(PermissionDenied):
        actions.waive(report=report, by=people[person], finding_key="k", reason="parce que")


def test_a_waiver_without_a_reason_is_refused(people, report):
    with pytest.raises(ValidationError, match="reason"):
        actions.waive(report=report, by=people["dgs"], finding_key="k", reason="  ")


@pytest.mark.parametrize("person", ["redaction", "controle", "admin"])
def test_only_the_general_direction_publishes(people, report, person):
    with pytest.raises(PermissionDenied):
        actions.publish(
            report=report, by=people[person], snapshot=Snapshot.objects.first(), blocking=[]
        )


@pytest.mark.requirement("R123")
def test_a_blocking_finding_stops_the_publication(people, report):
    with pytest.raises(actions.ReportRefusal, match="constats bloquants"):
        actions.publish(
            report=report, by=people["dgs"], snapshot=Snapshot.objects.first(), blocking=["k"]
        )


@pytest.mark.requirement("R123")
def test_a_named_person_with_a_reason_lets_the_publication_go(people, report):
    actions.waive(report=report, by=people["redaction"], finding_key="k", reason="Confirmé.")
    published = actions.publish(
        report=report, by=people["dgs"], snapshot=Snapshot.objects.first(), blocking=["k"]
    )
    assert (published.state, published.published_by) == ("published", people["dgs"])
    assert report.waivers.get().decided_by == people["redaction"]


# --- Sending -------------------------------------------------------------------------------------


@pytest.fixture
def served(people, report) -> AnnualReport:
    """The report published, opened and sent to every commune."""
    actions.publish(report=report, by=people["dgs"], snapshot=Snapshot.objects.first(), blocking=[])
    actions.open_sending(report=report, by=people["redaction"])
    communes = Territory.objects.filter(kind="commune")
    actions.send(report=report, by=people["redaction"], communes=communes, on=date(2024, 9, 20))
    return report


@pytest.mark.requirement("R104")
def test_the_sending_lists_every_member_commune_once(people, report):
    first = actions.open_sending(report=report, by=people["redaction"])
    again = actions.open_sending(report=report, by=people["redaction"])
    assert (first, again) == (92, 0)


def test_a_report_is_not_sent_before_its_publication(people, report):
    actions.open_sending(report=report, by=people["redaction"])
    with pytest.raises(actions.ReportRefusal, match="pas publié"):
        actions.send(report=report, by=people["redaction"], communes=[], on=date(2024, 9, 20))


@pytest.mark.requirement("R103")
def test_the_sending_does_not_close_without_the_adopted_accounts(people, served):
    with pytest.raises(actions.ReportRefusal, match="compte arrêté"):
        actions.close_sending(report=served, by=people["redaction"])


@pytest.mark.requirement("R103")
def test_the_sending_closes_once_every_commune_is_served_with_the_accounts(people, served):
    accounts = Document.objects.create(
        code="CA-2023", title="Compte administratif 2023", short_title="CA 2023", kind="other"
    )
    actions.attach_accounts(report=served, by=people["redaction"], accounts=accounts)
    closed = actions.close_sending(report=served, by=people["redaction"])
    assert (closed.state, closed.sending_closed_at is not None) == ("sent", True)


def test_the_sending_does_not_close_while_a_commune_waits(people, served):
    served.sendings.filter(commune__code="13005").update(sent_on=None)
    with pytest.raises(actions.ReportRefusal, match="sans date d’envoi"):
        actions.close_sending(report=served, by=people["redaction"])


@pytest.mark.requirement("R104")
def test_a_mayor_says_what_happened_in_the_own_commune_only(people, served):
    own = served.sendings.get(commune__code="13005")
    other = served.sendings.get(commune__code="13001")
    actions.follow_sending(sending=own, by=people["maire"], presented_on=date(2024, 10, 3))
    own.refresh_from_db()
    assert own.presented_on == date(2024, 10, 3)
    with pytest.raises(PermissionDenied):
        actions.follow_sending(sending=other, by=people["maire"], presented_on=date(2024, 10, 3))


def test_a_presentation_before_the_sending_is_refused(people, served):
    own = served.sendings.get(commune__code="13005")
    with pytest.raises(ValidationError, match="ne précède pas"):
        actions.follow_sending(sending=own, by=people["maire"], presented_on=date(2024, 9, 1))
