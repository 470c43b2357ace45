"""Tables of others into records: a row that cannot be read is reported, the others go in."""
