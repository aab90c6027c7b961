"""Size against KL divergence, as an SVG picture."""

import math
from xml.sax.saxutils import escape

from quantize.measurement import Measurement, Report

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 440, 80, 60, 50, 110


def plot_report(report: Report) -> str:
    """The picture: file size across, mean KL divergence upwards on a logarithmic scale."""
    points = report.measurements
    sizes = [point.bytes / 1e9 for point in points]
    losses = [max(point.divergence.mean, 1e-7) for point in points]
    low, high = math.floor(math.log10(min(losses))), math.ceil(math.log10(max(losses)) + 1e-9)
    high = max(high, low + 1)
    widest = max(sizes) * 1.05

    def place(size: float, loss: float) -> tuple[float, float]:
        across = LEFT + size / widest * (WIDTH - LEFT - RIGHT)
        up = (math.log10(loss) - low) / (high - low)
        return across, HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)

    lines = [_axes(report)]
    lines += [_decade(power, place(0, 10.0**power)[1]) for power in range(low, high + 1)]
    lines += [_size_mark(widest * part / 4, place(widest * part / 4, 10.0**low)[0]) for part in range(5)]
    lines += [
        _point(point, *place(size, loss)) for point, size, loss in zip(points, sizes, losses, strict=True)
    ]
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    style = 'font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *lines, "</svg>"]) + "\n"


def _axes(report: Report) -> str:
    title = escape(f"Loss against {report.reference}, {report.tokens} tokens")
    return (
        f'<text x="{LEFT}" y="24" font-size="15">{title}</text>'
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">size of the file, GB</text>'
        f'<text x="18" y="{HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 18 {HEIGHT / 2})">'
        "mean KL divergence, nats</text>"
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="black"/>'
    )


def _decade(power: int, y: float) -> str:
    return (
        f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
    )


def _size_mark(size: float, x: float) -> str:
    return f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size:.2f}</text>'


def _point(point: Measurement, x: float, y: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#3465a4"/>'
        f'<text x="{x + 9:.1f}" y="{y + 4:.1f}">{escape(point.type)}</text>'
    )
