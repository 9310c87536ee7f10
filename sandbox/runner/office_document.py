"""Looks into a Word, Excel or PowerPoint file: what it says it is, and whether it would run something."""

import io
import xml.etree.ElementTree as Tree
import zipfile

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from sandbox.runner import archives
from sandbox.runner.codes import Code, Trouble
from sandbox.runner.frames import MIB

UNPACKED_MOST = 200 * MIB
PART_MOST = 8 * MIB
CONTENT_TYPES = "[Content_Types].xml"
_WRITTEN = "application/vnd.openxmlformats-officedocument"
MAIN_PARTS = {
    f"{_WRITTEN}.wordprocessingml.document.main+xml": "docx",
    f"{_WRITTEN}.spreadsheetml.sheet.main+xml": "xlsx",
    f"{_WRITTEN}.presentationml.presentation.main+xml": "pptx",
    f"{_WRITTEN}.presentationml.slideshow.main+xml": "pptx",
}
# Programs and objects of other programs that such a file can carry.
CARRIED = ("vbaproject", "activex", "oleobject", "macrosheets/")
# What is fetched when the file is opened, not only when somebody follows a link.
FETCHED = ("attachedTemplate", "frame", "subDocument", "oleObject")


def warm_up() -> None:
    """Read the smallest XML and the smallest zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.xml", "<x/>")
    with zipfile.ZipFile(made) as archive:
        _xml(archive, "x.xml")


def read(content: bytes) -> str:
    """Return "docx", "xlsx" or "pptx". Trouble for any other zip, and for what runs or fetches."""
    archive = archives.open_zip(io.BytesIO(content), most=UNPACKED_MOST)
    names = archive.namelist()
    if CONTENT_TYPES not in names:
        found = "opendocument" if "content.xml" in names else "zip"
        raise Trouble(Code.NOT_A_DOCUMENT, found=found)
    types = [each.get("ContentType", "") for each in _xml(archive, CONTENT_TYPES)]
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
        raise Trouble(Code.MACROS)
    if any(carried in name.lower() for name in names for carried in CARRIED):
        raise Trouble(Code.MACROS)
    kinds = {MAIN_PARTS[each] for each in types if each in MAIN_PARTS}
    if len(kinds) != 1:
        found = "xlsb" if any("sheet.binary" in each for each in types) else "zip"
        raise Trouble(Code.NOT_A_DOCUMENT, found=found)
    for name in names:
        if name.lower().endswith(".rels"):
            _refuse_fetching(archive, name)
    return kinds.pop()


def _refuse_fetching(archive: zipfile.ZipFile, name: str) -> None:
    for each in _xml(archive, name):
        kind = each.get("Type", "").rpartition("/")[2]
        if each.get("TargetMode") == "External" and kind in FETCHED:
            raise Trouble(Code.FETCHES_FROM_OUTSIDE)


def _xml(archive: zipfile.ZipFile, name: str) -> Tree.Element:
    if archive.getinfo(name).file_size > PART_MOST:
        raise Trouble(Code.UNPACKS_TOO_LARGE, member=name, limit_mb=PART_MOST // MIB)
    try:
        root: Tree.Element = defusedxml.ElementTree.fromstring(
            archives.read_member(archive, name), forbid_dtd=True
        )
    except (Tree.ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise Trouble(Code.BROKEN_ARCHIVE) from problem
    return root
