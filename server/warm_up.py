"""Before anybody is let in, a visitor of the server's own opens every page once.

Python imports much when it is first needed. Two script threads that need the same module for the
first time at once can see it half made, and a class opens the app in the same second.
"""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image

from lesson.files.npy import read_npy
from lesson.files.pictures import read_picture
from lesson.files.samples import SAMPLES
from lesson.files.tables import read_csv
from lesson.inputs import sample_picture
from lesson.state import LANGUAGES
from server.inside.visitor import open_all_pages

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")


async def warm_up() -> list[str]:
    """Open every page in every language, and read a file of every kind.

    Returns
    -------
    pages : list of str
        The addresses that were opened.

    Raises
    ------
    TimeoutError
        If a page is not drawn within a minute. One that fails is in the log, and the server starts.
    """
    read_all_kinds()
    opened = []
    for language in LANGUAGES:
        addresses = await open_all_pages(f"lang={language}")
        opened += [f"/{address}?lang={language}" for address in addresses]
    return opened


def read_all_kinds() -> None:
    """Read one small file of every kind, and every sample."""
    for kind in FORMATS:
        file = BytesIO()
        Image.new("RGB", (3, 2), (200, 100, 0)).save(file, kind)
        read_picture(file.getvalue())
    file = BytesIO()
    np.save(file, np.zeros((2, 3)))
    read_npy(file.getvalue())
    read_csv(b"1,2\n3,4\n")
    for sample in SAMPLES:
        sample_picture(sample)
