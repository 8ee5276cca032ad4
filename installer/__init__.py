"""Makes the Windows installer and the portable folder, on Linux or on Windows."""
