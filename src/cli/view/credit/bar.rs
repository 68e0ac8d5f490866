//! A bar beside a number: its share of the largest, by eighths of a cell.

/// Eighths of a cell, from none to seven.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar for a count, `cells` long for the largest; something is never nothing. Of `#` where the
/// terminal has only plain letters.
pub(super) fn bar(count: usize, most: usize, cells: usize, plain: bool) -> String {
    if count == 0 || most == 0 {
        return String::new();
    }
    let parts = if plain { 1 } else { EIGHTHS.len() };
    let length = (count * cells * parts + most / 2) / most;
    let length = length.clamp(1, cells * parts);
    if plain {
        "#".repeat(length)
    } else {
        format!("{}{}", "█".repeat(length / parts), EIGHTHS[length % parts])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_something_is_never_nothing() {
        assert_eq!(bar(8, 8, 4, false), "████");
        assert_eq!(bar(3, 8, 4, false), "█▌");
        assert_eq!(bar(1, 1000, 4, false), "▏");
        assert_eq!(bar(0, 8, 4, false), "");
        assert_eq!(bar(8, 8, 4, true), "####");
        assert_eq!(bar(1, 1000, 4, true), "#");
        assert_eq!(bar(0, 0, 4, true), "");
    }
}
