## Around every page

skip = Aller au contenu
site-navigation = Le site
corrections-link = Corrections
put-right = { $site } corrige ses erreurs en toutes lettres.
all-corrections = Toutes les corrections
tell-us = Signaler une erreur
follow = Suivre :

## How a story stands

live = En direct
coverage-closed = Direct terminé
story-down = Direct retiré
posts-count =
    { $n ->
        [one] { $n } publication
        [many] { $n } de publications
       *[other] { $n } publications
    }
last-change = Dernière modification le
from-story = Dans le direct :

## A story's page

what-you-need = L’essentiel
key-events = Les faits marquants
live-updates = Le fil en direct
updates = Le fil des événements
newest-first = Les plus récentes d’abord
oldest-first = Les plus anciennes d’abord
show-newest-first = Afficher les plus récentes d’abord
show-oldest-first = Afficher les plus anciennes d’abord
to-newest = Aller à la dernière publication
nothing-posted = Aucune publication pour l’instant.
earlier-posts = Publications précédentes
from-to = Du { $from } au { $to }
pages = Pages
newer-posts = Publications plus récentes
older-posts = Publications plus anciennes
page-of = Page { $number } sur { $count }, de la plus ancienne à la plus récente

## A post

pinned = Épinglée
key-event = Fait marquant
updated = Mise à jour le
byline = Par { $names }
draws-on = S’appuie sur :
more-at = Plus de détails :
first-reported = Information révélée par { $outlet }
link-to-post = Lien vers cette publication
link-to-post-of = Lien vers cette publication : { $title }
history = Historique
history-of = Historique de la publication : { $title }
share = Partager
copy-link = Copier le lien
link-copied = Lien copié.
read-among = Lire dans le fil du direct
every-version-link = Toutes les versions de cette publication
post-of = Publication du { $time }
without-words = Sans texte
source-unnamed = Une source reste anonyme { $reason }.
source-unnamed-described = { $description } reste anonyme { $reason }.

## Pictures, films, sound

image = Image
video = Vidéo
audio = Audio
map = Carte
embed = Sur un autre site
play-video = Lire la vidéo
transcript = Transcription
credit = Crédit : { $name }
taken = Prise de vue du { $date }.
file-photo = Photo d’archives du { $date }.
file-footage = Images d’archives du { $date }.
show-embed = Afficher le contenu fourni par { $provider }
embed-note = Rien n’est chargé depuis { $provider } sans votre accord.
open-embed = Ouvrir sur { $provider }
larger = Agrandir l’image
close = Fermer
next-picture = Image suivante
previous-picture = Image précédente

## Words in doubt

unverified = Non vérifié
disputed = Contesté
false = S’est révélé faux
withdrawn = Retiré par la source
caveat = { $label }.
caveat-of = { $label } : « { $words } »

## Corrections and what is gone

correction = Correction
clarification = Précision
editors-note = Note de la rédaction
retraction = Rétractation
dated-label = { $label }, { $date } :
bare-label = { $label } :
taken-down = Contenu retiré le temps d’une vérification
retracted = Contenu rétracté
not-shown = Contenu non affiché
put-back = De nouveau en ligne
dated-notice = { $label }, { $time }.
bare-notice = { $label }.
withheld-words = Le texte antérieur n’est pas affiché pour des raisons juridiques.
see-words = Comparer avant et après
before = Avant :
after = Après :
before-part = Avant ({ $part }) :
after-part = Après ({ $part }) :
part-headline = titre
part-summary = résumé
part-caption = légende
part-caveat = réserve
part-credits = signatures
mark-taken-down = retirée
mark-retracted = rétractée
mark-corrected = corrigée depuis

## Links to other pages

full-story = L’article complet
related = Sur le même sujet
earlier = Précédemment
source = Source

## Who did what

names-in-place = { $names } { $place }
contributed = Avec la contribution de { $names } ({ $newsroom }).
contributed-outside = Avec la contribution de { $names }.
photographs-by = Photos : { $names }.
illustrations-by = Illustrations : { $names }.
translated-by = Traduction : { $names }.
fact-checked-by = Vérification : { $names }.
produced-by = Production : { $names }.
edited-by = Édition : { $names }.

## The history of a post

every-version-of = Toutes les versions de la publication
every-version-title = Toutes les versions de la publication « { $title } »
history-lead = Ce qui a changé, à quel moment, et le texte de chaque version. Ici, rien n’est retiré sans que cela soit signalé.
as-they-stood = Le texte de cette version
did-first = Première mise en ligne
did-update = Mise à jour
did-minor = Retouche mineure
did-doubt = Informations signalées comme incertaines
did-byline = Signature ajoutée
did-layout = Changement de place sur la page
did-clarification = Précision
did-correction = Correction
did-editors-note = Note de la rédaction ajoutée
did-pull = Retrait le temps d’une vérification
did-restore = Remise en ligne à l’identique
did-retraction = Rétractation
did-settings = Réglages modifiés
words-down = Ce texte est retiré le temps d’une vérification.
words-retracted = Ce texte a été rétracté et n’est plus affiché.
words-withheld = Ce texte n’est pas affiché pour des raisons juridiques.
words-erased = Le texte de cette version a été supprimé sur décision de justice. Son empreinte numérique : { $digest }

## The page of all corrections

corrections-title = Corrections
corrections-lead = { $site } rectifie ici ses erreurs, de la plus récente à la plus ancienne.
corrections-description = { $site } rectifie ici ses erreurs.
show-kinds = Afficher
all-kinds = Tout ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = Corrections
kind-clarification = Précisions
kind-editors-note = Notes de la rédaction
kind-retraction = Rétractations
kind-pull = Retraits
nothing-to-correct = Rien à corriger pour l’instant.

## The front page, and where there is no page

coverage = Nos directs
nothing-published = Rien n’a encore été publié.
front-description = L’actualité en direct avec { $site }.
no-page = Cette page n’existe pas
no-page-why = Elle a peut-être été déplacée, ou l’adresse contient une faute de frappe. { $site } ne retire jamais rien sans le signaler.
all-coverage = Tous les directs
newer-stories = Directs plus récents
older-stories = Directs plus anciens

## Times

moment = { $date } à { $clock } { $place }
in-place = ({ $place })
day = { $date }
times-of = Heure de référence { $place }.
your-time = { $clock } chez vous

## Told while the page is open, joined to a list

now-show = Afficher
now-go = Y aller
since-you = Depuis votre dernière visite : { $news }.
new-posts =
    { $n ->
        [one] { $n } nouvelle publication
        [many] { $n } de nouvelles publications
       *[other] { $n } nouvelles publications
    }
read-corrections =
    { $n ->
        [one] { $n } correction dans une publication que vous avez lue
        [many] { $n } de corrections dans des publications que vous avez lues
       *[other] { $n } corrections dans des publications que vous avez lues
    }
new-corrections =
    { $n ->
        [one] { $n } correction
        [many] { $n } de corrections
       *[other] { $n } corrections
    }
new-clarifications =
    { $n ->
        [one] { $n } précision
        [many] { $n } de précisions
       *[other] { $n } précisions
    }
new-editors-notes =
    { $n ->
        [one] { $n } note de la rédaction
        [many] { $n } de notes de la rédaction
       *[other] { $n } notes de la rédaction
    }
new-updates =
    { $n ->
        [one] { $n } mise à jour
        [many] { $n } de mises à jour
       *[other] { $n } mises à jour
    }
new-doubts =
    { $n ->
        [one] { $n } changement concernant des informations incertaines
        [many] { $n } de changements concernant des informations incertaines
       *[other] { $n } changements concernant des informations incertaines
    }
new-pulls =
    { $n ->
        [one] { $n } publication retirée
        [many] { $n } de publications retirées
       *[other] { $n } publications retirées
    }
new-retractions =
    { $n ->
        [one] { $n } publication rétractée
        [many] { $n } de publications rétractées
       *[other] { $n } publications rétractées
    }
new-restores =
    { $n ->
        [one] { $n } publication remise en ligne
        [many] { $n } de publications remises en ligne
       *[other] { $n } publications remises en ligne
    }
story-correction = une correction apportée au direct
story-clarification = une précision apportée au direct
story-editors-note = une note de la rédaction sur le direct
story-update = une mise à jour du direct
story-doubt = un changement concernant des informations incertaines du direct
story-pull = le direct a été retiré
story-retraction = le direct a fait l’objet d’une rétractation
story-restore = le direct a été remis en ligne
coverage-ended = le direct est terminé
coverage-on = le direct continue
