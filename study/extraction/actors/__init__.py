"""People, bodies and states: by their names, their offices, and by what stands for them."""
