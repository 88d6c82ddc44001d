/** What a VEX statement can say of a flaw in a product, in the words of OpenVEX. */
export const vexStatuses = ["not_affected", "affected", "fixed", "under_investigation"] as const;

/** What a VEX statement says of a flaw in a product. */
export type VexStatus = (typeof vexStatuses)[number];

/** Every reason why a flaw does no harm that OpenVEX and CSAF share. Source: CISA, VEX Status Justifications, 2022. */
export const vexJustifications = [
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
] as const;

/** Why a flaw does no harm. */
export type VexJustification = (typeof vexJustifications)[number];

/** The names of one piece of software; any of them may tell what it is. */
export interface VexProduct {
  /** Package URLs, as written. */
  readonly purls: readonly string[];
  /** CPE 2.2 or 2.3, as written. */
  readonly cpes: readonly string[];
  /** `sha256:` and hex in lower case. */
  readonly hashes: readonly string[];
  /** Any other name, as written: an image reference, an IRI, the id in the document. */
  readonly names: readonly string[];
  /** Versions it means beside those in its package URLs: `vers:npm/>=1|<2`, or single ones. All when left out. */
  readonly versions?: readonly string[];
  /** The parts of the product that it is about; the product as a whole when empty. */
  readonly components: readonly VexProduct[];
}

/** The document that a statement stands in. */
export interface VexDocument {
  /** Path, as the user names it. */
  readonly path: string;
  /** `openvex@0.2.0`, `cyclonedx@1.6`, `csaf@2.0`. */
  readonly format: string;
  readonly id?: string;
  readonly version?: string;
  readonly author?: string;
  /** RFC 3339, as written. */
  readonly timestamp?: string;
}

/** One statement about flaws in products. */
export interface VexStatement {
  readonly document: VexDocument;
  /** JSON pointer to where it stands. */
  readonly pointer: string;
  /** All names of the one flaw. */
  readonly flaws: readonly [string, ...string[]];
  readonly status: VexStatus;
  readonly justification?: VexJustification;
  /** The justification in the words of the document's format, where no shared one means the same. */
  readonly otherJustification?: string;
  /** Why it does no harm, in words. */
  readonly impact?: string;
  /** What to do, in words. */
  readonly action?: string;
  readonly notes?: string;
  /** RFC 3339, as written; that of the document where the statement has none. */
  readonly timestamp?: string;
  readonly products: readonly VexProduct[];
}

/**
 * A statement as it was held against a finding. `decides`: it is the one that counts. `outweighed`: a statement about a
 * more specific product, or a newer one of the same author, counts. `contradicted`: another of the same weight says
 * otherwise, so that it hides nothing. `too-broad`: it calls a flaw repaired and does not say in which version.
 */
export interface AppliedVexStatement {
  readonly role: "decides" | "outweighed" | "contradicted" | "too-broad";
  readonly status: VexStatus;
  readonly justification?: VexJustification;
  readonly otherJustification?: string;
  readonly impact?: string;
  readonly action?: string;
  readonly notes?: string;
  readonly author?: string;
  readonly timestamp?: string;
  /** Path of the document, as the user names it. */
  readonly path: string;
  readonly pointer: string;
  /** Id and version that the document gives itself. */
  readonly document?: string;
  readonly version?: string;
  /** How the document names what matched: a package URL, a digest, a name. */
  readonly product: string;
}
