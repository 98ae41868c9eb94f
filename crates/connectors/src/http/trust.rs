//! Whom a connection trusts: the system's authorities, or one certificate that a person pinned.
//!
//! A pin stands alone: with it no authority is asked, and no other certificate is good, however well it is signed. What
//! is refused is remembered by its fingerprint, so that a person can be asked. Deliberately absent: trusting at first
//! sight.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::{Failure, Fingerprint};

/// The certificate that was refused last; every clone is the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Refused(Arc<Mutex<Option<Fingerprint>>>);

impl Refused {
    /// Takes what was refused since it was asked last.
    pub(super) fn take(&self) -> Option<Fingerprint> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn note(&self, fingerprint: Fingerprint) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(fingerprint);
    }
}

/// The encryption of an account's connections.
pub(super) fn encryption(pin: Option<Fingerprint>, refused: &Refused) -> Result<ClientConfig, Failure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    // A computer without authorities still knows what is pinned.
    let system = Verifier::new(Arc::clone(&provider)).ok();
    let trust = Trust { system, pin, provider: Arc::clone(&provider), refused: refused.clone() };
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|_| Failure::Unmade)?;
    Ok(config.dangerous().with_custom_certificate_verifier(Arc::new(trust)).with_no_client_auth())
}

#[derive(Debug)]
struct Trust {
    system: Option<Verifier>,
    pin: Option<Fingerprint>,
    provider: Arc<CryptoProvider>,
    refused: Refused,
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        stapled: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let fingerprint = Fingerprint::of(certificate);
        let verified = match (self.pin, &self.system) {
            (Some(pin), _) if pin == fingerprint => Ok(ServerCertVerified::assertion()),
            (None, Some(system)) => system.verify_server_cert(certificate, chain, name, stapled, now),
            (Some(_), _) | (None, None) => Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)),
        };
        verified.inspect_err(|_| self.refused.note(fingerprint))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
