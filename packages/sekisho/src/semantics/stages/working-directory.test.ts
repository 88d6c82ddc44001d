import { expect, test } from "vitest";
import { isAbsolutePath, joinWorkdir } from "./working-directory.ts";

// Linux: Dockerfile reference, "WORKDIR"; Windows: BuildKit, util/system/path_test.go, NormalizeWorkdir.
test.each([
  { name: "absolute", current: "/a", written: "/b", platform: "linux", expected: "/b" },
  { name: "relative", current: "/a", written: "b/c", platform: "linux", expected: "/a/b/c" },
  { name: "parent", current: "/a/b", written: "../c", platform: "linux", expected: "/a/c" },
  { name: "above the root", current: "/", written: "../../c", platform: "linux", expected: "/c" },
  { name: "cleaned", current: "/", written: "/a//b/./c/", platform: "linux", expected: "/a/b/c" },
  {
    name: "a current directory that is not clean",
    current: "/a//./b/",
    written: "c",
    platform: "linux",
    expected: "/a/b/c",
  },
  {
    name: "a current directory with a parent in it",
    current: "/a/../b",
    written: "c",
    platform: "linux",
    expected: "/b/c",
  },
  { name: "a name of dots", current: "/a/...", written: ".b/..c", platform: "linux", expected: "/a/.../.b/..c" },
  { name: "up to the root", current: "/a", written: "..", platform: "linux", expected: "/" },
  { name: "the root", current: "/a", written: "/", platform: "linux", expected: "/" },
  { name: "drive letter", current: "", written: "C:\\app", platform: "windows", expected: "\\app" },
  { name: "forward slashes", current: "\\", written: "C:/app/x", platform: "windows", expected: "\\app\\x" },
  { name: "relative on Windows", current: "\\app", written: "bin", platform: "windows", expected: "\\app\\bin" },
] as const)("joins: $name", ({ current, written, platform, expected }) => {
  expect(joinWorkdir(current, written, platform)).toBe(expected);
});

test.each([
  { name: "/a on Linux", path: "/a", platform: "linux", expected: true },
  { name: "C:\\a on Linux", path: "C:\\a", platform: "linux", expected: false },
  { name: "C:\\a on Windows", path: "C:\\a", platform: "windows", expected: true },
  { name: "C:a on Windows", path: "C:a", platform: "windows", expected: false },
  { name: "a on Windows", path: "a", platform: "windows", expected: false },
] as const)("$name is absolute: $expected", ({ path, platform, expected }) => {
  expect(isAbsolutePath(path, platform)).toBe(expected);
});
