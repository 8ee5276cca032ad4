"""Floor 2. Reads what others wrote: drafts and notices, pasted or opened, however dirty."""
