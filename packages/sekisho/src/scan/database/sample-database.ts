import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StoreFolder, storeFolder } from "../../access/database/store-folder.ts";
import { sampleAdvisory, sampleRow } from "../../advisories/database/sample-advisory.ts";
import { defineFeed, type FeedItem } from "../../advisories/feeds/define.ts";
import { SekishoError } from "../../model/error.ts";
import { type BuildOptions, buildDatabase, type FeedInput } from "./build-database.ts";
import { openStore } from "./open-store.ts";

/** Terms of the samples. */
export const license = { name: "Sample", license: "CC0-1.0" };
/** Says one advisory for each word of the document; `!` stands for a record that cannot be read. */
export const words = defineFeed({
  id: "words",
  sources: [{ id: "sample", ...license }],
  reads: ["words"],
  open: (_context, sink) => ({
    write: (piece) => {
      for (const word of Buffer.from(piece).toString().split(" ")) sink(itemOf(word));
    },
    end: () => undefined,
  }),
});

function itemOf(word: string): FeedItem {
  if (word === "!") {
    return {
      kind: "diagnostic",
      diagnostic: { code: "feed/wrong-record", level: "error", message: { en: "?", ja: "?" } },
    };
  }
  const fields = { aliases: [`ALIAS-${word}`], affected: [sampleRow(`package-of-${word}`)] };
  return { kind: "advisory", advisory: sampleAdvisory(word, fields) };
}

/** Gives a document of words as a feed. */
export function inputOf(text: string, feed = words): FeedInput {
  const documents = [{ context: { path: "words.txt" }, isLines: false, open: () => [Buffer.from(text)] }];
  return { feed, origin: { fetchedAt: "2026-01-01T00:00:00Z" }, documents };
}

const folders: string[] = [];

/** Removes what the test before left. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Makes an empty folder for a test. */
export function makeFolder(): StoreFolder {
  const path = mkdtempSync(join(tmpdir(), "sekisho-db-"));
  folders.push(path);
  return storeFolder(path);
}

/** Builds with what most tests want. */
export function build(folder: StoreFolder, inputs: readonly FeedInput[], options: Partial<BuildOptions> = {}) {
  return buildDatabase(inputs, {
    folder,
    now: () => new Date("2026-01-01T00:00:00Z"),
    keepsOthers: false,
    wants: () => true,
    texts: "all",
    ...options,
  });
}

/** Which of the names something is known of. */
export async function known(folder: StoreFolder, ...names: readonly string[]): Promise<readonly string[]> {
  const { store } = await openStore({ folder: folder.path });
  const found = names.filter((name) => store.rowsOf("npm", `package-of-${name}`).length > 0);
  store.close();
  return found;
}

/** Gives the code of the error that work ends with. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "no error";
  } catch (error) {
    return error instanceof SekishoError ? error.code : String(error);
  }
}
