//! Numbers as people write them in a field or a link: `0.19`, `.19`, `0,19`, `1.9e-1`, `０．１９`.

use super::decimal;
use crate::text::Lang;

/// The number that is meant, if only one can be. A comma is a decimal comma; before exactly
/// three digits it may as well part thousands, and then nothing is taken.
pub fn read(given: &str) -> Option<f64> {
    let plain = plain(given);
    let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (plain.as_str(), None),
    };
    if exponent.is_some_and(|exponent| !is_digits(unsigned(exponent))) {
        return None;
    }
    let (whole, part) = halves(unsigned(mantissa));
    let is_written = |digits: &str| digits.is_empty() || is_digits(digits);
    if !is_written(whole) || !is_written(part) || (whole.is_empty() && part.is_empty()) || parts(&plain) {
        return None;
    }
    let number = decimal(&plain.replace(',', "."))?;
    number.is_finite().then_some(number)
}

/// What to write instead, where a comma was not taken: a sentence to follow another.
pub fn hint(given: &str, lang: Lang) -> Option<String> {
    let plain = plain(given);
    let numeric = plain.chars().all(|c| c.is_ascii_digit() || "+-.,eE".contains(c));
    if !numeric || !plain.contains(',') {
        return None;
    }
    let point = plain.replace(',', ".");
    Some(if parts(&plain) && decimal(&point).is_some() {
        let joined = plain.replace(',', "");
        lang.pick(
            format!(
                "쉼표를 소수점으로도 천 단위 구분으로도 읽을 수 있어요. {point} 또는 {joined}처럼 써 주세요."
            ),
            format!(" The comma may be a decimal point or part thousands: write {point} or {joined}."),
        )
    } else {
        lang.pick(
            " 쉼표는 소수점으로 읽어요. 천 단위는 띄우지 말고 숫자만 이어 써 주세요.",
            " A comma is read as a decimal point: write thousands without separators.",
        )
        .to_owned()
    })
}

/// Full-width characters, as Korean and Japanese keyboards write them, and the true minus
/// sign become ASCII.
fn plain(given: &str) -> String {
    let ascii = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '−' => '-',
        _ => c,
    };
    given.trim().chars().map(ascii).collect()
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

/// What stands before the decimal point and what after it.
fn halves(mantissa: &str) -> (&str, &str) {
    mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a comma may part thousands: `1,000` and `12,500`, but not `0,125`, which nobody
/// would write for 125.
fn parts(plain: &str) -> bool {
    let Some((whole, part)) = unsigned(plain).split_once(',') else { return false };
    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && is_digits(part) && part.len() == 3
}
