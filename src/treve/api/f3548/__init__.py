"""The interfaces of ASTM F3548-21: the discovery and synchronization service (DSS) and the USS."""
