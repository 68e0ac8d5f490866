//! JPEG (ITU-T T.81): segments, then scans with further segments among them.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

use super::exif;
use super::removed::Removed;

const JFIF: &[u8] = b"JFIF\0";
const COLOUR_PROFILE: &[u8] = b"ICC_PROFILE\0";
/// Tells how its colours are stored; without it some pictures turn green.
const ADOBE: &[u8] = b"Adobe";

/// The length of a JFIF header without its thumbnail.
const JFIF_LENGTH: usize = 14;

/// The picture without metadata; `None` where it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let mut removed = Removed::default();
    let mut orientation = None;
    let mut kept = Vec::new();
    let mut pictures = 0;
    for segment in jpeg.segments() {
        if let Some(tiff) = exif_of(segment) {
            let reduced = exif::reduced(tiff);
            if reduced.as_deref() != Some(tiff) {
                removed.note("EXIF");
            }
            orientation = orientation.or(reduced);
        } else if segment.marker() == markers::SOS {
            pictures += 1;
            kept.push(scans(segment, bytes, &mut removed)?);
        } else if let Some(name) = metadata(segment) {
            removed.note(name);
        } else {
            kept.push(without_thumbnail(segment, &mut removed));
        }
    }
    if pictures == 0 {
        return None;
    }
    if let Some(tiff) = orientation {
        let at = kept.iter().position(|segment| segment.marker() != markers::APP0).unwrap_or(0);
        let contents = [exif::PREFIX, &tiff].concat();
        kept.insert(at, JpegSegment::new_with_contents(markers::APP1, contents.into()));
    }
    let mut jpeg = jpeg;
    *jpeg.segments_mut() = kept;
    Some((jpeg.encoder().bytes().to_vec(), removed))
}

fn exif_of(segment: &JpegSegment) -> Option<&[u8]> {
    match segment.marker() {
        markers::APP1 => segment.contents().strip_prefix(exif::PREFIX),
        _ => None,
    }
}

/// The name of what the segment holds, where that is not part of the picture.
fn metadata(segment: &JpegSegment) -> Option<&'static str> {
    let starts = |prefix: &[u8]| segment.contents().starts_with(prefix);
    match segment.marker() {
        markers::APP0 if starts(JFIF) => None,
        markers::APP2 if starts(COLOUR_PROFILE) => None,
        markers::APP14 if starts(ADOBE) => None,
        markers::APP1 if starts(b"http://ns.adobe.com/") => Some("XMP"),
        markers::APP13 => Some("IPTC"),
        markers::COM => Some("comments"),
        markers::APP0..=markers::APP15 => Some("other metadata"),
        _ => None,
    }
}

/// The header of JFIF can carry a small copy of the picture, made before it was cropped.
fn without_thumbnail(segment: &JpegSegment, removed: &mut Removed) -> JpegSegment {
    let contents = segment.contents();
    if segment.marker() != markers::APP0 || contents.len() <= JFIF_LENGTH {
        return segment.clone();
    }
    removed.note("a thumbnail");
    let mut header = contents[..JFIF_LENGTH].to_vec();
    header[JFIF_LENGTH - 2..].fill(0);
    JpegSegment::new_with_contents(markers::APP0, header.into())
}

/// The first scan and all that follows to the end of the picture, without the metadata between
/// scans. What comes behind the end (a phone's second picture or film) goes.
fn scans(first: &JpegSegment, file: &[u8], removed: &mut Removed) -> Option<JpegSegment> {
    let head = first.len();
    // The parser gives the length of the whole, and keeps the bytes to itself.
    let rest = file.get(file.len().checked_sub(first.len_with_entropy() - head)?..)?;
    let mut kept = Vec::with_capacity(rest.len());
    let mut at = 0;
    loop {
        let marker_at = at + rest.get(at..)?.windows(2).position(is_marker)?;
        kept.extend(&rest[at..marker_at]);
        let marker = rest[marker_at + 1];
        if marker == markers::EOI {
            kept.extend([markers::P, markers::EOI]);
            if marker_at + 2 < rest.len() {
                removed.note("data behind the picture");
            }
            let contents = first.contents().clone();
            return Some(JpegSegment::new_with_entropy(markers::SOS, contents, kept.into()));
        }
        let length: [u8; 2] = rest.get(marker_at + 2..marker_at + 4)?.try_into().ok()?;
        at = marker_at + 2 + usize::from(u16::from_be_bytes(length)).max(2);
        let segment = rest.get(marker_at..at)?;
        match marker {
            markers::APP0..=markers::APP15 | markers::COM => removed.note("other metadata"),
            _ => kept.extend(segment),
        }
    }
}

/// Whether two bytes of a scan are a marker: not a stuffed 0xFF, a fill byte or a restart.
fn is_marker(pair: &[u8]) -> bool {
    pair[0] == markers::P
        && !matches!(pair[1], markers::Z | markers::P | markers::RST0..=markers::RST7)
}

#[cfg(test)]
mod tests;
