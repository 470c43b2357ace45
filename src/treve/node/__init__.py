"""The composition root: the one place that builds things and lets the pure rooms meet the disk and the clock."""
