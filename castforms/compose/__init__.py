"""Floor 2. Turns a form and an entry into one document of blocks."""
