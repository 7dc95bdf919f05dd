//! A number as a student types it: `0.19`, `.19`, `0,19`, `1.9e-1`, `1.9 × 10⁻¹`, `−0,5`, `19 %`.

use crate::experiment::number;
use crate::text::Lang;

/// The number that is meant, or a sentence that says what to write instead. `units` are what may
/// stand behind it.
pub fn typed(given: &str, units: &[&str], lang: Lang) -> Result<f64, String> {
    let given = given.trim();
    if given.is_empty() {
        return Err(lang
            .pick("0.19처럼 수를 하나 써 주세요.", "Write a number, for example 0.19.")
            .to_owned());
    }
    let bare = units.iter().filter(|unit| !unit.is_empty()).find_map(|unit| given.strip_suffix(unit));
    let bare = bare.unwrap_or(given).trim_end();
    number::read(&powers(bare)).ok_or_else(|| refusal(bare, lang))
}

fn refusal(given: &str, lang: Lang) -> String {
    if let Some(hint) = number::hint(given, lang) {
        return hint.trim_start().to_owned();
    }
    let shown: String = given.chars().take(40).collect();
    if given.contains('/') {
        return lang.pick(
            format!("‘{shown}’: 분수는 0.5처럼 나눗셈을 마친 소수로 써 주세요."),
            format!("‘{shown}’: write a fraction as a decimal number, for example 0.5."),
        );
    }
    lang.pick(
        format!("‘{shown}’: 수로 읽을 수 없어요. 0.19, 0,19, 1.9e-1처럼 써 주세요."),
        format!("‘{shown}’ cannot be read as a number. Write it as 0.19, 0,19 or 1.9e-1."),
    )
}

/// `1.9 × 10⁻¹` and `1.9*10^-1` become `1.9e-1`; a space that parts sign and digits goes.
fn powers(given: &str) -> String {
    let joined: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    let power = ["×10", "x10", "X10", "*10", "·10"].iter().find_map(|ten| joined.split_once(ten));
    match power {
        Some((mantissa, exponent)) if !exponent.is_empty() => {
            let exponent: String = exponent.trim_start_matches('^').chars().map(lowered).collect();
            format!("{mantissa}e{exponent}")
        }
        _ if is_parted(given) => given.to_owned(),
        _ => joined,
    }
}

/// Digits with a space between them are two numbers, or thousands that cannot be told from them.
fn is_parted(given: &str) -> bool {
    let words: Vec<&str> = given.split_whitespace().collect();
    words.windows(2).any(|pair| pair.iter().all(|word| word.contains(|c: char| c.is_ascii_digit())))
}

fn lowered(c: char) -> char {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    match c {
        '⁻' => '-',
        _ => RAISED
            .chars()
            .zip('0'..='9')
            .find_map(|(raised, digit)| (raised == c).then_some(digit))
            .unwrap_or(c),
    }
}
