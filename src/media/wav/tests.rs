use crate::media::strip;
use proptest::prelude::*;

const PLAIN: [u8; 16] = [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0];
const SOUND: &[u8] = b"SAMPLES";

fn chunk(kind: &[u8; 4], contents: &[u8], pad: u8) -> Vec<u8> {
    let length = u32::try_from(contents.len()).expect("short").to_le_bytes();
    [kind, &length, contents, &[pad][..contents.len() % 2]].concat()
}

fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    chunk(b"RIFF", &[b"WAVE", &chunks.concat()[..]].concat(), 0)
}

fn plain() -> Vec<u8> {
    file(&[chunk(b"fmt ", &PLAIN, 0), chunk(b"fact", &[7; 4], 0), chunk(b"data", SOUND, 0)])
}

fn full() -> Vec<u8> {
    let chunks = [
        chunk(b"JUNK", b"SERIAL", 0),
        chunk(b"bext", b"SERIAL", 0),
        chunk(b"fmt ", &PLAIN, 0),
        chunk(b"LIST", b"INFOIARTSERIAL", 0),
        chunk(b"data", SOUND, b'!'),
        chunk(b"cue ", b"SERIAL", 0),
        chunk(b"fact", &[7; 4], 0),
        chunk(b"id3 ", b"ID3 SERIAL", 0),
        chunk(b"_PMX", b"<SERIAL>", 0),
        chunk(b"LOCN", b"SERIAL ", b'!'),
    ];
    [&file(&chunks)[..], b"SERIAL"].concat()
}

fn extensible(tag: u8, identifier: &[u8; 14]) -> Vec<u8> {
    [&[0xFE, 0xFF][..], &PLAIN[2..], &[22, 0, 16, 0, 4, 0, 0, 0, tag, 0], identifier].concat()
}

#[test]
fn all_but_the_sound_goes_and_the_sound_stays_to_the_byte() {
    let once = strip(&full()).expect("sound");
    assert_eq!(once.bytes, plain());
    let all = [
        "free space",
        "what the recorder noted",
        "names and comments",
        "markers",
        "ID3 tags",
        "XMP",
        "other metadata",
        "data behind the sound",
    ];
    assert_eq!(once.removed, all);
    let twice = strip(&once.bytes).expect("sound");
    assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
}

#[test]
fn a_last_byte_that_is_missing_is_put_there() {
    let mut short = plain();
    short.pop();
    short[4] -= 1;
    assert_eq!(strip(&short).expect("sound").bytes, plain());
}

#[test]
fn only_what_browsers_play_is_sound_and_nothing_hides_in_how() {
    let with = |format: &[u8]| strip(&file(&[chunk(b"fmt ", format, 0), chunk(b"data", SOUND, 0)]));
    let of = |tag: u8, behind: &[u8]| [&[tag][..], &PLAIN[1..], behind].concat();
    for format in [
        of(1, b""),
        of(3, b"\0\0"),
        of(6, b""),
        of(7, b"\0\0"),
        extensible(1, &super::IDENTIFIER),
        extensible(3, &super::IDENTIFIER),
    ] {
        assert!(with(&format).is_ok_and(|once| once.removed.is_empty()), "{format:?}");
    }
    for format in [
        of(2, b""),
        of(0x55, b"\0\0"),
        of(1, b"\x02\0"),
        of(1, b"\x02\0GP"),
        of(1, &[0; 24]),
        PLAIN[..14].to_vec(),
        extensible(2, &super::IDENTIFIER),
        extensible(1, b"SERIAL 4711..."),
    ] {
        assert!(with(&format).is_err(), "{format:?}");
    }
}

#[test]
fn what_a_recorder_left_open_is_refused() {
    let (format, sound) = (chunk(b"fmt ", &PLAIN, 0), chunk(b"data", SOUND, 0));
    for size in [[0; 4], [0xFF; 4], [9, 0, 0, 0]] {
        let mut open = plain();
        let at = open.len() - 12;
        open[at..at + 4].copy_from_slice(&size);
        assert!(strip(&open).is_err(), "{size:?}");
        let mut open = plain();
        open[4..8].copy_from_slice(&size);
        assert!(strip(&open).is_err(), "{size:?}");
    }
    for chunks in [
        vec![sound.clone(), format.clone()],
        vec![format.clone(), format.clone(), sound.clone()],
        vec![format.clone(), sound.clone(), sound.clone()],
        vec![format.clone(), chunk(b"fact", &[7; 5], 0), sound.clone()],
        vec![format.clone()],
        vec![sound],
        vec![format, b"data".to_vec()],
    ] {
        assert!(strip(&file(&chunks)).is_err());
    }
}

proptest! {
    #[test]
    fn prop_cuts_and_changes_never_panic_nor_keep_the_words(
        cut in 0usize..260, at in 0usize..260, value in any::<u8>(),
    ) {
        let full = full();
        let mut changed = full.clone();
        let at = at % full.len();
        changed[at] = value;
        let cut = strip(&full[..cut.min(full.len())]);
        prop_assert!(cut.is_err() || cut.is_ok_and(|cut| cut.bytes == plain()));
        if let Ok(once) = strip(&changed) {
            let twice = strip(&once.bytes).expect("sound");
            prop_assert_eq!(twice.bytes, once.bytes);
            prop_assert!(twice.removed.is_empty());
        }
    }
}
