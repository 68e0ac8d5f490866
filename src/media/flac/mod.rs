//! FLAC (RFC 9639): blocks of metadata, of which two are needed, and frames of sound, each with its
//! own checksums.

use super::removed::{Removed, zero};
use super::tags;

const MAGIC: &[u8] = b"fLaC";

/// In the first byte of a block: no other follows it.
const LAST: u8 = 0x80;

/// Blocks by their number.
const STREAM_INFO: u8 = 0;
const SEEK_TABLE: u8 = 3;
const FORBIDDEN: u8 = 127;

/// The lengths of the first block, and of a place in the table of places.
const INFO_LENGTH: usize = 34;
const PLACE_LENGTH: usize = 18;

/// More samples than that no file can count.
const MOST_SAMPLES: u64 = 1 << 36;

/// The sound without metadata; `None` where it is damaged, or where something unknown stands behind
/// it.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let start = tags::sound_start(bytes)?;
    if start > 0 {
        removed.note(tags::ID3);
    }
    let (blocks, frames) = blocks(bytes[start..].strip_prefix(MAGIC)?, &mut removed)?;
    let end = frames_end(frames)?;
    if let Some(name) = tags::name_of(&frames[end..]) {
        removed.note(name);
    }
    Some(([MAGIC, &blocks, &frames[..end]].concat(), removed))
}

/// The blocks that stay, and what stands behind all of them.
fn blocks<'a>(mut bytes: &'a [u8], removed: &mut Removed) -> Option<(Vec<u8>, &'a [u8])> {
    let (mut info, mut table) = (None, None);
    loop {
        let (head, rest) = bytes.split_at_checked(4)?;
        let length = head[1..].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
        let (contents, rest) = rest.split_at_checked(length)?;
        bytes = rest;
        match head[0] & !LAST {
            STREAM_INFO if info.is_none() && length == INFO_LENGTH => info = Some(contents),
            _ if info.is_none() => return None,
            SEEK_TABLE if table.is_none() && length.is_multiple_of(PLACE_LENGTH) => {
                table = Some(contents);
            }
            STREAM_INFO | SEEK_TABLE | FORBIDDEN => return None,
            kind => removed.note(name_of(kind)),
        }
        if head[0] & LAST != 0 {
            break;
        }
    }
    let table = table.and_then(|table| cleared(table, bytes.len(), removed));
    let mut kept = Vec::new();
    keep(STREAM_INFO, info?, table.is_none(), &mut kept)?;
    if let Some(table) = table {
        keep(SEEK_TABLE, &table, true, &mut kept)?;
    }
    Some((kept, bytes))
}

/// Writes a block.
fn keep(kind: u8, contents: &[u8], is_last: bool, kept: &mut Vec<u8>) -> Option<()> {
    kept.push(if is_last { kind | LAST } else { kind });
    kept.extend(&u32::try_from(contents.len()).ok()?.to_be_bytes()[1..]);
    kept.extend(contents);
    Some(())
}

/// The table of places, with nothing in those that are not used; a table goes that has a place
/// where no sound can be.
fn cleared(table: &[u8], end: usize, removed: &mut Removed) -> Option<Vec<u8>> {
    let mut table = table.to_vec();
    for place in table.chunks_exact_mut(PLACE_LENGTH) {
        let sample = u64::from_be_bytes(place[..8].try_into().ok()?);
        let at = u64::from_be_bytes(place[8..16].try_into().ok()?);
        if sample == u64::MAX {
            zero(&mut place[8..], "what stood in free space", removed);
        } else if sample >= MOST_SAMPLES || at >= u64::try_from(end).ok()? {
            removed.note("other metadata");
            return None;
        }
    }
    Some(table)
}

/// The name of a block that goes.
fn name_of(kind: u8) -> &'static str {
    match kind {
        1 => "free space",
        2 => "what programs noted",
        4 => "comments",
        5 => "a list of tracks",
        6 => "pictures",
        _ => "other metadata",
    }
}

/// Behind the last frame. A frame does not tell its length, but the checksum over it and the one at
/// its end cancel each other out: only where no byte stands between whole frames the sum is none
/// behind the last. Of bytes that are no frames that happens once in 65,536 times.
fn frames_end(frames: &[u8]) -> Option<usize> {
    if !begins_with_header(frames)? {
        return None;
    }
    let mut sum = 0;
    for (at, byte) in frames.iter().enumerate() {
        sum = frame_sum(sum, *byte);
        let rest = &frames[at + 1..];
        if sum == 0 && (rest.is_empty() || tags::name_of(rest).is_some()) {
            return Some(at + 1);
        }
    }
    None
}

/// Whether a frame's header begins there: its code, no reserved value, and its checksum.
fn begins_with_header(frame: &[u8]) -> Option<bool> {
    let head = frame.get(..5)?;
    let [size, rate] = [head[2] >> 4, head[2] & 15];
    let [channels, depth] = [head[3] >> 4, head[3] >> 1 & 7];
    let known = size != 0 && rate != 15 && channels < 11 && depth != 3 && head[3] & 1 == 0;
    let number = match head[4].leading_ones() {
        0 => 1,
        1 | 8 => return None,
        ones => usize::try_from(ones).ok()?,
    };
    let size = usize::from(size == 6) + 2 * usize::from(size == 7);
    let rate = usize::from(rate == 12) + 2 * usize::from(rate == 13 || rate == 14);
    let end = 4 + number + size + rate;
    let sum = frame.get(..end)?.iter().fold(0, |sum, byte| header_sum(sum, *byte));
    Some(head[0] == 0xFF && head[1] & 0xFE == 0xF8 && known && frame.get(end) == Some(&sum))
}

/// The checksum of a header with one more byte: polynomial 0x07.
fn header_sum(sum: u8, byte: u8) -> u8 {
    (0..8).fold(sum ^ byte, |sum: u8, _| sum << 1 ^ if sum & 0x80 == 0 { 0 } else { 0x07 })
}

/// The checksum of a frame with one more byte: polynomial 0x8005.
fn frame_sum(sum: u16, byte: u8) -> u16 {
    (0..8).fold(sum ^ u16::from(byte) << 8, |sum: u16, _| {
        sum << 1 ^ if sum & 0x8000 == 0 { 0 } else { 0x8005 }
    })
}

#[cfg(test)]
mod tests;
