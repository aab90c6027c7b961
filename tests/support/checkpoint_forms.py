"""The forms of checkpoints that are compared with llama.cpp's converter, by name."""

from support.small_checkpoints import Form, longrope

LLAMA3_SCALING = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 8192,
}
PHI, QWEN, LLAMA = "Phi3ForCausalLM", "Qwen2ForCausalLM", "LlamaForCausalLM"

FORMS: dict[str, Form] = {
    "phi-tied": Form(PHI, tied=True),
    "phi-untied-shards": Form(PHI, shards=3, seed=1),
    "phi-f16": Form(PHI, tied=True, dtype="F16", seed=2),
    "phi-f32": Form(PHI, tied=True, dtype="F32", seed=3),
    "phi-rope-parameters": Form(
        PHI,
        tied=True,
        config={
            "rope_scaling": None,
            "rope_theta": None,
            "partial_rotary_factor": None,
            "original_max_position_embeddings": None,
            "rope_parameters": longrope(
                type=None,
                rope_type="longrope",
                rope_theta=10000.0,
                partial_rotary_factor=0.75,
                original_max_position_embeddings=4096,
            ),
        },
        seed=4,
    ),
    "phi-without-window": Form(PHI, tied=True, config={"sliding_window": None}, seed=5),
    "qwen-biases": Form(QWEN, biases=True, seed=6),
    "qwen-tied-without-biases": Form(QWEN, tied=True, config={"rope_theta": 1000000.0}, seed=7),
    "qwen-f32-shards": Form(QWEN, biases=True, dtype="F32", shards=2, seed=8),
    "qwen-yarn": Form(
        QWEN,
        biases=True,
        config={"rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}},
        seed=9,
    ),
    "llama-plain": Form(LLAMA, tied=True, seed=10),
    "llama-scaled": Form(LLAMA, config={"rope_theta": 500000.0, "rope_scaling": LLAMA3_SCALING}, seed=11),
    "llama-rope-parameters": Form(
        LLAMA,
        config={"rope_theta": None, "rope_parameters": LLAMA3_SCALING | {"rope_theta": 500000.0}},
        generation={"eos_token_id": 262, "temperature": 0.6, "top_p": 0.95, "do_sample": True},
        seed=12,
    ),
    "llama-wide-heads": Form(
        LLAMA,
        dtype="F16",
        config={"head_dim": 64, "rope_theta": 500000.0, "rope_scaling": LLAMA3_SCALING},
        seed=13,
    ),
    "llama-biases": Form(LLAMA, biases=True, config={"attention_bias": True}, dtype="F32", seed=14),
    "llama-two-turn-ends": Form(
        LLAMA, tied=True, generation={"eos_token_id": [262, 258], "_from_model_config": True}, seed=15
    ),
    "llama-without-bos": Form(
        LLAMA, tied=True, tokenizer={"add_bos_token": None, "bos_token": None}, seed=16
    ),
}
