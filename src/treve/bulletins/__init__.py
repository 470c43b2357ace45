"""Bulletins: what a period held, counted by register, with what cannot be told; pure, the same bytes each time."""
