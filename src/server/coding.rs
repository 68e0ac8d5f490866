//! Bodies packed as who asks takes them (RFC 9110, 8.4 and 12.5.3).

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

use crate::ops::build::pack;
pub(super) use crate::ops::build::pack::SHORTEST;

/// Packed once and sent often, while somebody waits.
const BROTLI_EFFORT: u32 = 5;
const GZIP_EFFORT: u32 = 6;

/// A way to pack a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 1952.
    Gzip,
}

impl Coding {
    /// All of them, the one that packs more first.
    pub(super) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// As headers name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The one that is liked best; `None` where the bytes are to go as they are.
    pub(super) fn liked(asked: &HeaderMap) -> Option<Self> {
        let lists = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let mut named: Vec<(&str, f32)> = Vec::new();
        for one in lists.flat_map(|list| list.split(',')) {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let weight = weight.trim().to_ascii_lowercase();
            let weight = weight.strip_prefix("q=").and_then(|weight| weight.parse().ok());
            named.push((name.trim(), weight.unwrap_or(1.0)));
        }
        let weight = |name: &str| {
            let of =
                |wanted: &str| named.iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted));
            of(name).or_else(|| of("*")).map_or(0.0, |(_, weight)| *weight)
        };
        let plain = named.iter().find(|(name, _)| name.eq_ignore_ascii_case("identity"));
        let plain = plain.map_or(0.0, |(_, weight)| *weight);
        let is_liked = |weight: f32| weight > 0.0 && weight >= plain;
        let taken = Self::ALL.into_iter().filter(|coding| is_liked(weight(coding.name())));
        // Of equals the last would be taken.
        taken.rev().max_by(|one, other| weight(one.name()).total_cmp(&weight(other.name())))
    }

    /// The bytes packed.
    pub(super) fn pack(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Brotli => pack::brotli(bytes, BROTLI_EFFORT),
            Self::Gzip => pack::gzip(bytes, GZIP_EFFORT),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn liked(list: &str) -> Option<&'static str> {
        let value = list.parse().expect("a value");
        Coding::liked(&HeaderMap::from_iter([(ACCEPT_ENCODING, value)])).map(Coding::name)
    }

    #[test]
    fn the_one_that_is_liked_best_is_taken() {
        assert_eq!(liked("gzip, deflate, br, zstd"), Some("br"));
        assert_eq!(liked("gzip"), Some("gzip"));
        assert_eq!(liked("br;q=0.5, gzip;q=0.8"), Some("gzip"));
        assert_eq!(liked("GZIP ; q=0.1"), Some("gzip"));
        assert_eq!(liked("br;q=0, *"), Some("gzip"));
        assert_eq!(liked("*;q=0"), None);
        assert_eq!(liked("identity"), None);
        assert_eq!(liked("br;Q=0, gzip;Q=0"), None);
        assert_eq!(liked("identity, gzip;q=0.1"), None);
        assert_eq!(liked("identity, gzip"), Some("gzip"));
        assert_eq!(Coding::liked(&HeaderMap::new()), None);
    }

    #[test]
    fn what_is_packed_is_less_and_is_unpacked_the_same() {
        let bytes = "The mast fell at nine. ".repeat(100).into_bytes();
        let [brotli, gzip] = Coding::ALL.map(|coding| coding.pack(&bytes));
        assert!(brotli.len() < 200 && gzip.len() < 200);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*gzip).read_to_end(&mut back).expect("gzip");
        assert_eq!(back, bytes);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli, &mut back).expect("brotli");
        assert_eq!(back, bytes);
    }
}
