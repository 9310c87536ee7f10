"""What is remembered of requests to vendors."""

from portal.models.answering import Draft, Sending, VendorReply
from portal.models.entering import MailedCode, VendorLink, VendorSession
from portal.models.vendor_request import ItemKind, RequestItem, VendorPerson, VendorRequest

__all__ = [
    "Draft",
    "ItemKind",
    "MailedCode",
    "RequestItem",
    "Sending",
    "VendorLink",
    "VendorPerson",
    "VendorReply",
    "VendorRequest",
    "VendorSession",
]
