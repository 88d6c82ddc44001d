import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "./read-events.ts";

/** Gives events as JSON and problems as `line: message`, of bytes in pieces of a size. */
async function read(text: string, size = 7): Promise<readonly string[]> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    // One buffer for all pieces, as files are read.
    const buffer = Buffer.alloc(size);
    for (let at = 0; at < bytes.length; at += size) {
      const length = bytes.copy(buffer, 0, at, Math.min(bytes.length, at + size));
      yield await Promise.resolve(buffer.subarray(0, length));
    }
  }
  const found: string[] = [];
  for await (const one of readEvents(pieces())) {
    found.push(
      one.kind === "event" ? JSON.stringify(one.event) : `${one.line}: ${one.message.en.split(",", 1).join("")}`,
    );
  }
  return found;
}

test.each([
  { name: "lines", text: '{"a":1}\n{"b":2}\n', wanted: ['{"a":1}', '{"b":2}'] },
  {
    name: "a last line without an end, and empty ones",
    text: '\n{"a":1}\r\n\n{"b":2}',
    wanted: ['{"a":1}', '{"b":2}'],
  },
  { name: "a document over lines", text: '{\n  "a": 1\n}\n', wanted: ['{"a":1}'] },
  { name: "a list over lines", text: '[\n{"a":1},\n{"b":2}\n]', wanted: ['{"a":1}', '{"b":2}'] },
  {
    name: "lists of events in lines",
    text: '{"items":[{"a":1}]}\n{"Records":[{"b":2},{"c":3}]}\n',
    wanted: ['{"a":1}', '{"b":2}', '{"c":3}'],
  },
  { name: "a byte order mark", text: '\uFEFF{"a":"é"}\n', wanted: ['{"a":"é"}'] },
  {
    name: "a broken line between others",
    text: '{"a":1}\n{"b\n{"c":3}\n',
    wanted: ['{"a":1}', "2: expected JSON", '{"c":3}'],
  },
  {
    name: "what is no event",
    text: '3\n"x"\n{"a":1}',
    wanted: ["1: expected an event", "2: expected an event", '{"a":1}'],
  },
  {
    name: "a broken line before all others",
    text: '{"b\n{"a":1}\n}\n{"c":3}\n',
    wanted: ["1: expected JSON", '{"a":1}', "3: expected JSON", '{"c":3}'],
  },
  { name: "a list that is cut off", text: '[\n{"a":1},\n{"b":', wanted: ["1: expected JSON"] },
  { name: "a document that is cut off", text: '{\n"a": 1', wanted: ["1: expected JSON"] },
  { name: "nothing", text: "", wanted: [] },
  {
    name: "lists in lists without an end",
    text: `${"[".repeat(50)}${"]".repeat(50)}\n`,
    wanted: ["1: expected an event"],
  },
])("$name", async ({ text, wanted }) => {
  expect(await read(text)).toEqual(wanted);
});

test("a line beyond the limit is passed over", async () => {
  const long = `{"a":"${"x".repeat(10_485_760)}"}\n{"b":2}\n`;

  expect(await read(long, 262_144)).toEqual(["1: expected at most 10485760 bytes in a line", '{"b":2}']);
});

test("a broken first line and a line beyond the limit take nothing from the others", async () => {
  const lines = ['{"broken', '{"a":1}', `{"a":"${"x".repeat(10_485_760)}"}`, '{"b":2}'].join("\n");

  expect(await read(lines, 262_144)).toEqual([
    "1: expected JSON",
    '{"a":1}',
    "3: expected at most 10485760 bytes in a line",
    '{"b":2}',
  ]);
});

test("events do not depend on where pieces end", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.string()), { maxLength: 5 }),
      fc.integer({ min: 1, max: 20 }),
      async (events, size) => {
        const lines = events.map((event) => JSON.stringify(event));

        expect(await read(lines.join("\n"), size)).toEqual(lines);
      },
    ),
    { numRuns: 100 },
  );
});
