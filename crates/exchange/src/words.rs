//! The words of which headers are made, in some twenty languages: what a column holds, and which of several it is.
//!
//! Words are folded (lower-case, no accents). A header is understood only when each of its words is, so that "Phone
//! model" is no phone. Deliberately absent: whole headers, which are in `header`.

use std::collections::HashMap;
use std::sync::OnceLock;

use satchel_model::fold;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Email,
    Phone,
    Mobile,
    Fax,
    Link,
    Street,
    City,
    Region,
    Postcode,
    Country,
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Kind(Kind),
    /// Which of several.
    Label(&'static str),
    /// Says nothing.
    Filler,
}

const KINDS: &[(Kind, &str)] = &[
    (
        Kind::Email,
        "email emails mail mails emailaddress emailadresse emailadressen mailadresse emailadres courriel courriels \
         correo correos epost eposta mailadres messagerie \
         mailadresse почта почты почте эл электронная электронной мейл メール メールアドレス 메일 이메일 邮箱 电子邮件 電子郵件 البريد الإلكتروني ईमेल eposta",
    ),
    (
        Kind::Phone,
        "phone phones telephone tel telefon telefone telefono telefonos telefoon telefonnummer telefoonnummer \
         rufnummer fon phonenumber phonenumbers telephonenumber telefonnr telnr telno landline festnetz fixe fijo fisso \
         телефон телефона тел 電話 電話番号 電話號碼 电话 电话号码 전화 전화번호 هاتف फोन फ़ोन telefonas telefoni puhelin telefonu nr_tel",
    ),
    (
        Kind::Mobile,
        "mobile mobil mobiltelefon mobilnummer cell cellphone cellular handy handynummer movil celular cellulare \
         telemovel portable gsm mobiel mobieltje mobilephone mobilenumber iphone whatsapp \
         мобильный мобильного сотовый переносной 携帯 携帯電話 携帯電話番号 手机 手機 移动电话 行動電話 휴대폰 휴대전화 جوال محمول मोबाइल komorka komorkowy mobilt",
    ),
    (
        Kind::Fax,
        "fax telefax faxnummer faxnumber telecopie telecopieur faks fax \
         факс факса ファックス FAX番号 传真 傳真 传真号码 傳真號碼 팩스 فاكس फैक्स फ़ैक्स faksu faksi faksnummer faks_no",
    ),
    (
        Kind::Link,
        "website websites web url urls homepage webseite webpage siteweb weblink internet webadresse link hyperlink \
         сайт сайта страница вебстраница webbsida hemsida hjemmeside webside webpagina strona www sayfasi webサイト webページ ホームページ 网页 網頁 网站 網站 웹 페이지 웹페이지 홈페이지 صفحة ويب वेबपेज वेब पेज веб вебстраница",
    ),
    (
        Kind::Street,
        "street address addresses strasse str rue calle via straat rua adresse adressen direccion indirizzo adres \
         endereco morada domicilio anschrift hausnummer numero addr \
         улица улицы адрес адреса gade vej gata gatuadress straat ulica ulicy adresi cadde sokak 番地 住所 街道 街道地址 地址 住址 주소 번지 شارع عنوان पता सड़क katuosoite hjemmeadresse privatadresse arbejdsadresse hemadress werkadres huisadres thuisadres adress hemadress",
    ),
    (
        Kind::City,
        "city town locality ort stadt wohnort ville commune ciudad poblacion localidad municipio citta comune localita \
         plaats stad woonplaats cidade localidade suburb village \
         город города by bynavn postort hemort stad plaats miasto miejscowosc sehir 市 市区町村 市町村 城市 市县 縣市 구군 시군구 도시 مدينة المدينة शहर नगर kaupunki arbejdsby hjemmeby werklocatie 구 군 鎮",
    ),
    (
        Kind::Region,
        "state province region county bundesland kanton departement provincia estado provincie stateprovince \
         stateregion regione distrito \
         область области штат край delstat lan omrade provins provincie wojewodztwo bolge 都道府県 省 省市 省自治区 自治区 直辖市 시도 ولاية राज्य werkprovincie hjemmestat arbejdsstat il_bolge 시 도",
    ),
    (
        Kind::Postcode,
        "zip zipcode postcode postalcode plz postleitzahl cp codepostal codigopostal cap cep postnummer zippostalcode \
         zippostcode zippostal \
         индекс почтовый postnr postadress kod_pocztowy pocztowy posta_kodu 郵便番号 邮编 邮政编码 郵遞區號 우편번호 الرمز البريدي पिन पिनकोड जिपकोड postinumero arbejdspostnummer hjemmepostnummer werkpostcode 우편 postakodu",
    ),
    (
        Kind::Country,
        "country land pays pais paese nazione countryregion \
         страна страны регион lander landet kraj panstwo ulke ulkesi 国 国家 國家 国または地域 地域 地区 地區 국가 지역 بلد الدولة देश राष्ट्र maa arbejdsland hjemmeland werkland",
    ),
];

const LABELS: &[(&str, &str)] = &[
    (
        "work",
        "work business office company geschaftlich geschaeftlich dienstlich buro buero firma arbeit bureau professionnel \
         professionnelle pro travail trabajo oficina laboral empresa ufficio uff lavoro werk zakelijk kantoor trabalho \
         comercial profissional mailing corporate job \
         арбота рабочий рабочая рабочего раб служебный служебная служ arbete arbejde arbejds foretag firmowa firmowy sluzbowy sluzbowe biuro praca is isyeri 勤務先 会社 ビジネス 工作 公司 商务 商務 办公 单位 직장 회사 العمل عمل व्यवसाय कार्यालय व्यावसायिक बिज़नेस werkplek op zakelijke professionale",
    ),
    (
        "home",
        "home private personal privat private prive privee personnel personnelle casa particular personale abitazione \
         ab thuis residencial pessoal domicile residence \
         домашний домашняя домашнего дом личный личная hem hjem hjemme privata prywatny domowy domowe dom osobista ev kisisel 自宅 個人 家庭 住宅 个人 住家 居住 집 자택 개인 المنزل منزل الشخصية घर गृह आवास निवास व्यक्तिगत huis huisadres persoonlijke residencia residenza kodin дом personlig",
    ),
    ("other", "other alternate alternative secondary andere weitere autre otro otra altro altra overig outro outra"),
    ("assistant", "assistant assistants asst"),
    ("billing", "billing rechnung facturation facturacion"),
    ("shipping", "shipping delivery lieferung livraison"),
    ("linkedin", "linkedin"),
    ("twitter", "twitter"),
    ("facebook", "facebook"),
    ("github", "github"),
    ("xing", "xing"),
    ("instagram", "instagram"),
];

const FILLERS: &str = "number numbers no nr num numero nummer main primary default preferred principal haupt direct of the \
    de la del des du da do di der die das le el il contact contacts person customer client lead profile page pagina seite \
    code mailbox additional second third first 1 2 3 4 5 6 7 8 9 10 id value номер primaer основной дополнительный numer \
    adresy kod の 所在 所在地 所在地的 番号 号码 號碼 主要 备用 別の 추가 기본 संख्या номера код का की के ページ страница webbsida personlig zakelijke sieci rad region regiao regione regio okres \
    or y et o en och og и или ya da professionale donde vive organizacion del trabajo";

/// What a word says, when it is known.
pub(crate) fn word(folded: &str) -> Option<Word> {
    words().get(folded).copied()
}

/// Every known word, folded. What is found twice counts as it is found first: as a kind, then as a label.
fn words() -> &'static HashMap<String, Word> {
    static WORDS: OnceLock<HashMap<String, Word>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let kinds = KINDS.iter().map(|(kind, list)| (Word::Kind(*kind), *list));
        let labels = LABELS.iter().map(|(label, list)| (Word::Label(label), *list));
        let mut words = HashMap::new();
        for (meaning, list) in kinds.chain(labels).chain([(Word::Filler, FILLERS)]) {
            for word in list.split_ascii_whitespace() {
                words.entry(fold(word)).or_insert(meaning);
            }
        }
        words
    })
}

/// Whether a word is written in a script that puts no spaces between words.
pub(crate) fn is_unspaced(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// The words of a text without spaces, the longest known one first each time; nothing when a piece is not known.
pub(crate) fn cut(text: &str) -> Option<Vec<&str>> {
    let mut cut = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let known = ends.collect::<Vec<_>>().into_iter().rev().find(|end| words().contains_key(&rest[..*end]))?;
        cut.push(&rest[..known]);
        rest = &rest[known..];
    }
    Some(cut)
}
