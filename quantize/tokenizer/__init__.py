"""A checkpoint's tokenizer as GGUF metadata: tokens, types, merges, special ids, chat template."""
