//! JPEG (ITU-T T.81): segments, then scans with further segments among them.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

use super::{Removed, exif};

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
mod tests {
    use super::*;
    use crate::media::strip;
    use proptest::prelude::*;

    fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
        let length = u16::try_from(contents.len() + 2).expect("short");
        [&[0xFF, marker][..], &length.to_be_bytes(), contents].concat()
    }

    fn exif_segment(tiff: &[u8]) -> Vec<u8> {
        segment(markers::APP1, &[exif::PREFIX, tiff].concat())
    }

    fn file(head: &[Vec<u8>], between: &[u8], behind: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(segment(markers::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
        bytes.extend(head.concat());
        bytes.extend(segment(markers::DQT, b"tables"));
        bytes.extend(segment(markers::SOS, b"scan"));
        bytes.extend(b"\x12\xFF\0\x34\xFF\xD0\x56");
        bytes.extend(between);
        bytes.extend(segment(markers::SOS, b"more"));
        bytes.extend(b"\x78\xFF\xD9");
        bytes.extend(behind);
        bytes
    }

    #[test]
    fn metadata_goes_and_the_picture_stays_to_the_byte() {
        let head = [
            exif_segment(&exif::tests::of_a_camera(1, b"GPS")),
            segment(markers::APP1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
            segment(markers::APP2, b"MPF\0"),
            segment(markers::APP13, b"Photoshop 3.0\0"),
            segment(markers::COM, b"by phone 4711"),
        ];
        let between = segment(markers::COM, b"secret");
        let stripped = strip(&file(&head, &between, b"\0\0\0\x18ftyp")).expect("a picture");
        assert_eq!(stripped.bytes, file(&[], b"", b""));
        let all = ["EXIF", "XMP", "other metadata", "IPTC", "comments", "data behind the picture"];
        assert_eq!(stripped.removed, all);
    }

    #[test]
    fn the_colour_profile_and_the_way_colours_are_stored_stay() {
        let head = [
            segment(markers::APP2, b"ICC_PROFILE\0\x01\x01profile"),
            segment(markers::APP14, b"Adobe\0d\0\0\0\0\x01"),
        ];
        let bytes = file(&head, b"", b"");
        let stripped = strip(&bytes).expect("a picture");
        assert_eq!((stripped.bytes, stripped.removed), (bytes, Vec::new()));
    }

    #[test]
    fn which_side_is_up_stays() {
        let head = [exif_segment(&exif::tests::of_a_camera(6, b"GPS"))];
        let stripped = strip(&file(&head, b"", b"")).expect("a picture");
        let kept = exif::reduced(&exif::tests::of_a_camera(6, b"")).expect("an orientation");
        assert_eq!(stripped.bytes, file(&[exif_segment(&kept)], b"", b""));
    }

    #[test]
    fn a_thumbnail_in_the_header_goes() {
        let mut bytes = vec![0xFF, 0xD8];
        bytes.extend(segment(markers::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01rgb"));
        bytes.extend(&file(&[], b"", b"")[20..]);
        let stripped = strip(&bytes).expect("a picture");
        assert_eq!(stripped.bytes, file(&[], b"", b""));
        assert_eq!(stripped.removed, ["a thumbnail"]);
    }

    #[test]
    fn a_picture_that_is_cut_short_is_refused() {
        let whole = file(&[], b"", b"");
        for cut in 3..whole.len() {
            assert!(strip(&whole[..cut]).is_err(), "{cut}");
        }
    }

    proptest! {
        #[test]
        fn prop_no_secret_leaves_and_twice_is_once(
            marker in prop_oneof![Just(markers::COM), markers::APP3..=markers::APP13, Just(markers::APP15)],
            noise in prop::collection::vec(any::<u8>(), 0..50), value in 0u16..10, order in any::<bool>(),
        ) {
            let secret = [&noise[..], b"SERIAL 4711"].concat();
            let mut head = [
                exif_segment(&exif::tests::of_a_camera(value, &secret)),
                segment(marker, &secret),
            ];
            if order {
                head.reverse();
            }
            let once = strip(&file(&head, &segment(marker, &secret), &secret)).expect("a picture");
            prop_assert!(!once.bytes.windows(11).any(|window| window == b"SERIAL 4711"));
            let twice = strip(&once.bytes).expect("a picture");
            prop_assert_eq!(&twice.bytes, &once.bytes);
            prop_assert!(twice.removed.is_empty());
        }
    }
}
