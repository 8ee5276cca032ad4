"""Floor 3. What a person does with a form; it alone joins the brothers of floor 2."""
