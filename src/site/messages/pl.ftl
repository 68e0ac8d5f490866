## Around every page

skip = Przejdź do treści
site-navigation = Serwis
corrections-link = Sprostowania
put-right = { $site }: swoje błędy prostujemy otwarcie.
all-corrections = Wszystkie sprostowania
tell-us = Zgłoś błąd
follow = Śledź nas:

## How a story stands

live = Na żywo
coverage-closed = Relacja zakończona
story-down = Zdjęto ze strony
posts-count =
    { $n ->
        [one] { $n } wpis
        [few] { $n } wpisy
        [many] { $n } wpisów
       *[other] { $n } wpisu
    }
last-change = Ostatnia zmiana:
from-story = Z relacji:

## A story's page

what-you-need = Najważniejsze informacje
key-events = Kluczowe wydarzenia
live-updates = Wydarzenia na bieżąco
updates = Przebieg wydarzeń
newest-first = Od najnowszych
oldest-first = Od najstarszych
show-newest-first = Pokaż od najnowszych
show-oldest-first = Pokaż od najstarszych
to-newest = Przejdź do najnowszego wpisu
nothing-posted = Nie ma jeszcze żadnych wpisów.
earlier-posts = Wcześniejsze wpisy
from-to = { $from } – { $to }
pages = Strony
newer-posts = Nowsze wpisy
older-posts = Starsze wpisy
page-of = Strona { $number } z { $count }, licząc od najstarszej

## A post

pinned = Przypięty
key-event = Kluczowe wydarzenie
updated = Aktualizacja
byline = Tekst: { $names }
draws-on = Na podstawie:
more-at = Więcej:
first-reported = Jako pierwsza podała to redakcja { $outlet }
link-to-post = Link do wpisu
link-to-post-of = Link do wpisu: { $title }
history = Historia zmian
history-of = Historia zmian wpisu: { $title }
share = Udostępnij
copy-link = Skopiuj link
link-copied = Link skopiowany
read-among = Pokaż wśród innych wpisów
every-version-link = Wszystkie wersje wpisu
post-of = Wpis z godz. { $time }
without-words = Bez tekstu
source-unnamed = Nie ujawniamy tożsamości źródła, { $reason }.
source-unnamed-described = { $description } – nie ujawniamy tożsamości, { $reason }.

## Pictures, films, sound

image = Zdjęcie
video = Wideo
audio = Audio
map = Mapa
embed = W innym serwisie
play-video = Odtwórz wideo
transcript = Transkrypcja
credit = Autorstwo: { $name }
taken = Materiał z { $date }.
file-photo = Zdjęcie archiwalne z { $date }.
file-footage = Nagranie archiwalne z { $date }.
show-embed = Pokaż treść z { $provider }
embed-note = Bez twojej zgody nie wczytujemy niczego z { $provider }.
open-embed = Otwórz na { $provider }
larger = Powiększ zdjęcie
close = Zamknij
next-picture = Następne zdjęcie
previous-picture = Poprzednie zdjęcie

## Words in doubt

unverified = Niepotwierdzone
disputed = Sporne
false = To okazało się nieprawdą
withdrawn = Źródło wycofało się z tych słów
caveat = { $label }.
caveat-of = { $label }: „{ $words }”

## Corrections and what is gone

correction = Sprostowanie
clarification = Doprecyzowanie
editors-note = Od redakcji
retraction = Wycofanie
dated-label = { $label }, { $date }:
bare-label = { $label }:
taken-down = Zdjęto na czas weryfikacji
retracted = Wycofano
not-shown = Niewidoczne
put-back = Przywrócono
dated-notice = { $label }, { $time }.
bare-notice = { $label }.
withheld-words = Wcześniejszego brzmienia nie pokazujemy z przyczyn prawnych.
see-words = Jak było, jak jest
before = Było:
after = Jest:
before-part = Było ({ $part }):
after-part = Jest ({ $part }):
part-headline = tytuł
part-summary = skrót
part-caption = podpis
part-caveat = zastrzeżenie
part-credits = autorzy
mark-taken-down = zdjęty
mark-retracted = wycofany
mark-corrected = później sprostowany

## Links to other pages

full-story = Pełny tekst
related = Na ten temat
earlier = Wcześniej
source = Źródło

## Who did what

names-in-place = { $names } { $place }
contributed = Współpraca: { $names } ({ $newsroom }).
contributed-outside = Współpraca: { $names }.
photographs-by = Zdjęcia: { $names }.
illustrations-by = Ilustracje: { $names }.
translated-by = Tłumaczenie: { $names }.
fact-checked-by = Weryfikacja faktów: { $names }.
produced-by = Produkcja: { $names }.
edited-by = Redakcja: { $names }.

## The history of a post

every-version-of = Wszystkie wersje wpisu
every-version-title = Wszystkie wersje wpisu „{ $title }”
history-lead = Co i kiedy zmieniono oraz jak brzmiał tekst. Nic nie znika stąd po cichu.
as-they-stood = Tekst tej wersji
did-first = Pierwsza publikacja
did-update = Zaktualizowano
did-minor = Drobna poprawka
did-doubt = Oznaczono jako wątpliwe
did-byline = Uzupełniono autorstwo
did-layout = Zmieniono miejsce na stronie
did-clarification = Doprecyzowano
did-correction = Sprostowano
did-editors-note = Dodano notę redakcji
did-pull = Zdjęto na czas weryfikacji
did-restore = Przywrócono bez zmian
did-retraction = Wycofano
did-settings = Zmieniono ustawienia
words-down = Ten tekst zdjęto na czas weryfikacji.
words-retracted = Ten tekst wycofaliśmy i już go nie pokazujemy.
words-withheld = Tego tekstu nie pokazujemy z przyczyn prawnych.
words-erased = Tekst tej wersji usunięto na mocy decyzji sądu. Suma kontrolna: { $digest }

## The page of all corrections

corrections-title = Sprostowania
corrections-lead = { $site }: w czym się pomyliliśmy i co sprostowaliśmy. Od najnowszych.
corrections-description = { $site }: w czym się pomyliliśmy i co sprostowaliśmy.
show-kinds = Pokaż
all-kinds = Wszystkie ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = Sprostowania
kind-clarification = Doprecyzowania
kind-editors-note = Od redakcji
kind-retraction = Wycofane
kind-pull = Zdjęte na czas weryfikacji
nothing-to-correct = Na razie nie ma czego prostować.

## The front page, and where there is no page

coverage = Relacje
nothing-published = Nic jeszcze nie opublikowano.
front-description = { $site }: relacje na żywo.
no-page = Nie ma takiej strony
no-page-why = Mogła zostać przeniesiona albo w adresie jest błąd. { $site }: nic, co opublikowaliśmy, nie znika po cichu.
all-coverage = Wszystkie relacje
newer-stories = Nowsze relacje
older-stories = Starsze relacje

## Times

moment = { $clock } { $place }, { $date }
in-place = ({ $place })
day = { $date }
times-of = Godziny podajemy w jednej strefie czasowej { $place }.
your-time = { $clock } Twojego czasu

## Told while the page is open, joined to a list

now-show = Pokaż
now-go = Przejdź
since-you = Od twojej ostatniej wizyty: { $news }.
new-posts =
    { $n ->
        [one] { $n } nowy wpis
        [few] { $n } nowe wpisy
        [many] { $n } nowych wpisów
       *[other] { $n } nowego wpisu
    }
read-corrections =
    { $n ->
        [one] { $n } sprostowanie do przeczytanego wpisu
        [few] { $n } sprostowania do przeczytanych wpisów
        [many] { $n } sprostowań do przeczytanych wpisów
       *[other] { $n } sprostowania do przeczytanych wpisów
    }
new-corrections =
    { $n ->
        [one] { $n } sprostowanie
        [few] { $n } sprostowania
        [many] { $n } sprostowań
       *[other] { $n } sprostowania
    }
new-clarifications =
    { $n ->
        [one] { $n } doprecyzowanie
        [few] { $n } doprecyzowania
        [many] { $n } doprecyzowań
       *[other] { $n } doprecyzowania
    }
new-editors-notes =
    { $n ->
        [one] { $n } nota redakcji
        [few] { $n } noty redakcji
        [many] { $n } not redakcji
       *[other] { $n } noty redakcji
    }
new-updates =
    { $n ->
        [one] { $n } aktualizacja
        [few] { $n } aktualizacje
        [many] { $n } aktualizacji
       *[other] { $n } aktualizacji
    }
new-doubts =
    { $n ->
        [one] { $n } zmiana oznaczenia wątpliwych informacji
        [few] { $n } zmiany oznaczenia wątpliwych informacji
        [many] { $n } zmian oznaczenia wątpliwych informacji
       *[other] { $n } zmiany oznaczenia wątpliwych informacji
    }
new-pulls =
    { $n ->
        [one] { $n } wpis zdjęty ze strony
        [few] { $n } wpisy zdjęte ze strony
        [many] { $n } wpisów zdjętych ze strony
       *[other] { $n } wpisu zdjętego ze strony
    }
new-retractions =
    { $n ->
        [one] { $n } wpis wycofany
        [few] { $n } wpisy wycofane
        [many] { $n } wpisów wycofanych
       *[other] { $n } wpisu wycofanego
    }
new-restores =
    { $n ->
        [one] { $n } wpis przywrócony
        [few] { $n } wpisy przywrócone
        [many] { $n } wpisów przywróconych
       *[other] { $n } wpisu przywróconego
    }
story-correction = sprostowanie do relacji
story-clarification = doprecyzowanie do relacji
story-editors-note = nota redakcji do relacji
story-update = aktualizacja relacji
story-doubt = zmiana oznaczenia wątpliwych informacji w relacji
story-pull = relację zdjęto ze strony
story-retraction = relację wycofano
story-restore = relację przywrócono
coverage-ended = relacja dobiegła końca
coverage-on = relacja trwa
