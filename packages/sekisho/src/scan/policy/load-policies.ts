import { resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { yamlSourceProblemText } from "../../formats/yaml-source/problem-text.ts";
import { SekishoError } from "../../model/error.ts";
import { locationOf } from "../../model/location.ts";
import type { Text } from "../../model/text.ts";
import { readObjects } from "../../semantics/kubernetes/read-objects.ts";
import { decodeManifest } from "../manifest/decode-manifest.ts";
import { parseManifest } from "../manifest/read-manifest.ts";
import { readGatekeeperConstraints } from "./gatekeeper-constraints.ts";
import { readKyvernoCelPolicies } from "./kyverno-cel-policies.ts";
import { readKyvernoPolicies } from "./kyverno-policies.ts";
import { locateProblem, type PolicyDocument } from "./policy-document.ts";
import { findPolicyFiles } from "./policy-files.ts";
import { type PolicyFlaw, startPolicyReader } from "./policy-reader.ts";
import { readAdmissionPolicies } from "./read-admission-policies.ts";
import type { LoadedPolicies } from "./scan-policy.ts";
import { noteUnreadPolicies } from "./unread-policies.ts";

/** A policy file is written by hand. */
const maxPolicyBytes = 4 * 1_048_576;
/** A file with more errors than this is not what it was taken for. */
const maxNamedFlaws = 100;

/**
 * Loads the policies of a call: ValidatingAdmissionPolicies with their bindings and parameters.
 *
 * @param patterns Paths, directories and globs from the working directory.
 *
 * @throws {SekishoError} `policy-unreadable` for what cannot be read, `policy-invalid` with line and column of everything
 * that is wrong in the files.
 */
export async function loadPolicies(
  patterns: readonly string[],
  workingDirectory: string,
  nowMs: () => number = () => performance.now(),
): Promise<LoadedPolicies> {
  const flaws: PolicyFlaw[] = [];
  const documents: PolicyDocument[] = [];
  const files = findPolicyFiles(patterns, workingDirectory);
  for (const path of files) documents.push(...(await readDocuments(path, workingDirectory, flaws)));
  for (const document of documents) if (document.object.name === "") flaws.push(withoutName(document));
  const reader = startPolicyReader(documents, flaws, nowMs);
  const policies = [
    readAdmissionPolicies,
    readKyvernoPolicies,
    readKyvernoCelPolicies,
    readGatekeeperConstraints,
  ].flatMap((read) => read(reader));
  noteUnreadPolicies(reader);
  if (flaws.length > 0) throw invalid(flaws);
  if (policies.length === 0 && reader.diagnostics.length === 0) throw withoutPolicies(files);
  return { policies, diagnostics: reader.diagnostics };
}

async function readDocuments(
  path: string,
  workingDirectory: string,
  flaws: PolicyFlaw[],
): Promise<readonly PolicyDocument[]> {
  const absolute = resolve(workingDirectory, path);
  const file = await readCappedFile(absolute, maxPolicyBytes);
  if (file.kind === "refused") {
    const { en, ja } = file.message;
    // The message names the file that was opened; the user is told the name that was given.
    throw unreadable({ en: en.replace(absolute, () => path), ja: ja.replace(absolute, () => path) });
  }
  const { text } = decodeManifest(path, file.bytes);
  if (text === undefined)
    throw unreadable({
      en: `${path}: expected a text, got other bytes`,
      ja: `${path}: テキストではありません。`,
    });
  const parsed = parseManifest(path, text);
  for (const { code, ...range } of parsed.documents.flatMap(({ problems }) => problems)) {
    const message = yamlSourceProblemText(code);
    flaws.push({ location: locationOf(parsed.source, { start: range.start, end: range.end }), message });
  }
  const { objects, problems } = readObjects(parsed.documents, { path });
  for (const { message, start, end } of problems) {
    flaws.push({ location: locationOf(parsed.source, { start, end }), message });
  }
  return objects.map((object) => ({ object, parsed }));
}

/** A policy's name is the rule of its findings, and what bindings know it by. */
function withoutName(document: PolicyDocument): PolicyFlaw {
  const message = { en: "expected metadata.name, got none", ja: "metadata.name が必要です" };
  return { location: locateProblem(document, { pointer: "/metadata/name", message }), message };
}

function unreadable(text: Text): SekishoError {
  return new SekishoError("policy-unreadable", text);
}

function invalid(flaws: readonly PolicyFlaw[]): SekishoError {
  const lines = flaws.slice(0, maxNamedFlaws).map(({ location, message }): Text => {
    const place = `${location.path}:${location.startLine}:${location.startColumn}: `;
    return { en: place + message.en, ja: place + message.ja };
  });
  const more = flaws.length - lines.length;
  if (more > 0) lines.push({ en: `… and ${more} more errors`, ja: `…ほか ${more} 件のエラー` });
  return new SekishoError("policy-invalid", {
    en: lines.map(({ en }) => en).join("\n"),
    ja: lines.map(({ ja }) => ja).join("\n"),
  });
}

function withoutPolicies(files: readonly string[]): SekishoError {
  const names = files.slice(0, 3).join(", ");
  return new SekishoError("policy-invalid", {
    en: `${names}: expected a policy (ValidatingAdmissionPolicy, or one of Kyverno or Gatekeeper), got none`,
    ja: `${names}: ポリシー（ValidatingAdmissionPolicy、Kyverno、Gatekeeper のいずれか）が含まれていません。`,
  });
}
