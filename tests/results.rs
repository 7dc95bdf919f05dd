//! A student's results as a text, and those of a class: read, refused in words, merged.

use rand::RngExt;
use std::time::Instant;
use training_lab::question::State;
use training_lab::question::results::{
    Class, Entry, Known, MOST_BYTES, MOST_RESULTS, Refusal, Sheet, Student, Tally, clean_name, of_questions,
    of_students, read,
};
use training_lab::random::{self, Rng, Stream};
use training_lab::text::Lang;

const QUESTIONS: [&str; 5] =
    ["sgd/limit", "momentum/fast-and-calm", "momentum/second-velocity", "adam/first-step", "summary/reach"];

fn known() -> Vec<Known> {
    let known = |name: &&str| Known {
        name: (*name).to_owned(),
        section: name.split('/').next().unwrap().to_owned(),
        words: format!("What of “{name}”, =1+1?"),
    };
    QUESTIONS.iter().map(known).collect()
}

fn entry(question: &str, state: State, first: bool, wrong: usize) -> Entry {
    Entry { question: question.to_owned(), state, first, wrong }
}

fn sheet(id: u64, name: &str, entries: &[Entry]) -> Sheet {
    Sheet {
        id: format!("{id:016x}"),
        made: "2026-11-26T10:10:41Z".to_owned(),
        name: name.to_owned(),
        entries: entries.to_vec(),
    }
}

fn kim() -> Sheet {
    sheet(
        1,
        "김민수",
        &[entry(QUESTIONS[0], State::Done, true, 0), entry(QUESTIONS[1], State::Open, false, 3)],
    )
}

/// A student by chance, but one that can be.
fn somebody(id: u64, name: &str, rng: &mut Rng) -> Sheet {
    let mut entries = Vec::new();
    for question in QUESTIONS {
        match rng.random_range(0..5) {
            0 => entries.push(entry(question, State::Done, true, 0)),
            1 => entries.push(entry(question, State::Done, false, rng.random_range(1..6))),
            2 => entries.push(entry(question, State::Shown, false, rng.random_range(0..4))),
            3 => entries.push(entry(question, State::Open, false, rng.random_range(1..4))),
            _ => {}
        }
    }
    sheet(id, name, &entries)
}

/// The only refusal of a text.
#[track_caller]
fn refusal(text: &str) -> Refusal {
    let mut class = Class::new(known());
    let refused = class.hand_in("kim.txt", text.as_bytes());
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(class.merged().kept.len(), 0, "{text}");
    refused.into_iter().next().unwrap().why
}

/// The text of a sheet that somebody made by hand, with a digest that is right.
fn forged(lines: &[&str]) -> String {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let mut digest = training_lab::training::digest::Digest::default();
    digest.bytes(body.as_bytes());
    format!("{body}end {} {digest}\n", lines.len().saturating_sub(4))
}

const HEAD: [&str; 4] =
    ["Training Lab results 1", "id 00000000000000aa", "made 2026-11-26T10:10:41Z", "name Kim"];

#[test]
fn what_is_written_is_read() {
    let mut rng = random::rng(1, Stream::Inputs);
    for id in 0..200 {
        let written = somebody(id, if id % 3 == 0 { "" } else { "Ada  Lovelace".trim() }, &mut rng);
        let mut written = written;
        written.name = clean_name(&written.name);
        assert_eq!(read(written.to_string().as_bytes()), Ok(vec![Ok(written)]));
    }
    assert_eq!(
        kim().to_string(),
        "Training Lab results 1\nid 0000000000000001\nmade 2026-11-26T10:10:41Z\nname 김민수\n\
         sgd/limit done right 0\nmomentum/fast-and-calm open wrong 3\nend 2 7b7a0c5f4a6a2f0e\n"
            .replace("7b7a0c5f4a6a2f0e", kim().to_string().trim().rsplit(' ').next().unwrap())
    );
}

#[test]
fn what_the_browser_keeps_is_what_is_handed_in() {
    let done = entry("sgd/limit", State::Done, true, 2);
    assert_eq!(Entry::kept("sgd/limit", &done.to_keep()), Some(done));
    assert_eq!(Entry::kept("sgd/limit", "open 0 3"), Some(entry("sgd/limit", State::Open, false, 3)));
    for nothing in ["", "finished 1 0", "<img>"] {
        assert_eq!(Entry::kept("sgd/limit", nothing), None, "{nothing}");
    }
}

#[test]
fn names_are_cleaned_and_only_clean_ones_are_read() {
    assert_eq!(clean_name("  김  민수\n"), "김 민수");
    assert_eq!(clean_name("<img src=x onerror=alert(1)>"), "img src=x onerror=alert(1)");
    assert_eq!(clean_name("a\u{202e}b\u{200b}c\0"), "abc");
    assert_eq!(clean_name(&"가".repeat(1000)).chars().count(), 60);
    let with = |name: &str| {
        refusal(&forged(&[HEAD[0], HEAD[1], HEAD[2], &format!("name {name}"), "sgd/limit shown wrong 0"]))
    };
    for hostile in ["<b>Kim</b>", "a\u{202e}b", &"x".repeat(61)] {
        assert!(matches!(with(hostile), Refusal::Name(_)), "{hostile}: {:?}", with(hostile));
    }
}

#[test]
fn what_mail_and_messengers_do_does_not_matter() {
    let text = kim().to_string();
    let quoted: String = text.lines().map(|line| format!(">  {line} \r\n\r\n")).collect();
    for way in [
        text.replace('\n', "\r\n"),
        format!("\u{feff}김민수님의 결과\n\n{text}\n-- \n보낸 사람"),
        quoted,
        text.replace(' ', "\u{a0}"),
        text.trim_end().to_owned(),
    ] {
        assert_eq!(read(way.as_bytes()), Ok(vec![Ok(kim())]), "{way}");
    }
    let two = format!("{}\n{}", kim(), sheet(2, "Lee", &[]));
    assert_eq!(read(two.as_bytes()).unwrap().len(), 2);
}

#[test]
fn each_thing_that_is_wrong_is_said_in_both_languages() {
    let text = kim().to_string();
    let forged_with = |line: &str| forged(&[&HEAD[..], &[line]].concat());
    let many = (0..=MOST_RESULTS).map(|_| "Training Lab results 1\n").collect::<String>();
    let cases: Vec<(String, Refusal, &str, &str)> = vec![
        ("a letter to my teacher".into(), Refusal::Foreign, "결과가 들어 있지 않아요", "no results"),
        (String::new(), Refusal::Foreign, "결과가 들어 있지 않아요", "no results"),
        (text.replace("results 1", "results 2"), Refusal::Version("2".into()), "형식", "form is unknown"),
        (
            text.lines().take(5).collect::<Vec<_>>().join("\n"),
            Refusal::Cut,
            "끝이 잘렸어요",
            "end is missing",
        ),
        (
            text.replace("open wrong 3", "done wrong 3"),
            Refusal::Changed,
            "글자가 바뀌었거나",
            "changed or lost",
        ),
        (text.replace("민수", "민준"), Refusal::Changed, "글자가 바뀌었거나", "changed or lost"),
        (
            text.replace("sgd/limit done right 0\n", ""),
            Refusal::Changed,
            "글자가 바뀌었거나",
            "changed or lost",
        ),
        (
            format!("{}{}", HEAD.join("\n"), "\nsgd/limit done right 0".repeat(1_000_000 / 8)),
            Refusal::Long,
            "줄이 훨씬 많아요",
            "far more lines",
        ),
        (many, Refusal::Many, "나누어", "at a time"),
        (
            forged_with("sgd/limit won right 0"),
            Refusal::Line("sgd/limit won right 0".into()),
            "읽을 수 없는 줄",
            "cannot be read",
        ),
        (
            forged_with("<script>alert(1)</script> done right 0"),
            Refusal::Line("<script>alert(1)</script> done right 0".into()),
            "읽을 수 없는 줄",
            "cannot be read",
        ),
        (
            forged_with("sgd/limit open right 0"),
            Refusal::Impossible("sgd/limit open right 0".into()),
            "있을 수 없는 상태",
            "Nobody can stand so",
        ),
        (
            forged_with("sgd/limit done wrong 0"),
            Refusal::Impossible("sgd/limit done wrong 0".into()),
            "있을 수 없는 상태",
            "Nobody can stand so",
        ),
        (
            forged_with("sgd/limit done right 99999999999999999999"),
            Refusal::Line("sgd/limit done right 99999999999999999999".into()),
            "읽을 수 없는 줄",
            "cannot be read",
        ),
        (
            forged(&[&HEAD[..], &["sgd/limit done right 0", "sgd/limit shown wrong 1"]].concat()),
            Refusal::Twice("sgd/limit".into()),
            "두 번 나와요",
            "stands twice",
        ),
        (
            forged_with("astrology/moon done right 0"),
            Refusal::Strange("astrology/moon".into()),
            "하나도 없어요",
            "None of its questions",
        ),
        (
            forged(&[HEAD[0], "id ../../etc", HEAD[2], HEAD[3]]),
            Refusal::Line("id ../../etc".into()),
            "읽을 수 없는 줄",
            "cannot be read",
        ),
        (
            forged(&[HEAD[0], HEAD[1], "made tomorrow", HEAD[3]]),
            Refusal::Line("made tomorrow".into()),
            "읽을 수 없는 줄",
            "cannot be read",
        ),
    ];
    for (text, why, ko, en) in cases {
        let found = refusal(&text);
        assert_eq!(found, why);
        assert!(found.words(Lang::Ko).contains(ko), "{}", found.words(Lang::Ko));
        assert!(found.words(Lang::En).contains(en), "{}", found.words(Lang::En));
    }
    let mut class = Class::new(known());
    let large = class.hand_in("large.txt", &vec![b'a'; MOST_BYTES + 1]);
    let binary = class.hand_in("photo.png", &[0x89, b'P', b'N', b'G', 0, 255, 254]);
    let zeros = class.hand_in("zeros.bin", &[0; 4096]);
    assert_eq!(
        [&large[0].why, &binary[0].why, &zeros[0].why],
        [&Refusal::Large, &Refusal::NotText, &Refusal::NotText]
    );
    assert!(large[0].words(Lang::En).starts_with("large.txt: It is larger than 4 MiB"));
    assert!(binary[0].words(Lang::Ko).starts_with("photo.png: UTF-8로 쓴 글이 아니에요"));
    assert!(Refusal::Unreadable.words(Lang::Ko).contains("읽을 수 없어요"));
}

#[test]
fn none_stops_the_others_and_strange_lines_are_left_out() {
    let mut class = Class::new(known());
    let strange = sheet(
        3,
        "Park",
        &[entry("astrology/moon", State::Shown, false, 0), entry(QUESTIONS[3], State::Done, true, 0)],
    );
    let text = format!("{}\n{}\n{strange}", kim(), kim().to_string().replace("right", "wrong"));
    let refused = class.hand_in("all.txt", text.as_bytes());
    let said: Vec<String> = refused.iter().map(|refused| refused.words(Lang::En)).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("all.txt (2): Letters were changed"), "{said:?}");
    assert!(
        said[1].starts_with("all.txt (3): Lines of questions") && said[1].contains("astrology/moon"),
        "{said:?}"
    );
    let merged = class.merged();
    assert_eq!(merged.kept.len(), 2);
    assert_eq!(Tally::all(class.known(), &merged).iter().map(|tally| tally.tried).sum::<usize>(), 3);
}

#[test]
fn what_is_handed_in_twice_counts_once_and_of_one_name_the_newest() {
    let mut older = kim();
    (older.id, older.made) = (format!("{:016x}", 9), "2026-11-25T10:10:41Z".to_owned());
    let files = [
        ("a.txt", kim()),
        ("b.txt", kim()),
        ("old.txt", older),
        ("c.txt", sheet(5, "", &[])),
        ("d.txt", sheet(6, "", &[])),
    ];
    let mut told = Vec::new();
    for turn in 0..files.len() {
        let mut class = Class::new(known());
        for index in 0..files.len() {
            let (source, sheet) = &files[(index + turn) % files.len()];
            assert_eq!(class.hand_in(source, sheet.to_string().as_bytes()), []);
        }
        let merged = class.merged();
        let names: Vec<&str> = merged.kept.iter().map(|handed| handed.source.as_str()).collect();
        assert_eq!(names, ["a.txt", "c.txt", "d.txt"], "the newest, and all without a name");
        told.push(
            Lang::ALL
                .map(|lang| merged.doubled.iter().map(|doubled| doubled.words(lang)).collect::<Vec<_>>()),
        );
    }
    told.dedup();
    let [[ko, en]] = &told[..] else { panic!("the order matters: {told:?}") };
    assert!(en[0].starts_with("b.txt: the same result") && en[0].contains("a.txt"), "{en:?}");
    assert!(en[1].starts_with("old.txt: there is another result under the name ‘김민수’"), "{en:?}");
    assert!(ko[0].contains("이미 받았어요") && ko[1].contains("같은 이름(‘김민수’)"), "{ko:?}");
}

#[test]
fn the_hardest_question_stands_first() {
    let mut class = Class::new(known());
    let students = [
        [
            entry(QUESTIONS[0], State::Done, true, 0),
            entry(QUESTIONS[1], State::Done, false, 2),
            entry(QUESTIONS[2], State::Shown, false, 1),
        ],
        [
            entry(QUESTIONS[0], State::Done, true, 0),
            entry(QUESTIONS[1], State::Done, true, 0),
            entry(QUESTIONS[2], State::Open, false, 4),
        ],
    ];
    for (id, entries) in students.iter().enumerate() {
        class.hand_in("x.txt", sheet(id as u64, "", entries).to_string().as_bytes());
    }
    let merged = class.merged();
    let mut tallies = Tally::all(class.known(), &merged);
    tallies.sort_by(Tally::by_difficulty);
    let order: Vec<usize> = tallies.iter().map(|tally| tally.question).collect();
    assert_eq!(order, [2, 1, 0, 3, 4], "nobody tried the last two");
    assert_eq!(tallies[0], Tally { question: 2, tried: 2, right: 0, done: 0, shown: 1, wrong: 5 });
    assert_eq!((tallies[0].difficulty(), tallies[0].mean_wrong()), (Some(1.0), 2.5));
    assert_eq!((tallies[1].difficulty(), tallies[3].difficulty()), (Some(0.5), None));
    let table = of_questions(class.known(), &tallies, Lang::En);
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(
        lines[1],
        "\"momentum\",\"What of “momentum/second-velocity”, =1+1?\",\"momentum/second-velocity\",2,0,0,1,2.50"
    );
}

/// A name that a spreadsheet would compute.
#[test]
fn a_spreadsheet_is_handed_no_formula() {
    let mut class = Class::new(known());
    class.hand_in("x.txt", sheet(1, "=HYPERLINK(\"http://a\")", &[]).to_string().as_bytes());
    let merged = class.merged();
    let table = of_students(class.known(), &Student::all(&merged), Lang::Ko);
    assert!(
        table.starts_with('\u{feff}') && table.contains("\r\n\"'=HYPERLINK(\"\"http://a\"\")\","),
        "{table}"
    );
}

#[test]
fn five_hundred_results_in_any_order_are_one_table() {
    let mut rng = random::rng(7, Stream::Inputs);
    let mut texts: Vec<String> =
        (0..500).map(|id| somebody(id, &format!("Student {id}"), &mut rng).to_string()).collect();
    let merge = |texts: &[String]| {
        let begun = Instant::now();
        let mut class = Class::new(known());
        let refused: usize = texts
            .iter()
            .enumerate()
            .map(|(at, text)| class.hand_in(&at.to_string(), text.as_bytes()).len())
            .sum();
        let merged = class.merged();
        let mut tallies = Tally::all(class.known(), &merged);
        tallies.sort_by(Tally::by_difficulty);
        println!("{} results merged in {:.1} ms", texts.len(), 1e3 * begun.elapsed().as_secs_f64());
        (refused, merged.kept.len(), of_students(class.known(), &Student::all(&merged), Lang::En), tallies)
    };
    let first = merge(&texts);
    assert_eq!((first.0, first.1), (0, 500));
    assert!(first.3.iter().all(|tally| tally.tried > 350 && tally.tried >= tally.done + tally.shown));
    for at in (1..texts.len()).rev() {
        texts.swap(at, rng.random_range(0..=at));
    }
    assert!(merge(&texts) == first, "the order matters");
    let glued = texts.join("");
    let mut class = Class::new(known());
    assert_eq!(class.hand_in("all.txt", glued.as_bytes()), []);
    assert_eq!(Tally::all(class.known(), &class.merged()).len(), QUESTIONS.len());
}

#[test]
fn a_class_has_no_end_of_results_but_one() {
    let mut class = Class::new(known());
    for id in 0..MOST_RESULTS as u64 {
        assert_eq!(class.hand_in("x", sheet(id, "", &[]).to_string().as_bytes()), []);
    }
    let refused = class.hand_in("one too many", sheet(1 << 20, "", &[]).to_string().as_bytes());
    assert_eq!(refused[0].why, Refusal::Many);
    assert_eq!(class.merged().kept.len(), MOST_RESULTS);
}

/// Whatever a text has become on its way: it is read as it was written, or refused in words.
#[test]
fn mangled_results_are_refused_or_what_they_were() {
    let mut rng = random::rng(3, Stream::Inputs);
    let (mut read_well, mut refused) = (0, 0);
    for round in 0..20_000 {
        let written = somebody(round, "Kim", &mut rng);
        let mut bytes = written.to_string().into_bytes();
        for _ in 0..rng.random_range(0..3) {
            let at = rng.random_range(0..bytes.len());
            match rng.random_range(0..6) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes.insert(at, *b" \n>e0\xff\0a".get(rng.random_range(0..8)).unwrap()),
                2 => drop(bytes.remove(at)),
                3 => bytes[at] ^= 1 << rng.random_range(0..8),
                4 => bytes.extend_from_slice(b"\nend 0 0\n"),
                _ => {
                    let end = bytes.len().min(at + 20);
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
            }
            if bytes.is_empty() {
                bytes.push(b' ');
            }
        }
        let results = match read(&bytes) {
            Ok(results) => results,
            Err(why) => vec![Err(why)],
        };
        for result in results {
            match result {
                Ok(sheet) => {
                    assert_eq!(sheet, written, "{}", String::from_utf8_lossy(&bytes));
                    read_well += 1;
                }
                Err(why) => {
                    let words = Lang::ALL.map(|lang| why.words(lang));
                    assert!(
                        words.iter().all(|words| !words.is_empty() && words.chars().count() < 300),
                        "{words:?}"
                    );
                    refused += 1;
                }
            }
        }
    }
    println!("{read_well} read, {refused} refused");
    assert!(read_well > 4000 && refused > 4000, "{read_well} read, {refused} refused");
}
