"""What fills the window: the list of forms and drafts, the form being filled, the questions it asks."""
