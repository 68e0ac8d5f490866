//! How the frames of a track are encoded: sample entries, and the set-up of the decoder in them.

use super::boxes::{BOXES, NAMES, Place, box_at, boxes, free, number};
use crate::media::removed::{Removed, zero};

const PICTURES: [&[u8; 4]; 8] =
    [b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp08", b"vp09", b"mp4v"];
const SOUND: [&[u8; 4]; 7] = [b"mp4a", b"Opus", b"fLaC", b"ac-3", b"ec-3", b"alac", b".mp3"];

/// What a decoder needs, and how pictures are shown.
const KEPT: [&[u8; 4]; 17] = [
    b"avcC", b"hvcC", b"av1C", b"vpcC", b"esds", b"dOps", b"dfLa", b"dac3", b"dec3", b"alac",
    b"pasp", b"colr", b"btrt", b"fiel", b"clap", b"mdcv", b"clli",
];

/// The lengths of the fields of an entry before its boxes.
const PICTURE_FIELDS: usize = 78;
const SOUND_FIELDS: usize = 28;

/// Clears the entries; `None` where one is of no kind that is known.
pub(super) fn clear(bytes: &mut [u8], table: &Place, removed: &mut Removed) -> Option<()> {
    let inside = table.inside.clone();
    let count = number(&bytes[inside.clone()], 4)?;
    let entries = boxes(bytes, inside.start.checked_add(8)?..inside.end)?;
    if entries.len() != count || count == 0 {
        return None;
    }
    for entry in entries {
        let fields = if PICTURES.contains(&&entry.kind) {
            clear_picture(bytes.get_mut(entry.inside.clone())?, removed)?
        } else if SOUND.contains(&&entry.kind) {
            clear_sound(bytes.get_mut(entry.inside.clone())?, removed)?
        } else {
            return None;
        };
        clear_boxes(bytes, entry.inside.start + fields, entry.inside.end, removed)?;
    }
    Some(())
}

/// The name of the encoder goes, and the fields without meaning.
fn clear_picture(fields: &mut [u8], removed: &mut Removed) -> Option<usize> {
    fields.get(..PICTURE_FIELDS)?;
    zero(&mut fields[..6], BOXES, removed);
    zero(&mut fields[8..24], NAMES, removed);
    zero(&mut fields[36..40], BOXES, removed);
    zero(&mut fields[42..74], NAMES, removed);
    Some(PICTURE_FIELDS)
}

/// The name of the maker goes; fields of QuickTime's kinds are not followed.
fn clear_sound(fields: &mut [u8], removed: &mut Removed) -> Option<usize> {
    fields.get(..SOUND_FIELDS)?;
    if fields[8..10] != [0, 0] {
        return None;
    }
    zero(&mut fields[..6], BOXES, removed);
    zero(&mut fields[10..16], NAMES, removed);
    zero(&mut fields[20..24], BOXES, removed);
    Some(SOUND_FIELDS)
}

fn clear_boxes(bytes: &mut [u8], from: usize, to: usize, removed: &mut Removed) -> Option<()> {
    for place in boxes(bytes, from..list_end(bytes, from, to))? {
        if !KEPT.contains(&&place.kind) {
            free(bytes, &place, BOXES, removed);
        } else if !is_plain(&place.kind, &mut bytes[place.inside.clone()], removed) {
            return None;
        }
    }
    Some(())
}

/// Where the boxes of an entry end: some programs put four empty bytes behind them.
pub(super) fn list_end(bytes: &[u8], from: usize, to: usize) -> usize {
    let mut at = from;
    while let Some((_, length)) = box_at(bytes, at, to) {
        at += length;
    }
    if bytes.get(at..to) == Some(&[0; 4]) { at } else { to }
}

/// Whether a set-up has the length that its kind has, so that nothing can stand behind it.
fn is_plain(kind: &[u8; 4], contents: &mut [u8], removed: &mut Removed) -> bool {
    let length = match kind {
        b"pasp" => 8,
        b"btrt" => 12,
        b"fiel" => 2,
        b"clap" => 32,
        b"mdcv" => 24,
        b"clli" => 4,
        b"dfLa" => return contents.len() == 42,
        b"colr" if contents.starts_with(b"nclx") => 11,
        b"colr" if contents.starts_with(b"nclc") => 10,
        _ => return !contents.is_empty(),
    };
    match contents.get_mut(length..) {
        Some(rest) => {
            zero(rest, BOXES, removed);
            true
        }
        None => false,
    }
}

/// Whether a grouping of samples says where a decoder can begin, and no more.
pub(super) fn is_known_group(contents: &[u8]) -> bool {
    let known = matches!(contents.get(4..8), Some(b"roll" | b"rap " | b"prol"));
    let rows = |at: usize, width: usize| {
        let count = number(contents, at)?;
        (at + 4).checked_add(count.checked_mul(width)?)
    };
    let wide = contents.first() == Some(&1) && matches!(number(contents, 8), Some(1 | 2));
    let described =
        wide && number(contents, 8).and_then(|width| rows(12, width)) == Some(contents.len());
    let grouped = contents.first() == Some(&0) && rows(8, 8) == Some(contents.len());
    known && (described || grouped)
}
