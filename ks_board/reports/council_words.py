"""The report to the council in words: two pages of parts, then annexes. The figures come from `council.py` alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ks_board.checklist.texts import ANSWERS
from ks_board.core.formatting import euros, listing, number, short_date
from ks_board.core.text import shortened
from ks_board.reports.achievements import Deed
from ks_board.reports.annex_words import accepted_part, all_gaps, all_questions, change, deeds_part, pots_part
from ks_board.reports.council import QuestionLine, Report
from ks_board.reports.deed_words import summary, with_whom
from ks_board.reports.parts import Cell, Part, Table
from ks_board.reports.trend import Trend

MOST_QUESTIONS, MOST_DEEDS, MOST_NAMES, MOST_ASKED = 8, 5, 8, 4
LONGEST = 110
"""Letters of a line on the two pages; the annexes say it in full."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the three numbers."""

    value: int
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The report as all its forms show it."""

    title: str
    subtitle: str
    edition: str
    figures: tuple[Figure, ...]
    questions: Part
    done: tuple[Part, ...]
    annexes: tuple[Part, ...]


def make_paper(report: Report) -> Paper:
    """Put a report into words."""
    days = {"first": short_date(report.period.first), "last": short_date(report.period.last)}
    annexes = (all_questions(report), all_gaps(report), accepted_part(report), deeds_part(report), pots_part(report))
    return Paper(
        title=_("Bericht an den Rat"),
        subtitle=_("%(town)s, %(first)s bis %(last)s", town=report.town, **days),
        edition=_edition(report),
        figures=(_gaps_figure(report), _volunteers_figure(report), _deeds_figure(report)),
        questions=_questions(report),
        done=(_done(report), _thanks(report), _money(report), _asked(report)),
        annexes=tuple(part for part in annexes if part),
    )


def _edition(report: Report) -> str:
    if report.sees_all:
        return _("Interne Fassung, auch mit Lücken, die nicht öffentlich sind. Namen stehen hier nur mit Zustimmung.")
    return _("Öffentliche Fassung: Sie zählt nur die öffentlichen Lücken.")


def _gaps_figure(report: Report) -> Figure:
    urgent = ngettext("%(num)s davon ist dringend", "%(num)s davon sind dringend", report.urgent)
    words = ngettext("Lücke ist offen", "Lücken sind offen", report.gaps_total)
    if report.trend is None:
        return Figure(report.gaps_total, words, f"{urgent}.")
    return Figure(
        report.gaps_total, words, f"{urgent}. {_since(report.trend.day, report.gaps_total - report.trend.total)}"
    )


def _volunteers_figure(report: Report) -> Figure:
    words = ngettext("Mensch hilft freiwillig mit", "Menschen helfen freiwillig mit", report.volunteers)
    return Figure(report.volunteers, words, _since(report.period.first, report.volunteers - report.volunteers_before))


def _since(day: date, difference: int) -> str:
    return _("Seit %(day)s: %(change)s.", day=short_date(day), change=change(difference))


def _deeds_figure(report: Report) -> Figure:
    thanks = ngettext("%(num)s-mal wurde gedankt.", "%(num)s-mal wurde gedankt.", report.thanks.times)
    words = ngettext("Vorhaben kam zu Ende", "Vorhaben kamen zu Ende", len(report.deeds))
    return Figure(len(report.deeds), words, thanks)


def _questions(report: Report) -> Part:
    """Show the questions with the most urgent gaps, and all others in one row: together they are all gaps."""
    order = sorted(report.questions, key=lambda line: (-line.gaps[3], -line.total))
    shown, rest = order[:MOST_QUESTIONS], order[MOST_QUESTIONS:]
    rows = [
        _row(f"{line.ref}: {line.text}", [line], str(ANSWERS[line.answer]) if line.answer else None) for line in shown
    ]
    if rest:
        words = ngettext("Die andere Frage", "Die anderen %(num)s Fragen", len(rest))
        rows.append(_row(words, rest, ""))
    rows.append(_row(_("Zusammen"), report.questions, ""))
    compared = _("Seit %(day)s", day=short_date(report.trend.day)) if report.trend else _("Vorher")
    head = (_("Frage der Checkliste"), _("Antwort"), _("Lücken"), compared)
    table = Table(_("Die Fragen mit den dringendsten Lücken"), head, tuple(rows))
    return Part("fragen", _("Was noch fehlt"), tuple(_closed(report.trend)), table=table)


def _closed(trend: Trend | None) -> Iterator[str]:
    if trend is None:
        yield _("Wie es vorher war, ist nicht bekannt. Das Board merkt sich ab jetzt jeden Tag.")
    elif not trend.closed:
        yield _("In dieser Zeit hat sich noch keine Lücke geschlossen.")
    else:
        many = _("In dieser Zeit haben sich %(num)s Lücken geschlossen.", num=trend.closed)
        yield many if trend.closed > 1 else _("In dieser Zeit hat sich eine Lücke geschlossen.")
    if trend and trend.is_estimated:
        yield _("Die Zahlen vom %(day)s sind aus den heutigen Daten geschätzt.", day=short_date(trend.day))


def _row(words: str, lines: Sequence[QuestionLine], answer: str | None) -> tuple[Cell, ...]:
    befores = [line.before for line in lines]
    total = sum(line.total for line in lines)
    known = [before for before in befores if before is not None]
    return words, answer, total, change(total - sum(known)) if len(known) == len(befores) else None


def _done(report: Report) -> Part:
    points = [_point(deed) for deed in _worth_telling(report)[:MOST_DEEDS]]
    sentence = summary(Counter(deed.kind for deed in report.deeds))
    return Part("getan", _("Was geschafft ist"), (sentence,), tuple(points))


def _worth_telling(report: Report) -> list[Deed]:
    """Return what the reader may read, first what has a result."""
    return sorted(report.visible_deeds, key=lambda deed: deed.result is None)


def _point(deed: Deed) -> str:
    what = f"{deed.title}: {deed.result}" if deed.result else deed.title
    who = with_whom(deed, most=2)
    return shortened(what, LONGEST) + (f" ({who})" if who else "")


def _thanks(report: Report) -> Part:
    thanks = report.thanks
    if not thanks.times:
        return Part("dank", _("Dank"), (_("In dieser Zeit ist kein Dank eingetragen."),))
    times = _("%(times)s-mal wurde gedankt.", times=number(thanks.times))
    people = ngettext("Der Dank galt einem Menschen.", "Der Dank galt %(num)s Menschen.", thanks.people)
    return Part("dank", _("Dank"), (f"{times} {people}", *_names(thanks.names, thanks.people)))


def _names(names: tuple[str, ...], people: int) -> list[str]:
    if not names:
        return []
    shown = names[:MOST_NAMES]
    others = people - len(shown)
    rest = [ngettext("ein weiterer Mensch", "%(num)s weitere Menschen", others)] if others else []
    return [_("Danke sagt die Stadt: %(names)s.", names=listing([*shown, *rest]))]


def _money(report: Report) -> Part:
    money = report.money
    pots = _("%(part)s von %(whole)s Töpfen verteilt die Stadt selbst.", part=money.local_pots, whole=len(money.pots))
    waiting = ngettext("Ein Antrag wartet auf Antwort.", "%(num)s Anträge warten auf Antwort.", money.undecided)
    if money.local_percent is None:
        return Part("geld", _("Geld"), (_("In dieser Zeit wurde kein Geld bewilligt."), f"{pots} {waiting}"))
    granted = ngettext(
        "Ein Antrag ist bewilligt: %(sum)s.",
        "%(num)s Anträge sind bewilligt: %(sum)s.",
        money.grants,
        sum=euros(money.granted_eur),
    )
    local = _(
        "Über %(sum)s davon wurde in der Stadt entschieden: %(percent)s %%.",
        sum=euros(money.local_eur),
        percent=money.local_percent,
    )
    return Part("geld", _("Geld"), (granted, local, f"{pots} {waiting}"))


def _asked(report: Report) -> Part:
    """Say what the council is asked for; the first draft decision stands here in full."""
    title = _("Worum wir den Rat bitten")
    waiting = [_("Noch ohne Entscheidung: %(what)s", what=shortened(one, LONGEST)) for one in report.waiting]
    others = [shortened(draft.title, LONGEST) for draft in report.drafts[1:]]
    points = tuple([*others, *waiting][:MOST_ASKED])
    if not report.drafts:
        return Part("beschluesse", title, () if points else (_("Diesmal bitten wir um keinen Beschluss."),), points)
    first = report.drafts[0]
    return Part("beschluesse", title, (first.title, first.decision, _("Die ganze Vorlage steht im Anhang.")), points)
