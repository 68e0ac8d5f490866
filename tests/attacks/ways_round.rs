//! Ways round the rules by what stands beside the words: settings of a merge, files, words set
//! aside, checks, another beginning.

use crate::night::{Night, caught};
use crate::pushes::{push, server, taken, words};

/// Another picture than the one that readers see with `pier`.
fn other_png() -> Vec<u8> {
    let mut bytes = crate::desk::png();
    let at = bytes.windows(4).position(|four| four == b"IDAT").expect("a picture");
    let size = u32::from_be_bytes(bytes[at - 4..at].try_into().expect("four")) as usize;
    let end = at + 4 + size;
    bytes[end - 1] ^= 1;
    let sum = crc32(&bytes[at..end]);
    bytes[end..end + 4].copy_from_slice(&sum.to_be_bytes());
    let (text, rest) = (b"tEXt", bytes.clone());
    let at = rest.windows(4).position(|four| four == text).expect("a comment") - 4;
    let size = u32::from_be_bytes(rest[at..at + 4].try_into().expect("four")) as usize;
    bytes.drain(at..at + size + 12);
    bytes
}

/// The checksum of a PNG's chunk (RFC 2083, appendix).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn head(night: &Night) -> String {
    night.desk.git(["rev-parse", "HEAD"]).trim().to_owned()
}

/// Lev was an editor for a while; then he merges across, so that git has two bases, and keeps the
/// settings of that while.
fn criss_cross(night: &Night, kept: &str) {
    let before = head(night);
    night.run("mara", "contributor edit lev-marin --role editor");
    let editor = head(night);
    night.run("mara", "contributor edit lev-marin --role reporter");
    let now = head(night);
    let tree =
        |at: &str| night.desk.git(["rev-parse", &format!("{at}^{{tree}}")]).trim().to_owned();
    let merge = |of: &str, parents: &[&str]| {
        let mut arguments = vec!["commit-tree", "-m", "together"];
        arguments.extend(parents.iter().flat_map(|parent| ["-p", parent]));
        let tree = tree(of);
        arguments.push(&tree);
        night.git("lev", &arguments)
    };
    let aside = merge(&before, &[&before]);
    let (one, two) = (merge(&now, &[&now, &aside]), merge(&editor, &[&editor, &aside]));
    let end = merge(if kept == "old" { &two } else { &one }, &[&one, &two]);
    night.git("lev", &["update-ref", "refs/heads/main", &end]);
    night.git("lev", &["reset", "-q", "--hard"]);
}

#[test]
fn a_criss_cross_merge_brings_old_rights_back() {
    caught("NA32", |night| criss_cross(night, "old"), |night| criss_cross(night, "new"));
}

#[test]
fn the_program_goes_by_the_last_lawful_settings() {
    let taken: [fn(&Night); 2] = [
        |night| criss_cross(night, "old"),
        |night| {
            night.desk.change("newsroom.toml", "role = \"reporter\"", "role = \"editor\"");
            night.commit("lev");
        },
    ];
    for take in taken {
        let night = Night::new();
        take(&night);
        night.as_("lev").type_("show quay").ok();
        night
            .as_("lev")
            .type_("publish quay")
            .usage()
            .says("newsroom.toml was changed by somebody without the right");
        let ran = night.as_("mara").type_("status");
        let at = ran.ok().err.split("--source ").nth(1).and_then(|rest| rest.split(' ').next());
        night.git("mara", &["restore", "--source", at.expect("a commit"), "newsroom.toml"]);
        night.git("mara", &["commit", "-qam", "The settings that hold"]);
        night.as_("mara").type_("status").ok().says_not("without the right");
        night.run("mara", "contributor edit lev-marin --role editor");
        night.run("lev", "publish quay");
    }
}

#[test]
fn an_octopus_merge_brings_old_settings_back() {
    let octopus = |night: &Night, kept: usize| {
        let old = head(night);
        night.desk.change("newsroom.toml", "approvals = 1", "approvals = 2");
        night.commit("mara");
        let new = head(night);
        let side = |name: &str| {
            let tree = format!("{old}^{{tree}}");
            night.git("lev", &["commit-tree", "-m", name, "-p", &old, &tree])
        };
        let parents = [side("one"), new, side("two")];
        let tree = format!("{}^{{tree}}", parents[kept]);
        let [one, two, three] = &parents;
        let end = ["commit-tree", "-m", "all", "-p", two, "-p", one, "-p", three, &tree]
            .map(String::from);
        let end = night.git("lev", &end.each_ref().map(String::as_str));
        night.git("lev", &["update-ref", "refs/heads/main", &end]);
        night.git("lev", &["reset", "-q", "--hard"]);
    };
    caught("NA32", |night| octopus(night, 0), |night| octopus(night, 1));
}

#[test]
fn a_merge_brings_an_old_theme_back() {
    let theme = |night: &Night, kept: &str| {
        night.desk.write("theme/style.css", "body { color: red }");
        night.commit("mara");
        night.git("ana", &["branch", "side"]);
        night.desk.write("theme/style.css", "body { color: black }");
        night.commit("mara");
        night.git("lev", &["checkout", "-q", "side"]);
        night.change("ferry", "turns back", "turns round");
        night.commit("lev");
        night.git("lev", &["checkout", "-q", "main"]);
        night.git("lev", &["merge", "-q", "--no-commit", "--no-ff", "side"]);
        night.git("lev", &["checkout", kept, "--", "theme"]);
        night.commit("lev");
    };
    caught("NA03", |night| theme(night, "side"), |night| theme(night, "main"));
}

#[test]
fn an_admin_puts_a_theme_before_readers_that_the_desk_has_left_behind() {
    let themes = |night: &Night| {
        for colour in ["red", "black"] {
            night.desk.write("theme/style.css", format!("body {{ color: {colour} }}"));
            night.commit("mara");
            night.run("mara", "publish newsroom.toml");
        }
    };
    for old in [Some("body { color: red }"), None] {
        caught(
            "NA59",
            |night| {
                themes(night);
                night.on_record("mara", |record| match old {
                    Some(old) => record.write("theme/style.css", old),
                    None => record.remove("theme/style.css"),
                });
            },
            |night| {
                themes(night);
                night.desk.write("theme/style.css", "body { color: red }");
                night.commit("mara");
                night.run("mara", "publish newsroom.toml");
            },
        );
    }
}

#[test]
fn a_retired_admin_releases_no_settings_where_it_is_known() {
    let night = Night::new();
    let guarded = server(&night, true);
    night.run(
        "mara",
        "contributor add bea-fox --name 'Bea Fox' --email bea@courier.example --role admin",
    );
    night.desk.change("newsroom.toml", "language = \"en\"", "language = \"en-GB\"");
    night.commit("mara");
    night.run("mara", "contributor retire bea-fox");
    taken(night.desk.root(), &guarded, &["main", "published"]);
    let twin = night.again();
    let text = night.desk.published("newsroom.toml").replace("\"en\"", "\"en-GB\"");
    night.on_record("bea", |record| record.write("newsroom.toml", &text));
    let said = push(night.desk.root(), &guarded, &["published"]);
    assert!(!said.status.success(), "it was taken");
    assert!(words(&said).contains("NA14"), "{}", words(&said));
    twin.run("mara", "publish newsroom.toml");
    taken(twin.desk.root(), &guarded, &["published"]);
}

/// Somebody who lost a right, where it is known, takes a step from before that and merges it in.
fn from_before(line: &str, step: impl Fn(&Night)) {
    let said = after(line, &step);
    assert!(!said.status.success(), "it was taken");
    assert!(words(&said).contains("NA14"), "{}", words(&said));
    let said = after("contributor edit tom-hale --name 'Tom W. Hale'", &step);
    assert!(said.status.success(), "the twin: {}", words(&said));
}

/// What the server says of that step, once somebody has done this there.
fn after(line: &str, step: &impl Fn(&Night)) -> std::process::Output {
    let night = Night::new();
    let guarded = server(&night, true);
    night.run(
        "mara",
        "contributor add bea-fox --name 'Bea Fox' --email bea@courier.example --role admin",
    );
    taken(night.desk.root(), &guarded, &["main", "published"]);
    let behind = night.again();
    step(&behind);
    night.run("mara", line);
    taken(night.desk.root(), &guarded, &["main"]);
    let url = guarded.to_str().expect("text");
    behind.git("bea", &["fetch", "-q", url, "main"]);
    behind.git("bea", &["merge", "-q", "--no-edit", "FETCH_HEAD"]);
    push(behind.desk.root(), &guarded, &["main"])
}

#[test]
fn a_retired_admin_orders_no_words_erased_where_it_is_known() {
    from_before("contributor retire bea-fox", |night| {
        night.run("ed", "pull lamps --tell-readers 'We took it down.'");
        night.run("bea", "expunge lamps --release 1 -m 'A court asked.'");
    });
}

#[test]
fn an_editor_who_is_a_reporter_now_vouches_for_no_source() {
    from_before("contributor edit bea-fox --role reporter", |night| {
        night.run("bea", "source know ferry steward");
    });
}

/// The picture that readers see with `pier`: its path, its name.
fn picture(night: &Night) -> (String, String) {
    let all = night.desk.tree("published");
    let path = all.into_iter().find(|path| path.ends_with(".png")).expect("a picture");
    let name = path.rsplit('/').next().expect("a name").to_owned();
    (path, name)
}

#[test]
fn the_release_of_one_post_changes_the_picture_under_another() {
    caught(
        "NA42",
        |night| {
            let (path, name) = picture(night);
            night.desk.write(&path, other_png());
            night.append("quay", &format!("[[media]]\nkind = \"image\"\nsrc = \"{name}\"\nalt = \"x\"\ncredit = \"Vera Lom\"\n"));
            night.commit("ana");
            night.review("quay", "ed-lind", "approved");
            night.commit("ed");
            let line = night.line("quay", "ed-lind", "first", "approved_by = [\"ed-lind\"]\n");
            let (words, at, ledger) =
                (night.words_with_files("quay"), night.path("quay"), night.ledger("quay"));
            night.on_record("ed", |record| {
                record.write(&at, &words);
                record.append(&ledger, &line);
                record.write(&path, other_png());
            });
        },
        |night| {
            night.desk.write("b.png", crate::desk::png());
            night.run("ana", "edit quay --image b.png --alt x --media-credit 'Vera Lom' --submit");
            night.run("ed", "publish quay --approve");
        },
    );
}

#[test]
fn a_pull_leaves_the_picture_where_readers_find_it() {
    caught(
        "NA45",
        |night| {
            let (path, _) = picture(night);
            let bytes = std::fs::read(night.desk.root().join(&path)).expect("there");
            night.run("ed", "pull pier --tell-readers 'We are checking it.'");
            night.amend_record("ed", |record| record.write(&path, &bytes));
        },
        |night| night.run("ed", "pull pier --tell-readers 'We are checking it.'"),
    );
}

#[test]
fn the_program_publishes_no_file_that_is_no_medium_and_no_picture_of_anothers() {
    let night = Night::new();
    let (path, name) = picture(&night);
    let medium = |src: &str| {
        format!(
            "[[media]]\nkind = \"image\"\nsrc = \"{src}\"\nalt = \"x\"\ncredit = \"Vera Lom\"\n"
        )
    };
    for src in ["story.toml", night.path("tide").rsplit('/').next().expect("a name")] {
        let night = night.again();
        night.append("quay", &medium(src));
        night.commit("ana");
        night.as_("ed").type_("show quay").ok();
        let ran = night.as_("ed").type_("publish quay --approve");
        ran.refused().says(&format!("`{src}` is no picture, film, sound"));
    }
    night.append("quay", &medium(&name));
    night.desk.write(&path, other_png());
    night.commit("ana");
    night.as_("ed").type_("show quay").ok();
    let ran = night.as_("ed").type_("publish quay --approve");
    ran.says("shows").says("to readers, too, with other bytes");
    assert_eq!(night.codes(None), std::collections::BTreeSet::new());
}

#[test]
fn words_never_set_aside_are_laundered_by_a_file_of_words_set_aside() {
    let strict = |night: &Night| {
        night.desk.change("newsroom.toml", "four_eyes = \"other\"", "four_eyes = \"strict\"");
        night.commit("mara");
    };
    caught(
        "NA27",
        |night| {
            strict(night);
            let path = night.path("tide");
            let forged = night.desk.read(&path).replace("at three", "at four");
            let aside = path.replace(".toml", ".aside.toml");
            night.desk.write(&aside, &forged);
            night.commit("ed");
            std::fs::remove_file(night.desk.root().join(&aside)).expect("there");
            night.desk.write(&path, &forged);
            night.commit("ed");
            night.review("tide", "ed-lind", "approved");
            night.commit("ed");
        },
        |night| {
            strict(night);
            night.run("ana", "edit tide --headline 'High tide at four' --submit");
            night.run("ed", "approve tide");
        },
    );
}

#[test]
fn a_check_is_added_in_an_editors_name_at_a_time_when_there_was_one() {
    caught(
        "NA28",
        |night| {
            night.run(
                "ed",
                "verify-flag ferry --claim 'About 40' --status disputed -m 'Others say 60.'",
            );
            let path = night.path("ferry");
            let text = night.desk.read(&path);
            let at = text.rfind("[[claims.checks]]").expect("a check");
            let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
            let forged = text[at..end].replace("disputed", "verified");
            night.desk.write(&path, format!("{}\n\n{forged}{}", &text[..end], &text[end..]));
            night.commit("ana");
        },
        |night| {
            night.run("ed", "verify-flag ferry --claim 'About 40' --status verified -m 'Seen.'")
        },
    );
}

#[test]
fn a_claim_that_was_found_false_is_deleted_and_its_words_are_left() {
    let checked = |night: &Night| {
        night
            .run("ed", "verify-flag ferry --claim 'About 40' --status false -m 'There were nine.'");
    };
    let without = |night: &Night| {
        let path = night.path("ferry");
        let text = night.desk.read(&path);
        let (at, end) = (text.find("[[claims]]").expect("a claim"), text.find("[[credits]]"));
        let end = end.filter(|end| *end > at).unwrap_or(text.len());
        format!("{}{}", &text[..at], &text[end..]).trim_end().to_owned() + "\n"
    };
    caught(
        "NA29",
        |night| {
            checked(night);
            night.desk.write(&night.path("ferry"), without(night));
            night.commit("ana");
        },
        |night| {
            checked(night);
            let text = without(night).replace("About 40 people were aboard", "People were aboard");
            night.desk.write(&night.path("ferry"), text);
            night.commit("ana");
        },
    );
}

#[test]
fn a_history_of_its_own_is_merged_in_either_way() {
    for orphan_first in [true, false] {
        caught(
            "NA12",
            |night| {
                night.git("lev", &["read-tree", "--empty"]);
                let blob = night.git("lev", &["hash-object", "-w", "--stdin"]);
                night.git(
                    "lev",
                    &["update-index", "--add", "--cacheinfo", "100644", &blob, "notes.txt"],
                );
                let tree = night.git("lev", &["write-tree"]);
                let lone = night.git("lev", &["commit-tree", "-m", "lone", &tree]);
                let (main, whole) = (head(night), night.git("lev", &["rev-parse", "HEAD^{tree}"]));
                let (first, second) = if orphan_first { (&lone, &main) } else { (&main, &lone) };
                let merge = night
                    .git("lev", &["commit-tree", "-m", "both", "-p", first, "-p", second, &whole]);
                night.git("lev", &["update-ref", "refs/heads/main", &merge]);
                night.git("lev", &["reset", "-q", "--hard"]);
            },
            |night| night.run("lev", "edit ferry --headline 'The ferry turns back'"),
        );
    }
}

#[test]
fn a_file_beside_the_posts_has_git_show_them_differently() {
    for name in [".gitattributes", ".GitAttributes", ".gitmodules", ".lfsconfig"] {
        caught(
            "NA10",
            |night| {
                night.desk.write(&format!("posts/2026/11/storm/{name}"), "*.toml eol=crlf\n");
                night.commit("lev");
            },
            |night| {
                night.desk.write("notes/.gitattributes", "*.txt text\n");
                night.commit("lev");
            },
        );
    }
}

#[test]
fn an_e_mail_goes_to_another_over_two_commits_or_written_otherwise() {
    let settings = |night: &Night, old: &str, new: &str| {
        night.desk.change("newsroom.toml", old, new);
        night.commit("mara");
    };
    let moved = |night: &Night, to: &str| {
        settings(night, "\"lev@courier.example\"", "\"lev.marin@courier.example\"");
        settings(night, "\"nan@courier.example\"", to);
    };
    let attacks = ["\"lev@courier.example\"", "\"Lev@Courier.example\""];
    for email in attacks {
        caught(
            "NA05",
            |night| moved(night, email),
            |night| moved(night, "\"nan.orr@courier.example\""),
        );
    }
    let alike = "\"nan@courier.example\", \"ｌｅｖ@courier.example\"";
    caught(
        "NA05",
        |night| settings(night, "\"nan@courier.example\"", alike),
        |night| settings(night, "\"nan@courier.example\"", &alike.replace("ｌｅｖ", "ｎａｎ.orr")),
    );
    let night = Night::new();
    moved(&night, "\"nan.orr@courier.example\"");
    night
        .as_("mara")
        .type_("contributor edit nan-orr --email lev@courier.example")
        .usage()
        .says("lev@courier.example is lev-marin's");
}

#[test]
fn a_file_that_a_few_bytes_unpack_to_is_not_unpacked() {
    let large = |night: &Night, path: &str| {
        let nothing = night.desk.outside().join("nothing");
        let file = std::fs::File::create(&nothing).expect("made");
        file.set_len(64 << 20).expect("no block of the disk is taken");
        let name = nothing.to_str().expect("a name");
        let blob = night.git("lev", &["hash-object", "-w", "--no-filters", name]);
        let entry = format!("100644,{blob},{path}");
        night.git("lev", &["update-index", "--add", "--cacheinfo", &entry]);
        night.git("lev", &["commit", "-qm", "put right"]);
    };
    caught(
        "NA21",
        |night| large(night, "posts/2026/11/storm/buoy-0123456789.toml"),
        |night| large(night, "notes/buoy.bin"),
    );
    let night = Night::new();
    large(&night, "posts/2026/11/storm/buoy-0123456789.toml");
    assert!(night.said().contains("it has 67108864 bytes, and 256000 are the most"));
    large(&night, "newsroom.toml");
    let codes = night.codes(None);
    assert!(codes.contains("NA04") && codes.contains("NA21"), "{codes:?}");
}
