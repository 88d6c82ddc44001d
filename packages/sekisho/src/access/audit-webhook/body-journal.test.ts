import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openBodyJournal, readBodyJournal } from "./body-journal.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(): Promise<readonly string[]> {
  const bodies: string[] = [];
  for await (const body of readBodyJournal(folder, 1_000)) bodies.push(body.toString());
  return bodies;
}

/** Where the newest segment stands. */
function lastSegment(): string {
  return join(folder, readdirSync(folder).toSorted().at(-1) ?? "");
}

describe("a journal", () => {
  test("gives the bodies in their order, also over segments and openings", async () => {
    const first = await openBodyJournal(folder);
    await Promise.all(["a", "b", ""].map((text) => first.append(Buffer.from(text))));
    first.rotate();
    await first.append(Buffer.from("c"));
    await first.close();
    const second = await openBodyJournal(folder);
    await second.append(Buffer.from("d"));
    await second.close();

    expect(await read()).toEqual(["a", "b", "", "c", "d"]);
  });

  test("forgets what stands before a mark, and nothing behind it", async () => {
    const journal = await openBodyJournal(folder);
    const before = journal.append(Buffer.from("before"));
    const mark = journal.rotate();
    await Promise.all([before, journal.append(Buffer.from("behind"))]);
    await journal.drop(mark);
    await journal.close();

    expect(await read()).toEqual(["behind"]);
  });

  test.each([
    { name: "the length is cut", rest: Buffer.from([0, 0]) },
    { name: "the body is cut", rest: Buffer.from([0, 0, 0, 9, 65]) },
    { name: "the length is damaged", rest: Buffer.from([255, 255, 255, 255, 65, 66]) },
  ])("ends where a crash broke it off: $name", async ({ rest }) => {
    const journal = await openBodyJournal(folder);
    await journal.append(Buffer.from("whole"));
    await journal.close();
    appendFileSync(lastSegment(), rest);

    expect(await read()).toEqual(["whole"]);
  });

  test("passes over files of others, and an absent folder is empty", async () => {
    writeFileSync(join(folder, "notes.txt"), "x");

    expect(await read()).toEqual([]);
    rmSync(folder, { recursive: true });
    expect(await read()).toEqual([]);
    writeFileSync(folder, "");
  });
});
