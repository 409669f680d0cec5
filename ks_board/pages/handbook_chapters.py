"""The text of the coordinator's handbook."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing a coordinator does."""

    key: str
    title: object
    page: object
    """What the page is called."""
    endpoint: str
    """Where one begins; an endpoint without parts to fill in."""
    pictured: str
    """The address of the demo town that the picture shows."""
    sentences: tuple[object, ...]


CHAPTERS = (
    Chapter(
        "day",
        _("Der Tag"),
        _("Heute"),
        "today.page",
        "/heute",
        (
            _("Beginnen Sie jeden Tag mit der Seite „Heute“."),
            _("Oben steht das Wichtigste: Nachrichten, Zusagen und Fristen."),
            _("Was erledigt ist, haken Sie ab."),
            _("Was warten kann, legen Sie auf morgen."),
            _("Bei „Zehn Anrufe“ stehen Menschen, mit denen lange niemand gesprochen hat."),
            _("Mehr als eine Viertelstunde am Tag soll das nicht brauchen."),
        ),
    ),
    Chapter(
        "publish",
        _("Eine Aufgabe veröffentlichen"),
        _("Neue Aufgabe"),
        "task_edit.choose",
        "/aufgaben/neu/formular?wie=T01",
        (
            _("Öffnen Sie „Aufgaben“ und dann „Neue Aufgabe anlegen“."),
            _("Wählen Sie eine ähnliche Aufgabe, dann ist das meiste schon ausgefüllt."),
            _("Schreiben Sie auf, was zu tun ist, wann und wo."),
            _("Nennen Sie immer einen Menschen, den man anrufen kann."),
            _("Speichern Sie: Es ist noch ein Entwurf, den nur Sie sehen."),
            _("Auf der Seite „Veröffentlichen“ steht, was noch fehlt."),
            _("Danach sehen alle die Aufgabe."),
        ),
    ),
    Chapter(
        "phone",
        _("Ein Ja am Telefon notieren"),
        _("Menschen"),
        "people_pages.page",
        "/menschen/P084",
        (
            _("Jemand ruft an und möchte mitmachen."),
            _("Suchen Sie den Namen unter „Menschen“."),
            _("Steht der Name noch nicht da, tragen Sie ihn mit der Telefonnummer ein."),
            _("Beim Menschen stehen passende Aufgaben: Wählen Sie „Zusage notieren“."),
            _("Das Board prüft, ob der Platz frei ist und ob die Zeiten passen."),
            _("Wer möchte, bekommt einen eigenen Link per E-Mail oder auf Papier."),
        ),
    ),
    Chapter(
        "tandem",
        _("Tandem und Patenschaft"),
        _("Tandems"),
        "tandems.page",
        "/tandems/D01",
        (
            _("Ein Tandem sind zwei Menschen, die eine Aufgabe zusammen tragen oder lernen."),
            _("Fragen Sie beide, bevor Sie das Tandem anlegen."),
            _("Halten Sie fest, was vereinbart ist: Ziel, Zeit und Probezeit."),
            _("Nach sechs Wochen erinnert Sie das Board an ein Gespräch."),
            _("Eine Patin oder ein Pate steht dem Tandem bei, etwa mit Wissen oder einem Raum."),
            _("Schreiben Sie jeden Wunsch kurz auf, dann sieht ihn die Patin oder der Pate."),
        ),
    ),
    Chapter(
        "gaps",
        _("Lücken und Maßnahmen"),
        _("Lücken"),
        "gaps.page",
        "/luecken",
        (
            _("Eine Lücke zeigt, was fehlt, zum Beispiel eine Vertretung."),
            _("Niemand trägt Lücken ein: Das Board findet sie in den Daten."),
            _("Öffnen Sie eine Lücke, dann sehen Sie, was helfen kann."),
            _("Planen Sie eine Maßnahme: wer, was und bis wann."),
            _("Sie können eine Lücke zurückstellen oder annehmen, mit einem Satz als Grund."),
            _("Ist die Ursache behoben, verschwindet die Lücke von selbst."),
        ),
    ),
    Chapter(
        "table",
        _("Der Runde Tisch"),
        _("Runder Tisch"),
        "round_table.page",
        "/runder-tisch?frage=S4",
        (
            _("Am Runden Tisch gehen Sie gemeinsam durch die Checkliste."),
            _("Zeigen Sie die Seite auf einer Leinwand."),
            _("Zu jeder Frage sehen alle, was die Daten sagen."),
            _("Einigen Sie sich auf eine Antwort: ja, teilweise oder nein."),
            _("Vereinbaren Sie höchstens eine Maßnahme je Frage, mit Name und Tag."),
            _("Am Ende drucken Sie ein Blatt mit allem, was vereinbart ist."),
        ),
    ),
    Chapter(
        "report",
        _("Der Bericht an den Rat"),
        _("Bericht"),
        "reports.page",
        "/bericht",
        (
            _("Der Bericht entsteht von selbst aus den Daten."),
            _("Wählen Sie nur den Zeitraum."),
            _("Er hat zwei Seiten: drei Zahlen, was gelungen ist und was fehlt."),
            _("Zu jeder wichtigen Lücke gibt es einen Entwurf für einen Beschluss."),
            _("Speichern Sie den Bericht als PDF, oder nehmen Sie die Tabelle."),
            _("Namen stehen nur darin, wenn der Mensch zugestimmt hat."),
        ),
    ),
    Chapter(
        "organigram",
        _("Das Organigramm ändern"),
        _("Organigramm"),
        "organigram.page",
        "/einheiten/U12",
        (
            _("Öffnen Sie die Einheit, die sich ändert."),
            _("Unter „Ändern“ finden Sie zum Beispiel „Neue Stelle“ und „Neue Zuständigkeit“."),
            _("Nennen Sie immer den Tag, ab dem es gilt."),
            _("Nichts geht verloren: Was früher war, sehen Sie mit dem Feld „Tag“."),
            _("Übernimmt jemand eine Stelle, öffnen Sie die Stelle und wählen „Jemanden eintragen“."),
            _("Haben Sie sich vertan, nehmen Sie die Änderung unter „Wer hat was geändert?“ zurück."),
        ),
    ),
    Chapter(
        "drafts",
        _("Entwürfe"),
        _("Entwürfe"),
        "scenarios.overview",
        "/entwuerfe",
        (
            _("In einem Entwurf probieren Sie aus, wie es anders wäre."),
            _("Zum Beispiel: Zwei Ämter werden eins."),
            _("Fügen Sie Schritt für Schritt hinzu, was sich ändern soll."),
            _("Daneben sehen Sie, welche Lücken sich schließen und welche entstehen."),
            _("Sie können den Entwurf mit einem Link zeigen, ohne dass er gilt."),
            _("Hat der Rat zugestimmt, setzen Sie ihn mit einem Tag in Kraft."),
        ),
    ),
    Chapter(
        "print",
        _("Drucken"),
        _("Drucken"),
        "papers.overview",
        "/drucken",
        (
            _("Viele lesen lieber Papier."),
            _("Auf der Seite „Drucken“ liegt alles bereit: Aushänge, Listen und Briefe."),
            _("Der Aushang einer Aufgabe hat eine große Telefonnummer zum Abreißen."),
            _("Das Übergabeblatt finden Sie beim Menschen, die Fassung für den Rat beim Bericht."),
            _("Auch jede andere Seite können Sie mit dem Browser drucken."),
            _("Listen mit Namen schließen Sie bitte weg."),
        ),
    ),
    Chapter(
        "calendar",
        _("Der Kalender"),
        _("Meine Seite"),
        "calendars.page",
        "/meine/kalender",
        (
            _("Termine können im eigenen Kalender stehen, auf dem Telefon oder am Rechner."),
            _("Öffnen Sie „Meine Seite“ und dann „Kalender einrichten“."),
            _("Das Board macht eine Adresse, die nur Ihnen gehört."),
            _("Fügen Sie die Adresse in Ihrem Kalender als Abo hinzu."),
            _("Ändert sich ein Termin, ändert er sich auch dort."),
            _("Ist das Telefon weg, sperren Sie die Adresse."),
        ),
    ),
    Chapter(
        "backup",
        _("Daten sichern"),
        _("Alle Daten"),
        "records.overview",
        "/daten",
        (
            _("Die Daten gehören der Stadt."),
            _("Wer den Server betreut, sichert sie jede Nacht in einer Datei."),
            _("Fragen Sie einmal im Jahr, ob das Zurückholen geübt wurde."),
            _("Auf Wunsch bekommen Sie von dort alles als Tabellen."),
            _("Löschen Sie niemanden von Hand: Auf der Seite des Menschen gibt es „Ist nicht mehr da“."),
            _("Namen verschwinden dann, die Zahlen bleiben."),
        ),
    ),
)
