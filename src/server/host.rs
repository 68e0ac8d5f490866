//! Which requests are for this server.
//!
//! A page of another site may ask a browser for `http://evil.example:8080/`, and that name may lead
//! to this machine (DNS rebinding). The browser then lets the page read the answer, unless the name
//! is refused here.

use axum::http::{HeaderMap, Uri, header};

/// The names of this machine.
const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Whether a request names this machine and this port, and nothing else.
pub(super) fn is_ours(uri: &Uri, headers: &HeaderMap, port: u16) -> bool {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let target = uri.authority().map(|authority| authority.as_str());
    host.to_str().is_ok_and(|host| names(host, port)) && target.is_none_or(|host| names(host, port))
}

fn names(host: &str, port: u16) -> bool {
    let (name, said) = match host.rsplit_once(':') {
        // The colons of an address in brackets are its own.
        Some((name, said)) if !said.ends_with(']') => (name, said.parse().ok()),
        _ => (host, Some(80)),
    };
    said == Some(port) && NAMES.iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(uri: &str, hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().expect("a value"));
        }
        is_ours(&uri.parse().expect("an address"), &headers, 8080)
    }

    #[test]
    fn this_machine_with_this_port_is_ours_by_each_of_its_names() {
        for host in ["127.0.0.1:8080", "localhost:8080", "LocalHost:8080", "[::1]:8080"] {
            assert!(ours("/", &[host]), "{host}");
        }
        assert!(ours("http://localhost:8080/", &["localhost:8080"]));
        let mut headers = HeaderMap::new();
        headers.append(header::HOST, "localhost".parse().expect("a value"));
        assert!(is_ours(&Uri::from_static("/"), &headers, 80), "a browser leaves port 80 out");
    }

    #[test]
    fn every_other_name_is_foreign() {
        for host in [
            "evil.example:8080",
            "127.0.0.1",
            "127.0.0.1:8081",
            "127.0.0.1:08080x",
            "127.0.0.1.evil.example:8080",
            "localhost.:8080",
            "user@127.0.0.1:8080",
            "0.0.0.0:8080",
            "[::1]",
            "::1:8080",
            "",
            ":8080",
        ] {
            assert!(!ours("/", &[host]), "{host}");
        }
        assert!(!ours("/", &[]) && !ours("/", &["localhost:8080", "localhost:8080"]));
        assert!(!ours("http://evil.example:8080/", &["localhost:8080"]));
    }
}
