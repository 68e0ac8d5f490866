//! Pictures, films, sound and maps of a document as a page shows them.

use minijinja::Value;
use serde::Serialize;

use super::Frame;
use super::embed;
use super::picture::{self, PictureView};
use crate::format::PublicMedia;
use crate::model::MediaKind;
use crate::site::address;
use crate::site::marks::{Caveat, Marks};
use crate::site::messages::Messages;
use crate::site::record::Entry;
use crate::site::story::{Site, StoryRecord};

/// One medium: what is played or shown here, or a card that leads to it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MediaView {
    /// `image`, `video`, `audio` or `card`.
    form: &'static str,
    /// The kind the desk gave it.
    kind: &'static str,
    src: String,
    /// What a frame of that site would show here, once the reader asks for it; of a card.
    frame: Option<String>,
    /// Whose site that is, as in `maps.example`.
    provider: String,
    /// Of an image.
    picture: Option<PictureView>,
    title: String,
    alt: String,
    caption: Option<Value>,
    caveats: Vec<Caveat>,
    credit: String,
    duration: String,
    poster: Option<String>,
    /// WebVTT. Of another site, which has to give leave to show it here (CORS).
    captions: Option<String>,
    /// The captions are of another site.
    asks_leave: bool,
    /// BCP 47: the language of the words that the medium belongs to.
    language: String,
    transcript: Option<String>,
    /// A sentence on the day an old picture was taken.
    taken: Option<String>,
}

/// The document's media that readers can be given.
pub(super) fn media(
    site: &Site,
    frame: Frame,
    story: &StoryRecord,
    entry: &Entry,
    marks: &mut Marks,
) -> Vec<MediaView> {
    let media = entry.live().map_or(&[][..], |words| &words.media);
    media.iter().filter_map(|medium| view(site, frame, story, entry, medium, marks)).collect()
}

fn view(
    site: &Site,
    frame: Frame,
    story: &StoryRecord,
    entry: &Entry,
    medium: &PublicMedia,
    marks: &mut Marks,
) -> Option<MediaView> {
    let file = |name: &str| if name.is_empty() { None } else { frame.media(story, entry, name) };
    let form = form(medium);
    let src = match form {
        "card" => Some(medium.src.clone()).filter(|src| address::safe_link(src)),
        _ => file(&medium.src),
    }?;
    let (caption, caveats) = marks.line(&medium.caption);
    let captions = file(&medium.captions);
    let alt = marks.plain(&medium.alt);
    let picture = picture::picture(site, frame, story, entry, medium, alt.clone());
    Some(MediaView {
        form,
        kind: medium.kind.as_str(),
        src,
        frame: embed::frame(&medium.src).filter(|_| form == "card"),
        provider: embed::provider(&medium.src),
        picture: picture.filter(|_| form == "image"),
        title: marks.plain(&medium.title),
        alt,
        caption: (!caption.is_empty()).then(|| Value::from_safe_string(caption)),
        caveats,
        credit: medium.credit.clone(),
        duration: medium.duration.clone(),
        poster: file(&medium.poster),
        asks_leave: captions.as_ref().is_some_and(|address| address.contains("://")),
        language: story.language_of(entry).tag,
        captions,
        transcript: file(&medium.transcript),
        taken: medium
            .taken
            .map(|day| taken(medium, &story.clock_of(entry).date(day), marks.messages())),
    })
}

/// That it is from the archive, unless its caption has said so, and from when.
fn taken(medium: &PublicMedia, day: &str, messages: &Messages) -> String {
    let caption = medium.caption.trim_start().to_lowercase();
    let said = ["file photo", "file picture", "file footage", "archive"];
    let sentence = match medium.kind {
        MediaKind::Video | MediaKind::Audio | MediaKind::Embed => "file-footage",
        MediaKind::Image | MediaKind::Map => "file-photo",
    };
    let told = messages.tell(sentence, &[("date", day)]);
    let own = told.split([',', ' ', '،']).next().unwrap_or_default().to_lowercase();
    if caption.starts_with(&own) || said.iter().any(|words| caption.starts_with(words)) {
        return messages.tell("taken", &[("date", day)]);
    }
    told
}

/// How it is shown: no frame of another site ever, so what is not a file of its kind is a card.
fn form(medium: &PublicMedia) -> &'static str {
    let local = !medium.src.contains("://");
    let path = medium.src.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let ends = |extensions: &[&str]| {
        path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    };
    match medium.kind {
        MediaKind::Image => "image",
        MediaKind::Map if local || ends(&["png", "jpg", "jpeg", "webp", "gif", "avif"]) => "image",
        MediaKind::Video if local || ends(&["mp4", "m4v", "webm", "ogv"]) => "video",
        MediaKind::Audio if local || ends(&["mp3", "m4a", "ogg", "wav", "flac"]) => "audio",
        _ => "card",
    }
}
