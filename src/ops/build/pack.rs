//! Files packed for the way to a browser: gzip (RFC 1952) and brotli (RFC 7932).

use std::io::Write;

/// From how many bytes on packing is worth it.
pub const SHORTEST: usize = 512;

/// The bytes as gzip; `effort` is from 0 to 9.
pub fn gzip(bytes: &[u8], effort: u32) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(effort));
    let written = writer.write_all(bytes).and_then(|()| writer.finish());
    written.expect("memory takes whatever is written")
}

/// The bytes as brotli; `effort` is from 0 to 11, of which the last is slow.
pub fn brotli(bytes: &[u8], effort: u32) -> Vec<u8> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: effort as i32, ..Default::default() };
    let mut packed = Vec::new();
    let written = brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters);
    written.map(|_| packed).expect("memory takes whatever is written")
}

/// Whether that file is one that packing makes smaller: pictures and films are packed already.
pub(super) fn is_worth(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["html", "css", "js", "json", "xml", "svg", "txt", "vtt"].contains(&ending)
}
