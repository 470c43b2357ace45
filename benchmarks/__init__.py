"""Benchmarks: our own figures beside those of the peers, in one run, on the same data, with equal answers."""
