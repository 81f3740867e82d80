"""Sources in the admin. Imports the engine's admin, and of this app whatever it shows."""

from sources.admin import records

__all__ = ["records"]
