"""Every address that names an organisation, and by hand, from what each role is for, who sees it and who may post."""

from dataclasses import dataclass

from organisations.roles import Role

OWNER, LEAD, ADVISER, READER = (
    Role.OWNER, Role.COMPLIANCE_LEAD, Role.ADVISER, Role.READER,
)  # fmt: skip
ALL = frozenset({OWNER, LEAD, ADVISER, READER})
WORKERS = ALL - {READER}
DECIDERS = frozenset({OWNER, LEAD})
MANAGERS = frozenset({OWNER})
ADVISERS = frozenset({ADVISER})


@dataclass(frozen=True)
class Door:
    """Who may look and who may post. `look` None: it takes posts only. `post` None: nothing is written."""

    look: frozenset[Role] | None
    post: frozenset[Role] | None = None
    key: str = "personal_data_types"
    section: str = "accuracy"
    place: str = "trust_page"
    ending: str = "txt"
    country: str = "IN"
    table: str = "numbers"


DOORS = {
    "desk:home": Door(ALL),
    "desk:queue": Door(ALL),
    # A view of the queue is the person’s own, a reader’s too.
    "desk:queue_views": Door(None, ALL),
    "desk:new": Door(WORKERS, WORKERS),
    # Without notes from a meeting it leads to the page above.
    "desk:meeting_open": Door(WORKERS, WORKERS),
    "desk:assessment": Door(ALL),
    # Everybody may read the suggestion; two may decide.
    "desk:decision": Door(ALL, DECIDERS),
    # The adviser’s is the second signature, where a firm signs so.
    "desk:decision_confirm": Door(None, WORKERS),
    "desk:contract_words": Door(ALL),
    "desk:contract_words_file": Door(ALL),
    "desk:triage_record_file": Door(ALL),
    # Everybody may read what it saves; a reader may not change a price.
    "desk:payback": Door(ALL, WORKERS),
    "evaluations:tests": Door(ALL),
    "evaluations:new": Door(WORKERS, WORKERS),
    "evaluations:columns": Door(WORKERS, WORKERS),
    "evaluations:columns_progress": Door(WORKERS),
    "evaluations:example_set": Door(WORKERS),
    "evaluations:example_set_progress": Door(WORKERS),
    "evaluations:hand_out": Door(WORKERS, WORKERS),
    "evaluations:sheet_file": Door(WORKERS, ending="csv"),
    "evaluations:vendor_sheet_file": Door(WORKERS, ending="csv"),
    "evaluations:kept_files": Door(WORKERS),
    "evaluations:delete_sample_file": Door(WORKERS, WORKERS),
    "evaluations:delete_sample_set": Door(WORKERS, WORKERS),
    "evaluations:delete_version": Door(WORKERS, WORKERS),
    "evaluations:compare": Door(WORKERS, WORKERS),
    "evaluations:run": Door(ALL),
    "evaluations:run_progress": Door(ALL),
    "evaluations:stop": Door(None, WORKERS),
    # The numbers of a test, and the owner’s own examples, as a file.
    "evaluations:table": Door(ALL),
    "evaluations:side_by_side": Door(ALL),
    # An export is a firm’s own letters: a reader sees none of it.
    # Everybody reads how many answers changed; whoever may run tests asks again.
    "watching:watches": Door(ALL),
    "watching:new": Door(WORKERS, WORKERS),
    "watching:watch": Door(ALL),
    "watching:progress": Door(ALL),
    "watching:months_file": Door(ALL),
    "watching:examples_file": Door(WORKERS),
    "watching:today": Door(WORKERS, WORKERS),
    "watching:asking": Door(ALL, WORKERS),
    "watching:take_back": Door(None, WORKERS),
    "watching:day": Door(WORKERS, WORKERS),
    "watching:stop": Door(None, WORKERS),
    "watching:delete": Door(WORKERS, WORKERS),
    "labelling:new": Door(WORKERS, WORKERS),
    "labelling:labelling": Door(WORKERS),
    "labelling:progress": Door(WORKERS),
    "labelling:columns": Door(WORKERS, WORKERS),
    "labelling:kinds": Door(WORKERS, WORKERS),
    "labelling:draw": Door(WORKERS, WORKERS),
    "labelling:hard": Door(WORKERS, WORKERS),
    "labelling:next": Door(WORKERS),
    "labelling:example": Door(WORKERS, WORKERS),
    "labelling:labels": Door(WORKERS),
    "labelling:second": Door(WORKERS, WORKERS),
    "labelling:second_example": Door(WORKERS, WORKERS),
    "labelling:differences": Door(WORKERS, WORKERS),
    "labelling:finish": Door(WORKERS, WORKERS),
    # The last of them: nothing is to be typed before it is gone.
    "labelling:delete": Door(WORKERS, WORKERS),
    "evaluations:version_file": Door(ALL),
    "evaluations:version_file_progress": Door(ALL),
    "evaluations:look_inside": Door(None, WORKERS),
    "organisations:signing": Door(MANAGERS, MANAGERS),
    "organisations:people": Door(MANAGERS),
    "organisations:add_member": Door(MANAGERS, MANAGERS),
    "organisations:member": Door(MANAGERS, MANAGERS),
    "organisations:end_advice": Door(None, MANAGERS),
    "procurement:triage": Door(ALL),
    "procurement:triage_page": Door(WORKERS, WORKERS),
    # Everybody may read what follows; a reader may not act on it.
    "procurement:triage_outcome": Door(ALL, WORKERS),
    "procurement:triage_record": Door(ALL, WORKERS),
    # Everybody may see what the vendor was asked; a reader may not ask.
    "portal:requests": Door(ALL),
    "portal:ask": Door(WORKERS, WORKERS),
    "portal:ask_flag": Door(WORKERS, WORKERS),
    "portal:vendor_request": Door(ALL, WORKERS),
    "portal:ask_again": Door(WORKERS, WORKERS),
    "portal:ask_sheet": Door(WORKERS, WORKERS),
    # Everybody may see what was found and where it went; a reader may not release a sheet.
    "portal:sheet": Door(ALL, WORKERS),
    "portal:sheet_progress": Door(ALL),
    "portal:ask_model": Door(WORKERS, WORKERS),
    "portal:model": Door(ALL),
    "procurement:questions": Door(ALL),
    # Everybody may read what the firm says of itself; a reader may not say it.
    "procurement:profile": Door(ALL, WORKERS),
    # Everybody may see what is open and what to ask next; a reader may not answer.
    "procurement:all_questions": Door(ALL, WORKERS),
    "procurement:asking": Door(ALL),
    "procurement:section": Door(ALL),
    # Everybody may read an answer; a reader may not give one.
    "procurement:question": Door(ALL, WORKERS),
    "procurement:notes": Door(WORKERS, WORKERS),
    "procurement:confirm": Door(None, WORKERS),
    "procurement:row_new": Door(WORKERS, WORKERS, key="hops"),
    "procurement:row": Door(WORKERS, WORKERS, key="hops"),
    "procurement:row_remove": Door(None, WORKERS, key="hops"),
    "procurement:earlier_answers": Door(WORKERS, WORKERS),
    "procurement:public_places": Door(WORKERS),
    "procurement:public_place": Door(WORKERS, WORKERS),
    "procurement:workbook": Door(WORKERS, WORKERS),
    "procurement:workbook_download": Door(WORKERS),
    # Only who brought a spreadsheet sees what is in it: here the owner.
    "procurement:workbook_filled": Door(MANAGERS, MANAGERS),
    "procurement:workbook_progress": Door(MANAGERS),
    # Everybody may read what an upgrade would change; a reader may not upgrade.
    "procurement:upgrade": Door(ALL, WORKERS),
    # Everybody may read what newer rules change; a reader may not take them over.
    "procurement:new_rules": Door(ALL, WORKERS),
    "procurement:new_rules_progress": Door(ALL),
    # Everybody may read what closing means; a reader may not close.
    "procurement:closing": Door(ALL, WORKERS),
    "procurement:flags": Door(ALL),
    "procurement:model_history": Door(ALL),
    "procurement:flag": Door(ALL, DECIDERS),
    # How grave a flag is, the lead or the adviser may change: not who wants to buy.
    "procurement:flag_severity": Door(frozenset({LEAD, ADVISER}), frozenset({LEAD, ADVISER})),
    "procurement:flag_reply": Door(WORKERS, WORKERS),
    "procurement:flag_check": Door(None, DECIDERS),
    # The adviser's is the second signature, where a firm signs so.
    "procurement:flag_confirm": Door(None, WORKERS),
    # Everybody may read a document and who looked at it; a reader may not say so themselves.
    "procurement:evidence": Door(ALL),
    "procurement:evidence_new": Door(WORKERS, WORKERS),
    "procurement:evidence_item": Door(ALL, WORKERS),
    "procurement:evidence_file": Door(ALL),
    "procurement:evidence_erase": Door(WORKERS, WORKERS),
    "procurement:model_documents": Door(WORKERS),
    "procurement:model_document": Door(WORKERS, WORKERS),
    "procurement:proof": Door(WORKERS, WORKERS),
    "procurement:proof_remove": Door(None, WORKERS),
    # Everybody may read the DPIA; a reader may not write, and two may sign.
    "protection:dpia": Door(ALL),
    "protection:dpia_worksheet": Door(ALL),
    "protection:dpia_step": Door(ALL, WORKERS, section="describe"),
    "protection:dpia_new_risk": Door(WORKERS, WORKERS),
    "protection:dpia_risk": Door(WORKERS, WORKERS),
    "protection:dpia_flag_risk": Door(WORKERS, WORKERS),
    "protection:dpia_officer": Door(WORKERS, WORKERS),
    "protection:dpia_sign": Door(ALL, DECIDERS),
    "protection:dpia_not_needed": Door(ALL, DECIDERS),
    "protection:dpia_version": Door(ALL),
    "protection:transfers": Door(ALL),
    # Everybody may read a worksheet; an adviser may write in it; two may sign.
    "protection:transfer_worksheet": Door(ALL, WORKERS),
    "protection:transfer_sign": Door(DECIDERS, DECIDERS),
    # A draft is for whoever may issue the report, and is thrown away when it is issued.
    "reports:draft_full_file": Door(WORKERS),
    "reports:draft_client_report": Door(WORKERS),
    "reports:draft_progress": Door(WORKERS),
    "reports:draft": Door(WORKERS, WORKERS),
    # Everybody may read the reports; a reader may not ask for one.
    "reports:reports": Door(ALL, WORKERS),
    "reports:report": Door(ALL),
    "reports:progress": Door(ALL),
    "reports:download": Door(ALL),
    "reports:download_client_report": Door(ALL),
    "reports:twin": Door(ALL),
    "reports:twin_file": Door(ALL),
    "reports:tables": Door(ALL),
    "reports:table": Door(ALL, table="flags"),
    "reports:dpia_annex": Door(ALL),
    "reports:transfers_annex": Door(ALL),
    # Everybody may see who signed and what is shared; a reader may ask nobody and share nothing.
    "reports:signing": Door(ALL, WORKERS),
    "reports:signature_request": Door(None, WORKERS),
    "reports:sharing": Door(ALL, WORKERS),
    "reports:share_end": Door(None, WORKERS),
    # What a firm puts into reports for others: everybody at work there keeps texts, an owner the rest.
    "reports:advising": Door(WORKERS),
    "reports:brand": Door(MANAGERS, MANAGERS),
    "reports:logo": Door(WORKERS),
    "reports:remove_logo": Door(None, MANAGERS),
    "reports:terms": Door(MANAGERS, MANAGERS),
    # What signs in a firm’s name is its owner’s alone.
    "reports:certificate": Door(MANAGERS, MANAGERS),
    "reports:remove_certificate": Door(None, MANAGERS),
    "reports:kept_text_new": Door(WORKERS, WORKERS),
    "reports:kept_text": Door(WORKERS, WORKERS),
    # What an adviser says is its own to write; whoever may make a report sees what is missing.
    "reports:adviser": Door(ADVISERS, ADVISERS),
    "reports:adviser_interests": Door(ADVISERS, ADVISERS),
    "reports:adviser_scope": Door(ADVISERS, ADVISERS),
    "reports:adviser_conclusion": Door(ADVISERS, ADVISERS),
    "reports:adviser_opinion": Door(ADVISERS, ADVISERS),
    "reports:adviser_letter": Door(ADVISERS, ADVISERS),
    "reports:preflight": Door(WORKERS),
}
