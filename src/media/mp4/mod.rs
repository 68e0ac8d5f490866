//! MP4 (ISO/IEC 14496-12): boxes in boxes.
//!
//! Tables in it count bytes from the start of the file, so nothing may move: what has to go is
//! turned into free space of the same length. Of what the tables point to, only the frames of
//! pictures and sound stay; a drone writes where it was into tracks of its own.

mod boxes;
mod entry;
mod quicktime;
mod samples;
mod tracks;

use std::ops::Range;

use super::removed::{Removed, zero};
use boxes::{BOXES, NAMES, Place, boxes, free, only, path};
use tracks::{FILM, SOUND, Wanted, is_wanted};

const UNUSED: &str = "data that belongs to no picture or sound";
const TIMES: &str = "when it was made";

/// The kinds of film that a file may say it is; others become plain ones.
const BRANDS: [&[u8]; 17] = [
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"av01",
    b"hvc1", b"M4V ", b"M4A ", b"M4B ", b"dash", b"mmp4", b"3gp5",
];

/// What stands in which box; all else goes.
const KEPT: [(&[u8; 4], &[&[u8; 4]]); 8] = [
    (b"moov", &[b"mvhd", b"trak"]),
    (b"trak", &[b"tkhd", b"edts", b"mdia"]),
    (b"edts", &[b"elst"]),
    (b"mdia", &[b"mdhd", b"hdlr", b"minf"]),
    (b"minf", &[b"vmhd", b"smhd", b"dinf", b"stbl"]),
    (b"dinf", &[b"dref"]),
    (
        b"stbl",
        &[
            b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stsc", b"stsz", b"stz2", b"stco",
            b"co64", b"sdtp", b"sgpd", b"sbgp",
        ],
    ),
    (b"    ", &[b"ftyp", b"moov", b"mdat"]),
];

/// The film without metadata, and a film of QuickTime as MP4; `None` where it is damaged, its frames
/// come in fragments, or it is QuickTime that MP4 has no words for.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    stripped(bytes, &FILM)
}

/// The sound without metadata. A track of pictures is a cover or slides there, of which who sends
/// sound need not know, and goes like any other.
pub(super) fn strip_sound(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    stripped(bytes, &SOUND)
}

/// Whether it names itself a film of QuickTime.
pub(super) fn is_quicktime(bytes: &[u8]) -> bool {
    bytes.get(4..12).is_some_and(|name| name == b"ftypqt  ")
}

fn stripped(bytes: &[u8], wanted: &Wanted) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let mut bytes = bytes.to_vec();
    if is_quicktime(&bytes) {
        quicktime::become_mp4(&mut bytes)?;
    }
    let top = boxes(&bytes, 0..bytes.len())?;
    if top.iter().any(|place| &place.kind == b"moof") {
        return None;
    }
    let moov = only(&top, b"moov")?.clone();
    let (kept, gone) = tracks(&mut bytes, &moov, wanted, &mut removed)?;
    clear(&mut bytes, b"    ", 0..top.last()?.inside.end, &mut removed)?;
    let media: Vec<_> = top.iter().filter(|place| &place.kind == b"mdat").collect();
    let frames = samples::merged(kept);
    if gone.iter().any(|range| samples::meets(&frames, range)) {
        return None;
    }
    keep_frames(&mut bytes, &media, &frames, &mut removed)?;
    Some((bytes, removed))
}

/// Turns tracks into free space that are not wanted; where the frames of the kept ones are, and
/// those of the others.
#[expect(clippy::type_complexity, reason = "two lists of places")]
fn tracks(
    bytes: &mut [u8],
    moov: &Place,
    wanted: &Wanted,
    removed: &mut Removed,
) -> Option<(Vec<Range<usize>>, Vec<Range<usize>>)> {
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for track in boxes(bytes, moov.inside.clone())? {
        if &track.kind != b"trak" {
            continue;
        }
        let tables = path(bytes, &track, &[b"mdia", b"minf", b"stbl"]);
        let ranges = tables.and_then(|tables| samples::of(bytes, &tables));
        if is_wanted(bytes, &track, wanted).is_some() {
            kept.extend(ranges?);
        } else {
            gone.extend(ranges.unwrap_or_default());
            free(bytes, &track, wanted.others, removed);
        }
    }
    (!kept.is_empty()).then_some((kept, gone))
}

/// Everything in the film's data goes but its frames; `None` where one is not in there.
fn keep_frames(
    bytes: &mut [u8],
    media: &[&Place],
    frames: &[Range<usize>],
    removed: &mut Removed,
) -> Option<()> {
    let holds = |place: &Place, frame: &Range<usize>| {
        place.inside.start <= frame.start && frame.end <= place.inside.end
    };
    if !frames.iter().all(|frame| media.iter().any(|place| holds(place, frame))) {
        return None;
    }
    for place in media {
        let mut at = place.inside.start;
        for frame in frames.iter().filter(|frame| holds(place, frame)) {
            zero(&mut bytes[at..frame.start], UNUSED, removed);
            at = frame.end;
        }
        zero(&mut bytes[at..place.inside.end], UNUSED, removed);
    }
    Some(())
}

/// Clears the boxes in a box; they are nested six deep at most, as the lists are.
fn clear(
    bytes: &mut [u8],
    parent: &[u8; 4],
    inside: Range<usize>,
    removed: &mut Removed,
) -> Option<()> {
    let list = KEPT.iter().find(|(kind, _)| *kind == parent).map(|(_, list)| *list)?;
    let mut seen: Vec<[u8; 4]> = Vec::new();
    for place in boxes(bytes, inside)? {
        if !list.contains(&&place.kind) {
            free(bytes, &place, BOXES, removed);
            continue;
        }
        if seen.contains(&place.kind)
            && !matches!(&place.kind, b"trak" | b"mdat" | b"sgpd" | b"sbgp")
        {
            return None;
        }
        seen.push(place.kind);
        match &place.kind {
            b"mdat" => {}
            kind if KEPT.iter().any(|(parent, _)| *parent == kind) => {
                clear(bytes, &place.kind, place.inside.clone(), removed)?;
            }
            _ => clear_leaf(bytes, &place, removed)?,
        }
    }
    Some(())
}

/// Clears a box that holds no others of these lists.
fn clear_leaf(bytes: &mut [u8], place: &Place, removed: &mut Removed) -> Option<()> {
    let contents = &mut bytes[place.inside.clone()];
    match &place.kind {
        b"ftyp" => clear_brands(contents, removed),
        b"mvhd" => clear_times(contents, [100, 112], removed),
        b"tkhd" => clear_times(contents, [84, 96], removed),
        b"mdhd" => clear_times(contents, [24, 36], removed),
        b"hdlr" => {
            zero(contents.get_mut(4..8)?, NAMES, removed);
            zero(contents.get_mut(12..)?, NAMES, removed);
            Some(())
        }
        b"stsd" => entry::clear(bytes, place, removed),
        b"dref" => clear_references(contents, removed),
        b"sgpd" | b"sbgp" => {
            if entry::is_known_group(contents) {
                return Some(());
            }
            free(bytes, place, BOXES, removed);
            Some(())
        }
        kind => {
            let length = samples::table_length(kind, contents)?;
            zero(contents.get_mut(length..)?, BOXES, removed);
            Some(())
        }
    }
}

fn clear_brands(contents: &mut [u8], removed: &mut Removed) -> Option<()> {
    if contents.len() < 8 || !contents.len().is_multiple_of(4) {
        return None;
    }
    for (number, brand) in contents.chunks_exact_mut(4).enumerate() {
        if number == 1 {
            zero(&mut brand[..2], BOXES, removed);
        } else if !BRANDS.contains(&&*brand) {
            removed.note(BOXES);
            brand.copy_from_slice(b"isom");
        }
    }
    Some(())
}

/// When it was made and changed, and what stands behind the fields of a header, by its version.
fn clear_times(contents: &mut [u8], lengths: [usize; 2], removed: &mut Removed) -> Option<()> {
    let (times, length) = match contents.first()? {
        0 => (4..12, lengths[0]),
        1 => (4..20, lengths[1]),
        _ => return None,
    };
    zero(contents.get_mut(length..)?, BOXES, removed);
    zero(contents.get_mut(times)?, TIMES, removed);
    if length >= 100 {
        zero(contents.get_mut(length - 28..length - 4)?, BOXES, removed);
        zero(contents.get_mut(length - 74..length - 64)?, BOXES, removed);
    }
    Some(())
}

/// A film that takes its frames from other files is none; one entry says that they are here.
fn clear_references(contents: &mut [u8], removed: &mut Removed) -> Option<()> {
    const HERE: &[u8] = b"\0\0\0\0\0\0\0\x01\0\0\0\x0Curl \0\0\0\x01";
    if !contents.starts_with(HERE) {
        return None;
    }
    zero(&mut contents[HERE.len()..], BOXES, removed);
    Some(())
}

#[cfg(test)]
mod tests;
