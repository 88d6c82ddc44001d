import { describe, expect, test } from "vitest";
import { checkIdentity, isUsableIdentity } from "./usable-identity.ts";

describe("what can be a name or a version", () => {
  test.each([
    { name: "plain", text: "left-pad", isUsable: true },
    { name: "other scripts", text: "関所", isUsable: true },
    { name: "256 characters", text: "a".repeat(256), isUsable: true },
    { name: "257 characters", text: "a".repeat(257), isUsable: false },
    { name: "empty", text: "", isUsable: false },
    { name: "space", text: "a b", isUsable: false },
    { name: "terminal escape", text: "a\u001B[2J", isUsable: false },
    { name: "NUL", text: "a\0", isUsable: false },
    { name: "right-to-left override", text: "a\u202Eb", isUsable: false },
    { name: "bytes that were no UTF-8", text: "a\uFFFD", isUsable: false },
  ])("$name: $isUsable", ({ text, isUsable }) => {
    expect(isUsableIdentity(text)).toBe(isUsable);
  });
});

describe("diagnostics", () => {
  test.each([
    { name: "both fine", identity: ["a", "1"], messages: [] },
    { name: "an unknown version is fine", identity: ["a", ""], messages: [] },
    { name: "name", identity: ["a\nb", "1"], messages: [expect.stringContaining("name of a package")] },
    { name: "version", identity: ["a", "1 2"], messages: [expect.stringContaining('got "1 2"')] },
  ])("$name", ({ identity: [name = "", version = ""], messages }) => {
    expect(checkIdentity("a/b", name, version).map(({ message }) => message.en)).toEqual(messages);
  });
});
