"""Floor 2. Breaks lines, places boxes on pages; every break of both files is decided here."""
