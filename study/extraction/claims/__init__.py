"""Market claims: which number is said of which instrument, of which kind, and of which day."""
