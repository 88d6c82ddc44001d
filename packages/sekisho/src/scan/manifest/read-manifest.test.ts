import { describe, expect, test } from "vitest";
import { readManifest } from "./read-manifest.ts";

const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }\n";

/** Nine values, eight times nine as many: 9^9 are more than any limit. */
function bomb(): string {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  let last = "a";
  for (const next of ["b", "c", "d", "e", "f", "g", "h", "i"]) {
    lines.push(`${next}: &${next} [${Array.from({ length: 9 }, () => `*${last}`).join(", ")}]`);
    last = next;
  }
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: bomb }\ndata:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function utf16(text: string, isBigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
  return isBigEndian ? bytes.swap16() : bytes;
}

describe("a file of a directory that nobody named", () => {
  // What looks like a manifest and cannot be read is said; what is no manifest is none of our business.
  test.each([
    { name: "a manifest", bytes: Buffer.from(pod), expected: [] },
    { name: "aliases that multiply", bytes: Buffer.from(bomb()), expected: ["manifest/too-many-values"] },
    { name: "a manifest with a zero byte", bytes: Buffer.from(`${pod}# \0\n`), expected: ["target/binary"] },
    {
      name: "a manifest in UTF-16 that ends within a sign",
      bytes: utf16(pod, false).subarray(0, -1),
      expected: ["manifest/unexpected-text"],
    },
    { name: "another text", bytes: Buffer.from("name: web\n"), expected: undefined },
    { name: "another text in UTF-16", bytes: utf16("name: web\n", false), expected: undefined },
    { name: "other bytes", bytes: Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff]), expected: undefined },
    { name: "nothing", bytes: Buffer.from([]), expected: undefined },
  ])("$name", ({ bytes, expected }) => {
    const read = readManifest("a.yaml", bytes, false);

    expect(read?.diagnostics.map(({ code }) => code)).toEqual(expected);
  });
});

// kubectl 1.35 reads both: `kubectl label --local -f FILE a=b -o yaml` prints the object with its new label.
describe("a manifest in UTF-16, as Windows PowerShell writes it", () => {
  test.each([
    { name: "little end first", bytes: utf16(pod, false) },
    { name: "big end first", bytes: utf16(pod, true) },
  ])("$name", ({ bytes }) => {
    const read = readManifest("a.yaml", bytes, false);

    expect(read?.objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["Pod web"]);
  });
});
