"""Workbooks made in tests, and zips with a part changed."""

import io
import zipfile

import openpyxl


def as_xlsx(tmp_path, fill):
    """Return the bytes of a workbook that `fill` has filled."""
    book = openpyxl.Workbook()
    fill(book)
    book.save(tmp_path / "made.xlsx")
    return (tmp_path / "made.xlsx").read_bytes()


def edited(content, member, *replacements, add=()):
    """Return a zip's bytes with texts replaced in one member, and members added."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == member:
                for before, after in zip(replacements[::2], replacements[1::2], strict=True):
                    data = data.replace(before, after)
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
        for name, data in add:
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return changed.getvalue()
