//! How somebody wants to be reached, in a cell: yes and no in many languages, channels, how often.
//!
//! Deliberately absent: what is done with a word that nobody here knows (`rows::wishes`).

use std::collections::HashMap;
use std::sync::OnceLock;

use satchel_model::{Channel, Frequency, fold};

/// Words by which a column of refusals says that somebody refused.
const REFUSED: &str = "yes; y; true; t; 1; on; x; ✓; ✔; ☑; ja; j; wahr; oui; o; vrai; si; s; verdadero; sim; verdadeiro; \
     vero; waar; да; д; истина; tak; prawda; ano; kylla; igen; evet; はい; 是; 예; 네; 真; נכון; نعم; हाँ; igaz; jah; taip; \
     opted out; opt out; optout; opted-out; opt-out; unsubscribed; unsubscribe; do not allow; not allowed; disallow; \
     do not contact; do not call; do not email; do not text; dnc; no consent; declined; withdrawn; revoked; blocked; \
     blacklisted; suppressed; cleaned; complained; abgemeldet; widersprochen; widerrufen; gesperrt; desinscrit; \
     desabonne; refuse; baja; dado de baja; cancellato; disiscritto; afgemeld; uitgeschreven; descadastrado; manual; \
     consent form";

/// Words by which it says that they did not.
const ALLOWED: &str = "no; n; false; f; 0; off; nein; falsch; non; faux; falso; nao; nee; onwaar; нет; ложь; nie; falsz; ne; ei; \
     nem; hamis; hayir; いいえ; 否; 不; 아니요; 假; לא; لا; नहीं; nej; nei; opted in; opt in; optin; opted-in; opt-in; subscribed; \
     subscribe; allow; allowed; confirmed; permitted; consent; given; angemeldet; erlaubt; inscrit; abonne; suscrito; \
     iscritto; aangemeld; inscrito; ☐";

/// Whether somebody refused; nothing where the cell says something else.
///
/// A day or an instant says since when.
pub(crate) fn read_refusal(text: &str) -> Option<bool> {
    static KNOWN: OnceLock<HashMap<String, bool>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| by_word(&[(true, REFUSED), (false, ALLOWED)]));
    let word = fold(text.trim_matches(['.', '!', '"', '\'']));
    known.get(&word).copied().or_else(|| is_instant(text).then_some(true))
}

/// Lists of words as a table.
fn by_word<T: Copy>(lists: &[(T, &str)]) -> HashMap<String, T> {
    lists.iter().flat_map(|(meaning, words)| words.split(';').map(|word| (fold(word), *meaning))).collect()
}

/// A day in figures, perhaps with a time.
fn is_instant(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = |c: char| c.is_ascii_digit() || "-/.:+ TZ".contains(c);
    (6..=24).contains(&digits) && text.len() <= 40 && text.contains(['-', '/', '.']) && text.chars().all(others)
}

/// Ways to reach somebody, by the words of programs and people.
const CHANNELS: &[(Channel, &str)] = &[
    (
        Channel::Call,
        "call; calls; phone; phone call; telephone; tel; telefon; anruf; telefonisch; appel; telefono; llamada; chiamata; \
         telefone; telefoon; телефон; mobile; mobile phone; cell; work phone; home phone; 電話; 电话",
    ),
    (
        Channel::Email,
        "email; e-mail; mail; e mail; courriel; correo; correo electronico; posta elettronica; почта; メール; 邮件",
    ),
    (Channel::Text, "text; sms; text message; txt; texto; messaggio; mms"),
    (
        Channel::Message,
        "message; messenger; chat; im; whatsapp; telegram; signal; linkedin; social media; nachricht; mensaje",
    ),
    (Channel::Post, "post; letter; postal mail; regular mail; brief; lettre; courrier; carta; lettera; fax"),
    (Channel::Visit, "visit; in person; meeting; besuch; personlich; visite; visita; personally; face to face"),
];

/// Reads channels, the best liked first; the error is the first word that is none.
pub(crate) fn read_channels(text: &str) -> Result<Vec<Channel>, String> {
    static KNOWN: OnceLock<HashMap<String, Channel>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| by_word(CHANNELS));
    let mut chosen: Vec<Channel> = Vec::new();
    for word in text.split([',', ';', '|', '\n', '>']).map(str::trim).filter(|word| !word.is_empty()) {
        let folded = fold(&word.replace('_', " "));
        if matches!(folded.as_str(), "any" | "all" | "no preference" | "egal") {
            continue;
        }
        let Some(channel) = known.get(&folded).copied() else { return Err(word.to_owned()) };
        if !chosen.contains(&channel) {
            chosen.push(channel);
        }
    }
    Ok(chosen)
}

/// How often at most, by the words of people.
const FREQUENCIES: &[(Frequency, &str)] = &[
    (Frequency::Daily, "daily; every day; taglich; quotidien; diario; giornaliero; dagelijks"),
    (Frequency::Weekly, "weekly; every week; wochentlich; hebdomadaire; semanal; settimanale; wekelijks"),
    (Frequency::Monthly, "monthly; every month; monatlich; mensuel; mensual; mensile; maandelijks; mensal"),
    (
        Frequency::Quarterly,
        "quarterly; every quarter; vierteljahrlich; trimestriel; trimestral; trimestrale; per kwartaal",
    ),
    (Frequency::Yearly, "yearly; annually; annual; every year; jahrlich; annuel; anual; annuale; jaarlijks"),
    (Frequency::WhenAsked, "when asked; when_asked; on request; auf anfrage; sur demande; only when asked"),
];

/// Reads how often at most.
pub(crate) fn read_frequency(text: &str) -> Option<Frequency> {
    static KNOWN: OnceLock<HashMap<String, Frequency>> = OnceLock::new();
    KNOWN.get_or_init(|| by_word(FREQUENCIES)).get(&fold(text)).copied()
}

#[cfg(test)]
mod tests {
    use satchel_model::{Channel, Frequency};

    use super::{ALLOWED, REFUSED, read_channels, read_frequency, read_refusal};

    #[test]
    fn yes_and_no_are_understood_in_many_languages_and_programs() {
        for yes in [
            "1",
            "TRUE",
            "Ja",
            "sí",
            "Oui",
            "да",
            "はい",
            "x",
            "✓",
            "Unsubscribed",
            "Opted Out",
            "2024-05-01 10:11",
            "Do Not Allow",
        ] {
            assert_eq!(read_refusal(yes), Some(true), "{yes}");
        }
        for no in ["0", "false", "Nein", "não", "НЕТ", "Subscribed", "Allow", "Opt-in", "No."] {
            assert_eq!(read_refusal(no), Some(false), "{no}");
        }
        for other in ["perhaps", "only mornings", "2", "12", "3.5"] {
            assert_eq!(read_refusal(other), None, "{other}");
        }
    }

    #[test]
    fn no_word_means_both() {
        let folded = |words: &'static str| words.split(';').map(satchel_model::fold).collect::<Vec<_>>();
        let allowed = folded(ALLOWED);
        assert!(folded(REFUSED).iter().all(|word| !word.is_empty() && !allowed.contains(word)));
    }

    #[test]
    fn channels_and_frequencies_are_read_by_many_words() {
        assert_eq!(read_channels("Phone; E-Mail, sms"), Ok(vec![Channel::Call, Channel::Email, Channel::Text]));
        assert_eq!(read_channels("call,visit"), Ok(vec![Channel::Call, Channel::Visit]));
        assert_eq!(read_channels("Any"), Ok(vec![]));
        assert_eq!(read_channels("email, pigeon"), Err("pigeon".to_owned()));
        assert_eq!(read_frequency("Monatlich"), Some(Frequency::Monthly));
        for often in Frequency::ALL {
            assert_eq!(read_frequency(often.as_str()), Some(*often));
        }
        for channel in Channel::ALL {
            assert_eq!(read_channels(channel.as_str()), Ok(vec![*channel]));
        }
    }
}
