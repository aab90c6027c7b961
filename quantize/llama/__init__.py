"""The one room of this package that knows llama.cpp."""
