"""A Hugging Face checkpoint on disk: its configuration, its tensors, where it comes from."""
