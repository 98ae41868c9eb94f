//! Directories: the attributes of LDAP, of Active Directory, and those that Thunderbird and Evolution add.
//!
//! Second and further values have columns of their own with a number behind the name. Deliberately absent: attributes
//! that are machinery of servers.

use super::Preset;

pub(super) const LDIF: Preset =
    Preset { name: "ldif", signs: &[&["dn", "objectclass"]], columns: &[COLUMNS], numbered: Some(numbered) };

/// `mail 2` is another `mail`; of what a contact has one of, the rest goes to the notes.
fn numbered(key: &str) -> Option<String> {
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit());
    if name.len() == key.len() {
        return None;
    }
    let (_, target) = COLUMNS.iter().find(|(header, _)| header.eq_ignore_ascii_case(name))?;
    let several = ["emails", "phones", "links", "dates", "tags", "addresses", "notes"];
    let many = target.is_empty() || several.iter().any(|list| target.starts_with(list));
    Some(if many { (*target).to_owned() } else { "notes+".to_owned() })
}

const COLUMNS: &[(&str, &str)] = &[
    ("dn", ""),
    ("objectClass", ""),
    ("Lists (LDIF)", "tags"),
    // People.
    ("cn", "name"),
    ("commonName", "name"),
    ("displayName", "display"),
    ("fileAs", "display"),
    ("givenName", "given"),
    ("gn", "given"),
    ("sn", "family"),
    ("surname", "family"),
    ("middleName", "middle"),
    ("initials", ""),
    ("personalTitle", "prefix"),
    ("generationQualifier", "suffix"),
    ("nickname", "nickname"),
    ("mozillaNickname", "nickname"),
    ("xmozillanickname", "nickname"),
    ("o", "company"),
    ("organizationName", "company"),
    ("company", "company"),
    ("ou", "department"),
    ("orgunit", "department"),
    ("organizationalUnitName", "department"),
    ("department", "department"),
    ("title", "title"),
    ("businessRole", "notes+"),
    ("description", "notes"),
    ("notes", "notes"),
    ("note", "notes"),
    ("info", "notes"),
    ("category", "tags"),
    ("categories", "tags"),
    ("birthyear", "birthday/year"),
    ("birthmonth", "birthday/month"),
    ("birthday", "birthday/day"),
    ("birthDate", "birthday"),
    ("dateOfBirth", "birthday"),
    ("anniversary", "dates:anniversary"),
    // Ways to them.
    ("mail", "emails"),
    ("rfc822Mailbox", "emails"),
    ("emailAddress", "emails"),
    ("mozillaSecondEmail", "emails:other"),
    ("xmozillasecondemail", "emails:other"),
    ("mailAlternateAddress", "emails:other"),
    ("telephoneNumber", "phones:work"),
    ("homePhone", "phones:home"),
    ("homeTelephoneNumber", "phones:home"),
    ("mobile", "phones:mobile"),
    ("mobileTelephoneNumber", "phones:mobile"),
    ("cellPhone", "phones:mobile"),
    ("fax", "phones:fax"),
    ("facsimileTelephoneNumber", "phones:fax"),
    ("homeFacsimileTelephoneNumber", "phones:home fax"),
    ("otherFacsimileTelephoneNumber", "phones:other fax"),
    ("pager", "phones:pager"),
    ("pagerPhone", "phones:pager"),
    ("pagerTelephoneNumber", "phones:pager"),
    ("xmozillaanyphone", "phones"),
    ("otherTelephone", "phones:other"),
    ("otherPhone", "phones:other"),
    ("otherHomePhone", "phones:home"),
    ("otherMobile", "phones:mobile"),
    ("primaryPhone", "phones"),
    ("companyPhone", "phones:company"),
    ("carPhone", "phones:car"),
    ("callbackPhone", "phones:callback"),
    ("assistantPhone", "phones:assistant"),
    ("telephoneAssistant", "phones:assistant"),
    ("ipPhone", "phones:ip"),
    ("internationalISDNNumber", "phones:isdn"),
    ("radio", "phones:radio"),
    ("telex", "phones:telex"),
    ("tty", "phones:tty"),
    ("labeledURI", "links"),
    ("labeledURL", "links"),
    ("url", "links"),
    ("wWWHomePage", "links"),
    ("mozillaWorkUrl", "links:work"),
    ("workurl", "links:work"),
    ("mozillaHomeUrl", "links:home"),
    ("homeurl", "links:home"),
    // Where they are.
    ("street", "addresses:work/street"),
    ("streetAddress", "addresses:work/street"),
    ("mozillaWorkStreet2", "addresses:work/street"),
    ("postOfficeBox", "addresses:work/street"),
    ("l", "addresses:work/locality"),
    ("locality", "addresses:work/locality"),
    ("localityName", "addresses:work/locality"),
    ("st", "addresses:work/region"),
    ("region", "addresses:work/region"),
    ("stateOrProvinceName", "addresses:work/region"),
    ("postalCode", "addresses:work/postcode"),
    ("c", "addresses:work/country"),
    ("co", "addresses:work/country"),
    ("countryName", "addresses:work/country"),
    ("friendlyCountryName", "addresses:work/country"),
    ("postalAddress", "addresses:work"),
    ("homePostalAddress", "addresses:home"),
    ("otherPostalAddress", "addresses:other"),
    ("registeredAddress", "addresses:company"),
    ("mozillaHomeStreet", "addresses:home/street"),
    ("mozillaHomeStreet2", "addresses:home/street"),
    ("homeStreet", "addresses:home/street"),
    ("mozillaHomeLocalityName", "addresses:home/locality"),
    ("mozillaHomeState", "addresses:home/region"),
    ("mozillaHomePostalCode", "addresses:home/postcode"),
    ("mozillaHomeCountryName", "addresses:home/country"),
    // What has no field.
    ("mozillaCustom1", "notes+"),
    ("mozillaCustom2", "notes+"),
    ("mozillaCustom3", "notes+"),
    ("mozillaCustom4", "notes+"),
    ("custom1", "notes+"),
    ("custom2", "notes+"),
    ("custom3", "notes+"),
    ("custom4", "notes+"),
    ("nsAIMid", "notes+"),
    ("mozilla_AimScreenName", "notes+"),
    ("businessCategory", "notes+"),
    ("departmentNumber", "notes+"),
    ("employeeNumber", "notes+"),
    ("employeeType", "notes+"),
    ("roomNumber", "notes+"),
    ("physicalDeliveryOfficeName", "notes+"),
    ("manager", "notes+"),
    ("managerName", "notes+"),
    ("secretary", "notes+"),
    ("assistant", "notes+"),
    ("assistantName", "notes+"),
    ("spouseName", "notes+"),
    ("carLicense", "notes+"),
    ("mozillaUseHtmlMail", ""),
    ("xmozillausehtmlmail", ""),
    ("modifytimestamp", ""),
    ("createTimestamp", ""),
    ("whenCreated", ""),
    ("whenChanged", ""),
    ("preferredLanguage", ""),
    ("preferredDeliveryMethod", ""),
    ("uid", ""),
    ("uidNumber", ""),
    ("gidNumber", ""),
    ("homeDirectory", ""),
    ("loginShell", ""),
    ("gecos", ""),
    ("name", ""),
    ("objectCategory", ""),
    ("instanceType", ""),
    ("distinguishedName", ""),
    ("memberOf", ""),
    ("sAMAccountName", ""),
    ("sAMAccountType", ""),
    ("userAccountControl", ""),
    ("userPrincipalName", ""),
    ("mailNickname", ""),
    ("legacyExchangeDN", ""),
    ("uSNCreated", ""),
    ("uSNChanged", ""),
    ("primaryGroupID", ""),
];

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn further_values_go_where_the_first_does_or_to_the_notes() {
        for (key, target) in [
            ("mail2", Some("emails")),
            ("telephonenumber12", Some("phones:work")),
            ("cn2", Some("notes+")),
            ("ou2", Some("notes+")),
            ("uid2", Some("")),
            ("mail", None),
            ("nothing2", None),
        ] {
            assert_eq!(numbered(key).as_deref(), target, "{key}");
        }
    }
}
