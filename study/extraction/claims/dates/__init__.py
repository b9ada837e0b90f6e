"""Which day, minute or period a number holds for."""
