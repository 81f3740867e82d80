"""Bytes to text, without guessing twice: UTF-8, UTF-16 with its mark, GB18030 where the whole file reads as Chinese."""

from __future__ import annotations

import codecs


class Undecodable(ValueError):
    """The bytes are no text. ``byte`` stands at ``offset`` on ``line`` and is not ``encoding``; -1 for a NUL character."""

    def __init__(self, *, byte: int, offset: int, line: int, encoding: str):
        super().__init__(f"byte 0x{byte & 0xFF:02X} at offset {offset} is not {encoding}")
        self.byte, self.offset, self.line, self.encoding = byte, offset, line, encoding


def decode(raw: bytes) -> tuple[str, str]:
    """Return the text and its encoding (``utf-8``, ``utf-16``, ``gb18030``); line breaks as they are."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(raw, "utf-16"), "utf-16"
    try:
        text, encoding = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if not reads_as_chinese(raw):
            _strict(raw, "utf-8")
        text, encoding = raw.decode("gb18030"), "gb18030"
    if "\0" in text:
        offset = text.index("\0")
        raise Undecodable(byte=-1, offset=offset, line=text.count("\n", 0, offset) + 1, encoding=encoding.upper())
    return text, encoding


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = raw[error.start] if error.start < len(raw) else 0
        raise Undecodable(byte=byte, offset=error.start, line=line, encoding=encoding.upper()) from error


def reads_as_chinese(raw: bytes) -> bool:
    """GB18030 accepts nearly any bytes: ask for a valid file of common Han characters.

    A UTF-8 file with a broken byte must not pass, so most of its multi-byte characters must
    be invalid as UTF-8.
    """
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    if "\0" in text:
        return False
    beyond = [character for character in text if character > "\x7f"]
    common = sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" for c in beyond)
    as_utf8 = raw.decode("utf-8", errors="replace")
    broken = as_utf8.count("\ufffd")
    valid = sum(c > "\x7f" and c != "\ufffd" for c in as_utf8)
    return bool(beyond) and common >= 0.85 * len(beyond) and broken > valid
