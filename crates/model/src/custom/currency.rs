//! Currencies by their ISO 4217 codes.

/// Codes in use.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA \
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU \
    UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";
const WHOLE: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
/// Signs that mean one currency. `$` and `kr` mean many.
const SIGNS: [(char, &str); 6] = [('€', "EUR"), ('£', "GBP"), ('¥', "JPY"), ('₹', "INR"), ('₺', "TRY"), ('₩', "KRW")];

/// The code as it is kept; none when no currency has it.
pub(crate) fn currency(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_uppercase();
    (code.len() == 3 && CODES.split_ascii_whitespace().any(|known| known == code)).then_some(code)
}

/// How many decimals a currency has.
pub(crate) fn minor_digits(code: &str) -> u32 {
    if WHOLE.contains(&code) {
        0
    } else if THOUSANDTHS.contains(&code) {
        3
    } else {
        2
    }
}

/// The currency that a sign means.
pub(crate) fn sign(c: char) -> Option<&'static str> {
    SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, named)| *named)
}

/// Takes the currency out of an amount as people write it: `€ 12`, `12 EUR`, `CHF12.50`. A `$` stands for the currency
/// of the field, whose dollar it is.
pub(crate) fn split(text: &str) -> Result<(String, Option<String>), &'static str> {
    let mut code = None;
    let mut rest = String::with_capacity(text.len());
    let mut letters = String::new();
    for c in text.chars() {
        if c.is_alphabetic() {
            letters.push(c);
        } else if let Some(named) = sign(c) {
            code = Some(named.to_owned());
        } else if c != '$' {
            rest.push(c);
        }
    }
    if !letters.is_empty() {
        code = Some(currency(&letters).ok_or("there is no currency of that code; they look like EUR")?);
    }
    Ok((rest, code))
}

#[cfg(test)]
mod tests {
    use super::{currency, minor_digits, split};

    #[test]
    fn an_amount_says_its_currency_in_front_or_behind() {
        for (typed, rest, code) in [
            ("€ 12,50", " 12,50", Some("EUR")),
            ("12 eur", "12 ", Some("EUR")),
            ("$12", "12", None),
            ("12", "12", None),
        ] {
            assert_eq!(split(typed), Ok((rest.to_owned(), code.map(str::to_owned))), "{typed}");
        }
        assert!(split("12 bananas").is_err());
        assert_eq!((currency("eur").as_deref(), currency("EURO"), currency("ZZZ")), (Some("EUR"), None, None));
        assert_eq!((minor_digits("EUR"), minor_digits("JPY"), minor_digits("KWD")), (2, 0, 3));
    }
}
