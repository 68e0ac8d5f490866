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
