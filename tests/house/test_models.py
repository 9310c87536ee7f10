"""Every model has been thought about: who may see its rows, and whether they may change."""

from django.apps import apps

from organisations.scoping import ScopedManager
from tests.house.project import ROOMS, ROOT, written_files

# A new model needs a line here. `append only` rows are never changed or deleted, `kept` rows are
# never changed once written (a newer one follows), `changes` rows have actions that change them.
HOW_ROWS_CHANGE = {
    "jobs.Job": "changes",
    "vault.StoredFile": "kept",
    "vault.TenantKey": "changes",
    "organisations.User": "changes",
    "organisations.Organisation": "changes",
    "organisations.Membership": "changes",
    "organisations.Engagement": "changes",
    "organisations.Event": "append only",
    "organisations.EventWords": "append only",
    "organisations.TrailHead": "append only",
    "organisations.OutgoingMail": "changes",
    "procurement.Vendor": "changes",
    "procurement.Product": "changes",
    "procurement.PinnedContent": "kept",
    "procurement.Assessment": "changes",
    "procurement.Answer": "kept",
    "procurement.Evidence": "changes",
    "procurement.EvidenceReview": "append only",
    "procurement.AnswerEvidence": "changes",
    "procurement.AnswerNote": "append only",
    "procurement.ProfileAnswer": "kept",
    "procurement.Observation": "kept",
    "procurement.FilledWorkbook": "changes",
    "procurement.Flag": "changes",
    "procurement.RulesComparison": "changes",
    "procurement.LawDay": "kept",
    "procurement.FlagDecision": "append only",
    "procurement.SeverityChange": "append only",
    "procurement.FlagReply": "append only",
    "procurement.LoweredFlag": "changes",
    "procurement.AssessmentDecision": "append only",
    "procurement.Countersignature": "append only",
    "procurement.QueueView": "changes",
    "procurement.TriageRecord": "append only",
    "protection.Dpia": "changes",
    "protection.DpiaText": "changes",
    "protection.DpiaRisk": "changes",
    "protection.DpiaVersion": "append only",
    "protection.TransferWorksheet": "append only",
    "evaluations.Artefact": "changes",
    "evaluations.SampleFile": "changes",
    "evaluations.SampleSet": "changes",
    "evaluations.SheetToAnswer": "kept",
    "evaluations.Ledger": "changes",
    "evaluations.Run": "changes",
    "labelling.Labelling": "changes",
    "labelling.Example": "changes",
    "labelling.Label": "changes",
    "watching.Watch": "changes",
    "watching.Asking": "changes",
    "reports.Report": "changes",
    "reports.Seal": "append only",
    "reports.DraftCopy": "changes",
    "reports.SignatureRequest": "changes",
    "reports.SigningLink": "changes",
    "reports.SigningSession": "changes",
    "reports.SigningCode": "changes",
    "reports.ClientSignature": "append only",
    "reports.SigningCertificate": "changes",
    "reports.ShareLink": "changes",
    "reports.ShareOpening": "kept",
    "reports.Brand": "changes",
    "reports.RelianceTerms": "append only",
    "reports.KeptText": "changes",
    "reports.AdviserDraft": "changes",
    "portal.VendorRequest": "changes",
    "portal.RequestItem": "changes",
    "portal.VendorPerson": "changes",
    "portal.VendorLink": "changes",
    "portal.VendorSession": "changes",
    "portal.MailedCode": "changes",
    "portal.Draft": "changes",
    "portal.AttachedFile": "changes",
    "portal.Sending": "kept",
    "portal.VendorReply": "kept",
    "portal.AskedFlag": "kept",
    "portal.SheetTask": "changes",
    "portal.ReturnedSheet": "changes",
    "portal.ModelTask": "changes",
    "portal.HandedModel": "changes",
    "portal.PressCount": "changes",
}
# Rows that belong to nobody, or are reached only by an id that a scoped row holds.
OF_NO_ORGANISATION = {
    "jobs.Job", "vault.StoredFile", "vault.TenantKey", "organisations.User", "organisations.Organisation",
    "organisations.Event", "organisations.EventWords", "organisations.TrailHead", "procurement.PinnedContent",
    "portal.PressCount",
}  # fmt: skip


def our_models():
    return {
        model._meta.label: model for model in apps.get_models() if model._meta.app_label in ROOMS
    }


def test_every_model_says_how_its_rows_change():
    assert set(our_models()) == set(HOW_ROWS_CHANGE)


def test_every_row_of_an_organisation_is_shown_to_it_alone():
    scoped = {
        label
        for label, model in our_models().items()
        if isinstance(model._default_manager, ScopedManager)
    }
    assert scoped == set(HOW_ROWS_CHANGE) - OF_NO_ORGANISATION
    for label in scoped:
        field = our_models()[label]._meta.get_field("organisation")
        assert not field.null, label


# Each looks across organisations for a reason: a clock belongs to none, and a link's bearer says
# which by the secret it brings.
LOOK_EVERYWHERE = {
    "organisations/delivery.py", "organisations/scoping.py", "portal/access.py", "portal/deleting.py", "portal/reminding.py",
    "procurement/law_work.py", "procurement/reopening.py", "procurement/workbook_expiry.py", "reports/client_signing/access.py",
    "reports/certificates/queries.py", "reports/register.py", "reports/sharing/access.py",
    "watching/reminding.py",
}  # fmt: skip


def test_only_a_few_modules_look_across_organisations():
    looking = {
        path.relative_to(ROOT).as_posix()
        for path in written_files(".py")
        if "everywhere()" in path.read_text(encoding="utf-8")
        and path.relative_to(ROOT).parts[0] != "tests"
    }
    looking |= {"organisations/scoping.py"}
    assert looking == LOOK_EVERYWHERE
