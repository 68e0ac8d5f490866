//! Made films.

use crate::media::{Format, strip};
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
    let fields = [&[0; 6][..], &[0, 1], &[0; 70], &a_box(b"avcC", b"set-up")].concat();
    whole_track(handler, &a_box(entry, &fields), [at, length], secret, &[])
}

/// A track with one frame; `more` stands in each of its boxes.
fn whole_track(
    handler: &[u8; 4],
    entry: &[u8],
    [at, length]: [usize; 2],
    secret: &[u8],
    more: &[u8],
) -> Vec<u8> {
    let url = a_box(if has(more, b"alias") { b"alis" } else { b"url " }, &[0, 0, 0, 1]);
    let tables = [
        a_box(b"stsd", &[&numbers(&[0, 1]), entry].concat()),
        a_box(b"stts", &numbers(&[0, 1, 1, 10])),
        a_box(b"stsc", &numbers(&[0, 1, 1, 1, 1])),
        a_box(b"stsz", &numbers(&[0, 0, 1, length])),
        a_box(b"stco", &numbers(&[0, 1, at])),
    ];
    let information = [
        a_box(b"vmhd", &[0; 12]),
        a_box(b"dinf", &a_box(b"dref", &[numbers(&[0, 1]), url].concat())),
        a_box(b"stbl", &tables.concat()),
        more.to_vec(),
    ];
    let name = [&[0; 8][..], handler, &[0; 12], secret, &[0]].concat();
    let media =
        [a_box(b"mdhd", &[0; 24]), a_box(b"hdlr", &name), a_box(b"minf", &information.concat())];
    let parts = [&a_box(b"tkhd", &[0; 84]), more, &a_box(b"mdia", &media.concat())];
    a_box(b"trak", &parts.concat())
}

/// An entry of sound, with what stands behind its fields.
fn sound(kind: &[u8; 4], version: u8, compression: [u8; 2], more: &[u8]) -> Vec<u8> {
    let fields = [
        &[0, 0, 0, 0, 0, 0, 0, 1, 0, version, 0, 0][..],
        b"appl\0\x02\0\x10",
        &compression,
        &[0, 0, 0xAC, 0x44, 0, 0],
        more,
    ];
    a_box(kind, &fields.concat())
}

/// Version 1 of that, with the set-up of the decoder in a box with others, as phones write it.
fn wave(secret: &[u8], set_up: &[Vec<u8>]) -> Vec<u8> {
    let boxes =
        [a_box(b"frma", b"mp4a"), a_box(b"mp4a", secret), set_up.concat(), a_box(&[0; 4], b"")];
    let more = [numbers(&[1024, 0, 0, 2]), a_box(b"wave", &boxes.concat()), a_box(b"chan", secret)];
    sound(b"mp4a", 1, [0xFF, 0xFE], &more.concat())
}

const SOUND: &[u8] = b"FRAMES OF SOUND";

/// A phone's film: QuickTime with the boxes that MP4 does not have, and a track of places.
fn phones_film(brand: &[u8; 4], secret: &[u8], entry: &[u8]) -> Vec<u8> {
    let start = 36;
    let places = start + FRAMES.len() + SOUND.len();
    let data = [FRAMES, SOUND, secret].concat();
    let aperture = a_box(b"clef", secret);
    let more = [
        a_box(b"tapt", &aperture),
        a_box(b"load", secret),
        a_box(b"tref", secret),
        a_box(b"udta", &[secret, &[0; 4]].concat()),
        a_box(b"meta", &a_box(b"keys", secret)),
        a_box(b"gmhd", if brand == b"qt  " { b"alias" } else { b"plain" }),
    ]
    .concat();
    let picture =
        [&[0, 0, 0, 0, 0, 0, 0, 1][..], &[0; 70], &a_box(b"avcC", b"set-up"), &[0; 4]].concat();
    let moov = [
        a_box(b"mvhd", &[0; 100]),
        whole_track(b"vide", &a_box(b"avc1", &picture), [start, FRAMES.len()], secret, &more),
        whole_track(b"soun", entry, [start + FRAMES.len(), SOUND.len()], secret, &more),
        whole_track(b"meta", &a_box(b"mebx", secret), [places, secret.len()], secret, &more),
        more,
    ];
    let name = [brand, &[0; 4][..], brand].concat();
    [
        a_box(b"ftyp", &name),
        a_box(b"wide", b""),
        a_box(b"mdat", &data),
        a_box(b"moov", &moov.concat()),
    ]
    .concat()
}

fn set_up() -> Vec<u8> {
    a_box(b"esds", b"decoder")
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

#[test]
fn a_phones_film_becomes_mp4_without_places_and_nothing_moves() {
    let secret = b"+50.4501+030.5234/";
    let plain = [numbers(&[1024, 0, 0, 2]), set_up()].concat();
    for entry in [
        wave(secret, &[set_up()]),
        sound(b"mp4a", 1, [0xFF, 0xFE], &plain),
        sound(b"mp4a", 0, [0, 0], &set_up()),
    ] {
        let full = phones_film(b"qt  ", secret, &entry);
        let once = strip(&full).expect("a film");
        assert_eq!((once.kind, once.extension), (Format::Mp4, "mp4"));
        assert_eq!(once.bytes.len(), full.len());
        assert!(once.bytes[4..].starts_with(b"ftypisom\0\0\0\0isom"));
        assert!(!has(&once.bytes, b"+50.45") && !has(&once.bytes, b"appl"), "{once:?}");
        for stays in [FRAMES, SOUND, b"set-up", b"decoder"] {
            assert_eq!(
                once.bytes.windows(stays.len()).position(|window| window == stays),
                full.windows(stays.len()).position(|window| window == stays)
            );
        }
        assert!(!has(&once.bytes, b"wave") && !has(&once.bytes, b"alis"));
        let twice = strip(&once.bytes).expect("a film");
        assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
    }
}

#[test]
fn quicktime_that_mp4_has_no_words_for_is_refused_with_a_remedy() {
    let secret = b"+50.4501+030.5234/";
    let mut endless = set_up();
    endless[..4].fill(0);
    let more = numbers(&[1024, 0, 0, 2]);
    for entry in [
        sound(b"mp4a", 2, [0xFF, 0xFE], &[&[0; 36][..], &set_up()].concat()),
        sound(b"lpcm", 0, [0, 0], b""),
        sound(b"mp4a", 0, [0, 0], &a_box(b"chan", secret)),
        sound(b"mp4a", 1, [0, 0], &[more.clone(), set_up()].concat()),
        sound(b"mp4a", 1, [0xFF, 0xFE], &more),
        sound(b"mp4a", 1, [0xFF, 0xFE], &[0; 6]),
        wave(secret, &[]),
        wave(secret, &[set_up(), set_up()]),
        wave(secret, &[endless]),
    ] {
        let refused = strip(&phones_film(b"qt  ", secret, &entry)).expect_err("not as MP4");
        assert!(refused.to_string().contains("QuickTime is not shown by every browser"));
    }
    assert!(strip(&phones_film(b"isom", secret, &wave(secret, &[set_up()]))).is_err());
}

#[test]
fn languages_and_early_frames_are_said_as_mp4_says_them() {
    let mut header = [0; 24];
    for (language, packed) in
        [([0, 0], [0x55, 0xC4]), ([0x7F, 0xFF], [0x55, 0xC4]), ([0x15, 0xC7], [0x15, 0xC7])]
    {
        header[20..22].copy_from_slice(&language);
        super::quicktime::change_language(&mut header).expect("a header");
        assert_eq!(header[20..22], packed);
    }
    for (offset, version) in [(5, 0), (0xFFFF_FFFE, 1)] {
        let mut table = numbers(&[0, 1, 1, offset]);
        super::quicktime::change_offsets(&mut table).expect("a table");
        assert_eq!(table, numbers(&[version << 24, 1, 1, offset]));
    }
}

#[test]
fn of_sound_alone_a_cover_goes_with_its_pictures() {
    let secret = b"+50.4501+030.5234/";
    for brand in [b"M4A ", b"M4B "] {
        let entry = sound(b"mp4a", 0, [0, 0], &set_up());
        let full = phones_film(brand, secret, &entry);
        let once = strip(&full).expect("sound");
        assert_eq!((once.kind, once.extension), (Format::M4a, "m4a"));
        assert!(has(&once.bytes, SOUND) && has(&once.bytes, b"decoder") && has(&once.bytes, brand));
        assert!(!has(&once.bytes, FRAMES) && !has(&once.bytes, b"+50.45"), "{once:?}");
        assert!(once.removed.contains(&"tracks that are not sound"), "{:?}", once.removed);
        let twice = strip(&once.bytes).expect("sound");
        assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
    }
    let mut pictures = film(secret, b"udta", b"meta");
    pictures[8..12].copy_from_slice(b"M4A ");
    assert!(strip(&pictures).is_err());
}

proptest! {
    #[test]
    fn prop_cuts_and_changes_of_a_phones_film_never_panic_nor_keep_the_places(
        cut in 0usize..3200, at in 0usize..3200, value in any::<u8>(),
    ) {
        let secret = b"+50.4501+030.5234/";
        let full = phones_film(b"qt  ", secret, &wave(secret, &[set_up()]));
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
