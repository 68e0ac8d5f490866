//! The boxes of a film: where they are, and free space in their place.

use std::ops::Range;

use crate::media::removed::{Removed, zero};

/// What goes, as people read it.
pub(super) const BOXES: &str = "metadata of the film";
pub(super) const NAMES: &str = "names of tracks";

/// Where a box begins, where what is in it begins, and where it ends.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) kind: [u8; 4],
    pub(super) at: usize,
    pub(super) inside: Range<usize>,
}

/// Free space takes the place of a box.
pub(super) fn free(bytes: &mut [u8], place: &Place, name: &'static str, removed: &mut Removed) {
    let kind = &mut bytes[place.at + 4..place.at + 8];
    if kind != b"free" {
        removed.note(name);
        kind.copy_from_slice(b"free");
    }
    zero(&mut bytes[place.inside.clone()], "what stood in free space", removed);
}

/// The boxes there, one behind the other, to the end.
pub(super) fn boxes(bytes: &[u8], within: Range<usize>) -> Option<Vec<Place>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let (header, length) = box_at(bytes, at, within.end)?;
        let kind = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        found.push(Place { kind, at, inside: at + header..at + length });
        at += length;
    }
    Some(found)
}

/// The one box of a kind.
pub(super) fn only<'a>(places: &'a [Place], kind: &[u8; 4]) -> Option<&'a Place> {
    let mut found = places.iter().filter(|place| &place.kind == kind);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The box that is reached by these kinds, each in the one before.
pub(super) fn path(bytes: &[u8], from: &Place, kinds: &[&[u8; 4]]) -> Option<Place> {
    kinds
        .iter()
        .try_fold(from.clone(), |place, kind| only(&boxes(bytes, place.inside)?, kind).cloned())
}

/// The lengths of a box's header and of the whole box.
pub(super) fn box_at(bytes: &[u8], at: usize, end: usize) -> Option<(usize, usize)> {
    let (header, length) = match number(bytes, at)? {
        0 => (8, end - at),
        1 => {
            let long: [u8; 8] = bytes.get(at + 8..at + 16)?.try_into().ok()?;
            (16, usize::try_from(u64::from_be_bytes(long)).ok()?)
        }
        length => (8, length),
    };
    (length >= header && length <= end - at).then_some((header, length))
}

/// A number of four bytes.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_be_bytes(four)).ok()
}
