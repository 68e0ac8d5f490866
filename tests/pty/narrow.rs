//! Every list on a terminal of sixty columns, with headlines in scripts of every kind.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::desk::Desk;
use crate::screen::Screen;

const COLUMNS: usize = 60;

/// Letters that combine, join, are two cells wide, or run from right to left.
const HEADLINES: [(&str, &str); 6] = [
    ("arabic", "انقطاع التيار الكهربائي في ميناء سيلان بعد العاصفة الشديدة ليلة أمس"),
    ("chinese", "暴风雨过后塞兰港口全城停电，约三百户家庭在夜间没有电力供应和暖气"),
    ("thai", "ไฟฟ้าดับที่ท่าเรือเซลันหลังพายุพัดถล่มเมื่อคืนนี้ ผู้คนหลายร้อยหลังคาเรือน"),
    ("emoji", "👩‍🚒👩‍🚒👩‍🚒👩‍🚒 Fire crews 👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦 at the quay 🏳️‍🌈🏳️‍🌈🏳️‍🌈🏳️‍🌈 all night"),
    (
        "accents",
        "E\u{301}te\u{301} a\u{300} l\u{2019}a\u{302}ge o\u{308}ffentlich e\u{301}e\u{301}e\u{301} Sa\u{303}o Joa\u{303}o das a\u{301}guas paradas",
    ),
    ("long", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
];

fn desk() -> Desk {
    let desk = Desk::new();
    for (slug, headline) in HEADLINES {
        let body = format!("{headline}: the harbour office says so.");
        desk.post(slug, headline, &body);
        let flag = ["flag", slug, "--quote", headline, "--status", "unverified"];
        desk.does("ana", &[&flag[..], &["--caveat", "Not verified."]].concat());
    }
    for (slug, headline) in &HEADLINES[..3] {
        desk.does("ana", &["submit", slug]);
        desk.does("ed", &["publish", slug, "--approve"]);
        let told = format!("It was not so: {headline}");
        let words = format!("{headline} II");
        let correct = ["correct", slug, "--tell-readers", &told, "--headline", &words, "--submit"];
        desk.does("ana", &correct);
        desk.does("ed", &["show", slug]);
        desk.does("ed", &["publish", slug, "--approve"]);
    }
    desk
}

/// The lines that a command shows on that terminal.
fn shown(desk: &Desk, words: &[&str]) -> Vec<String> {
    let mut command = desk.newsroom("ed", words);
    command.env("COLUMNS", COLUMNS.to_string());
    let (code, seen) = Screen::open(command).ends();
    assert_eq!(code, 0, "{words:?}: {seen}");
    seen.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn no_line_of_a_list_is_wider_than_the_terminal_and_no_letter_is_cut() {
    let desk = desk();
    let whole: Vec<&str> = HEADLINES.iter().flat_map(|(_, text)| text.graphemes(true)).collect();
    for words in [
        &["list"][..],
        &["list", "--state", "draft"],
        &["status"],
        &["claims"],
        &["search", "harbour"],
        &["search", "office", "--ever"],
        &["corrections"],
        &["log", "chinese"],
        &["credits"],
        &["contributor", "list"],
        &["story", "list"],
        &["kept"],
    ] {
        let lines = shown(&desk, words);
        assert!(lines.iter().any(|line| !line.is_empty()), "{words:?}");
        for line in lines {
            assert!(line.width() <= COLUMNS, "{words:?}: {} cells: {line}", line.width());
            let odd = |letter: &&str| !letter.is_ascii() && letter.chars().count() > 1;
            for letter in line.graphemes(true).filter(odd) {
                assert!(whole.contains(&letter), "{words:?}: a part of a letter: {letter:?}");
            }
        }
    }
}

#[test]
fn columns_begin_at_one_cell_in_any_script() {
    let desk = desk();
    let lines = shown(&desk, &["list", "--state", "draft"]);
    let ids = |line: &&String| !line.starts_with(' ') && line.contains("draft");
    let places: Vec<usize> = lines
        .iter()
        .filter(ids)
        .map(|line| line[..line.find("storm").expect("its story")].width())
        .collect();
    assert!(places.len() >= 3 && places.windows(2).all(|two| two[0] == two[1]), "{lines:#?}");
}

#[test]
fn a_question_takes_one_line_of_a_narrow_terminal() {
    let desk = desk();
    let mut command = desk.newsroom("ana", &["edit"]);
    command.env("GIT_EDITOR", desk.editor("exit 1")).env("COLUMNS", COLUMNS.to_string());
    let mut screen = Screen::open(command);
    screen.shows("Which to edit").types("\r");
    let (code, seen) = screen.ends();
    assert_eq!(code, 3, "{seen}");
    let plain = anstream::adapter::strip_str(&seen).to_string();
    let items: Vec<&str> = plain.lines().filter(|line| line.contains(" storm ")).collect();
    assert!(items.len() >= 3, "{plain}");
    for item in items {
        assert!(item.trim_end().width() <= COLUMNS, "{} cells: {item}", item.width());
    }
}

#[test]
fn an_answer_that_goes_on_in_a_second_row_leaves_no_row_behind() {
    let desk = Desk::new();
    let mut screen = desk.types("ana", &["add"], "printf 'It is dark.' > \"$1\"");
    let headline = "The lamps on the long north pier are out ".repeat(3);
    screen.shows("Headline").types(&headline).types("\r");
    // The cursor goes up to the first row, which is cleared before the answer is shown.
    screen.shows("\u{1B}[1A").shows("Headline");
    let (code, seen) = screen.ends();
    assert_eq!(code, 0, "{seen}");
    desk.is_sound();
}
