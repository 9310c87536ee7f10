"""What is remembered of requests to vendors."""

from portal.models.answering import Draft, Sending, VendorReply
from portal.models.asked_flag import AskedFlag
from portal.models.asked_model import HandedModel, ModelTask
from portal.models.asked_sheet import ReturnedSheet, SheetTask
from portal.models.attached_file import AttachedFile
from portal.models.entering import MailedCode, VendorLink, VendorSession
from portal.models.press_count import PressCount
from portal.models.vendor_request import ItemKind, RequestItem, VendorPerson, VendorRequest

__all__ = [
    "AskedFlag",
    "AttachedFile",
    "Draft",
    "HandedModel",
    "ItemKind",
    "MailedCode",
    "ModelTask",
    "PressCount",
    "RequestItem",
    "ReturnedSheet",
    "Sending",
    "SheetTask",
    "VendorLink",
    "VendorPerson",
    "VendorReply",
    "VendorRequest",
    "VendorSession",
]
