import { z } from "zod";
import { type AttributePath, parsePath } from "./filter/parse-filter.ts";
import { attributesOf } from "./read-attributes.ts";
import { ScimError } from "./scim-error.ts";

/** One change of a resource. */
export interface Change {
  readonly operation: "add" | "remove" | "replace";
  readonly target: AttributePath;
  readonly value: unknown;
}

const mostOperations = 1000;
const messageSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const operation = z.object({ op: z.string(), path: z.string().max(4000).nullish(), value: z.unknown().optional() });

/**
 * Reads a PATCH (RFC 7644, 3.5.2). A change without a path is one for each attribute of its value. Names of operations
 * are the same in every case, since Microsoft Entra ID writes `Add`.
 *
 * @throws {ScimError} 400 with what is wrong.
 */
export function readPatch(body: unknown): readonly Change[] {
  const given = attributesOf(body);
  const schemas = given?.get("schemas");
  const operations = z.array(operation).safeParse(given?.get("operations"));
  if (!Array.isArray(schemas) || !schemas.includes(messageSchema) || !operations.success) {
    throw wrong("expected schemas with the PatchOp message, and Operations with op, path and value", "invalidSyntax");
  }
  if (operations.data.length > mostOperations) throw wrong(`expected at most ${mostOperations} operations`, "tooMany");
  return operations.data.flatMap(readOperation);
}

function readOperation({ op, path, value }: z.infer<typeof operation>): readonly Change[] {
  const name = op.toLowerCase();
  if (name !== "add" && name !== "remove" && name !== "replace") {
    throw wrong(`expected op add, remove or replace, got ${op.slice(0, 50)}`, "invalidSyntax");
  }
  if (typeof path === "string" && path !== "") return [{ operation: name, target: parsePath(path), value }];
  if (name === "remove") throw wrong("expected a path of what is removed", "noTarget");
  const attributes = attributesOf(value);
  if (attributes === undefined) throw wrong("expected a path, or an object as value", "invalidValue");
  return [...attributes].map(([attribute, held]) => ({ operation: name, target: parsePath(attribute), value: held }));
}

/** An attribute that only the platform writes. */
export function readOnly(attribute: string): ScimError {
  return new ScimError(
    400,
    { en: `${attribute} is not changed by clients`, ja: `${attribute} はクライアントから変更できません。` },
    "mutability",
  );
}

function wrong(problem: string, type: "invalidSyntax" | "invalidValue" | "noTarget" | "tooMany"): ScimError {
  return new ScimError(400, { en: problem, ja: `PATCH の内容が正しくありません: ${problem}` }, type);
}
