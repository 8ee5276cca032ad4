"""Floor 2. Finds form folders and layout profiles, reads them strictly, says what is wrong with them."""
