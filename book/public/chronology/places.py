"""The words by which a page says where its marks stand, and the style sheet that knows all of them.

The security policy of the site forbids style attributes, and should go on doing so. A position is therefore written as
classes out of a fixed vocabulary: ``a12 b3`` is 12.3 % from the left, ``y7`` a height of seven steps of 14 pixels, and
``w9`` nine half percents of room for a label. Compared with a style sheet or a hash of
its own for every view, the page needs no second request and no header of its own (so that ready bytes and plain file
servers serve it as it is), and the words are shorter than a style attribute: 2,300 bytes compressed, once, for good.
"""

from book.public.chronology.lanes import STEP, WIDEST
from book.public.chronology.layout import UNIT

#: Steps of height that the style sheet knows: 12 lanes of 4 rows, 8 of 6, and room for long names.
STEPS = 160
#: What mark and padding take of a label's box, in thousandths of the narrowest chart: 9 pixels.
_MARK = 2 * STEP


def left(position) -> str:
    """Return the classes for a position in thousandths, kept on the chart."""
    tens, ones = divmod(min(max(position, 0), 1000), 10)
    return f"a{tens} b{ones}" if ones else f"a{tens}"


def steps(number) -> str:
    """Return the class for a height in steps, that of a row from the top or of a lane."""
    return f"y{min(number, STEPS)}"


def room(width) -> str:
    """Return the class for the room of a label, in thousandths: the box holds the mark as well."""
    return f"w{min(width + _MARK, WIDEST + _MARK) // STEP}"


def stylesheet() -> str:
    """Return ``static/css/places.css``, which is kept in the repository and compared with this by a test."""
    rules = [f"/* Written by {__name__}: the positions of the timeline as words. */"]
    rules += [f".a{number}{{--a:{number}%}}" for number in range(1, 101)]
    rules += [f".b{number}{{--b:.{number}%}}" for number in range(1, 10)]
    rules += [f".y{number}{{--y:{number * UNIT}px}}" for number in range(1, STEPS + 1)]
    rules += [f".w{number}{{--w:{number * STEP / 10:g}%}}" for number in range(1, (WIDEST + _MARK) // STEP + 1)]
    return "\n".join(rules) + "\n"
