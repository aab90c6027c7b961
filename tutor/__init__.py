"""A mathematics tutor on a student's own laptop: everything a student meets."""
