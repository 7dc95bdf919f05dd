//! What training figures say in numbers and sentences.

use super::facts::TRAINED;
use super::lesson::Summary;
use super::record::Record;
use super::state::Runs;
use crate::experiment::drawn::DRAWN;
use crate::experiment::{Reading, Readings, difference, shown};
use crate::text::Lang;
use crate::training::job::State;

pub fn readings(runs: &Runs, lang: Lang) -> Readings {
    let (tested, penalised) = (runs.lesson.watch.test > 0, runs.lesson.penalised);
    let mut columns =
        vec![lang.pick("상태", "state"), lang.pick("반복", "iteration"), lang.pick("손실", "loss")];
    if penalised {
        columns.push(lang.pick("벌점", "penalty"));
    }
    columns.push(lang.pick("훈련 정확도", "training accuracy"));
    if tested {
        columns.push(lang.pick("시험 정확도", "test accuracy"));
    }
    columns.push(lang.pick("계산 시간(초)", "computing (s)"));
    let row = |record: &Record| {
        let or_dash = |value: Option<String>| value.unwrap_or("–".to_owned());
        let mut values = vec![record.state.words(lang), record.iteration.to_string()];
        values.push(or_dash(record.newest_loss().map(shown_loss)));
        if penalised {
            // Of a loss without a penalty there is none to tell.
            let penalty = record.newest(|mark| (mark.penalty > 0.0).then_some(mark.penalty));
            values.push(or_dash(penalty.map(|penalty| shown_loss(penalty.into()))));
        }
        values.push(or_dash(record.newest(|mark| mark.train).map(|e| percent(e.accuracy))));
        if tested {
            values.push(or_dash(record.newest(|mark| mark.test).map(|e| percent(e.accuracy))));
        }
        // Runs of the site builder carry no time: it would be another machine's.
        values.push(or_dash((record.seconds > 0.0).then(|| format!("{:.1}", record.seconds))));
        Reading::new(record.name.get(lang), values)
    };
    // What the reader trained comes before what it is compared with.
    let rows = runs.records.iter().chain(runs.beside()).map(row).collect();
    Readings::new(columns, rows)
}

pub fn summary(runs: &Runs, lang: Lang) -> String {
    let here: Vec<_> = runs.records.iter().filter(|record| record.round == runs.round).collect();
    if !here.is_empty() {
        return outcome(runs, &here, lang);
    }
    if !runs.shows_defaults() || runs.defaults.is_empty() {
        return beginning(runs, lang);
    }
    format!("{} {}", DRAWN.get(lang), outcome(runs, &runs.defaults.iter().collect::<Vec<_>>(), lang))
}

/// What a press of the start button will do, before there was one.
fn beginning(runs: &Runs, lang: Lang) -> String {
    let changed =
        difference::changed(&runs.settings).map(|(control, value)| difference::full(control, value, lang));
    let changed = changed.collect::<Vec<_>>().join(", ");
    let mut sentence = if changed.is_empty() {
        lang.pick(
            "아직 학습하지 않았어요. ‘학습 시작’을 누르면 바로 여기에서 진짜 MNIST로 학습해요.".to_owned(),
            "Nothing is trained yet. Press Train to train on real MNIST, right here.".to_owned(),
        )
    } else {
        lang.pick(
            format!(
                "이 설정으로는 아직 학습하지 않았어요({changed}). ‘학습 시작’을 누르면 바로 여기에서 진짜 MNIST로 학습해요. \
                 같은 설정은 언제나 같은 곡선을 그려요."
            ),
            format!(
                "Nothing is trained with these settings yet ({changed}). Press Train to train on real MNIST, right here: \
                 the same settings always give the same curves."
            ),
        )
    };
    if !runs.defaults.is_empty() {
        sentence += lang.pick(
            " 회색은 견주어 볼 기본값의 결과예요.",
            " In grey, to compare with, is what came of the defaults.",
        );
    }
    sentence
}

fn outcome(runs: &Runs, here: &[&Record], lang: Lang) -> String {
    let mut sentences: Vec<String> = here.iter().filter_map(|record| trouble(record, lang)).collect();
    sentences.extend(match runs.lesson.summary {
        Summary::Best => best(here, lang),
        Summary::Gap => gap(here, lang),
        Summary::Scales => scales(here, lang),
    });
    sentences.join(" ")
}

fn trouble(record: &Record, lang: Lang) -> Option<String> {
    let name = record.name.get(lang);
    match record.state {
        State::Diverged(step) => Some(lang.pick(
            format!("{name}: {step}번째 반복에서 발산했어요."),
            format!("{name} diverged at step {step}."),
        )),
        State::Failed(ref why) if !why.is_empty() => Some(format!("{name}: {why}")),
        _ => None,
    }
}

fn best(here: &[&Record], lang: Lang) -> Option<String> {
    let tested = here.iter().filter_map(|record| Some((record.newest(|mark| mark.test)?.accuracy, record)));
    let (accuracy, record) = tested.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (name, accuracy) = (record.name.get(lang), percent(accuracy));
    Some(lang.pick(
        format!("지금 시험 정확도가 가장 높은 것은 {name}, {accuracy}[이에요]."),
        format!("{name} has the highest test accuracy now, {accuracy}."),
    ))
}

fn gap(here: &[&Record], lang: Lang) -> Option<String> {
    let sentence = |record: &&Record| {
        let train = record.newest(|mark| mark.train)?.accuracy;
        let test = record.newest(|mark| mark.test)?.accuracy;
        let (name, apart) = (record.name.get(lang), 100.0 * (train - test));
        let (train, test) = (percent(train), percent(test));
        Some(lang.pick(
            format!("{name}: 훈련 {train}, 시험 {test}, 차이 {apart:.1} %p."),
            format!("{name}: training {train}, test {test}, {apart:.1} points apart."),
        ))
    };
    let sentences: Vec<String> = here.iter().filter_map(sentence).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn scales(here: &[&Record], lang: Lang) -> Option<String> {
    let count = |batch_norm: bool| {
        let runs = here.iter().filter(|record| record.arm.config.batch_norm == batch_norm);
        let scores = runs.filter_map(|record| record.newest(|mark| mark.train));
        scores.filter(|score| f64::from(score.accuracy) > TRAINED).count()
    };
    let all = here.len() / 2;
    let (with, without) = (count(true), count(false));
    Some(lang.pick(
        format!(
            "훈련 정확도가 50 %를 넘은 σ는 배치 정규화가 있으면 {all}가지 중 {with}가지, 없으면 {without}가지예요."
        ),
        format!("Of {all} scales, {with} are over 50 % training accuracy with batch norm and {without} without."),
    ))
}

fn percent(share: f32) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Three digits: a minibatch's loss carries no more.
fn shown_loss(loss: f64) -> String {
    if (0.001..100.0).contains(&loss) { format!("{loss:.3}") } else { shown(loss) }
}
