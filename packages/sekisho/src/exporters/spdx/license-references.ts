import { createLicenseReader, joinExpressions } from "../../semantics/sbom/license-terms.ts";
import { shortHash } from "./element-names.ts";

/** A licence that is not on the SPDX list. */
export interface LicenseReference {
  /** `LicenseRef-…`. */
  readonly id: string;
  /** As declared; left out for a reference that the package itself declares: then nothing more is known of it. */
  readonly text?: string;
}

const noAssertion = "NOASSERTION";
const referencePattern = /\bLicenseRef-[0-9A-Za-z.-]+/g;

/** Writes licences as expressions and remembers the references that they use: a document explains them once. */
export class LicenseReferences {
  readonly #readLicense = createLicenseReader();
  readonly #references = new Map<string, LicenseReference>();
  readonly #expressions = new Map<string, string>();

  /** Gives the licences of a package as one expression: all of them hold. */
  expressionOf(licenses: readonly string[]): string {
    if (licenses.length === 0) return noAssertion;
    return joinExpressions(licenses.map((license) => this.#refer(license)));
  }

  /** The references in the order of their first use. */
  get used(): readonly LicenseReference[] {
    return [...this.#references.values()];
  }

  /** The references that an expression made here uses. */
  usedIn(expression: string): readonly LicenseReference[] {
    if (!expression.includes("LicenseRef-")) return [];
    const ids = new Set(expression.match(referencePattern));
    return [...ids].flatMap((id) => this.#references.get(id) ?? []);
  }

  #refer(license: string): string {
    const known = this.#expressions.get(license);
    if (known !== undefined) return known;
    const expression = this.#readLicense(license).kind === "text" ? this.#nameText(license) : license;
    for (const [id] of expression.matchAll(referencePattern)) {
      if (!this.#references.has(id)) this.#references.set(id, { id });
    }
    this.#expressions.set(license, expression);
    return expression;
  }

  #nameText(text: string): string {
    const id = `LicenseRef-sekisho-${shortHash(text)}`;
    this.#references.set(id, { id, text });
    return id;
  }
}
