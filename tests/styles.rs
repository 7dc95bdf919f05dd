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
            let asked = sheet.find(&format!("{around}:has("));
            let line = asked.map(|at| sheet[..at].lines().count());
            assert_eq!(line, None, "{file}: {around} is asked what is in it, with every frame");
        }
    }
}
