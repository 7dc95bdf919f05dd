//! Korean particles that follow what they are put after: 33이에요, 0.04794예요, Adam은, 모멘텀은.
//!
//! A sentence marks the place with the form that follows a consonant, in brackets:
//! `{name}[은] {step}[으로]`; [`settle`] writes the right form of each.

/// Forms after a consonant and after a vowel. Whatever else begins with 이 loses it after a
/// vowel: 이고, 이라, 이며.
const FORMS: [(&str, &str); 9] = [
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
    ("이에요", "예요"),
    ("이어서", "여서"),
    ("이었", "였"),
    ("이어도", "여도"),
];

/// Names in Latin letters whose end is not read as their last letter, in their reading's last syllable.
const NAMES: [(&str, char); 17] = [
    ("Adam", '담'),
    ("AdamW", '유'),
    ("RMSProp", '롭'),
    ("AdaGrad", '드'),
    ("Glorot", '로'),
    ("Xavier", '르'),
    ("He", '허'),
    ("tanh", '치'),
    ("sigmoid", '드'),
    ("NumPy", '이'),
    ("MNIST", '트'),
    ("Python", '썬'),
    ("JavaScript", '트'),
    ("log", '그'),
    ("std", '디'),
    ("Rust", '트'),
    ("Kuzushiji", '지'),
];

/// How a word ends when it is read aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Vowel,
    /// 로 follows it as it follows a vowel.
    Rieul,
    Consonant,
}

/// Writes every particle in brackets in the form that fits what stands before it.
/// A bracket that holds no particle stays.
pub fn settle(text: &str) -> String {
    let mut pieces = text.split('[');
    let mut settled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let read = piece.split_once(']');
        match read.and_then(|(form, next)| Some((particle(form, ending(&settled))?, next))) {
            Some((particle, next)) => settled.extend([&particle, next]),
            None => settled.extend(["[", piece]),
        }
    }
    settled
}

/// A particle in the form that fits; `None` if it is none.
fn particle(form: &str, end: End) -> Option<String> {
    let bare = form.strip_prefix('이').filter(|bare| bare.chars().all(is_syllable));
    let (consonant, vowel) = match (FORMS.iter().find(|(consonant, _)| *consonant == form), bare) {
        (Some(&forms), _) => forms,
        (None, Some(bare)) => (form, bare),
        (None, None) => return None,
    };
    let as_vowel = end == End::Vowel || (end == End::Rieul && consonant == "으로");
    Some(if as_vowel { vowel } else { consonant }.to_owned())
}

/// Whether `particle` is the right form after `word`; true if it is no particle.
pub fn fits(word: &str, particle: &str) -> bool {
    let forms = FORMS.iter().find(|(consonant, vowel)| [*consonant, *vowel].contains(&particle));
    forms.is_none_or(|(consonant, _)| self::particle(consonant, ending(word)).as_deref() == Some(particle))
}

fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// The end of the last word that is read aloud: closing brackets, quotes and signs of Markdown
/// and of formulas are not.
fn ending(text: &str) -> End {
    let text = text.trim_end_matches(|c: char| !is_spoken(c));
    // 1/2 is read 이분의 일.
    let whole = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let numerator =
        whole.strip_suffix('/').filter(|rest| whole != text && rest.ends_with(|c: char| c.is_ascii_digit()));
    let text = numerator.unwrap_or(text);
    let Some(last) = text.chars().next_back() else { return End::Vowel };
    let start = text.bytes().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    let name = &text.as_bytes()[start..];
    let syllable = NAMES.iter().find(|(known, _)| known.as_bytes() == name).map(|(_, syllable)| *syllable);
    of_syllable(syllable.unwrap_or_else(|| read_as(last)))
}

/// Letters, digits and what has a name; by hand, as a table of all the world's letters is larger
/// than the rest of this.
fn is_spoken(c: char) -> bool {
    match c {
        '%' | '°' | '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' => true,
        _ => c.is_ascii_alphanumeric() || is_syllable(c) || ('À'..='Ͽ').contains(&c),
    }
}

fn of_syllable(syllable: char) -> End {
    if !is_syllable(syllable) {
        return End::Vowel;
    }
    match (u32::from(syllable) - u32::from('가')) % 28 {
        0 => End::Vowel,
        8 => End::Rieul,
        _ => End::Consonant,
    }
}

/// The last syllable of how a sign is read.
fn read_as(sign: char) -> char {
    match sign {
        // Ten, a hundred and a thousand end in consonants too.
        '0' => '영',
        '1' | '7' | '8' => '일',
        '2' | '4' | '5' | '9' => '이',
        '3' => '삼',
        '6' => '육',
        '%' => '트',
        // …제곱, …승
        '²' | '³' | '⁰' | '¹' | '⁴'..='⁹' => '곱',
        'l' | 'L' | 'r' | 'R' => '엘',
        'm' | 'M' | 'n' | 'N' => '엠',
        'ε' | 'ϵ' => '론',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{fits, settle};

    #[test]
    fn particles_follow_numbers_as_they_are_read() {
        for (given, right) in [
            ("33[이에요]", "33이에요"),
            ("0.04794[이에요]", "0.04794예요"),
            ("0.86[이고]", "0.86이고"),
            ("0.85[이고]", "0.85고"),
            ("300[은]", "300은"),
            ("10[으로]", "10으로"),
            ("1.7[으로]", "1.7로"),
            ("−3[으로]", "−3으로"),
            ("95.4 %[이에요]", "95.4 %예요"),
            ("(0.90, 0.09)[이에요]", "(0.90, 0.09)예요"),
            ("10⁻³[이라]", "10⁻³이라"),
            ("1/2[은]", "1/2은"),
            ("2[와] 3[과] 6[을]", "2[와] 3과 6을"),
        ] {
            assert_eq!(settle(given), right);
        }
    }

    #[test]
    fn particles_follow_names_as_they_are_read() {
        for (given, right) in [
            ("Adam[은]", "Adam은"),
            ("AdamW[은]", "AdamW는"),
            ("SGD[이]", "SGD가"),
            ("RMSProp[을]", "RMSProp을"),
            ("AdaGrad[과]", "AdaGrad와"),
            ("AdaDelta[은]", "AdaDelta는"),
            ("모멘텀[은]", "모멘텀은"),
            ("네스테로프[은]", "네스테로프는"),
            ("ε[을] λ[을]", "ε을 λ를"),
            ("**Xavier**[이에요]", "**Xavier**예요"),
            ("학습률[으로]", "학습률로"),
        ] {
            assert_eq!(settle(given), right);
        }
    }

    #[test]
    fn a_bracket_without_a_particle_stays() {
        for text in ["[모멘텀](momentum.html)", "RMS[g]", "U[-a, a]", "[", "끝 [이"] {
            assert_eq!(settle(text), text);
        }
    }

    #[test]
    fn a_wrong_form_is_known() {
        assert!(fits("33", "이에요") && !fits("33", "예요"));
        assert!(fits("Adam", "은") && !fits("SGD", "은"));
        assert!(fits("30", "걸음"));
    }
}
