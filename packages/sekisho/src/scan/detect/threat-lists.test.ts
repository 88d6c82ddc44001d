import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadThreatLists, parseAddressList } from "./threat-lists.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-lists-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const listed = "203.0.113.7";
const other = "2001:db8::7";

test("a list that is replaced, cut, deleted and written again is compared as it was read last", async () => {
  const path = join(folder, "own.txt");
  writeFileSync(path, `${listed}\n`);
  const lists = await loadThreatLists(["own.txt"], folder);
  const holds = async () => {
    await lists.refresh();
    return [listed, other].map((address) => lists.current().find(address).length > 0);
  };
  const gone = () => lists.diagnostics().map(({ code }) => code);

  expect(await holds()).toEqual([true, false]);
  writeFileSync(path, `${listed}\n2001:db8::/32\n`);
  expect(await holds()).toEqual([true, true]);
  rmSync(path);
  expect(await holds()).toEqual([true, true]);
  expect(gone()).toEqual(["threat-list/gone"]);
  writeFileSync(path, `# nothing of before\n2001:db8::/32\n`);
  expect(await holds()).toEqual([false, true]);
  expect(gone()).toEqual([]);
  truncateSync(path);
  expect(await holds()).toEqual([false, false]);
});

test("lines that are none are named, and the others of many are counted", () => {
  const wrong = Array.from({ length: 8 }, (_, index) => `nonsense-${index}`);
  const { list, diagnostics } = parseAddressList("own.txt", [listed, ...wrong, other].join("\n"));

  expect(list.entries).toEqual([listed, other]);
  expect(diagnostics.map(({ location }) => location?.startLine)).toEqual([2, 3, 4, 5, 6, undefined]);
  expect(diagnostics.at(-1)?.message.en).toBe("3 more lines of this list are left out: no address and no network.");
});
