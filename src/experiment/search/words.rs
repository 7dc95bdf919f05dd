//! What the search says in numbers and sentences.

use super::state::{BEST, Search};
use super::verdict::short;
use crate::experiment::drawn::DRAWN;
use crate::experiment::{Reading, Readings, difference};
use crate::text::Lang;
use crate::training::job::State;

pub fn readings(search: &Search, lang: Lang) -> Readings {
    let columns = match lang {
        Lang::Ko => ["검증 정확도", "시험 정확도(1등만)", "학습률 η", "가중치 감소 λ", "반복", "상태"],
        Lang::En => [
            "validation accuracy",
            "test accuracy (winner only)",
            "learning rate η",
            "weight decay λ",
            "iteration",
            "state",
        ],
    };
    let winner = search.winner().map(|trial| trial.id);
    let share = |accuracy: Option<f64>| accuracy.map_or("–".to_owned(), percent);
    let ranked = search.showing().map(|round| search.ranked(round)).unwrap_or_default();
    let row = |(rank, trial): (usize, &&super::Trial)| {
        let values = [
            share(trial.accuracy()),
            share(trial.test_accuracy().filter(|_| rank == 0 && winner == Some(trial.id))),
            short(trial.learning_rate),
            short(trial.l2),
            trial.iteration.to_string(),
            trial.state.words(lang),
        ];
        Reading::new((rank + 1).to_string(), values)
    };
    Readings::new(columns, ranked.iter().take(BEST).enumerate().map(row).collect())
}

pub fn summary(search: &Search, lang: Lang) -> String {
    let Some(round) = search.showing() else { return beginning(search, lang) };
    let ranked = search.ranked(round);
    let Some(best) = ranked.first() else { return beginning(search, lang) };
    let (all, over) = (ranked.len(), ranked.iter().filter(|trial| trial.state.is_over()).count());
    let mut rates: Vec<u64> = ranked.iter().map(|trial| trial.learning_rate.to_bits()).collect();
    rates.sort_unstable();
    rates.dedup();
    let rates = rates.len();
    let mut sentences = vec![match round {
        0 => {
            let drawn = DRAWN.get(lang);
            lang.pick(
                format!("{drawn} 시도 {all}개, 서로 다른 학습률 {rates}가지예요."),
                format!("{drawn} {all} trials of {rates} different learning rates."),
            )
        }
        _ => lang.pick(
            format!(
                "{round}번째 탐색: 시도 {all}개 중 {over}개가 끝났어요. 서로 다른 학습률을 {rates}가지 시도해요."
            ),
            format!("Round {round}: {over} of {all} trials are over; they try {rates} different learning rates."),
        ),
    }];
    let diverged = ranked.iter().filter(|trial| matches!(trial.state, State::Diverged(_))).count();
    if diverged > 0 {
        sentences.push(lang.pick(
            format!("발산해서 점수가 없는 시도(×): {diverged}개."),
            format!("{diverged} diverged and have no score (×)."),
        ));
    }
    if let Some(accuracy) = best.accuracy() {
        let (accuracy, rate, l2) = (percent(accuracy), short(best.learning_rate), short(best.l2));
        sentences.push(match search.winner().and_then(|winner| winner.test_accuracy()) {
            Some(test) => {
                let test = percent(test);
                lang.pick(
                    format!(
                        "가장 좋은 것은 η = {rate}, λ = {l2}. 검증 정확도 {accuracy}[으로] 골랐고, 고른 뒤에 한 번 잰 시험 정확도는 {test}[이에요]."
                    ),
                    format!(
                        "The best has η = {rate}, λ = {l2}: chosen by its validation accuracy of {accuracy}, \
                         it has {test} on the test images, looked at once, after the choice."
                    ),
                )
            }
            None => lang.pick(
                format!("지금 가장 좋은 것은 η = {rate}, λ = {l2}. 검증 정확도는 {accuracy}[이에요]."),
                format!("The best so far has η = {rate}, λ = {l2} and a validation accuracy of {accuracy}."),
            ),
        });
    }
    if let Some((rates, decays, count)) = search.places() {
        sentences.push(rates.sentence(lang.pick("학습률", "Learning rate"), count, lang));
        sentences.push(decays.sentence(lang.pick("가중치 감소", "Weight decay"), count, lang));
    }
    if let Some((rates, decays)) = search.next_ranges() {
        let (rates, decays) = (rates.words(lang), decays.words(lang));
        sentences.push(lang.pick(
            format!("다음 범위 제안: η {rates}, λ {decays}."),
            format!("Proposed next: η {rates}, λ {decays}."),
        ));
    }
    sentences.join(" ")
}

/// What a press of the start button will do, before there was one.
fn beginning(search: &Search, lang: Lang) -> String {
    let changed = difference::changed(&search.settings);
    let changed: Vec<_> = changed.map(|(control, value)| difference::full(control, value, lang)).collect();
    let changed = changed.join(", ");
    let mut sentence = if changed.is_empty() {
        lang.pick(
            "아직 아무것도 시도하지 않았어요. ‘학습 시작’을 누르면 범위에서 뽑은 점마다 신경망을 하나씩 학습해요."
                .to_owned(),
            "Nothing is tried yet. Press Train to train one network for each point drawn from the ranges.".to_owned(),
        )
    } else {
        lang.pick(
            format!(
                "이 설정으로는 아직 아무것도 시도하지 않았어요({changed}). ‘학습 시작’을 누르면 범위에서 뽑은 점마다 \
                 신경망을 하나씩 학습해요. 같은 설정은 언제나 같은 결과를 내요."
            ),
            format!(
                "Nothing is tried with these settings yet ({changed}). Press Train to train one network for each point \
                 drawn from the ranges: the same settings always give the same results."
            ),
        )
    };
    if search.here(0).next().is_some() {
        sentence += lang.pick(
            " 옅은 것은 견주어 볼 기본값의 결과예요.",
            " What is faint, to compare with, came of the defaults.",
        );
    }
    sentence
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}
