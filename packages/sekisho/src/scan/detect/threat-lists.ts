import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { counted } from "../../model/counted.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import { quote } from "../../model/quote.ts";
import {
  type AddressList,
  type AddressLists,
  createAddressLists,
  isAddressEntry,
} from "../../semantics/address-lists/address-lists.ts";

/** A list of a million addresses takes some 20 MB. */
const maxThreatListBytes = 268_435_456;

/** The lists that hold now. */
export interface ThreatLists {
  readonly current: () => AddressLists;
  /** Reads the files again whose time or size has changed; what cannot be read leaves the list as it was. */
  readonly refresh: () => Promise<void>;
  readonly diagnostics: () => readonly Diagnostic[];
}

interface LoadedFile {
  /** As the user named it. */
  readonly name: string;
  readonly path: string;
  list: AddressList;
  stamp: string;
  diagnostics: readonly Diagnostic[];
  /** Whether it could not be read when it was looked at last. */
  isGone: boolean;
}

/**
 * Loads lists of addresses: one address or network a line, with comments behind `#` or `;`, or the first column of CSV.
 *
 * @throws {SekishoError} `target-unreadable` for a file that cannot be read.
 */
export async function loadThreatLists(names: readonly string[], workingDirectory: string): Promise<ThreatLists> {
  const files: LoadedFile[] = [];
  for (const name of names) files.push(await load(name, resolve(workingDirectory, name)));
  let current = createAddressLists(files.map(({ list }) => list));
  return {
    current: () => current,
    async refresh() {
      let hasChanged = false;
      for (const file of files) {
        const stamp = stampOf(file.path);
        file.isGone = stamp === undefined;
        if (stamp === undefined || stamp === file.stamp) continue;
        const reading = await readCappedFile(file.path, maxThreatListBytes);
        file.isGone = reading.kind === "refused";
        if (reading.kind === "refused") continue;
        Object.assign(file, parseAddressList(file.name, Buffer.from(reading.bytes).toString()), { stamp });
        hasChanged = true;
      }
      if (hasChanged) current = createAddressLists(files.map(({ list }) => list));
    },
    diagnostics: () =>
      files.flatMap(({ name, diagnostics, isGone }) => (isGone ? [...diagnostics, goneList(name)] : diagnostics)),
  };
}

async function load(name: string, path: string): Promise<LoadedFile> {
  const reading = await readCappedFile(path, maxThreatListBytes);
  if (reading.kind === "refused") throw new SekishoError("target-unreadable", reading.message);
  const stamp = stampOf(path) ?? "";
  return { name, path, stamp, isGone: false, ...parseAddressList(name, Buffer.from(reading.bytes).toString()) };
}

function stampOf(path: string): string | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? undefined : `${status.mtimeMs} ${status.size} ${status.ino}`;
}

/** So many wrong lines are named one by one. */
const maxNamedLines = 5;

/** Reads a list of addresses; what is none is left out and said. */
export function parseAddressList(
  name: string,
  text: string,
): { readonly list: AddressList; readonly diagnostics: readonly Diagnostic[] } {
  const entries: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let wrong = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const entry = entryOf(line);
    if (entry === "") continue;
    if (isAddressEntry(entry)) entries.push(entry);
    else if (!isHeading(index, line)) {
      wrong += 1;
      if (wrong <= maxNamedLines) diagnostics.push(wrongLine(name, index + 1, entry));
    }
  }
  if (wrong > maxNamedLines) diagnostics.push(moreLines(name, wrong - maxNamedLines));
  return { list: { name: basename(name).replace(/\.[a-z]{1,8}$/i, ""), entries }, diagnostics };
}

/** Gives the first column without quotes. */
function entryOf(line: string): string {
  const [entry = ""] = line.trimStart().split(/[#;,\s]/, 1);
  return entry.replace(/^"|"$/g, "");
}

/** CSV begins with names of columns. */
function isHeading(index: number, line: string): boolean {
  return index === 0 && line.includes(",");
}

function moreLines(path: string, count: number): Diagnostic {
  return {
    code: "threat-list/not-an-address",
    level: "warning",
    message: {
      en: `${counted(count, "more line")} of this list ${count === 1 ? "is" : "are"} left out: no address and no network.`,
      ja: `ほかに ${count} 行がアドレスでもネットワークでもないため、使用しません。`,
    },
    location: { path },
  };
}

function goneList(path: string): Diagnostic {
  return {
    code: "threat-list/gone",
    level: "warning",
    message: {
      en: "The list cannot be read any more: its addresses are compared as they were read last.",
      ja: "リストを読み取れなくなりました。最後に読み取った内容で照合を続けています。",
    },
    location: { path },
  };
}

function wrongLine(path: string, line: number, entry: string): Diagnostic {
  return {
    code: "threat-list/not-an-address",
    level: "warning",
    message: {
      en: `This line is left out: expected an address or a network such as 203.0.113.0/24, got “${quote(entry)}”.`,
      ja: `この行は使用しません。アドレスまたは 203.0.113.0/24 のようなネットワークを想定しましたが、「${quote(entry)}」です。`,
    },
    location: { path, startLine: line },
  };
}
