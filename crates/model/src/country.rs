//! Countries as people write them, as ISO 3166 alpha-2 codes.

use crate::fold;

/// Names in English and in the country's own words, folded, with their code. Those that address books hold; a country
/// that is missing costs only the guess of a phone's country.
const NAMES: &[(&str, &str)] = &[
    ("argentina", "AR"),
    ("australia", "AU"),
    ("austria", "AT"),
    ("osterreich", "AT"),
    ("belgium", "BE"),
    ("belgie", "BE"),
    ("belgique", "BE"),
    ("brazil", "BR"),
    ("brasil", "BR"),
    ("bulgaria", "BG"),
    ("canada", "CA"),
    ("chile", "CL"),
    ("china", "CN"),
    ("中国", "CN"),
    ("colombia", "CO"),
    ("croatia", "HR"),
    ("hrvatska", "HR"),
    ("cyprus", "CY"),
    ("czech republic", "CZ"),
    ("czechia", "CZ"),
    ("cesko", "CZ"),
    ("denmark", "DK"),
    ("danmark", "DK"),
    ("egypt", "EG"),
    ("estonia", "EE"),
    ("eesti", "EE"),
    ("finland", "FI"),
    ("suomi", "FI"),
    ("france", "FR"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("allemagne", "DE"),
    ("greece", "GR"),
    ("ελλαδα", "GR"),
    ("hong kong", "HK"),
    ("hungary", "HU"),
    ("magyarorszag", "HU"),
    ("iceland", "IS"),
    ("india", "IN"),
    ("indonesia", "ID"),
    ("ireland", "IE"),
    ("israel", "IL"),
    ("ישראל", "IL"),
    ("italy", "IT"),
    ("italia", "IT"),
    ("japan", "JP"),
    ("日本", "JP"),
    ("latvia", "LV"),
    ("lithuania", "LT"),
    ("luxembourg", "LU"),
    ("malaysia", "MY"),
    ("malta", "MT"),
    ("mexico", "MX"),
    ("morocco", "MA"),
    ("netherlands", "NL"),
    ("the netherlands", "NL"),
    ("nederland", "NL"),
    ("new zealand", "NZ"),
    ("nigeria", "NG"),
    ("norway", "NO"),
    ("norge", "NO"),
    ("pakistan", "PK"),
    ("peru", "PE"),
    ("philippines", "PH"),
    ("poland", "PL"),
    ("polska", "PL"),
    ("portugal", "PT"),
    ("romania", "RO"),
    ("russia", "RU"),
    ("россия", "RU"),
    ("saudi arabia", "SA"),
    ("serbia", "RS"),
    ("singapore", "SG"),
    ("slovakia", "SK"),
    ("slovenia", "SI"),
    ("south africa", "ZA"),
    ("south korea", "KR"),
    ("korea", "KR"),
    ("대한민국", "KR"),
    ("spain", "ES"),
    ("espana", "ES"),
    ("sweden", "SE"),
    ("sverige", "SE"),
    ("switzerland", "CH"),
    ("schweiz", "CH"),
    ("suisse", "CH"),
    ("svizzera", "CH"),
    ("taiwan", "TW"),
    ("thailand", "TH"),
    ("tunisia", "TN"),
    ("turkey", "TR"),
    ("turkiye", "TR"),
    ("ukraine", "UA"),
    ("україна", "UA"),
    ("united arab emirates", "AE"),
    ("uae", "AE"),
    ("united kingdom", "GB"),
    ("uk", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("usa", "US"),
    ("u.s.a.", "US"),
    ("u.s.", "US"),
    ("us", "US"),
    ("vietnam", "VN"),
];

/// The code of a country written as a name or as a code; `None` when it is not known.
#[must_use]
pub fn country_code(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let by_name = NAMES.iter().find(|(name, _)| fold(name) == folded);
    by_name.or_else(|| NAMES.iter().find(|(_, code)| code.eq_ignore_ascii_case(&folded))).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::country_code;

    #[test]
    fn names_and_codes_in_any_case() {
        for (text, code) in [
            ("Germany", Some("DE")),
            ("ÖSTERREICH", Some("AT")),
            ("gb", Some("GB")),
            (" usa ", Some("US")),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(country_code(text), code, "{text}");
        }
    }
}
