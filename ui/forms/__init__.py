"""Editors of answers by the type of field, and the form they stand in."""
