import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import type { CheckDescription } from "../../model/check.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { locationOf } from "../../model/location.ts";
import { createSourceText, type SourceText } from "../../model/source-text.ts";
import type { ConfiguredException } from "../configuration/configuration.ts";
import type { RuleIndex } from "../configuration/rule-index.ts";
import type { IgnoreList } from "./ignore-list.ts";

/** Exceptions out of the lists of other tools. */
export interface IgnoreLists {
  readonly exceptions: readonly ConfiguredException[];
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where each tool looks by itself, and in which form. */
const names = [
  { name: ".trivyignore", form: "trivy-lines" },
  { name: ".trivyignore.yaml", form: "trivy-yaml" },
  { name: ".trivyignore.yml", form: "trivy-yaml" },
  { name: ".grype.yaml", form: "grype" },
  { name: ".grype.yml", form: "grype" },
  { name: ".grype/config.yaml", form: "grype" },
] as const;

const maxListBytes = 1024 * 1024;

/**
 * Loads the lists of accepted findings that other tools keep in the working directory: their exceptions are exceptions
 * here, each with the conditions that its tool gives it. Without any, nothing is read and nothing loaded.
 *
 * @throws {SekishoError} `configuration-unreadable`: a list that is there and cannot be read.
 */
export async function loadIgnoreLists(
  workingDirectory: string,
  loadCatalogue: () => Promise<readonly CheckDescription[]>,
): Promise<IgnoreLists> {
  const found = names.filter(({ name }) => existsSync(join(workingDirectory, name)));
  if (found.length === 0) return { exceptions: [], diagnostics: [] };
  const { createRuleIndex } = await import("../configuration/rule-index.ts");
  const index = createRuleIndex(await loadCatalogue());
  const exceptions: ConfiguredException[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { name, form } of found) {
    const source = await readSource(workingDirectory, name);
    const list = await readList(form, source, index);
    exceptions.push(...list.exceptions);
    for (const problem of list.problems) {
      const { level, text } = problem;
      diagnostics.push({ code: "configuration/doubtful", level, message: text, location: locationOf(source, problem) });
    }
  }
  return { exceptions, diagnostics };
}

async function readList(
  form: (typeof names)[number]["form"],
  source: SourceText,
  index: RuleIndex,
): Promise<IgnoreList> {
  switch (form) {
    case "trivy-lines":
      return (await import("./trivy-lines.ts")).readTrivyLines(source, index);
    case "trivy-yaml":
      return (await import("./trivy-yaml.ts")).readTrivyYaml(source, index);
    case "grype":
      return (await import("./grype-yaml.ts")).readGrypeYaml(source);
  }
}

async function readSource(workingDirectory: string, name: string): Promise<SourceText> {
  const reading = await readCappedFile(join(workingDirectory, name), maxListBytes);
  if (reading.kind === "read") return createSourceText(name, new TextDecoder().decode(reading.bytes));
  throw new SekishoError("configuration-unreadable", {
    en: `cannot read the list of exceptions ${name}: ${reading.message.en}`,
    ja: `例外リスト ${name} を読み取れません。${reading.message.ja}`,
  });
}
