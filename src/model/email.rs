//! When two e-mail addresses are one.

use unicode_normalization::UnicodeNormalization;

/// An address as all that look alike are written: case, width and invisible characters do not matter
/// (Unicode Standard Annex 15, NFKC).
pub fn folded_email(email: &str) -> String {
    if email.is_ascii() {
        return email.trim().to_ascii_lowercase();
    }
    let shows = |c: &char| !is_invisible(*c) && !is_variant(*c);
    let shown = email.nfkc().filter(shows).flat_map(char::to_lowercase);
    shown.collect::<String>().nfkc().collect::<String>().trim().to_owned()
}

/// Whether two addresses are one.
pub fn same_email(one: &str, two: &str) -> bool {
    if one.is_ascii() && two.is_ascii() {
        return one.trim().eq_ignore_ascii_case(two.trim());
    }
    folded_email(one) == folded_email(two)
}

/// Selectors of another shape of the character before.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// Characters that show nothing, or show others in another order.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_look_alike_are_one() {
        let plain = "ana@courier.example";
        for other in [
            "Ana@Courier.Example",
            "ａｎａ@courier.example",
            "an\u{200B}a@courier.example",
            "ana@cour\u{AD}ier.example",
            " ana@courier.example ",
            "ana\u{FE0F}@courier.example",
        ] {
            assert!(same_email(plain, other) && same_email(other, plain), "{other}");
        }
        assert!(!same_email(plain, "anna@courier.example"));
    }
}
