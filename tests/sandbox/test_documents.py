"""Documents are told by content, cleaned where they carry more, and refused where they would act."""

import io
import json
import zipfile
from dataclasses import replace

import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from content.refusal import Refused
from sandbox.contract import Ending
from sandbox.documents import DOCUMENT_TYPES, read_document
from sandbox.limits import DOCUMENTS
from sandbox.runner.frames import Kind
from tests.conftest import SHARED, needs_shared
from tests.sandbox.fake_jail import FakeJail
from tests.sandbox.workbooks import as_xlsx, edited

ATTACKS = SHARED / "assets" / "attacks" / "made"
TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SECRET = "51 degrees north"


@pytest.fixture
def look(jail, tmp_path):
    """Return a function that has a document read from its bytes, in the jail."""

    def looking(content, **more):
        path = tmp_path / "upload"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(jail, path, name="proof", **more)

    return looking


def named(**parts):
    """Return a PDF's dictionary; a value that begins with a slash is a name."""
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(said) if said[0] == "/" else TextStringObject(said)
            for key, said in parts.items()
        }
    )


def pdf(*, attach=None, opens=None, hidden=None, password=None):
    made = pypdf.PdfWriter()
    made.add_blank_page(200, 200)
    made.add_blank_page(200, 200)
    if attach:
        made.add_attachment("figures.xml", attach)
    if opens:
        made.root_object[NameObject("/OpenAction")] = opens
    if hidden:
        made._add_object(hidden)
    if password is not None:
        made.encrypt(password, "owner's own", algorithm="AES-256")
    target = io.BytesIO()
    made.write(target)
    return target.getvalue()


SCRIPT = named(S="/JavaScript", JS="app.alert(1)")
LAUNCH = named(S="/Launch", F="calc.exe")


def packed(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def word_document(main=WORD, **more):
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    return packed({TYPES: types, "word/document.xml": "<w/>"} | more)


def photograph(kind, mode="RGB", **more):
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x0112] = 6  # held on its side
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    target = io.BytesIO()
    Image.new(mode, (40, 20), 200 if mode == "L" else (200, 30, 30, 90)[: len(mode)]).save(
        target, kind, exif=exif.tobytes(), **more
    )
    return target.getvalue()


@pytest.mark.parametrize(("kind", "type_"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_photograph_loses_where_it_was_taken_and_keeps_what_it_shows(look, kind, type_):
    sent = photograph(kind)
    assert SECRET.encode() in sent

    found = look(sent)

    assert found.type == type_
    with Image.open(io.BytesIO(found.cleaned)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (20, 40), "it stands as the camera was held"
        red, green, _ = list(picture.convert("RGB").tobytes()[:3])
        assert abs(red - 200) < 6
        assert abs(green - 30) < 6
        assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop",
                                       "background", "timestamp", "duration"}  # fmt: skip
    assert SECRET.encode() not in found.cleaned
    assert b"Exif" not in found.cleaned


def test_nothing_that_a_program_wrote_beside_a_picture_is_kept(look):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", SECRET)
    target = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGBA", (3, 2), (1, 2, 3, 4)).save(target, "PNG", pnginfo=notes, icc_profile=profile)

    found = look(target.getvalue() + b"and after its end " + SECRET.encode())

    with Image.open(io.BytesIO(found.cleaned)) as picture:
        assert picture.info == {}
        assert list(picture.get_flattened_data()) == [(1, 2, 3, 4)] * 6
    assert SECRET.encode() not in found.cleaned


def test_of_a_picture_that_moves_the_first_is_kept_and_said_so(look):
    target = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue", "green")]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])

    found = look(target.getvalue())

    assert (found.type, found.pictures) == ("png", 3)
    with Image.open(io.BytesIO(found.cleaned)) as picture:
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "LA", "CMYK"])
def test_pictures_of_every_kind_of_colour_can_be_kept(look, mode):
    target = io.BytesIO()
    Image.new(mode, (5, 5)).save(target, "JPEG" if mode == "CMYK" else "PNG")

    assert look(target.getvalue()).cleaned


def test_a_pdf_tells_its_pages_and_what_is_attached(look):
    assert look(pdf()).pages == 2
    assert look(pdf(attach=b"<x/>")).attached == 1
    assert look(pdf(password="")).pages == 2, "locked against changes only"
    assert look(pdf()).cleaned is None


def test_office_files_are_told_by_their_parts(look, tmp_path):
    assert look(as_xlsx(tmp_path, lambda book: book.active.append(["a"]))).type == "xlsx"
    assert look(word_document()).type == "docx"
    slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    assert look(word_document(slides)).type == "pptx"


@pytest.mark.parametrize(
    ("content", "type_", "text"),
    [
        ("---\nlicense: mit\n---\n# Zebra\n", "text", "---\nlicense: mit\n---\n# Zebra\n"),
        ('{"a": [1]}', "json", '{"a": [1]}'),
        ('{"a": [1}', "text", '{"a": [1}'),
        ("From: a@b.example\nTo: c@d.example\nSubject: Prices\n\n£5\n", "mail", None),
        ("a,b\r\n1,Überprüfung\r\n".encode("cp1252"), "text", "a,b\r\n1,Überprüfung\r\n"),
        ("Größe 5 Å".encode("utf-16"), "text", "Größe 5 Å"),
        ("\x1b[31mred\x07 " + "and much honest text " * 20, "text", None),
        ("1 < 2 and 3 > 2", "text", None),
    ],
)  # fmt: skip
def test_text_is_told_and_comes_back_as_text(look, content, type_, text):
    found = look(content)

    assert found.type == type_
    if text is not None:
        assert found.text == text


def test_text_longer_than_is_read_is_kept_without_its_text(look):
    found = look("x" * 2_000_000)

    assert (found.type, found.text) == ("text", None)


FETCHING = (
    '<Relationships><Relationship Id="1" TargetMode="External" Target="http://evil.example/t.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    "</Relationships>"
)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Types>&b;</Types>'
REFUSED = {
    "nothing": (b"", "is empty"),
    "svg": ('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "an XML file"),
    "svg behind a comment": ("<!-- x --><svg/>", "an XML file"),
    "svg behind an xml line": ('<?xml version="1.0"?><svg/>', "an XML file"),
    "page": ("<!doctype html><p>hello", "a web page"),
    "page behind blanks": ("\n\n  <HTML><body>", "a web page"),
    "page without a head": ("<div onclick=alert(1)>x</div>", "a web page"),
    "page with a mark": ("\ufeff<script>alert(1)</script>", "a web page"),
    "page in UTF-16": ("<script>alert(1)</script>".encode("utf-16"), "a web page"),
    "saved page": ("From: <Saved by Blink>\nSnapshot-Content-Location: http://x.example\nContent-Type: multipart/related;\n\tboundary=x\n\n<html>", "a web page"),
    "script": ("#!/bin/sh\nrm -rf /\n", "a script"),
    "postscript": ("%!PS-Adobe-3.0 EPSF-3.0\n", "a PostScript file"),
    "program": (b"\x7fELF" + bytes(200), "a program"),
    "windows program": (b"MZ" + bytes(200), "a program"),
    "java": (b"\xca\xfe\xba\xbe" + bytes(range(256)) * 4, "neither text nor any document"),
    "zip": (packed({"a.exe": b"MZ"}), "a zip archive"),
    "text document of another office": (packed({"content.xml": "<x/>"}), "an OpenDocument file"),
    "macros": (word_document("application/vnd.ms-word.document.macroEnabled.main+xml"), "a program inside"),
    "macros hidden": (word_document(**{"word/vbaProject.bin": "x"}), "a program inside"),
    "object inside": (word_document(**{"word/embeddings/oleObject1.bin": "x"}), "a program inside"),
    "template from outside": (word_document(**{"word/_rels/settings.xml.rels": FETCHING}), "fetches parts"),
    "hostile xml": (packed({TYPES: ENTITIES}), "damaged"),
    "pickle": (b"\x80\x04\x95\x00.", "a pickle file"),
    "old pickle": (b"cposix\nsystem\n(S'ls'\ntR.", "a pickle file"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"),
    "locked office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "locked pdf": (pdf(password="secret"), "password"),
    "pdf with a script": (pdf(opens=SCRIPT), "would run a program"),
    "pdf with a script no page leads to": (pdf(hidden=LAUNCH), "would run a program"),
    "pdf cut off": (pdf()[:300], "a PDF, but it is damaged"),
    "pdf behind a page": (b"<html>" + pdf(), "a web page"),
    "picture cut off": (photograph("PNG")[:60], "a picture, but it is damaged"),
    "picture with nothing in it": (b"\x89PNG\r\n\x1a\n", "a picture, but it is damaged"),
    "rich text": ("{\\rtf1\\ansi hello}", "a rich-text document"),
    "too deep": ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_named_with_the_way_out(look, name):
    content, piece = REFUSED[name]
    with pytest.raises(Refused) as caught:
        look(content)

    assert piece in caught.value.sentence
    assert caught.value.what_to_do
    assert caught.value.file == "proof"


def test_an_office_file_that_unpacks_too_far_is_refused_from_its_directory(look, tmp_path):
    book = as_xlsx(tmp_path, lambda made: made.active.append(["a"]))
    blown = edited(book, "xl/worksheets/sheet1.xml", b"</sheetData>", b" " * 30_000_000)

    with pytest.raises(Refused, match="would unpack to"):
        look(blown)


def test_a_file_over_its_limit_is_refused_before_it_is_opened(look):
    with pytest.raises(Refused, match="larger than 1 MB"):
        look("x" * 1_100_000, limits=replace(DOCUMENTS, file=1024 * 1024))


SHARED_FILES = {
    "evidence/good.pdf": "pdf", "evidence/good.png": "png",
    "evidence/bomb_50000px.png": "2,500 million points",
    "evidence/html_named.pdf": "a web page", "evidence/html_no_ext": "a web page",
    "evidence/page.html": "a web page", "evidence/script.svg": "an XML file",
    "evidence/javascript_openaction.pdf": "would run a program",
    "evidence/truncated.pdf": "a PDF, but it is damaged",
    "archive/bomb_1gb.zip": "would unpack to", "archive/many_files.zip": "70,000 parts",
    "archive/encrypted_flag.zip": "password", "archive/zip_slip.zip": "unsafe name",
    "archive/truncated.zip": "damaged or incomplete", "archive/tar_slip.tar.gz": "a compressed file",
    "archive/gz_bomb.csv.gz": "a compressed file", "pickle/pickle_named_model.json": "a pickle file",
    "pickle/os_system_touch.pkl": "a pickle file", "skops/good_pipeline.skops": "a zip archive",
    "table/formula_cells.csv": "text", "table/deep.jsonl": "nested too deeply",
    "table/control.parquet": "a Parquet file", "onnx/good_30f_softmax.onnx": "neither text nor any document",
}  # fmt: skip


@needs_shared
@pytest.mark.parametrize("name", SHARED_FILES)
def test_hostile_files_made_elsewhere(jail, name):
    expected = SHARED_FILES[name]
    if expected in DOCUMENT_TYPES:
        assert read_document(jail, ATTACKS / name, name=name).type == expected
        return
    with pytest.raises(Refused) as caught:
        read_document(jail, ATTACKS / name, name=name)
    assert expected in caught.value.sentence
    assert caught.value.what_to_do


@needs_shared
def test_naughty_strings_and_odd_tables_are_text(jail):
    data = SHARED / "assets" / "data"
    for path in [data / "blns.csv", *sorted(data.glob("csv_spectrum/**/*.csv"))]:
        assert read_document(jail, path, name=path.name).type == "text"
    assert read_document(jail, data / "blns.json", name="blns.json").type == "json"


def facts(**instead):
    said = {
        "type": "text",
        "pages": None,
        "pictures": None,
        "attached": 0,
        "content": "text",
        "bytes": 2,
    }
    return (Kind.FACTS, json.dumps(said | instead).encode())


DONE = (Kind.DONE, b"{}")
LIES = [
    [DONE],
    [(Kind.CONTENT, b"ab"), DONE],
    [facts(), DONE],
    [facts(), facts(), DONE],
    [facts(), (Kind.CONTENT, b"abc"), DONE],
    [facts(), (Kind.CONTENT, b"\xff\xfe"), DONE],
    [facts(type="svg"), (Kind.CONTENT, b"ab"), DONE],
    [facts(type="pdf"), (Kind.CONTENT, b"ab"), DONE],
    [facts(type="png", content="cleaned"), (Kind.CONTENT, b"<s"), DONE],
    [facts(type="png", content="none", bytes=0), DONE],
    [facts(type="text", content="cleaned"), (Kind.CONTENT, b"ab"), DONE],
    [facts(attached=-1), (Kind.CONTENT, b"ab"), DONE],
    [facts(bytes=10**9), DONE],
    [facts(more=1), (Kind.CONTENT, b"ab"), DONE],
    [facts(), (Kind.ROWS, b"ab"), DONE],
]


@pytest.mark.parametrize("frames", LIES)
def test_a_child_that_lies_is_not_believed(tmp_path, frames):
    (tmp_path / "upload").write_bytes(b"ab")

    with pytest.raises(Refused, match="could not be read"):
        read_document(FakeJail(tmp_path / "runs", frames), tmp_path / "upload", name="proof")


def test_what_an_honest_child_says_is_taken(tmp_path):
    (tmp_path / "upload").write_bytes(b"ab")
    frames = [(Kind.READY, b"{}"), facts(), (Kind.CONTENT, b"ab"), DONE]

    found = read_document(
        FakeJail(tmp_path / "runs", frames, Ending.DONE), tmp_path / "upload", name="x"
    )

    assert (found.type, found.text, found.size) == ("text", "ab", 2)


@bounds(max_examples=25, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_taken_or_refused_in_words(jail, tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "upload"
    path.write_bytes(content)
    try:
        said = read_document(jail, path, name="proof").type
    except Refused as refusal:
        said = refusal.what_to_do or "nothing"
        assert "Error" not in refusal.sentence, refusal  # noqa: PT017
    assert said in DOCUMENT_TYPES or said.endswith(".")


def test_a_workbook_made_by_a_known_program_is_told(look):
    target = io.BytesIO()
    openpyxl.Workbook().save(target)

    assert look(target.getvalue()).about.media_type.endswith("spreadsheetml.sheet")
