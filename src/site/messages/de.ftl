## Around every page

skip = Zum Inhalt springen
site-navigation = Website
corrections-link = Korrekturen
put-right = { $site } korrigiert Fehler offen und nachvollziehbar.
all-corrections = Alle Korrekturen
tell-us = Fehler melden
follow = Folgen:

## How a story stands

live = Live
coverage-closed = Liveblog beendet
story-down = Offline genommen
posts-count =
    { $n ->
        [one] { $n } Beitrag
       *[other] { $n } Beiträge
    }
last-change = Zuletzt geändert am
from-story = Aus dem Liveblog:

## A story's page

what-you-need = Das Wichtigste im Überblick
key-events = Wichtige Ereignisse
live-updates = Die Entwicklungen live
updates = Die Entwicklungen
newest-first = Neueste zuerst
oldest-first = Älteste zuerst
show-newest-first = Neueste zuerst anzeigen
show-oldest-first = Älteste zuerst anzeigen
to-newest = Zum neuesten Beitrag
nothing-posted = Noch gibt es keine Beiträge.
earlier-posts = Frühere Beiträge
from-to = { $from } bis { $to }
pages = Seiten
newer-posts = Neuere Beiträge
older-posts = Ältere Beiträge
page-of = Seite { $number } von { $count }, gezählt ab der ältesten

## A post

pinned = Angeheftet
key-event = Wichtiges Ereignis
updated = Aktualisiert am
byline = Von { $names }
draws-on = Grundlage:
more-at = Mehr dazu:
first-reported = Zuerst berichtete { $outlet }
link-to-post = Link zu diesem Beitrag
link-to-post-of = Link zu diesem Beitrag: { $title }
history = Änderungsverlauf
history-of = Änderungsverlauf des Beitrags: { $title }
share = Teilen
copy-link = Link kopieren
link-copied = Link kopiert.
read-among = Im Liveblog lesen
every-version-link = Alle Fassungen dieses Beitrags
post-of = Beitrag vom { $time }
without-words = Ohne Text
source-unnamed = Eine Quelle wird nicht namentlich genannt, { $reason }.
source-unnamed-described = { $description } wird nicht namentlich genannt, { $reason }.

## Pictures, films, sound

image = Bild
video = Video
audio = Audio
map = Karte
embed = Auf einer anderen Website
play-video = Video abspielen
transcript = Transkript
credit = Quelle: { $name }
taken = Aufgenommen am { $date }.
file-photo = Archivfoto vom { $date }.
file-footage = Archivaufnahmen vom { $date }.
show-embed = Inhalt von { $provider } anzeigen
embed-note = Erst mit Ihrer Zustimmung werden Daten von { $provider } geladen.
open-embed = Bei { $provider } öffnen
larger = Bild vergrößern
close = Schließen
next-picture = Nächstes Bild
previous-picture = Vorheriges Bild

## Words in doubt

unverified = Unbestätigt
disputed = Umstritten
false = Hat sich als falsch herausgestellt
withdrawn = Von der Quelle zurückgezogen
caveat = { $label }.
caveat-of = { $label }: „{ $words }“

## Corrections and what is gone

correction = Korrektur
clarification = Klarstellung
editors-note = Anmerkung der Redaktion
retraction = Rücknahme
dated-label = { $label }, { $date }:
bare-label = { $label }:
taken-down = Zur Prüfung offline genommen
retracted = Zurückgezogen
not-shown = Nicht sichtbar
put-back = Wieder online
dated-notice = { $label }, { $time }.
bare-notice = { $label }.
withheld-words = Der frühere Wortlaut wird aus rechtlichen Gründen nicht gezeigt.
see-words = Vorher und nachher vergleichen
before = Vorher:
after = Nachher:
before-part = Vorher ({ $part }):
after-part = Nachher ({ $part }):
part-headline = Überschrift
part-summary = Überblick
part-caption = Bildunterschrift
part-caveat = Vorbehalt
part-credits = Namensnennung
mark-taken-down = offline genommen
mark-retracted = zurückgezogen
mark-corrected = inzwischen korrigiert

## Links to other pages

full-story = Der ganze Artikel
related = Mehr zum Thema
earlier = Zuvor berichtet
source = Quelle

## Who did what

names-in-place = { $names } { $place }
contributed = Mitarbeit: { $names } ({ $newsroom }).
contributed-outside = Mitarbeit: { $names }.
photographs-by = Fotos: { $names }.
illustrations-by = Illustrationen: { $names }.
translated-by = Übersetzung: { $names }.
fact-checked-by = Faktencheck: { $names }.
produced-by = Produktion: { $names }.
edited-by = Redaktion: { $names }.

## The history of a post

every-version-of = Alle Fassungen des Beitrags
every-version-title = Alle Fassungen des Beitrags „{ $title }“
history-lead = Was wann geändert wurde, mit dem jeweiligen Wortlaut. Nichts verschwindet hier stillschweigend.
as-they-stood = Damaliger Wortlaut
did-first = Erstmals veröffentlicht
did-update = Aktualisiert
did-minor = Kleine Änderung
did-doubt = Angaben als unsicher gekennzeichnet
did-byline = Namensnennung ergänzt
did-layout = Platz auf der Seite geändert
did-clarification = Klargestellt
did-correction = Korrigiert
did-editors-note = Anmerkung der Redaktion ergänzt
did-pull = Zur Prüfung offline genommen
did-restore = Unverändert wieder online
did-retraction = Zurückgezogen
did-settings = Einstellungen geändert
words-down = Dieser Text wird geprüft und ist so lange offline.
words-retracted = Dieser Text wurde zurückgezogen und wird nicht mehr gezeigt.
words-withheld = Dieser Text wird aus rechtlichen Gründen nicht gezeigt.
words-erased = Der Text dieser Fassung wurde auf gerichtliche Anordnung entfernt. Seine Prüfsumme: { $digest }

## The page of all corrections

corrections-title = Korrekturen
corrections-lead = Was { $site } falsch berichtet und korrigiert hat, das Neueste zuerst.
corrections-description = Was { $site } falsch berichtet und korrigiert hat.
show-kinds = Anzeigen
all-kinds = Alle ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = Korrekturen
kind-clarification = Klarstellungen
kind-editors-note = Anmerkungen der Redaktion
kind-retraction = Rücknahmen
kind-pull = Offline genommen
nothing-to-correct = Bisher gab es nichts zu korrigieren.

## The front page, and where there is no page

coverage = Liveblogs
nothing-published = Noch ist nichts veröffentlicht.
front-description = { $site } berichtet live.
no-page = Diese Seite gibt es nicht
no-page-why = Vielleicht wurde sie verschoben, oder in der Adresse steckt ein Tippfehler. Nichts, was { $site } veröffentlicht hat, verschwindet stillschweigend.
all-coverage = Alle Liveblogs
newer-stories = Neuere Liveblogs
older-stories = Ältere Liveblogs

## Times

moment = { $date }, { $clock } Uhr { $place }
in-place = in { $place }
day = { $date }
times-of = Es gilt die Uhrzeit { $place }.
your-time = { $clock } Uhr Ihrer Zeit

## Told while the page is open, joined to a list

now-show = Anzeigen
now-go = Dorthin springen
since-you = Seit Ihrem letzten Besuch: { $news }.
new-posts =
    { $n ->
        [one] { $n } neuer Beitrag
       *[other] { $n } neue Beiträge
    }
read-corrections =
    { $n ->
        [one] { $n } Korrektur an einem Beitrag, den Sie gelesen haben
       *[other] { $n } Korrekturen an Beiträgen, die Sie gelesen haben
    }
new-corrections =
    { $n ->
        [one] { $n } Korrektur
       *[other] { $n } Korrekturen
    }
new-clarifications =
    { $n ->
        [one] { $n } Klarstellung
       *[other] { $n } Klarstellungen
    }
new-editors-notes =
    { $n ->
        [one] { $n } Anmerkung der Redaktion
       *[other] { $n } Anmerkungen der Redaktion
    }
new-updates =
    { $n ->
        [one] { $n } Aktualisierung
       *[other] { $n } Aktualisierungen
    }
new-doubts =
    { $n ->
        [one] { $n } Änderung bei unsicheren Angaben
       *[other] { $n } Änderungen bei unsicheren Angaben
    }
new-pulls =
    { $n ->
        [one] { $n } Beitrag offline genommen
       *[other] { $n } Beiträge offline genommen
    }
new-retractions =
    { $n ->
        [one] { $n } Beitrag zurückgezogen
       *[other] { $n } Beiträge zurückgezogen
    }
new-restores =
    { $n ->
        [one] { $n } Beitrag wieder online
       *[other] { $n } Beiträge wieder online
    }
story-correction = eine Korrektur am Liveblog
story-clarification = eine Klarstellung zum Liveblog
story-editors-note = eine Anmerkung der Redaktion zum Liveblog
story-update = eine Aktualisierung des Liveblogs
story-doubt = eine Änderung bei unsicheren Angaben im Liveblog
story-pull = der Liveblog wurde offline genommen
story-retraction = der Liveblog wurde zurückgezogen
story-restore = der Liveblog ist wieder online
coverage-ended = der Liveblog ist beendet
coverage-on = der Liveblog geht weiter
