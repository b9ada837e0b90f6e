"""What the sentences of a report hold for market claims: names, numbers, times, and where clauses begin."""
