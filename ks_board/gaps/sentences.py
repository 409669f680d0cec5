"""What the numbers of the evidence mean, in plain words; %(part)s of %(whole)s."""

from flask_babel import lazy_gettext as _l

SENTENCES = {
    "S1": _l("%(part)s von %(whole)s gültigen Beschlüssen zum Mitmachen sind aus dieser Wahlperiode."),
    "S2": _l("%(part)s von %(whole)s Stellen sind besetzt."),
    "S3a": _l("Bei %(part)s von %(whole)s hauptberuflichen Stellen sind Stunden, Können und Befugnisse eingetragen."),
    "S3b": _l("Bei %(part)s von %(whole)s Aufgaben ist geklärt, wie die Freiwilligen versichert sind."),
    "S4": _l("%(part)s von %(whole)s Zuständigkeiten haben eine Leitung und eine Vertretung."),
    "S5": _l("Bei %(part)s von %(whole)s regelmäßigen Aufgaben steht fest, wann sie stattfinden."),
    "S6": _l("Um %(part)s von %(whole)s Ankern kümmert sich jemand."),
    "S7": _l("Für %(part)s von %(whole)s nutzbaren Orten gibt es eine Nutzungsregel."),
    "S8": _l("%(part)s von %(whole)s Patenschaften begleiten ein laufendes Tandem."),
    "S9": _l("Bei %(part)s von %(whole)s fertigen Aufgaben ist ein Dank eingetragen."),
    "S10": _l("%(part)s von %(whole)s Nachrichten haben eine Antwort bekommen."),
    "S11": _l("%(part)s von %(whole)s regelmäßigen Aufgaben werden von zwei oder mehr Freiwilligen getragen."),
    "K1": _l("%(part)s von %(whole)s Vereinen und Initiativen haben sich im letzten Jahr gemeldet."),
    "K2": _l("%(part)s von %(whole)s laufenden Tandems haben eine Absprache."),
    "K3": _l("%(part)s von %(whole)s Aufgaben sind auf mehreren Wegen bekannt."),
    "K4": _l("Bei %(part)s von %(whole)s Runden zum Austausch steht der nächste Termin fest."),
    "K5": _l("%(part)s von %(whole)s Initiativen haben einen Ort."),
    "K6": _l("Bei %(part)s von %(whole)s fertigen Aufgaben ist ein Ergebnis notiert."),
    "U1": _l("Bei %(part)s von %(whole)s regelmäßigen Aufgaben mit Geld aus Töpfen ist ein Topf ohne Ende dabei."),
    "U2": _l("Bei %(part)s von %(whole)s hauptberuflichen Stellen hat die Förderung kein Ende."),
    "U3": _l("Über %(part)s von %(whole)s benutzten Töpfen wird in der Stadt entschieden."),
    "U4": _l("Über %(part)s von %(whole)s Anträgen ist entschieden."),
}
