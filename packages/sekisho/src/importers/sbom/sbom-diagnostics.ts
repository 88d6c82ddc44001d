import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Text } from "../../model/text.ts";
import type { RecordPlace } from "./package-record.ts";

/** What a document may do wrong. */
export type SbomTrouble =
  | "broken"
  | "unknown-format"
  | "package-url-invalid"
  | "package-url-missing"
  | "package-type-unknown"
  | "not-a-package"
  | "reference-unknown"
  | "no-packages";

/** Of each kind of trouble so many are told one by one; the rest is counted. */
const maxEach = 20;

/** Gathers the diagnostics of one document, so that a document of nothing but mistakes gives a short list. */
export class SbomDiagnostics {
  readonly #path: string;
  readonly #told: Diagnostic[] = [];
  readonly #counts = new Map<SbomTrouble, number>();

  constructor(path: string) {
    this.#path = path;
  }

  /** Tells of trouble at a place. Errors are what keeps parts from being read. */
  tell(trouble: SbomTrouble, message: Text, place: RecordPlace = {}): void {
    const count = (this.#counts.get(trouble) ?? 0) + 1;
    this.#counts.set(trouble, count);
    if (count > maxEach) return;
    this.#told.push({
      code: `sbom/${trouble}`,
      level: trouble === "broken" || trouble === "unknown-format" ? "error" : "warning",
      message,
      location: { path: this.#path, ...place },
    });
  }

  /** Gives everything that was told, with the counts of what was not. */
  finish(): readonly Diagnostic[] {
    const rest = [...this.#counts].flatMap(([trouble, count]): Diagnostic[] => {
      if (count <= maxEach) return [];
      const more = count - maxEach;
      const message = {
        en: `${more} more of the same kind are not shown.`,
        ja: `同じ種類の問題がほかに ${more} 件あります。`,
      };
      const level = trouble === "broken" || trouble === "unknown-format" ? "error" : "warning";
      return [{ code: `sbom/${trouble}`, level, message, location: { path: this.#path } }];
    });
    return [...this.#told, ...rest];
  }
}
