//! MP4 (ISO/IEC 14496-12): boxes in boxes.
//!
//! Tables in it count bytes from the start of the file, so nothing may move: what has to go is
//! turned into free space of the same length.

use super::Removed;

/// Boxes that hold others in which metadata can stand.
const CONTAINERS: [&[u8; 4]; 6] = [b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"];

/// The file without metadata; `None` where it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let mut bytes = bytes.to_vec();
    let length = bytes.len();
    clear(&mut bytes, 0, length, &mut removed)?;
    Some((bytes, removed))
}

/// Clears the boxes from `at` to `end`; containers are few and nested three deep at most.
fn clear(bytes: &mut [u8], mut at: usize, end: usize, removed: &mut Removed) -> Option<()> {
    while at < end {
        let (header, length) = box_at(bytes, at, end)?;
        let (inside, next) = (at + header, at + length);
        let kind: [u8; 4] = bytes[at + 4..at + 8].try_into().ok()?;
        match &kind {
            kind if CONTAINERS.contains(&kind) => clear(bytes, inside, next, removed)?,
            b"udta" | b"meta" | b"uuid" => {
                removed.note("metadata of the film");
                bytes[at + 4..at + 8].copy_from_slice(b"free");
                bytes[inside..next].fill(0);
            }
            b"free" | b"skip" => {
                if bytes[inside..next].iter().any(|byte| *byte != 0) {
                    removed.note("what stood in free space");
                }
                bytes[inside..next].fill(0);
            }
            _ => {}
        }
        at = next;
    }
    Some(())
}

/// The lengths of a box's header and of the whole box.
fn box_at(bytes: &[u8], at: usize, end: usize) -> Option<(usize, usize)> {
    let short: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    let (header, length) = match u32::from_be_bytes(short) {
        0 => (8, end - at),
        1 => {
            let long: [u8; 8] = bytes.get(at + 8..at + 16)?.try_into().ok()?;
            (16, usize::try_from(u64::from_be_bytes(long)).ok()?)
        }
        length => (8, usize::try_from(length).ok()?),
    };
    (length >= header && length <= end - at).then_some((header, length))
}

#[cfg(test)]
mod tests {
    use crate::media::strip;

    fn a_box(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let length = u32::try_from(contents.len() + 8).expect("short");
        [&length.to_be_bytes()[..], kind, contents].concat()
    }

    fn film(place: &[u8], kind: &[u8; 4]) -> Vec<u8> {
        let user = a_box(kind, place);
        let track = a_box(b"trak", &[a_box(b"tkhd", b"head"), user.clone()].concat());
        [
            a_box(b"ftyp", b"isom\0\0\0\0"),
            a_box(b"moov", &[a_box(b"mvhd", b"head"), track, user.clone()].concat()),
            user,
            a_box(b"mdat", b"frames"),
        ]
        .concat()
    }

    #[test]
    fn where_it_was_taken_goes_and_nothing_moves() {
        for kind in [b"udta", b"meta", b"uuid", b"free"] {
            let once = strip(&film(b"+50.4501+030.5234/", kind)).expect("a film");
            assert_eq!(once.bytes, film(&[0; 18], b"free"));
            assert_eq!(once.removed.len(), 1);
            let twice = strip(&once.bytes).expect("a film");
            assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
        }
    }

    #[test]
    fn a_film_that_is_cut_short_is_refused() {
        let whole = film(b"", b"udta");
        assert!(strip(&whole[..whole.len() - 1]).is_err());
        assert!(strip(b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x04moov").is_err());
    }
}
