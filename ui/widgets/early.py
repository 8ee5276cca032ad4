"""Properties by number, for what is made before the first paint.

`Qt` is one namespace of a hundred enumerations, which PySide6 makes all at once when the first of them is asked for;
that takes a fifth of the start of an empty program.  A test holds the numbers against the names.
"""

UPRIGHT = ("orientation", 2)
NO_FOCUS = ("focusPolicy", 0)
CLICK_FOCUS = ("focusPolicy", 2)
STRONG_FOCUS = ("focusPolicy", 11)
NO_FRAME = ("frameShape", 0)
NEVER_ACROSS = ("horizontalScrollBarPolicy", 1)
NEVER_DOWN = ("verticalScrollBarPolicy", 1)
DOWN_AS_NEEDED = ("verticalScrollBarPolicy", 0)
ALWAYS_DOWN = ("verticalScrollBarPolicy", 2)
TOP_RIGHT = ("alignment", 0x22)
