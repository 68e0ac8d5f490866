//! Headers of Vorbis and Opus, which Ogg and WebM carry alike.

/// The packet of comments of Vorbis without any, and without the encoder's name.
pub(super) const NO_COMMENTS: &[u8] = b"\x03vorbis\0\0\0\0\0\0\0\0\x01";

/// Whether these bytes are the first header of Opus, and no more.
pub(super) fn is_opus_head(bytes: &[u8]) -> bool {
    let length = match (bytes.get(18), bytes.get(9)) {
        (Some(0), _) => 19,
        (Some(_), Some(channels)) => 21 + usize::from(*channels),
        _ => return false,
    };
    bytes.starts_with(b"OpusHead") && bytes.len() == length
}
