"""Events: the words that tell of them, what is asserted, when, and which mentions are one happening."""
