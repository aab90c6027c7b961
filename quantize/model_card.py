"""The model card of a published quantization: where it comes from, what was measured, how to run it."""

from collections.abc import Sequence
from pathlib import Path

from models.gguf_header import GgufHeader, read_header
from quantize.measurement import Measurement, Report
from quantize.provenance import CALIBRATION, SOURCE, SOURCE_SHA256, VERSION

_COLUMNS = (
    "type",
    "size",
    "bits/weight",
    "KL mean",
    "KL median",
    "KL 99 %",
    "KL max",
    "same top",
    "perplexity ratio",
    "tokens/s",
)


def write_card(files: Sequence[Path], report: Report | None, licence: str = "") -> str:
    """The card as Markdown, for the given GGUF files."""
    header = read_header(files[0])
    return "\n".join([*_front(header, licence), *_origin(header, files), *_table(report), ""])


def table_row(entry: Measurement) -> tuple[str, ...]:
    """One measurement as the cells of a table."""
    loss = entry.divergence
    return (
        entry.type,
        f"{entry.bytes / 1e9:.2f} GB",
        f"{entry.bits_per_weight:.2f}",
        f"{loss.mean:.5f} ± {loss.error:.5f}",
        f"{loss.median:.5f}",
        f"{loss.p99:.4f}",
        f"{loss.maximum:.3f}",
        f"{100 * entry.same_top:.2f} %",
        f"{entry.perplexity_ratio:.4f} ± {entry.perplexity_ratio_error:.4f}",
        f"{entry.decode_tokens_per_second:.1f}",
    )


def columns() -> tuple[str, ...]:
    """The headings of `table_row`."""
    return _COLUMNS


def _front(header: GgufHeader, licence: str) -> list[str]:
    source = str(header.metadata.get(SOURCE, ""))
    lines = ["---", "library_name: gguf", "pipeline_tag: text-generation"]
    chosen = licence or str(header.metadata.get("general.license", ""))
    if chosen:
        lines.append(f"license: {chosen}")
    if "/" in source:
        lines.append(f"base_model: {source}")
    return [*lines, "---", ""]


def _origin(header: GgufHeader, files: Sequence[Path]) -> list[str]:
    metadata = header.metadata
    calibrated = f"importance matrix {metadata[CALIBRATION]}" if CALIBRATION in metadata else "none"
    return [
        f"# {header.name or files[0].stem}, quantized",
        "",
        f"- Source: {metadata.get(SOURCE, 'not recorded')}",
        f"- Its SHA-256 (configuration, tokenizer, tensors): {metadata.get(SOURCE_SHA256, 'not recorded')}",
        f"- Made by `tutor quantize` {metadata.get(VERSION, '')}",
        f"- Calibration: {calibrated}",
        "- Files: " + ", ".join(f"`{path.name}`" for path in files),
        "",
    ]


def _table(report: Report | None) -> list[str]:
    if report is None:
        return ["The loss of these files has not been measured."]
    rows = [table_row(entry) for entry in report.measurements]
    lines = [_COLUMNS, tuple("---" for _ in _COLUMNS), *rows]
    return [
        f"Measured against {report.reference} on {report.tokens} tokens of held-out chains of thought, "
        f"in a context of {report.context} tokens (rope factors: {report.rope_factors}); divergence in nats.",
        "",
        *("| " + " | ".join(line) + " |" for line in lines),
    ]
