//! What a character is to somebody who looks for words.

/// Whether its script puts no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0FFF | 0x1000..=0x109F // Thai, Lao, Tibetan, Burmese
        | 0x1780..=0x17FF | 0x1950..=0x19DF | 0x1A20..=0x1AAF // Khmer, Tai Le, Tai Lue, Tai Tham
        | 0x1B00..=0x1B7F | 0xA980..=0xA9FF | 0xAA60..=0xAADF // Balinese, Javanese, Tai Viet
        | 0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3040..=0x312F // radicals, kana, Bopomofo
        | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF // Han
        | 0xF900..=0xFAFF | 0x1B000..=0x1B16F | 0x20000..=0x3FFFF)
}

/// Whether it is nothing at all to a reader: soft hyphens, joiners, marks of where a line may break.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{640}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether it stands for an apostrophe, and Unicode calls it a letter.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\u{2B9}'..='\u{2BF}' | '\u{2C8}' | '\u{2EE}' | '\u{A78B}' | '\u{A78C}')
}

/// Whether a mark on that letter (in lower case) is left out by who types the word.
pub(super) fn is_left_out(letter: char, mark: char) -> bool {
    match u32::from(letter) {
        0..=0x3FF | 0x1D00..=0x1FFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF => true, // Latin, Greek
        0x400..=0x52F => match mark {
            '\u{301}' => !matches!(letter, 'г' | 'к'),
            '\u{300}' => true,
            '\u{308}' => letter == 'е',
            _ => false,
        },
        0x590..=0x8FF => true, // Hebrew, Arabic, Syriac
        _ => false,
    }
}

/// Letters that are written with others where a keyboard or a habit has no such letter.
pub(super) fn spelt(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        // The same letters on keyboards of Arabic, Persian and Urdu.
        'ك' => "ک",
        'ي' | 'ى' => "ی",
        _ => return None,
    })
}
