"""Draws a picture anew from its points alone, so that nothing written beside them comes along.

A camera writes where and when a photograph was taken; programs write names and earlier versions.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from sandbox.runner.codes import Code, Trouble

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
READERS = (GifImageFile, JpegImageFile, PngImageFile, WebPImageFile)
MILLION = 1_000_000
POINTS_MOST = 40 * MILLION
JPEG_QUALITY = 92
TURNED = 0x0112  # how the camera was held, in what it writes beside a picture
Image.MAX_IMAGE_PIXELS = None  # the limit above is stricter, and says so in our words


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clean picture. `pictures` counts those in the file; only the first is kept."""

    type: str
    pictures: int
    content: bytes


def warm_up() -> None:
    """Draw one picture of each kind, so that every part of the library is loaded."""
    Image.preinit()
    held = Image.Exif()
    held[TURNED] = 6
    for kind in FORMATS:
        target = io.BytesIO()
        with_notes = {} if kind == "GIF" else {"exif": held.tobytes()}
        Image.new("RGB", (2, 2)).save(target, kind, **with_notes)
        draw_anew(target.getvalue())


def is_webp(content: bytes) -> bool:
    """Return whether it begins as a WebP picture does."""
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def draw_anew(content: bytes, *, edge: int | None = None) -> Drawn:
    """Return the picture as PNG, JPEG or WebP, turned the way its camera says it was held.

    `edge` is the most points that its longer side keeps; a smaller picture stays as large as it is.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about metadata, which is not kept
            return _drawn(content, edge)
    except (Trouble, MemoryError):
        raise
    except Exception as problem:  # the library fails in many ways
        raise Trouble(Code.BROKEN_FILE, found="picture") from problem


def _drawn(content: bytes, edge: int | None) -> Drawn:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if not isinstance(picture, READERS):
            raise Trouble(Code.NOT_A_DOCUMENT, found="picture")
        points = picture.width * picture.height
        if points > POINTS_MOST:
            raise Trouble(
                Code.PICTURE_TOO_LARGE,
                found_mp=-(-points // MILLION),
                limit_mp=POINTS_MOST // MILLION,
            )
        pictures = getattr(picture, "n_frames", 1)
        picture.seek(0)
        picture.load()
        shown = ImageOps.exif_transpose(picture)
        mode = _mode(shown)
        plain = shown.convert(mode)
        if edge is not None:
            plain.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        fresh = Image.frombytes(mode, plain.size, plain.tobytes())
        target = io.BytesIO()
        if isinstance(picture, JpegImageFile):
            fresh.convert("L" if mode == "L" else "RGB").save(
                target, "JPEG", quality=JPEG_QUALITY, optimize=True
            )
            kind = "jpeg"
        elif isinstance(picture, WebPImageFile):
            fresh.save(target, "WEBP", lossless=True, quality=60)
            kind = "webp"
        else:  # PNG keeps every colour of a GIF
            fresh.save(target, "PNG", optimize=False)
            kind = "png"
    return Drawn(kind, pictures, target.getvalue())


def _mode(picture: Image.Image) -> str:
    if picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info:
        return "RGBA"
    return "L" if picture.mode in {"1", "L"} else "RGB"
