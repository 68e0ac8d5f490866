//! PNG (W3C, third edition): chunks, each with a name of four letters.

use img_parts::Bytes;
use img_parts::png::{Png, PngChunk};

use super::exif;
use super::removed::Removed;

const CHUNK_IHDR: [u8; 4] = *b"IHDR";
const CHUNK_IEND: [u8; 4] = *b"IEND";
const CHUNK_EXIF: [u8; 4] = *b"eXIf";

/// The chunks that make the picture: its pixels, their colours and size, and how it moves.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// The picture without metadata; `None` where it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let mut removed = Removed::default();
    let whole = |chunk: Option<&PngChunk>, kind| chunk.is_some_and(|chunk| chunk.kind() == kind);
    if !whole(png.chunks().first(), CHUNK_IHDR) || !whole(png.chunks().last(), CHUNK_IEND) {
        return None;
    }
    if png.len() < bytes.len() {
        removed.note("data behind the picture");
    }
    let old = png.chunk_by_type(CHUNK_EXIF).map(|chunk| chunk.contents().clone());
    let orientation = old.as_deref().and_then(exif::reduced);
    if old.is_some() && old.as_deref() != orientation.as_deref() {
        removed.note("EXIF");
    }
    png.chunks_mut().retain(|chunk| {
        let kind = chunk.kind();
        if kind != CHUNK_EXIF && !KEPT.contains(&&kind) {
            removed.note(name(kind));
        }
        KEPT.contains(&&kind)
    });
    if let Some(tiff) = orientation {
        png.chunks_mut().insert(1, PngChunk::new(CHUNK_EXIF, tiff.into()));
    }
    Some((png.encoder().bytes().to_vec(), removed))
}

fn name(kind: [u8; 4]) -> &'static str {
    match &kind {
        b"tEXt" | b"zTXt" | b"iTXt" => "texts",
        b"tIME" => "its time",
        _ => "other metadata",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::strip;

    fn file(middle: &[([u8; 4], &[u8])]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
        let ends = [(*b"IDAT", &b"pixels"[..]), (*b"IEND", b"")];
        for (kind, contents) in
            [(*b"IHDR", &b"thirteen byte"[..])].iter().chain(middle).chain(&ends)
        {
            let chunk = PngChunk::new(*kind, Bytes::copy_from_slice(contents));
            bytes.extend(chunk.encoder().bytes());
        }
        bytes
    }

    #[test]
    fn texts_and_private_chunks_go_and_the_picture_stays_to_the_byte() {
        let secret = b"Author\0SERIAL 4711";
        let full = file(&[
            (*b"tEXt", secret),
            (*b"iTXt", b"XML:com.adobe.xmp\0"),
            (*b"tIME", b"1234567"),
            (*b"iCCP", b"icc\0\0profile"),
            (*b"prVt", secret),
            (*b"eXIf", &exif::tests::of_a_camera(1, b"GPS")),
        ]);
        let stripped = strip(&[&full[..], b"behind"].concat()).expect("a picture");
        assert_eq!(stripped.bytes, file(&[(*b"iCCP", b"icc\0\0profile")]));
        let all = ["data behind the picture", "EXIF", "texts", "its time", "other metadata"];
        assert_eq!(stripped.removed, all);
    }

    #[test]
    fn which_side_is_up_stays_and_twice_is_once() {
        let full = file(&[(*b"eXIf", &exif::tests::of_a_camera(8, b"GPS"))]);
        let once = strip(&full).expect("a picture");
        let kept = exif::reduced(&exif::tests::of_a_camera(8, b"")).expect("an orientation");
        assert_eq!(once.bytes, file(&[(*b"eXIf", &kept)]));
        let twice = strip(&once.bytes).expect("a picture");
        assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
    }

    #[test]
    fn a_picture_that_is_cut_short_is_refused() {
        let whole = file(&[]);
        for cut in 8..whole.len() {
            assert!(strip(&whole[..cut]).is_err(), "{cut}");
        }
    }
}
