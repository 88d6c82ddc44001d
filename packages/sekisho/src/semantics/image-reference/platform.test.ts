import { expect, test } from "vitest";
import { parsePlatform } from "./platform.ts";

// Expected values: containerd/platforms, the examples of its package documentation and its tables of names.
test.each([
  { name: "both", text: "linux/amd64", expected: { os: "linux", architecture: "amd64" } },
  { name: "variant", text: "linux/arm/v7", expected: { os: "linux", architecture: "arm" } },
  { name: "operating system alone", text: "linux", expected: { os: "linux", architecture: undefined } },
  { name: "processor alone", text: "aarch64", expected: { os: undefined, architecture: "arm64" } },
  { name: "another name of the processor", text: "linux/x86_64", expected: { os: "linux", architecture: "amd64" } },
  { name: "another name of the system", text: "macOS/arm64", expected: { os: "darwin", architecture: "arm64" } },
  { name: "system version", text: "windows(10.0.17763)/amd64", expected: { os: "windows", architecture: "amd64" } },
  { name: "unknown word", text: "foobar", expected: undefined },
  { name: "too many parts", text: "a/b/c/d", expected: undefined },
  { name: "empty part", text: "linux/", expected: undefined },
  { name: "nothing", text: "", expected: undefined },
  { name: "variable", text: "linux/$ARCH", expected: undefined },
])("$name", ({ text, expected }) => {
  expect(parsePlatform(text)).toEqual(expected);
});
