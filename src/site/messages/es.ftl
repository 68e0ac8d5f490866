## Around every page

skip = Ir al contenido
site-navigation = El sitio
corrections-link = Correcciones
put-right = { $site } corrige sus errores a la vista de todos.
all-corrections = Todas las correcciones
tell-us = Avisar de un error
follow = Seguir:

## How a story stands

live = En directo
coverage-closed = Cobertura finalizada
story-down = Cobertura retirada
posts-count =
    { $n ->
        [one] { $n } entrada
        [many] { $n } de entradas
       *[other] { $n } entradas
    }
last-change = Última modificación:
from-story = De la cobertura:

## A story's page

what-you-need = Lo que hay que saber
key-events = Momentos clave
live-updates = Última hora, minuto a minuto
updates = Minuto a minuto
newest-first = Las más recientes primero
oldest-first = Las más antiguas primero
show-newest-first = Ver primero las más recientes
show-oldest-first = Ver primero las más antiguas
to-newest = Ir a la última entrada
nothing-posted = Todavía no hay entradas.
earlier-posts = Entradas anteriores
from-to = Del { $from }, al { $to }
pages = Páginas
newer-posts = Entradas más recientes
older-posts = Entradas más antiguas
page-of = Página { $number } de { $count }, a partir de la más antigua

## A post

pinned = Fijada
key-event = Momento clave
updated = Actualizada el
byline = Por { $names }
draws-on = Se basa en:
more-at = Más detalles:
first-reported = Información adelantada por { $outlet }
link-to-post = Enlace a esta entrada
link-to-post-of = Enlace a esta entrada: { $title }
history = Historial
history-of = Historial de la entrada: { $title }
share = Compartir
copy-link = Copiar el enlace
link-copied = Enlace copiado.
read-among = Leer en la cobertura
every-version-link = Todas las versiones de esta entrada
post-of = Entrada del { $time }
without-words = Sin texto
source-unnamed = Una fuente permanece en el anonimato { $reason }.
source-unnamed-described = { $description } permanece en el anonimato { $reason }.

## Pictures, films, sound

image = Imagen
video = Vídeo
audio = Audio
map = Mapa
embed = En otro sitio web
play-video = Reproducir el vídeo
transcript = Transcripción
credit = Crédito: { $name }
taken = Imagen del { $date }.
file-photo = Foto de archivo del { $date }.
file-footage = Imágenes de archivo del { $date }.
show-embed = Mostrar el contenido de { $provider }
embed-note = No se carga nada de { $provider } sin su permiso.
open-embed = Abrir en { $provider }
larger = Ampliar la imagen
close = Cerrar
next-picture = Imagen siguiente
previous-picture = Imagen anterior

## Words in doubt

unverified = Sin verificar
disputed = En disputa
false = Resultó ser falso
withdrawn = Retirado por la fuente
caveat = { $label }.
caveat-of = { $label }: «{ $words }»

## Corrections and what is gone

correction = Corrección
clarification = Aclaración
editors-note = Nota de la redacción
retraction = Retractación
dated-label = { $label }, { $date }:
bare-label = { $label }:
taken-down = Contenido retirado mientras se verifica
retracted = Retractación
not-shown = Contenido no visible
put-back = De nuevo en línea
dated-notice = { $label }, { $time }.
bare-notice = { $label }.
withheld-words = El texto anterior no se muestra por motivos legales.
see-words = Comparar el antes y el después
before = Antes:
after = Después:
before-part = Antes ({ $part }):
after-part = Después ({ $part }):
part-headline = titular
part-summary = resumen
part-caption = pie de foto
part-caveat = advertencia
part-credits = firmas
mark-taken-down = retirada
mark-retracted = retractada
mark-corrected = corregida después

## Links to other pages

full-story = La noticia completa
related = Más información
earlier = Anteriormente
source = Fuente

## Who did what

names-in-place = { $names } { $place }
contributed = Con la colaboración de { $names } ({ $newsroom }).
contributed-outside = Con la colaboración de { $names }.
photographs-by = Fotografías: { $names }.
illustrations-by = Ilustraciones: { $names }.
translated-by = Traducción: { $names }.
fact-checked-by = Verificación: { $names }.
produced-by = Producción: { $names }.
edited-by = Edición: { $names }.

## The history of a post

every-version-of = Todas las versiones de la entrada
every-version-title = Todas las versiones de la entrada «{ $title }»
history-lead = Qué se cambió, cuándo y el texto de cada versión. Aquí nunca se elimina nada sin avisar.
as-they-stood = El texto de esta versión
did-first = Primera publicación
did-update = Actualización
did-minor = Retoque menor
did-doubt = Datos puestos en duda
did-byline = Firma añadida
did-layout = Cambio de lugar en la página
did-clarification = Aclaración
did-correction = Corrección
did-editors-note = Nota de la redacción añadida
did-pull = Retirada para su verificación
did-restore = De nuevo en línea, sin cambios
did-retraction = Retractación
did-settings = Ajustes modificados
words-down = Este texto se ha retirado mientras se verifica.
words-retracted = Este texto fue objeto de una retractación y ya no se muestra.
words-withheld = Este texto no se muestra por motivos legales.
words-erased = El texto de esta versión se eliminó por orden judicial. Su huella digital: { $digest }

## The page of all corrections

corrections-title = Correcciones
corrections-lead = Errores que { $site } ha corregido, los más recientes primero.
corrections-description = Errores que { $site } ha corregido.
show-kinds = Mostrar
all-kinds = Todas ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = Correcciones
kind-clarification = Aclaraciones
kind-editors-note = Notas de la redacción
kind-retraction = Retractaciones
kind-pull = Retiradas
nothing-to-correct = Por ahora no hay nada que corregir.

## The front page, and where there is no page

coverage = Coberturas
nothing-published = Todavía no se ha publicado nada.
front-description = La cobertura en directo de { $site }.
no-page = Esta página no existe
no-page-why = Puede que se haya movido o que la dirección tenga una errata. Nada de lo que publica { $site } se elimina sin avisar.
all-coverage = Todas las coberturas
newer-stories = Coberturas más recientes
older-stories = Coberturas anteriores

## Times

moment = { $date }, { $clock } { $place }
in-place = en { $place }
day = { $date }
times-of = Se indica la hora { $place }.
your-time = { $clock } en su zona horaria

## Told while the page is open, joined to a list

now-show = Mostrar
now-go = Ir allí
since-you = Desde su última visita: { $news }.
new-posts =
    { $n ->
        [one] { $n } entrada nueva
        [many] { $n } de entradas nuevas
       *[other] { $n } entradas nuevas
    }
read-corrections =
    { $n ->
        [one] { $n } corrección en una entrada que ya ha leído
        [many] { $n } de correcciones en entradas que ya ha leído
       *[other] { $n } correcciones en entradas que ya ha leído
    }
new-corrections =
    { $n ->
        [one] { $n } corrección
        [many] { $n } de correcciones
       *[other] { $n } correcciones
    }
new-clarifications =
    { $n ->
        [one] { $n } aclaración
        [many] { $n } de aclaraciones
       *[other] { $n } aclaraciones
    }
new-editors-notes =
    { $n ->
        [one] { $n } nota de la redacción
        [many] { $n } de notas de la redacción
       *[other] { $n } notas de la redacción
    }
new-updates =
    { $n ->
        [one] { $n } actualización
        [many] { $n } de actualizaciones
       *[other] { $n } actualizaciones
    }
new-doubts =
    { $n ->
        [one] { $n } cambio en los datos puestos en duda
        [many] { $n } de cambios en los datos puestos en duda
       *[other] { $n } cambios en los datos puestos en duda
    }
new-pulls =
    { $n ->
        [one] { $n } entrada retirada
        [many] { $n } de entradas retiradas
       *[other] { $n } entradas retiradas
    }
new-retractions =
    { $n ->
        [one] { $n } entrada retractada
        [many] { $n } de entradas retractadas
       *[other] { $n } entradas retractadas
    }
new-restores =
    { $n ->
        [one] { $n } entrada de nuevo en línea
        [many] { $n } de entradas de nuevo en línea
       *[other] { $n } entradas de nuevo en línea
    }
story-correction = una corrección en la cobertura
story-clarification = una aclaración sobre la cobertura
story-editors-note = una nota de la redacción sobre la cobertura
story-update = una actualización de la cobertura
story-doubt = un cambio en los datos puestos en duda de la cobertura
story-pull = la cobertura se ha retirado
story-retraction = la cobertura ha sido objeto de una retractación
story-restore = la cobertura vuelve a estar en línea
coverage-ended = la cobertura ha terminado
coverage-on = la cobertura continúa
