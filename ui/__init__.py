"""Floor 4. The window. Qt lives here and nowhere else."""
