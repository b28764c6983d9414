"""A shop whose own flow books a fitting by a web hook."""

from __future__ import annotations

from pathlib import Path

from dangol.cli.template import write_shop

SECRET = "sixteen characters or more"
FLOW = """\
flow: fitting
start_on: [book_fitting]
menu: 1
slots:
  day: {kind: choice, options: [{value: weekday, label: fitting.weekday}, {value: saturday, label: fitting.saturday}]}
  reference: {kind: text, required: false}
steps:
  - id: which
    ask: day
  - say: fitting.moment
  - hook: fittings
    with: {day: day, who: contact_name}
    into: {reference: booking.reference, note: note?}
    on:
      ok:
        - tag: fitting
        - say: fitting.booked
      refused:
        - say: fitting.full
      failed:
        - say: fitting.failed
        - hand_over: fitting
"""
SENTENCES = {
    "en": {
        "intent.book_fitting": "Book a fitting",
        "fitting.ask_day": "Which day suits you?",
        "fitting.weekday": "A weekday",
        "fitting.saturday": "Saturday",
        "fitting.moment": "One moment, I am looking.",
        "fitting.booked": "Booked under {reference}.",
        "fitting.full": "That day is full.",
        "fitting.failed": "The calendar does not answer.",
    },
    "ko": {
        "intent.book_fitting": "방문 예약",
        "fitting.ask_day": "언제가 좋으세요?",
        "fitting.weekday": "평일",
        "fitting.saturday": "토요일",
        "fitting.moment": "잠시만요, 확인해 볼게요.",
        "fitting.booked": "예약 번호는 {reference}이에요.",
        "fitting.full": "그날은 예약이 다 찼어요.",
        "fitting.failed": "예약 확인이 되지 않아요.",
    },
    "ja": {
        "intent.book_fitting": "試着の予約",
        "fitting.ask_day": "ご希望の日はいつですか？",
        "fitting.weekday": "平日",
        "fitting.saturday": "土曜日",
        "fitting.moment": "少々お待ちください。",
        "fitting.booked": "予約番号は{reference}です。",
        "fitting.full": "その日は満席です。",
        "fitting.failed": "予約を確認できませんでした。",
    },
}
MENU = """\
flow: menu_of_flows
title: Nothing
start_on: [hours_of_fitting]
menu: 2
steps:
  - say: fitting.hours
"""
HOURS = {"en": "We fit from ten to six.", "ko": "피팅은 10시부터 6시까지예요.", "ja": "試着は10時から18時までです。"}


def write_fitting_shop(folder: Path, url: str = "", more: str = "") -> Path:
    """An empty shop in three languages with the flow; with ``url``, its calendar's address."""
    write_shop(
        folder, name="나루상점", languages=("ko", "en", "ja"), currency="KRW", country="KR", timezone="Asia/Seoul"
    )
    hook = f'\n[[hooks]]\nname = "fittings"\nurl = "{url or "https://calendar.example/x"}"\nsecret_env = "FITTING_SECRET"\n{more}\n'
    with (folder / "shop.toml").open("a", encoding="utf-8") as file:
        file.write(hook)
    (folder / "flows" / "fitting.yaml").write_text(FLOW, encoding="utf-8")
    (folder / "flows" / "hours.yaml").write_text(MENU, encoding="utf-8")
    for lang in SENTENCES:
        write_sentences(folder, lang, SENTENCES[lang])
    return folder


def write_sentences(folder: Path, lang: str, sentences: dict[str, str]) -> None:
    """The shop's own sentences in ``lang``."""
    path = folder / "wording" / lang / "fitting.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {**sentences, "fitting.hours": HOURS[lang], "intent.hours_of_fitting": f"? {lang}"}
    path.write_text("".join(f'{key}: "{said}"\n' for key, said in told.items()), encoding="utf-8")
