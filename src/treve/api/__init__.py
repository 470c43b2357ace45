"""The api room: HTTP for machines."""
