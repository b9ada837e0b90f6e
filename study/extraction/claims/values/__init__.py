"""Which number is a claim, of which kind and size."""
