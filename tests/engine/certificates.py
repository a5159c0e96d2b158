"""Certificates for the internet of the tests: an authority, a good one, and three that must be refused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey


def _certificate(name: str, issuer: str, signer: Key, key: Key, *, ca: bool = False, age: int = 1) -> x509.Certificate:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=age))
        .not_valid_after(now + timedelta(days=1) if age < 10 else now - timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signer, hashes.SHA256())
    )


def _pem(certificate: x509.Certificate, key: Key | None = None) -> bytes:
    encoded = certificate.public_bytes(serialization.Encoding.PEM)
    if key is None:
        return encoded
    plain = serialization.NoEncryption()
    return encoded + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def write_certificates(folder: Path) -> None:
    """`ca.pem`, and NAME.pem with the key for each name that is served over TLS."""
    authority, stranger = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    (folder / "ca.pem").write_bytes(
        _pem(_certificate("test authority", "test authority", authority, authority, ca=True))
    )
    wanted = {
        "secure": ("secure.example.com", authority, 1),
        "upgraded": ("upgraded.example.com", authority, 1),
        "wrong-name": ("another.example.com", authority, 1),
        "expired": ("expired.example.com", authority, 30),
        "self-signed": ("self-signed.example.com", stranger, 1),
    }
    for file, (name, signer, age) in wanted.items():
        key = ec.generate_private_key(ec.SECP256R1())
        signed = _certificate(name, "test authority", signer, key, age=age)
        (folder / f"{file}.example.com.pem").write_bytes(_pem(signed, key))
