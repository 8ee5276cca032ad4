"""What makes the window seen sooner; begins before anything else, and nothing can be told from how it is without."""
