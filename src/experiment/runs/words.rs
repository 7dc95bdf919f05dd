//! What training figures say in numbers and sentences.

use super::Runs;
use super::record::Record;
use crate::experiment::job::State;
use crate::experiment::{Reading, Readings, shown};
use crate::text::Lang;

/// What the sentence under a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// Which run has the highest test accuracy.
    Best,
    /// How far training and test accuracy lie apart.
    Gap,
    /// How many weight scales train with batch norm, and how many without.
    Scales,
}

/// The training accuracy from which a run of figure 6-19 counts as trained.
const TRAINED: f32 = 0.5;

pub fn readings(runs: &Runs, lang: Lang) -> Readings {
    let tested = runs.lesson.watch.test > 0;
    let mut columns = match lang {
        Lang::Ko => vec!["상태", "반복", "손실", "훈련 정확도"],
        Lang::En => vec!["state", "iteration", "loss", "training accuracy"],
    };
    if tested {
        columns.push(lang.pick("시험 정확도", "test accuracy"));
    }
    columns.push(lang.pick("계산 시간(초)", "computing (s)"));
    let row = |record: &Record| {
        let share = |value: Option<f32>| value.map_or("–".to_owned(), percent);
        let loss = record.loss(true).last().map_or("–".to_owned(), |point| shown_loss(point.1));
        let mut values = vec![record.state.words(lang), record.iteration.to_string(), loss];
        values.push(share(record.newest(|mark| mark.train).map(|e| e.accuracy)));
        if tested {
            values.push(share(record.newest(|mark| mark.test).map(|e| e.accuracy)));
        }
        // Runs of the site builder carry no time: it would be another machine's.
        let timed = record.seconds > 0.0;
        values.push(if timed { format!("{:.1}", record.seconds) } else { "–".to_owned() });
        Reading { symbol: record.arm.label(lang, record.round), values }
    };
    Readings {
        columns: columns.into_iter().map(str::to_owned).collect(),
        rows: runs.records.iter().map(row).collect(),
    }
}

pub fn summary(runs: &Runs, lang: Lang) -> String {
    let here: Vec<_> = runs.records.iter().filter(|record| record.round == runs.round).collect();
    if here.is_empty() {
        return lang
            .pick(
                "아직 훈련하지 않았어요. 학습 시작을 누르면 바로 여기에서 진짜 MNIST로 훈련해요.",
                "Nothing is trained yet. Press Train to train on real MNIST, right here.",
            )
            .to_owned();
    }
    let mut sentences: Vec<String> = here.iter().filter_map(|record| trouble(record, lang)).collect();
    sentences.extend(match runs.lesson.summary {
        Summary::Best => best(&here, lang),
        Summary::Gap => gap(&here, lang),
        Summary::Scales => scales(&here, lang),
    });
    sentences.join(" ")
}

fn trouble(record: &Record, lang: Lang) -> Option<String> {
    let name = record.arm.label(lang, record.round);
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
    let (name, accuracy) = (record.arm.label(lang, record.round), percent(accuracy));
    Some(lang.pick(
        format!("지금 시험 정확도가 가장 높은 것은 {name}, {accuracy}예요."),
        format!("{name} has the highest test accuracy now, {accuracy}."),
    ))
}

fn gap(here: &[&Record], lang: Lang) -> Option<String> {
    let sentence = |record: &&Record| {
        let train = record.newest(|mark| mark.train)?.accuracy;
        let test = record.newest(|mark| mark.test)?.accuracy;
        let (name, apart) = (record.arm.label(lang, record.round), 100.0 * (train - test));
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
        scores.filter(|score| score.accuracy > TRAINED).count()
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
