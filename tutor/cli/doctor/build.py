"""The build of llama.cpp: whether it runs on this processor, and what it was compiled for."""

from collections.abc import Sequence

from tutor.cli.doctor.finding import Finding, Status
from tutor.engine.build import Build
from tutor.engine.processor import KNOWN_FEATURES, Processor

# what makes generation or prompts markedly slower when a build does not use it
_WORTHWHILE = frozenset(
    {"AVX", "AVX2", "FMA", "F16C", "AVX512", "AVX512_VNNI", "NEON", "DOTPROD", "MATMUL_INT8"}
)


def check_build(build: Build, processor: Processor, needed_version: str, rebuild: str) -> list[Finding]:
    """Whether llama.cpp runs, is the version this program is written for, and suits the processor."""
    if build.fault:
        return [Finding("llama.cpp", Status.FAULT, build.fault, rebuild)]
    if needed_version and build.version != needed_version:
        detail = (
            f"version {build.version}; this program is written for {needed_version}, structures may differ"
        )
        return [Finding("llama.cpp", Status.FAULT, detail, rebuild), *_compare(build, processor, rebuild)]
    return [
        Finding("llama.cpp", Status.OK, f"version {build.version} runs"),
        *_compare(build, processor, rebuild),
    ]


def compiled_features(system_info: str) -> frozenset[str]:
    """The processor features in llama.cpp's line: `CPU : AVX2 = 1 | FMA = 1 | … | CUDA : ARCHS = 860 |`."""
    found, backend = set(), ""
    for part in system_info.split("|"):
        left, colon, right = part.partition(":")
        backend, item = (left.strip(), right) if colon else (backend, left)
        name, _, value = (word.strip() for word in item.partition("="))
        if backend in ("CPU", "") and value == "1":
            found.add(name)
    return frozenset(found)


def _compare(build: Build, processor: Processor, rebuild: str) -> Sequence[Finding]:
    name = "processor features"
    compiled = compiled_features(build.system_info) & KNOWN_FEATURES
    if processor.features is None:
        listed = ", ".join(sorted(compiled)) or "none"
        return [Finding(name, Status.OK, f"compiled in: {listed}; what the processor has is unknown here")]
    foreign = sorted(compiled - processor.features)
    if foreign:
        detail = f"the build uses {', '.join(foreign)}, which this processor lacks: it will crash"
        return [Finding(name, Status.FAULT, detail, rebuild)]
    unused = sorted((processor.features - compiled) & _WORTHWHILE)
    if unused:
        detail = (
            f"the build does not use {', '.join(unused)}, which this processor has: it is slower than need be"
        )
        return [Finding(name, Status.WARNING, detail, rebuild)]
    return [Finding(name, Status.OK, f"the build uses all that matters: {', '.join(sorted(compiled))}")]
