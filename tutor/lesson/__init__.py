"""One student: hints, their own work, practice and what they remember; not how any of it is shown."""
