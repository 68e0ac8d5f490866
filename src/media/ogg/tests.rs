//! Made sound.

use super::{NO_COMMENTS, checksum, lacing};
use crate::media::strip;
use proptest::prelude::*;

fn page(flags: u8, serial: u8, number: u8, packets: &[&[u8]]) -> Vec<u8> {
    let lengths: Vec<u8> = packets.iter().flat_map(|packet| lacing(packet)).collect();
    let mut bytes =
        [b"OggS\0", &[flags][..], &[0; 8], &[serial, 0, 0, 0, number, 0, 0, 0]].concat();
    bytes.extend([0; 4]);
    bytes.push(u8::try_from(lengths.len()).expect("short"));
    bytes.extend(lengths);
    bytes.extend(packets.concat());
    let sum = checksum(&bytes);
    bytes[22..26].copy_from_slice(&sum.to_le_bytes());
    bytes
}

fn vorbis(comments: &[u8]) -> Vec<u8> {
    let head = [&b"\x01vorbis"[..], &[0; 23]].concat();
    let pages = [
        page(2, 7, 0, &[&head]),
        page(0, 7, 1, &[comments, &[b"\x05vorbis", &[9; 600][..]].concat()]),
        page(4, 7, 2, &[b"FRAMES"]),
    ];
    pages.concat()
}

fn opus(comments: &[u8]) -> Vec<u8> {
    let head = b"OpusHead\x01\x02\0\0\x80\xBB\0\0\0\0\0";
    [page(2, 7, 0, &[head]), page(0, 7, 1, &[comments]), page(4, 7, 2, &[b"FRAMES"])].concat()
}

#[test]
fn comments_go_and_the_sound_stays_to_the_byte() {
    let full = vorbis(b"\x03vorbis\x04\0\0\0SELF\x01\0\0\0\x0A\0\0\0ARTIST=GPS\x01");
    let once = strip(&full).expect("sound");
    assert_eq!((once.bytes, once.removed), (vorbis(NO_COMMENTS), vec!["comments"]));
    let once = strip(&opus(&[b"OpusTags", &[b'G'; 3000][..]].concat())).expect("sound");
    assert_eq!(once.bytes, opus(b"OpusTags\0\0\0\0\0\0\0\0"));
    let twice = strip(&once.bytes).expect("sound");
    assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
}

#[test]
fn other_streams_and_what_stands_behind_go() {
    let other = page(2, 8, 0, &[b"\x80theora GPS"]);
    let full = [&other[..], &vorbis(NO_COMMENTS), b"TAG GPS"].concat();
    let once = strip(&full).expect("sound");
    assert_eq!(once.bytes, vorbis(NO_COMMENTS));
    assert_eq!(once.removed, ["tracks that are not sound", "data behind the sound"]);
    assert!(strip(&other).is_err());
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let full = vorbis(NO_COMMENTS);
    assert!(strip(b"OggS\0ARTIST=GPS 50.45").is_err());
    assert!(strip(&full[..full.len() - 1]).is_err());
    assert!(strip(&[&full[..58], b"between", &full[58..]].concat()).is_err());
}

proptest! {
    #[test]
    fn prop_cuts_and_changes_never_panic_nor_keep_comments(
        cut in 0usize..900, at in 0usize..900, value in any::<u8>(),
    ) {
        let full = vorbis(b"\x03vorbis\x04\0\0\0SELF\x01\0\0\0\x0A\0\0\0ARTIST=GPS\x01");
        let mut changed = full.clone();
        let at = at % full.len();
        changed[at] = value;
        for bytes in [&full[..cut.min(full.len())], &changed] {
            if let Ok(once) = strip(bytes) {
                prop_assert!(!once.bytes.windows(3).any(|window| window == b"GPS"));
            }
        }
    }
}
