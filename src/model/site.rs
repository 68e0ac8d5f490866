//! How the newsroom's pages look where no template is wanted, and what of other sites they may load.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the newsroom's pages look, and what of other sites they may load.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Site {
    /// A file of `theme/` at the top of each page, in place of the newsroom's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub logo: String,
    /// The colour of links and marks, as in `#a3161f`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub accent: String,
    /// The same on a dark screen; where it is empty, a lighter `accent`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub accent_dark: String,
    /// The colour behind the top of each page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub masthead: String,
    /// The fonts of words, the first that a reader has: `Lora, Georgia, serif`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text_font: String,
    /// The fonts of all that stands beside words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub interface_font: String,
    /// Fonts that readers are sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fonts: Vec<Font>,
    /// Where there is more about a contributor: the address of a page, by the contributor's id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<String, String>,
    /// What of other sites pages may load.
    #[serde(skip_serializing_if = "Allow::is_empty")]
    pub allow: Allow,
}

/// A font that readers are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Font {
    /// Its name, as `text_font` and `interface_font` give it.
    pub family: String,
    /// A file of `theme/`, as in `fonts/lora.woff2`.
    pub file: String,
    /// Its weight, or from which to which: `400 700`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub weight: String,
    /// Whether it is the italic one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
}

/// Sites that pages may load from, each as `https://stats.example` (Content Security Policy, level 3).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Allow {
    /// Programs, as of analytics and advertisements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub script: Vec<String>,
    /// Styles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub style: Vec<String>,
    /// Fonts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub font: Vec<String>,
    /// What programs of the page ask and tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub connect: Vec<String>,
}

impl Site {
    /// Whether nothing is said: pages are as they are built in.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The files of `theme/` that it names, each with the field that does.
    pub fn files(&self) -> impl Iterator<Item = (String, &str)> {
        let logo = (!self.logo.is_empty()).then(|| ("logo".to_owned(), self.logo.as_str()));
        let fonts = self.fonts.iter().enumerate();
        let fonts = fonts.map(|(i, font)| (format!("fonts[{i}].file"), font.file.as_str()));
        logo.into_iter().chain(fonts)
    }

    /// What it says that pages cannot have: the field, as in `fonts[0].weight`, and why.
    pub fn mistakes(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let mut judge = |good: bool, field: String, why: String| {
            if !good {
                all.push((field, why));
            }
        };
        for (field, text) in self.colors() {
            let why = format!("`{text}` is no colour: #a3161f and #fff are");
            judge(Color::of(text).is_some(), field.to_owned(), why);
        }
        for (field, text) in self.font_lists() {
            let why = format!("`{text}` is no list of fonts, as in Lora, Georgia, serif");
            judge(is_font_list(text), field.to_owned(), why);
        }
        for (i, font) in self.fonts.iter().enumerate() {
            let why = format!("`{}` is no name of a font", font.family);
            judge(font.is_named(), format!("fonts[{i}].family"), why);
            let why = format!("`{}` is no weight, as 400 is, or 400 700", font.weight);
            judge(font.has_weight(), format!("fonts[{i}].weight"), why);
        }
        for (list, sources) in self.allow.lists() {
            for (i, source) in sources.iter().enumerate() {
                let why = format!("`{source}` is no site, as https://stats.example is");
                judge(is_site_source(source), format!("allow.{list}[{i}]"), why);
            }
        }
        all
    }

    /// The same without what pages cannot have.
    pub fn without_mistakes(&self) -> Self {
        let mut site = self.clone();
        for color in [&mut site.accent, &mut site.accent_dark, &mut site.masthead] {
            if Color::of(color).is_none() {
                color.clear();
            }
        }
        for fonts in [&mut site.text_font, &mut site.interface_font] {
            if !is_font_list(fonts) {
                fonts.clear();
            }
        }
        site.fonts.retain(Font::fits);
        let Allow { script, style, font, connect } = &mut site.allow;
        for list in [script, style, font, connect] {
            list.retain(|source| is_site_source(source));
        }
        site
    }

    /// The colours, each with its field; empty ones left out.
    pub fn colors(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("accent", &self.accent),
            ("accent_dark", &self.accent_dark),
            ("masthead", &self.masthead),
        ];
        all.into_iter()
            .map(|(field, text)| (field, text.as_str()))
            .filter(|(_, text)| !text.is_empty())
    }

    /// The lists of fonts, each with its field; empty ones left out.
    pub fn font_lists(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [("text_font", &self.text_font), ("interface_font", &self.interface_font)];
        all.into_iter()
            .map(|(field, text)| (field, text.as_str()))
            .filter(|(_, text)| !text.is_empty())
    }
}

impl Font {
    fn is_named(&self) -> bool {
        is_font_list(&self.family) && !self.family.contains([',', '"'])
    }

    fn has_weight(&self) -> bool {
        self.weight.is_empty() || is_font_weight(&self.weight)
    }

    fn fits(&self) -> bool {
        self.is_named() && self.has_weight()
    }
}

impl Allow {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The lists, each with its field.
    pub fn lists(&self) -> [(&'static str, &Vec<String>); 4] {
        [
            ("script", &self.script),
            ("style", &self.style),
            ("font", &self.font),
            ("connect", &self.connect),
        ]
    }
}

/// A colour as `#rrggbb` or `#rgb` has it: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// The page, as the built-in style has it (`--paper` in `site.css`).
    pub const PAPER: Self = Self([255; 3]);
    /// The page on a dark screen.
    pub const PAPER_DARK: Self = Self([20; 3]);
    /// Words.
    pub const INK: Self = Self([27, 27, 26]);

    /// The colour that the text is; `None` of what is none.
    pub fn of(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let long = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(long.get(at..at + 2)?, 16).ok();
        let hexadecimal = long.bytes().all(|byte| byte.is_ascii_hexdigit());
        hexadecimal.then(|| Some(Self([part(0)?, part(2)?, part(4)?])))?
    }

    /// How much two colours differ in light, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

/// Whether a list of fonts is one that a style may have: names with commas between them.
fn is_font_list(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " -".contains(c);
    text.split(',').all(|name| {
        let name = name.trim();
        let inner = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(name);
        !inner.trim().is_empty() && inner.chars().all(plain)
    })
}

/// Whether a weight is one of CSS, or a range of two.
fn is_font_weight(text: &str) -> bool {
    let number = |part: &str| part.parse().is_ok_and(|weight: u32| (1..=1000).contains(&weight));
    matches!(text.split(' ').count(), 1 | 2) && text.split(' ').all(number)
}

/// Whether a text names another site as a policy of a page may: `https://`, a host, no more than a
/// path behind it.
fn is_site_source(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let (place, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = place.split_once(':').unwrap_or((place, "443"));
    let named = host.strip_prefix("*.").unwrap_or(host);
    // All of a country's or a trade's sites are not one.
    let enough = named == host || named.contains('.');
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let label = |label: &str| !label.is_empty() && label.chars().all(letter);
    enough
        && named.split('.').all(label)
        && port.parse::<u16>().is_ok()
        && path.chars().all(|c| letter(c) || "._/".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_compared_as_wcag_does() {
        let of = |text| Color::of(text).expect("a colour");
        assert_eq!(of("#fff"), Color([255; 3]));
        assert_eq!(of("#A3161f"), Color([163, 22, 31]));
        for text in ["", "fff", "#ffff", "#+12345", "red", "#ggg", "#\u{e9}\u{e9}\u{e9}"] {
            assert_eq!(Color::of(text), None, "{text}");
        }
        assert!((of("#fff").contrast(of("#000")) - 21.0).abs() < 1e-9);
        // The first grey that passes on white.
        assert!((of("#767676").contrast(of("#fff")) - 4.54).abs() < 0.005);
    }

    #[test]
    fn what_could_leave_its_place_in_a_style_or_policy_is_none() {
        for text in ["Lora, Georgia, serif", "\"Source Serif 4\", serif", "Скорина"] {
            assert!(is_font_list(text), "{text}");
        }
        for text in ["", "a,,b", "a;}", "\"a", "a\\", "url(x)", "a\n}", "'a'"] {
            assert!(!is_font_list(text), "{text}");
        }
        for text in ["https://stats.example", "https://*.ads.example:8443/tags/"] {
            assert!(is_site_source(text), "{text}");
        }
        for text in [
            "",
            "*",
            "http://a.example",
            "https:",
            "https://",
            "https://a.example 'unsafe-inline'",
            "https://a;b",
            "https://*.com",
            "https://a.example:99999",
            "https://a..b",
            "data:",
        ] {
            assert!(!is_site_source(text), "{text}");
        }
        for (text, good) in [
            ("400", true),
            ("400 700", true),
            ("", false),
            ("1 2 3", false),
            ("bold", false),
            ("0", false),
        ] {
            assert_eq!(is_font_weight(text), good, "{text}");
        }
    }
}
