//! MP3: a chain of frames of sound (ISO/IEC 11172-3 and 13818-3, layer III), each of which tells
//! its own length. Only whole frames stay, so that tags of any kind, before or behind, go.

use super::removed::{Removed, zero};
use super::tags;

/// The kilobits in a second by their number: MPEG 1, then MPEG 2 and 2.5.
const RATES: [[usize; 15]; 2] = [
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// The samples in a second of MPEG 1 by their number; later ones have a half and a quarter.
const SAMPLES: [usize; 3] = [44_100, 48_000, 32_000];

/// How many frames in a row are sound, and not bytes that look like it.
const CHAIN: usize = 3;

/// The sound without tags; `None` where there is none, or where it goes on behind a gap.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    if bytes.starts_with(b"ID3") {
        removed.note(tags::ID3);
    }
    let begin = tags::sound_start(bytes)?;
    let end = chain_end(bytes, begin);
    if frames(bytes, begin, CHAIN) < CHAIN || (end..bytes.len()).any(|at| goes_on(bytes, at)) {
        return None;
    }
    if end < bytes.len() {
        removed.note(tags::name_of(&bytes[end..]).unwrap_or("data behind the sound"));
    }
    let mut sound = bytes[begin..end].to_vec();
    clear_index(&mut sound, &mut removed)?;
    Some((sound, removed))
}

/// The length of the whole frame that begins there.
fn frame_length(bytes: &[u8], at: usize) -> Option<usize> {
    let header = bytes.get(at..at.checked_add(4)?)?;
    if header[0] != 0xFF || header[1] & 0xE6 != 0xE2 {
        return None;
    }
    let (later, shift, factor) = match header[1] >> 3 & 3 {
        3 => (0, 0, 144_000),
        2 => (1, 1, 72_000),
        0 => (1, 2, 72_000),
        _ => return None,
    };
    let rate = *RATES[later].get(usize::from(header[2] >> 4)).filter(|rate| **rate > 0)?;
    let samples = SAMPLES.get(usize::from(header[2] >> 2 & 3))? >> shift;
    let length = factor * rate / samples + usize::from(header[2] >> 1 & 1);
    (at + length <= bytes.len()).then_some(length)
}

/// How many whole frames follow each other from there, up to a limit.
fn frames(bytes: &[u8], mut at: usize, limit: usize) -> usize {
    let mut count = 0;
    while count < limit
        && let Some(length) = frame_length(bytes, at)
    {
        at += length;
        count += 1;
    }
    count
}

/// Behind the last whole frame of the chain that begins there.
fn chain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(length) = frame_length(bytes, at) {
        at += length;
    }
    at
}

/// Whether more sound begins there: what stands before it cannot be told from sound then.
fn goes_on(bytes: &[u8], at: usize) -> bool {
    bytes[at] == 0xFF && frames(bytes, at, CHAIN) == CHAIN
}

/// The first frame may be an index without sound: what stands in it behind the index goes.
fn clear_index(sound: &mut [u8], removed: &mut Removed) -> Option<()> {
    let length = frame_length(sound, 0)?;
    let (first, mono) = (sound[1] >> 3 & 1 == 1, sound[3] >> 6 == 3);
    let side = match (first, mono) {
        (true, false) => 32,
        (true, true) | (false, false) => 17,
        (false, true) => 9,
    };
    let at = 4 + side;
    let frame = &mut sound[..length];
    if !matches!(frame.get(at..at + 4), Some(b"Xing" | b"Info")) {
        return Some(());
    }
    let flags = *frame.get(at + 7)?;
    let fields = [(1, 4), (2, 4), (4, 100), (8, 4)];
    let index: usize = fields.iter().filter(|(bit, _)| flags & bit != 0).map(|(_, n)| n).sum();
    frame[at + 4..at + 7].fill(0);
    frame[4..at].fill(0);
    zero(frame.get_mut(at + 8 + index..)?, "the name of the encoder", removed);
    Some(())
}

#[cfg(test)]
mod tests {
    use crate::media::strip;
    use proptest::prelude::*;

    fn frame(fill: u8) -> Vec<u8> {
        let mut frame = vec![fill; 417];
        frame[..4].copy_from_slice(b"\xFF\xFB\x90\0");
        frame
    }

    fn sound() -> Vec<u8> {
        [frame(1), frame(2), frame(3), frame(4)].concat()
    }

    #[test]
    fn tags_of_every_kind_go_and_the_sound_stays_to_the_byte() {
        let old = [&b"TAG"[..], &[b'x'; 125]].concat();
        for (behind, name) in [
            (&old[..], "ID3 tags"),
            (b"ID3\x04\0\x10\0\0\0\x06SERIAL3DI", "ID3 tags"),
            (b"APETAGEX....Location\0GPS", "APE tags"),
            (b"LYRICSBEGININF00009GPS000033LYRICS200", "lyrics"),
            (b"\0\0unknown", "data behind the sound"),
        ] {
            let full = [b"ID3\x04\0\0\0\0\0\x06SERIAL", &sound()[..], behind].concat();
            let once = strip(&full).expect("sound");
            assert_eq!(once.bytes, sound());
            assert!(once.removed.contains(&name), "{:?}", once.removed);
            assert!(strip(&once.bytes).expect("sound").removed.is_empty());
        }
    }

    #[test]
    fn an_index_stays_without_the_words_behind_it() {
        let mut index = frame(0);
        index[36..48].copy_from_slice(b"Xing\0\0\0\x01\0\0\0\x04");
        let kept = [index.clone(), sound()].concat();
        index[60..66].copy_from_slice(b"SECRET");
        let once = strip(&[index, sound()].concat()).expect("sound");
        assert_eq!((once.bytes, once.removed), (kept, vec!["the name of the encoder"]));
    }

    #[test]
    fn what_is_no_chain_of_frames_is_no_sound() {
        assert!(strip(b"ID3\x04\0\0\0\0\0\x06SERIAL").is_err());
        assert!(strip(b"ID3\x04\0\0\0\0\x7F\x7Fshort").is_err());
        assert!(strip(b"\xFF\xFB\x90\0frames").is_err());
        assert!(strip(&[&sound()[..], b"between", &sound()].concat()).is_err());
    }

    proptest! {
        #[test]
        fn prop_no_needle_outside_of_frames_is_kept(
            noise in prop::collection::vec(any::<u8>(), 0..60), cut in 0usize..2000,
        ) {
            let full = [&sound()[..], &noise, b"SERIAL 4711"].concat();
            for bytes in [&full[..], &full[..cut.min(full.len())]] {
                if let Ok(once) = strip(bytes) {
                    prop_assert!(sound().starts_with(&once.bytes));
                }
            }
        }
    }
}
