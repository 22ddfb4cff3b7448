"""overheard."""
