"""The words all of `tutor` shares: values and errors. Imports nothing of the house."""
