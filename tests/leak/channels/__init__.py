"""How a table of small counts gets into a file: one writer a channel, in the lettered kinds of the audit."""

from channels.drawn import DRAWN, SHOWN
from channels.everyday import EVERYDAY
from channels.hidden import DROPPED, ENCODED, HIDDEN, NOT_HTML, UNREADABLE
from channels.labelled import LABELLED, TOLD
from channels.laid_out import LAID_OUT
from channels.spelled import SPELLED
from channels.worked_out import COMPUTED, DERIVED
from channels.writing import Made

__all__ = ["KINDS", "Made"]

KINDS: dict[str, dict[str, Made]] = {
    "A: dropped": DROPPED,
    "A: encoded": ENCODED,
    "A: XML": NOT_HTML,
    "A: not to be read": UNREADABLE,
    "B": EVERYDAY,
    "C": DRAWN,
    "D": DERIVED,
    "F": LABELLED,
    "A, hidden": HIDDEN,
    "B, laid out": LAID_OUT,
    "B, spelled": SPELLED,
    "C, shown": SHOWN,
    "D, computed": COMPUTED,
    "F, told": TOLD,
}
