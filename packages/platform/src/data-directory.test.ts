import { expect, test } from "vitest";
import { type DataDirectorySettings, findDataDirectory } from "./data-directory.ts";

const user: DataDirectorySettings = { environment: {}, home: "/home/jane", system: "linux", isRoot: false };

// Sources: XDG Base Directory Specification 0.8; Apple, File System Programming Guide; Microsoft, Known Folders.
test.each<{ name: string; settings: Partial<DataDirectorySettings>; expected: string }>([
  { name: "a user on Linux", settings: {}, expected: "/home/jane/.local/share/sekisho" },
  {
    name: "a user with XDG_DATA_HOME",
    settings: { environment: { XDG_DATA_HOME: "/data" } },
    expected: "/data/sekisho",
  },
  {
    name: "a relative XDG_DATA_HOME, which does not count",
    settings: { environment: { XDG_DATA_HOME: "data" } },
    expected: "/home/jane/.local/share/sekisho",
  },
  {
    name: "a user on macOS",
    settings: { system: "darwin" },
    expected: "/home/jane/Library/Application Support/sekisho",
  },
  {
    name: "a user on Windows",
    settings: { system: "win32", environment: { LOCALAPPDATA: "C:\\L" } },
    expected: "C:\\L\\sekisho",
  },
  { name: "root", settings: { isRoot: true, home: "/root" }, expected: "/var/lib/sekisho" },
  {
    name: "whoever says it",
    settings: { isRoot: true, environment: { SEKISHO_DATA_DIR: "/srv/s" } },
    expected: "/srv/s",
  },
])("$name has the data in $expected", ({ settings, expected }) => {
  expect(findDataDirectory({ ...user, ...settings })).toBe(expected);
});

test("nobody without a home has a place", () => {
  expect(() => findDataDirectory({ ...user, home: "" })).toThrow("--data");
});
