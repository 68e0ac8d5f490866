//! Who acts, and what their role is.

use crate::night::{Night, caught};

#[test]
fn somebody_whom_the_desk_does_not_know_writes() {
    caught(
        "NA01",
        |night| night.eve.opens("ferry").changes("About 40", "About 90").commits(),
        |night| night.ana.opens("ferry").changes("turns back", "turns round").commits(),
    );
}

#[test]
fn somebody_whom_the_desk_does_not_know_adds_a_picture() {
    caught(
        "NA01",
        |night| night.eve.writes("posts/2026/11/storm/x.jpg", "x"),
        |night| night.eve.writes("notes/x.jpg", "x"),
    );
}

#[test]
fn somebody_who_was_retired_goes_on_writing() {
    caught(
        "NA02",
        |night| night.tom.opens("ferry").changes("About 40", "About 90").commits(),
        |night| night.lev.opens("ferry").changes("turns back", "turns round").commits(),
    );
}

#[test]
fn a_cron_job_writes() {
    caught(
        "NA02",
        |night| night.bot.opens("ferry").changes("About 40", "About 90").commits(),
        |night| night.bot.at("23:31").does("publish --due"),
    );
}

#[test]
fn somebody_who_is_only_credited_adds_a_file() {
    caught(
        "NA02",
        |night| night.nan.writes("posts/2026/11/storm/x.jpg", "x"),
        |night| night.ed.does("credit lamps nan-orr:photographer"),
    );
}

#[test]
fn a_reporter_makes_herself_an_editor() {
    caught(
        "NA03",
        |night| {
            let editor = |text: &str| {
                let (head, tail) = text.split_at(text.find("id = \"ana-petrova\"").expect("ana"));
                head.to_owned() + &tail.replacen("reporter", "editor", 1)
            };
            night.ana.opens("newsroom.toml").becomes(editor).commits();
        },
        |night| night.mara.does("contributor edit ana-petrova --role editor"),
    );
}

#[test]
fn an_editor_lowers_what_the_desk_asks_for() {
    caught(
        "NA03",
        |night| night.ed.sets("four_eyes = \"off\""),
        |night| night.mara.sets("four_eyes = \"strict\""),
    );
}

#[test]
fn a_reporter_puts_an_old_policy_back() {
    caught(
        "NA03",
        |night| {
            night.mara.sets("approvals = 2");
            night.ana.git("revert --no-edit HEAD");
        },
        |night| {
            night.mara.sets("approvals = 2");
            night.mara.git("revert --no-edit HEAD");
        },
    );
}

#[test]
fn a_reporter_changes_the_theme_the_schemas_or_the_attributes() {
    for path in ["theme/story.html", "schema/post.schema.json", ".gitattributes"] {
        caught(
            "NA03",
            |night| night.ana.writes(path, "<script>"),
            |night| night.mara.writes(path, "x"),
        );
    }
}

#[test]
fn settings_that_were_not_lawful_give_no_rights() {
    let night = Night::new();
    night.ana.opens("newsroom.toml").adds_person("eve", "editor").commits();
    night.eve.opens("ferry").changes("About 40", "About 90").commits();
    night.finds(["NA01", "NA03"]);
}

#[test]
fn a_stranger_who_makes_herself_an_admin_is_a_stranger_still() {
    let night = Night::new();
    night.eve.opens("newsroom.toml").adds_person("eve", "admin").commits();
    night.ed.tries("audit").refused();
    let later = night.eve.opens("ferry").changes("About 40", "About 90").commits();
    night.finds(["NA01"]);
    night.ed.tries("audit").refused().says(&later[..10]);
}

#[test]
fn the_settings_are_taken_away() {
    caught(
        "NA04",
        |night| {
            night.mara.git("rm -q --cached newsroom.toml");
            night.mara.git("commit -qm gone");
        },
        |night| night.mara.sets("approvals = 2"),
    );
}

#[test]
fn the_settings_are_broken() {
    caught(
        "NA04",
        |night| {
            night.mara.sets("approvals = \"none\"");
            night.mara.sets("approvals = 1");
        },
        |night| night.mara.sets("approvals = 1 # one"),
    );
}

#[test]
fn an_address_is_given_to_somebody_else() {
    let [tom, old] = ["tom@courier.example", "tom@old.example"];
    let [zoe, new] = ["zoe@courier.example", "zoe.ray@courier.example"];
    let opens = |night: &Night| night.mara.opens("newsroom.toml");
    caught(
        "NA05",
        |night| opens(night).changes(tom, old).changes(zoe, tom).commits(),
        |night| opens(night).changes(zoe, new).commits(),
    );
}

#[test]
fn a_contributor_is_taken_out() {
    caught(
        "NA05",
        |night| night.mara.opens("newsroom.toml").changes("\"tom-hale\"", "\"tim-hall\"").commits(),
        |night| night.mara.does("contributor retire lev-marin"),
    );
}

#[test]
fn a_key_changes_hands() {
    const KEY: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq5n3h4y1r0Zl3m4G8k2cUo7nJxG1m1Zb0bB9l8p2qT";
    let keys = |id: &str, key: &str| format!("id = \"{id}\"\nkeys = [\"{key}\"]\n");
    let bare = |id: &str| format!("id = \"{id}\"\n");
    let opens = |night: &Night| night.mara.opens("newsroom.toml");
    let [ed, zoe] = ["ed-lind", "zoe-ray"];
    caught(
        "NA05",
        |night| {
            opens(night).changes(&bare(ed), &keys(ed, KEY)).commits();
            let without = opens(night).changes(&keys(ed, KEY), &bare(ed));
            let both = without.changes(&bare(zoe), &keys(zoe, KEY));
            both.changes(&bare(ed), &keys(ed, KEY)).commits();
        },
        |night| {
            opens(night).changes(&bare(ed), &keys(ed, &format!("{KEY} at home"))).commits();
            opens(night).changes(" at home", "").commits();
        },
    );
}

#[test]
fn an_address_in_settings_that_were_not_lawful_is_nobodys() {
    let night = Night::new();
    let before = night.read("newsroom.toml");
    let (old, new) =
        ("\"ana@courier.example\"", "\"ana@courier.example\", \"new@courier.example\"");
    night.ana.opens("newsroom.toml").changes(old, new).commits();
    night.mara.writes("newsroom.toml", before);
    night.mara.does(
        "contributor add new-hand --name 'New Hand' --email new@courier.example --role editor",
    );
    night.finds(["NA03"]);
}
