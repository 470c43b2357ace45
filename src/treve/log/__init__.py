"""One append-only log of signed entries a node, in the formats of C2SP, with SQLite as its store."""
