"""Findings are derived from a picture and show their working: pure functions, one page each in docs/findings/."""
