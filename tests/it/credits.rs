//! `credits`: who did what.

use crate::desk::TestDesk;

fn rows(desk: &TestDesk, flags: &str) -> Vec<serde_json::Value> {
    let ran = desk
        .as_("ed")
        .at("2026-12-01T10:00:00+02:00")
        .type_(&format!("credits --format json {flags}"));
    ran.ok().json()["credits"].as_array().unwrap().clone()
}

fn busy() -> TestDesk {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --slug one --headline 'One' --body 'Four words stand here.' --credit ana-petrova --credit lev-marin:contributor --credit 'Lena Marsk:photographer:Quay' --submit").ok();
    desk.as_("ana").type_("add --slug two --headline 'Two' --credit ana-petrova --credit lev-marin:contributor --credit ed-lind:contributor --credit 'Oskar Tynne:contributor'").ok();
    desk.as_("ana").type_("add --slug none --headline 'Nobody at all' --no-credit").ok();
    desk.as_("ana").type_("add --slug quiet --headline 'Quiet' --credit ana-petrova --credit 'CANARY Withheld:contributor'").ok();
    desk.as_("ana").type_("edit quiet --withhold-credit 'CANARY Withheld' --submit").ok();
    desk.as_("ana")
        .at("2026-12-01T09:00:00+02:00")
        .type_("add --slug december --headline 'In December'")
        .ok();
    desk.as_("ed").type_("publish one quiet --approve").ok();
    desk
}

#[test]
fn people_are_counted_outsiders_and_withheld_ones_too() {
    let desk = busy();
    let rows = rows(&desk, "");
    let of = |name: &str| {
        rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name} in {rows:?}"))
    };
    assert_eq!(of("Ana Petrova")["posts"], 4);
    assert_eq!(of("Lev Marin")["posts"], 2);
    assert_eq!(
        (of("Lena Marsk")["posts"].as_u64(), of("Lena Marsk")["who"].is_null()),
        (Some(1), true)
    );
    assert_eq!(
        (of("CANARY Withheld")["posts"].as_u64(), of("CANARY Withheld")["withheld"].as_u64()),
        (Some(1), Some(1))
    );
}

#[test]
fn the_printed_line_has_and_for_two_commas_for_three_and_no_withheld_name() {
    let desk = busy();
    desk.as_("ana").type_("add --slug pair --headline 'Pair' --credit ana-petrova --credit lev-marin:contributor --credit ed-lind:contributor").ok();
    let lines = desk.as_("ed").type_("credits --format line").ok().out.clone();
    assert!(
        lines.contains("the Courier's Lev Marin contributed to this report.")
            || lines.contains("Courier's Lev Marin contributed to this report."),
        "{lines}"
    );
    assert!(
        lines.contains("Courier's Lev Marin and Ed Lind contributed to this report."),
        "{lines}"
    );
    let two = "Courier's Lev Marin and Ed Lind contributed to this report. Oskar Tynne contributed to this report.";
    assert!(lines.contains(two), "an outsider is not the desk's own: {lines}");
    assert!(!lines.contains("CANARY"), "{lines}");
}

#[test]
fn credits_are_grouped_and_filtered() {
    let desk = busy();
    assert!(
        rows(&desk, "--group-by role")
            .iter()
            .any(|row| row["role"] == "photographer" && row["posts"] == 1)
    );
    let story = rows(&desk, "--group-by story");
    assert!(story.iter().all(|row| row["story"] == "storm"), "{story:?}");
    assert_eq!(rows(&desk, "--who ana-petrova").len(), 1);
    assert_eq!(rows(&desk, "--who 'Lena Marsk'").len(), 1);
    assert_eq!(rows(&desk, "--month 2026-12 --filed").len(), 1);
    assert_eq!(rows(&desk, "--month 2026-12").len(), 0, "readers never saw that draft");
    assert_eq!(rows(&desk, "--since 2026-12-01").len(), 1);
    assert_eq!(rows(&desk, "--until 2026-11-06").len(), 0);
    assert!(rows(&desk, "--live").iter().all(|row| row["name"] != "Oskar Tynne"));
    assert!(!rows(&desk, "--story storm").is_empty());
    desk.as_("ed").type_("credits --month 2026-13").usage();
    desk.as_("ed").type_("credits --month 2026-11 --since 21:00").usage();
    desk.as_("ed").type_("credits --group-by nonsense").usage();
}

#[test]
fn words_are_those_of_the_published_text_each_person_wrote() {
    let desk = busy();
    desk.as_("lev")
        .type_("edit one --body 'Four words stand here. And six more are by Lev.' --submit")
        .ok();
    desk.as_("ed").type_("diff one").ok();
    desk.as_("ed").type_("publish one --approve").ok();
    let rows = rows(&desk, "--words");
    let words = |name: &str| {
        rows.iter().find(|row| row["name"] == name).unwrap()["words"].as_u64().unwrap()
    };
    assert_eq!(words("Lev Marin"), 6);
    assert!(words("Ana Petrova") >= 5, "{rows:?}");
    desk.as_("ed").type_("credits --words").ok();
}

#[test]
fn posts_that_name_nobody_are_listed() {
    let desk = busy();
    desk.as_("ed").type_("credits --missing").ok().says("Nobody at all").says_not("Quiet");
    let full = TestDesk::with_story();
    full.post("x", "X", "Words.");
    full.as_("ed").type_("credits --missing").ok().says("every post names somebody");
    let who = desk.as_("ed").type_("credits --who lev-marin").ok().out.clone();
    assert_eq!(desk.as_("ed").type_("credits --by lev-marin").ok().out, who);
    let ran = desk.as_("ed").type_("credits --missing --format csv");
    ran.usage().says("newsroom credits --missing --json");
    desk.as_("ed").type_("credits --missing --format json").ok().json();
}

/// The rows of a sheet, by column.
fn sheet(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

#[test]
fn payroll_gets_a_row_for_each_credit_that_a_spreadsheet_reads_and_never_runs() {
    let desk = busy();
    desk.as_("ana").run(["add", "--headline", "=F", "--credit", "=1+1, Eve:reporter:@Quay"]).ok();
    let text = desk.as_("ed").type_("credits --format csv").ok().out.clone();
    let header = "who,name,role,place,post,story,headline,kind,public,filed,first_released,words,words_by_them,withheld\n";
    assert!(text.starts_with(header), "{text}");
    let rows = sheet(&text);
    assert!(rows.iter().flat_map(|row| row.values()).all(|cell| !cell.starts_with(['=', '@'])));
    let of = |name: &str| rows.iter().filter(|row| row["name"] == name).collect::<Vec<_>>();
    assert_eq!(of("Ana Petrova").len(), 4, "one row a credit: {text}");
    let photos = of("Lena Marsk")[0];
    assert_eq!(photos["role"], "photographer");
    assert_eq!((&*photos["place"], &*photos["public"], &*photos["words"]), ("Quay", "live", "5"));
    assert_eq!(photos["first_released"], "2026-11-07T21:00:00+02:00");
    assert_eq!(photos["post"].len(), 10);
    assert_eq!(of("Oskar Tynne")[0]["first_released"], "", "a draft was released at no time");
    assert_eq!(of("CANARY Withheld")[0]["withheld"], "true");
    assert_eq!(of("'=1+1, Eve")[0]["headline"], "'=F");
    let paid =
        desk.as_("ed").type_("credits --format csv --month 2026-11 --words").ok().out.clone();
    let paid = sheet(&paid);
    assert!(paid.iter().all(|row| !row["first_released"].is_empty()), "{paid:?}");
    assert!(paid.iter().any(|row| row["who"] == "ana-petrova" && row["words_by_them"] == "5"));
    let counted = desk.as_("ed").type_("credits --format csv --group-by role").ok().out.clone();
    assert!(
        counted.starts_with("who,name,role,story,posts,words,withheld,first,last,"),
        "{counted}"
    );
}

#[test]
fn a_month_is_what_readers_first_saw_in_it_on_the_clock_of_the_story() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("story open far --title 'Far away' --timezone Asia/Tokyo").ok();
    desk.as_("ana").type_("add --story storm --slug here --headline Here --submit").ok();
    desk.as_("ana").type_("add --story far --slug there --headline There --submit").ok();
    desk.as_("ana").type_("add --story storm --slug draft --headline Draft").ok();
    let late = "2026-11-30T23:30:00+02:00";
    desk.as_("ed").at(late).type_("show here").ok();
    desk.as_("ed").at(late).type_("show there").ok();
    desk.as_("ed").at(late).type_("publish far here there --approve").ok();
    let posts = |flags: &str| -> Vec<String> {
        let text = desk.as_("ed").at("2026-12-05T10:00:00+02:00");
        let text = text.type_(&format!("credits --format csv {flags}")).ok().out.clone();
        let mut posts: Vec<String> =
            sheet(&text).iter().map(|row| row["headline"].clone()).collect();
        posts.sort();
        posts
    };
    assert_eq!(posts("--month 2026-11"), ["Here"]);
    assert_eq!(posts("--month 2026-12"), ["There"], "it is December in Tokyo");
    assert_eq!(posts("--month 2026-11 --filed"), ["Draft", "Here", "There"]);
    let months = desk.as_("ed").at("2026-12-05T10:00:00+02:00");
    let months = months.type_("credits --group-by month --json").ok().json();
    let months = months["credits"].as_array().unwrap().to_vec();
    let months: Vec<_> =
        months.iter().map(|row| (row["month"].as_str(), row["posts"].as_u64())).collect();
    assert_eq!(months, [(Some("2026-11"), Some(2)), (Some("2026-12"), Some(2))]);
    desk.as_("ed").type_("pull here --tell-readers 'It is checked.'").ok();
    assert_eq!(posts("--month 2026-11"), ["Here"], "readers saw it then");
}

#[test]
fn two_things_at_once_are_rows_and_columns() {
    let desk = busy();
    let text = desk.as_("ed").type_("credits --group-by contributor,role").ok().out.clone();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "\treporter\tcontributor\tphotographer\tall");
    assert!(lines.contains(&"Lev Marin\t-\t2\t-\t2"), "{text}");
    let rows = rows(&desk, "--group-by contributor,day --filed");
    let of = |day: &str| {
        rows.iter().find(|row| row["name"] == "Ana Petrova" && row["day"] == day).unwrap()["posts"]
            .as_u64()
    };
    assert_eq!((of("2026-11-07"), of("2026-12-01")), (Some(3), Some(1)), "{rows:?}");
    let places = self::rows(&desk, "--group-by place,kind");
    assert!(places.iter().any(|row| row["place"] == "Quay" && row["kind"] == "post"), "{places:?}");
    for wrong in ["month,month", "month,day,role", "moon"] {
        desk.as_("ed").type_(&format!("credits --group-by {wrong}")).usage();
    }
}

#[test]
fn a_credit_for_the_wrong_person_is_corrected_readers_are_told_and_the_count_moves() {
    let desk = TestDesk::with_story();
    desk.as_("ana")
        .type_(
            "add --slug x --headline 'Lamps out' --body 'All are.' --credit 'Jonas Vik' --submit",
        )
        .ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let posts = |name: &str| {
        let rows = rows(&desk, "--month 2026-11");
        rows.iter().find(|row| row["name"] == name).map_or(0, |row| row["posts"].as_u64().unwrap())
    };
    assert_eq!((posts("Jonas Vik"), posts("Lev Marin")), (1, 0));
    desk.as_("ana").type_("correct x --remove-credit 'Jonas Vik' --credit lev-marin --tell-readers 'An earlier version named the wrong reporter.' --submit").ok();
    assert_eq!((posts("Jonas Vik"), posts("Lev Marin")), (1, 0), "nothing is out yet");
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").at("22:00").type_("publish x --approve").ok().says("correction");
    assert_eq!((posts("Jonas Vik"), posts("Lev Marin")), (0, 1));
    let told = desk.as_("ana").type_("corrections").ok().out.clone();
    for said in [
        "named the wrong reporter",
        "Before: Credited: Jonas Vik, reporter",
        "After:  Credited: Lev Marin, reporter",
    ] {
        assert!(told.contains(said), "{said} in {told}");
    }
    desk.as_("ana").type_("log x").ok().says("correction").says("named the wrong reporter");
    desk.as_("ana").type_("build --out site").ok();
    let page = desk.read("site/corrections/index.html");
    assert!(page.contains("named the wrong reporter") && page.contains("Jonas Vik"), "{page}");
    let story = desk.read("site/storm/index.html");
    assert!(story.contains("By Lev Marin"), "{story}");
}

#[test]
fn the_page_for_a_meeting_is_one_file_whole_without_script() {
    let desk = busy();
    let page = desk.as_("ed").type_("credits --format html").ok().out.clone();
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"), "{page}");
    for not in ["<script", " src=", "<link", "CANARY", "@import", "url("] {
        assert!(!page.contains(not), "{not} in {page}");
    }
    for has in [
        "<svg role=\"img\"",
        "<desc ",
        "<caption>",
        "Names that are not printed",
        "prefers-color-scheme:dark",
        "@media print",
    ] {
        assert!(page.contains(has), "{has} in {page}");
    }
    assert!(page.contains("<bdi>Lena Marsk</bdi></th><td>1</td>"), "{page}");
    let before = desk.fingerprint();
    desk.as_("ed").type_("-n credits --format html --out credits.html").ok();
    assert_eq!(desk.fingerprint(), before);
    desk.as_("ed")
        .type_("credits --format html --out credits.html --group-by contributor,role")
        .ok()
        .says("written: credits.html");
    assert!(desk.read("credits.html").contains("<bdi>photographer</bdi>"));
    desk.as_("ed").type_("credits --format html --out credits.html").ok();
    desk.write("notes.txt", "My own words.");
    desk.as_("ed").type_("credits --format html --out notes.txt").usage().says("is there already");
    assert_eq!(desk.read("notes.txt"), "My own words.");
    desk.as_("ed").type_("credits --format csv --out pay.csv").ok();
    assert!(
        desk.read("pay.csv").contains("withheld\r\n"),
        "in a file lines end as RFC 4180 has it"
    );
    desk.as_("ed").type_("credits --out table.txt").usage();
}

#[test]
fn a_name_that_nobody_has_is_told_with_the_near_ones() {
    let desk = busy();
    for (command, meant) in [
        ("credits --who 'Lena Mask'", "did you mean Lena Marsk, credited once?"),
        ("list --by lev-marim", "did you mean lev-marin (Lev Marin), credited 2 times?"),
        ("list --by petrova", "did you mean ana-petrova (Ana Petrova)"),
        ("credits --story strom", "did you mean storm?"),
        ("list --story strom", "did you mean storm?"),
        ("claims --story strom", "did you mean storm?"),
        ("corrections --story strom", "did you mean storm?"),
        ("build --story strom", "did you mean storm?"),
        ("export --story strom --format atom", "did you mean storm?"),
        ("add --story strom --headline X", "did you mean storm?"),
    ] {
        let ran = desk.as_("ed").type_(command);
        ran.usage();
        assert!(ran.hints().iter().any(|hint| hint.starts_with(meant)), "{command}: {ran:?}");
    }
    desk.as_("ed").type_("list --by 'Nobody Whosoever'").usage().says("newsroom contributor list");
    desk.as_("ed").type_("list --story moonlight").usage().says("newsroom story list");
    desk.as_("ed").type_("list --by publisher").ok();
    desk.as_("ed").type_("credits --who 'Lev Marin'").ok().says("2 posts");
}

#[test]
fn a_name_that_is_not_credited_is_neither_taken_out_nor_withheld_in_silence() {
    let desk = busy();
    for option in ["--remove-credit", "--withhold-credit"] {
        let ran = desk.as_("ana").run(["edit", "one", option, "Lena Mask"]);
        ran.usage().says("`Lena Mask`").says("it names Ana Petrova, Lev Marin, Lena Marsk");
    }
}

#[test]
fn names_of_any_script_stand_in_the_line_as_the_desk_writes_lists() {
    let desk = TestDesk::with_story();
    desk.as_("ana").type_("add --slug x --headline X --credit you --credit 'דנה כהן:contributor' --credit 'Олена Марск:contributor' --credit lev-marin:contributor --submit").ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    desk.as_("ana").type_("build --out site").ok();
    let line = "Courier&#39;s Lev Marin contributed to this report. <bdi>דנה כהן</bdi> and Олена Марск contributed to this report.";
    let page = desk.read("site/storm/index.html");
    assert!(page.contains(line), "{page}");
    let shown = desk.as_("ana").type_("credits --format line").ok().out.clone();
    assert!(shown.contains("report. דנה כהן and Олена Марск contributed"), "{shown}");
}

#[test]
fn a_misspelt_outsider_is_remarked_on_and_one_who_is_known_is_not() {
    let desk = busy();
    let add = |who: &str| {
        desk.as_("ana")
            .run(["add", "--headline", "Of a photograph", "--credit", who])
            .ok()
            .err
            .clone()
    };
    let said = add("Lena Mrsk:photographer");
    assert!(
        said.contains("Lena Mrsk was never credited here: did you mean Lena Marsk, credited once?"),
        "{said}"
    );
    assert!(!add("Lena Marsk").contains("did you mean"));
    assert!(!add("Petr Somebody-Else").contains("did you mean"));
    let said = add("Lev Marin");
    assert!(
        said.contains("is the name of somebody of the desk: did you mean lev-marin (Lev Marin)"),
        "{said}"
    );
    let ran = desk.as_("ana").run(["credit", "two", "Oscar Tynne"]);
    ran.ok().says("did you mean Oskar Tynne");
    desk.as_("ana")
        .run(["edit", "two", "--credit", "Oskar Tyne"])
        .ok()
        .says("did you mean Oskar Tynne");
}

#[test]
fn words_that_nobody_counted_are_no_zero() {
    let desk = busy();
    let csv = |rest: &str| {
        let line = format!("credits --group-by contributor,kind --format csv{rest}");
        sheet(&desk.as_("ed").type_(&line).ok().out)
    };
    let words = |rows: &[std::collections::HashMap<String, String>]| -> Vec<String> {
        rows.iter().map(|row| row["words"].clone()).collect()
    };
    assert!(words(&csv("")).iter().all(String::is_empty));
    assert!(words(&csv(" --words")).iter().any(|words| !words.is_empty()));
}

#[test]
fn what_readers_see_counts_by_the_credits_they_see_however_it_is_chosen() {
    let desk = TestDesk::with_story();
    desk.as_("lev").type_("add --slug x --headline X --body Words. --submit").ok();
    desk.as_("ed").type_("show x").ok();
    desk.as_("ed").type_("publish x --approve").ok();
    let line = "correct x --remove-credit lev-marin --credit ana-petrova --tell-readers 'Another wrote it.'";
    desk.as_("ana").type_(line).ok();
    let ran = desk.as_("ed").type_("credits --live --filed");
    ran.ok().says("Lev Marin").says_not("Ana Petrova");
}

#[test]
fn what_is_kept_of_credits_is_what_is_counted_from_nothing() {
    let desk = busy();
    let forms = [
        "credits",
        "credits --words",
        "credits --group-by contributor,month",
        "credits --group-by story",
        "credits --live --group-by role --format csv",
        "credits --who lev-marin --words --group-by contributor --format csv",
        "credits --story storm --filed",
    ];
    let counted = || -> Vec<String> {
        let told = |form: &str| {
            desk.as_("ed").at("2026-12-01T11:00:00+02:00").type_(form).ok().out.clone()
        };
        forms.map(told).into()
    };
    let acts = [
        ("ana", "edit one --credit 'Lena Berg:editor' --replace 'Four=>Five' --submit"),
        ("ed", "diff one"),
        ("ed", "publish one --approve"),
        ("ana", "story open flood --title 'Flood' --timezone Asia/Tokyo"),
        ("ana", "add --story flood --slug rise --headline 'It rises' --body 'Two words.' --submit"),
        ("ed", "publish flood rise --approve"),
        ("lev", "edit two --body 'Other words of two.' --credit 'Kai Berg'"),
        ("ed", "pull one --tell-readers 'We are checking it.'"),
        ("mara", "contributor edit lev-marin --name 'Lev M. Marin'"),
        ("mara", "contributor edit lev-marin --email lev@home.example"),
    ];
    let mut last = counted();
    let mut changed = 0;
    for (who, act) in acts {
        desk.as_(who).at("2026-12-01T10:30:00+02:00").type_(act).ok();
        let kept = counted();
        changed += usize::from(kept != last);
        std::fs::remove_file(desk.root().join(".git/newsroom/cache.sqlite")).unwrap();
        assert_eq!(kept, counted(), "after: {act}");
        last = kept;
    }
    assert!(changed >= 6, "{changed} acts change what is counted");
}
