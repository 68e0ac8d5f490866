## Around every page

skip = الانتقال إلى المحتوى
site-navigation = الموقع
corrections-link = التصحيحات
put-right = { $site }: نصحّح أخطاءنا علناً.
all-corrections = كل التصحيحات
tell-us = أبلغونا عن خطأ
follow = تابعونا:

## How a story stands

live = مباشر
coverage-closed = انتهت التغطية
story-down = أُزيل مؤقتاً
posts-count =
    { $n ->
        [zero] لا منشورات
        [one] منشور واحد
        [two] منشوران
        [few] { $n } منشورات
        [many] { $n } منشوراً
       *[other] { $n } منشور
    }
last-change = آخر تعديل:
from-story = ضمن تغطية:

## A story's page

what-you-need = أبرز النقاط
key-events = أبرز الأحداث
live-updates = المستجدات لحظة بلحظة
updates = المستجدات
newest-first = الأحدث أولاً
oldest-first = الأقدم أولاً
show-newest-first = عرض الأحدث أولاً
show-oldest-first = عرض الأقدم أولاً
to-newest = الانتقال إلى أحدث منشور
nothing-posted = لا منشورات حتى الآن.
earlier-posts = منشورات سابقة
from-to = من { $from } إلى { $to }
pages = الصفحات
newer-posts = منشورات أحدث
older-posts = منشورات أقدم
page-of = الصفحة { $number } من { $count }، بدءاً بالأقدم

## A post

pinned = مثبّت
key-event = حدث بارز
updated = حُدّث الساعة
byline = تقرير: { $names }
draws-on = استناداً إلى:
more-at = التفاصيل:
first-reported = أول من أورد الخبر: { $outlet }
link-to-post = رابط المنشور
link-to-post-of = رابط المنشور: { $title }
history = سجل التعديلات
history-of = سجل تعديلات المنشور: { $title }
share = مشاركة
copy-link = نسخ الرابط
link-copied = نُسخ الرابط
read-among = عرض المنشور ضمن التغطية
every-version-link = كل نسخ المنشور
post-of = منشور الساعة { $time }
without-words = بلا نص
source-unnamed = لا نكشف هوية المصدر { $reason }.
source-unnamed-described = لا نكشف هوية المصدر ({ $description }) { $reason }.

## Pictures, films, sound

image = صورة
video = فيديو
audio = مقطع صوتي
map = خريطة
embed = على موقع آخر
play-video = تشغيل الفيديو
transcript = نص التسجيل
credit = المصدر: { $name }
taken = تاريخ التصوير: { $date }.
file-photo = صورة أرشيفية، { $date }.
file-footage = لقطات أرشيفية، { $date }.
show-embed = عرض المحتوى من { $provider }
embed-note = لن يُحمَّل شيء من { $provider } قبل موافقتكم.
open-embed = فتح على { $provider }
larger = تكبير الصورة
close = إغلاق
next-picture = الصورة التالية
previous-picture = الصورة السابقة

## Words in doubt

unverified = غير مؤكد
disputed = موضع خلاف
false = تبيّن أنه غير صحيح
withdrawn = تراجع عنه المصدر
caveat = { $label }.
caveat-of = { $label }: «{ $words }»

## Corrections and what is gone

correction = تصحيح
clarification = توضيح
editors-note = ملاحظة من هيئة التحرير
retraction = سحب من النشر
dated-label = { $label }، { $date }:
bare-label = { $label }:
taken-down = أُزيل مؤقتاً للتحقق منه
retracted = سُحب من النشر
not-shown = غير معروض
put-back = أُعيد نشره
dated-notice = { $label }، { $time }.
bare-notice = { $label }.
withheld-words = النص السابق محجوب لأسباب قانونية.
see-words = النص قبل التعديل وبعده
before = قبل التعديل:
after = بعد التعديل:
before-part = قبل التعديل ({ $part }):
after-part = بعد التعديل ({ $part }):
part-headline = العنوان
part-summary = الملخص
part-caption = التعليق
part-caveat = التنويه
part-credits = الأسماء
mark-taken-down = أُزيل مؤقتاً
mark-retracted = سُحب من النشر
mark-corrected = صُحّح لاحقاً

## Links to other pages

full-story = التفاصيل الكاملة
related = موضوع ذو صلة
earlier = في وقت سابق
source = المصدر

## Who did what

names-in-place = { $names } { $place }
contributed = ساهم في إعداد هذا التقرير: { $names } ({ $newsroom }).
contributed-outside = ساهم في إعداد هذا التقرير: { $names }.
photographs-by = الصور: { $names }.
illustrations-by = الرسوم: { $names }.
translated-by = الترجمة: { $names }.
fact-checked-by = تدقيق المعلومات: { $names }.
produced-by = الإنتاج: { $names }.
edited-by = التحرير: { $names }.

## The history of a post

every-version-of = كل نسخ المنشور
every-version-title = كل نسخ المنشور «{ $title }»
history-lead = ما الذي تغيّر ومتى، والنص كما كان. لا يُحذف شيء من هنا دون إعلام القراء.
as-they-stood = النص كما كان
did-first = النشر الأول
did-update = تحديث
did-minor = تعديل طفيف
did-doubt = إشارة إلى معلومات مشكوك فيها
did-byline = استكمال الأسماء
did-layout = تغيير الموضع في الصفحة
did-clarification = توضيح
did-correction = تصحيح
did-editors-note = إضافة ملاحظة من هيئة التحرير
did-pull = إزالة مؤقتة للتحقق
did-restore = إعادة نشر دون تغيير
did-retraction = سحب من النشر
did-settings = تغيير الإعدادات
words-down = أُزيل هذا النص مؤقتاً للتحقق منه.
words-retracted = سُحب هذا النص من النشر ولن يُعرض مجدداً.
words-withheld = هذا النص محجوب لأسباب قانونية.
words-erased = حُذف نص هذه النسخة بأمر قضائي. بصمته الرقمية: { $digest }

## The page of all corrections

corrections-title = التصحيحات
corrections-lead = { $site }: ما أخطأنا فيه وما صحّحناه، الأحدث أولاً.
corrections-description = { $site }: ما أخطأنا فيه وما صحّحناه.
show-kinds = عرض
all-kinds = الكل ({ $n })
kind-count = { $kind } ({ $n })
kind-correction = تصحيحات
kind-clarification = توضيحات
kind-editors-note = ملاحظات هيئة التحرير
kind-retraction = مواد سُحبت من النشر
kind-pull = مواد أُزيلت مؤقتاً
nothing-to-correct = لا شيء يستدعي التصحيح حتى الآن.

## The front page, and where there is no page

coverage = التغطيات
nothing-published = لم يُنشر شيء بعد.
front-description = { $site }: تغطية مباشرة للأحداث.
no-page = الصفحة غير موجودة
no-page-why = ربما نُقلت الصفحة أو ورد خطأ في العنوان. { $site }: لا نحذف شيئاً مما نشرناه دون إعلام القراء.
all-coverage = كل التغطيات
newer-stories = تغطيات أحدث
older-stories = تغطيات أقدم

## Times

moment = { $clock } { $place }، { $date }
# The mark keeps a number behind a Latin name in its place.
in-place = في { $place }{ "\u200F" }
day = { $date }
times-of = كل الأوقات وفق التوقيت { $place }.
your-time = { $clock } بتوقيتك المحلي

## Told while the page is open, joined to a list

now-show = عرض
now-go = الانتقال إليها
since-you = منذ زيارتكم الأخيرة: { $news }.
new-posts =
    { $n ->
        [zero] لا منشورات جديدة
        [one] منشور جديد
        [two] منشوران جديدان
        [few] { $n } منشورات جديدة
        [many] { $n } منشوراً جديداً
       *[other] { $n } منشور جديد
    }
read-corrections =
    { $n ->
        [zero] لا تصحيحات في منشورات قرأتموها
        [one] تصحيح في منشور قرأتموه
        [two] تصحيحان في منشورات قرأتموها
        [few] { $n } تصحيحات في منشورات قرأتموها
        [many] { $n } تصحيحاً في منشورات قرأتموها
       *[other] { $n } تصحيح في منشورات قرأتموها
    }
new-corrections =
    { $n ->
        [zero] لا تصحيحات
        [one] تصحيح واحد
        [two] تصحيحان
        [few] { $n } تصحيحات
        [many] { $n } تصحيحاً
       *[other] { $n } تصحيح
    }
new-clarifications =
    { $n ->
        [zero] لا توضيحات
        [one] توضيح واحد
        [two] توضيحان
        [few] { $n } توضيحات
        [many] { $n } توضيحاً
       *[other] { $n } توضيح
    }
new-editors-notes =
    { $n ->
        [zero] لا ملاحظات من هيئة التحرير
        [one] ملاحظة من هيئة التحرير
        [two] ملاحظتان من هيئة التحرير
        [few] { $n } ملاحظات من هيئة التحرير
        [many] { $n } ملاحظة من هيئة التحرير
       *[other] { $n } ملاحظة من هيئة التحرير
    }
new-updates =
    { $n ->
        [zero] لا تحديثات
        [one] تحديث واحد
        [two] تحديثان
        [few] { $n } تحديثات
        [many] { $n } تحديثاً
       *[other] { $n } تحديث
    }
new-doubts =
    { $n ->
        [zero] لا تغييرات في المعلومات المشكوك فيها
        [one] تغيير في المعلومات المشكوك فيها
        [two] تغييران في المعلومات المشكوك فيها
        [few] { $n } تغييرات في المعلومات المشكوك فيها
        [many] { $n } تغييراً في المعلومات المشكوك فيها
       *[other] { $n } تغيير في المعلومات المشكوك فيها
    }
new-pulls =
    { $n ->
        [zero] لا إزالة لأي منشور
        [one] إزالة منشور واحد مؤقتاً
        [two] إزالة منشورين مؤقتاً
        [few] إزالة { $n } منشورات مؤقتاً
        [many] إزالة { $n } منشوراً مؤقتاً
       *[other] إزالة { $n } منشور مؤقتاً
    }
new-retractions =
    { $n ->
        [zero] لا سحب لأي منشور
        [one] سحب منشور واحد من النشر
        [two] سحب منشورين من النشر
        [few] سحب { $n } منشورات من النشر
        [many] سحب { $n } منشوراً من النشر
       *[other] سحب { $n } منشور من النشر
    }
new-restores =
    { $n ->
        [zero] لا إعادة لأي منشور
        [one] إعادة نشر منشور واحد
        [two] إعادة نشر منشورين
        [few] إعادة نشر { $n } منشورات
        [many] إعادة نشر { $n } منشوراً
       *[other] إعادة نشر { $n } منشور
    }
story-correction = تصحيح في الموضوع
story-clarification = توضيح في الموضوع
story-editors-note = ملاحظة من هيئة التحرير على الموضوع
story-update = تحديث الموضوع
story-doubt = تغيير في المعلومات المشكوك فيها في الموضوع
story-pull = إزالة الموضوع مؤقتاً
story-retraction = سحب الموضوع من النشر
story-restore = إعادة نشر الموضوع
coverage-ended = انتهاء التغطية
coverage-on = التغطية مستمرة
