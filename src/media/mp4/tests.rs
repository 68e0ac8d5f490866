//! Made films.

use crate::media::strip;
use proptest::prelude::*;

const FRAMES: &[u8] = b"FRAMES OF PICTURES";

fn a_box(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len() + 8).expect("short");
    [&length.to_be_bytes()[..], kind, contents].concat()
}

fn numbers(numbers: &[usize]) -> Vec<u8> {
    numbers.iter().flat_map(|n| u32::try_from(*n).expect("short").to_be_bytes()).collect()
}

fn track(handler: &[u8; 4], entry: &[u8; 4], at: usize, length: usize, secret: &[u8]) -> Vec<u8> {
    let url = a_box(b"url ", &[0, 0, 0, 1]);
    let fields = [&[0; 6][..], &[0, 1], &[0; 70], &a_box(b"avcC", b"set-up")].concat();
    let tables = [
        a_box(b"stsd", &[numbers(&[0, 1]), a_box(entry, &fields)].concat()),
        a_box(b"stts", &numbers(&[0, 1, 1, 10])),
        a_box(b"stsc", &numbers(&[0, 1, 1, 1, 1])),
        a_box(b"stsz", &numbers(&[0, 0, 1, length])),
        a_box(b"stco", &numbers(&[0, 1, at])),
    ];
    let information = [
        a_box(b"vmhd", &[0; 12]),
        a_box(b"dinf", &a_box(b"dref", &[numbers(&[0, 1]), url].concat())),
        a_box(b"stbl", &tables.concat()),
    ];
    let name = [&[0; 8][..], handler, &[0; 12], secret, &[0]].concat();
    let media =
        [a_box(b"mdhd", &[0; 24]), a_box(b"hdlr", &name), a_box(b"minf", &information.concat())];
    a_box(b"trak", &[a_box(b"tkhd", &[0; 84]), a_box(b"mdia", &media.concat())].concat())
}

/// A film with a track of pictures and one of places, and unknown boxes.
fn film(secret: &[u8], unknown: &[u8; 4], handler: &[u8; 4]) -> Vec<u8> {
    let start = 28;
    let places = start + FRAMES.len();
    let data = [FRAMES, secret, b"", secret].concat();
    let mut head = numbers(&[0, 0, 0, 1000, 10]);
    head[4..4 + secret.len().min(8)].copy_from_slice(&secret[..secret.len().min(8)]);
    head.resize(100, 0);
    let moov = [
        a_box(b"mvhd", &head),
        track(b"vide", b"avc1", start, FRAMES.len(), secret),
        track(handler, b"gpmd", places, secret.len(), secret),
        a_box(unknown, secret),
    ];
    [
        a_box(b"ftyp", b"isom\0\0\x02\0isom"),
        a_box(b"mdat", &data),
        a_box(b"moov", &moov.concat()),
        a_box(unknown, secret),
    ]
    .concat()
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn places_names_times_and_unknown_boxes_go_and_nothing_moves() {
    for unknown in [b"udta", b"meta", b"uuid", b"free", b"sefd", b"gps ", b"prft", b"thum"] {
        for handler in [b"meta", b"text", b"sbtl", b"tmcd"] {
            let full = film(b"+50.4501+030.5234/", unknown, handler);
            let once = strip(&full).expect("a film");
            assert_eq!(once.bytes.len(), full.len());
            assert!(!has(&once.bytes, b"+50.45"), "{once:?}");
            assert!(has(&once.bytes, FRAMES) && has(&once.bytes, b"set-up"));
            let twice = strip(&once.bytes).expect("a film");
            assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
        }
    }
}

#[test]
fn a_film_with_nothing_to_take_out_stays_to_the_byte() {
    let once = strip(&film(&[0; 18], b"free", b"meta")).expect("a film").bytes;
    assert_eq!(strip(&once).expect("a film").bytes, once);
}

#[test]
fn frames_that_are_elsewhere_are_no_film() {
    let full = film(b"+50.4501+030.5234/", b"udta", b"meta");
    assert!(strip(&full[28 + 36..]).is_err());
    assert!(strip(&full[..full.len() - 1]).is_err());
    assert!(strip(b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x04moov").is_err());
    let stray = [a_box(b"ftyp", b"isom\0\0\x02\0isom"), a_box(b"mdat", b"frames")].concat();
    assert!(strip(&stray).is_err());
}

#[test]
fn fragments_are_refused() {
    let full = [film(b"x", b"udta", b"meta"), a_box(b"moof", b"")].concat();
    assert!(strip(&full).is_err());
}

proptest! {
    #[test]
    fn prop_cuts_and_changes_never_panic_nor_keep_the_places(
        cut in 0usize..1600, at in 0usize..1600, value in any::<u8>(),
    ) {
        let full = film(b"+50.4501+030.5234/", b"sefd", b"text");
        let cut = strip(&full[..cut.min(full.len())]);
        prop_assert!(cut.is_err() || cut.is_ok_and(|cut| !has(&cut.bytes, b"+50.45")));
        let mut changed = full.clone();
        let at = at % full.len();
        changed[at] = value;
        if let Ok(once) = strip(&changed) {
            let twice = strip(&once.bytes).expect("a film");
            prop_assert_eq!(twice.bytes, once.bytes);
            prop_assert!(twice.removed.is_empty());
        }
    }
}
