"""One student: their own work. Knows how it is read and checked, not how it is shown."""
