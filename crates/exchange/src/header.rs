//! What a header says, whatever wrote the file: whole headers that are known, then headers made of known words.
//!
//! Case, accents, spaces and punctuation do not count. A header that is not understood entirely says nothing.
//! Deliberately absent: layouts of known programs (`preset`) and what the cells below look like (`content`).

mod wishes;

use std::collections::HashMap;
use std::sync::OnceLock;

use satchel_model::fold;

use crate::failed::ADDED;
use crate::words::{Kind, Word, cut, is_unspaced, word};

/// Whole headers by target, as people and programs write them.
const HEADERS: &[(&str, &str)] = &[
    (
        "prefix",
        "Prefix; Name Prefix; Salutation; Honorific; Honorific Prefix; Anrede; Namenstitel; Civilité; Tratamiento; \
         Appellativo; Aanhef; Tratamento; Обращение; \
         肩書き; 敬称; Unvan; Tytuł",
    ),
    (
        "given",
        "First Name; First; Given Name; Given; Forename; Fname; Christian Name; Vorname; Rufname; Prénom; Nombre de pila; \
         Primer nombre; Nome di battesimo; Voornaam; Primeiro nome; Nome próprio; Förnamn; Fornavn; Etunimi; Imię; Jméno; \
         Имя; Όνομα; 名; 이름; \
         الاسم الأول; पहला नाम; प्रथम नाम; 이름(성 제외); İlk Adı; Adı; 名字",
    ),
    (
        "middle",
        "Middle Name; Middle Names; Middle; Additional Name; Second Name; Middle Initial; Weitere Vornamen; \
         Zweiter Vorname; Deuxième prénom; Segundo nombre; Secondo nome; Tweede naam; Tussenvoegsel; Nome do meio; \
         Mellannamn; Drugie imię; Отчество; \
         2. Vorname; Mellemnavn; Middelste naam; Segundo nome; İkinci Ad; İkinci Adı; ミドル; ミドル ネーム; 중간 이름; 中间名; 中間名; الاسم الأوسط; मध्य नाम",
    ),
    (
        "family",
        "Last Name; Last; Family Name; Family; Surname; Lname; Nachname; Familienname; Zuname; Nom de famille; Apellido; \
         Apellidos; Cognome; Achternaam; Familienaam; Sobrenome; Efternamn; Etternavn; Efternavn; Sukunimi; Nazwisko; \
         Příjmení; Фамилия; Επώνυμο; 姓; 성; Soyadı; Primer apellido; \
         اسم العائلة; अंतिम नाम; 姓氏",
    ),
    (
        "suffix",
        "Suffix; Name Suffix; Honorific Suffix; Namenszusatz; Suffixe; Sufijo; Suffisso; Achtervoegsel; Sufixo; Suffiks; Sufiks; Суффикс; Namnsuffix; Sonek",
    ),
    (
        "nickname",
        "Nickname; Nick Name; Nick; Alias; Spitzname; Surnom; Pseudo; Apodo; Soprannome; Bijnaam; Roepnaam; \
         Smeknamn; Псевдоним; \
         Kaldenavn; Przydomek; Pseudonim; Apelido; Rumuz; ニックネーム; 별명; 애칭; 昵称; 呢称; 別名; 暱稱; الاسم المستعار; उपनाम; निकनेम",
    ),
    (
        "maiden",
        "Maiden Name; Maiden; Birth Name; Née; Geburtsname; Mädchenname; Nom de jeune fille; Nom de naissance; \
         Apellido de soltera; Nombre de soltera; Cognome da nubile; Meisjesnaam; Geboortenaam; Nome de solteira; \
         Flicknamn; Pikenavn; Pigenavn; Tyttönimi; Nazwisko panieńskie; Rodné příjmení; Девичья фамилия; Kızlık soyadı; 旧姓",
    ),
    (
        "display",
        "Display Name; Anzeigename; Nom affiché; Nombre para mostrar; Nome visualizzato; Weergavenaam; File As; \
         Vis navn; Nombre mostrado; Nom à afficher; Wyświetlana nazwa; Apresentar como; Отображаемое имя; Kortnamn; 表示名; 표시명; 显示名称; 顯示名稱; प्रदर्शन नाम",
    ),
    (
        "name",
        "Name; Full Name; Fullname; Contact Name; Contact; Person; Person Name; Customer Name; Client Name; Lead Name; \
         Vollständiger Name; Ansprechpartner; Kontakt; Kontaktname; Nom; Nom complet; Nom et prénom; Contact principal; \
         Nombre; Nombre completo; Nombre y apellidos; Nome; Nome completo; Nominativo; Naam; Volledige naam; \
         Contactpersoon; Namn; Navn; Nimi; Ad Soyad; ФИО; 姓名; 名前; 氏名",
    ),
    (
        "company",
        "Company; Company Name; Organization; Organisation; Organization Name; Organisation Name; Org; Employer; Account; \
         Account Name; Business; Business Name; Associated Company; Firma; Firmenname; Unternehmen; Arbeitgeber; \
         Société; Entreprise; Organisme; Raison sociale; Nom de l'entreprise; Empresa; Compañía; Organización; \
         Nombre de la empresa; Azienda; Società; Ditta; Ragione sociale; Organizzazione; Bedrijf; Bedrijfsnaam; \
         Organisatie; Organização; Företag; Yritys; Companies; Компания; Организация; 会社; 会社名; 公司; 회사; \
         組織; 组织; 회사명; Şirket; Firma/Organizacja; الشركة; कंपनी; संगठन; 單位",
    ),
    (
        "title",
        "Title; Job Title; Jobtitle; Position; Job Position; Role; Job; Occupation; Job Role; Designation; Titel; \
         Berufsbezeichnung; Stelle; Funktion; Beruf; Fonction; Poste; Titre; Intitulé du poste; Cargo; Puesto; Título; \
         Qualifica; Mansione; Ruolo; Posizione; Titolo; Functie; Functietitel; Função; Befattning; Stanowisko; \
         Должность; 役職; 职务; \
         Arbeitstitel; Stilling; Job titel; Werkfunctie; İş Unvanı; 직위; 직책; 職稱; المسمى الوظيفي; पदनाम; पद नाम; Profession",
    ),
    (
        "department",
        "Department; Dept; Division; Team; Abteilung; Département; Service; Departamento; Reparto; Dipartimento; \
         Ufficio; Afdeling; Setor; Avdelning; Dział; Отдел; 部署; 部门; \
         部門; 부서; Departament; Bölüm; القسم; विभाग",
    ),
    (
        "birthday",
        "Birthday; Birth Date; Birthdate; Date of Birth; DOB; Born; Geburtstag; Geburtsdatum; Anniversaire; \
         Aniversário de nascimento; Date de naissance; Naissance; Cumpleaños; Fecha de nacimiento; Nacimiento; Compleanno; Data di nascita; \
         Verjaardag; Geboortedatum; Data de nascimento; Födelsedag; Urodziny; День рождения; 生日; 誕生日; \
         Fødselsdag; Doğum günü; 생일",
    ),
    (
        "birthday/year",
        "Birth Year; Year of Birth; Geburtsjahr; Fødselsår; Année de naissance; Año de nacimiento; Anno di nascita; Geboortejaar; Urodziny - Rok; Ano de nascimento; Год рождения; Födelseår; 誕生年; 태어난 해; 出生年份; 生日 (年); जन्म साल",
    ),
    (
        "birthday/month",
        "Birth Month; Month of Birth; Geburtsmonat; Fødselsmåned; Mes de nacimiento; Mese di nascita; Geboortemaand; Urodziny - Miesiąc; Mês de nascimento; Месяц рождения; Födelsemånad; 誕生月; 태어난 달; 出生月份; 生日 (月); जन्म माह",
    ),
    (
        "birthday/day",
        "Day of Birth; Día de nacimiento; Giorno di nascita; Geboortedag; Urodziny - Dzień; Födelsedatum; 出生日; 生日 (日); जन्म दिन",
    ),
    (
        "dates:anniversary",
        "Anniversary; Wedding Anniversary; Jahrestag; Hochzeitstag; Aniversario; Anniversario; \
         Anniversaire de mariage; Anniversaire de mariage ou fête; Aniversario de boda; Aniversário de casamento; Bodas; \
         Jubileum; \
         Mærkedag; 記念日; Speciale datum; Rocznica; Datas especiais; Годовщина; Årsdag; Yıldönümü",
    ),
    (
        "tags",
        "Tags; Tag; Labels; Label; Categories; Category; Groups; Group; Lists; Group Membership; Segment; Segments; \
         Kategorie; Kategorien; Gruppe; Gruppen; Schlagwörter; Étiquettes; Catégorie; Catégories; Groupe; Groupes; \
         Etiquetas; Categoría; Categorías; Grupo; Grupos; Etichette; Categoria; Categorie; Gruppo; Gruppi; Groep; \
         Groepen; Categorieën; Marcadores; Категории",
    ),
    (
        "notes",
        "Notes; Note; Comments; Comment; Remarks; Remark; Memo; Description; About; Notizen; Notiz; Bemerkung; \
         Bemerkungen; Kommentar; Anmerkungen; Beschreibung; Remarques; Commentaire; Commentaires; Notas; Nota; \
         Comentarios; Observaciones; Commenti; Notities; Notitie; Opmerkingen; Aantekeningen; Observações; \
         Anteckningar; Uwagi; Заметки; メモ; 备注; \
         Notater; Noter; Notatki; Anotações; Notlar; 메모; 注释; 備註; 註解; ملاحظات; टिप्पणी; नोट्स",
    ),
    (
        "source",
        "Source; Lead Source; Original Source; Contact Source; Quelle; Herkunft; Origine; Provenance; Fuente; Origen; \
         Fonte; Bron; Origem",
    ),
    (
        "owner",
        "Owner; Contact Owner; Lead Owner; Assigned To; Account Manager; Sales Rep; Zuständig; Besitzer; Betreuer; \
         Propriétaire; Responsable; Propietario; Responsabile; Proprietario; Eigenaar; Responsável; Proprietário",
    ),
    (
        "emails",
        "E-mail Address; Email ID; Mail ID; Mail; Posta elettronica; Indirizzo di posta elettronica; \
         Dirección de correo electrónico; Correo electrónico; Correo-e; Adresse électronique; Courrier électronique; \
         Endereço de email; Correio eletrónico; Correio eletrônico; Электронная почта; Почта; メール; \
         メールアドレス; 电子邮件; 邮箱; 電子メール アドレス; 이메일",
    ),
    (
        "phones",
        "Contact Number; Contact No; Phone No; Ph; Ph No; Телефон; Τηλέφωνο; 電話; 電話番号; 电话; 전화; Puhelin",
    ),
    (
        "phones:mobile",
        "Mobile No; Cell; Téléphone portable; Teléfono móvil; Mobiele telefoon; Telefone celular; \
         Cep Telefonu; Komórka; Telefon komórkowy; Мобильный телефон; Мобильный; 携帯電話; 手机; 移动电话; 휴대폰; 휴대전화",
    ),
    (
        "phones:pager",
        "Pager; Pager Number; Beeper; Cercapersone; Buscapersonas; Pager-Nummer; Personsøger; Personsøgernummer; Personsökare; Radiomessagerie; Numero cercapersone; Piepernummer; Número do pager; Пейджер; Номер пейджера; ポケットベル; ポケットベル番号; 호출기; 寻呼机; 寻呼机号码; 呼叫器; 呼叫器號碼; Çağrı Cihazı; جهاز النداء; पेजर; पेजर संख्या",
    ),
    ("phones:work", "Direct Phone; Direct Line; Direct Dial; Durchwahl; Company Main Phone; Téléphone professionnel"),
    (
        "links",
        "Site web; Sitio web; Sito web; Page web; Página web; Pagina web; Web Page; Web Site; Personal Website; \
         Company Website; Webseite; Сайт; 网站; Sites",
    ),
    (
        "links:linkedin",
        "LinkedIn; LinkedIn URL; LinkedIn Profile; LinkedIn Profile URL; Person LinkedIn URL; LinkedIn Bio",
    ),
    ("links:twitter", "Twitter; Twitter Handle; Twitter Username; X Handle; Twitter URL"),
    ("addresses", "Full Address; Formatted Address; Complete Address; Vollständige Adresse; Adresse complète"),
    ("addresses/locality", "Location City; Adresse ville; Город; 市; 城市; 도시; Miasto; Şehir; Kaupunki"),
    (
        "addresses/street",
        "Address Line 1; Address Line 2; Address Line 3; Address 1; Address 2; Address 3; Street Address; \
         Straße und Hausnummer; Улица; Адрес; 住所; 地址; 주소; Ulica; Adres; Katuosoite",
    ),
    (
        "addresses/postcode",
        "Почтовый индекс; Индекс; 郵便番号; 邮编; 邮政编码; 우편번호; Kod pocztowy; Posta Kodu; Eircode; PIN Code; Pincode",
    ),
    ("addresses/region", "Область; 都道府県; 省; Województwo; Kanton"),
    ("addresses/country", "Country Code; Country Name; Страна; 国; 国家; 국가; Kraj; Ülke; Maa"),
];

/// A header as it is compared: folded, letters and digits only.
pub(crate) fn key(header: &str) -> String {
    let folded = fold(header);
    if folded.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return folded;
    }
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn headers() -> &'static HashMap<String, &'static str> {
    static KNOWN: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let every = HEADERS.iter().chain(wishes::HEADERS);
        let all = every.flat_map(|(target, names)| names.split(';').map(move |name| (key(name), *target)));
        let all = all.chain(ADDED.map(|name| (key(name), "")));
        all.filter(|(name, _)| !name.is_empty()).collect()
    })
}

/// The target that a header names, when it is understood.
pub(crate) fn target_of(header: &str) -> Option<String> {
    if header.len() > 120 {
        return None;
    }
    let known = headers();
    let name = key(header);
    if let Some(target) = known.get(&name) {
        return Some((*target).to_owned());
    }
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if unnumbered.len() < name.len() && !unnumbered.is_empty() {
        // "Phone 2", but not "Company 2" or "Name 2": a person has one of those, and which is not said.
        let several =
            |target: &&&str| ["emails", "phones", "links", "addresses", "tags"].iter().any(|s| target.starts_with(s));
        if let Some(target) = known.get(unnumbered).filter(several) {
            return Some((*target).to_owned());
        }
    }
    by_words(&joined(header.to_owned())).or_else(|| by_words(&joined(spaced(header))))
}

fn by_words(header: &str) -> Option<String> {
    let folded = fold(header);
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // "e mail", "e-mail", "e post": one word in two.
    if let Some(at) =
        words.windows(2).position(|pair| pair[0] == "e" && matches!(pair[1], "mail" | "mails" | "post" | "posta"))
    {
        words.remove(at);
        words[at] = "email";
    }
    let mut kinds = Vec::new();
    let mut labels: Vec<&str> = Vec::new();
    let mut pieces = Vec::with_capacity(words.len());
    for text in words {
        match is_unspaced(text) && word(text).is_none() {
            true => pieces.extend(cut(text.trim_end_matches(|c: char| c.is_ascii_digit()))?),
            false => pieces.push(text),
        }
    }
    for text in pieces {
        match word(text).or_else(|| word(text.trim_end_matches(|c: char| c.is_ascii_digit())))? {
            Word::Kind(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Word::Label(label) if !labels.contains(&label) => labels.push(label),
            _ => {}
        }
    }
    let has = |kind| kinds.contains(&kind);
    let label = labels.join(" ");
    let slot = |key: &str, label: &str| if label.is_empty() { key.to_owned() } else { format!("{key}:{label}") };
    if has(Kind::Email) {
        return Some(slot("emails", &label));
    }
    if has(Kind::Fax) {
        let label = format!("{label} fax");
        return Some(slot("phones", label.trim_start_matches("work ").trim_start()));
    }
    if has(Kind::Mobile) {
        let label = if matches!(label.as_str(), "" | "home" | "other") {
            "mobile".to_owned()
        } else {
            format!("{label} mobile")
        };
        return Some(slot("phones", &label));
    }
    if has(Kind::Phone) {
        return Some(slot("phones", &label));
    }
    // "Postal code", "code postal": the code is a filler.
    let part = if has(Kind::Postcode) {
        "postcode"
    } else if has(Kind::Country) {
        "country"
    } else if has(Kind::City) {
        "locality"
    } else if has(Kind::Region) {
        "region"
    } else if has(Kind::Link) {
        return Some(slot("links", &label));
    } else if has(Kind::Street) {
        "street"
    } else {
        // "LinkedIn profile" names a page by its site alone.
        let site = ["linkedin", "twitter", "facebook", "github", "xing", "instagram"].contains(&label.as_str());
        return site.then(|| slot("links", &label));
    };
    Some(format!("{}/{part}", slot("addresses", &label)))
}

/// `WorkEmail` as two words.
fn spaced(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut before = ' ';
    for character in header.chars() {
        if character.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(character);
        before = character;
    }
    spaced
}

/// Two words that are one thing: where "code" alone says nothing.
fn joined(mut header: String) -> String {
    for (two, one) in [
        ("ostal Code", "ostcode"),
        ("ost Code", "ostcode"),
        ("ip Code", "ip"),
        ("ode postal", "odepostal"),
        ("digo postal", "digopostal"),
        ("osta Kodu", "ostakodu"),
    ] {
        if header.contains(two) {
            header = header.replace(two, one);
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::{headers, target_of};
    use crate::Target;

    #[test]
    fn understands_headers_of_many_hands() {
        for (header, target) in [
            ("First Name", "given"),
            ("first_name", "given"),
            ("FIRSTNAME", "given"),
            ("Vorname", "given"),
            ("Prénom", "given"),
            ("Apellidos", "family"),
            ("Cognome", "family"),
            ("Achternaam", "family"),
            ("Sobrenome", "family"),
            ("E-mail", "emails"),
            ("e mail address", "emails"),
            ("Work Email", "emails:work"),
            ("WorkEmail", "emails:work"),
            ("E-Mail (privat)", "emails:home"),
            ("Email 2", "emails"),
            ("E-mail 2 Address", "emails"),
            ("Secondary Email", "emails:other"),
            ("Phone", "phones"),
            ("Phone Number", "phones"),
            ("Mobile Phone", "phones:mobile"),
            ("Handy", "phones:mobile"),
            ("Telefon (geschäftlich)", "phones:work"),
            ("Téléphone domicile", "phones:home"),
            ("Teléfono particular", "phones:home"),
            ("Telefoon werk", "phones:work"),
            ("Business Phone 2", "phones:work"),
            ("Business Fax", "phones:fax"),
            ("Home Fax", "phones:home fax"),
            ("Fax", "phones:fax"),
            ("Straße", "addresses/street"),
            ("Ort (privat)", "addresses:home/locality"),
            ("PLZ", "addresses/postcode"),
            ("Postal Code", "addresses/postcode"),
            ("Zip/Postal Code", "addresses/postcode"),
            ("Code postal (bureau)", "addresses:work/postcode"),
            ("Home Country/Region", "addresses:home/country"),
            ("Mailing State/Province", "addresses:work/region"),
            ("Business Street 2", "addresses:work/street"),
            ("City", "addresses/locality"),
            ("Land", "addresses/country"),
            ("Company Name", "company"),
            ("Firma", "company"),
            ("Job Title", "title"),
            ("Geburtstag", "birthday"),
            ("DOB", "birthday"),
            ("Birthday", "birthday"),
            ("Birth Month", "birthday/month"),
            ("Website URL", "links"),
            ("LinkedIn profile page", "links:linkedin"),
            ("Kategorien", "tags"),
            ("Email opt out", "do_not_email"),
            ("HasOptedOutOfEmail", "do_not_email"),
            ("DoNotCall", "do_not_call"),
            ("Keine SMS", "do_not_text"),
            ("Preferred Language", "language"),
            ("Role", "title"),
            ("Buying Role", "role"),
            ("Фамилия", "family"),
            ("電話番号", "phones"),
        ] {
            assert_eq!(target_of(header).as_deref(), Some(target), "{header}");
        }
    }

    #[test]
    fn understands_headers_of_many_languages() {
        for (header, target) in [
            ("郵便番号 (自宅)", "addresses:home/postcode"),
            ("勤務先の電話番号", "phones:work"),
            ("公司所在城市", "addresses:work/locality"),
            ("국가/지역(집)", "addresses:home/country"),
            ("Индекс (раб. адрес)", "addresses:work/postcode"),
            ("Gade (privat)", "addresses:home/street"),
            ("Adress, företag", "addresses:work/street"),
            ("Adres służbowy - kod pocztowy", "addresses:work/postcode"),
            ("İş Faksı", "phones:fax"),
            ("CEP", "addresses/postcode"),
            ("Código postal (Trabajo)", "addresses:work/postcode"),
            ("व्यवसाय का शहर", "addresses:work/locality"),
            ("مدينة العمل", "addresses:work/locality"),
        ] {
            assert_eq!(target_of(header).as_deref(), Some(target), "{header}");
        }
        assert_eq!(target_of("会社の猫"), None, "a piece that is not known is not guessed over");
    }

    #[test]
    fn says_nothing_about_headers_that_it_does_not_understand() {
        for header in
            ["Record ID", "Phone model", "Opt out", "Last Activity Date", "Company size", "", "7", "Work", "Company 2"]
        {
            assert_eq!(target_of(header), None, "{header}");
        }
    }

    #[test]
    fn no_header_has_two_targets() {
        let mut seen = std::collections::HashMap::new();
        for (target, names) in super::HEADERS.iter().chain(super::wishes::HEADERS) {
            for name in names.split(';').map(super::key) {
                assert_eq!(seen.insert(name.clone(), target).unwrap_or(target), target, "{name}");
            }
        }
    }

    #[test]
    fn every_known_header_has_a_target_that_exists() {
        for (header, target) in headers() {
            assert_eq!(Target::parse(target).map(|t| t.to_string()).as_deref(), Ok(*target), "{header}");
        }
    }
}
