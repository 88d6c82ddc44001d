import { expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { findCalls } from "../commands/calls.ts";
import { removes } from "./removed-paths.ts";

// rm(1), find(1); braces as bash(1), "Brace Expansion", writes them out.
test.each([
  { name: "the directory", command: "rm -rf /var/cache/apk", directory: "/var/cache/apk", expected: true },
  { name: "its files", command: "rm -rf /var/cache/apk/*", directory: "/var/cache/apk", expected: true },
  { name: "its parent's files", command: "rm -rf /var/cache/*", directory: "/var/cache/apk", expected: true },
  { name: "everything", command: "rm -rf /*", directory: "/var/cache/apk", expected: true },
  { name: "a part of it", command: "rm -rf /var/cache/apk/old", directory: "/var/cache/apk", expected: false },
  {
    name: "a neighbour with the same beginning",
    command: "rm -rf /var/cache/apk2",
    directory: "/var/cache/apk",
    expected: false,
  },
  {
    name: "one of several operands",
    command: 'rm -rf /tmp/* "/var/cache/apk/"',
    directory: "/var/cache/apk",
    expected: true,
  },
  { name: "braces", command: "rm -rf /var/lib/{apt,dpkg,cache}/", directory: "/var/lib/apt/lists", expected: true },
  { name: "other braces", command: "rm -rf /var/lib/{dpkg,cache}/", directory: "/var/lib/apt/lists", expected: false },
  { name: "the home as ~", command: "rm -rf ~/.cache", directory: "~/.cache/pip", expected: true },
  { name: "the home as $HOME", command: 'rm -rf "$HOME"/.cache/pip', directory: "~/.cache/pip", expected: true },
  { name: "root's home", command: "rm -rf /root/.cache/pip", directory: "~/.cache/pip", expected: true },
  { name: "a relative path", command: "rm -rf apt dpkg", directory: "/var/lib/apt/lists", expected: true },
  { name: "an unknown variable", command: "rm -rf $CACHE", directory: "~/.cache/pip", expected: false },
  {
    name: "find with -delete",
    command: "find /var/lib/apt/lists -type f -delete",
    directory: "/var/lib/apt/lists",
    expected: true,
  },
  {
    name: "find without",
    command: "find /var/lib/apt/lists -type f",
    directory: "/var/lib/apt/lists",
    expected: false,
  },
  {
    name: "find of some names",
    command: "find / -name '*.log' -delete",
    directory: "/var/lib/apt/lists",
    expected: false,
  },
  {
    name: "find of old files",
    command: "find /var/lib/apt/lists -type f -mtime +7 -delete",
    directory: "/var/lib/apt/lists",
    expected: false,
  },
  {
    name: "find of all but one",
    command: "find /var/lib/apt/lists -type f ! -name lock -delete",
    directory: "/var/lib/apt/lists",
    expected: false,
  },
  {
    name: "find of every package",
    command: "find /var/cache/apk -mindepth 1 -name '*.apk' -exec rm {} +",
    directory: "/var/cache/apk",
    expected: true,
  },
  { name: "another program", command: "ls /var/cache/apk", directory: "/var/cache/apk", expected: false },
])("knows whether $name is deleted", ({ command, directory, expected }) => {
  const [call] = findCalls(parseShell(command, "bash"));
  expect(call && removes(call, [directory], "/var/lib")).toBe(expected);
});

test.each([
  { name: "a nest of braces", path: "{a,b}".repeat(2000) },
  { name: "a brace that nothing closes", path: `/a{${",".repeat(200_000)}` },
  { name: "slashes without end", path: `${"/".repeat(200_000)}x` },
])("leaves $name alone", ({ path }) => {
  const [call] = findCalls(parseShell(`rm -rf ${path}`, "bash"));
  expect(call && removes(call, ["/var/cache/apk"], "/")).toBe(false);
});
