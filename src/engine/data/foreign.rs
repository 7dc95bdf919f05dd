//! Files that are no IDX but lie under a data file's name: what they are, and what to do.
//!
//! A download that went wrong leaves a web page or a pointer; other files hold the images in
//! another form. Each is known by its first bytes.

use crate::text::Text;

/// What a file is instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Empty,
    WebPage,
    LfsPointer,
    Zip,
    Npz,
    Npy,
    Picture,
    Tar,
    /// xz, bzip2, zstd, 7z, RAR.
    Packed,
    GzipTwice,
    Matlab,
    /// HDF5, Parquet, pickle.
    Table,
    Csv,
    Json,
    Pdf,
    /// Any other text.
    Text,
}

const LFS: &[u8] = b"version https://git-lfs";

/// The first bytes of what is known by them.
const MAGIC: &[(&[u8], Kind)] = &[
    (LFS, Kind::LfsPointer),
    (b"\x93NUMPY", Kind::Npy),
    (b"\x89PNG", Kind::Picture),
    (b"\xff\xd8\xff", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"RIFF", Kind::Picture),
    (b"II*\0", Kind::Picture),
    (b"MM\0*", Kind::Picture),
    (b"\xfd7zXZ\0", Kind::Packed),
    (b"BZh", Kind::Packed),
    (b"\x28\xb5\x2f\xfd", Kind::Packed),
    (b"7z\xbc\xaf\x27\x1c", Kind::Packed),
    (b"Rar!", Kind::Packed),
    (b"\x1f\x8b", Kind::GzipTwice),
    (b"MATLAB", Kind::Matlab),
    (b"\x89HDF", Kind::Table),
    (b"PAR1", Kind::Table),
    (b"%PDF", Kind::Pdf),
];

/// How much of a file is looked at.
const LOOK: usize = 4096;

/// What a file is that is no IDX, if its first bytes tell. gzip is unpacked before, so what still
/// is gzip was packed twice.
pub fn recognise(bytes: &[u8]) -> Option<Kind> {
    let start = &bytes[..bytes.len().min(LOOK)];
    if start.is_empty() {
        return Some(Kind::Empty);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        // The name of the first entry stands in its header.
        return Some(if contains(start, b".npy") { Kind::Npz } else { Kind::Zip });
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Some(*kind);
    }
    // Pickle's protocols 2 to 5; a bitmap has its own length in its header.
    if let [0x80, 2..=5, ..] = start {
        return Some(Kind::Table);
    }
    if start.starts_with(b"BM") && start.get(2..6) == Some(&(bytes.len() as u32).to_le_bytes()[..]) {
        return Some(Kind::Picture);
    }
    if start.get(257..262) == Some(b"ustar") {
        return Some(Kind::Tar);
    }
    text(start)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The kind of a text; none if it is none.
fn text(start: &[u8]) -> Option<Kind> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    // UTF-16, as a spreadsheet program may save it.
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Some(Kind::Text);
    }
    if start.iter().any(|&byte| byte < 0x20 && !byte.is_ascii_whitespace()) {
        return None;
    }
    // Text in any encoding that keeps ASCII; bytes of pixels would not be ASCII in the main.
    if start.iter().filter(|byte| byte.is_ascii()).count() * 2 < start.len() {
        return None;
    }
    let first = start.trim_ascii_start();
    let line = first.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Some(match first.first() {
        Some(b'<') => Kind::WebPage,
        Some(b'{' | b'[') => Kind::Json,
        _ if line.iter().filter(|&&byte| matches!(byte, b',' | b';' | b'\t')).count() >= 2 => Kind::Csv,
        _ => Kind::Text,
    })
}

impl Kind {
    /// What the file is and what to do, as the rest of a sentence that began with its name.
    pub fn words(self) -> Text {
        match self {
            Kind::Empty => Text::new("비어 있어요. 다시 내려받아 주세요.", "it is empty; download it again."),
            Kind::WebPage => Text::new(
                "IDX 파일이 아니라 웹 페이지예요. 데이터 대신 안내 페이지가 저장된 거예요. 원본 파일을 내려받는 단추로 다시 받아 주세요.",
                "a web page, not an IDX file: a page was saved in place of the data. Download it again, with the page's button for the raw file.",
            ),
            Kind::LfsPointer => Text::new(
                "IDX 파일이 아니라 Git LFS 포인터예요. 데이터가 있는 곳만 적혀 있어요. git lfs pull로 받거나 저장소 웹 페이지에서 원본 파일을 내려받아 주세요.",
                "a Git LFS pointer, not an IDX file: it only says where the data are. Run git lfs pull, or download the raw file from the repository's page.",
            ),
            Kind::Zip => Text::new(
                "IDX 파일이 아니라 zip 압축 파일이에요. 압축을 풀어서 안에 든 파일을 놓아 주세요.",
                "a zip archive, not an IDX file. Unpack it, and drop the files that were in it.",
            ),
            Kind::Npz => Text::new(
                "IDX 파일이 아니라 NumPy 배열 묶음(npz)이에요. 이미지와 레이블을 IDX 파일로 저장해 주세요.",
                "NumPy arrays (npz), not an IDX file. Save images and labels as IDX files.",
            ),
            Kind::Npy => Text::new(
                "IDX 파일이 아니라 NumPy 배열(npy)이에요. IDX 파일로 저장해 주세요.",
                "a NumPy array (npy), not an IDX file. Save it as an IDX file.",
            ),
            Kind::Picture => Text::new(
                "IDX 파일이 아니라 그림 파일이에요. 이미지 여러 장을 IDX 파일 하나로 모으고, 레이블 파일도 함께 놓아 주세요.",
                "a picture, not an IDX file. Gather all images in one IDX file, and drop it with a file of labels.",
            ),
            Kind::Tar => Text::new(
                "IDX 파일이 아니라 tar 묶음이에요. 풀어서 안에 든 파일을 놓아 주세요.",
                "a tar archive, not an IDX file. Unpack it, and drop the files that were in it.",
            ),
            Kind::Packed => Text::new(
                "IDX 파일이 아니라 gzip이 아닌 방식으로 압축한 파일이에요. 압축을 풀어서 놓아 주세요.",
                "packed in another way than gzip, not an IDX file as it is. Unpack it, and drop what was in it.",
            ),
            Kind::GzipTwice => Text::new(
                "gzip으로 두 번 압축되어 있어요. 한 번 풀어서 놓아 주세요.",
                "packed with gzip twice, so not an IDX file yet. Unpack it once, and drop the result.",
            ),
            Kind::Matlab => Text::new(
                "IDX 파일이 아니라 MATLAB 파일이에요. 같은 데이터의 IDX 파일(이름에 ubyte가 있어요)을 받아 주세요.",
                "a MATLAB file, not an IDX file. Take the same data as IDX files (ubyte is in their names).",
            ),
            Kind::Table => Text::new(
                "IDX 파일이 아니라 다른 프로그램의 데이터 파일(HDF5, Parquet, pickle)이에요. IDX 파일로 저장해 주세요.",
                "another program's data (HDF5, Parquet or pickle), not an IDX file. Save it as IDX files.",
            ),
            Kind::Csv => Text::new(
                "IDX 파일이 아니라 쉼표 등으로 나눈 표(CSV)예요. 이미지와 레이블을 IDX 파일로 저장해 주세요.",
                "a table as text (CSV), not an IDX file. Save images and labels as IDX files.",
            ),
            Kind::Json => Text::new(
                "IDX 파일이 아니라 JSON이에요. 이미지와 레이블을 IDX 파일로 저장해 주세요.",
                "JSON, not an IDX file. Save images and labels as IDX files.",
            ),
            Kind::Pdf => Text::new(
                "IDX 파일이 아니라 PDF 문서예요. 데이터 파일을 다시 골라 주세요.",
                "a PDF document, not an IDX file. Choose the data files.",
            ),
            Kind::Text => Text::new(
                "IDX 파일이 아니라 글 파일이에요. 이미지와 레이블의 IDX 파일을 골라 주세요.",
                "text, not an IDX file. Choose the IDX files of images and labels.",
            ),
        }
    }
}
