//! Formats, told by their first bytes.

use super::error::MediaError;
use super::tags;
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
    /// ISO/IEC 14496-14 with sound alone, as its brand says.
    M4a,
    /// RIFF WAVE.
    Wav,
    /// RFC 9639.
    Flac,
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
            Self::M4a => "m4a",
            Self::Wav => "wav",
            Self::Flac => "flac",
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
            Self::M4a => "M4A",
            Self::Wav => "WAV",
            Self::Flac => "FLAC",
            Self::Ogg => "Ogg",
            Self::Vtt => "WebVTT",
        }
    }

    /// The kind of medium it is for; captions are none.
    pub fn media_kind(self) -> Option<MediaKind> {
        match self {
            Self::Jpeg | Self::Png | Self::WebP | Self::Gif => Some(MediaKind::Image),
            Self::Mp4 | Self::WebM => Some(MediaKind::Video),
            Self::Mp3 | Self::M4a | Self::Wav | Self::Flac | Self::Ogg => Some(MediaKind::Audio),
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
        _ if has(0, b"RIFF") && has(8, b"WAVE") => Ok(Format::Wav),
        _ if (has(0, b"RF64") || has(0, b"BW64")) && has(8, b"WAVE") => {
            other("RF64 (a WAV for large files)", "WAV, FLAC or MP3")
        }
        _ if has(4, b"ftyp") => iso_media(bytes.get(8..12).unwrap_or_default()),
        _ if is_old_quicktime(bytes) => other("QuickTime", "MP4"),
        _ if has(0, b"\x1A\x45\xDF\xA3") => matroska(bytes),
        _ if has(0, b"OggS") => Ok(Format::Ogg),
        _ if has(0, b"fLaC") => Ok(Format::Flac),
        _ if has(0, b"ID3") => Ok(behind_tags(bytes)),
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
        b"M4A " | b"M4B " => Ok(Format::M4a),
        _ => Ok(Format::Mp4),
    }
}

/// Films of QuickTime from before files named their kind, by their first box: there is no room in
/// them for a name, and nothing may move.
fn is_old_quicktime(bytes: &[u8]) -> bool {
    let kinds: [&[u8]; 6] = [b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"];
    bytes.first() == Some(&0) && bytes.get(4..8).is_some_and(|kind| kinds.contains(&kind))
}

/// Some programs put tags of MP3 before FLAC.
fn behind_tags(bytes: &[u8]) -> Format {
    match tags::sound_start(bytes) {
        Some(start) if bytes[start..].starts_with(b"fLaC") => Format::Flac,
        _ => Format::Mp3,
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
            (b"\0\0\0\x14ftypqt  ", Format::Mp4),
            (b"\0\0\0\x18ftypM4A ", Format::M4a),
            (b"\0\0\0\x18ftypM4B ", Format::M4a),
            (b"RIFF....WAVEfmt ", Format::Wav),
            (b"fLaC\0\0\0\x22", Format::Flac),
            (b"ID3\x04\0\0\0\0\0\x02xx\0\0fLaC", Format::Flac),
            (b"ID3\x04\0\0\0\0\0\x02xx\xFF\xFB", Format::Mp3),
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
        for old in
            [b"\0\0\0\x08wide....mdat", b"\0\0\0\x10moov....trak", b"\0\0\0\x01mdat\0\0\0\0...."]
        {
            assert!(message(old).contains("save it as MP4"));
        }
        assert!(message(b"The free press is free").starts_with("this is none of JPEG"));
        for large in [b"RF64\xFF\xFF\xFF\xFFWAVEds64", b"BW64\xFF\xFF\xFF\xFFWAVEds64"] {
            assert!(message(large).contains("save it as WAV, FLAC or MP3"));
        }
        assert!(message(b"hello").starts_with("this is none of JPEG"));
        assert!(message(b"").starts_with("this is none of JPEG"));
        assert!(message(b"WEBVTT\n\xFF").contains("damaged"));
    }
}
