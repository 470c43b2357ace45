"""Tables of features as files that other programs read: bytes out, no input or output, the same bytes each time."""
