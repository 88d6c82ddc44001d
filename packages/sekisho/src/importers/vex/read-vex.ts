import { findJsonError } from "../../formats/json/find-json-error.ts";
import { findObject, findText, isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import type { VexStatement } from "../../model/vex.ts";
import { findAttested } from "./attestation.ts";
import { isCsaf, readCsaf } from "./csaf.ts";
import { isCycloneDx, readCycloneDxVex } from "./cyclonedx.ts";
import { isOpenVex, readOpenVex } from "./openvex.ts";
import { VexCollector } from "./vex-collector.ts";

/** What a VEX document says, or why it is none. */
export type VexReading =
  | { readonly kind: "read"; readonly statements: readonly VexStatement[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "refused"; readonly message: Text };

/**
 * Reads a VEX document: OpenVEX 0.0.1 to 0.2.0, alone or in an in-toto attestation; CycloneDX 1.4 to 1.6 with analyses;
 * CSAF 2.0 and 2.1, VEX and security advisories.
 *
 * Never throws for what stands in the document. A statement that cannot be used is a diagnostic with its place, and the
 * others are read. Signatures around a document are not verified, which is said.
 *
 * @param path As the user names the document.
 */
export function readVex(bytes: Uint8Array, path: string): VexReading {
  const text = new TextDecoder().decode(bytes);
  const root = parse(text);
  if (root === undefined) return refuse(text);
  const collector = new VexCollector(path);
  if (!readRoot(root, collector)) return refuse(text);
  const diagnostics = collector.finish();
  if (collector.statements.length === 0 && diagnostics.length === 0) collector.tell("no-statements", noStatements, "");
  return { kind: "read", statements: collector.statements, diagnostics: collector.finish() };
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // The caller says where the text stops being JSON.
    return undefined;
  }
}

/** Gives false when the value is no VEX document. */
function readRoot(root: unknown, collector: VexCollector): boolean {
  if (!isJsonObject(root)) return false;
  if (isCsaf(root)) readCsaf(root, collector);
  else if (isCycloneDx(root)) readCycloneDxVex(root, collector);
  else if (isOpenVex(root)) readOpenVex(root, { pointer: "", products: [] }, collector);
  else return readAttestation(root, collector);
  return true;
}

function readAttestation(root: JsonObject, collector: VexCollector): boolean {
  const attested = findAttested(root);
  if (attested === undefined) return false;
  const { predicate, pointer, products, isSigned } = attested;
  if (isOpenVex(predicate)) readOpenVex(predicate, { pointer, products }, collector);
  else if (isCycloneDx(predicate)) readCycloneDxVex(predicate, collector);
  else return false;
  if (isSigned) collector.tell("signature-unchecked", signatureUnchecked, "");
  return true;
}

function refuse(text: string): VexReading {
  const root = parse(text);
  const got = root === undefined ? brokenAt(text) : foundKind(root);
  return {
    kind: "refused",
    message: {
      en: `expected a VEX document (OpenVEX, CycloneDX or CSAF in JSON), got ${got.en}`,
      ja: `VEX 文書（OpenVEX、CycloneDX、CSAF の JSON）を想定しましたが、${got.ja}でした。`,
    },
  };
}

function brokenAt(text: string): Text {
  const offset = findJsonError(text);
  const line = text.slice(0, offset).split("\n").length;
  const found = quote(text.slice(offset, offset + 20));
  if (found === "") return { en: `JSON that ends too early on line ${line}`, ja: `${line} 行目で途切れた JSON` };
  return { en: `no JSON from "${found}" on line ${line} on`, ja: `${line} 行目の「${found}」以降が JSON として不正` };
}

function foundKind(root: unknown): Text {
  if (!isJsonObject(root)) return { en: "JSON that is no object", ja: "オブジェクトではない JSON" };
  const type = findText(root, "predicateType") ?? findText(findObject(root, "predicate") ?? {}, "@context");
  if (type !== undefined) return { en: `an attestation of ${quote(type)}`, ja: `${quote(type)} のアテステーション` };
  const keys = Object.keys(root).slice(0, 5).map(quote).join(", ");
  return { en: `an object with the keys ${keys}`, ja: `キー ${keys} を持つオブジェクト` };
}

const noStatements: Text = {
  en: "The document states nothing: it has no statement, analysis or product status.",
  ja: "この文書にはステートメント、analysis、product_status のいずれもありません。",
};

const signatureUnchecked: Text = {
  en: "The signature of the attestation was not verified: whoever uses the document answers for its origin.",
  ja: "アテステーションの署名は検証していません。文書の出所は利用者が確認してください。",
};
