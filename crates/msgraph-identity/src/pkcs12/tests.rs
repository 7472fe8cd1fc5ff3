//! Files of attackers. A file that is refused too late makes a test here run for minutes.

use der::Encode;
use der::asn1::ObjectIdentifier;

use super::*;

fn element(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let content = contents.concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let length = match content.len() {
        short @ 0..128 => vec![short as u8],
        _ => {
            let zeros = length.iter().take_while(|byte| **byte == 0).count();
            [&[0x84 - zeros as u8], &length[zeros..]].concat()
        }
    };
    [&[tag], &*length, &content].concat()
}

fn sequence(contents: &[&[u8]]) -> Vec<u8> {
    element(0x30, contents)
}

fn octets(content: &[u8]) -> Vec<u8> {
    element(0x04, &[content])
}

fn explicit(content: &[u8]) -> Vec<u8> {
    element(0xa0, &[content])
}

fn integer(number: u64) -> Vec<u8> {
    number.to_der().unwrap()
}

fn oid(oid: &str) -> Vec<u8> {
    ObjectIdentifier::new(oid).unwrap().to_der().unwrap()
}

/// A file of these safes, with this MAC data.
fn file(safes: &[Vec<u8>], mac: &[u8]) -> Vec<u8> {
    let safes: Vec<&[u8]> = safes.iter().map(Vec::as_slice).collect();
    let content = explicit(&octets(&sequence(&safes)));
    let info = sequence(&[&oid(names::DATA), &content]);
    sequence(&[&integer(3), &info, mac])
}

fn mac(iterations: u64) -> Vec<u8> {
    let sha256 = sequence(&[&oid("2.16.840.1.101.3.4.2.1")]);
    let info = sequence(&[&sha256, &octets(&[0; 32])]);
    sequence(&[&info, &octets(b"salt"), &integer(iterations)])
}

/// PBKDF2 with SHA-256.
fn sha256(iterations: u64) -> Vec<u8> {
    let hmac = sequence(&[&oid("1.2.840.113549.2.9")]);
    let parameters = sequence(&[&octets(b"salt"), &integer(iterations), &hmac]);
    sequence(&[&oid(names::PBKDF2), &parameters])
}

/// PBKDF2 with SHA-1.
fn pbkdf2(iterations: u64) -> Vec<u8> {
    let parameters = sequence(&[&octets(b"salt"), &integer(iterations)]);
    sequence(&[&oid(names::PBKDF2), &parameters])
}

/// A key of so many bytes, with a salt of so many.
fn pbmac1(salt: usize, length: u64) -> Vec<u8> {
    let parameters = sequence(&[&octets(&vec![0; salt]), &integer(1), &integer(length)]);
    let derivation = sequence(&[&oid(names::PBKDF2), &parameters]);
    let sha512 = sequence(&[&oid("1.2.840.113549.2.11")]);
    let algorithm = sequence(&[&oid(names::PBMAC1), &sequence(&[&derivation, &sha512])]);
    let info = sequence(&[&algorithm, &octets(&[0; 64])]);
    sequence(&[&info, &octets(b"salt"), &integer(1)])
}

fn scrypt(n: u64, r: u64, p: u64) -> Vec<u8> {
    let parameters = sequence(&[&octets(b"salt"), &integer(n), &integer(r), &integer(p)]);
    sequence(&[&oid(names::SCRYPT), &parameters])
}

/// AES-256 with a key that is derived like this.
fn pbes2(derivation: &[u8]) -> Vec<u8> {
    let aes = sequence(&[&oid("2.16.840.1.101.3.4.1.42"), &octets(&[0; 16])]);
    sequence(&[&oid(names::PBES2), &sequence(&[derivation, &aes])])
}

fn pbes1(iterations: u64) -> Vec<u8> {
    let parameters = sequence(&[&octets(b"salt"), &integer(iterations)]);
    sequence(&[&oid(names::PBE_3DES), &parameters])
}

/// A safe that is encrypted like this.
fn encrypted(algorithm: &[u8]) -> Vec<u8> {
    let content = element(0x80, &[&[0; 64]]);
    let info = sequence(&[&oid(names::DATA), algorithm, &content]);
    let data = sequence(&[&integer(0), &info]);
    sequence(&[&oid(names::ENCRYPTED_DATA), &explicit(&data)])
}

/// A safe with these bags.
fn plain(bags: &[Vec<u8>]) -> Vec<u8> {
    let bags: Vec<&[u8]> = bags.iter().map(Vec::as_slice).collect();
    sequence(&[&oid(names::DATA), &explicit(&octets(&sequence(&bags)))])
}

fn bag(kind: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(kind), &explicit(value)])
}

fn key_bag(algorithm: &[u8]) -> Vec<u8> {
    let key = sequence(&[algorithm, &octets(&[0; 64])]);
    bag(names::SHROUDED_KEY_BAG, &key)
}

#[track_caller]
fn assert_refused(der: &[u8], expected: &ArchiveError) {
    for password in ["", "pw"] {
        assert_eq!(Archive::read(der, password).err().as_ref(), Some(expected));
    }
}

#[test]
fn work_is_refused_before_a_key_is_derived() {
    let many = |safe: Vec<u8>| vec![safe; 4];
    for der in [
        file(&[], &mac(u64::from(u32::MAX))),
        file(&[], &mac(u64::MAX >> 1)),
        file(&[encrypted(&pbes2(&pbkdf2(u64::from(u32::MAX))))], &[]),
        file(&[encrypted(&pbes1(u64::from(u32::MAX)))], &[]),
        // Each alone is within the limit.
        file(&many(encrypted(&pbes2(&pbkdf2(500_000)))), &[]),
        file(&many(encrypted(&pbes1(500_000))), &[]),
        file(&many(encrypted(&pbes2(&scrypt(1 << 16, 8, 1)))), &[]),
        file(&[encrypted(&pbes2(&pbkdf2(500_000)))], &mac(500_000)),
        file(
            &[plain(&[key_bag(&pbes2(&pbkdf2(500_000)))])],
            &mac(500_000),
        ),
        file(&[plain(&vec![key_bag(&pbes2(&pbkdf2(100_000))); 900])], &[]),
        // The memory of scrypt: 1 GiB, and more than there is.
        file(&[encrypted(&pbes2(&scrypt(1 << 20, 8, 1)))], &[]),
        file(&[encrypted(&pbes2(&scrypt(1 << 62, 1 << 30, 1)))], &[]),
        file(
            &[encrypted(&pbes2(&scrypt(2, 1, u64::from(u32::MAX))))],
            &[],
        ),
        file(&[encrypted(&pbes2(&scrypt(1 << 14, 8, 1 << 20)))], &[]),
        // The number of bags and safes.
        file(&vec![plain(&[]); 200], &[]),
        file(&[plain(&vec![bag("1.2.3", &[]); 2000])], &[]),
    ] {
        assert_refused(&der, &ArchiveError::TooCostly);
    }
}

/// The iterations that tools write: Windows, OpenSSL, keytool, pyca/cryptography, and the advice of OWASP for PBKDF2 with SHA-256.
#[test]
fn the_work_for_files_of_ordinary_tools_is_within_the_budget() {
    for iterations in [2_000, 2_048, 10_000, 20_000, 100_000] {
        for algorithm in [pbes1(iterations), pbes2(&pbkdf2(iterations))] {
            let der = file(
                &[encrypted(&algorithm), plain(&[key_bag(&algorithm)])],
                &mac(iterations),
            );
            assert_within_budget(&der);
        }
    }
    let advised = pbes2(&sha256(600_000));
    assert_within_budget(&file(&[plain(&[key_bag(&advised)])], &mac(600_000)));
    let openssl = scrypt(1 << 14, 8, 1);
    assert_within_budget(&file(&[plain(&[key_bag(&pbes2(&openssl))])], &mac(2_048)));
}

#[track_caller]
fn assert_within_budget(der: &[u8]) {
    let cost = File::read(der).unwrap().cost().unwrap();
    assert!(Budget::new().check(cost).is_ok(), "{cost}");
}

/// The budget is two seconds of a debug build, at 1.1 µs for a hash of SHA-256.
#[test]
fn the_cost_counts_iterations_times_blocks_times_the_time_of_a_hash() {
    let cost =
        |safes: &[Vec<u8>], mac: &[u8]| File::read(&file(safes, mac)).unwrap().cost().unwrap();
    let none = cost(&[], &mac(1));
    assert_eq!(cost(&[], &mac(1_001)) - none, 1_000);
    for (algorithm, more, expected) in [
        // A key of AES-256 takes two blocks of SHA-1 and one of SHA-256; triple DES takes two of SHA-1, and one for its vector.
        (pbkdf2(1), pbkdf2(1_001), 2 * 2 * 2 * 1_000),
        (sha256(1), sha256(1_001), 2 * 1_000),
        (scrypt(2, 1, 1), scrypt(2, 1, 1_001), 2 * 8 * 1_000),
    ] {
        let cost = |derivation: &[u8]| cost(&[encrypted(&pbes2(derivation))], &[]);
        assert_eq!(cost(&more) - cost(&algorithm), expected);
    }
    let more = cost(&[encrypted(&pbes1(1_001))], &[]) - cost(&[encrypted(&pbes1(1))], &[]);
    assert_eq!(more, 3 * 2 * 1_000);
    // A key of 16 blocks of SHA-512, for each of which the salt is hashed.
    assert!(cost(&[], &pbmac1(200_000, 1024)) > 16 * 2 * 200_000 / 64);
    let long = |length| {
        sequence(&[
            &oid(names::PBE_3DES),
            &sequence(&[&octets(&vec![0; length]), &integer(1)]),
        ])
    };
    assert!(
        cost(&[encrypted(&long(64_000))], &[]) - cost(&[encrypted(&long(0))], &[]) >= 3 * 2 * 1_000
    );
    assert!(Budget::new().check(1_850_000).is_ok());
    assert!(Budget::new().check(1_850_001).is_err());
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    assert_refused(&octets(&vec![0; 256 << 10]), &ArchiveError::TooLarge);
}

#[test]
fn parameters_that_make_no_sense_are_refused() {
    for algorithm in [
        pbes2(&pbkdf2(0)),
        pbes1(0),
        pbes2(&scrypt(0, 8, 1)),
        pbes2(&scrypt(3, 8, 1)),
        pbes2(&scrypt(16, 0, 1)),
        pbes2(&scrypt(16, 8, 0)),
        sequence(&[&oid(names::PBES2)]),
        sequence(&[&oid(names::PBE_3DES), &sequence(&[&octets(b"salt")])]),
    ] {
        assert_refused(
            &file(&[encrypted(&algorithm)], &[]),
            &ArchiveError::NotPkcs12,
        );
    }
    assert_refused(&file(&[], &mac(0)), &ArchiveError::NotPkcs12);
    let negative = element(0x02, &[&[0xff]]);
    assert_refused(&sequence(&[&negative]), &ArchiveError::NotPkcs12);
}

#[test]
fn structures_and_algorithms_that_are_not_supported_are_named() {
    let other = |kind: &str| sequence(&[&oid(kind), &explicit(&sequence(&[]))]);
    for (der, name) in [
        (
            file(&[other("1.2.840.113549.1.7.3")], &[]),
            "envelopedData (1.2.840.113549.1.7.3)",
        ),
        (
            sequence(&[&integer(3), &other("1.2.840.113549.1.7.2")]),
            "signedData (1.2.840.113549.1.7.2)",
        ),
        (
            file(&[plain(&[bag(names::NESTED_BAGS, &sequence(&[]))])], &[]),
            "safeContentsBag (1.2.840.113549.1.12.10.1.6)",
        ),
        (
            file(&[encrypted(&sequence(&[&oid("1.2.3.4")]))], &[]),
            "the algorithm or structure 1.2.3.4",
        ),
    ] {
        assert_refused(&der, &ArchiveError::Unsupported(name.to_owned()));
    }
}

#[test]
fn indefinite_lengths_and_chunks_are_named_wherever_they_are() {
    let open = [&[0x30, 0x80][..], &integer(3), &[0, 0]].concat();
    assert_refused(&open, &ArchiveError::Ber);
    assert_refused(&sequence(&[&integer(3), &open]), &ArchiveError::Ber);

    let chunks = element(0x24, &[&octets(&[])]);
    let info = sequence(&[&oid(names::DATA), &explicit(&chunks)]);
    assert_refused(&sequence(&[&integer(3), &info]), &ArchiveError::Ber);
    let chunks = explicit(&octets(&[0; 64]));
    let info = sequence(&[&oid(names::DATA), &pbes1(1), &chunks]);
    let data = sequence(&[&integer(0), &info]);
    let safe = sequence(&[&oid(names::ENCRYPTED_DATA), &explicit(&data)]);
    assert_refused(&file(&[safe], &[]), &ArchiveError::Ber);
}
