"""QR codes that a phone reads from paper."""

from io import BytesIO


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG, with the quiet border that readers need."""
    import segno  # noqa: PLC0415 - only papers need it.

    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="svg", border=4, xmldecl=False)
    return file.getvalue().decode()
