"""Plans: what is chosen for which machine, what is refused, and what is said of it."""

from dataclasses import replace

import pytest

from tutor.engine.machine import Device, DeviceKind, Machine
from tutor.engine.needs import ModelNeeds
from tutor.engine.plan import Plan, Wishes, make_plan
from tutor.engine.processor import Processor
from tutor.vocabulary.errors import EngineError

GB = 1_000_000_000

PHI4 = ModelNeeds(
    name="Phi-4-mini-reasoning",
    layers=32,
    layer_bytes=2_000_000_000,
    other_bytes=490_000_000,
    kv_values=32 * 8 * 256,
    context_length=131_072,
    vocab_size=200_064,
    embedding_length=3072,
    feed_forward_length=8192,
    long_above=4096,
)
QWEN = replace(PHI4, name="Qwen", kv_values=28 * 2 * 256, layers=28, long_above=None)


def machine(available_gb: float = 16, **changes: object) -> Machine:
    laptop = Machine(
        system="Linux 6.1",
        architecture="x86_64",
        processor=Processor("A laptop", frozenset({"AVX2"}), physical_cores=4, logical_cores=8),
        quota_cores=None,
        memory_bytes=32 * GB,
        available_bytes=int(available_gb * GB),
    )
    return replace(laptop, **changes)


def gpu(free_gb: float, kind: DeviceKind = DeviceKind.GPU, name: str = "CUDA0") -> Device:
    return Device(name, "a GPU", kind, int(free_gb * GB), int(free_gb * GB))


def plan(available_gb: float = 16, *devices: Device, model: ModelNeeds = PHI4, **wishes: object) -> Plan:
    return make_plan(model, machine(available_gb), devices, Wishes(**wishes))


def said(found: Plan) -> str:
    return "\n".join(found.reasons)


class TestContext:
    def test_an_ample_machine_gets_the_default_in_f16(self) -> None:
        found = plan(16)
        assert (found.context, found.kv_type, found.flash_attention) == (16_384, "f16", "auto")
        assert found.estimate.total_bytes < found.available_bytes == 16 * GB

    @pytest.mark.parametrize(
        ("available_gb", "context", "kv_type"),
        [
            (5.3, 16_384, "f16"),
            (4.7, 12_288, "f16"),
            (4.2, 8_192, "f16"),
            (3.7, 8_192, "q8_0"),
            (3.4, 5_120, "q8_0"),
        ],
    )
    def test_less_memory_shortens_the_context_then_quantizes_keys_and_values(
        self, available_gb: float, context: int, kv_type: str
    ) -> None:
        found = plan(available_gb)
        assert (found.context, found.kv_type) == (context, kv_type)
        assert found.estimate.host_bytes <= found.available_bytes

    def test_a_reduced_context_says_what_the_full_one_would_need(self) -> None:
        assert "16,384 would need 5.2 GB, 4.2 GB are free" in said(plan(4.2))

    def test_quantized_values_require_flash_attention(self) -> None:
        assert plan(3.7).flash_attention == "on"

    def test_a_wished_context_is_kept(self) -> None:
        found = plan(32, context=32_768)
        assert found.context == 32_768
        assert "as asked" in said(found)

    def test_a_wished_context_is_rounded_up_as_llama_cpp_does(self) -> None:
        assert plan(context=6_000).context == 6_144

    def test_a_wished_context_rather_takes_q8_0_than_fails(self) -> None:
        found = plan(4.2, context=16_384)
        assert (found.context, found.kv_type) == (16_384, "q8_0")

    def test_a_wished_context_that_cant_fit_is_refused_with_one_that_does(self) -> None:
        with pytest.raises(EngineError) as refusal:
            plan(4.2, context=32_768)
        assert "32,768" in refusal.value.message
        assert "4.2 GB are free" in refusal.value.message
        assert refusal.value.hint == "This fits: --context 8192 --kv-type f16"

    def test_the_advice_of_a_refusal_works(self) -> None:
        assert plan(4.2, context=8192, kv_type="f16").context == 8192

    def test_no_context_exceeds_what_the_model_knows(self) -> None:
        small = replace(QWEN, context_length=8192)
        assert plan(model=small).context == 8192
        asked = plan(model=small, context=50_000)
        assert asked.context == 8192
        assert "the model knows no more (50,000 asked)" in said(asked)

    def test_a_tiny_model_gets_its_whole_context(self) -> None:
        assert plan(model=replace(QWEN, context_length=512)).context == 512

    def test_a_model_that_cant_fit_is_refused_with_the_numbers(self) -> None:
        with pytest.raises(EngineError) as refusal:
            plan(2.2)
        assert refusal.value.message == (
            "Phi-4-mini-reasoning with a context of 5,120 tokens (q8_0) needs 3.4 GB, 2.2 GB are free."
        )
        assert "smaller type" in refusal.value.hint


class TestRopeFactors:
    @pytest.mark.parametrize("context", [None, 512, 4096, 5120, 16_384])
    def test_a_longrope_model_never_runs_on_its_short_factors(self, context: int | None) -> None:
        found = plan(context=context)
        assert found.context > 4096
        assert found.rope_factors == "long"

    def test_a_raised_context_is_said(self) -> None:
        assert "the least this model may have (2,048 asked)" in said(plan(context=2048))

    def test_memory_never_drives_a_longrope_model_below(self) -> None:
        assert plan(3.4).context > 4096

    def test_other_models_may_run_on_little_context(self) -> None:
        found = plan(model=QWEN, context=1024)
        assert (found.context, found.rope_factors) == (1024, "none")


class TestKvType:
    def test_a_wished_type_is_kept(self) -> None:
        found = plan(kv_type="q8_0")
        assert (found.kv_type, found.context) == ("q8_0", 16_384)

    def test_wishing_f16_forgoes_q8_0(self) -> None:
        assert plan(3.9, kv_type="f16").context < 8192

    def test_heads_that_dont_divide_into_blocks_stay_f16(self) -> None:
        found = plan(model=replace(QWEN, kv_quantizable=False), kv_type="q8_0")
        assert found.kv_type == "f16"
        assert "can't be cut into blocks" in said(found)


class TestGpu:
    def test_without_a_gpu_everything_is_on_the_processor(self) -> None:
        cpu = Device("CPU", "a CPU", DeviceKind.CPU, 16 * GB, 16 * GB)
        found = plan(16, cpu)
        assert found.gpu_layers == 0
        assert "lists no GPU" in said(found)

    def test_a_large_gpu_takes_all_layers_and_the_output(self) -> None:
        found = plan(16, gpu(8))
        assert found.gpu_layers == 33
        assert found.estimate.device_bytes > 4 * GB
        assert found.estimate.host_bytes < GB

    def test_a_gpu_spares_a_machine_with_little_memory(self) -> None:
        assert plan(2, gpu(8)).gpu_layers == 33

    def test_a_model_wholly_on_the_gpu_goes_before_a_longer_context(self) -> None:
        found = plan(16, gpu(4.7))
        assert found.gpu_layers == 33
        assert 8192 <= found.context < 16_384 or found.kv_type == "q8_0"

    def test_a_small_gpu_takes_the_layers_that_fit(self) -> None:
        found = plan(16, gpu(2.5))
        assert 0 < found.gpu_layers < 32
        assert found.estimate.device_bytes <= 2.5 * GB

    def test_wished_layers_are_kept(self) -> None:
        assert plan(16, gpu(8), gpu_layers=0).gpu_layers == 0
        assert plan(16, gpu(8), gpu_layers=5).gpu_layers == 5
        assert plan(16, gpu(8), gpu_layers=99).gpu_layers == 33

    def test_two_gpus_are_filled_together(self) -> None:
        assert plan(16, gpu(3.5), gpu(3.5, name="CUDA1")).gpu_layers == 33

    @pytest.mark.parametrize(
        "device", [gpu(12, DeviceKind.INTEGRATED_GPU, "Vulkan0"), gpu(12, DeviceKind.GPU, "MTL0")]
    )
    def test_a_gpu_without_memory_of_its_own_saves_none(self, device: Device) -> None:
        found = plan(16, device)
        assert found.gpu_layers == 33
        assert found.estimate.device_bytes == 0
        with pytest.raises(EngineError):
            plan(2, device)

    def test_an_integrated_gpu_is_left_alone_beside_a_real_one(self) -> None:
        found = plan(16, gpu(12, DeviceKind.INTEGRATED_GPU, "Vulkan1"), gpu(8))
        assert "on CUDA0" in said(found)


class TestThreads:
    def test_one_for_each_physical_core_never_hyperthreads(self) -> None:
        found = plan()
        assert (found.threads, found.threads_batch) == (4, 4)

    def test_slow_cores_read_prompts_but_dont_generate(self) -> None:
        hybrid = Processor("hybrid", None, physical_cores=10, logical_cores=12, performance_cores=2)
        found = make_plan(PHI4, machine(processor=hybrid))
        assert (found.threads, found.threads_batch) == (2, 10)

    @pytest.mark.parametrize(("quota", "threads"), [(1.5, 1), (0.5, 1), (3.0, 3), (64.0, 4)])
    def test_a_container_grants_no_more_than_its_quota(self, quota: float, threads: int) -> None:
        assert make_plan(PHI4, machine(quota_cores=quota)).threads == threads

    def test_wished_threads_are_kept_up_to_what_can_run_at_once(self) -> None:
        assert plan(threads=2).threads == 2
        assert plan(threads=8).threads == 8
        many = plan(threads=64)
        assert (many.threads, many.threads_batch) == (8, 8)
        assert "64 asked" in said(many)


def test_branches_default_and_wish() -> None:
    assert plan().branches == 8
    assert plan(branches=3).branches == 3


def test_a_micro_batch_never_exceeds_the_context() -> None:
    found = plan(model=QWEN, context=256)
    assert found.ubatch == found.batch == 256


def test_the_estimate_is_that_of_the_chosen_layout() -> None:
    found = plan(3.7)
    assert found.estimate.kv_bytes == 8192 * 32 * 8 * 256 * 34 // 32
    assert found.estimate.weights_bytes == PHI4.weights_bytes
