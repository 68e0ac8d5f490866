//! Ogg (RFC 3533) with Vorbis or Opus (RFC 7845): pages of packets, of which the second of each
//! stream is comments.

use std::collections::BTreeMap;

use super::removed::Removed;
use super::xiph::{NO_COMMENTS, is_opus_head};

/// The packet of comments of Opus without any, and without the encoder's name.
const NO_TAGS: &[u8] = b"OpusTags\0\0\0\0\0\0\0\0";

const MAGIC: &[u8] = b"OggS\0";
const HEAD: usize = 27;

/// In the flags of a page: it goes on with a packet, begins a stream, ends one.
const CONTINUED: u8 = 1;
const FIRST: u8 = 2;
const LAST: u8 = 4;

/// A page as it stands in the file.
#[derive(Debug, Clone)]
struct Page<'a> {
    flags: u8,
    granule: &'a [u8],
    serial: u32,
    lacing: &'a [u8],
    body: &'a [u8],
}

/// A stream on its way through.
#[derive(Debug)]
struct Stream {
    serial: u32,
    /// Two for Opus, three for Vorbis, none where it is not taken along.
    headers: usize,
    packets: Vec<Vec<u8>>,
    open: Vec<u8>,
    /// The number of its next page.
    next: u32,
}

/// The sound without comments; `None` where it is damaged, or of no kind that is known.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let mut streams: BTreeMap<u32, Stream> = BTreeMap::new();
    let mut kept = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at..].starts_with(b"OggS") {
            behind(&bytes[at..], &mut removed)?;
            break;
        }
        let (page, next) = page_at(bytes, at)?;
        at = next;
        if page.flags & FIRST != 0 {
            streams.insert(page.serial, Stream::new(&page));
        }
        streams.get_mut(&page.serial)?.take(&page, &mut kept, &mut removed)?;
    }
    let whole = |stream: &Stream| stream.packets.len() == stream.headers;
    (!kept.is_empty() && streams.values().all(whole)).then_some((kept, removed))
}

/// What stands behind the last page goes; where more pages follow, the file is damaged.
fn behind(rest: &[u8], removed: &mut Removed) -> Option<()> {
    removed.note("data behind the sound");
    (!rest.windows(4).any(|window| window == b"OggS")).then_some(())
}

fn page_at(bytes: &[u8], at: usize) -> Option<(Page<'_>, usize)> {
    let head = bytes.get(at..at + HEAD).filter(|head| head.starts_with(MAGIC))?;
    let body_at = at + HEAD + usize::from(head[26]);
    let lacing = bytes.get(at + HEAD..body_at)?;
    let end = body_at + lacing.iter().map(|length| usize::from(*length)).sum::<usize>();
    let body = bytes.get(body_at..end)?;
    let mut unsummed = bytes[at..end].to_vec();
    unsummed[22..26].fill(0);
    let serial = u32::from_le_bytes(head[14..18].try_into().ok()?);
    let page = Page { flags: head[5], granule: &head[6..14], serial, lacing, body };
    (head[22..26] == checksum(&unsummed).to_le_bytes()).then_some((page, end))
}

impl Stream {
    fn new(page: &Page<'_>) -> Self {
        let headers = match page.body {
            body if body.starts_with(b"\x01vorbis") && body.len() == 30 => 3,
            body if is_opus_head(body) => 2,
            _ => 0,
        };
        Self { serial: page.serial, headers, packets: Vec::new(), open: Vec::new(), next: 0 }
    }

    fn take(&mut self, page: &Page<'_>, kept: &mut Vec<u8>, removed: &mut Removed) -> Option<()> {
        if self.headers == 0 {
            removed.note("tracks that are not sound");
            return Some(());
        }
        if self.packets.len() == self.headers {
            let flags = page.flags & (CONTINUED | LAST);
            self.write(flags, page.granule, page.lacing, page.body, kept);
            return Some(());
        }
        self.collect(page)?;
        if self.packets.len() == self.headers {
            self.write_headers(page.flags & LAST, kept, removed)?;
        }
        Some(())
    }

    /// Headers end with their page.
    fn collect(&mut self, page: &Page<'_>) -> Option<()> {
        let mut at = 0;
        for length in page.lacing {
            let next = at + usize::from(*length);
            self.open.extend(&page.body[at..next]);
            at = next;
            if *length < 255 {
                self.packets.push(std::mem::take(&mut self.open));
            }
        }
        let done = self.packets.len() == self.headers;
        let few = self.packets.len() < self.headers;
        (few || done && self.open.is_empty()).then_some(())
    }

    /// The first header on a page of its own, as it must be, then the others.
    fn write_headers(&mut self, last: u8, kept: &mut Vec<u8>, removed: &mut Removed) -> Option<()> {
        let (head, none): (&[u8], _) =
            if self.headers == 3 { (b"\x03vorbis", NO_COMMENTS) } else { (b"OpusTags", NO_TAGS) };
        if !self.packets[1].starts_with(head) {
            return None;
        }
        if self.packets[1] != none {
            removed.note("comments");
        }
        let first = self.packets[0].clone();
        self.write(FIRST, &[0; 8], &lacing(&first), &first, kept);
        let mut body = none.to_vec();
        let mut lengths = lacing(none);
        for packet in &self.packets[2..] {
            packet.starts_with(b"\x05vorbis").then_some(())?;
            body.extend(packet);
            lengths.extend(lacing(packet));
        }
        self.write_pages(last, &lengths, &body, kept);
        Some(())
    }

    fn write_pages(&mut self, last: u8, lengths: &[u8], mut body: &[u8], kept: &mut Vec<u8>) {
        let mut continued = 0;
        let pages = lengths.chunks(255);
        let count = pages.len();
        for (number, part) in pages.enumerate() {
            let length = part.iter().map(|length| usize::from(*length)).sum();
            let (now, later) = body.split_at(length);
            let ends = if number + 1 == count { last } else { 0 };
            // A page on which no packet ends has no time.
            let granule = if part.iter().all(|length| *length == 255) { [0xFF; 8] } else { [0; 8] };
            self.write(continued | ends, &granule, part, now, kept);
            continued = if part.last() == Some(&255) { CONTINUED } else { 0 };
            body = later;
        }
    }

    fn write(&mut self, flags: u8, granule: &[u8], lacing: &[u8], body: &[u8], kept: &mut Vec<u8>) {
        let start = kept.len();
        kept.extend(MAGIC);
        kept.push(flags);
        kept.extend(granule);
        kept.extend(self.serial.to_le_bytes());
        kept.extend(self.next.to_le_bytes());
        kept.extend([0; 4]);
        kept.push(u8::try_from(lacing.len()).unwrap_or(u8::MAX));
        kept.extend(lacing);
        kept.extend(body);
        self.next = self.next.wrapping_add(1);
        let sum = checksum(&kept[start..]);
        kept[start + 22..start + 26].copy_from_slice(&sum.to_le_bytes());
    }
}

/// The lengths that stand for one packet.
fn lacing(packet: &[u8]) -> Vec<u8> {
    let mut lengths = vec![255; packet.len() / 255];
    lengths.extend(u8::try_from(packet.len() % 255));
    lengths
}

/// The checksum of a page: polynomial 0x04C11DB7, nothing reflected.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum: u32, _| {
            sum << 1 ^ if sum & 0x8000_0000 == 0 { 0 } else { 0x04C1_1DB7 }
        })
    })
}

#[cfg(test)]
mod tests;
