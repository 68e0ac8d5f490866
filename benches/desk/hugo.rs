//! The same posts for Hugo, which makes sites of files: a page a post, a list and a feed a story.
#![expect(clippy::disallowed_methods, reason = "a benchmark arranges files")]

use std::path::Path;

use super::Result;
use super::stream::STORY;
use super::words::Words;

const SETTINGS: &str = "baseURL = 'https://courier.example/'\ntitle = 'The Courier'\n\
    disableKinds = ['taxonomy', 'term']\n";
const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>{{ .Title }}</title>\
    <link rel=\"canonical\" href=\"{{ .Permalink }}\"></head><body><h1>{{ .Title }}</h1>\
    <time>{{ .Date }}</time>{{ .Content }}</body></html>\n";
const LIST: &str = "<!doctype html><html lang=\"en\"><head><title>{{ .Title }}</title></head><body>\
    {{ range .Pages }}<article><h2><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></h2>\
    {{ .Content }}</article>{{ end }}</body></html>\n";

/// Writes that many posts into a folder, with the words that the desk's posts have.
pub(super) fn write(folder: &Path, posts: usize) -> Result {
    let layouts = folder.join("layouts/_default");
    std::fs::create_dir_all(&layouts)?;
    std::fs::write(folder.join("hugo.toml"), SETTINGS)?;
    std::fs::write(folder.join("config.toml"), SETTINGS)?;
    std::fs::write(layouts.join("single.html"), PAGE)?;
    std::fs::write(layouts.join("list.html"), LIST)?;
    for n in 0..posts {
        let story = folder.join(format!("content/story-{}", n / STORY));
        if n % STORY == 0 {
            std::fs::create_dir_all(&story)?;
        }
        let mut words = Words::new(n as u64);
        let (headline, body) = (words.sentence(8), words.body());
        let text = format!("+++\ntitle = '{headline}'\ndate = 2020-01-01\n+++\n{body}\n");
        std::fs::write(story.join(format!("post-{n}.md")), text)?;
    }
    Ok(())
}
