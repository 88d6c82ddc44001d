import { splitExpression } from "../../semantics/sbom/license-terms.ts";
import { findLicenseExpression } from "../../semantics/spdx-licenses/normalise-license.ts";

const nothing: readonly string[] = [];

/**
 * Keeps each combination of licences once: a document has many packages and few combinations. References to texts are
 * looked up at the end, for the texts may stand anywhere.
 */
export class LicenseList {
  readonly #combinations: (readonly string[])[] = [nothing];
  readonly #keys = new Map<string, number>([["", 0]]);
  readonly #names = new Map<string, string>();
  readonly #finished = new Map<number, readonly string[]>();
  readonly #shared = new Map<string, readonly string[]>();

  /** Gives the key of licences. */
  add(licenses: readonly string[]): number {
    const text = licenses.join("\n");
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    this.#keys.set(text, this.#combinations.length);
    return this.#combinations.push(licenses) - 1;
  }

  /** Says what licence a reference stands for. */
  name(reference: string, name: string): void {
    this.#names.set(reference, name);
  }

  /** Gives the licences of a key: expressions in the list's spelling, parts that hold together apart, sorted, each once. */
  get(key: number): readonly string[] {
    const known = this.#finished.get(key);
    if (known !== undefined) return known;
    const licenses = (this.#combinations[key] ?? nothing).flatMap((license) => this.#read(license));
    const finished = [...new Set(licenses)].toSorted();
    this.#finished.set(key, finished);
    return finished;
  }

  /** Gives the licences of several keys together. */
  join(keys: readonly number[]): readonly string[] {
    return [...new Set(keys.flatMap((key) => this.get(key)))].toSorted();
  }

  /** Gives one list for all lists of the same texts. */
  share(texts: readonly string[]): readonly string[] {
    const key = texts.join("\n");
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    this.#shared.set(key, texts);
    return texts;
  }

  #read(license: string): readonly string[] {
    const named = this.#names.get(license);
    if (named !== undefined) return [findLicenseExpression(named) ?? named];
    const expression = findLicenseExpression(license);
    if (expression === undefined) return [license];
    return splitExpression(expression).map((part) => {
      const name = this.#names.get(part);
      return name === undefined ? part : (findLicenseExpression(name) ?? name);
    });
  }
}
