//! QuickTime (Apple's QuickTime File Format), from which MP4 comes: a film whose pictures and sound
//! are MP4's is made one in place. What else QuickTime has, the lists of MP4 take out.

use std::ops::Range;

use super::boxes::{Place, boxes, number, only, path};
use super::entry;
use super::tracks::{FILM, is_wanted};

/// The kinds of pictures; sound is of one kind.
const PICTURES: [&[u8; 4]; 3] = [b"avc1", b"hvc1", b"hev1"];
const SOUND: &[u8; 4] = b"mp4a";

/// The lengths of the fields of a sound's entry, and of those that its version 1 has more.
const SOUND_FIELDS: usize = 28;
const MORE_FIELDS: usize = 16;

/// What version 1 says of sound whose frames are of different lengths, as those of MP4 are.
const VARIABLE: [u8; 2] = [0xFF, 0xFE];

/// No language in particular, as MP4 packs it.
const UNDETERMINED: [u8; 2] = [0x55, 0xC4];

/// Says what tracks of pictures and sound are in the words of MP4, and moves nothing; `None` where
/// that cannot be.
pub(super) fn become_mp4(bytes: &mut [u8]) -> Option<()> {
    let top = boxes(bytes, 0..bytes.len())?;
    let moov = only(&top, b"moov")?.clone();
    for track in boxes(bytes, moov.inside)? {
        if &track.kind == b"trak" && is_wanted(bytes, &track, &FILM).is_some() {
            change_track(bytes, &track)?;
        }
    }
    Some(())
}

fn change_track(bytes: &mut [u8], track: &Place) -> Option<()> {
    let media = path(bytes, track, &[b"mdia"])?;
    let header = path(bytes, &media, &[b"mdhd"])?;
    change_language(&mut bytes[header.inside])?;
    if let Some(pictures) = path(bytes, &media, &[b"minf", b"vmhd"]) {
        // How pictures are laid over others, which MP4 leaves out.
        bytes[pictures.inside].get_mut(4..12)?.fill(0);
    }
    let references = path(bytes, &media, &[b"minf", b"dinf", b"dref"])?;
    change_reference(&mut bytes[references.inside]);
    if let Some(offsets) = path(bytes, &media, &[b"minf", b"stbl", b"ctts"]) {
        change_offsets(&mut bytes[offsets.inside])?;
    }
    let entries = path(bytes, &media, &[b"minf", b"stbl", b"stsd"])?.inside;
    for entry in boxes(bytes, entries.start.checked_add(8)?..entries.end)? {
        match &entry.kind {
            SOUND => change_sound(bytes, &entry.inside)?,
            kind if PICTURES.contains(&kind) => {}
            _ => return None,
        }
    }
    Some(())
}

/// Languages have numbers in QuickTime, below those of packed letters; and tracks have a quality.
pub(super) fn change_language(header: &mut [u8]) -> Option<()> {
    let at = match header.first()? {
        0 => 20,
        1 => 32,
        _ => return None,
    };
    let (language, quality) = header.get_mut(at..at + 4)?.split_at_mut(2);
    if language[0] < 4 || language == [0x7F, 0xFF] {
        language.copy_from_slice(&UNDETERMINED);
    }
    quality.fill(0);
    Some(())
}

/// That the frames are in this file can be said by an alias without a path, too.
fn change_reference(references: &mut [u8]) {
    const HERE: &[u8] = b"\0\0\0\0\0\0\0\x01\0\0\0\x0Calis\0\0\0\x01";
    if references.starts_with(HERE) {
        references[12..16].copy_from_slice(b"url ");
    }
}

/// Frames may be shown before their time in QuickTime; in MP4 that takes version 1.
pub(super) fn change_offsets(offsets: &mut [u8]) -> Option<()> {
    let early = offsets.get(8..)?.chunks_exact(8).any(|row| row[4] & 0x80 != 0);
    let version = offsets.first_mut()?;
    if early && *version == 0 {
        *version = 1;
    }
    Some(())
}

/// Sound of version 1 becomes that of MP4: free space takes the place of the fields that it has
/// more, and of the box around the set-up of its decoder.
fn change_sound(bytes: &mut [u8], inside: &Range<usize>) -> Option<()> {
    let fields = bytes.get(inside.clone())?.get(..SOUND_FIELDS)?;
    let length = match (&fields[8..10], &fields[20..22]) {
        ([0, 0], _) => 0,
        ([0, 1], kind) if *kind == VARIABLE => MORE_FIELDS,
        _ => return None,
    };
    let more = inside.start + SOUND_FIELDS;
    let from = more + length;
    bytes.get(from..inside.end)?;
    let list = from..entry::list_end(bytes, from, inside.end);
    let places = boxes(bytes, list.clone())?;
    let waves: Vec<_> = places.iter().filter(|place| &place.kind == b"wave").collect();
    match waves[..] {
        [] => {}
        [wave] => open(bytes, wave)?,
        _ => return None,
    }
    only(&boxes(bytes, list)?, b"esds")?;
    make_free(bytes, more..from)?;
    bytes[inside.start + 8..inside.start + 10].fill(0);
    Some(())
}

/// The set-up of the decoder stays where it is, without the box around it and what else is in that.
fn open(bytes: &mut [u8], wave: &Place) -> Option<()> {
    let set_up = only(&boxes(bytes, wave.inside.clone())?, b"esds")?.clone();
    // A length that is not written out would reach further outside of the box.
    if number(bytes, set_up.at)? != set_up.inside.end - set_up.at {
        return None;
    }
    make_free(bytes, wave.at..set_up.at)?;
    make_free(bytes, set_up.inside.end..wave.inside.end)
}

/// A box of free space there; `None` where there is no room for one.
fn make_free(bytes: &mut [u8], range: Range<usize>) -> Option<()> {
    if range.is_empty() {
        return Some(());
    }
    let length = u32::try_from(range.len()).ok()?;
    let (head, rest) = bytes.get_mut(range)?.split_at_mut_checked(8)?;
    head[..4].copy_from_slice(&length.to_be_bytes());
    head[4..].copy_from_slice(b"free");
    rest.fill(0);
    Some(())
}
