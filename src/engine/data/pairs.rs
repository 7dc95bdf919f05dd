//! Which labels belong to which images, and which of two pairs trains.
//!
//! A pair is known by its counts. Where they are equal the names tell: what is left of a name
//! without the words for images, labels and the format, such as `train` and `t10k`.

use super::idx::Images;
use super::refusal::Error;

/// Images and their labels, with the names of the files.
#[derive(Clone, Debug)]
pub struct Pair {
    pub names: [String; 2],
    pub images: Images,
    pub labels: Vec<u8>,
}

/// Files of images with their names.
pub type ImageFiles = Vec<(String, Images)>;
/// Files of labels with their names.
pub type LabelFiles = Vec<(String, Vec<u8>)>;

/// What a name says of a pair's purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Train,
    Test,
}

/// Pairs as many files of images as of labels; the one for training first.
pub fn pair(images: ImageFiles, mut labels: LabelFiles) -> Result<Vec<Pair>, Error> {
    let mut pairs = Vec::with_capacity(images.len());
    let alike = |a: &(String, Images), b: &(String, Images)| a.1.count == b.1.count;
    let ambiguous = images.iter().enumerate().any(|(i, a)| images[..i].iter().any(|b| alike(a, b)));
    let names: Vec<String> = images.iter().map(|(name, _)| name.clone()).collect();
    for (name, images) in images {
        let fits = |labels: &(String, Vec<u8>)| labels.1.len() == images.count;
        if !labels.iter().any(fits) {
            return Err(Error::Unpaired { name, images: images.count });
        }
        let found = if ambiguous {
            labels.iter().position(|labels| fits(labels) && belong(&name, &labels.0, &names))
        } else {
            labels.iter().position(fits)
        };
        let Some(index) = found else { return Err(Error::Ambiguous { images: images.count }) };
        let (label_name, labels) = labels.remove(index);
        pairs.push(Pair { names: [name, label_name], images, labels });
    }
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.labels.len()));
    if let [first, second] = &pairs[..]
        && (first.role(), second.role()) == (Some(Role::Test), Some(Role::Train))
    {
        pairs.reverse();
    }
    Ok(pairs)
}

impl Pair {
    /// None if the names of the two files do not agree.
    fn role(&self) -> Option<Role> {
        let [images, labels] = self.names.each_ref().map(|name| role(name));
        if images == labels { images } else { None }
    }
}

/// Whether the labels' name goes with this name of images and with no other.
fn belong(images: &str, labels: &str, all: &[String]) -> bool {
    let only = |same: &dyn Fn(&str) -> bool| all.iter().filter(|name| same(name)).count() == 1;
    let (stem, purpose) = (stem(labels), role(labels));
    if only(&|name| self::stem(name) == stem) {
        return self::stem(images) == stem;
    }
    purpose.is_some() && role(images) == purpose && only(&|name| role(name) == purpose)
}

/// The words of a name that do not tell images from labels.
fn words(name: &str) -> Vec<String> {
    // Of capital letters and of what separates words only ASCII's: Unicode's tables for that weigh
    // more than this whole room, and no word here needs them.
    let mut rest = name.to_ascii_lowercase();
    for word in ["images", "image", "labels", "label", "이미지", "레이블", "라벨", "idx3", "idx1", "ubyte"]
    {
        rest = rest.replace(word, " ");
    }
    let words = rest.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    words.filter(|word| !matches!(*word, "" | "x" | "y" | "gz" | "idx")).map(str::to_owned).collect()
}

fn stem(name: &str) -> String {
    words(name).join(" ")
}

fn role(name: &str) -> Option<Role> {
    let words = words(name);
    let says = |roles: &[&str]| words.iter().any(|word| roles.iter().any(|role| word.starts_with(role)));
    match (says(&["train", "학습", "훈련"]), says(&["test", "t10k", "val", "시험", "테스트", "검증"]))
    {
        (true, false) => Some(Role::Train),
        (false, true) => Some(Role::Test),
        _ => None,
    }
}
