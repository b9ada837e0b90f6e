"""Which instrument a number is said of."""
