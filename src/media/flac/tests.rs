//! Made sound.

use super::{frame_sum, header_sum};
use crate::media::{Format, detect, strip};
use proptest::prelude::*;

const INFO: [u8; 34] = [7; 34];

fn block(kind: u8, contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len()).expect("short").to_be_bytes();
    [&[kind], &length[1..], contents].concat()
}

fn frame(number: u8) -> Vec<u8> {
    let mut frame = vec![0xFF, 0xF8, 0x69, 0x18, number, 15];
    frame.push(frame.iter().fold(0, |sum, byte| header_sum(sum, *byte)));
    frame.extend([number ^ 0x5A; 90]);
    let sum = frame.iter().fold(0, |sum, byte| frame_sum(sum, *byte));
    frame.extend(sum.to_be_bytes());
    frame
}

fn sound(blocks: &[Vec<u8>]) -> Vec<u8> {
    [b"fLaC", &blocks.concat()[..], &frame(0), &frame(1), &frame(2)].concat()
}

fn places(unused: &[u8; 10]) -> Vec<u8> {
    [&[0; 16][..], &[0, 16], &[0xFF; 8], unused].concat()
}

fn full(secret: &[u8; 10]) -> Vec<u8> {
    let blocks = [
        block(0, &INFO),
        block(4, secret),
        block(3, &places(secret)),
        block(2, secret),
        block(5, secret),
        block(6, secret),
        block(77, secret),
        block(0x81, secret),
    ];
    let behind = [&b"APETAGEX"[..], secret, b"TAG", secret].concat();
    [b"ID3\x04\0\0\0\0\0\x0A", &secret[..], &[0; 7], &sound(&blocks), &behind].concat()
}

#[test]
fn checksums_are_those_of_the_format() {
    let digits = b"123456789";
    assert_eq!(digits.iter().fold(0, |sum, byte| header_sum(sum, *byte)), 0xF4);
    assert_eq!(digits.iter().fold(0, |sum, byte| frame_sum(sum, *byte)), 0xFEE8);
}

#[test]
fn metadata_of_every_kind_goes_and_the_frames_stay_to_the_byte() {
    let full = full(b"SERIAL4711");
    assert_eq!(detect(&full), Ok(Format::Flac));
    let once = strip(&full).expect("sound");
    assert_eq!(once.bytes, sound(&[block(0, &INFO), block(0x83, &places(&[0; 10]))]));
    let all = [
        "ID3 tags",
        "comments",
        "what programs noted",
        "a list of tracks",
        "pictures",
        "other metadata",
        "free space",
        "what stood in free space",
        "APE tags",
    ];
    assert_eq!(once.removed, all);
    let twice = strip(&once.bytes).expect("sound");
    assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
}

#[test]
fn the_first_block_is_the_last_where_it_is_alone() {
    let once = strip(&sound(&[block(0, &INFO), block(0x84, b"SERIAL")])).expect("sound");
    assert_eq!(once.bytes, sound(&[block(0x80, &INFO)]));
    assert!(strip(&once.bytes).expect("sound").removed.is_empty());
}

#[test]
fn a_table_of_places_without_sound_goes() {
    for place in [*b"SERIAL4711\0\0\0\0\0\0\0\0", *b"\0\0\0\0\0\0\0\0SERIAL4711"] {
        let once = strip(&sound(&[block(0, &INFO), block(0x83, &place)])).expect("sound");
        assert_eq!(once.bytes, sound(&[block(0x80, &INFO)]));
    }
}

#[test]
fn tags_behind_go_and_what_is_unknown_there_is_refused() {
    let plain = sound(&[block(0x80, &INFO)]);
    for behind in [&b"TAGSERIAL"[..], b"ID3SERIAL", b"APETAGEXSERIAL", b"LYRICSBEGINSERIAL"] {
        assert_eq!(strip(&[&plain[..], behind].concat()).expect("sound").bytes, plain);
    }
    assert!(strip(&[&plain[..], b"SERIAL"].concat()).is_err());
    assert!(strip(&[&plain[..], b"SERIAL", &frame(3)].concat()).is_err());
    assert!(strip(&plain[..plain.len() - 1]).is_err());
}

#[test]
fn blocks_that_are_not_as_they_must_be_are_refused() {
    for blocks in [
        vec![block(0x80, &INFO[1..])],
        vec![block(4, b"SERIAL"), block(0x80, &INFO)],
        vec![block(0, &INFO), block(0x80, &INFO)],
        vec![block(0, &INFO), block(0x83, &[0; 17])],
        vec![block(0, &INFO), block(3, &[0; 18]), block(0x83, &[0; 18])],
        vec![block(0, &INFO), block(0xFF, b"SERIAL")],
        vec![block(0, &INFO)],
    ] {
        assert!(strip(&sound(&blocks)).is_err());
    }
    let mut changed = sound(&[block(0x80, &INFO)]);
    changed[4 + 38 + 4] ^= 1;
    assert!(strip(&changed).is_err());
}

proptest! {
    #[test]
    fn prop_cuts_and_changes_never_panic_nor_keep_the_words(
        cut in 0usize..700, at in 0usize..700, value in any::<u8>(),
    ) {
        let full = full(b"SERIAL4711");
        let frames = full.windows(2).position(|window| window == b"\xFF\xF8").expect("a frame");
        let mut changed = full.clone();
        let at = at % full.len();
        changed[at] = value;
        for (bytes, metadata) in [(&full[..cut.min(full.len())], true), (&changed, at < frames)] {
            if let Ok(once) = strip(bytes) {
                let kept = once.bytes.windows(6).any(|window| window == b"SERIAL");
                prop_assert!(!metadata || !kept);
                let twice = strip(&once.bytes).expect("sound");
                prop_assert_eq!(twice.bytes, once.bytes);
                prop_assert!(twice.removed.is_empty());
            }
        }
    }
}
