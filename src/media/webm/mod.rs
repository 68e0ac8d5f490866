//! WebM (webmproject.org, RFC 8794 and RFC 9559): elements in elements, each with its number and
//! length.
//!
//! Elements count bytes from the start of the file, so nothing may move: what has to go is turned
//! into an element of the same length that means nothing.

use std::ops::Range;

use super::removed::{Removed, zero};
use super::xiph::{NO_COMMENTS, is_opus_head};

const METADATA: &str = "metadata of the film";
const TRACKS: &str = "tracks that are neither pictures nor sound";

const HEADER: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const SEEK_HEAD: u32 = 0x114D_9B74;
const SEEK: u32 = 0x4DBB;
const SEEK_ID: u32 = 0x53AB;
const INFO: u32 = 0x1549_A966;
const ALL_TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const TRACK_NUMBER: u32 = 0xD7;
const TRACK_TYPE: u32 = 0x83;
const CODEC: u32 = 0x86;
const SET_UP: u32 = 0x63A2;
const PICTURE: u32 = 0xE0;
const SOUND: u32 = 0xE1;
const COLOUR: u32 = 0x55B0;
const MASTERING: u32 = 0x55D0;
const CUES: u32 = 0x1C53_BB6B;
const CUE: u32 = 0xBB;
const CUE_PLACE: u32 = 0xB7;
const CLUSTER: u32 = 0x1F43_B675;
const SIMPLE_BLOCK: u32 = 0xA3;
const GROUP: u32 = 0xA0;
const BLOCK: u32 = 0xA1;
const VOID: u32 = 0xEC;

/// Elements that hold others.
const PARENTS: [u32; 15] = [
    HEADER, SEGMENT, SEEK_HEAD, SEEK, INFO, ALL_TRACKS, TRACK, PICTURE, SOUND, COLOUR, MASTERING,
    CUES, CUE, CUE_PLACE, CLUSTER,
];

/// Elements of a segment that others are told by where they end.
const FIRST_LEVEL: [u32; 8] =
    [SEEK_HEAD, INFO, ALL_TRACKS, CUES, CLUSTER, 0x1254_C367, 0x1941_A469, 0x1043_A770];

/// What stands in which element; all else goes.
fn list(parent: u32) -> &'static [u32] {
    match parent {
        HEADER => &[0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285],
        SEGMENT => &[SEEK_HEAD, INFO, ALL_TRACKS, CUES, CLUSTER],
        SEEK_HEAD => &[SEEK],
        SEEK => &[SEEK_ID, 0x53AC],
        INFO => &[0x002A_D7B1, 0x4489, 0x4D80, 0x5741],
        ALL_TRACKS => &[TRACK],
        TRACK => &[
            TRACK_NUMBER,
            0x73C5,
            TRACK_TYPE,
            0xB9,
            0x88,
            0x55AA,
            0x9C,
            0x6DE7,
            0x0023_E383,
            0x0022_B59C,
            CODEC,
            SET_UP,
            0x56AA,
            0x56BB,
            PICTURE,
            SOUND,
        ],
        PICTURE => &[
            0x9A, 0x53B8, 0xB0, 0xBA, 0x54AA, 0x54BB, 0x54CC, 0x54DD, 0x54B0, 0x54BA, 0x54B2,
            0x54B3, COLOUR,
        ],
        COLOUR => &[
            0x55B1, 0x55B2, 0x55B3, 0x55B4, 0x55B5, 0x55B6, 0x55B7, 0x55B8, 0x55B9, 0x55BA, 0x55BB,
            0x55BC, 0x55BD, MASTERING,
        ],
        MASTERING => {
            &[0x55D1, 0x55D2, 0x55D3, 0x55D4, 0x55D5, 0x55D6, 0x55D7, 0x55D8, 0x55D9, 0x55DA]
        }
        SOUND => &[0xB5, 0x78B5, 0x9F, 0x6264],
        CUES => &[CUE],
        CUE => &[0xB3, CUE_PLACE],
        CUE_PLACE => &[0xF7, 0xF1, 0xF0, 0xB2, 0x5378],
        CLUSTER => &[0xE7, 0xA7, 0xAB, SIMPLE_BLOCK, GROUP],
        GROUP => &[BLOCK, 0x9B, 0xFB, 0x75A2],
        _ => &[],
    }
}

/// An element: its number, where it begins, where what is in it begins, and where it ends.
#[derive(Debug, Clone)]
struct Element {
    id: u32,
    at: usize,
    inside: Range<usize>,
}

/// A film on its way to readers.
struct Film {
    bytes: Vec<u8>,
    /// The numbers of the tracks that stay.
    tracks: Vec<u64>,
    removed: Removed,
}

/// The film without metadata; `None` where it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let header = element(bytes, 0, bytes.len())?;
    let segment = element(bytes, header.inside.end, bytes.len())?;
    if (header.id, segment.id) != (HEADER, SEGMENT) {
        return None;
    }
    let end = segment.inside.end;
    let mut film =
        Film { bytes: bytes[..end].to_vec(), tracks: Vec::new(), removed: Removed::default() };
    if end < bytes.len() {
        film.removed.note("data behind the film");
    }
    film.child(&header, 0x4282)?;
    film.clear(&header)?;
    film.clear(&segment)?;
    (!film.tracks.is_empty()).then_some((film.bytes, film.removed))
}

impl Film {
    /// Clears the elements in one; they are nested as deep as the lists are.
    fn clear(&mut self, parent: &Element) -> Option<()> {
        for child in elements(&self.bytes, parent.inside.clone())? {
            if !list(parent.id).contains(&child.id) {
                self.void(&child, METADATA)?;
            } else if PARENTS.contains(&child.id) {
                self.clear_parent(&child)?;
            } else {
                self.clear_value(&child)?;
            }
        }
        Some(())
    }

    fn clear_parent(&mut self, parent: &Element) -> Option<()> {
        match parent.id {
            TRACK => self.clear_track(parent),
            // It points to what is gone.
            SEEK if !self.seeks_kept(parent)? => self.void(parent, METADATA),
            _ => self.clear(parent),
        }
    }

    fn seeks_kept(&self, seek: &Element) -> Option<bool> {
        let id = self.child(seek, SEEK_ID)?;
        Some(list(SEGMENT).contains(&u32::try_from(self.uint(&id)?).ok()?))
    }

    fn clear_track(&mut self, track: &Element) -> Option<()> {
        let kind = self.child(track, TRACK_TYPE).and_then(|kind| self.uint(&kind))?;
        let number = self.child(track, TRACK_NUMBER).and_then(|number| self.uint(&number))?;
        let codec = self.child(track, CODEC)?;
        match (kind, &self.bytes[codec.inside]) {
            (1, b"V_VP8" | b"V_VP9") => self.drop_set_up(track)?,
            (1, b"V_AV1") => {}
            (2, b"A_OPUS") => self.check_opus(track)?,
            (2, b"A_VORBIS") => self.clear_vorbis(track)?,
            (1 | 2, _) => return None,
            _ => return self.void(track, TRACKS),
        }
        self.tracks.push(number);
        self.clear(track)
    }

    /// These kinds of pictures do without.
    fn drop_set_up(&mut self, track: &Element) -> Option<()> {
        match self.child(track, SET_UP) {
            Some(set_up) => self.void(&set_up, METADATA),
            None => Some(()),
        }
    }

    fn check_opus(&self, track: &Element) -> Option<()> {
        let set_up = self.child(track, SET_UP)?;
        is_opus_head(&self.bytes[set_up.inside]).then_some(())
    }

    /// The second of the three headers of such a track is comments.
    fn clear_vorbis(&mut self, track: &Element) -> Option<()> {
        let set_up = self.child(track, SET_UP)?.inside;
        let set_up = &mut self.bytes[set_up];
        let (at, first) = laced(set_up, 1)?;
        let (at, second) = laced(set_up, at)?;
        let comments = set_up.get_mut(at + first..(at + first).checked_add(second)?)?;
        let (head, rest) = comments.split_at_mut_checked(NO_COMMENTS.len())?;
        if !head.starts_with(b"\x03vorbis") {
            return None;
        }
        if head != NO_COMMENTS {
            self.removed.note("comments");
            head.copy_from_slice(NO_COMMENTS);
        }
        zero(rest, "comments", &mut self.removed);
        Some(())
    }

    /// A value has the length of a number, unless it is one of the few longer ones.
    fn clear_value(&mut self, value: &Element) -> Option<()> {
        let inside = value.inside.clone();
        match value.id {
            0x4D80 | 0x5741 => zero(&mut self.bytes[inside], METADATA, &mut self.removed),
            0x4282 if &self.bytes[inside.clone()] != b"webm" => return None,
            SIMPLE_BLOCK | BLOCK
                if !self.tracks.contains(&variable(&self.bytes, inside.start)?.0) =>
            {
                self.void(value, TRACKS)?;
            }
            GROUP => self.clear_group(value)?,
            SIMPLE_BLOCK | BLOCK | SET_UP | CODEC => {}
            _ if inside.len() > 8 => return None,
            _ => {}
        }
        Some(())
    }

    fn clear_group(&mut self, group: &Element) -> Option<()> {
        let block = self.child(group, BLOCK)?;
        if self.tracks.contains(&variable(&self.bytes, block.inside.start)?.0) {
            self.clear(group)
        } else {
            self.void(group, TRACKS)
        }
    }

    /// Turns an element into one that means nothing.
    fn void(&mut self, element: &Element, name: &'static str) -> Option<()> {
        let whole = &mut self.bytes[element.at..element.inside.end];
        let length = whole.len();
        let head = if length <= 128 { 2 } else { 9 };
        if element.id != VOID {
            self.removed.note(name);
            whole[0] = 0xEC;
        }
        if length <= 128 {
            whole[1] = 0x80 | u8::try_from(length.checked_sub(2)?).ok()?;
        } else {
            let rest = u64::try_from(length - 9).ok()? | 1 << 56;
            whole[1..9].copy_from_slice(&rest.to_be_bytes());
        }
        zero(&mut whole[head..], name, &mut self.removed);
        Some(())
    }

    /// The one child with a number.
    fn child(&self, parent: &Element, id: u32) -> Option<Element> {
        let mut found = elements(&self.bytes, parent.inside.clone())?.into_iter();
        let first = found.find(|child| child.id == id)?;
        found.all(|child| child.id != id).then_some(first)
    }

    fn uint(&self, value: &Element) -> Option<u64> {
        let bytes = &self.bytes[value.inside.clone()];
        let number = bytes.iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        (bytes.len() <= 8).then_some(number)
    }
}

/// A length as Xiph laces it: bytes of 255, and one that is less. Behind it, and the length.
fn laced(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut length = 0usize;
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        length += usize::from(byte);
        if byte < 255 {
            return Some((at, length));
        }
    }
}

/// The elements there, one behind the other, to the end.
fn elements(bytes: &[u8], within: Range<usize>) -> Option<Vec<Element>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let next = element(bytes, at, within.end)?;
        at = next.inside.end;
        found.push(next);
    }
    Some(found)
}

fn element(bytes: &[u8], at: usize, end: usize) -> Option<Element> {
    let width = usize::try_from(bytes.get(at)?.leading_zeros()).ok()? + 1;
    let digits = bytes.get(at..at + width).filter(|_| width <= 4)?;
    let id = digits.iter().fold(0u32, |id, byte| id << 8 | u32::from(*byte));
    let (length, start) = variable(bytes, at + width)?;
    let unknown = length == (1 << (7 * (start - at - width))) - 1;
    let stop = match id {
        SEGMENT if unknown => end,
        CLUSTER if unknown => cluster_end(bytes, start, end)?,
        _ if unknown => return None,
        _ => start.checked_add(usize::try_from(length).ok()?)?,
    };
    (stop <= end).then_some(Element { id, at, inside: start..stop })
}

/// A cluster of a live film ends where another part of the film begins.
fn cluster_end(bytes: &[u8], mut at: usize, end: usize) -> Option<usize> {
    while at < end {
        let four: Option<[u8; 4]> = bytes.get(at..at + 4).and_then(|id| id.try_into().ok());
        if four.is_some_and(|id| FIRST_LEVEL.contains(&u32::from_be_bytes(id))) {
            return Some(at);
        }
        at = element(bytes, at, end)?.inside.end;
    }
    Some(end)
}

/// A number that tells its own width, and where it ends.
fn variable(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let first = *bytes.get(at)?;
    let width = usize::try_from(first.leading_zeros()).ok()? + 1;
    let digits = bytes.get(at..at + width).filter(|_| width <= 8)?;
    let value = digits.iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte));
    Some((value & !(1 << (7 * width)), at + width))
}

#[cfg(test)]
mod tests;
