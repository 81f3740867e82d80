"""The pictures a book takes along: uploaded images, from the folder they were stored in and nowhere else."""

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from PIL import Image, UnidentifiedImageError

#: Format → (extension, media type). All are core media types of EPUB 3.3 and known to Typst.
FORMATS = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "WEBP": ("webp", "image/webp")}
MEDIA_TYPES = dict(FORMATS.values())
#: A file larger than this is no picture that the desk stored.
LARGEST = 20 * 2**20


@dataclass(frozen=True)
class Picture:
    """One image; ``name`` is made from what it holds."""

    name: str
    content: bytes


def find(source: str) -> Picture | None:
    """Return the picture at the address ``source``; None where it is elsewhere, missing, or no picture."""
    if not source.startswith(settings.MEDIA_URL) or "\x00" in source:
        return None
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        path = (root / unquote(source.removeprefix(settings.MEDIA_URL)).lstrip("/")).resolve()
        if not path.is_relative_to(root) or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        content = path.read_bytes()
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as image:
            image.verify()
            extension, _media_type = FORMATS[image.format]
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    return Picture(f"{hashlib.sha256(content).hexdigest()[:24]}.{extension}", content)
