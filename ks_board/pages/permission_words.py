"""Who may do what, in words for the help page; a test holds that no role and no permission lacks one."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from ks_board.permissions import GRANTED, Permission, Role, permissions_of

ROLES = {
    Role.PUBLIC: _("alle"),
    Role.LINK: _("mit persönlichem Link"),
    Role.VOLUNTEER: _("Freiwillige"),
    Role.SPONSOR: _("Patinnen und Paten"),
    Role.COORDINATOR: _("Koordination"),
    Role.ADMIN: _("Verwaltung des Boards"),
}
PERMISSIONS = {
    Permission.ACCOUNT_INVITE: _("Menschen zu einem Konto einladen"),
    Permission.ACCOUNT_MANAGE: _("Rechte geben und nehmen, Konten sperren"),
    Permission.ACCOUNT_SIGN_IN: _("sich an- und abmelden"),
    Permission.API_READ: _("Daten als Programm lesen"),
    Permission.ASSIGNMENT_CLAIM: _("bei einer Aufgabe mitmachen"),
    Permission.ASSIGNMENT_MANAGE: _("Zusagen bestätigen, absagen und für andere notieren"),
    Permission.CALENDAR_READ: _("einem Kalender über seine eigene Adresse folgen"),
    Permission.CALL_LOG: _("die zehn Anrufe der Woche sehen und notieren"),
    Permission.CHECKLIST_ANSWER: _("Fragen am Runden Tisch beantworten"),
    Permission.CHECKLIST_READ: _("Fragen und Antworten lesen"),
    Permission.FORESIGHT_READ: _("sehen, was bald endet und was an wem hängt"),
    Permission.GAP_ACT: _("etwas gegen eine Lücke tun"),
    Permission.GAP_READ: _("öffentliche Lücken lesen"),
    Permission.GAP_READ_ALL: _("alle Lücken lesen"),
    Permission.HEALTH_READ: _("fragen, ob der Server läuft"),
    Permission.MESSAGE_READ: _("Nachrichten lesen und beantworten"),
    Permission.MESSAGE_SEND: _("eine Nachricht schreiben"),
    Permission.MY_PAGE: _("die eigene Seite sehen und ändern"),
    Permission.ORGANIGRAM_EDIT: _("das Organigramm ändern"),
    Permission.ORGANIGRAM_READ: _("das Organigramm lesen"),
    Permission.PACK_MANAGE: _("Checkliste, Regeln und Texte mitnehmen und einspielen"),
    Permission.PAPER_PRINT: _("Aushänge, Bögen und Briefe drucken"),
    Permission.PERSON_MANAGE: _("Menschen finden, eintragen und zusammenführen"),
    Permission.PERSON_READ_NAMES: _("Namen lesen, die nicht öffentlich sind"),
    Permission.RECORD_READ: _("sehen, wer was geändert hat, und es rückgängig machen"),
    Permission.REPORT_READ: _("den Bericht an den Rat lesen"),
    Permission.RESPONSIBILITY_CONFIRM: _("Zuständigkeiten über einen Link bestätigen"),
    Permission.SCENARIO_EDIT: _("Entwürfe des Organigramms machen und in Kraft setzen"),
    Permission.SCENARIO_READ: _("einen geteilten Entwurf ansehen"),
    Permission.SETUP_USE: _("eine neue Stadt einrichten"),
    Permission.SITE_READ: _("Start, Hilfe und Impressum lesen"),
    Permission.SPONSORSHIP_USE: _("die eigenen Patenschaften sehen und begleiten"),
    Permission.TANDEM_MANAGE: _("Tandems bilden und begleiten"),
    Permission.TASK_MANAGE: _("Aufgaben anlegen, veröffentlichen und beenden"),
    Permission.TASK_READ: _("Aufgaben lesen"),
    Permission.TODAY_READ: _("die Seite „Heute“ sehen"),
    Permission.TOWN_EDIT: _("alle anderen Daten der Stadt ändern"),
}


@dataclass(frozen=True, slots=True)
class Right:
    """One line of the table: what may be done, and which roles may."""

    words: str
    granted: tuple[bool, ...]


def list_rights() -> list[Right]:
    """Return every permission with whom it is granted to, in the order of the roles."""
    return [
        Right(str(PERMISSIONS[permission]), tuple(permission in permissions_of(frozenset({role})) for role in GRANTED))
        for permission in Permission
    ]
