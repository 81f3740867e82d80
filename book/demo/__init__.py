"""The demo book: our own writing, brought in by the same importer as any manuscript and played through the real acts."""
