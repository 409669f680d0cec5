"""The notice of one task for the town's boards, and its text for the Amtsblatt."""

from dataclasses import dataclass

from flask_babel import gettext as _

from ks_board.core.text import shortened
from ks_board.reports.papers import Job, Paper, spoken
from ks_board.reports.qr import qr_svg
from ks_board.reports.sentences import ended, first_sentences, fitting, sentences

MOST_SENTENCES, LONGEST_TEXT, LONGEST_STRIP = 3, 500, 70
STRIPS = 8
SHORT_TEXT, LONG_TEXT = 400, 900


@dataclass(frozen=True, slots=True)
class GazetteText:
    """A text to copy, with the most characters it may have."""

    most: int
    text: str


def make_notice(job: Job, *, town: str) -> Paper:
    """Return the notice: one page that needs no app to be answered."""
    phone = job.contact.phone
    data = {
        "title": job.row.title,
        "town": town,
        "headline": _("Machen Sie mit!"),
        "text": first_sentences(job.row.description or "", MOST_SENTENCES, LONGEST_TEXT),
        "facts": [(_("Wann"), job.when), (_("Wo"), job.where), (_("Fragen an"), job.asked)],
        "call": _("Rufen Sie an:") if phone else _("Schreiben Sie uns:"),
        "reach": phone or job.contact.email or "",
        "qr": qr_svg(job.address),
        "qr_alt": _("QR-Code mit der Adresse %(address)s", address=job.address),
        "scan": _("Mehr dazu im Internet:"),
        "address": spoken(job.address),
        "strips": STRIPS,
        "strip": {"title": shortened(job.row.title, LONGEST_STRIP), "reach": phone or spoken(job.address)},
    }
    return Paper(f"aushang-{job.row.ref}", "notice.typ", data)


def gazette_texts(job: Job) -> tuple[GazetteText, ...]:
    """Return the short and the long text for the Amtsblatt."""
    return tuple(GazetteText(most, _gazette_text(job, most)) for most in (SHORT_TEXT, LONG_TEXT))


def _gazette_text(job: Job, most: int) -> str:
    last = (
        ended(_("Wann? %(when)s", when=job.when)),
        ended(_("Wo? %(place)s", place=job.where)),
        ended(_("Fragen beantwortet: %(who)s", who=job.asked)) if most == LONG_TEXT else "",
        ended(_("Telefon: %(phone)s", phone=job.contact.phone)) if job.contact.phone else "",
        _("Mehr dazu: %(address)s", address=spoken(job.address)),
    )
    first = ended(_("Machen Sie mit: %(title)s", title=job.row.title))
    return fitting(first, sentences(job.row.description or ""), tuple(filter(None, last)), most)
