"""Views: read, call one function, render."""
