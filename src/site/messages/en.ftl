### The words of pages and feeds, as readers meet them (Project Fluent).
###
### A variable in braces stands for what the page knows: a time, a name, a number. A message may say
### them in another order, or leave one out where the language has no use for it.

## Around every page

skip = Skip to the content
site-navigation = Site
corrections-link = Corrections
put-right = What { $site } gets wrong is put right in words.
all-corrections = All corrections
tell-us = Tell us of a mistake
follow = Follow:

## How a story stands

live = Live
coverage-closed = Coverage closed
story-down = Taken down
posts-count =
    { $n ->
        [one] { $n } post
       *[other] { $n } posts
    }
# Followed by a time.
last-change = Last change
# Followed by the story's title, which is a link.
from-story = From

## A story's page

what-you-need = What you need to know
key-events = Key events
live-updates = Live updates
updates = Updates
newest-first = Newest first
oldest-first = Oldest first
show-newest-first = Show newest first
show-oldest-first = Show oldest first
to-newest = Go to the newest post
nothing-posted = Nothing has been posted yet.
earlier-posts = Earlier posts
from-to = { $from } to { $to }
pages = Pages
newer-posts = Newer posts
older-posts = Older posts
page-of = Page { $number } of { $count }, the oldest first

## A post

pinned = Pinned
key-event = Key event
# Followed by a time.
updated = Updated
byline = By { $names }
# Followed by links to earlier posts.
draws-on = Draws on
# Followed by links to posts.
more-at = More at
first-reported = First reported by { $outlet }
link-to-post = Link to this post
# For people who hear the page; $title is the post's.
link-to-post-of = Link to this post: { $title }
history = History
history-of = History of the post: { $title }
share = Share
copy-link = Copy the link
link-copied = The link is copied.
read-among = Read it among the other posts
every-version-link = Every version of this post
# A post that readers cannot see; $time is when it was published.
post-of = Post of { $time }
without-words = Without words
source-unnamed = A source is not named { $reason }.
# $description begins with a capital letter: what readers are told of the source.
source-unnamed-described = { $description } is not named { $reason }.

## Pictures, films, sound

image = Picture
video = Video
audio = Sound
map = Map
embed = On another site
play-video = Play the video
transcript = Transcript
credit = Credit: { $name }
taken = Taken { $date }.
file-photo = File photo, taken { $date }.
file-footage = File footage, taken { $date }.
# Words before anything of another site is loaded; $provider is a host, as in maps.example.
show-embed = Show what { $provider } has here
embed-note = Nothing is loaded from { $provider } before you choose to.
open-embed = Open it at { $provider }
# Pictures opened large.
larger = Show the picture large
close = Close
next-picture = Next picture
previous-picture = Previous picture

## Words in doubt

unverified = Unverified
disputed = Disputed
false = This turned out to be false
withdrawn = Withdrawn by its source
# Before what the desk says of the words; $label is one of the four above.
caveat = { $label }.
caveat-of = { $label }: “{ $words }”

## Corrections and what is gone

correction = Correction
clarification = Clarification
editors-note = Editors’ note
retraction = Retraction
# Before a note; $label is one of those above, or put-back.
dated-label = { $label }, { $date }:
bare-label = { $label }:
taken-down = Taken down while it is checked
retracted = Retracted
not-shown = Not shown
put-back = Put back
# In place of a post; $label is one of the four above, $time a time with its date.
dated-notice = { $label }, { $time }.
bare-notice = { $label }.
withheld-words = The earlier words are withheld for legal reasons.
see-words = See the words before and after
before = Before:
after = After:
# $part is one of the five below.
before-part = Before ({ $part }):
after-part = After ({ $part }):
part-headline = headline
part-summary = summary
part-caption = caption
part-caveat = caveat
part-credits = credits
# Of an earlier post that words rest on.
mark-taken-down = taken down
mark-retracted = retracted
mark-corrected = corrected since

## Links to other pages

full-story = Full story
related = Related
earlier = Earlier
source = Source

## Who did what

# $names is a list; $place as a byline says it (see in-place).
names-in-place = { $names } { $place }
# Who helped, where the newsroom’s own sentence (`contributed`) is in another language.
contributed = { $newsroom }’s { $names } contributed to this report.
contributed-outside = { $names } contributed to this report.
photographs-by = Photographs by { $names }.
illustrations-by = Illustrations by { $names }.
translated-by = Translated by { $names }.
fact-checked-by = Fact-checked by { $names }.
produced-by = Produced by { $names }.
edited-by = Edited by { $names }.

## The history of a post

# Followed by the post's title, which is a link.
every-version-of = Every version of
every-version-title = Every version of “{ $title }”
history-lead = What was changed, when, and the words as they stood. Nothing here is ever removed in silence.
as-they-stood = The words as they stood
did-first = First published
did-update = Updated
did-minor = Small edit
did-doubt = Marked as doubtful
did-byline = Credit added
did-layout = Place on the page changed
did-clarification = Clarified
did-correction = Corrected
did-editors-note = Editors’ note added
did-pull = Taken down while it is checked
did-restore = Put back as it was
did-retraction = Retracted
did-settings = Settings changed
words-down = These words are taken down while they are checked.
words-retracted = These words were retracted and are not shown again.
words-withheld = These words are withheld for legal reasons.
words-erased = The words of this release were removed by a court’s order. Their digest: { $digest }

## The page of all corrections

corrections-title = Corrections
corrections-lead = What { $site } got wrong and put right, newest first.
corrections-description = What { $site } got wrong, and put right.
show-kinds = Show
all-kinds = All ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = Corrections
kind-clarification = Clarifications
kind-editors-note = Editors’ notes
kind-retraction = Retractions
kind-pull = Taken down
nothing-to-correct = There is nothing to correct so far.

## The front page, and where there is no page

coverage = Coverage
nothing-published = Nothing has been published yet.
front-description = Live coverage by { $site }.
no-page = There is no such page
no-page-why = It may have been moved, or the address may have a slip in it. Nothing that { $site } published is ever removed in silence.
all-coverage = All coverage
newer-stories = Newer coverage
older-stories = Older coverage

## Times

# As in “12:30 p.m. in Selan, 7 November 2026”: $clock is a time of day, $place what in-place says,
# or a name of a zone as UTC.
moment = { $clock } { $place }, { $date }
# The place whose clock it is, behind a time, and where a reporter was, behind a name.
in-place = in { $place }
# Above the posts of a day; $date has the day's name.
day = { $date }
# All times of the page are of one place.
times-of = Times are { $place }.
# The reader's own time, where it is another one.
your-time = { $clock } your time

## Told while the page is open, joined to a list

now-show = Show
now-go = Go there
since-you = Since you were here: { $news }.
new-posts =
    { $n ->
        [one] { $n } new post
       *[other] { $n } new posts
    }
read-corrections =
    { $n ->
        [one] { $n } correction to a post you read
       *[other] { $n } corrections to posts you read
    }
new-corrections =
    { $n ->
        [one] { $n } correction
       *[other] { $n } corrections
    }
new-clarifications =
    { $n ->
        [one] { $n } clarification
       *[other] { $n } clarifications
    }
new-editors-notes =
    { $n ->
        [one] { $n } editors’ note
       *[other] { $n } editors’ notes
    }
new-updates =
    { $n ->
        [one] { $n } update
       *[other] { $n } updates
    }
new-doubts =
    { $n ->
        [one] { $n } change to what is in doubt
       *[other] { $n } changes to what is in doubt
    }
new-pulls =
    { $n ->
        [one] { $n } post taken down
       *[other] { $n } posts taken down
    }
new-retractions =
    { $n ->
        [one] { $n } post retracted
       *[other] { $n } posts retracted
    }
new-restores =
    { $n ->
        [one] { $n } post put back
       *[other] { $n } posts put back
    }
story-correction = a correction to the story
story-clarification = a clarification of the story
story-editors-note = an editors’ note on the story
story-update = an update to the story
story-doubt = a change to what is in doubt in the story
story-pull = the story was taken down
story-retraction = the story was retracted
story-restore = the story was put back
coverage-ended = coverage has ended
coverage-on = coverage goes on
