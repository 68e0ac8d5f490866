//! Made films.

use crate::media::strip;
use proptest::prelude::*;

fn element(id: u32, contents: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = id.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let length = u64::try_from(contents.len()).expect("short") | 1 << 56;
    [&digits, &length.to_be_bytes()[..], contents].concat()
}

fn film(secret: &[u8], live: bool) -> Vec<u8> {
    let track = |number, kind, codec: &[u8]| {
        let fields = [
            element(0xD7, &[number]),
            element(0x83, &[kind]),
            element(0x86, codec),
            element(0x536E, secret),
        ];
        element(0xAE, &fields.concat())
    };
    let tracks = [track(1, 1, b"V_VP9"), track(2, 0x11, b"S_TEXT/UTF8")].concat();
    let block = |number: u8, data: &[u8]| [&[0x80 | number, 0, 0, 0][..], data].concat();
    let cluster = [
        element(0xE7, &[0]),
        element(0xA3, &block(1, b"FRAMES")),
        element(0xA3, &block(2, secret)),
        element(0xA0, &element(0xA1, &block(2, secret))),
        element(0xBF, secret),
    ];
    let info = [
        element(0x2A_D7B1, &[1]),
        element(0x4461, secret),
        element(0x7BA9, secret),
        element(0x5741, secret),
    ];
    let mut segment = [
        element(0x1549_A966, &info.concat()),
        element(0x1654_AE6B, &tracks),
        element(0x1F43_B675, &cluster.concat()),
        element(0x1254_C367, secret),
        element(0x1941_A469, secret),
    ]
    .concat();
    if live {
        let at = segment.windows(4).position(|w| w == [0x1F, 0x43, 0xB6, 0x75]).expect("one") + 4;
        segment[at..at + 8].copy_from_slice(&[1, 255, 255, 255, 255, 255, 255, 255]);
    }
    [element(0x1A45_DFA3, &element(0x4282, b"webm")), element(0x1853_8067, &segment)].concat()
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn tags_names_and_other_tracks_go_and_nothing_moves() {
    for live in [false, true] {
        for secret in [&b"GPS 50.45"[..], &b"GPS 50.45".repeat(30)] {
            let full = film(secret, live);
            let once = strip(&full).expect("a film");
            assert_eq!(once.bytes.len(), full.len());
            assert!(!has(&once.bytes, b"GPS") && has(&once.bytes, b"FRAMES"));
            let twice = strip(&once.bytes).expect("a film");
            assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
        }
    }
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let full = film(b"GPS", false);
    assert!(strip(&full[..full.len() - 1]).is_err());
    assert!(strip(b"\x1A\x45\xDF\xA3\x9FB\x82\x84webmTITLE GPS").is_err());
    let behind = strip(&[&full[..], b"GPS 50.45"].concat()).expect("a film");
    assert_eq!(behind.bytes.len(), full.len());
}

proptest! {
    #[test]
    fn prop_cuts_and_changes_never_panic(
        cut in 0usize..900, at in 0usize..900, value in any::<u8>(), live in any::<bool>(),
    ) {
        let full = film(b"GPS 50.45", live);
        if let Ok(cut) = strip(&full[..cut.min(full.len())]) {
            prop_assert!(!has(&cut.bytes, b"GPS"));
        }
        let mut changed = full.clone();
        let at = at % full.len();
        changed[at] = value;
        if let Ok(once) = strip(&changed) {
            let twice = strip(&once.bytes).expect("a film");
            prop_assert_eq!(twice.bytes, once.bytes);
        }
    }
}
