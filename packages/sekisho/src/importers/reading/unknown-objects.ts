import { quote } from "../../model/quote.ts";
import type { LocatedNote } from "./document-part.ts";
import { sketchValue } from "./document-sketch.ts";
import type { CloseKind } from "./recognise-document.ts";

/** So many kinds are told one by one; a list of a whole cluster has some hundred. */
const maxKinds = 200;
const maxProblems = 1000;
const maxCloseKinds = 3;

/** The documents of a list or stream that no importer knows, told once for each kind. */
export class UnknownObjects {
  readonly #kinds = new Map<string, { readonly first: string; readonly line: number | undefined; count: number }>();
  readonly #close = new Map<string, CloseKind>();
  readonly problems: LocatedNote[] = [];

  /** Takes trouble with the list itself. */
  addProblem(note: LocatedNote): void {
    if (this.problems.length < maxProblems) this.problems.push(note);
  }

  /** Takes a document that nobody knows, with the kinds that it is like. */
  add(value: unknown, pointer: string, closest: readonly CloseKind[], line?: number): void {
    const kind = sketchValue(value).values.get("/kind")?.texts[0] ?? "?";
    const known = this.#kinds.get(kind);
    if (known !== undefined) known.count++;
    else if (this.#kinds.size < maxKinds) this.#kinds.set(kind, { first: pointer, line, count: 1 });
    for (const one of closest) {
      if (this.#close.size < maxCloseKinds && !this.#close.has(one.importer.id)) this.#close.set(one.importer.id, one);
    }
  }

  /** What the documents are close to. */
  get closest(): readonly CloseKind[] {
    return [...this.#close.values()];
  }

  /** Everything that has to be told. */
  get list(): readonly LocatedNote[] {
    return [
      ...this.problems,
      ...[...this.#kinds].map(([kind, { first, line, count }]) => note(kind, count, first, line)),
    ];
  }
}

function note(kind: string, count: number, pointer: string, line: number | undefined): LocatedNote {
  const name = quote(kind.slice(0, 80));
  return {
    code: "unknown-kind",
    level: "warning",
    message: {
      en: `${count} ${count === 1 ? "object" : "objects"} of kind ${name}: no report that is read here.`,
      ja: `種類 ${name} のオブジェクト ${count} 件は、取り込めるレポートではありません。`,
    },
    pointer,
    ...(line === undefined ? {} : { line }),
  };
}
