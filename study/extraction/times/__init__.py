"""Time expressions: what they say, what they hang on, and their values."""
