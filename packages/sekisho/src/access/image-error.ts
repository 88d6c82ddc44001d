import type { DocumentProblem } from "../formats/oci/json-document.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { SekishoError } from "../model/error.ts";
import type { Text } from "../model/text.ts";

/** Gives the error for a document of an image that is not as its specification says. */
export function invalidDocument(what: Text, problems: readonly DocumentProblem[]): SekishoError {
  return new SekishoError("image-invalid", {
    en: `${what.en} is not as its specification says: ${problems.map(englishProblem).join("; ")}.`,
    ja: `${what.ja}が仕様に合っていません。${problems.map(japaneseProblem).join(" ")}`,
  });
}

/** Gives the diagnostic for a value of a configuration that was left out. */
export function toleratedProblem(problem: DocumentProblem): Diagnostic {
  return {
    code: "image/configuration-value",
    level: "warning",
    message: {
      en: `A value of the image configuration was left out: ${englishProblem(problem)}.`,
      ja: `イメージ設定の値を 1 つ無視しました。${japaneseProblem(problem)}`,
    },
  };
}

/** Gives the error for content that is not what its digest names. */
export function digestMismatch(what: Text, digests: { readonly expected: string; readonly got: string }): SekishoError {
  const { expected, got } = digests;
  return new SekishoError("digest-mismatch", {
    en: `${what.en} has another digest than it is named by: expected ${expected}, got ${got}.`,
    ja: `${what.ja}のダイジェストが一致しません。${expected} を想定しましたが、実際は ${got} でした。`,
  });
}

function englishProblem(problem: DocumentProblem): string {
  return `at ${pointerName(problem)} expected ${problem.expected.en}, got ${problem.got}`;
}

function japaneseProblem(problem: DocumentProblem): string {
  return `${pointerName(problem)}: ${problem.expected.ja}を想定しましたが、実際は ${problem.got} でした。`;
}

function pointerName(problem: DocumentProblem): string {
  return problem.pointer === "" ? "/" : problem.pointer;
}
