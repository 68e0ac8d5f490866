//! A desk to test on, and a way to die in the middle of a change.

pub(super) fn crash_after(_step: u8) {}
