import { joinExpressions, type LicenseTerm } from "../../semantics/sbom/license-terms.ts";

/** One entry of a component's licences. */
export type CycloneDxLicense =
  | { readonly license: { readonly id: string } | { readonly name: string } }
  | { readonly expression: string };

/**
 * Gives licences as the schema wants them: identifiers and names side by side, or a single expression. Several of which
 * one is an expression are joined, for all of them hold; beside a text that is none, expressions are names.
 */
export function toLicenses(
  licenses: readonly string[],
  readLicense: (license: string) => LicenseTerm,
): readonly CycloneDxLicense[] {
  const terms = licenses.map(readLicense);
  const hasExpression = terms.some(({ kind }) => kind === "expression");
  if (hasExpression && terms.every(({ kind }) => kind !== "text")) return [{ expression: joinExpressions(licenses) }];
  return terms.map(({ kind, text }) => ({ license: kind === "identifier" ? { id: text } : { name: text } }));
}
