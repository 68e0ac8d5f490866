//! GIF (89a): blocks, of which extensions carry comments and programs' own data.

use super::removed::Removed;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const TRAILER: u8 = 0x3B;

/// Extensions by their label.
const CONTROL: u8 = 0xF9;
const COMMENT: u8 = 0xFE;
const APPLICATION: u8 = 0xFF;

/// Programs' data that the picture needs: how often it runs.
const KEPT: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// The length of that block: the program's name, and one sub-block of three bytes.
const LOOP: usize = 19;

/// The picture without metadata; `None` where it is damaged.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let mut at = 13 + colours(*bytes.get(10)?);
    let mut kept = bytes.get(..at)?.to_vec();
    let mut pictures = 0;
    loop {
        let end = match bytes.get(at) {
            Some(&IMAGE) => image_end(bytes, at)?,
            Some(&EXTENSION) => blocks_end(bytes, at + 2)?,
            // Old programs leave the last byte out.
            Some(&TRAILER) | None => break,
            Some(_) => return None,
        };
        let block = &bytes[at..end];
        match metadata(block) {
            Some(name) => removed.note(name),
            None => keep(block, &mut kept, &mut removed),
        }
        pictures += usize::from(block[0] == IMAGE);
        at = end;
    }
    if at + 1 < bytes.len() {
        removed.note("data behind the picture");
    }
    kept.push(TRAILER);
    (pictures > 0).then_some((kept, removed))
}

/// Keeps a block; of a program's data no more than how often the picture runs.
fn keep(block: &[u8], kept: &mut Vec<u8>, removed: &mut Removed) {
    if block[..2] == [EXTENSION, APPLICATION] && block.len() > LOOP {
        removed.note("other metadata");
        kept.extend(&block[..LOOP - 1]);
        kept.push(0);
    } else {
        kept.extend(block);
    }
}

/// The name of what the block holds, where that is not part of the picture.
fn metadata(block: &[u8]) -> Option<&'static str> {
    if block[0] != EXTENSION {
        return None;
    }
    let program = block.get(3..14).unwrap_or_default();
    match block[1] {
        CONTROL if block.len() == 8 && block[2] == 4 => None,
        APPLICATION if KEPT.contains(&program) && block.get(14..16) == Some(&[3, 1]) => None,
        APPLICATION if program == b"XMP DataXMP" => Some("XMP"),
        COMMENT => Some("comments"),
        _ => Some("other metadata"),
    }
}

/// The length of a table of colours, from the byte of flags that announces it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn image_end(bytes: &[u8], at: usize) -> Option<usize> {
    // Ten bytes of header, the table of colours, one byte for the size of codes.
    blocks_end(bytes, at + 10 + colours(*bytes.get(at + 9)?) + 1)
}

/// Behind the sub-blocks, each with its length before it, that start there and end with an empty
/// one.
fn blocks_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::media::strip;

    fn extension(label: u8, blocks: &[&[u8]]) -> Vec<u8> {
        let mut bytes = vec![0x21, label];
        for block in blocks {
            bytes.push(u8::try_from(block.len()).expect("short"));
            bytes.extend(*block);
        }
        bytes.push(0);
        bytes
    }

    fn file(extensions: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0abcdef".to_vec();
        bytes.extend(extensions.concat());
        bytes.extend(b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x4C\x01\0\x3B");
        bytes
    }

    #[test]
    fn comments_and_programs_data_go_and_the_animation_stays() {
        let kept =
            [extension(0xFF, &[b"NETSCAPE2.0", b"\x01\0\0"]), extension(0xF9, &[b"\0\x0A\0\0"])];
        let full = [
            extension(0xFE, &[b"SERIAL", b"4711"]),
            kept[0].clone(),
            extension(0xFF, &[b"XMP DataXMP", b"<x/>"]),
            extension(0xFF, &[b"CAMERA 1.00", b"GPS"]),
            kept[1].clone(),
        ];
        let once = strip(&[&file(&full)[..], b"behind"].concat()).expect("a picture");
        assert_eq!(once.bytes, file(&kept));
        let all = ["comments", "XMP", "other metadata", "data behind the picture"];
        assert_eq!(once.removed, all);
        let twice = strip(&once.bytes).expect("a picture");
        assert_eq!((twice.bytes, twice.removed), (once.bytes, Vec::new()));
    }

    #[test]
    fn behind_how_often_it_runs_nothing_stays() {
        let kept = [extension(0xFF, &[b"NETSCAPE2.0", b"\x01\0\0"])];
        let full = [
            extension(0xFF, &[b"NETSCAPE2.0", b"\x01\0\0", b"GPS 50.45"]),
            extension(0xFF, &[b"NETSCAPE2.0", b"GPS 50.45"]),
            extension(0xF9, &[b"\0\x0A\0\0", b"GPS 50.45"]),
            extension(0x01, &[b"GPS 50.45"]),
        ];
        assert_eq!(strip(&file(&full)).expect("a picture").bytes, file(&kept));
    }

    #[test]
    fn a_picture_that_is_cut_short_is_refused() {
        let whole = file(&[]);
        for cut in 6..whole.len() - 1 {
            assert!(strip(&whole[..cut]).is_err(), "{cut}");
        }
        assert_eq!(strip(&whole[..whole.len() - 1]).expect("a picture").bytes, whole);
    }
}
