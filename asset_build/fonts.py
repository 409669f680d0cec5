"""Unpack the font that printed pages use: the PDF renderer reads TTF, the package carries WOFF2."""

from pathlib import Path

from fontTools.ttLib import TTFont

WEIGHTS = ("Regular", "SemiBold", "Bold")


def write_ttfs(fonts: Path, target: Path) -> None:
    """Write Fira Sans as TTF files into target, unchanged but for the packing and without a build date."""
    target.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        font = TTFont(fonts / "fira-sans" / f"FiraSans-{weight}.woff2", recalcTimestamp=False)
        font.flavor = None
        font.save(target / f"FiraSans-{weight}.ttf")


def licence(ttf: Path) -> str:
    """Return the copyright and licence lines that the font itself carries."""
    names = TTFont(ttf)["name"]
    lines = [names.getDebugName(number) for number in (0, 13, 14)]
    return "\n".join(line for line in lines if line)
