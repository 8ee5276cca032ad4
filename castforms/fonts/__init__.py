"""Floor 2. Finds fonts on the machine and answers how wide a character is."""
