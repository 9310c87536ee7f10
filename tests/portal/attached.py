"""Files at a vendor's answers: made here, and put there through the page."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.models import AttachedFile
from tests.portal.asked import say

TERMS = b"Clause 4: what you put in is kept for 30 days and then deleted.\n"
# Where a photograph was taken, as cameras write it: 51 degrees 30 minutes north.
GPS_IFD, LATITUDE_REF, LATITUDE = 0x8825, 1, 2


def upload(name="terms.txt", content=TERMS):
    return SimpleUploadedFile(name, content)


def photograph():
    """Return a JPEG that says where it was taken."""
    made = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "navy")
    exif = picture.getexif()
    exif.get_ifd(GPS_IFD).update({LATITUDE_REF: "N", LATITUDE: (51.0, 30.0, 0.0)})
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


def places_in(content):
    """Return what a picture says of where it was taken."""
    return dict(Image.open(io.BytesIO(content)).getexif().get_ifd(GPS_IFD))


def attach(vendor, asked, name="terms.txt", content=TERMS, *, kind="contract", based_on=0):
    """Answer how long data is kept, and put a file at it."""
    return say(
        vendor, asked, "retention_days", typed="30", file=upload(name, content), kind=kind,
        based_on=based_on,
    )  # fmt: skip


def at_answers(firm):
    """Return the files at the answers of all requests of a firm, the oldest first."""
    return AttachedFile.objects.of(firm.organisation).order_by("attached_at")
