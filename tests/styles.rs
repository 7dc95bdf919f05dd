//! What the style sheets must not ask.

use std::fs;

/// A walk writes its numbers into the page with every frame. Where `:has()` is asked of something
/// around all of the page, each of them has every element in it styled anew: 500 on a lesson, ten
/// milliseconds a frame. The templates know what is in their parts, and say it with a class.
#[test]
fn nothing_around_the_whole_page_is_asked_what_is_in_it() {
    for file in ["www/style.css", "www/stage.css"] {
        let sheet = fs::read_to_string(file).unwrap();
        for around in [".scenes", ".scene", ".stage", "main", "body"] {
            for asked in sheet.match_indices(&format!("{around}:has(")) {
                let line = sheet[..asked.0].lines().count();
                panic!("{file}:{line}: `{}` is asked of every element in it, with every frame", asked.1);
            }
        }
    }
}
