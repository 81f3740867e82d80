"""Files that are whole or not there at all: written beside their place and moved into it in one step."""

import os
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path):
    """Give a path to write to; what is there at the end of the block takes the place of ``path``.

    An error inside, such as a full disk, leaves the file of before and no trace. Folders are made where they lack.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
