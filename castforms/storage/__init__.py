"""Floor 2. Entry files, folders of the user, and writing that is old or new, never half."""
