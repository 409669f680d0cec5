"""What the coordination and the administration can do on their pages."""

from flask_babel import lazy_gettext as _

FOR_STAFF = (
    (
        "task_edit.photo",
        (
            _("Hier geben Sie der Aufgabe ein Bild."),
            _("Beschreiben Sie in einem Satz, was darauf zu sehen ist."),
            _("Menschen auf dem Bild müssen einverstanden sein."),
        ),
    ),
    (
        "papers.overview papers.task",
        (
            _("Hier drucken Sie, was an die Wand, in den Briefkasten oder in die Hand soll."),
            _("Wählen Sie, was es sein soll, und öffnen Sie das PDF."),
            _("Die Texte für das Amtsblatt können Sie kopieren."),
        ),
    ),
    (
        "setup.page setup.town setup.text setup.look setup.units setup.finish",
        (
            _("Hier richten Sie Ihre Stadt ein, Schritt für Schritt."),
            _("Jeder Schritt ist gleich gespeichert, Sie können jederzeit aufhören."),
            _("Alles lässt sich später noch ändern."),
        ),
    ),
    (
        "today.page",
        (
            _("Hier steht, was heute dran ist, das Wichtigste zuerst."),
            _("Haken Sie ab, was erledigt ist, oder legen Sie es auf morgen."),
            _("Was übrig bleibt, steht morgen wieder da."),
        ),
    ),
    (
        "calls.page",
        (
            _("Hier stehen zehn Menschen, die sich über einen Anruf freuen."),
            _("Notieren Sie nach dem Gespräch einen Satz."),
            _("Dann rückt der nächste Mensch nach."),
        ),
    ),
    (
        "messages.inbox",
        (
            _("Hier lesen Sie, was Menschen geschrieben haben."),
            _("Notieren Sie, wenn Sie geantwortet haben, oder machen Sie eine Maßnahme daraus."),
            _("Ist alles getan, schließen Sie die Nachricht ab."),
        ),
    ),
    (
        "messages.plan gaps.plan gaps.act",
        (
            _("Hier planen Sie, wer bis wann was tut."),
            _("Ein Name und ein Tag genügen."),
            _("Die Maßnahme steht danach bei „Heute“."),
        ),
    ),
    (
        "gaps.gap gaps.put_off gaps.accept",
        (
            _("Hier sehen Sie eine Lücke genau: was fehlt, seit wann und was hilft."),
            _("Planen Sie eine Maßnahme, oder stellen Sie die Lücke zurück."),
            _("Wenn es so bleiben soll, schreiben Sie den Grund dazu."),
        ),
    ),
    (
        "gaps.what_if gaps.what_hangs",
        (
            _("Hier sehen Sie, was fehlen würde, wenn jemand ausfällt."),
            _("Es ändert sich nichts: Es wird nur gerechnet."),
            _("So wissen Sie, wo eine Vertretung am meisten hilft."),
        ),
    ),
    (
        "foresight.page",
        (
            _("Hier steht, was in den nächsten Monaten endet oder frei wird."),
            _("Neben jeder Zeile steht, wann Sie anfangen sollten."),
            _("So gibt es weniger Überraschungen."),
        ),
    ),
    (
        "confirmation.page",
        (
            _("Hier fragen Sie einmal im Jahr nach, ob alle Angaben noch stimmen."),
            _("Schicken Sie einen Link, oder fragen Sie am Telefon."),
            _("Die Antwort tragen Sie gleich hier ein."),
        ),
    ),
    (
        "people_pages.page",
        (
            _("Hier finden Sie alle Menschen, die eingetragen sind."),
            _("Suchen Sie einen Namen, oder tragen Sie jemanden neu ein."),
            _("Öffnen Sie einen Namen, dann sehen Sie alles über diesen Menschen."),
        ),
    ),
    (
        "people_pages.person",
        (
            _("Hier steht, was dieser Mensch macht und wie Sie ihn erreichen."),
            _("Sie können eine Zusage notieren, danken oder einen Link schicken."),
            _("Unter „Wer hat was geändert?“ können Sie jede Änderung zurücknehmen."),
        ),
    ),
    (
        "people_pages.add people_pages.edit people_pages.merge_double",
        (
            _("Hier tragen Sie ein, was Sie über einen Menschen wissen müssen."),
            _("Schreiben Sie nur auf, was Sie wirklich brauchen."),
            _("Steht jemand zweimal da, legen Sie die Einträge zusammen."),
        ),
    ),
    (
        "people_pages.promise",
        (
            _("Hier notieren Sie ein Ja, das Sie am Telefon bekommen haben."),
            _("Prüfen Sie, ob der Platz noch frei ist."),
            _("Danach weiß auch die Aufgabe davon."),
        ),
    ),
    (
        "people_pages.give_thanks",
        (
            _("Hier halten Sie fest, wie Sie jemandem gedankt haben."),
            _("Wählen Sie die Art und schreiben Sie einen Satz."),
            _("So wird niemand vergessen."),
        ),
    ),
    (
        "people_pages.leave people_pages.handover",
        (
            _("Hier bereiten Sie vor, dass jemand geht."),
            _("Sie sehen, was übergeben werden muss und an wen."),
            _("Das Übergabeblatt können Sie drucken."),
        ),
    ),
    (
        "people.accounts people.account people.invite_form",
        (
            _("Hier steht, wer sich anmelden kann und was er oder sie darf."),
            _("Laden Sie jemanden ein, oder ändern Sie die Rechte."),
            _("Wer nicht mehr dabei ist, wird hier gesperrt."),
        ),
    ),
    (
        "tandems.page tandems.add tandems.edit tandems.agree tandems.end tandems.write_wish",
        (
            _("Hier bringen Sie zwei Menschen zusammen, die sich eine Aufgabe teilen."),
            _("Halten Sie fest, was vereinbart ist und was gewünscht wird."),
            _("Nach sechs Wochen fragen Sie beide, wie es läuft."),
        ),
    ),
    (
        "tandems.add_sponsorship tandems.end_sponsorship",
        (
            _("Hier verbinden Sie ein Tandem mit einer Patin oder einem Paten."),
            _("Schreiben Sie auf, was angeboten ist: Zeit, Wissen, Dinge, Gelegenheit oder Geld."),
            _("Endet die Patenschaft, notieren Sie den letzten Tag."),
        ),
    ),
    (
        "task_edit.choose task_edit.add task_edit.edit",
        (
            _("Hier schreiben Sie auf, was zu tun ist, wann und wo."),
            _("Beginnen Sie mit einer ähnlichen Aufgabe, das geht schneller."),
            _("Sichtbar wird sie erst, wenn Sie sie veröffentlichen."),
        ),
    ),
    (
        "task_edit.publish",
        (
            _("Hier prüfen Sie die Aufgabe ein letztes Mal."),
            _("Was noch fehlt, steht als Hinweis dabei."),
            _("Danach sehen alle die Aufgabe auf dem Board."),
        ),
    ),
    (
        "task_edit.people",
        (
            _("Hier sehen Sie, wer bei der Aufgabe dabei ist und wer wartet."),
            _("Bestätigen Sie eine Zusage, oder sagen Sie freundlich ab."),
            _("Ein Ja vom Telefon tragen Sie ebenfalls hier ein."),
        ),
    ),
    (
        "task_edit.finish task_edit.stop",
        (
            _("Hier beenden Sie eine Aufgabe."),
            _("Schreiben Sie in einem Satz, was daraus geworden ist."),
            _("Auch ein Ende ohne Erfolg ist ein Ergebnis."),
        ),
    ),
    (
        "organigram_edit.add_unit organigram_edit.edit_unit organigram_edit.close_unit "
        "organigram_edit.add_post organigram_edit.add_responsibility "
        "organigram_edit.edit_seat organigram_edit.close_seat",
        (
            _("Hier ändern Sie den Aufbau der Stadt: Einheiten, Stellen und Zuständigkeiten."),
            _("Nennen Sie den Tag, ab dem es gilt."),
            _("Was früher war, bleibt erhalten."),
        ),
    ),
    (
        "organigram_edit.appoint organigram_edit.edit_appointment organigram_edit.end_appointment",
        (
            _("Hier tragen Sie ein, wer eine Stelle oder Zuständigkeit hat."),
            _("Nennen Sie den ersten Tag und, wenn Sie ihn kennen, den letzten."),
            _("Unter „Wer hat was geändert?“ können Sie das zurücknehmen."),
        ),
    ),
    (
        "scenarios.overview scenarios.page scenarios.add scenarios.add_step scenarios.edit scenarios.share",
        (
            _("Hier probieren Sie aus, wie die Stadt anders aufgebaut sein könnte."),
            _("Nichts davon gilt, solange der Entwurf nicht in Kraft ist."),
            _("Sie sehen sofort, welche Lücken sich schließen oder neu entstehen."),
        ),
    ),
    (
        "scenarios.put_into_force",
        (
            _("Hier wird aus dem Entwurf die Wirklichkeit, heute oder ab einem Tag."),
            _("Sehen Sie sich vorher jeden Schritt an."),
            _("Unter „Änderungen“ können Sie alles gemeinsam zurücknehmen."),
        ),
    ),
    (
        "round_table.page round_table.end",
        (
            _("Hier gehen Sie die Fragen gemeinsam durch, eine nach der anderen."),
            _("Halten Sie zu jeder Frage die Antwort fest und, wer bis wann was tut."),
            _("Am Ende haben Sie ein Blatt zum Drucken."),
        ),
    ),
    (
        "record.page record.action",
        (
            _("Hier sehen Sie, wer wann was geändert hat."),
            _("Öffnen Sie eine Zeile, dann stehen alt und neu nebeneinander."),
            _("Ein Versehen nehmen Sie mit einem Knopf zurück."),
        ),
    ),
    (
        "records.overview records.rows records.row records.add records.end",
        (
            _("Hier stehen alle Daten der Stadt, Tabelle für Tabelle."),
            _("Sie können Zeilen suchen, ändern und neu anlegen."),
            _("Für den Alltag sind die anderen Seiten bequemer."),
        ),
    ),
    (
        "packs.page",
        (
            _("Hier ist das Paket: Fragen, Felder und Texte, die für jede Stadt passen."),
            _("Laden Sie es herunter, ändern Sie es, und prüfen Sie es hier."),
            _("Übernommen wird nur, was Sie vorher gesehen haben."),
        ),
    ),
    (
        "api_keys.page",
        (
            _("Hier geben Sie anderen Programmen einen Schlüssel zu den Daten."),
            _("Jeder Schlüssel hat einen Zweck und ein Ende."),
            _("Was Sie nicht mehr brauchen, sperren Sie."),
        ),
    ),
)
"""Endpoints, and their three sentences."""
