"""Uploaded images: recognised by content, re-encoded, stored under the hash of what they became.

Whatever else a file held (scripts behind a GIF header, EXIF with a place, a wrong extension) does not survive being
drawn again. SVG is a document with scripts, not a picture, and is refused.
"""

import hashlib
import io
import warnings

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 10 * 2**20
#: More pixels than this are refused before they are unpacked.
MOST_PIXELS = 40_000_000
#: The longer side after storing, in pixels.
LONGEST_SIDE = 2400
#: Format of the content → extension and options of what is stored.
FORMATS = {
    "PNG": ("png", {"optimize": True}),
    "JPEG": ("jpg", {"quality": 88, "progressive": True}),
    "WEBP": ("webp", {"quality": 88}),
    "GIF": ("png", {"optimize": True}),  # the first frame: a book does not move
}
_WRITTEN_AS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


class NotAnImage(ValueError):
    """The content is no image of an accepted format; the message is a sentence for a person."""


def store(content: bytes) -> str:
    """Store an image and return its address. The same picture is stored once."""
    encoded, extension = reencoded(content)
    name = f"{settings.MARKDOWNX_MEDIA_PATH}{hashlib.sha256(encoded).hexdigest()[:32]}.{extension}"
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(encoded))
    return default_storage.url(name)


def reencoded(content: bytes) -> tuple[bytes, str]:
    """Return ``(bytes, extension)`` of the image drawn anew; raises NotAnImage."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(FORMATS)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotAnImage(_("This image has too many pixels."))
                extension, options = FORMATS[opened.format]
                picture = ImageOps.exif_transpose(opened)
                picture.load()
    except NotAnImage:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombWarning,
            Image.DecompressionBombError) as error:  # fmt: skip
        raise NotAnImage(_("This is not a PNG, JPEG, WebP or GIF image that can be read.")) from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = picture.convert(_mode(picture, extension))
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, _WRITTEN_AS[extension], **options)
    return written.getvalue(), extension


def _mode(picture, extension):
    transparent = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return "RGBA" if transparent and extension != "jpg" else "RGB"
