import { findObject, findText, isJsonObject, type JsonObject, listOf } from "../../formats/json/json-value.ts";
import type { VexProduct } from "../../model/vex.ts";
import { findSha256, isNameless, joinProducts, namelessProduct, productOfName } from "./statement-parts.ts";

/** A document in an attestation, with the products that the attestation is about. */
export interface AttestedDocument {
  readonly predicate: JsonObject;
  /** JSON pointer of the document; that of the envelope where it is encoded inside. */
  readonly pointer: string;
  readonly products: readonly VexProduct[];
  /** Whether it came in a signed envelope. */
  readonly isSigned: boolean;
}

/** Finds the document in an in-toto statement, a DSSE envelope around one, or a Sigstore bundle around that. */
export function findAttested(root: JsonObject): AttestedDocument | undefined {
  const bundled = findObject(root, "dsseEnvelope");
  const envelope = bundled ?? root;
  const payload = findText(envelope, "payload");
  if (payload === undefined) return readStatement(root, "", false);
  const type = findText(envelope, "payloadType") ?? "";
  if (!type.startsWith("application/vnd.in-toto")) return undefined;
  const statement = decode(payload);
  const pointer = bundled === undefined ? "/payload" : "/dsseEnvelope/payload";
  return statement === undefined ? undefined : readStatement(statement, pointer, true);
}

/** Source: in-toto attestation framework 1.0, Statement layer. */
function readStatement(statement: JsonObject, pointer: string, isSigned: boolean): AttestedDocument | undefined {
  const type = findText(statement, "_type") ?? "";
  const predicate = findObject(statement, "predicate");
  if (predicate === undefined || !type.startsWith("https://in-toto.io/Statement/")) return undefined;
  const products = listOf(statement, "subject").flatMap((subject) => (isJsonObject(subject) ? productOf(subject) : []));
  // Cosign wraps some predicates once more.
  const inner = findObject(predicate, "Data");
  const at = pointer === "" ? "/predicate" : pointer;
  return { predicate: inner ?? predicate, pointer: at, products, isSigned };
}

function productOf(subject: JsonObject): readonly VexProduct[] {
  const name = findText(subject, "name");
  let product = namelessProduct;
  for (const [algorithm, value] of Object.entries(findObject(subject, "digest") ?? {})) {
    const hash = findSha256(algorithm, value);
    if (hash !== undefined) product = joinProducts(product, { ...namelessProduct, hashes: [hash] });
  }
  // A digest says which image is meant; its name beside it would mean every image of that name.
  if (isNameless(product) && name !== undefined) product = productOfName(name);
  return isNameless(product) ? [] : [product];
}

function decode(payload: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
    return isJsonObject(value) ? value : undefined;
  } catch {
    // No JSON in the envelope: the caller says what was expected.
    return undefined;
  }
}
