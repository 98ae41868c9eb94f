//! The words of which headers are made in seven languages: what a column holds, and which of several it is.
//!
//! Words are folded (lower-case, no accents). A header is understood only when each of its words is, so that "Phone
//! model" is no phone. Deliberately absent: whole headers, which are in `header`.

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
         correo correos epost eposta mailadres messagerie",
    ),
    (
        Kind::Phone,
        "phone phones telephone tel telefon telefone telefono telefonos telefoon telefonnummer telefoonnummer \
         rufnummer fon phonenumber phonenumbers telephonenumber telefonnr telnr telno landline festnetz fixe fijo fisso",
    ),
    (
        Kind::Mobile,
        "mobile mobil mobiltelefon mobilnummer cell cellphone cellular handy handynummer movil celular cellulare \
         telemovel portable gsm mobiel mobieltje mobilephone mobilenumber iphone whatsapp",
    ),
    (Kind::Fax, "fax telefax faxnummer faxnumber telecopie telecopieur faks fax"),
    (
        Kind::Link,
        "website websites web url urls homepage webseite webpage siteweb weblink internet webadresse link hyperlink",
    ),
    (
        Kind::Street,
        "street address addresses strasse str rue calle via straat rua adresse adressen direccion indirizzo adres \
         endereco morada domicilio anschrift hausnummer numero addr",
    ),
    (
        Kind::City,
        "city town locality ort stadt wohnort ville commune ciudad poblacion localidad municipio citta comune localita \
         plaats stad woonplaats cidade localidade suburb village",
    ),
    (
        Kind::Region,
        "state province region county bundesland kanton departement provincia estado provincie stateprovince \
         stateregion regione distrito",
    ),
    (
        Kind::Postcode,
        "zip zipcode postcode postalcode plz postleitzahl cp codepostal codigopostal cap cep postnummer zippostalcode \
         zippostcode zippostal",
    ),
    (Kind::Country, "country land pays pais paese nazione countryregion"),
];

const LABELS: &[(&str, &str)] = &[
    (
        "work",
        "work business office company geschaftlich geschaeftlich dienstlich buro buero firma arbeit bureau professionnel \
         professionnelle pro travail trabajo oficina laboral empresa ufficio uff lavoro werk zakelijk kantoor trabalho \
         comercial profissional mailing corporate job",
    ),
    (
        "home",
        "home private personal privat private prive privee personnel personnelle casa particular personale abitazione \
         ab thuis residencial pessoal domicile residence",
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
    code mailbox additional second third first 1 2 3 4 5 6 7 8 9 10 id value";

/// What a word says, when it is known.
pub(crate) fn word(folded: &str) -> Option<Word> {
    let among = |list: &str| list.split_ascii_whitespace().any(|word| word == folded);
    if let Some((kind, _)) = KINDS.iter().find(|(_, list)| among(list)) {
        return Some(Word::Kind(*kind));
    }
    if let Some((label, _)) = LABELS.iter().find(|(_, list)| among(list)) {
        return Some(Word::Label(label));
    }
    among(FILLERS).then_some(Word::Filler)
}
