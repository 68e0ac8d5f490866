//! Films, sound, maps and social posts of other sites, which a frame may show here once a reader asks.
//!
//! Nothing is asked of those sites before. Only addresses are known that their sites give out for frames;
//! what is not among them is a link.

/// Whose site an address is of: its host, without `www.`
pub(super) fn provider(url: &str) -> String {
    let (host, _) = split(url).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// The address for a frame that shows what is at that one; `None` where no frame may.
pub(super) fn frame(url: &str) -> Option<String> {
    let (host, rest) = split(url)?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = path.trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let bare = host.strip_prefix("www.").unwrap_or(host);
    let plain = |id: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        !id.is_empty() && id.bytes().all(fits)
    };
    let youtube = |id: &str| format!("https://www.youtube-nocookie.com/embed/{id}");
    match (bare, parts.as_slice()) {
        ("youtube.com" | "m.youtube.com", ["watch"]) => {
            let id = query.split('&').find_map(|pair| pair.strip_prefix("v="))?;
            plain(id).then(|| youtube(id))
        }
        ("youtu.be", [id]) | ("youtube.com", ["live" | "shorts", id]) => {
            plain(id).then(|| youtube(id))
        }
        ("vimeo.com", [id]) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("https://player.vimeo.com/video/{id}?dnt=1"))
        }
        ("dailymotion.com", ["video", id]) if plain(id) => {
            Some(format!("https://geo.dailymotion.com/player.html?video={id}"))
        }
        ("open.spotify.com", [kind @ ("episode" | "show" | "track"), id]) if plain(id) => {
            Some(format!("https://open.spotify.com/embed/{kind}/{id}"))
        }
        ("tiktok.com", [_, "video", id]) if plain(id) => {
            Some(format!("https://www.tiktok.com/embed/v2/{id}"))
        }
        ("instagram.com", ["p" | "reel", id]) if plain(id) => {
            Some(format!("https://www.instagram.com/p/{id}/embed"))
        }
        // PeerTube, and posts of Mastodon: any host may have them.
        (_, ["w", id]) if plain(id) && [22, 36].contains(&id.len()) => {
            Some(format!("https://{host}/videos/embed/{id}"))
        }
        (_, [who, id]) if who.starts_with('@') && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!("https://{host}/{who}/{id}/embed"))
        }
        // What is an address for a frame already, as OpenStreetMap and Google give for maps.
        (_, parts) if parts.iter().any(|part| *part == "embed" || *part == "embed.html") => {
            Some(url.to_owned())
        }
        _ => None,
    }
}

/// Host and the rest of an https address.
fn split(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("https://")?;
    let (host, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.".contains(&byte);
    (host.contains('.') && host.bytes().all(plain)).then_some((host, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_known_site_becomes_one_for_a_frame() {
        for (url, wanted) in [
            (
                "https://www.youtube.com/watch?t=3&v=aB3-_x",
                "https://www.youtube-nocookie.com/embed/aB3-_x",
            ),
            ("https://youtu.be/aB3?si=x", "https://www.youtube-nocookie.com/embed/aB3"),
            ("https://vimeo.com/1234", "https://player.vimeo.com/video/1234?dnt=1"),
            ("https://social.example/@ana/112233", "https://social.example/@ana/112233/embed"),
            (
                "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
                "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv",
            ),
            (
                "https://www.youtube.com/embed/videoseries?list=PL1",
                "https://www.youtube.com/embed/videoseries?list=PL1",
            ),
            (
                "https://www.openstreetmap.org/export/embed.html?bbox=1,2",
                "https://www.openstreetmap.org/export/embed.html?bbox=1,2",
            ),
        ] {
            assert_eq!(frame(url).as_deref(), Some(wanted), "{url}");
        }
    }

    #[test]
    fn what_is_no_such_address_is_a_link() {
        for url in [
            "https://www.youtube.com/watch?v=a\"b",
            "https://news.example/story",
            "https://news.example/w/story1",
            "https://vimeo.com/",
            "http://youtu.be/aB3",
            "javascript:alert(1)//embed",
            "https://youtube.com.evil.example/watch?v=a",
            "https://a b/embed/x",
        ] {
            assert_eq!(frame(url), None, "{url}");
        }
        assert_eq!(provider("https://www.maps.example/x"), "maps.example");
    }
}
