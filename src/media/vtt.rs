//! Captions (W3C WebVTT): blocks of lines, with an empty line between them. Only cues stay:
//! notes are for those who made them.

use super::removed::Removed;

/// The captions without notes; `None` where they are no text.
pub(super) fn strip(bytes: &[u8]) -> Option<(Vec<u8>, Removed)> {
    let mut removed = Removed::default();
    let text = std::str::from_utf8(bytes).ok()?;
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut blocks = plain.split("\n\n").map(|block| block.trim_matches('\n'));
    if blocks.next() != Some("WEBVTT") {
        removed.note("words in the head");
    }
    let (kept, gone): (Vec<_>, Vec<_>) =
        blocks.filter(|block| !block.is_empty()).partition(|block| is_shown(block));
    if !gone.is_empty() {
        removed.note("notes");
    }
    if removed.0.is_empty() {
        return Some((bytes.to_vec(), removed));
    }
    let lines = ["WEBVTT"].into_iter().chain(kept).collect::<Vec<_>>().join("\n\n");
    Some((format!("{lines}\n").into_bytes(), removed))
}

/// Whether a block is a cue: its time stands on its first line, or on the second behind a name.
fn is_shown(block: &str) -> bool {
    let mut lines = block.lines();
    let first = lines.next().unwrap_or_default();
    let timed = |line: &str| line.contains("-->");
    !first.starts_with("NOTE") && (timed(first) || lines.next().is_some_and(timed))
}

#[cfg(test)]
mod tests {
    use crate::media::strip;

    #[test]
    fn notes_and_words_in_the_head_go_and_the_cues_stay() {
        let cues = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHello\n\n00:03.000 --> 00:04.000\nBye\n";
        let full = cues.replacen("WEBVTT", "WEBVTT by Ivan\nAuthor: Ivan", 1).replacen(
            "Hello\n",
            "Hello\n\nNOTE Ivan\nGPS\n\nSTYLE\n/* Ivan */\n",
            1,
        );
        let once = strip(full.as_bytes()).expect("captions");
        assert_eq!(String::from_utf8(once.bytes).expect("text"), cues);
        assert_eq!(once.removed, ["words in the head", "notes"]);
        assert!(strip(cues.as_bytes()).expect("captions").removed.is_empty());
        assert!(strip(cues.replace('\n', "\r\n").as_bytes()).expect("captions").removed.is_empty());
    }
}
