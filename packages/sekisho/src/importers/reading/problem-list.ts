import type { RecordProblem } from "./record-reader.ts";

/** So many problems of a document are told one by one. */
const maxProblems = 1000;

/** What is wrong with a document, each once: it is read several times. */
export class ProblemList {
  readonly #problems = new Map<string, RecordProblem>();

  /** Takes a problem of one reading. */
  add(problem: RecordProblem): void {
    const { pointer, line, offset, expected } = problem;
    if (this.#problems.size >= maxProblems && !problem.isEnd) return;
    const key = `${line ?? ""} ${offset ?? ""} ${pointer} ${expected.en}`;
    if (!this.#problems.has(key)) this.#problems.set(key, problem);
  }

  /** In the order in which they were found. */
  get list(): readonly RecordProblem[] {
    return [...this.#problems.values()];
  }
}
