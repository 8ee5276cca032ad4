"""Reads what comes back from the scanner or the phone: which page it is, its seal, and what was changed by hand."""
