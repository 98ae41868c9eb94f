//! Headers of columns about how somebody wants to be reached, and of other fields whose cells have words of their own.
//!
//! "Opt out" alone is not among them: out of what, it does not say.

/// Whole headers by target, as people and programs write them.
pub(super) const HEADERS: &[(&str, &str)] = &[
    (
        "role",
        "Buying Role; Buyer Role; Decision Role; Purchasing Role; Rolle im Einkauf; Kaufrolle; Buying Center Role",
    ),
    (
        "time_zone",
        "Time Zone; Timezone; hs_timezone; Zeitzone; Fuseau horaire; Zona horaria; Fuso orario; Tijdzone; Fuso horário; \
         Tidszon; Tidszone; Strefa czasowa; Časové pásmo; Часовой пояс; 时区; 時區; タイムゾーン; 시간대; Saat dilimi",
    ),
    (
        "language",
        "Language; Preferred Language; Contact Language; hs_language; Locale; Sprache; Bevorzugte Sprache; \
         Korrespondenzsprache; Langue; Langue préférée; Idioma; Idioma preferido; Lingua; Lingua preferita; Taal; \
         Voorkeurstaal; Språk; Sprog; Kieli; Język; Jazyk; Язык; 语言; 語言; 言語; 언어; Dil",
    ),
    (
        "channels",
        "Preferred Channel; Preferred Channels; Preferred Contact Method; Preferred Method of Contact; Contact Preference; \
         Preferred Contact; preferredcontactmethodcode; Bevorzugter Kontaktweg; Bevorzugte Kontaktart; \
         Moyen de contact préféré; Canal preferido; Canale preferito",
    ),
    (
        "best_times",
        "Best Times; Best Time; Best Time to Call; Best Time to Contact; Preferred Time; Preferred Contact Time; \
         Erreichbarkeit; Beste Anrufzeit; Meilleur moment; Mejor hora para llamar",
    ),
    ("frequency", "Contact Frequency; Preferred Frequency; Kontakthäufigkeit; Email Frequency"),
    ("topics", "Topics; Topics of Interest; Preferred Topics; Themen; Interessengebiete"),
    (
        "do_not_call",
        "Do Not Call; Don't Call; Do Not Phone; DNC; Phone Opt Out; Call Opt Out; Calls Opt Out; Opted Out of Calls; \
         Has Opted Out Of Calls; Do not allow Phone Calls; Do not use Phone Calls; donotphone; No Calls; Nicht anrufen; \
         Keine Anrufe; Anrufen verboten; Anrufsperre; Ne pas appeler; Ne pas téléphoner; No llamar; Non chiamare; \
         Non telefonare; Niet bellen; Não ligar; Não telefonar; Ring inte; Ring ikke; Älä soita; Nie dzwonić; Nevolat; \
         Не звонить; 電話不可; 請勿致電; 请勿致电; 전화 금지",
    ),
    (
        "do_not_email",
        "Do Not Email; Do Not E-mail; Don't Email; Do Not Mail; Email Opt Out; E-mail Opt Out; Email Opted Out; \
         Email Optout; Emails Opt Out; Opt Out Email; Opted Out of Email; Opt Out of Email; Has Opted Out Of Email; \
         hs_email_optout; Unsubscribed; Unsubscribe; Unsubscribed from Email; Unsubscribed from all email; \
         Email Unsubscribed; Unsubscribe Date; Unsubscribed At; Unsubscribed On; UNSUB_TIME; Unsub Date; \
         Email Blacklisted; Email Blocklisted; Email Suppressed; Do not allow Emails; Do not allow Bulk Emails; \
         Do not use Email; Do not use Emails; donotemail; donotbulkemail; No Email; No Emails; Keine E-Mails; \
         Keine E-Mail; Keine Mails; E-Mail-Abmeldung; Abgemeldet; E-Mail nicht erlaubt; Newsletter abbestellt; \
         Ne pas envoyer d'e-mail; Pas d'e-mail; Désinscrit; Désabonné; No enviar correo; No enviar correos; Dado de baja; \
         Non inviare e-mail; Disiscritto; Geen e-mail; Uitgeschreven; Não enviar e-mail; Descadastrado; Skicka inte e-post; \
         Avregistrerad; Nie wysyłać e-maili; Wypisany; Не писать; Отписан; メール不可; 配信停止; 退订; 退訂; 수신거부",
    ),
    (
        "do_not_text",
        "Do Not Text; Don't Text; SMS Opt Out; Text Opt Out; Opted Out of SMS; Opt Out SMS; Has Opted Out Of SMS; \
         SMS Unsubscribed; SMS Blacklisted; SMS Blocklisted; Do not allow SMS; Do not use SMS; donotsms; No SMS; Keine SMS; \
         Pas de SMS; Ne pas envoyer de SMS; No enviar SMS; Non inviare SMS; Geen sms; Não enviar SMS; Inga SMS",
    ),
];
