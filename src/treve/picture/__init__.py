"""Records and two times give what was in force, alleged and said: pure functions, no input or output."""
