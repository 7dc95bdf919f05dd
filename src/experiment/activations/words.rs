//! What an activations figure says in numbers and sentences.

use super::lessons::label;
use super::state::{Activations, Row};
use super::views;
use crate::experiment::{Reading, Readings, shown};
use crate::nn::Activation;
use crate::stack::Evened;
use crate::stack::{Layer, Show};
use crate::text::Lang;

impl Activations {
    pub(super) fn layer_readings(&self, lang: Lang) -> Readings {
        let layers = 1..=self.lesson.defaults.layers;
        let columns = layers.map(|layer| lang.pick(format!("{layer}층"), format!("layer {layer}"))).collect();
        let mut rows = Vec::new();
        for row in &self.rows {
            let value = |layer: &Layer, value: &dyn Fn(&Layer) -> String| {
                if layer.overflowed() { views::OVERFLOWED.get(lang).to_owned() } else { value(layer) }
            };
            let mut add = |name: &str, of: &dyn Fn(&Layer) -> String| {
                let symbol = match self.is_single() {
                    true => name.to_owned(),
                    false => format!("{} · {name}", self.name(row, lang)),
                };
                rows.push(Reading::new(symbol, row.stack.layers().iter().map(|layer| value(layer, of))));
            };
            add(lang.pick("평균", "mean"), &|layer| shown(layer.mean));
            add(lang.pick("표준편차", "std"), &|layer| shown(layer.std));
            if row.options.batch_norm {
                let evened = |which: fn(Evened) -> f64| {
                    move |layer: &Layer| layer.evened.map(which).map_or("–".to_owned(), shown)
                };
                add(lang.pick("표준편차, 정규화 전", "std before normalizing"), &evened(|e| e.before));
                add(lang.pick("표준편차, 정규화 뒤", "std after normalizing"), &evened(|e| e.after));
            }
            add(lang.pick("포화된 출력", "saturated outputs"), &|layer| percent(layer.saturated));
            add(lang.pick("죽은 뉴런", "dead units"), &|layer| percent(layer.dead));
        }
        Readings { columns, rows }
    }

    pub(super) fn depth_readings(&self, lang: Lang) -> Readings {
        let columns = match lang {
            Lang::Ko => ["출력 1층", "출력 끝 층", "기울기 끝 층", "기울기 1층"],
            Lang::En => ["output, first layer", "output, last", "gradient, last", "gradient, first"],
        };
        let row = |row: &Row| {
            let values = match (row.spread.first(), row.spread.last()) {
                (Some(first), Some(last)) => {
                    [first.activation, last.activation, last.gradient, first.gradient]
                        .map(|std| spread(std, lang))
                        .to_vec()
                }
                _ => Vec::new(),
            };
            Reading::new(label(row.options.init).get(lang), values)
        };
        Readings::new(columns, self.rows.iter().map(row).collect())
    }

    /// What one row shows, in a sentence.
    pub(super) fn sentence(&self, row: &Row, lang: Lang) -> String {
        let name = self.name(row, lang);
        if let Some(sentence) = row.overflow(name, lang) {
            return sentence;
        }
        if let (Some(first), Some(last)) = (row.spread.first(), row.spread.last()) {
            let [from, to] = [first.activation, last.activation].map(shown);
            let [down, up] = [first.gradient, last.gradient].map(shown);
            return lang.pick(
                format!("{name}: 출력의 표준편차는 1층 {from}에서 끝 층 {to}, 기울기는 끝 층 {up}에서 1층 {down}[이에요]."),
                format!("{name}: the outputs' std goes from {from} in the first layer to {to} in the last, the gradients' from {up} in the last to {down} in the first."),
            );
        }
        let (Some(first), Some(last)) = (row.stack.layers().first(), row.stack.layers().last()) else {
            return String::new();
        };
        let [from, to, mean] = [first.std, last.std, last.mean].map(shown);
        let saturated = percent(last.saturated);
        if row.options.show == Show::Gradients {
            return lang.pick(
                format!("{name}: 끝 층에서 {to}[이던] 기울기의 표준편차가 1층에서는 {from}[이에요]."),
                format!("{name}: gradients with a std of {to} in the last layer have {from} in the first."),
            );
        }
        let mut sentence = lang.pick(
            format!("{name}: 출력의 표준편차는 1층 {from}, 끝 층 {to}[이고], 끝 층의 평균은 {mean}[이에요]."),
            format!("{name}: the outputs' std is {from} in the first layer and {to} in the last, where the mean is {mean}."),
        );
        if row.options.activation != Activation::Relu && last.saturated > 0.2 {
            sentence += &lang.pick(
                format!(" 끝 층의 {saturated}[이] 양 끝에 몰려 포화했어요."),
                format!(" {saturated} of the last layer are piled up at the ends, saturated."),
            );
        }
        sentence + &evening(row, lang)
    }
}

impl Row {
    /// Says which layers grew beyond f32, if any did.
    fn overflow(&self, name: &str, lang: Lang) -> Option<String> {
        let deep = self.spread.iter().map(|s| !(s.activation.is_finite() && s.gradient.is_finite()));
        let layers = self.stack.layers().iter().map(Layer::overflowed);
        let all = deep.chain(layers.filter(|_| self.spread.is_empty()));
        let numbers: Vec<_> = (1..).zip(all).filter(|(_, over)| *over).map(|(n, _)| n.to_string()).collect();
        let numbers = numbers.join(", ");
        (!numbers.is_empty()).then(|| {
            lang.pick(
                format!("{name}: 값이 너무 커져 32비트 수의 범위를 넘은 층이 있어요(넘침): {numbers}층."),
                format!("{name}: values overflowed, beyond the range of 32-bit numbers, in these layers: {numbers}."),
            )
        })
    }
}

/// A standard deviation, or that there is none.
fn spread(std: f64, lang: Lang) -> String {
    if std.is_finite() { shown(std) } else { views::OVERFLOWED.get(lang).to_owned() }
}

/// What batch norm did in a row's first and last layer; nothing without it.
fn evening(row: &Row, lang: Lang) -> String {
    let layers = row.stack.layers();
    let [Some(first), Some(last)] = [layers.first(), layers.last()].map(|layer| layer?.evened) else {
        return String::new();
    };
    let [from, to] = [first.before, last.before].map(shown);
    let [then, now] = [first.after, last.after].map(shown);
    lang.pick(
        format!(" 활성화 함수에 들어가는 값의 표준편차는 배치 정규화 전에 1층 {from}, 끝 층 {to}, 배치 정규화 뒤에 1층 {then}, 끝 층 {now}[이에요]."),
        format!(" Batch norm takes what enters the activation from a std of {from} in the first layer and {to} in the last to {then} and {now}."),
    )
}

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}
