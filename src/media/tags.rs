//! Tags that stand around sound and are no part of its format: ID3 (id3.org) before it, and ID3,
//! APE or Lyrics3 behind.

/// The name of tags before the sound, and of those like them behind it.
pub(super) const ID3: &str = "ID3 tags";

/// The length of the header of an ID3 tag.
const HEADER: usize = 10;

/// Where the sound begins, behind tags and the empty bytes after them; `None` where a tag is cut
/// short, or nothing follows.
pub(super) fn sound_start(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    while bytes[start..].starts_with(b"ID3") {
        start += length(&bytes[start..])?;
        bytes.get(start..)?;
    }
    Some(start + bytes[start..].iter().position(|byte| *byte != 0)?)
}

/// The length of a tag with its header: four times seven bits, and a footer where the flags say so.
fn length(tag: &[u8]) -> Option<usize> {
    let header = tag.get(..HEADER)?;
    let size = header[6..].iter().fold(0, |size, byte| size << 7 | usize::from(byte & 0x7F));
    let footer = if header[5] & 0x10 != 0 { HEADER } else { 0 };
    Some(HEADER + size + footer)
}

/// The name of the tag that stands behind the sound, where it is one.
pub(super) fn name_of(rest: &[u8]) -> Option<&'static str> {
    match rest {
        _ if rest.starts_with(b"TAG") || rest.starts_with(b"ID3") => Some(ID3),
        _ if rest.starts_with(b"APETAGEX") => Some("APE tags"),
        _ if rest.starts_with(b"LYRICSBEGIN") => Some("lyrics"),
        _ => None,
    }
}
