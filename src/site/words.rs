//! The fixed words of every page, in both languages.

use crate::experiment::drawn::DRAWN;
use crate::text::{Lang, Text};
use std::collections::BTreeMap;

const WORDS: &[(&str, Text)] = &[
    ("site", Text::new("학습 실험실", "Training Lab")),
    ("tagline", Text::new("신경망이 배우는 모습을 만져 보세요", "See how neural networks learn, by hand")),
    ("skip", Text::new("본문으로 건너뛰기", "Skip to the text")),
    ("sections", Text::new("차례", "Contents")),
    ("close", Text::new("닫기", "Close")),
    ("other_language", Text::new("English", "한국어")),
    ("theme", Text::new("밝게/어둡게 바꾸기", "Switch light and dark")),
    ("renewed", Text::new("새 버전이 있어요.", "A new version is here.")),
    ("renew", Text::new("새 버전 보기", "Show it")),
    ("later", Text::new("나중에", "Later")),
    ("previous", Text::new("이전", "Previous")),
    ("next", Text::new("다음", "Next")),
    ("page_turn", Text::new("이전과 다음", "Previous and next")),
    ("to_come", Text::new("준비 중", "to come")),
    ("map", Text::new("이 장의 지도", "The map of the chapter")),
    (
        "noscript",
        Text::new(
            "그림을 직접 움직이려면 자바스크립트를 켜 주세요. 글과 그림은 이대로 볼 수 있어요.",
            "Turn on JavaScript to play with the figures. The text and the pictures work without it.",
        ),
    ),
    ("figure", Text::new("실험", "Experiment")),
    ("back", Text::new("뒤로", "Back")),
    ("play", Text::new("재생", "Play")),
    ("pause", Text::new("멈춤", "Pause")),
    ("start", Text::new("학습 시작", "Train")),
    ("step", Text::new("앞으로", "Step")),
    ("reset", Text::new("처음으로", "Reset")),
    ("cancel_running", Text::new("그만두기 (학습하는 동안)", "Cancel (while it trains)")),
    ("clear", Text::new("지우기", "Clear")),
    ("proposal", Text::new("제안한 범위 쓰기", "Use the proposed range")),
    ("own_data", Text::new("내 IDX 파일로", "Own IDX files")),
    ("transpose", Text::new("행과 열 바꾸기", "Swap rows and columns")),
    ("take_back", Text::new("MNIST로 되돌리기", "Back to MNIST")),
    (
        "own_data_hint",
        Text::new(
            "MNIST로 학습해요. Fashion-MNIST나 EMNIST 같은 IDX 파일(이미지와 레이블, 클래스 64가지까지)을 이 그림에 \
             끌어다 놓아도 돼요. 한 쌍이면 섞어서 다섯 장에 한 장을 시험용으로 남겨요. 파일은 이 컴퓨터를 떠나지 않아요.",
            "Trains on MNIST. You can drop IDX files of your own here (images and labels, of Fashion-MNIST or EMNIST, \
             say, in up to 64 classes). One pair is shuffled, and one image in five is for testing. The files do not \
             leave this computer.",
        ),
    ),
    ("pad", Text::new("숫자를 써 보세요", "Draw a digit")),
    ("pad_seen", Text::new("신경망이 보는 그림", "As the network sees it")),
    ("pad_odds", Text::new("신경망이 말하는 확률", "Probabilities")),
    ("pad_clear", Text::new("지우고 다시", "Clear the sheet")),
    (
        "pad_keys",
        Text::new(
            "마우스나 손가락으로 그려요. 키보드로는 화살표 키로 펜을 옮기고 스페이스로 펜을 내리고 올려요.",
            "Draw with mouse or finger. By keyboard, arrow keys move the pen and space puts it down or takes it up.",
        ),
    ),
    ("scrub", Text::new("단계", "Step")),
    ("speed", Text::new("빠르기", "Speed")),
    ("per_second", Text::new("단계/초", "steps/s")),
    ("share", Text::new("링크 복사", "Copy link")),
    ("download", Text::new("그림 저장", "Save picture")),
    ("take", Text::new("가져가기", "Take with you")),
    ("take_csv", Text::new("CSV: 곡선과 값", "CSV: curves and values")),
    ("take_python", Text::new("Python 프로그램", "Python program")),
    ("take_notebook", Text::new("Jupyter 노트북", "Jupyter notebook")),
    ("fresh_seed", Text::new("새로 뽑기", "Draw anew")),
    ("controls", Text::new("설정", "Settings")),
    ("again", Text::new("다시", "Again")),
    ("next_picture", Text::new("다음 그림", "Next picture")),
    ("enlarge", Text::new("크게 보기", "Enlarge")),
    ("more", Text::new("더 보기", "More")),
    ("all_settings", Text::new("모든 설정", "Settings")),
    ("values", Text::new("값", "Values")),
    ("values_code", Text::new("값과 코드", "Values, code")),
    ("data_tab", Text::new("내 데이터", "Own data")),
    ("pad_tab", Text::new("숫자 쓰기", "Draw")),
    ("undo", Text::new("되돌리기 (바꾼 뒤에)", "Undo (after a change)")),
    ("embed", Text::new("퍼가기 코드 복사", "Copy embed code")),
    ("embedded", Text::new("그림", "Figure")),
    ("present", Text::new("창 가득 보기", "Fill the window")),
    ("readings", Text::new("이 단계의 값", "Values at this step")),
    ("results", Text::new("결과", "Results")),
    ("item", Text::new("항목", "Item")),
    ("drawn", DRAWN),
    ("symbol", Text::new("기호", "Symbol")),
    ("rust", Text::new("Rust · 이 페이지에서 도는 코드", "Rust · the code that runs on this page")),
    ("numpy", Text::new("NumPy · 같은 규칙", "NumPy · the same rule")),
    ("types", Text::new("TypeScript 선언", "TypeScript declarations")),
    ("run", Text::new("실행", "Run")),
    ("example", Text::new("고쳐서 실행해 볼 수 있는 코드", "Code to change and run")),
    ("output", Text::new("출력", "Output")),
    ("same_run", Text::new("이 기기에서 계산하기", "Compute here")),
    ("same_progress", Text::new("계산한 만큼", "Computed so far")),
    ("same_before", Text::new("아직 계산하지 않았어요.", "Not computed yet.")),
    ("same_what", Text::new("계산", "Computation")),
    ("same_ours", Text::new("사이트를 만든 컴퓨터", "Where the site was built")),
    ("same_yours", Text::new("이 기기", "This machine")),
    ("license", Text::new("MIT 라이선스", "MIT licence")),
    (
        "data",
        Text::new(
            "손글씨 숫자는 MNIST 학습 이미지의 처음 10,000장(Yann LeCun, Corinna Cortes, Christopher Burges)이에요. \
         8,000장으로 학습하고 2,000장으로 시험해요.",
            "The handwritten digits are the first 10,000 training images of MNIST (Yann LeCun, Corinna Cortes, \
         Christopher Burges): 8,000 for training, 2,000 for testing.",
        ),
    ),
    (
        "source",
        Text::new(
            "『밑바닥부터 시작하는 딥러닝』 6장의 차례를 따르고, 글과 코드는 새로 썼어요.",
            "In the order of chapter 6 of “Deep Learning from Scratch”; text and code are our own.",
        ),
    ),
    ("ask_role", Text::new("문제", "Question")),
    ("ask_role_predict", Text::new("먼저 예상해 보세요", "Predict first")),
    ("ask_role_task", Text::new("과제", "Task")),
    ("ask_role_why", Text::new("왜 그럴까요?", "Why?")),
    ("ask_role_recall", Text::new("앞에서 배운 것", "From before")),
    ("ask_done", Text::new("풀었어요", "done")),
    ("ask_shown", Text::new("답을 봤어요", "answer seen")),
    ("ask_answer", Text::new("답", "Answer")),
    ("ask_check", Text::new("확인", "Check")),
    ("ask_predict", Text::new("예상하고 보기", "Predict, then see")),
    ("ask_look", Text::new("지금은 어떤가요?", "How is it now?")),
    ("ask_hint", Text::new("힌트", "Hint")),
    ("ask_fresh", Text::new("다른 수로", "Other numbers")),
    ("ask_set", Text::new("그림을 이 상태로", "Set the figure so")),
    ("ask_show", Text::new("답 보기", "Show me")),
    ("ask_right", Text::new("맞아요.", "That is right.")),
    ("ask_otherwise", Text::new("예상과 달라요.", "It turns out otherwise.")),
    ("ask_wrong", Text::new("아직 아니에요.", "Not yet.")),
    (
        "ask_gap",
        Text::new(
            "그린 곡선과의 평균 거리(축의 높이에 대한 비율):",
            "Mean distance of your curve, of the axis:",
        ),
    ),
    (
        "ask_draw",
        Text::new(
            "곡선을 마우스나 손가락으로 그리거나, 다섯 곳의 값을 써 주세요.",
            "Draw the curve with mouse or finger, or write its values at five places.",
        ),
    ),
    ("ask_five", Text::new("곡선의 다섯 곳의 값", "The curve's values at five places")),
    (
        "ask_task",
        Text::new(
            "그림의 조절 막대로 해 보세요. 다 되면 여기서 스스로 알아차려요.",
            "Do it with the figure's controls. It is noticed here when you are there.",
        ),
    ),
    ("asks", Text::new("문제", "questions")),
    ("elsewhere", Text::new("다른 그림이 학습 중이에요", "Another figure is training")),
    ("my_results", Text::new("내 결과", "My results")),
    ("teach_open", Text::new("모두 펼치기", "Open all")),
    ("teach_shut", Text::new("모두 접기", "Close all")),
    ("teach_page", Text::new("이 절의 페이지", "The page of this section")),
    ("teach_computes", Text::new("무엇을 계산하나", "What the model computes")),
    ("teach_simplifies", Text::new("어디서 단순하게 했나", "Where it simplifies")),
    ("teach_misconceptions", Text::new("흔한 오해", "What students get wrong")),
    ("teach_plan", Text::new("50분 수업", "A lesson of 50 minutes")),
    ("teach_minutes", Text::new("분", "min")),
    ("teach_questions", Text::new("문제와 답", "Questions and answers")),
    ("teach_answer", Text::new("답", "Answer")),
    (
        "teach_fresh",
        Text::new(
            "위의 수일 때의 답이에요. ‘다른 수로’를 누르면 답도 바뀌어요.",
            "for the numbers above; “Other numbers” changes both.",
        ),
    ),
    (
        "teach_within",
        Text::new(
            "평균 거리로 맞는 것으로 보는 만큼(축의 높이에 대한 비율):",
            "Counts as right up to a mean distance, of the axis, of",
        ),
    ),
    ("teach_solution", Text::new("해답 상태로 열기", "Open the solution")),
    ("teach_goal", Text::new("목표:", "Goal:")),
    ("teach_embed", Text::new("다른 페이지에 넣기", "For a page of your own")),
    (
        "teach_any_state",
        Text::new(
            "처음 설정의 그림이에요. 다른 상태로 넣으려면 이 절의 페이지에서 그림을 그 상태로 두고 ‘퍼가기 코드 복사’를 누르세요.",
            "The figure with its defaults. For any other state, set it on the section's page and press “Copy embed code”.",
        ),
    ),
    ("teach_code", Text::new("퍼가기 코드", "Embed code")),
    ("teach_copy", Text::new("복사", "Copy")),
    ("teach_copied", Text::new("복사했어요", "Copied")),
    (
        "class_drop",
        Text::new(
            "결과 파일을 여기에 끌어다 놓으세요. 한꺼번에 여러 개도 돼요.",
            "Drop files of results here, many at once.",
        ),
    ),
    ("class_choose", Text::new("파일 고르기", "Choose files")),
    (
        "class_paste",
        Text::new(
            "또는 학생이 보낸 글을 붙여 넣으세요. 여러 명의 글을 이어 붙여도 돼요.",
            "Or paste what students sent, several texts in a row if you like.",
        ),
    ),
    ("class_take", Text::new("넣기", "Hand in")),
    ("class_clear", Text::new("모두 비우기", "Start over")),
    ("class_notes", Text::new("받지 않은 것과 두 번 온 것", "What was refused, and what came twice")),
    ("class_questions", Text::new("문제별", "By question")),
    ("class_students", Text::new("학생별", "By student")),
    ("class_csv_questions", Text::new("문제별 표를 CSV로", "Questions as CSV")),
    ("class_csv_students", Text::new("학생별 표를 CSV로", "Students as CSV")),
    ("class_question", Text::new("문제", "Question")),
    ("class_student", Text::new("학생", "Student")),
    ("class_tried", Text::new("해 봄", "Tried")),
    ("class_right", Text::new("처음에 맞힘", "Right at first")),
    ("class_done", Text::new("풂", "Done")),
    ("class_shown", Text::new("답을 봄", "Answer seen")),
    ("class_wrong", Text::new("틀린 답 (평균)", "Wrong answers (mean)")),
    ("class_wrong_all", Text::new("틀린 답", "Wrong answers")),
    ("erase_marks", Text::new("푼 표시 지우기", "Erase the marks")),
    ("lost", Text::new("그런 페이지가 없어요", "There is no such page")),
    (
        "lost_why",
        Text::new(
            "주소가 바뀌었거나 잘못 적혔을 수 있어요. 차례에서 골라 주세요.",
            "The address may have changed or be mistyped. Choose from the contents.",
        ),
    ),
    ("meant", Text::new("이 페이지를 찾으셨나요?", "Did you mean this page?")),
    ("home", Text::new("처음으로 가기", "Go to the start")),
];

/// All words of one language by name.
pub(super) fn words(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    WORDS.iter().map(|(name, text)| (*name, text.get(lang))).collect()
}

/// One word by name; a name that is not there is empty.
pub(super) fn word(name: &str, lang: Lang) -> &'static str {
    WORDS.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text.get(lang))
}
