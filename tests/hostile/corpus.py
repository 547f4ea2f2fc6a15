"""The hostile corpus: made in memory, the same every time.

Covers sections 3.1 and 3.3 of the reliability notes row by row. `ACCEPTED` and `REFUSED` are
picture files, `ARRAYS` are ``.npy`` files, `TABLES` are CSV files, `NAMES` are file names to upload
any of them under.
"""

from tests.hostile.arrays import arrays
from tests.hostile.bad_pictures import bad_pictures
from tests.hostile.baggage import baggage
from tests.hostile.clear_pictures import clear_pictures
from tests.hostile.good_pictures import good_pictures
from tests.hostile.tables import tables

ACCEPTED = [*good_pictures(), *clear_pictures(), *baggage()]
REFUSED = list(bad_pictures())
ARRAYS = list(arrays())
TABLES = list(tables())

# to be shown as text, at most 60 characters, never as Markdown, HTML or a path
NAMES = (
    "../../etc/passwd.png",
    "..\\..\\windows\\win.ini.png",
    "/etc/passwd.png",
    "n" * 5000 + ".png",
    "photo\u202egnp.exe.png",
    "photo\0.png",
    "<img src=x onerror=alert(1)>.png",
    "![x](http://example.invalid/x.png).png",
    "[click](javascript:alert(1)).png",
    "$\\frac{1}{0}$.png",
    ":material/home: :red[x].png",
    "first\nsecond\r\nthird.png",
    "猫の写真🐈‍⬛.png",
    ".png",
    " .png",
    "CON.png",
)
