"""`quantize calibrate`: an importance matrix for later use."""

from pathlib import Path

import click


@click.command("calibrate")
@click.argument("model", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The imatrix file to write.")
@click.option("--texts", type=click.Path(path_type=Path), help="Chains of thought (JSON lines).")
@click.option("--save-texts", type=click.Path(path_type=Path), help="Keep what the model thought.")
@click.option("--window", type=int, default=2048, help="Tokens read together.")
@click.option("--tokens", type=int, default=100_000, help="Tokens read in all, at most.")
@click.option("--think", "think_tokens", type=int, default=512, help="Tokens thought about each problem.")
@click.option("--threads", type=int, default=0, help="Default: all processors this process may use.")
def command(model: Path, out: Path, texts: Path | None, save_texts: Path | None, **numbers: int) -> None:
    """Compute the importance matrix of the GGUF MODEL; without --texts it makes its own."""
    from quantize.calibrate import CalibrationOptions, calibrate
    from quantize.command.display import Display
    from quantize.imatrix import write_imatrix
    from quantize.texts import read_texts, write_texts

    with Display() as progress:
        given = read_texts(texts) if texts else ()
        found = calibrate(model, given, CalibrationOptions(**numbers), progress)
    write_imatrix(found.imatrix, out)
    if save_texts:
        write_texts(found.texts, save_texts)
    click.echo(str(out))
