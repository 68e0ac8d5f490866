//! What is taken out of a file.

/// What was taken out, each once.
#[derive(Debug, Default)]
pub(super) struct Removed(pub(super) Vec<&'static str>);

impl Removed {
    /// One thing more.
    pub(super) fn note(&mut self, what: &'static str) {
        if !self.0.contains(&what) {
            self.0.push(what);
        }
    }
}

/// Takes the meaning out of bytes that cannot go.
pub(super) fn zero(bytes: &mut [u8], what: &'static str, removed: &mut Removed) {
    if bytes.iter().any(|byte| *byte != 0) {
        removed.note(what);
        bytes.fill(0);
    }
}
