"""The geometric and temporal core: pure, no input or output. WGS 84, metres, seconds, UTC."""
