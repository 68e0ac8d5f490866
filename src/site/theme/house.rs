//! How pages look by the settings, without a template: a style behind the built-in one, the logo, and
//! the policy that each page says.

use std::fmt::Write;

use minijinja::Value;
use serde::Serialize;

use crate::model::{Color, Font, Site};
use crate::site::record::OwnTheme;

/// The style that the settings make, in `assets/`.
pub(super) const FILE: &str = "house.css";

/// What templates know of it, as `site`.
#[derive(Debug, Serialize)]
pub(super) struct House {
    /// The logo, from the site's root.
    logo: Option<String>,
    /// Fonts that each page needs, from the site's root.
    fonts: Vec<String>,
    /// What pages may load (Content Security Policy, level 3).
    policy: Value,
}

impl House {
    pub(super) fn of(own: &OwnTheme) -> Self {
        let site = &own.site;
        let there = |file: &str| own.files.contains(file).then(|| format!("assets/{file}"));
        Self {
            logo: there(&site.logo),
            fonts: site.fonts.iter().filter_map(|font| there(&font.file)).collect(),
            policy: Value::from_safe_string(policy(site)),
        }
    }
}

/// The policy of a page. Pictures, films and frames may come from anywhere by https: posts have them.
fn policy(site: &Site) -> String {
    let site = site.without_mistakes();
    let listed = |sources: &Vec<String>| -> String {
        sources.iter().map(|source| format!(" {source}")).collect()
    };
    let [script, style, font, connect] = site.allow.lists().map(|(_, sources)| listed(sources));
    format!(
        "default-src 'none'; script-src 'self'{script}; style-src 'self'{style}; \
         font-src 'self'{font}; img-src 'self' https:; media-src 'self' https:; frame-src https:; \
         connect-src 'self'{connect}; base-uri 'none'; form-action 'none'"
    )
}

/// The style that the settings make; `None` where they leave all as it is. What is no colour and no
/// font is left out.
pub(super) fn style(own: &OwnTheme) -> Option<String> {
    let site = own.site.without_mistakes();
    let sent = site.fonts.iter().filter(|font| own.files.contains(&font.file));
    let mut css: String = sent.map(face).collect();
    let mut root = String::new();
    for (variable, list) in [("serif", &site.text_font), ("sans", &site.interface_font)] {
        if !list.is_empty() {
            let _ = write!(root, "--{variable}:{};", named(list));
        }
    }
    if !site.accent.is_empty() {
        let _ = write!(root, "--accent:{};", site.accent);
    }
    if !root.is_empty() {
        let _ = writeln!(css, "@media screen{{:root{{{root}}}}}");
    }
    let dark = match (site.accent_dark.as_str(), site.accent.as_str()) {
        ("", "") => String::new(),
        ("", accent) => format!("color-mix(in oklab,{accent} 55%,#fff)"),
        (dark, _) => dark.to_owned(),
    };
    if !dark.is_empty() {
        let _ = writeln!(
            css,
            "@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}"
        );
    }
    if let Some(ground) = Color::of(&site.masthead) {
        let words = if ground.contrast(Color::PAPER) >= 4.5 { "#fff" } else { "#1b1b1a" };
        let _ = writeln!(
            css,
            "@media screen{{.masthead{{background:{};color:{words};border-color:transparent}}\n\
             .masthead a:hover,.masthead :focus-visible{{color:inherit;outline-color:currentColor}}}}",
            site.masthead
        );
    }
    if own.files.contains(&site.logo) {
        css += ".masthead img{height:2.2rem;width:auto;background:none}\n";
    }
    (!css.is_empty()).then_some(css)
}

/// A list of fonts as CSS has it: a name is a text, for one may have a number in it.
fn named(list: &str) -> String {
    const KINDS: [&str; 10] = [
        "serif",
        "sans-serif",
        "monospace",
        "cursive",
        "fantasy",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-monospace",
        "ui-rounded",
    ];
    let name = |name: &str| {
        let name = name.trim().trim_matches('"');
        if KINDS.contains(&name) { name.to_owned() } else { format!("\"{name}\"") }
    };
    list.split(',').map(name).collect::<Vec<_>>().join(",")
}

/// A font that is sent. It is asked for with the page and used where it is there in time, so that no
/// line moves.
fn face(font: &Font) -> String {
    let weight = if font.weight.is_empty() { "400" } else { font.weight.as_str() };
    let style = if font.italic { "italic" } else { "normal" };
    format!(
        "@font-face{{font-family:\"{}\";src:url({});font-weight:{weight};font-style:{style};font-display:optional}}\n",
        font.family, font.file
    )
}

/// The colour of the newsroom, and that of letters on it.
pub(super) fn accent(own: &OwnTheme) -> (String, &'static str) {
    let accent = Color::of(&own.site.accent);
    match accent {
        Some(color) if color.contrast(Color::PAPER) < 3.0 => (own.site.accent.clone(), "#1b1b1a"),
        Some(_) => (own.site.accent.clone(), "#fff"),
        None => ("#a3161f".to_owned(), "#fff"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::theme::assets::ASSETS;

    fn own(settings: &str, files: &[&str]) -> OwnTheme {
        let site = toml::from_str(settings).expect("settings");
        let files = files.iter().map(|&file| file.to_owned()).collect();
        OwnTheme { site, files, ..OwnTheme::default() }
    }

    #[test]
    fn a_newsroom_that_says_nothing_has_no_style_of_its_own() {
        let nothing = own("", &["logo.svg"]);
        assert_eq!(style(&nothing), None);
        assert_eq!(
            policy(&nothing.site),
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
             img-src 'self' https:; media-src 'self' https:; frame-src https:; \
             connect-src 'self'; base-uri 'none'; form-action 'none'"
        );
    }

    #[test]
    fn settings_become_a_style() {
        let settings = "accent = '#0a5c36'\nmasthead = '#0a5c36'\nlogo = 'logo.svg'\n\
            text_font = 'Source Serif 4, Georgia, serif'\n\
            [[fonts]]\nfamily = 'Lora'\nfile = 'fonts/lora.woff2'\nweight = '400 700'\n\
            [[fonts]]\nfamily = 'Gone'\nfile = 'fonts/gone.woff2'\n";
        let own = own(settings, &["logo.svg", "fonts/lora.woff2"]);
        assert_eq!(
            style(&own).as_deref(),
            Some(
                "@font-face{font-family:\"Lora\";src:url(fonts/lora.woff2);font-weight:400 700;font-style:normal;font-display:optional}\n\
                 @media screen{:root{--serif:\"Source Serif 4\",\"Georgia\",serif;--accent:#0a5c36;}}\n\
                 @media screen and (prefers-color-scheme:dark){:root{--accent:color-mix(in oklab,#0a5c36 55%,#fff)}}\n\
                 @media screen{.masthead{background:#0a5c36;color:#fff;border-color:transparent}\n\
                 .masthead a:hover,.masthead :focus-visible{color:inherit;outline-color:currentColor}}\n\
                 .masthead img{height:2.2rem;width:auto;background:none}\n"
            )
        );
        let house = House::of(&own);
        assert_eq!(house.logo.as_deref(), Some("assets/logo.svg"));
        assert_eq!(house.fonts, ["assets/fonts/lora.woff2"]);
    }

    #[test]
    fn what_does_not_fit_is_left_out_of_style_and_policy() {
        let own = own(
            "accent = 'red;} *{display:none'\ntext_font = 'a;b'\nlogo = 'gone.svg'\n\
             allow.script = ['https://stats.example', \"'unsafe-inline'\"]\n",
            &[],
        );
        assert_eq!(style(&own), None);
        let house = House::of(&own);
        assert_eq!(house.logo, None);
        let policy = policy(&own.site);
        assert!(policy.contains("script-src 'self' https://stats.example; "), "{policy}");
    }

    #[test]
    fn the_colours_of_the_page_are_those_of_the_style() {
        let hex = |color: Color| color.0.map(|part| format!("{part:02x}")).concat();
        let css = ASSETS[0].1;
        assert_eq!(hex(Color::PAPER), "ffffff");
        assert!(css.contains("--paper:#fff;--ink"));
        for (variable, color) in [("ink", Color::INK), ("paper", Color::PAPER_DARK)] {
            assert!(css.contains(&format!("--{variable}:#{}", hex(color))), "{variable}");
        }
        assert!(css.contains(&format!("--accent:{}", accent(&OwnTheme::default()).0)));
    }
}
