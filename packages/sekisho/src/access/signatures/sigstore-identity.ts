/** Somebody whom a certificate authority knows, and the root that vouches for that authority. */
export interface SigstoreIdentity {
  readonly kind: "sigstore";
  /** A trusted root of sigstore as JSON: authorities, logs and their keys. */
  readonly root: unknown;
  /** The name in the certificate, whole: an address, or the URI of a workflow. */
  readonly identity: string;
  /** Who says so: the address of the OpenID Connect provider, whole. */
  readonly issuer: string;
}
