"""Treve: the open coordination node for ceasefires."""

__version__ = "0.1.0"
