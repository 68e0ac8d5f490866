//! Pictures are as large on a page as they are, and have copies for smaller screens, made once.

use std::fs;
use std::time::SystemTime;

use super::text;
use crate::desk::{TestDesk, photograph};

/// A desk with one public picture of 1400 by 900 pixels.
fn pictured() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.write("quay.jpg", photograph(1400, 900));
    let add = "add --story storm --slug quay --headline 'The quay' --image quay.jpg --alt 'A quay' --media-credit Vera --submit";
    desk.as_("ana").at("20:10").type_(add).ok();
    desk.as_("ed").at("20:12").type_("publish quay --approve").ok();
    desk
}

/// The paths of the copies on the site, and when each was written.
fn copies(desk: &TestDesk) -> Vec<(String, SystemTime)> {
    let media = desk.root().join("site/storm/media");
    let files = fs::read_dir(media).unwrap().map(|file| file.unwrap().path());
    let copies = files.filter(|path| path.extension().is_some_and(|ending| ending == "webp"));
    let named = |path: std::path::PathBuf| {
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), written)
    };
    let mut copies: Vec<_> = copies.map(named).collect();
    copies.sort();
    copies
}

#[test]
fn a_page_says_how_large_its_pictures_are_and_names_a_copy_for_each_screen() {
    let desk = pictured();
    desk.built("");
    let site = desk.site();
    let page = text(&site, "storm/index.html");
    assert!(page.contains(r#"width="1400" height="900""#), "{page}");
    let set = page.split_once("srcset=\"").expect("copies").1.split_once('"').unwrap().0;
    let widths: Vec<&str> = set.split(", ").map(|copy| copy.split_once(' ').unwrap().1).collect();
    assert_eq!(widths, ["480w", "960w", "1400w"]);
    for copy in set.split(", ") {
        let path = copy.split_once(' ').unwrap().0.trim_start_matches("../");
        assert!(site[path].starts_with(b"RIFF"), "{path}");
    }
    let original = site.iter().find(|(path, _)| path.ends_with(".jpg")).expect("the original").1;
    assert_eq!(*original, fs::read(desk.root().join("quay.jpg")).unwrap(), "as it was filed");
    desk.as_from_nothing();
}

#[test]
fn copies_are_made_once_and_again_where_one_was_lost() {
    let desk = pictured();
    desk.built("");
    let first = copies(&desk);
    assert_eq!(first.len(), 3);
    desk.live("next", "Another post", "Of the same story.");
    desk.built("");
    assert_eq!(copies(&desk), first, "nothing of them was written again");
    let lost = desk.root().join("site/storm/media").join(&first[1].0);
    fs::remove_file(&lost).unwrap();
    let built = desk.built("");
    assert_eq!(built["mended"][0], format!("storm/media/{}", first[1].0), "{built}");
    assert!(fs::read(lost).unwrap().starts_with(b"RIFF"));
    desk.as_from_nothing();
}

#[test]
fn a_preview_lays_pictures_out_as_the_public_page_does() {
    let desk = TestDesk::with_story();
    desk.write("mast.jpg", photograph(300, 700));
    desk.as_("ana").type_("add --story storm --slug mast --headline Mast --image mast.jpg --alt Mast --media-credit Vera").ok();
    desk.built("--desk --out preview");
    let page = fs::read_to_string(desk.root().join("preview/storm/index.html")).unwrap();
    assert!(page.contains(r#"class="tall""#), "{page}");
    assert!(page.contains(r#"width="300" height="700""#) && !page.contains("srcset"));
}
