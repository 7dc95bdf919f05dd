//! The declarations of the JavaScript API, and the API page's examples, before TypeScript.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The page's examples are JavaScript: they have no types of their own.
const OPTIONS: &str = "--noEmit --pretty false --allowJs --checkJs --strict --noImplicitAny false \
    --useUnknownInCatchVariables false --target es2022 --module es2022 --moduleResolution bundler \
    --lib es2022,dom";

fn examples(page: &str) -> impl Iterator<Item = &str> {
    page.split("```js run\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0))
}

#[test]
fn typescript_takes_the_examples_and_refuses_what_the_module_refuses() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("types");
    fs::create_dir_all(&place).unwrap();
    fs::copy("www/training-lab.d.ts", place.join("training-lab.d.ts")).unwrap();
    for lang in ["ko", "en"] {
        let page = fs::read_to_string(format!("www/lessons/{lang}/api.md")).unwrap();
        let mut files = vec!["training-lab.d.ts".to_owned()];
        for (index, example) in examples(&page).enumerate() {
            let name = format!("{lang}-{index}.js");
            fs::write(place.join(&name), example).unwrap();
            files.push(name);
        }
        assert!(files.len() > 5, "{files:?}");

        let program = fs::canonicalize("node_modules/.bin/tsc").expect("typescript: run `make setup`");
        let checked = Command::new("node")
            .arg(program)
            .args(OPTIONS.split_whitespace())
            .args(&files)
            .current_dir(&place)
            .output()
            .expect("node");
        let said = String::from_utf8(checked.stdout).unwrap();
        // `ko-4.js(6,23): error TS2345: …`; further lines explain and are indented.
        let faults: Vec<&str> = said.lines().filter(|line| !line.starts_with(' ')).collect();
        // A list of names is to TypeScript a list of any strings; in the example of errors a
        // wrong name and a wrong option are what types can see.
        let words = ["'OptimizerName'", "\"adamm\"", "'learningRate'"];
        let expected =
            faults.len() == words.len() && faults.iter().zip(words).all(|(f, word)| f.contains(word));
        assert!(expected, "{lang}:\n{said}");
    }
}
