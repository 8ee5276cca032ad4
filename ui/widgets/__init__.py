"""What a page of the window is made of: single controls that know nothing of forms."""
