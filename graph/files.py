"""Files written whole or not at all. Layer: foundation."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file so that it is there whole, or as it was before: text is written as UTF-8; its permissions stay.

    It is made beside the file and put in its place. What is no file, such as a pipe or ``/dev/null``, is written to.

    Raises:
        OSError: the disk is full, or the folder cannot be written; an existing file is untouched.
    """
    data = content.encode() if isinstance(content, str) else content
    place = path.resolve()  # a link stays a link
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(data)
        else:
            _replace(place, data)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # not the name of what was made beside it
        raise


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".stancegraph.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
