//! The sample desk of this repository is what the demo leaves, and holds to its own rules.

use std::path::Path;

use crate::desk::{TestDesk, files_below};

/// The repository.
const HERE: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_sample_desk_is_what_the_demo_leaves() {
    let desk = TestDesk::bare();
    desk.as_("ana").in_(desk.outside()).run(["demo", "night", "--quiet"]).ok();
    let night = desk.outside().join("night");
    for part in ["newsroom.toml", ".gitattributes", "posts", "schema"] {
        let here = files_below(&Path::new(HERE).join(part));
        let there = files_below(&night.join(part));
        assert!(here.keys().eq(there.keys()), "{part}: {:?} {:?}", here.keys(), there.keys());
        for (path, ours) in &here {
            assert!(*ours == there[path], "{part}/{path} is other than the demo leaves it");
        }
    }
}
