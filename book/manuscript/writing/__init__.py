"""Records as files: a change made in one place of an existing file, or a new file. Touches no database."""
