"""What the parts of a notice begin and end with."""

import re

HEADING_NUMBER = r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])"
"""Number of a section: 一、"""
POINT_NUMBER = r"(?P<number>[0-9０-９]{1,3})[ \t]*[.．、](?:(?=20\d\d年)|[ \t]*(?=[^\s0-9０-９….．、·]))"
"""Number of a point: 1. 1． 1、 with something to say after it, unlike 1.5 or a blank form's 1.…"""
SENTENCE_END = "。；！？）)〕】]"
"""Marks after which a new point may begin on the same line."""
SPACED = re.compile(r"(?<![!-~])[ \t]+|[ \t]+(?![!-~])")
"""Blanks that are not between two Latin words."""
