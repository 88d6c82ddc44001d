import fc from "fast-check";
import { SekishoError } from "sekisho";
import { describe, expect, test } from "vitest";
import { sampleDocument } from "../routes/fixtures/sample-report.ts";
import { type DocumentBytes, readFindings, readReportHeads } from "./report-reader.ts";

const document = sampleDocument(
  { name: "one", findings: [{ rule: "a", message: "関所 \u{1f512}" }, { rule: "b" }] },
  { name: "two", findings: [] },
  { name: "three", findings: [{ rule: "c" }] },
);

function inPieces(bytes: Uint8Array, size: number): DocumentBytes {
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  };
}

async function rulesOf(read: DocumentBytes): Promise<readonly string[]> {
  const rules: string[] = [];
  for await (const { findings } of readFindings(read)) {
    for (const { report, finding } of findings) rules.push(`${report} ${finding.rule.id} ${finding.message}`);
  }
  return rules;
}

describe("a document", () => {
  test.each([{ size: 1 }, { size: 7 }, { size: 4096 }])(
    "is read the same in pieces of $size bytes",
    async ({ size }) => {
      const read = inPieces(Buffer.from(document), size);
      const heads = await readReportHeads(read);

      expect(heads.map(({ target }) => target.name)).toEqual(["one", "two", "three"]);
      expect(await rulesOf(read)).toEqual(["0 a 関所 \u{1f512}", "0 b Message", "2 c Message"]);
    },
  );

  test("cut off anywhere is refused, never read in part", async () => {
    const bytes = Buffer.from(document);
    const read: number[] = [];
    for (let length = 0; length < bytes.length; length += 13) {
      const reading = readReportHeads(inPieces(bytes.subarray(0, length), 512));
      const code = await reading.then(
        () => "read",
        (error: unknown) => (error instanceof SekishoError ? error.code : String(error)),
      );
      if (code !== "report-invalid") read.push(length);
    }

    expect(read).toEqual([]);
  });

  test("of any bytes or any JSON ends in heads or in a report-invalid", async () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
      fc.json().map((text) => Buffer.from(`{"schemaVersion":1,"reports":[${text}]}`)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => {
        const ended = await readReportHeads(inPieces(bytes, 64)).then(
          (heads) => (heads.length > 0 ? "heads" : "nothing"),
          (error: unknown) => (error instanceof SekishoError ? error.code : String(error)),
        );
        expect(["heads", "report-invalid"]).toContain(ended);
      }),
      { numRuns: 500 },
    );
  });

  test("with a prototype among its keys changes no prototype", async () => {
    const text = document.replace('"schemaVersion":1', '"__proto__":{"polluted":true},"schemaVersion":1');
    await readReportHeads(inPieces(Buffer.from(text), 4096));

    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
