//! Which tracks of a film, or of sound, stay.

use super::boxes::{Place, path};

/// Which tracks stay, by their handlers, and the name of all others.
pub(super) struct Wanted {
    handlers: &'static [&'static [u8]],
    pub(super) others: &'static str,
}

pub(super) const FILM: Wanted =
    Wanted { handlers: &[b"vide", b"soun"], others: "tracks that are neither pictures nor sound" };
pub(super) const SOUND: Wanted =
    Wanted { handlers: &[b"soun"], others: "tracks that are not sound" };

/// Whether a track is of a kind that stays.
pub(super) fn is_wanted(bytes: &[u8], track: &Place, wanted: &Wanted) -> Option<()> {
    let handler = path(bytes, track, &[b"mdia", b"hdlr"])?;
    let kind = bytes[handler.inside].get(8..12)?;
    wanted.handlers.contains(&kind).then_some(())
}
