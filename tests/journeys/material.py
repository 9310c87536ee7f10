"""One firm with a row of everything that an address can name, made by the actions that pages call."""

import io
from datetime import timedelta

from django.utils import timezone

from evaluations.actions.looking import look_inside
from evaluations.actions.runs import request_run
from evaluations.actions.uploads import add_artefact, add_sample_file, name_columns
from evaluations.measurement.columns import Columns, LabelledBy, SeenByVendor
from evaluations.models import ArtefactKind
from labelling.actions.exports import bring_export
from organisations.models import Engagement, Membership
from portal.actions.asking import Recipient, ask_vendor
from portal.actions.model_tasks import ask_for_model
from portal.actions.sheet_tasks import ask_for_sheet
from procurement.actions.workbooks import take_in_workbook
from procurement.workbook.line import Part
from protection.actions.dpia import RiskTold, write_risk
from protection.actions.dpia_signing import record_not_needed, shown_hash
from protection.gathering import worksheet_of
from reports.actions import request_report
from reports.advising.actions.draft import write_text
from reports.advising.actions.kept_texts import keep_text
from reports.advising.actions.terms import say_terms
from reports.drafting.actions import ask_for_draft
from reports.models import Brand
from tests.evaluations.assessments import table
from tests.evaluations.views.journey import PAIRS, answers
from tests.labelling.labelled import export_of, texts
from tests.organisations.cast import found_firm
from tests.procurement.documents import attached, document_of
from tests.procurement.opened import TO_INDIA, answer, open_for
from tests.procurement.workbook.books import filled_in, uploaded, workbook_for
from tests.reports.advising.advised import begun, png
from tests.reports.issued import a_share_of, asked_to_sign, finish, finish_draft
from tests.sandbox.headers import small_gguf
from tests.watching.watched import two_months
from vault import files

COLUMNS = Columns(label="label", inputs=("text",), id="id", slices=("label",))
HOPS = [{"what": "support", "company": "Helpline Ltd", "country": "IN"}]


class Material:
    """A firm, one assessment, and what belongs to it. Nothing is read or tested: no worker runs."""

    def __init__(self, name, *, firm=None):
        self.firm = firm or found_firm(name)
        by = self.firm.owner.as_actor()
        self.assessment = open_for(self.firm, product=f"Sorter of {name}")
        answer(self.assessment, self.firm.owner, **TO_INDIA, hops=HOPS, route="cheaper_version")
        self.sample_file = add_sample_file(
            assessment=self.assessment,
            source=table(["id", "text", "label"], PAIRS),
            name=f"{name}.csv",
            by=by,
        )
        self.sample_set = name_columns(
            sample_file=self.sample_file,
            columns=COLUMNS,
            labelled_by=LabelledBy.PEOPLE,
            seen_by_vendor=SeenByVendor.NO,
            by=by,
        )
        self.run = request_run(
            student=self._sheet({3, 4}),
            teacher=self._sheet({3}),
            sample_set=self.sample_set,
            margin=0.1,
            claim=None,
            said_labels=None,
            by=by,
        )
        self.labelling = bring_export(
            assessment=self.assessment,
            source=export_of(texts(24)),
            name=f"{name}.csv",
            by=by,
            seed=7,
        )
        self.watch = two_months(self.assessment, by)
        self.report = request_report(assessment=self.assessment, by=by)
        self.draft_copy = ask_for_draft(assessment=self.assessment, by=by)
        self.signature_request = self.share = None
        self.filled_workbook = self._workbook()
        self.evidence = document_of(self.firm, f"Transfer agreement of {name}")
        self.link = attached(self.assessment, self.firm.owner, "personal_data_types", self.evidence)
        self.asked = ask_vendor(
            assessment=self.assessment,
            keys=["training_method", "retention_days"],
            to=Recipient("M. Okoro", "m.okoro@larkfield.example"),
            message="We decide in two weeks.",
            due_on=timezone.localdate() + timedelta(days=14),
            shares_result=True,
            by=by,
        )
        self.sheet_task = ask_for_sheet(
            asked=self.asked.request,
            samples=self.sample_set,
            instructions="Repairs or Arrears",
            by=by,
        )
        # A task makes a new link, which takes the place of the one before.
        self.asked = ask_for_model(asked=self.asked.request, instructions="", by=by)
        self.model_task = self.asked.request.model_tasks.get()
        self._dpia()
        self.artefact = look_inside(artefact=self._model(), by=by)
        self._advice(name)

    def _advice(self, name):
        """Let the adviser's firm prepare the next report, and the client keep a text and a logo of its own."""
        organisation, by = self.firm.organisation, self.firm.adviser.as_actor()
        draft = begun(self.firm, self.assessment, name=f"Advice for {name}")
        self.engagement = Engagement.objects.of(organisation).get(adviser=draft.adviser)
        write_text(draft=draft, part="opinion", text="## In short\n\n{product} is **new**.", by=by)
        keep_text(organisation=draft.adviser, title="How we test", text="- We ask", by=by)
        self.kept_text = keep_text(
            organisation=organisation, title=f"Texts of {name}", text="For {client}.", by=by
        )
        say_terms(organisation=organisation, text=f"Terms of {name}", by=by)
        brand, is_new = Brand.objects.of(organisation).get_or_create(organisation=organisation)
        if is_new:
            laid = files.deposit(organisation.id, io.BytesIO(png()))
            brand.logo, brand.logo_type = files.remember(laid, name="logo.png"), "image/png"
            brand.accent = "#12483d"
            brand.save()

    def _model(self):
        return add_artefact(
            assessment=self.assessment,
            kind=ArtefactKind.MODEL,
            source=io.BytesIO(small_gguf()),
            name="sorter.gguf",
            by=self.firm.owner.as_actor(),
        )

    def _sheet(self, wrong):
        return add_artefact(
            assessment=self.assessment,
            kind=ArtefactKind.ANSWER_SHEET,
            source=table(["id", "answer"], answers(PAIRS, wrong)),
            name="sheet.csv",
            by=self.firm.owner.as_actor(),
        )

    def _workbook(self):
        """Bring back a spreadsheet with a new answer, a bad one, and one that clashes."""
        answer(self.assessment, self.firm.owner, route="inside_software")
        blank = workbook_for(self.assessment)
        answer(self.assessment, self.firm.lead, inference_countries=["US"])
        cells = {
            ("tier_name", Part.ANSWER): "Sorter Lite 2",
            ("notice_days", Part.ANSWER): "a while",
            ("inference_countries", Part.ANSWER): "Ireland",
        }
        return take_in_workbook(
            assessment=self.assessment,
            source=uploaded(filled_in(blank, cells)),
            name="answers.xlsx",
            by=self.firm.owner.as_actor(),
        )

    def _dpia(self):
        """Write a risk, and record why no DPIA is needed: version 1."""
        by = self.firm.owner.as_actor()
        write_risk(assessment=self.assessment, told=RiskTold("Letters go to a stranger"), by=by)
        record_not_needed(
            assessment=self.assessment, reason="A trial with made-up letters.", position="Owner",
            seen=shown_hash(worksheet_of(self.assessment)), by=by,
        )  # fmt: skip

    def finish_report(self):
        """Give the report and the draft their files, as though they had been made."""
        finish(self.report)
        finish_draft(self.draft_copy)
        self.signature_request = asked_to_sign(self.report)
        self.share = a_share_of(self.report, by=self.firm.owner.as_actor())

    @property
    def ids(self):
        """Return what each parameter of an address is here."""
        reader = Membership.objects.of(self.firm.organisation).get(user=self.firm.reader)
        return {
            "organisation": self.firm.organisation.id,
            "artefact": self.artefact.id,
            "assessment": self.assessment.id,
            "filled_workbook": self.filled_workbook.id,
            "evidence": self.evidence.id,
            "link": self.link.id,
            "flag": self.assessment.flags.filter(standing="raised").order_by("rule")[0].id,
            "labelling": self.labelling.id,
            "membership": reader.id,
            "engagement": self.engagement.id,
            "text": self.kept_text.id,
            "number": 1,
            "report": self.report.id,
            "run": self.run.id,
            "sample_file": self.sample_file.id,
            "model_task": self.model_task.id,
            "sample_set": self.sample_set.id,
            "share": self.share and self.share.id,
            "sheet_task": self.sheet_task.id,
            "signature_request": self.signature_request and self.signature_request.id,
            "watch": self.watch.id,
            "vendor_request": self.asked.request.id,
        }
