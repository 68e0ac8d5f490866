## Around every page

skip = Перейти до вмісту
site-navigation = Сайт
corrections-link = Виправлення
put-right = { $site }: свої помилки виправляємо відкрито.
all-corrections = Усі виправлення
tell-us = Повідомити про помилку
follow = Стежте за нами:

## How a story stands

live = Наживо
coverage-closed = Трансляцію завершено
story-down = Знято з публікації
posts-count =
    { $n ->
        [one] { $n } допис
        [few] { $n } дописи
        [many] { $n } дописів
       *[other] { $n } допису
    }
last-change = Остання зміна:
from-story = З трансляції:

## A story's page

what-you-need = Головне
key-events = Ключові події
live-updates = Перебіг подій наживо
updates = Перебіг подій
newest-first = Спочатку найновіші
oldest-first = Спочатку найдавніші
show-newest-first = Показати спочатку найновіші
show-oldest-first = Показати спочатку найдавніші
to-newest = До найновішого допису
nothing-posted = Дописів поки немає.
earlier-posts = Попередні дописи
from-to = { $from } — { $to }
pages = Сторінки
newer-posts = Новіші дописи
older-posts = Давніші дописи
page-of = Сторінка { $number } з { $count }, починаючи з найдавнішої

## A post

pinned = Закріплено
key-event = Ключова подія
updated = Оновлено
byline = Текст: { $names }
draws-on = На основі:
more-at = Докладніше:
first-reported = Першою про це повідомила редакція { $outlet }
link-to-post = Посилання на допис
link-to-post-of = Посилання на допис: { $title }
history = Історія змін
history-of = Історія змін допису: { $title }
share = Поділитися
copy-link = Скопіювати посилання
link-copied = Посилання скопійовано
read-among = Читати в стрічці дописів
every-version-link = Усі версії допису
post-of = Допис, { $time }
without-words = Без тексту
source-unnamed = Особу джерела не розкриваємо, { $reason }.
source-unnamed-described = { $description } — особу не розкриваємо, { $reason }.

## Pictures, films, sound

image = Зображення
video = Відео
audio = Аудіо
map = Мапа
embed = На іншому сайті
play-video = Дивитися відео
transcript = Розшифровка
credit = Авторство: { $name }
taken = Дата зйомки: { $date }
file-photo = Архівне фото, { $date }
file-footage = Архівне відео, { $date }
show-embed = Показати вміст із { $provider }
embed-note = Без вашої згоди з { $provider } нічого не завантажується.
open-embed = Відкрити на { $provider }
larger = Збільшити зображення
close = Закрити
next-picture = Наступне зображення
previous-picture = Попереднє зображення

## Words in doubt

unverified = Не підтверджено
disputed = Спірне твердження
false = Це виявилося неправдою
withdrawn = Джерело відмовилося від цих слів
caveat = { $label }.
caveat-of = { $label }: «{ $words }»

## Corrections and what is gone

correction = Виправлення
clarification = Уточнення
editors-note = Від редакції
retraction = Відкликання
dated-label = { $label }, { $date }:
bare-label = { $label }:
taken-down = Знято на час перевірки
retracted = Відкликано
not-shown = Не показуємо
put-back = Повернуто
dated-notice = { $label }, { $time }
bare-notice = { $label }.
withheld-words = Попередній текст приховано з юридичних причин.
see-words = Як було і як стало
before = Було:
after = Стало:
before-part = Було ({ $part }):
after-part = Стало ({ $part }):
part-headline = заголовок
part-summary = головне
part-caption = підпис
part-caveat = застереження
part-credits = автори
mark-taken-down = знято
mark-retracted = відкликано
mark-corrected = згодом виправлено

## Links to other pages

full-story = Повний текст
related = На цю тему
earlier = Раніше
source = Джерело

## Who did what

names-in-place = { $names } { $place }
contributed = Над матеріалом також працювали: { $names } ({ $newsroom }).
contributed-outside = Над матеріалом також працювали: { $names }.
photographs-by = Фото: { $names }.
illustrations-by = Ілюстрації: { $names }.
translated-by = Переклад: { $names }.
fact-checked-by = Перевірка фактів: { $names }.
produced-by = Продюсування: { $names }.
edited-by = Редагування: { $names }.

## The history of a post

every-version-of = Усі версії допису
every-version-title = Усі версії допису «{ $title }»
history-lead = Що й коли змінено та яким був текст. Тут нічого не зникає без пояснень.
as-they-stood = Текст цієї версії
did-first = Уперше опубліковано
did-update = Оновлено
did-minor = Дрібна правка
did-doubt = Позначено як сумнівне
did-byline = Доповнено авторство
did-layout = Змінено місце на сторінці
did-clarification = Уточнено
did-correction = Виправлено
did-editors-note = Додано примітку редакції
did-pull = Знято на час перевірки
did-restore = Повернуто без змін
did-retraction = Відкликано
did-settings = Змінено налаштування
words-down = Цей текст знято на час перевірки.
words-retracted = Цей текст відкликано, більше його не показуємо.
words-withheld = Цей текст приховано з юридичних причин.
words-erased = Текст цієї версії вилучено за рішенням суду. Контрольна сума: { $digest }

## The page of all corrections

corrections-title = Виправлення
corrections-lead = { $site }: у чому ми помилилися і що виправили. Спочатку найновіше.
corrections-description = { $site }: у чому ми помилилися і що виправили.
show-kinds = Показати
all-kinds = Усе ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = Виправлення
kind-clarification = Уточнення
kind-editors-note = Від редакції
kind-retraction = Відкликане
kind-pull = Зняте на час перевірки
nothing-to-correct = Поки що виправляти нічого.

## The front page, and where there is no page

coverage = Трансляції
nothing-published = Поки що нічого не опубліковано.
front-description = { $site }: події наживо.
no-page = Такої сторінки немає
no-page-why = Можливо, її перенесли або в адресі є помилка. { $site }: нічого з опублікованого не зникає без пояснень.
all-coverage = Усі трансляції
newer-stories = Новіші трансляції
older-stories = Давніші трансляції

## Times

moment = { $clock } { $place }, { $date }
in-place = ({ $place })
day = { $date }
times-of = Час на сторінці — за єдиним часовим поясом { $place }.
your-time = { $clock } за вашим часом

## Told while the page is open, joined to a list

now-show = Показати
now-go = Перейти
since-you = Поки вас не було: { $news }.
new-posts =
    { $n ->
        [one] { $n } новий допис
        [few] { $n } нові дописи
        [many] { $n } нових дописів
       *[other] { $n } нового допису
    }
read-corrections =
    { $n ->
        [one] { $n } виправлення в прочитаних дописах
        [few] { $n } виправлення в прочитаних дописах
        [many] { $n } виправлень у прочитаних дописах
       *[other] { $n } виправлення в прочитаних дописах
    }
new-corrections =
    { $n ->
        [one] { $n } виправлення
        [few] { $n } виправлення
        [many] { $n } виправлень
       *[other] { $n } виправлення
    }
new-clarifications =
    { $n ->
        [one] { $n } уточнення
        [few] { $n } уточнення
        [many] { $n } уточнень
       *[other] { $n } уточнення
    }
new-editors-notes =
    { $n ->
        [one] { $n } примітка редакції
        [few] { $n } примітки редакції
        [many] { $n } приміток редакції
       *[other] { $n } примітки редакції
    }
new-updates =
    { $n ->
        [one] { $n } оновлення
        [few] { $n } оновлення
        [many] { $n } оновлень
       *[other] { $n } оновлення
    }
new-doubts =
    { $n ->
        [one] { $n } зміна щодо сумнівних відомостей
        [few] { $n } зміни щодо сумнівних відомостей
        [many] { $n } змін щодо сумнівних відомостей
       *[other] { $n } зміни щодо сумнівних відомостей
    }
new-pulls =
    { $n ->
        [one] { $n } допис знято з публікації
        [few] { $n } дописи знято з публікації
        [many] { $n } дописів знято з публікації
       *[other] { $n } допису знято з публікації
    }
new-retractions =
    { $n ->
        [one] { $n } допис відкликано
        [few] { $n } дописи відкликано
        [many] { $n } дописів відкликано
       *[other] { $n } допису відкликано
    }
new-restores =
    { $n ->
        [one] { $n } допис повернуто
        [few] { $n } дописи повернуто
        [many] { $n } дописів повернуто
       *[other] { $n } допису повернуто
    }
story-correction = виправлення до матеріалу
story-clarification = уточнення до матеріалу
story-editors-note = примітка редакції до матеріалу
story-update = оновлення матеріалу
story-doubt = зміна щодо сумнівних відомостей у матеріалі
story-pull = матеріал знято з публікації
story-retraction = матеріал відкликано
story-restore = матеріал повернуто
coverage-ended = трансляцію завершено
coverage-on = трансляція триває
