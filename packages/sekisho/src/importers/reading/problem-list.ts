import type { RecordProblem } from "./record-reader.ts";

/** So many problems of a document are told one by one. */
const maxProblems = 1000;

/** What is wrong with a document, each once: it is read several times. */
export class ProblemList {
  readonly #problems = new Map<string, RecordProblem>();
  readonly #doubled = new Set<string>();
  #end: RecordProblem | undefined;

  /** Takes a problem of one reading. */
  add(problem: RecordProblem): void {
    const { pointer, line, offset, expected } = problem;
    if (problem.isEnd) {
      this.#addEnd(problem);
      return;
    }
    if (this.#problems.size >= maxProblems) return;
    const key = `${line ?? ""} ${offset ?? ""} ${pointer} ${expected.en}`;
    if (!this.#problems.has(key)) this.#problems.set(key, problem);
  }

  /** Takes the pointer of a member that its object has twice. */
  readonly addDoubled = (pointer: string): void => {
    if (this.#doubled.size < maxProblems) this.#doubled.add(pointer);
  };

  /** Pointers of members that stand twice, each once. */
  get doubled(): Iterable<string> {
    return this.#doubled;
  }

  /** In the order in which they were found; what ended the reading stands last. */
  get list(): readonly RecordProblem[] {
    return this.#end === undefined ? [...this.#problems.values()] : [...this.#problems.values(), this.#end];
  }

  /** A document ends once: the reading that looked deepest says where. */
  #addEnd(problem: RecordProblem): void {
    if (this.#end === undefined || problem.pointer.length > this.#end.pointer.length) this.#end = problem;
  }
}
