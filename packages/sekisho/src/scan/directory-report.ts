import type { Diagnostic } from "../model/diagnostic.ts";
import type { Report } from "../model/report.ts";
import type { Language } from "../model/text.ts";
import { producer } from "./producer.ts";
import { reportDiagnostic } from "./reported-place.ts";
import type { WalkedDirectory } from "./resolve-targets.ts";

/**
 * Gives the report of a directory that has something to say beside its files: parts that could not be read, or that
 * there was no Dockerfile. Nothing found is never the same as nothing looked at.
 */
export function reportDirectory(
  directory: WalkedDirectory,
  frame: Pick<Report, "startedAt" | "finishedAt">,
  language: Language,
): readonly Report[] {
  const diagnostics =
    directory.files === 0 ? [nothingFound(directory), ...directory.diagnostics] : directory.diagnostics;
  const [first] = directory.diagnostics;
  if (diagnostics.length === 0) return [];
  return [
    {
      schemaVersion: 1,
      producer,
      target: { kind: "directory", name: directory.name },
      ...frame,
      findings: [],
      coverage: [
        first === undefined
          ? { plugin: "discovery", ended: "done" }
          : { plugin: "discovery", ended: "partial", reason: first.code },
      ],
      diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, language)),
    },
  ];
}

function nothingFound(directory: WalkedDirectory): Diagnostic {
  return {
    code: "target/nothing-found",
    level: "warning",
    message: {
      en: `No Dockerfile was found in ${directory.name}; nothing was examined there.`,
      ja: `${directory.name} に Dockerfile が見つからなかったため、検査は行われませんでした。`,
    },
    location: { path: directory.name },
  };
}
