//! WAV (RIFF WAVE, as Microsoft's and IBM's Multimedia Programming Interface has it): chunks, of
//! which three are sound and how to play it.

use super::removed::Removed;
use super::tags;

/// The kinds of sound that browsers play, by their tags.
const TAGS: [[u8; 2]; 4] = [PCM, FLOAT, A_LAW, MU_LAW];
const PCM: [u8; 2] = [1, 0];
const FLOAT: [u8; 2] = [3, 0];
const A_LAW: [u8; 2] = [6, 0];
const MU_LAW: [u8; 2] = [7, 0];

/// The tag behind which the kind is told by an identifier, and what follows the tag in that.
const EXTENSIBLE: [u8; 2] = [0xFE, 0xFF];
const IDENTIFIER: [u8; 14] = [0, 0, 0, 0, 16, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

/// The length of a chunk's name and length.
const HEADER: usize = 8;

/// The sound without metadata; `None` where it is damaged, not brought to its end by what recorded
/// it, or of no kind that browsers play.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let end = HEADER.checked_add(number(bytes, 4)?)?;
    let mut rest = bytes.get(12..end)?;
    let (mut format, mut count, mut sound) = (None, None, None);
    while !rest.is_empty() {
        let (kind, contents, next) = chunk(rest)?;
        rest = next;
        match kind {
            b"fmt " if sound.is_none() && is_plain(contents) => once(&mut format, contents)?,
            b"fact" if contents.len() == 4 => once(&mut count, contents)?,
            b"data" if format.is_some() && !contents.is_empty() => once(&mut sound, contents)?,
            b"fmt " | b"fact" | b"data" => return None,
            _ => removed.note(name_of(kind)),
        }
    }
    if end < bytes.len() {
        removed.note("data behind the sound");
    }
    let mut kept = b"WAVE".to_vec();
    keep(b"fmt ", format?, &mut kept)?;
    if let Some(count) = count {
        keep(b"fact", count, &mut kept)?;
    }
    keep(b"data", sound?, &mut kept)?;
    let mut file = Vec::with_capacity(HEADER + kept.len());
    keep(b"RIFF", &kept, &mut file)?;
    Some((file, removed))
}

/// The first chunk: its name, what is in it, and what follows. The byte that makes its length even
/// is missing from the last one of some programs.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (kind, length) = (bytes.get(..4)?, number(bytes, 4)?);
    let (contents, rest) = bytes[HEADER..].split_at_checked(length)?;
    Some((kind, contents, rest.get(length % 2..).unwrap_or_default()))
}

/// Takes a chunk that may stand there once.
fn once<'a>(place: &mut Option<&'a [u8]>, contents: &'a [u8]) -> Option<()> {
    place.replace(contents).is_none().then_some(())
}

/// Writes a chunk, with an empty byte where its length is odd.
fn keep(kind: &[u8; 4], contents: &[u8], kept: &mut Vec<u8>) -> Option<()> {
    kept.extend(kind);
    kept.extend(u32::try_from(contents.len()).ok()?.to_le_bytes());
    kept.extend(contents);
    kept.extend(&[0][..contents.len() % 2]);
    Some(())
}

/// Whether it says how to play a known kind of sound, in as many bytes as that takes.
fn is_plain(format: &[u8]) -> bool {
    let known = |tag: &[u8]| TAGS.iter().any(|known| known[..] == *tag);
    match format.len() {
        16 => known(&format[..2]),
        18 => known(&format[..2]) && format[16..] == [0, 0],
        40 => {
            format[..2] == EXTENSIBLE
                && format[16..18] == [22, 0]
                && known(&format[24..26])
                && format[26..] == IDENTIFIER
        }
        _ => false,
    }
}

/// The name of a chunk that goes.
fn name_of(kind: &[u8]) -> &'static str {
    match kind {
        b"LIST" => "names and comments",
        b"bext" | b"iXML" | b"axml" | b"cart" | b"olym" => "what the recorder noted",
        b"id3 " | b"ID3 " => tags::ID3,
        b"_PMX" => "XMP",
        b"cue " | b"smpl" | b"inst" | b"plst" => "markers",
        b"JUNK" | b"junk" | b"PAD " | b"FLLR" => "free space",
        _ => "other metadata",
    }
}

/// A number of four bytes, the smallest first.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

#[cfg(test)]
mod tests;
