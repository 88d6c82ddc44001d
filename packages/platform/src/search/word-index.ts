import type pg from "pg";
import { cutWords } from "./cut-words.ts";

/** A table of words and the column with the ids that have a word. */
export type WordTable = "topic_words" | "component_words";

/** Something that is found by its words. */
export interface Searchable {
  readonly id: string;
  /** Cut into words. */
  readonly text: string;
  /** A line each; found as a whole, too: names that many share. */
  readonly names: string;
}

const idColumns: Readonly<Record<WordTable, string>> = { topic_words: "topic_ids", component_words: "component_ids" };
/** Ids of one row: few enough to lie in the row itself, so many that common words take few rows. */
const idsOfRow = 100;
const rowsOfStatement = 5000;
/**
 * Ids that wait at most for others of their words. Of an SBOM there may be any number: so few that they die young in the
 * memory of this process.
 */
const maxWaiting: Readonly<Record<WordTable, number>> = { topic_words: 100_000, component_words: 20_000 };
/** A thing with thousands of names is not found by the last of them. */
const maxWordsOfOne = 2000;
const maxNameLength = 500;

/**
 * Writes words with the ids of what has them. A common word has one row for many ids: most of what an import brings shares
 * most of its words.
 */
export class WordIndex {
  readonly #client: pg.PoolClient;
  readonly #tenantId: string;
  readonly #table: WordTable;
  #waiting = new Map<string, string[]>();
  #waitingIds = 0;

  constructor(client: pg.PoolClient, tenantId: string, table: WordTable) {
    this.#client = client;
    this.#tenantId = tenantId;
    this.#table = table;
  }

  /** Takes the words of a thing. */
  async add(one: Searchable): Promise<void> {
    const { id } = one;
    for (const word of wordsOf(one)) {
      const ids = this.#waiting.get(word);
      if (ids === undefined) this.#waiting.set(word, [id]);
      else ids.push(id);
      this.#waitingIds++;
    }
    if (this.#waitingIds >= maxWaiting[this.#table]) await this.flush();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const rows = [...this.#waiting]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([word, ids]) => inRows(ids).map((row): readonly [string, string] => [word, `{${row.join(",")}}`]));
    this.#waiting = new Map();
    this.#waitingIds = 0;
    for (let start = 0; start < rows.length; start += rowsOfStatement) {
      const part = rows.slice(start, start + rowsOfStatement);
      await this.#client.query(
        `INSERT INTO ${this.#table} (tenant_id, word, part, ${idColumns[this.#table]})
         SELECT $1, w.word, gen_random_uuid(), w.ids::uuid[] FROM unnest($2::text[], $3::text[]) AS w (word, ids)`,
        [this.#tenantId, part.map(([word]) => word), part.map(([, ids]) => ids)],
      );
    }
  }
}

function wordsOf({ text, names }: Searchable): ReadonlySet<string> {
  const words = new Set<string>();
  for (const name of names.split("\n")) if (name !== "") words.add(name.toLowerCase().slice(0, maxNameLength));
  for (const word of cutWords(text)) if (words.size < maxWordsOfOne) words.add(word.text);
  return words;
}

function inRows(ids: readonly string[]): readonly (readonly string[])[] {
  if (ids.length <= idsOfRow) return [ids];
  return Array.from({ length: Math.ceil(ids.length / idsOfRow) }, (_, row) =>
    ids.slice(row * idsOfRow, (row + 1) * idsOfRow),
  );
}
