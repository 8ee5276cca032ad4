"""Floor 2. Checks an entry against its form and says what it found."""
