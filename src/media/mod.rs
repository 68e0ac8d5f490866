//! What a media file is, and what must not leave the house with it. Pure: bytes to bytes.
//!
//! Formats are told by their first bytes, never by a name. Of a file only what is needed to show it
//! is kept, by lists of what may stay: a phone writes where a picture was taken and the number of
//! the phone, and that can give a source away. Nothing is encoded anew but the [`smaller`] copies of
//! pictures that pages give to small screens.

mod error;
mod exif;
mod flac;
mod format;
mod gif;
mod jpeg;
mod mp3;
mod mp4;
mod ogg;
mod png;
mod removed;
mod sizes;
mod tags;
mod vtt;
mod wav;
mod webm;
mod webp;
mod xiph;

pub use error::MediaError;
pub use format::{Format, detect};
pub use sizes::{COPIES, Smaller, measure, picture, smaller};

use crate::model::{Digest, DocId};

/// A file without what its readers do not need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stripped {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub kind: Format,
    /// The ending of its name, without a dot.
    pub extension: &'static str,
    /// What was taken out, each once; empty where there was nothing.
    pub removed: Vec<&'static str>,
}

/// Takes the metadata out of a file. Stays: what is needed to show it, the colour profile, and which
/// side is up.
///
/// # Errors
///
/// Where it is no format of ours, or is damaged.
pub fn strip(bytes: &[u8]) -> Result<Stripped, MediaError> {
    let kind = detect(bytes)?;
    let stripped = match kind {
        Format::Jpeg => jpeg::strip(bytes),
        Format::Png => png::strip(bytes),
        Format::WebP => webp::strip(bytes),
        Format::Gif => gif::strip(bytes),
        Format::Mp4 => mp4::strip(bytes),
        Format::Mp3 => mp3::strip(bytes),
        Format::M4a => mp4::strip_sound(bytes),
        Format::Wav => wav::strip(bytes),
        Format::Flac => flac::strip(bytes),
        Format::WebM => webm::strip(bytes),
        Format::Ogg => ogg::strip(bytes),
        Format::Vtt => vtt::strip(bytes),
    };
    let (kept, mut removed) = stripped.ok_or_else(|| refusal(bytes, kind))?;
    if kept != bytes && removed.0.is_empty() {
        removed.note("other metadata");
    }
    Ok(Stripped { bytes: kept, kind, extension: kind.extension(), removed: removed.0 })
}

/// The file with all that is in it, for whoever answers for that.
///
/// # Errors
///
/// Where it is no format of ours.
pub fn as_it_is(bytes: &[u8]) -> Result<Stripped, MediaError> {
    let kind = detect(bytes)?;
    let (bytes, extension) = (bytes.to_vec(), kind.extension());
    Ok(Stripped { bytes, kind, extension, removed: Vec::new() })
}

/// What a file's name has of its SHA-256.
fn digits(digest: Digest) -> String {
    digest.to_string().chars().take(10).collect()
}

/// Whether a file beside a document is named by these bytes.
pub fn is_named_by(name: &str, bytes: &[u8]) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, said)| said == digits(Digest::of(bytes)))
}

/// Why a file that begins like its format cannot be used: QuickTime holds more than MP4 can say.
fn refusal(bytes: &[u8], kind: Format) -> MediaError {
    match kind {
        Format::Mp4 if mp4::is_quicktime(bytes) => {
            MediaError::NotForPages { name: "QuickTime", instead: "MP4" }
        }
        _ => MediaError::Damaged { name: kind.name() },
    }
}

/// The name of a file beside its document: the document's id, the first ten digits of the SHA-256 of
/// its (stripped) bytes, its ending.
pub fn file_name(id: &DocId, digest: Digest, extension: &str) -> String {
    format!("{id}-{}.{extension}", digits(digest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_named_by_its_document_and_its_bytes() {
        let id = "k3x9q7m2td".parse().expect("an id");
        assert_eq!(file_name(&id, Digest::of(b""), "jpg"), "k3x9q7m2td-e3b0c44298.jpg");
    }

    /// As far as the sound, of which twelve bytes follow.
    const RECORDING: &[u8] = b"RIFF\x30\0\0\0WAVEfmt \x10\0\0\0\
        \x01\0\x01\0\x40\x1F\0\0\x80\x3E\0\0\x02\0\x10\0data\x0C\0\0\0";

    proptest! {
        #[test]
        fn prop_no_bytes_make_it_panic_and_twice_is_once(
            head in prop::sample::select(vec![
                &b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n", b"GIF89a", b"ID3\x04\0\0\0\0\0\x02",
                b"RIFF\x20\0\0\0WEBP", b"\0\0\0\x10ftypisom\0\0\0\0", b"\xFF\xFB",
                b"\x1A\x45\xDF\xA3\x87\x42\x82\x84webm", b"OggS\0\x02", b"WEBVTT\n",
                b"\0\0\0\x10ftypM4A \0\0\0\0", b"\0\0\0\x10ftypqt  \0\0\0\0",
                b"RIFF\x30\0\0\0WAVE", RECORDING, b"fLaC\0\0\0\x22",
            ]),
            rest in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xFF), Just(0)], 0..200),
        ) {
            if let Ok(once) = strip(&[head, &rest].concat()) {
                let twice = strip(&once.bytes).expect("what was stripped can be read");
                prop_assert_eq!(&twice.bytes, &once.bytes);
                prop_assert!(twice.removed.is_empty(), "{:?}", twice.removed);
            }
        }
    }
}
