"""What one can do on the pages that everybody may open, and on one's own."""

from flask_babel import lazy_gettext as _

FOR_ALL = (
    (
        "pages.start",
        (
            _("Hier sehen Sie, welche Aufgaben gerade jemanden suchen."),
            _("Sie können suchen, wer in der Stadt wofür da ist."),
            _("Unten steht, wen Sie anrufen oder besuchen können."),
        ),
    ),
    (
        "tasks.board",
        (
            _("Hier finden Sie alle Aufgaben, bei denen Sie mitmachen können."),
            _("Mit den Filtern sehen Sie nur, was zu Ihnen passt."),
            _("Öffnen Sie eine Aufgabe, dann steht dort alles Weitere."),
        ),
    ),
    (
        "tasks.task",
        (
            _("Hier lesen Sie, was zu tun ist, wann und wo."),
            _("Sie können gleich Ja sagen oder erst anrufen und fragen."),
            _("Ein Konto brauchen Sie dafür nicht."),
        ),
    ),
    (
        "tasks.claim_form tasks.claim_noted",
        (
            _("Hier sagen Sie Ja zu einer Aufgabe."),
            _("Ihr Name und eine Telefonnummer oder E-Mail-Adresse genügen."),
            _("Danach meldet sich die Koordination bei Ihnen."),
        ),
    ),
    (
        "offers.page offers.offer",
        (
            _("Hier steht, wofür die Stadt noch Menschen oder Dinge sucht."),
            _("Wenn etwas zu Ihnen passt, sagen Sie, dass Sie es sich vorstellen können."),
            _("Das verpflichtet Sie zu nichts: Die Koordination spricht erst mit Ihnen."),
        ),
    ),
    (
        "organigram.page",
        (
            _("Hier sehen Sie, wie die Stadt aufgebaut ist: als Bild und als Liste."),
            _("Suchen Sie ein Wort, oder öffnen Sie einen Kasten."),
            _("Mit „Tag“ sehen Sie, wie es früher war oder später sein wird."),
        ),
    ),
    (
        "organigram.unit",
        (
            _("Hier steht, wer zu dieser Einheit gehört und wofür sie da ist."),
            _("Sie finden Telefon, Ort und Öffnungszeiten."),
            _("Darunter stehen ihre Stellen, Zuständigkeiten und Aufgaben."),
        ),
    ),
    (
        "organigram.post organigram.responsibility",
        (
            _("Hier steht, ob jemand da ist: als Leitung und als Vertretung."),
            _("Sie sehen, was damit zusammenhängt und was noch fehlt."),
            _("Fragen Sie die Koordination, wenn Sie mehr wissen möchten."),
        ),
    ),
    (
        "pages.places pages.place",
        (
            _("Hier finden Sie Orte in der Stadt, mit Adresse und Öffnungszeiten."),
            _("Es steht dabei, ob es Stufen gibt."),
            _("Manche Orte können Sie selbst nutzen: Fragen Sie die Koordination."),
        ),
    ),
    (
        "checklist.page checklist.question",
        (
            _("Hier stehen Fragen an die Stadt und ihre Antworten: ja, teilweise oder nein."),
            _("Daneben steht, was die Daten dazu sagen."),
            _("Öffnen Sie eine Frage, dann sehen Sie Lücken und Maßnahmen dazu."),
        ),
    ),
    (
        "gaps.page",
        (
            _("Hier steht, was in der Stadt fehlt, das Dringende zuerst."),
            _("Sie können nach Frage, Feld oder Einheit aussuchen."),
            _("Bei jeder Lücke steht, was als Nächstes hilft."),
        ),
    ),
    (
        "gaps.trend",
        (
            _("Hier sehen Sie, ob es mehr oder weniger Lücken werden."),
            _("Jedes Bild hat eine Tabelle mit denselben Zahlen."),
            _("Sie können den Zeitraum wählen und eine Frage genauer ansehen."),
        ),
    ),
    (
        "reports.page reports.draft_decision",
        (
            _("Hier steht in kurzer Form, was der Rat wissen sollte."),
            _("Sie können alles drucken oder als Datei speichern."),
            _("Zu wichtigen Lücken gibt es einen Entwurf für einen Beschluss."),
        ),
    ),
    (
        "messages.write messages.sent",
        (
            _("Hier können Sie der Stadt schreiben: eine Sorge, Idee, Frage, ein Angebot oder Lob."),
            _("Ihren Namen müssen Sie nicht nennen."),
            _("Wenn Sie Telefon oder E-Mail angeben, bekommen Sie eine Antwort."),
        ),
    ),
    (
        "pages.imprint pages.privacy",
        (
            _("Hier steht, wer diese Seiten macht und was mit Ihren Daten geschieht."),
            _("Sie können fragen, was über Sie gespeichert ist."),
            _("Unten steht, an wen Sie sich wenden."),
        ),
    ),
    (
        "pages.accessibility",
        (
            _("Hier steht, wie gut alle diese Seiten benutzen können."),
            _("Wenn Sie auf ein Hindernis stoßen, schreiben Sie uns das."),
            _("Wir melden uns und beheben es."),
        ),
    ),
    (
        "pages.help pages.handbook",
        (
            _("Hier lesen Sie, wie diese Seiten funktionieren."),
            _("Sie finden auch die Wörter, die hier immer wieder vorkommen."),
            _("Wenn etwas offen bleibt, rufen Sie die Koordination an."),
        ),
    ),
    (
        "pages.easy_what pages.easy_join pages.easy_ask",
        (
            _("Hier ist alles in Leichter Sprache erklärt."),
            _("Es gibt drei Seiten: was das ist, wie Sie helfen und wen Sie fragen."),
            _("Unten kommen Sie von einer Seite zur anderen."),
        ),
    ),
    (
        "people.sign_in people.key_form people.key_sent people.link",
        (
            _("Hier melden Sie sich an, wenn Sie ein Konto oder einen Link haben."),
            _("Ohne Passwort geht es auch: Sie bekommen einen Link per E-Mail."),
            _("Zum Mitmachen brauchen Sie kein Konto."),
        ),
    ),
    (
        "confirmation.by_link confirmation.by_phone",
        (
            _("Hier steht, was über ein Amt oder eine Zuständigkeit eingetragen ist."),
            _("Stimmt alles, genügt ein Knopf."),
            _("Stimmt etwas nicht, schreiben Sie, was sich geändert hat."),
        ),
    ),
    (
        "my_page.page my_page.yes my_page.without_net",
        (
            _("Hier sehen Sie, wo Sie mitmachen und wann Sie dran sind."),
            _("Wenn Sie nicht können, suchen Sie hier eine Vertretung."),
            _("Sie bestimmen auch, was andere von Ihnen sehen."),
        ),
    ),
    (
        "my_page.stop_form",
        (
            _("Hier hören Sie mit einer Aufgabe auf, oder Sie machen eine Pause."),
            _("Einen Grund müssen Sie nicht nennen."),
            _("Die Koordination erfährt es und sucht jemand anderen."),
        ),
    ),
    (
        "calendars.page",
        (
            _("Hier bekommen Sie Ihre Termine in Ihren eigenen Kalender."),
            _("Die Adresse gehört nur Ihnen: Geben Sie sie nicht weiter."),
            _("Sie können sie jederzeit sperren."),
        ),
    ),
    (
        "people.email_form",
        (
            _("Hier ändern Sie die E-Mail-Adresse, mit der Sie sich anmelden."),
            _("Die neue Adresse gilt erst, wenn Sie die Mail dorthin bestätigt haben."),
            _("Bis dahin bleibt die alte."),
        ),
    ),
    (
        "sponsorships.page",
        (
            _("Hier sehen Sie Ihre Patenschaften und was gerade gewünscht wird."),
            _("Sie können einen Wunsch übernehmen, einen Anruf notieren oder Danke sagen."),
            _("Ein paar Minuten im Monat genügen."),
        ),
    ),
    (
        "tandems.tandem tandems.agreement",
        (
            _("Hier steht, wer im Tandem was lernt und was vereinbart ist."),
            _("Sie sehen die nächsten Termine und die offenen Wünsche."),
            _("Wenn es hakt, rufen Sie die Koordination an."),
        ),
    ),
    (
        "scenarios.by_link",
        (
            _("Hier sehen Sie einen Entwurf: So könnte die Stadt später aufgebaut sein."),
            _("Nichts davon gilt schon."),
            _("Sagen Sie der Person, die Ihnen den Link gab, was Sie davon halten."),
        ),
    ),
)
"""Endpoints, and their three sentences."""
