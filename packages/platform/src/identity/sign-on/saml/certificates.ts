import { X509Certificate } from "node:crypto";
import { SekishoError } from "sekisho";

/** A certificate as lists show it. */
export interface ListedCertificate {
  /** SHA-256, as consoles of providers show it. */
  readonly fingerprint: string;
  readonly validUntil: string;
}

const shortestKeyBits = 2048;
const pemEnvelope = /-----(?:BEGIN|END) CERTIFICATE-----|\s/g;

/**
 * Reads certificates with which a provider signs, each PEM or its bare Base64 as in metadata; gives them as PEM.
 *
 * @throws {SekishoError} `request-invalid` for what is no certificate, or one of another key than RSA with 2048 bits.
 */
export function readCertificates(written: readonly string[]): string[] {
  return written.map((text, at) => {
    const certificate = readCertificate(text);
    if (certificate === undefined) throw wrongCertificate(at, "no certificate");
    const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = certificate.publicKey;
    const bits = details?.modulusLength ?? 0;
    if (kind === "rsa" && bits >= shortestKeyBits) return certificate.toString();
    throw wrongCertificate(at, kind === "rsa" ? `RSA ${bits}` : (kind ?? "no key"));
  });
}

/** Says of stored certificates what lists show. */
export function listCertificates(stored: readonly string[]): ListedCertificate[] {
  return stored.flatMap((pem) => {
    const certificate = readCertificate(pem);
    if (certificate === undefined) return [];
    return [{ fingerprint: certificate.fingerprint256, validUntil: certificate.validToDate.toISOString() }];
  });
}

function readCertificate(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(text.replace(pemEnvelope, ""), "base64"));
  } catch {
    // Whatever it is, it is no certificate: the caller says which one.
    return undefined;
  }
}

function wrongCertificate(at: number, got: string): SekishoError {
  return new SekishoError("request-invalid", {
    en: `/certificates/${at}: expected an X.509 certificate with an RSA key of ${shortestKeyBits} bits or more, got ${got}`,
    ja: `/certificates/${at}: ${shortestKeyBits} ビット以上の RSA 鍵を持つ X.509 証明書が必要です（実際: ${got}）。`,
  });
}
