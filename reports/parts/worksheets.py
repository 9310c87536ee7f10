"""What a report says of the worksheets on sending data abroad: those that somebody signed."""

from django.utils import timezone

from protection.transfer_state import TransferState
from protection.transfers.worksheet import Worksheet
from reports.content.protection import SignedTransferWorksheet


def signed_worksheets(state: TransferState) -> tuple[SignedTransferWorksheet, ...]:
    """Return the newest signed worksheet of each country that needs one, as it was signed."""
    return tuple(
        SignedTransferWorksheet(
            worksheet=Worksheet.model_validate(each.signed.content),
            version=each.signed.version,
            conclusion=each.signed.get_conclusion_display(),
            steps=each.signed.steps,
            by=each.signed.by_name,
            role=each.signed.by_role,
            on=timezone.localtime(each.signed.at).date(),
            sha256=each.signed.sha256,
            changed=each.changed,
        )
        for each in state.worksheets
        if each.signed is not None
    )


def unsigned_worksheets(state: TransferState) -> tuple[Worksheet, ...]:
    """Return the worksheet of each country that needs one and has none signed, as it stands."""
    return tuple(each.now for each in state.worksheets if each.signed is None)
