//! Ways round the rules by what stands beside the words: settings of a merge, files, words set
//! aside, checks, another beginning.

use crate::by_hand::Folder;
use crate::desk::Person;
use crate::night::{Night, caught};
use crate::server::{BOTH, Server};

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

/// Lev was an editor for a while; then he merges across, so that git has two bases, and keeps the
/// settings of that while.
fn criss_cross(night: &Night, kept: &str) {
    let before = night.head();
    night.mara.does("contributor edit lev-marin --role editor");
    let editor = night.head();
    night.mara.does("contributor edit lev-marin --role reporter");
    let now = night.head();
    let merge = |of: &str, parents: &[&str]| night.lev.merges_by_hand(of, parents);
    let aside = merge(&before, &[&before]);
    let (one, two) = (merge(&now, &[&now, &aside]), merge(&editor, &[&editor, &aside]));
    let end = merge(if kept == "old" { &two } else { &one }, &[&one, &two]);
    night.lev.puts_desk_at(&end);
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
            let settings = night.lev.opens("newsroom.toml");
            settings.changes("role = \"reporter\"", "role = \"editor\"").commits();
        },
    ];
    for take in taken {
        let night = Night::new();
        take(&night);
        let ran = night.lev.looks_at("quay").tries("publish quay");
        ran.usage().says("newsroom.toml was changed by somebody without the right");
        let ran = night.mara.tries("status");
        let at = ran.ok().err.split("--source ").nth(1).and_then(|rest| rest.split(' ').next());
        night.mara.git(&format!("restore --source {} newsroom.toml", at.expect("a commit")));
        night.mara.git("commit -qam 'The settings that hold'");
        night.mara.tries("status").ok().says_not("without the right");
        night.mara.does("contributor edit lev-marin --role editor");
        night.lev.publishes("quay");
    }
}

#[test]
fn an_octopus_merge_brings_old_settings_back() {
    let octopus = |night: &Night, kept: &str| {
        let old = night.head();
        night.mara.sets("approvals = 2");
        let new = night.head();
        let side =
            |name: &str| night.lev.git(&format!("commit-tree -m {name} -p {old} {old}^{{tree}}"));
        let [one, two] = ["one", "two"].map(side);
        let kept = if kept == "old" { &one } else { &new };
        night.lev.puts_desk_at(&night.lev.merges_by_hand(kept, &[&new, &one, &two]));
    };
    caught("NA32", |night| octopus(night, "old"), |night| octopus(night, "new"));
}

#[test]
fn a_merge_brings_an_old_theme_back() {
    let theme = |night: &Night, kept: &str| {
        night.mara.writes("theme/style.css", "body { color: red }");
        night.ana.git("branch side");
        night.mara.writes("theme/style.css", "body { color: black }");
        night.lev.git("checkout -q side");
        night.lev.opens("ferry").changes("turns back", "turns round").commits();
        night.lev.git("checkout -q main");
        night.lev.git("merge -q --no-commit --no-ff side");
        night.lev.git(&format!("checkout {kept} -- theme"));
        night.lev.commits_by_git();
    };
    caught("NA03", |night| theme(night, "side"), |night| theme(night, "main"));
}

#[test]
fn an_admin_puts_a_theme_before_readers_that_the_desk_has_left_behind() {
    let (style, red) = ("theme/style.css", "body { color: red }");
    let publishes = |night: &Night, theme: &str| {
        night.mara.writes(style, theme);
        night.mara.does("publish newsroom.toml")
    };
    let left_behind = |night: &Night| {
        publishes(night, red);
        publishes(night, "body { color: black }")
    };
    let lawful = |night: &Night| {
        left_behind(night);
        publishes(night, red)
    };
    let puts_back = |record: &Folder| record.write(style, red);
    caught("NA59", |night| left_behind(night).changes_record(puts_back), lawful);
    let takes_out = |record: &Folder| record.remove(style);
    caught("NA59", |night| left_behind(night).changes_record(takes_out), lawful);
}

/// Bea, whom Mara makes an admin.
fn bea(night: &Night) -> Person {
    night
        .mara
        .does("contributor add bea-fox --name 'Bea Fox' --email bea@courier.example --role admin");
    night.person("bea").at("21:30")
}

#[test]
fn a_retired_admin_releases_no_settings_where_it_is_known() {
    let night = Night::new();
    let (server, bea) = (Server::guarded(&night), bea(&night));
    night.mara.sets("language = \"en-GB\"");
    night.mara.does("contributor retire bea-fox");
    server.takes(&night, BOTH);
    let twin = night.again();
    bea.changes_record(|record| record.change("newsroom.toml", "\"en\"", "\"en-GB\""));
    server.refuses(&night, "published", &["NA14"]);
    twin.mara.does("publish newsroom.toml");
    server.takes(&twin, "published");
}

/// Somebody who lost a right, where it is known, takes a step from before that and merges it in.
fn from_before(line: &str, step: impl Fn(&Night, &Person)) {
    let (server, night) = after(line, &step);
    server.refuses(&night, "main", &["NA14"]);
    let (server, twin) = after("contributor edit tom-hale --name 'Tom W. Hale'", &step);
    server.takes(&twin, "main");
}

/// A server where Mara has done this, and a desk where Bea, who did not know, took that step.
fn after(line: &str, step: &impl Fn(&Night, &Person)) -> (Server, Night) {
    let night = Night::new();
    let server = Server::guarded(&night);
    bea(&night);
    server.takes(&night, BOTH);
    let behind = night.again();
    let bea = behind.person("bea").at("21:30");
    step(&behind, &bea);
    night.mara.does(line);
    server.takes(&night, "main");
    bea.git(&format!("fetch -q {} main", server.folder.display()));
    bea.git("merge -q --no-edit FETCH_HEAD");
    (server, behind)
}

#[test]
fn a_retired_admin_orders_no_words_erased_where_it_is_known() {
    from_before("contributor retire bea-fox", |night, bea| {
        night.ed.pulls("lamps");
        bea.orders(1);
    });
}

#[test]
fn an_editor_who_is_a_reporter_now_vouches_for_no_source() {
    from_before("contributor edit bea-fox --role reporter", |_, bea| {
        bea.does("source know ferry steward");
    });
}

/// A picture as a document names it.
fn medium(src: &str) -> String {
    format!("[[media]]\nkind = \"image\"\nsrc = \"{src}\"\nalt = \"x\"\ncredit = \"Vera Lom\"\n")
}

/// The picture that readers see with `pier`: its path, its name.
fn picture(night: &Night) -> (String, String) {
    let all = night.tree("published");
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
            night.write(&path, other_png());
            night.ana.opens("quay").adds(&medium(&name)).commits();
            night.ed.reviews_by_git("quay", "approved");
            let (words, line) =
                (night.words_with_files("quay"), night.ed.writes_line("quay", "first"));
            night.ed.changes_record(|record| {
                record.write("quay", &words);
                record.append(&record.ledger("quay"), &line.text);
                record.write(&path, other_png());
            });
        },
        |night| {
            night.write("b.png", crate::desk::png());
            night.ana.edits("quay", "--image b.png --alt x --media-credit 'Vera Lom' --submit");
            night.ed.lets_out("quay");
        },
    );
}

#[test]
fn a_pull_leaves_the_picture_where_readers_find_it() {
    caught(
        "NA45",
        |night| {
            let (path, _) = picture(night);
            let bytes = std::fs::read(night.root().join(&path)).expect("there");
            night.ed.pulls("pier");
            night.ed.amends_record(|record| record.write(&path, &bytes));
        },
        |night| night.ed.pulls("pier"),
    );
}

#[test]
fn the_program_publishes_no_file_that_is_no_medium_and_no_picture_of_anothers() {
    let night = Night::new();
    let (path, name) = picture(&night);
    for src in ["story.toml", night.path("tide").rsplit('/').next().expect("a name")] {
        let night = night.again();
        night.ana.opens("quay").adds(&medium(src)).commits();
        let ran = night.ed.looks_at("quay").tries("publish quay --approve");
        ran.refused().says(&format!("`{src}` is no picture, film, sound"));
    }
    night.ana.opens("quay").adds(&medium(&name));
    night.ana.writes(&path, other_png());
    let ran = night.ed.looks_at("quay").tries("publish quay --approve");
    ran.says("shows").says("to readers, too, with other bytes");
    night.finds([]);
}

#[test]
fn words_never_set_aside_are_laundered_by_a_file_of_words_set_aside() {
    let strict = |night: &Night| drop(night.mara.sets("four_eyes = \"strict\""));
    caught(
        "NA27",
        |night| {
            strict(night);
            let path = night.path("tide");
            let forged = night.read(&path).replace("at three", "at four");
            let aside = path.replace(".toml", ".aside.toml");
            night.ed.writes(&aside, &forged);
            std::fs::remove_file(night.root().join(&aside)).expect("there");
            night.ed.writes(&path, &forged);
            night.ed.reviews_by_git("tide", "approved");
        },
        |night| {
            strict(night);
            night.ana.edits("tide", "--headline 'High tide at four' --submit");
            night.ed.approves("tide");
        },
    );
}

/// Words wait for an editor, are set aside for a correction, and are put back by its release: in that
/// very step somebody types that Zoe approved them.
fn back_as_approved_by_zoe(night: &Night) {
    let back = night.ed.git("rev-parse HEAD");
    night.ed.reviews_as(&night.zoe, "pier", "approved");
    night.ed.git(&format!("reset -q --soft {back}~1"));
    night.ed.git(&format!("commit -q -C {back}"));
}

#[test]
fn an_approval_that_nobody_gave_comes_back_with_words_that_were_set_aside() {
    let waits = |night: &Night| night.ana.edits("pier", "--headline 'The pier is shut' --submit");
    let corrected = |night: &Night| {
        night.lev.does("correct pier --tell-readers 'It was a gate.' --body 'The gate is shut.'");
        night.ed.looks_at("pier").does("publish pier --approve");
    };
    caught(
        "NA24",
        |night| {
            waits(night);
            corrected(night);
            back_as_approved_by_zoe(night);
        },
        |night| {
            waits(night);
            corrected(night);
            night.zoe.approves("pier");
        },
    );
}

#[test]
fn an_approval_comes_back_that_was_withdrawn_or_was_of_other_words() {
    let approved = |night: &Night| {
        night.ana.edits("pier", "--headline 'The pier is shut' --submit");
        night.zoe.approves("pier");
    };
    let corrected = |night: &Night, words: &str| {
        night.lev.does(&format!("correct pier --tell-readers 'It was so.' {words}"));
        night.ed.looks_at("pier").does("publish pier --approve");
    };
    for (undoes, words) in [(true, "--tag gate"), (false, "--body 'The gate is shut.'")] {
        caught(
            "NA24",
            |night| {
                approved(night);
                if undoes {
                    night.zoe.does("undo");
                }
                corrected(night, words);
                back_as_approved_by_zoe(night);
            },
            |night| {
                approved(night);
                corrected(night, words);
            },
        );
    }
}

#[test]
fn a_check_is_added_in_an_editors_name_at_a_time_when_there_was_one() {
    let twice = |text: &str| {
        let at = text.rfind("[[claims.checks]]").expect("a check");
        let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
        let forged = text[at..end].replace("disputed", "verified");
        format!("{}\n\n{forged}{}", &text[..end], &text[end..])
    };
    caught(
        "NA28",
        |night| {
            night
                .ed
                .does("verify-flag ferry --claim 'About 40' --status disputed -m 'Others say 60.'");
            night.ana.opens("ferry").becomes(twice).commits();
        },
        |night| night.ed.does("verify-flag ferry --claim 'About 40' --status verified -m 'Seen.'"),
    );
}

#[test]
fn a_claim_that_was_found_false_is_deleted_and_its_words_are_left() {
    let checked = |night: &Night| {
        night.ed.does("verify-flag ferry --claim 'About 40' --status false -m 'There were nine.'");
        night.ana.opens("ferry")
    };
    let without = |text: &str| {
        let (at, end) = (text.find("[[claims]]").expect("a claim"), text.find("[[credits]]"));
        let end = end.filter(|end| *end > at).unwrap_or(text.len());
        format!("{}{}", &text[..at], &text[end..]).trim_end().to_owned() + "\n"
    };
    caught(
        "NA29",
        |night| checked(night).becomes(without).commits(),
        |night| checked(night).becomes(without).changes("About 40 people", "People").commits(),
    );
}

#[test]
fn a_history_of_its_own_is_merged_in_either_way() {
    for orphan_first in [true, false] {
        caught(
            "NA12",
            |night| {
                night.lev.git("read-tree --empty");
                let blob = night.lev.git("hash-object -w --stdin");
                night.lev.git(&format!("update-index --add --cacheinfo 100644 {blob} notes.txt"));
                let tree = night.lev.git("write-tree");
                let lone = night.lev.git(&format!("commit-tree -m lone {tree}"));
                let main = night.head();
                let parents = if orphan_first { [&*lone, &*main] } else { [&*main, &*lone] };
                night.lev.puts_desk_at(&night.lev.merges_by_hand(&main, &parents));
            },
            |night| night.lev.edits("ferry", "--headline 'The ferry turns back'"),
        );
    }
}

#[test]
fn a_file_beside_the_posts_has_git_show_them_differently() {
    for name in [".gitattributes", ".GitAttributes", ".gitmodules", ".lfsconfig"] {
        caught(
            "NA10",
            |night| night.lev.writes(&format!("posts/2026/11/storm/{name}"), "*.toml eol=crlf\n"),
            |night| night.lev.writes("notes/.gitattributes", "*.txt text\n"),
        );
    }
}

#[test]
fn an_e_mail_goes_to_another_over_two_commits_or_written_otherwise() {
    let settings = |night: &Night, old: &str, new: &str| {
        night.mara.opens("newsroom.toml").changes(old, new).commits();
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
    let ran = night.mara.tries("contributor edit nan-orr --email lev@courier.example");
    ran.usage().says("lev@courier.example is lev-marin's");
}

#[test]
fn a_file_that_a_few_bytes_unpack_to_is_not_unpacked() {
    let large = |night: &Night, path: &str| {
        let nothing = night.outside().join("nothing");
        let file = std::fs::File::create(&nothing).expect("made");
        file.set_len(64 << 20).expect("no block of the disk is taken");
        let name = nothing.to_str().expect("a name");
        let blob = night.lev.git(&format!("hash-object -w --no-filters {name}"));
        night.lev.git(&format!("update-index --add --cacheinfo 100644,{blob},{path}"));
        night.lev.git("commit -qm 'put right'");
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
