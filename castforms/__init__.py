"""Castforms: official forms of notices, filled once, returned twice (PDF and Word), line for line the same."""
