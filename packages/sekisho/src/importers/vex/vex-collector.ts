import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Text } from "../../model/text.ts";
import type { VexDocument, VexStatement } from "../../model/vex.ts";

/** What a VEX document may do wrong. */
export type VexTrouble =
  | "status-unknown"
  | "justification-missing"
  | "justification-unknown"
  | "flaw-missing"
  | "product-missing"
  | "product-unknown"
  | "no-statement"
  | "no-statements"
  | "too-many-products"
  | "signature-unchecked";

/** Of each kind of trouble so many are told one by one; the rest is counted. */
const maxEach = 20;

/** Gathers the statements of one document, and what is wrong with it: no part is dropped without a word. */
export class VexCollector {
  readonly statements: VexStatement[] = [];
  readonly #path: string;
  readonly #told: Diagnostic[] = [];
  readonly #counts = new Map<VexTrouble, number>();

  constructor(path: string) {
    this.#path = path;
  }

  /** The path of the document, as the user names it. */
  get path(): string {
    return this.#path;
  }

  /** Takes a statement, unless it lacks what makes it one; then that is told. */
  add(statement: VexStatement): void {
    if (statement.products.length === 0) {
      this.tell("product-missing", productMissing, statement.pointer);
      return;
    }
    if (statement.status === "not_affected" && isUnfounded(statement)) {
      this.tell("justification-missing", justificationMissing, statement.pointer);
      return;
    }
    this.statements.push(statement);
  }

  /** Tells of trouble at a place. */
  tell(trouble: VexTrouble, message: Text, pointer: string): void {
    const count = (this.#counts.get(trouble) ?? 0) + 1;
    this.#counts.set(trouble, count);
    if (count > maxEach) return;
    const location = { path: this.#path, ...(pointer === "" ? {} : { pointer }) };
    this.#told.push({ code: `vex/${trouble}`, level: "warning", message, location });
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
      return [{ code: `vex/${trouble}`, level: "warning", message, location: { path: this.#path } }];
    });
    return [...this.#told, ...rest];
  }
}

/** CycloneDX only recommends a justification; OpenVEX and CSAF demand one, or a statement on the impact. */
function isUnfounded({ document, justification, otherJustification, impact }: VexStatement): boolean {
  if (isOfCycloneDx(document)) return false;
  return justification === undefined && otherJustification === undefined && impact === undefined;
}

function isOfCycloneDx({ format }: VexDocument): boolean {
  return format.startsWith("cyclonedx");
}

const productMissing: Text = {
  en: "Expected at least one product that the statement is about, got none. The statement was left out.",
  ja: "対象の製品が 1 つ以上必要ですが、指定がありません。このステートメントは取り込んでいません。",
};

const justificationMissing: Text = {
  en: "Expected a justification or an impact statement beside not_affected, got neither. The statement was left out.",
  ja: "not_affected には justification または影響の説明が必要ですが、どちらもありません。このステートメントは取り込んでいません。",
};
