//! Formats, told by their first bytes.

use super::MediaError;
use crate::model::MediaKind;

/// A format that every browser of today shows or plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// ITU-T T.81.
    Jpeg,
    /// W3C PNG, animated ones too.
    Png,
    /// RFC 9649.
    WebP,
    /// GIF 87a and 89a.
    Gif,
    /// ISO/IEC 14496-14.
    Mp4,
    /// Matroska as webmproject.org has it.
    WebM,
    /// MPEG audio, layer III.
    Mp3,
    /// RFC 3533.
    Ogg,
    /// Captions: W3C WebVTT.
    Vtt,
}

impl Format {
    /// The ending of a file's name, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Mp4 => "mp4",
            Self::WebM => "webm",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Vtt => "vtt",
        }
    }

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Mp4 => "MP4",
            Self::WebM => "WebM",
            Self::Mp3 => "MP3",
            Self::Ogg => "Ogg",
            Self::Vtt => "WebVTT",
        }
    }

    /// The kind of medium it is for; captions are none.
    pub fn media_kind(self) -> Option<MediaKind> {
        match self {
            Self::Jpeg | Self::Png | Self::WebP | Self::Gif => Some(MediaKind::Image),
            Self::Mp4 | Self::WebM => Some(MediaKind::Video),
            Self::Mp3 | Self::Ogg => Some(MediaKind::Audio),
            Self::Vtt => None,
        }
    }
}

/// The format of these bytes.
///
/// # Errors
///
/// Where it is none of ours; for the ones people try, with what to use in its place.
pub fn detect(bytes: &[u8]) -> Result<Format, MediaError> {
    let has = |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    let other = |name, instead| Err(MediaError::NotForPages { name, instead });
    match bytes {
        _ if has(0, b"\xFF\xD8\xFF") => Ok(Format::Jpeg),
        _ if has(0, b"\x89PNG\r\n\x1A\n") => Ok(Format::Png),
        _ if has(0, b"GIF87a") || has(0, b"GIF89a") => Ok(Format::Gif),
        _ if has(0, b"RIFF") && has(8, b"WEBP") => Ok(Format::WebP),
        _ if has(0, b"RIFF") && has(8, b"WAVE") => other("WAV", "MP3"),
        _ if has(4, b"ftyp") => iso_media(bytes.get(8..12).unwrap_or_default()),
        _ if has(0, b"\x1A\x45\xDF\xA3") => matroska(bytes),
        _ if has(0, b"OggS") => Ok(Format::Ogg),
        _ if has(0, b"fLaC") => other("FLAC", "MP3"),
        _ if has(0, b"ID3") => Ok(Format::Mp3),
        [0xFF, 0xFA | 0xFB | 0xF2 | 0xF3, ..] => Ok(Format::Mp3),
        _ if has(0, b"II*\0") || has(0, b"MM\0*") => other("TIFF (or a camera's raw file)", "JPEG"),
        _ if has(0, b"BM") && has(6, &[0; 4]) => other("BMP", "PNG"),
        _ if has(0, b"%PDF-") => other("PDF", "PNG, or link to it"),
        _ => text(bytes),
    }
}

/// The brands of ISO/IEC 14496-12 files.
fn iso_media(brand: &[u8]) -> Result<Format, MediaError> {
    let other = |name, instead| Err(MediaError::NotForPages { name, instead });
    match brand {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            other("HEIC", "JPEG")
        }
        b"avif" | b"avis" => other("AVIF", "JPEG or WebP"),
        b"qt  " => other("QuickTime", "MP4"),
        b"M4A " | b"M4B " => other("M4A", "MP3"),
        _ => Ok(Format::Mp4),
    }
}

/// WebM names itself in its first element, of some forty bytes.
fn matroska(bytes: &[u8]) -> Result<Format, MediaError> {
    let head = &bytes[..bytes.len().min(64)];
    match head.windows(4).any(|window| window == b"webm") {
        true => Ok(Format::WebM),
        false => Err(MediaError::NotForPages { name: "Matroska", instead: "WebM or MP4" }),
    }
}

/// Captions, or a drawing: an XML file with an `svg` element near its start.
fn text(bytes: &[u8]) -> Result<Format, MediaError> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Some(rest) = text.strip_prefix(b"WEBVTT")
        && matches!(rest.first(), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    {
        let valid = std::str::from_utf8(bytes).is_ok();
        return valid.then_some(Format::Vtt).ok_or(MediaError::Damaged { name: "WebVTT" });
    }
    let head = text[..text.len().min(4096)].to_ascii_lowercase();
    let drawing = head.trim_ascii_start().starts_with(b"<")
        && head.windows(4).any(|window| window == b"<svg" || window == b":svg");
    Err(if drawing { MediaError::Svg } else { MediaError::Unknown })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        for (bytes, format) in [
            (&b"\xFF\xD8\xFF\xE0"[..], Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n....", Format::Png),
            (b"GIF89a", Format::Gif),
            (b"RIFF....WEBPVP8 ", Format::WebP),
            (b"\0\0\0\x18ftypisom", Format::Mp4),
            (b"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm", Format::WebM),
            (b"ID3\x04", Format::Mp3),
            (b"\xFF\xFB\x90", Format::Mp3),
            (b"OggS", Format::Ogg),
            (b"\xEF\xBB\xBFWEBVTT\n\n", Format::Vtt),
        ] {
            assert_eq!(detect(bytes), Ok(format));
        }
    }

    #[test]
    fn drawings_are_refused_however_they_begin() {
        for text in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "\u{FEFF}  <?xml version=\"1.0\"?>\n<!-- a map -->\n<s:SVG>",
            "<!DOCTYPE svg>\n<svg/>",
        ] {
            assert_eq!(detect(text.as_bytes()), Err(MediaError::Svg), "{text}");
        }
    }

    #[test]
    fn what_people_try_gets_a_remedy() {
        let message = |bytes: &[u8]| detect(bytes).expect_err("not ours").to_string();
        assert_eq!(
            message(b"\0\0\0\x18ftypheic"),
            "HEIC is not shown by every browser: save it as JPEG"
        );
        assert!(message(b"\0\0\0\x14ftypqt  ").contains("save it as MP4"));
        assert!(message(b"hello").starts_with("this is none of JPEG"));
        assert!(message(b"").starts_with("this is none of JPEG"));
        assert!(message(b"WEBVTT\n\xFF").contains("damaged"));
    }
}
