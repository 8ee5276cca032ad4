"""Floor 2. One module per file format; a writer decides nothing about breaks."""
