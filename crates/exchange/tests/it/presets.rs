//! Layouts of known programs, in files of the same shape with people of our own.
//!
//! Each file is recognised by name and gives the contact that its program would show. Deliberately absent: real exports,
//! which the example `samples` reads.

use satchel_model::ProblemCode;

use crate::{import, target};

fn preset(text: &str) -> (crate::Import, String) {
    let out = import(text.as_bytes());
    let name = out.seen.mapping.preset.clone().unwrap_or_default();
    (out, name)
}

#[test]
fn google_of_today() {
    let (out, name) = preset(
        "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,File As,Organization Name,Organization Title,Birthday,\
         Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,\
         Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - Country,Relation 1 - Label,\
         Relation 1 - Value,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value\n\
         Rosa,,Lind,,Dr,,Birch AB,Chemist,--03-05,\"one\ntwo\",https://p.example,Lab ::: * myContacts,Home,rosa@home.example,\
         * Work,rosa@birch.example,Mobile,+46 70 123 45 67 ::: +46 8 123 456 78,Work,\"Ekv. 1\nUppsala\",Ekv. 1,Uppsala,SE,Spouse,\
         Per,Blog,rosa.example,Anniversary,2010-06-12\n",
    );
    assert_eq!(name, "google");
    let contact = &out.contacts[0];
    assert_eq!(contact.emails[0], ("work".to_owned(), "rosa@birch.example".to_owned()));
    assert_eq!(contact.emails[1], ("home".to_owned(), "rosa@home.example".to_owned()));
    assert_eq!(contact.phones.len(), 2);
    assert!(contact.phones.iter().all(|(label, _, e164)| label == "mobile" && e164.starts_with("+46")));
    assert_eq!(contact.tags, ["Lab"]);
    assert_eq!(contact.birthday.unwrap().to_string(), "--03-05");
    assert_eq!(contact.addresses[0].one_line(), "Ekv. 1, Uppsala, SE");
    assert_eq!(contact.notes, "one\ntwo\nSpouse: Per");
    assert_eq!(contact.links[0], ("blog".to_owned(), "rosa.example".to_owned()));
    assert_eq!(contact.dates[0].0, "anniversary");
    assert!(out.problems.is_empty() && out.seen.unmapped.is_empty());
}

#[test]
fn google_of_yesterday() {
    let (out, name) = preset(
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,\
         Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Organization 1 - Type,Organization 1 - Name,\
         Organization 1 - Title\n\
         Rosa Lind,Rosa,,Lind,,Lab ::: * myContacts,* ,rosa@a.example ::: rosa@b.example,,\"Ekv. 1\nUppsala\",,,Birch AB,Chemist\n",
    );
    assert_eq!(name, "google-old");
    let contact = &out.contacts[0];
    assert_eq!((contact.emails.len(), contact.display.as_str()), (2, ""));
    assert_eq!(contact.addresses[0].street, "Ekv. 1\nUppsala");
    assert_eq!((contact.company.as_str(), contact.title.as_str()), ("Birch AB", "Chemist"));
}

#[test]
fn outlook() {
    let (out, name) = preset(
        "\"Title\",\"First Name\",\"Last Name\",\"Company\",\"Job Title\",\"Business Street\",\"Business Street 2\",\
         \"Business City\",\"Business Country/Region\",\"Home Fax\",\"Business Phone\",\"Anniversary\",\"Birthday\",\"Categories\",\
         \"E-mail Address\",\"E-mail Type\",\"E-mail Display Name\",\"E-mail 2 Address\",\"E-mail 2 Type\",\"Gender\",\"Priority\"\r\n\
         \"Mr\",\"Tom\",\"O'Dea\",\"Peat Ltd\",\"Smith\",\"1 High St\r\nFloor 2\",\"Back\",\"Cork\",\"Ireland\",\"021 427 1111\",\
         \"021 427 1234\",\"0/0/00\",\"5/1/1980\",\"Client;VIP\",\"tom@peat.example\",\"SMTP\",\"Tom\",\"/o=X/cn=TOM\",\"EX\",\
         \"Unspecified\",\"Normal\"\r\n",
    );
    assert_eq!(name, "outlook");
    let contact = &out.contacts[0];
    assert_eq!((contact.prefix.as_str(), contact.title.as_str()), ("Mr", "Smith"));
    assert_eq!(contact.addresses[0].street, "1 High St\nFloor 2\nBack");
    assert_eq!(contact.phones[0].2, "+353214271234");
    assert_eq!((contact.tags.len(), contact.dates.len(), contact.emails.len()), (2, 0, 1));
    assert_eq!(out.problems[0].code, ProblemCode::EmailInvalid);
}

#[test]
fn outlook_in_german() {
    let out = import(
        "Anrede;Vorname;Nachname;Firma;Position;Straße geschäftlich;Ort geschäftlich;Postleitzahl geschäftlich;\
         Land/Region geschäftlich;Telefon geschäftlich;Mobiltelefon;E-Mail-Adresse;Geburtstag\n\
         Frau;Änne;Groß;Birke GmbH;Leiterin;Weg 1;Köln;50667;Deutschland;0221 123456;0171 1234567;aenne@birke.example;31.12.1980\n"
            .as_bytes(),
    );
    let contact = &out.contacts[0];
    assert_eq!((contact.prefix.as_str(), contact.family.as_str()), ("Frau", "Groß"));
    assert_eq!(contact.addresses[0].one_line(), "Weg 1, 50667 Köln, Deutschland");
    assert_eq!(contact.phones[0], ("work".into(), "0221 123456".into(), "+49221123456".into()));
    assert_eq!(contact.phones[1].0, "mobile");
    assert!(out.problems.is_empty() && out.seen.unmapped.is_empty());
}

#[test]
fn linkedin_connections_of_every_era() {
    let rows =
        "Mia,\"Berg, PhD\",https://www.linkedin.com/in/mia,,\"Fir, S.L.\",Engineer,08 Feb 2026\n,,,,,,07 Jun 2026";
    let preamble = "Notes:\n\"When exporting, some \"\"addresses\"\" are missing, you may notice.\"\n\n";
    let (out, name) =
        preset(&format!("{preamble}First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{rows}"));
    assert_eq!((name.as_str(), out.seen.header_line), ("linkedin", Some(4)));
    let contact = &out.contacts[0];
    assert_eq!(contact.links[0].0, "linkedin");
    assert_eq!((contact.dates[0].0.as_str(), contact.dates[0].1.to_string()), ("connected", "2026-02-08".to_owned()));
    assert_eq!(out.failed, [(6, ProblemCode::Unidentified)]);
    let (out, name) = preset(
        "First Name,Last Name,Email Address,Company,Position,Connected On\nMia,Berg,,Fir,Engineer,08 Feb 2020\n",
    );
    assert_eq!((name.as_str(), out.contacts.len()), ("linkedin", 1));
    let (out, name) = preset(
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,InstantMessageHandles,FullName,BookmarkedAt\n\
         phone,Mia,Berg,Fir,,\"mia@a.example,mia@b.example\",\"+46701234567,+46701234568\",,,,\n",
    );
    assert_eq!(name, "linkedin-imported");
    assert_eq!((out.contacts[0].emails.len(), out.contacts[0].phones.len()), (2, 2));
}

#[test]
fn customer_databases() {
    for (text, expected) in [
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,Associated Company\n\
             7,Mia,Berg,mia@fir.example,,Sam Sales (sam@x.example),NEW,2026-01-15 10:00,Fir\n",
            "hubspot",
        ),
        (
            "Person - ID,Person - Name,Person - Labels,Person - Organization,Person - Email - Work,Person - Owner\n\
             7,Mia Berg,\"Hot,Cold\",Fir,\"mia@fir.example, m@fir.example\",Sam Sales\n",
            "pipedrive",
        ),
        (
            "Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,Account Name,Email\n\
             zcrm_1,zcrm_2,Sam Sales,Mia,Berg,zcrm_3,Fir,mia@fir.example\n",
            "zoho",
        ),
        (
            "\"Salutation\",\"First Name\",\"Last Name\",\"Title\",\"Account Name\",\"Email\",\"Contact Owner\"\n\
             \"\",\"Mia\",\"Berg\",\"CTO\",\"Fir\",\"mia@fir.example\",\"Sam Sales\"\n\n\n\"Grand Totals (1 records)\"\n\n\
             \"Confidential Information - Do Not Distribute\"\n\"Copyright (c) 2000-2026 salesforce.com, inc.\"\n",
            "salesforce-report",
        ),
    ] {
        let (out, name) = preset(text);
        assert_eq!(name, expected);
        let contact = &out.contacts[0];
        assert_eq!((contact.given.as_str(), contact.family.as_str()), ("Mia", "Berg"), "{name}");
        assert_eq!((contact.company.as_str(), contact.owner.as_str()), ("Fir", "Sam Sales"), "{name}");
        assert_eq!(contact.emails[0].1, "mia@fir.example", "{name}");
        assert_eq!((out.contacts.len(), out.failed.len(), out.problems.len()), (1, 0, 0), "{name}");
    }
}

#[test]
fn salesforce_data_export() {
    let (out, name) = preset(
        "\"Id\",\"AccountId\",\"LastName\",\"FirstName\",\"MailingCity\",\"MailingCountry\",\"Phone\",\"OwnerId\",\"SystemModstamp\"\n\
         \"003x\",\"001x\",\"Berg\",\"Mia\",\"Oslo\",\"Norway\",\"22 12 34 56\",\"005\",\"2026-02-01 00:00:00\"\n",
    );
    assert_eq!(name, "salesforce-contact");
    assert_eq!(out.contacts[0].phones[0].2, "+4722123456");
    let (_, name) = preset(
        "\"Id\",\"LastName\",\"FirstName\",\"Company\",\"Status\",\"IsConverted\"\n\"1\",\"Berg\",\"Mia\",\"Fir\",\"Open\",\"0\"\n",
    );
    assert_eq!(name, "salesforce-lead");
}

#[test]
fn mail_programs() {
    let (out, name) = preset(
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Birth Year,Birth Month,\
         Birth Day,Notes,\n,,Mia Berg,,mia@fir.example,,,,1980,4,9,,\n",
    );
    assert_eq!(name, "thunderbird");
    let contact = &out.contacts[0];
    assert_eq!((contact.given.as_str(), contact.family.as_str(), contact.display.as_str()), ("Mia", "Berg", ""));
    assert_eq!(contact.birthday.unwrap().to_string(), "1980-04-09");
    let (out, name) = preset(
        "First,Middle,Last,Email,Messenger ID,Home,Work,Alternate Email 1,Title\nMia,,Berg,m@a.example,,,+4722123456,m@b.example,CTO\n",
    );
    assert_eq!(name, "yahoo");
    assert_eq!((target(&out, "Work"), target(&out, "Title")), ("phones:work", "title"));
    assert_eq!(out.contacts[0].emails.len(), 2);
}

#[test]
fn refusals_of_each_program_are_refusals() {
    for (program, text) in [
        (
            "hubspot",
            "Record ID,First Name,Email,Lifecycle Stage,Unsubscribed from all email\n1,Mia,m@fir.example,Lead,true\n2,Bo,b@fir.example,Lead,\n",
        ),
        (
            "zoho",
            "Record Id,Contact Owner.id,Last Name,Email,Email Opt Out\nzcrm_1,zcrm_2,Berg,m@fir.example,true\nzcrm_3,zcrm_2,Bo,b@fir.example,false\n",
        ),
        (
            "zoho",
            "Record Id,Contact Owner.id,Last Name,Email,Unsubscribed Mode,Unsubscribed Time\n1,2,Berg,m@fir.example,Manual,2026-02-01 10:00:00\n3,2,Bo,b@fir.example,,\n",
        ),
        (
            "pipedrive",
            "Person - Name,Person - ID,Person - Email,Person - Marketing status\nMia Berg,1,m@fir.example,Unsubscribed\nBo,2,b@fir.example,Subscribed\n",
        ),
        (
            "salesforce-contact",
            "Id,LastName,Email,AccountId,OwnerId,HasOptedOutOfEmail\n1,Berg,m@fir.example,,,1\n2,Bo,b@fir.example,,,0\n",
        ),
        (
            "salesforce-report",
            "Last Name,Account Name,Email,Email Opt Out\nBerg,Fir,m@fir.example,1\nBo,Fir,b@fir.example,0\n",
        ),
        ("", "Email Address,First Name,UNSUB_TIME\nm@fir.example,Mia,2026-02-01 10:00:00\nb@fir.example,Bo,\n"),
        ("", "E-Mail;Vorname;Keine E-Mails\nm@fir.example;Mia;Ja\nb@fir.example;Bo;Nein\n"),
        ("", "Email,First Name,Do not allow Emails\nm@fir.example,Mia,Do Not Allow\nb@fir.example,Bo,Allow\n"),
    ] {
        let (out, name) = preset(text);
        assert_eq!(name, program, "{text}");
        let refused: Vec<bool> = out.contacts.iter().map(|contact| contact.preferences.do_not_email).collect();
        assert_eq!(refused, [true, false], "{text}");
        assert!(out.problems.is_empty() && out.contacts[0].notes.is_empty(), "{text}: {:?}", out.problems);
    }
}
