//! MP3: frames of sound, with ID3 tags before and behind them (id3.org, 2.4.0 and 1).

use super::Removed;

/// The length of the header of a tag before the sound.
const HEADER: usize = 10;

/// The length of a tag behind the sound.
const BEHIND: usize = 128;

/// The sound without tags; `None` where there is none.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let mut sound = bytes;
    while sound.starts_with(b"ID3") {
        removed.note("ID3 tags");
        sound = sound.get(tag_length(sound)?..)?;
    }
    while let Some(at) = sound.len().checked_sub(BEHIND)
        && sound[at..].starts_with(b"TAG")
    {
        removed.note("ID3 tags");
        sound = &sound[..at];
    }
    matches!(sound, [0xFF, 0xFA | 0xFB | 0xF2 | 0xF3, ..]).then(|| (sound.to_vec(), removed))
}

/// The length of a tag with its header: four times seven bits, and a footer where the flags say so.
fn tag_length(tag: &[u8]) -> Option<usize> {
    let header = tag.get(..HEADER)?;
    let size = header[6..].iter().fold(0, |size, byte| size << 7 | usize::from(byte & 0x7F));
    let footer = if header[5] & 0x10 != 0 { HEADER } else { 0 };
    Some(HEADER + size + footer)
}

#[cfg(test)]
mod tests {
    use crate::media::strip;

    #[test]
    fn tags_go_and_the_sound_stays() {
        let sound = b"\xFF\xFB\x90\0frames".to_vec();
        let behind = [&b"TAG"[..], &[b'x'; 125]].concat();
        let full = [b"ID3\x04\0\0\0\0\0\x06SERIAL", &sound[..], &behind].concat();
        let once = strip(&full).expect("sound");
        assert_eq!((&once.bytes, once.removed), (&sound, vec!["ID3 tags"]));
        assert!(strip(&once.bytes).expect("sound").removed.is_empty());
    }

    #[test]
    fn tags_without_sound_are_no_sound() {
        assert!(strip(b"ID3\x04\0\0\0\0\0\x06SERIAL").is_err());
        assert!(strip(b"ID3\x04\0\0\0\0\x7F\x7Fshort").is_err());
    }
}
