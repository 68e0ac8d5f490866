//! WebP (RFC 9649): a RIFF file with chunks.

use img_parts::Bytes;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{
    CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_EXIF, CHUNK_ICCP, CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X,
    CHUNK_XMP, WebP,
};

use super::exif;
use super::removed::Removed;

const KEPT: [[u8; 4]; 7] =
    [CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ICCP, CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X];

/// In the first byte of the extended header: what the file says it has.
const HAS_EXIF: u8 = 0b1000;
const HAS_XMP: u8 = 0b0100;

/// The picture without metadata; `None` where it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut webp = WebP::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let mut removed = Removed::default();
    if !webp.chunks().iter().any(|chunk| [CHUNK_VP8, CHUNK_VP8L, CHUNK_ANMF].contains(&chunk.id()))
    {
        return None;
    }
    if usize::try_from(webp.len()).ok()? < bytes.len() {
        removed.note("data behind the picture");
    }
    let old = webp.chunk_by_id(CHUNK_EXIF).and_then(|chunk| chunk.content().data().cloned());
    // Only a file with the extended header can have it at all.
    let orientation = old.as_deref().filter(|_| webp.has_chunk(CHUNK_VP8X)).and_then(exif::reduced);
    if old.is_some() && old.as_deref() != orientation.as_deref() {
        removed.note("EXIF");
    }
    webp.chunks_mut().retain(|chunk| {
        match chunk.id() {
            CHUNK_XMP => removed.note("XMP"),
            CHUNK_EXIF => {}
            id if !KEPT.contains(&id) => removed.note("other metadata"),
            _ => {}
        }
        KEPT.contains(&chunk.id())
    });
    if let Some(chunk) = webp.chunks_mut().iter_mut().find(|chunk| chunk.id() == CHUNK_VP8X) {
        set_flags(chunk, orientation.is_some())?;
    }
    if let Some(tiff) = orientation {
        webp.chunks_mut().push(RiffChunk::new(CHUNK_EXIF, RiffContent::Data(tiff.into())));
    }
    Some((webp.encoder().bytes().to_vec(), removed))
}

fn set_flags(header: &mut RiffChunk, has_exif: bool) -> Option<()> {
    let mut contents = header.content().data()?.to_vec();
    let flags = contents.first_mut()?;
    *flags &= !(HAS_EXIF | HAS_XMP);
    *flags |= if has_exif { HAS_EXIF } else { 0 };
    *header.content_mut() = RiffContent::Data(contents.into());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::strip;

    fn file(flags: u8, behind: &[([u8; 4], &[u8])]) -> Vec<u8> {
        let header = [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0];
        let picture = [(CHUNK_VP8X, &header[..]), (CHUNK_VP8, b"pixels.")];
        let chunk = |(id, data): &([u8; 4], &[u8])| {
            RiffChunk::new(*id, RiffContent::Data(Bytes::copy_from_slice(data)))
        };
        let subchunks = picture.iter().chain(behind).map(chunk).collect();
        let list = RiffContent::List { kind: Some(*b"WEBP"), subchunks };
        RiffChunk::new(*b"RIFF", list).encoder().bytes().to_vec()
    }

    #[test]
    fn metadata_goes_and_the_header_no_longer_claims_it() {
        let full = file(
            0b0011_1100,
            &[
                (CHUNK_EXIF, &exif::tests::of_a_camera(1, b"GPS")),
                (CHUNK_XMP, b"<x/>"),
                (*b"LOCN", b"SERIAL"),
            ],
        );
        let stripped = strip(&[&full[..], b"behind"].concat()).expect("a picture");
        assert_eq!(stripped.bytes, file(0b0011_0000, &[]));
        let all = ["data behind the picture", "EXIF", "XMP", "other metadata"];
        assert_eq!(stripped.removed, all);
    }

    #[test]
    fn which_side_is_up_stays_and_twice_is_once() {
        let full = file(HAS_EXIF, &[(CHUNK_EXIF, &exif::tests::of_a_camera(3, b"GPS"))]);
        let once = strip(&full).expect("a picture");
        let kept = exif::reduced(&exif::tests::of_a_camera(3, b"")).expect("an orientation");
        assert_eq!(once.bytes, file(HAS_EXIF, &[(CHUNK_EXIF, &kept)]));
        let twice = strip(&once.bytes).expect("a picture");
        assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
    }

    #[test]
    fn a_picture_that_is_cut_short_is_refused() {
        let whole = file(0, &[]);
        for cut in 12..whole.len() {
            assert!(strip(&whole[..cut]).is_err(), "{cut}");
        }
    }
}
