"""A result on the disk: its terms, its samples one by one, parts merged, pairs for training."""
