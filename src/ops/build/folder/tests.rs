//! The folder of a site, cut off at each of its steps.

use std::collections::BTreeMap;

use super::*;

fn page(path: &str, text: &str) -> SiteFile {
    SiteFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

#[test]
fn a_dry_run_counts_what_would_change_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("site");
    let write = |files: &[SiteFile], gone: Option<&str>, dry_run| {
        let mut site =
            SiteDir::open(&out, folder.path(), SiteWrite { dry_run, ..SiteWrite::default() })
                .expect("a folder for a site");
        for file in files {
            site.write(file).expect("written");
        }
        if let Some(gone) = gone {
            site.remove(gone).expect("removed");
        }
        site.finish().expect("noted").0
    };
    let both = [page("a/index.html", "1"), page("b.css", "2")];
    assert_eq!(write(&both, None, true), 2);
    assert!(!out.exists());
    assert_eq!(write(&both, None, false), 2);
    assert_eq!(write(&[page("a/index.html", "other")], Some("b.css"), true), 2);
    assert!(place::has(&out.join("a/index.html"), b"1") && out.join("b.css").is_file());
    assert_eq!(write(&[page("a/index.html", "1")], Some("b.css"), false), 1);
    assert!(!out.join("b.css").exists());
}

#[test]
fn afresh_writes_also_what_is_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("site");
    let write = |afresh| {
        let mut site =
            SiteDir::open(&out, folder.path(), SiteWrite { afresh, ..SiteWrite::default() })
                .expect("a folder for a site");
        site.write(&page("a", "1")).expect("written");
        site.finish().expect("noted").0
    };
    write(false);
    let old = std::time::SystemTime::UNIX_EPOCH;
    let file = std::fs::File::options().append(true).open(out.join("a")).expect("there");
    file.set_modified(old).expect("old");
    let age = || out.join("a").metadata().and_then(|file| file.modified()).expect("a time");
    assert_eq!(write(false), 0);
    assert_eq!(age(), old);
    assert_eq!(write(true), 0);
    assert!(age() > old);
}

#[test]
fn a_preview_and_the_site_for_readers_never_share_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    for preview in [false, true] {
        let out = folder.path().join(format!("preview-{preview}"));
        let open = |preview| {
            SiteDir::open(&out, folder.path(), SiteWrite { preview, ..SiteWrite::default() })
        };
        let mut site = open(preview).expect("a folder for a site");
        site.write(&page("a", "1")).expect("written");
        site.finish().expect("noted");
        let refused = open(!preview);
        assert!(
            matches!(&refused, Err(StorageError::OtherSite { preview: it, .. }) if *it == preview),
            "{refused:?}"
        );
        open(preview).expect("its own kind");
    }
}

#[test]
fn a_folder_of_other_things_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("thesis.txt"), "years of work").expect("written");
    let opened = SiteDir::open(folder.path(), folder.path(), SiteWrite::default());
    assert!(matches!(opened, Err(StorageError::NotASite { .. })));
}

/// Every file below the folder, but the mark.
fn below(top: &Path) -> BTreeMap<String, String> {
    let (mut found, mut left) = (BTreeMap::new(), vec![top.to_owned()]);
    while let Some(path) = left.pop() {
        match std::fs::read_dir(&path) {
            Ok(entries) => left.extend(entries.flatten().map(|entry| entry.path())),
            Err(_) => {
                let name = path.strip_prefix(top).expect("below").to_string_lossy().into_owned();
                found.insert(name, std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    found.remove(MARK);
    found
}

/// Builds that site as far as that step, where one is told; gives whether it came to its end.
fn built(folder: &Path, files: &[SiteFile], steps: usize) -> bool {
    let out = folder.join("site");
    let mut site = SiteDir::open(&out, folder, SiteWrite::default()).expect("a site's folder");
    let gone = site
        .notes()
        .files_in("")
        .expect("read")
        .into_iter()
        .filter(|path| files.iter().all(|file| file.path != *path));
    let mut steps = 0..steps;
    for file in files {
        if steps.next().is_none() {
            return false;
        }
        site.write(file).expect("written");
    }
    for path in gone {
        if steps.next().is_none() {
            return false;
        }
        site.remove(&path).expect("removed");
    }
    steps.next().is_some() && site.finish().is_ok()
}

/// What a kill leaves in the middle of a step: a file that is not whole, a name that is cut.
fn torn(folder: &Path) {
    let out = folder.join("site");
    std::fs::write(out.join(NEW), "half a pa").expect("written");
    let mark = File::options().append(true).open(out.join(MARK));
    if let Ok(mut mark) = mark {
        mark.write_all(b"thes").expect("written");
    }
}

#[test]
fn a_build_that_was_cut_at_any_step_is_gone_on_from_by_the_next() {
    let all = usize::MAX;
    let first = [page("a/index.html", "1"), page("b.css", "2"), page("c/media.jpg", "3")];
    let second = [page("d/other.jpg", "4"), page("a/index.html", "other"), page("e.xml", "5")];
    let third = [page("a/index.html", "1"), page("f/index.html", "6")];
    for stood in [false, true] {
        for cut in 0.. {
            let folder = tempfile::tempdir().expect("a folder");
            assert!(!stood || built(folder.path(), &first, all));
            let ended = built(folder.path(), &second, cut);
            std::fs::write(folder.path().join("site/thes"), "somebody's").expect("written");
            torn(folder.path());
            if cut == 0 && !stood {
                std::fs::remove_file(folder.path().join("site/thes")).expect("removed");
            }
            assert!(built(folder.path(), &third, all));
            let mut found = below(&folder.path().join("site"));
            let theirs = found.remove("thes");
            assert!(theirs.is_some() || (cut == 0 && !stood), "a file of somebody is gone");
            let wanted = third.iter().map(|file| {
                (file.path.clone(), String::from_utf8(file.bytes.clone()).expect("a text"))
            });
            assert_eq!(found, wanted.collect(), "cut at {cut}, after a build: {stood}");
            if ended {
                break;
            }
        }
    }
}

#[test]
fn a_note_that_the_mark_does_not_name_yet_is_not_relied_on() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(built(folder.path(), &[page("a", "1")], usize::MAX));
    let mark = std::fs::read(folder.path().join("site").join(MARK)).expect("a mark");
    assert!(built(folder.path(), &[page("a", "2"), page("b", "3")], usize::MAX));
    std::fs::write(folder.path().join("site").join(MARK), mark).expect("as it was before the end");
    let out = folder.path().join("site");
    let site = SiteDir::open(&out, folder.path(), SiteWrite::default()).expect("a site's folder");
    assert!(!site.stands);
}

#[test]
fn what_somebody_changed_is_made_again_and_told_and_what_they_put_there_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("site");
    let both = [page("a/index.html", "1"), page("b.css", "2")];
    assert!(built(folder.path(), &both, usize::MAX));
    std::fs::write(out.join("a/index.html"), "theirs").expect("written");
    std::fs::remove_file(out.join("b.css")).expect("removed");
    std::fs::write(out.join("a/robots.txt"), "theirs").expect("written");
    std::fs::write(out.join("c"), "theirs").expect("written");
    let mut site = SiteDir::open(&out, folder.path(), SiteWrite::default()).expect("a site");
    assert_eq!(site.amiss().iter().collect::<Vec<_>>(), ["a/index.html", "b.css"]);
    for file in [&both[0], &both[1], &page("c", "3")] {
        site.write(file).expect("written");
    }
    let (changed, mended) = site.finish().expect("noted");
    assert_eq!((changed, mended.join(" ")), (3, "a/index.html b.css c".to_owned()));
    assert!(built(folder.path(), &[page("c", "3")], usize::MAX));
    let names: Vec<String> = below(&out).into_keys().collect();
    assert_eq!(names, ["a/robots.txt", "c"]);
}

/// A build that came to its end, of a site of so many files; gives what it found amiss.
fn rebuilt(folder: &Path, files: &[SiteFile]) -> Vec<String> {
    let mut site =
        SiteDir::open(&folder.join("site"), folder, SiteWrite::default()).expect("a site");
    for file in files {
        site.write(file).expect("written");
    }
    let amiss = site.amiss().iter().cloned().collect();
    site.finish().expect("noted");
    amiss
}

#[test]
fn each_file_of_a_large_site_has_its_turn_to_be_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |n: usize| format!("{:02}/{n:05}", n % 50);
    let files: Vec<SiteFile> = (0..ROUND * 5 / 2).map(|n| page(&path(n), "1")).collect();
    rebuilt(folder.path(), &files);
    for gone in [0, 49, ROUND] {
        std::fs::remove_file(folder.path().join("site").join(path(gone))).expect("removed");
        let found: Vec<Vec<String>> = (0..3).map(|_| rebuilt(folder.path(), &[])).collect();
        assert!(found.iter().any(|found| *found == [path(gone)]), "{gone}: {found:?}");
        rebuilt(folder.path(), &files);
    }
}

#[test]
fn a_mark_that_tells_much_of_what_is_gone_is_written_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let mark = folder.path().join("site").join(MARK);
    rebuilt(folder.path(), &[page("a", "1")]);
    let gone = |most: u32| {
        let mut site =
            SiteDir::open(&folder.path().join("site"), folder.path(), SiteWrite::default())
                .expect("a site");
        site.gone = most;
        site.write(&page("b", "2")).expect("written");
        site.remove("b").expect("removed");
        site.finish().expect("noted");
        let mark = std::fs::read_to_string(&mark).expect("a mark");
        mark.lines().skip(1).map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(gone(0), "+a +b -b");
    assert_eq!(gone(MANY_GONE - 1), "+a +b -b +b -b");
    assert_eq!(gone(MANY_GONE), "+a +b -b");
    assert_eq!(rebuilt(folder.path(), &[]), [""; 0]);
}
