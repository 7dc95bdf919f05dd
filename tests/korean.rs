//! The Korean of the site: one word for one thing, and particles that follow what they are put
//! after.

use std::path::{Path, PathBuf};
use training_lab::text::josa;

/// Words that are not the site's, and its own instead.
const REJECTED: [(&str, &str); 14] = [
    ("유닛", "뉴런"),
    ("테스트", "시험"),
    ("훈련하", "학습하"),
    ("훈련해", "학습해"),
    ("훈련시", "학습시"),
    ("훈련 중", "학습 중"),
    ("학습 데이터", "훈련 데이터"),
    ("학습 정확도", "훈련 정확도"),
    ("모멘트텀", "모멘텀"),
    ("1번째", "첫 번째"),
    ("이름이 조심스러워요", "조심해서 쓸 이름이에요"),
    ("검증의 노릇", "검증 데이터가 하는 일"),
    ("점칠 수 없는", "짐작할 수 없는"),
    ("마음대로 지우", "무작위로 지우"),
];

/// Files that name such words for other reasons: names of people's own files.
const EXCEPT: [&str; 1] = ["src/engine/data/pairs.rs"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    found
}

fn lessons() -> Vec<(PathBuf, String)> {
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    files(&root().join("www/lessons/ko"), &["md"]).into_iter().map(read).collect()
}

fn is_korean(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

#[test]
fn one_word_stands_for_one_thing() {
    let mut sources = files(&root().join("src"), &["rs"]);
    sources.extend(files(&root().join("www"), &["md", "html", "js", "toml"]));
    let mut wrong = Vec::new();
    for path in sources {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if EXCEPT.contains(&name.as_str()) {
            continue;
        }
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            for (word, right) in REJECTED.iter().filter(|(word, _)| line.contains(word)) {
                wrong.push(format!("{name}:{}: {word}, say {right}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn methods_have_their_korean_names() {
    let mut wrong = Vec::new();
    for (path, source) in lessons().iter().filter(|(path, _)| !path.ends_with("api.md")) {
        for (number, line) in source.lines().enumerate() {
            // People, titles of papers and code keep their letters.
            let prose = line.split('`').step_by(2).collect::<String>();
            let named = ["Momentum", "Nesterov의", "Nesterov는", "Nesterov를", "Nesterov가", "[Nesterov]"];
            if !line.starts_with("참고") && named.iter().any(|name| prose.contains(name)) {
                wrong.push(format!("{}:{}: {line}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Particles that have two forms, as they end a word.
const PARTICLES: [&str; 12] =
    ["은", "는", "을", "를", "이", "가", "과", "와", "으로", "로", "이에요", "예요"];

#[test]
fn particles_after_numbers_and_names_fit() {
    let mut wrong = Vec::new();
    for (path, source) in lessons() {
        for (number, line) in source.lines().enumerate() {
            let starts = line.char_indices().filter(|&(at, c)| {
                is_korean(c)
                    && line[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '%')
            });
            for (at, _) in starts {
                let run: String = line[at..].chars().take_while(|&c| is_korean(c)).collect();
                if PARTICLES.contains(&run.as_str()) && !josa::fits(&line[..at], &run) {
                    let before: String =
                        line[..at].chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
                    wrong.push(format!("{}:{}: …{before}{run}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_particle_is_left_in_brackets_in_what_figures_say() {
    use training_lab::experiment::{IDS, catalog};
    use training_lab::text::Lang;
    for id in IDS {
        let figure = catalog(id).unwrap();
        let said = josa::settle(&figure.summary(figure.timeline().last(), Lang::Ko));
        let left = said.split('[').skip(1).any(|after| after.chars().next().is_some_and(is_korean));
        assert!(!left, "{id}: {said}");
    }
}
