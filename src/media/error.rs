//! Why a file cannot be used.

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// Drawings can carry programs.
    #[error("SVG is not taken, it can carry programs: save the picture as PNG")]
    Svg,
    /// A format that is known, but not to browsers.
    #[error("{name} is not shown by every browser: save it as {instead}")]
    NotForPages {
        /// The format.
        name: &'static str,
        /// What to use in its place.
        instead: &'static str,
    },
    /// Nothing that is known.
    #[error("this is none of JPEG, PNG, WebP, GIF, MP4, WebM, MP3, M4A, WAV, FLAC, Ogg and WebVTT")]
    Unknown,
    /// It begins like its format and does not go on like it.
    #[error("this {name} file is damaged or cut short: open it and save it again")]
    Damaged {
        /// The format.
        name: &'static str,
    },
}
