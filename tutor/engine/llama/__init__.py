"""The engine over llama.cpp: the only room of `tutor` that imports `llama_cpp`."""
