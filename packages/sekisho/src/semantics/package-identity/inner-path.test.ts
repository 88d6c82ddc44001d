import { expect, test } from "vitest";
import { folderOf, resolveInnerPath } from "./inner-path.ts";

test.each([
  { folder: "a/b", written: "c/d.py", path: "a/b/c/d.py" },
  { folder: "", written: "c.py", path: "c.py" },
  { folder: "a/b", written: "../../bin/x", path: "bin/x" },
  { folder: "a", written: "../../../x", path: "x" },
  { folder: "a", written: "/usr/bin/x", path: "usr/bin/x" },
  { folder: "a", written: "./b//c/./d/", path: "a/b/c/d" },
  { folder: "a", written: "b\\c.py", path: "a/b/c.py" },
  { folder: "a", written: ".hidden", path: "a/.hidden" },
  { folder: "a", written: "..", path: undefined },
  { folder: "", written: "", path: undefined },
])("$written in $folder", ({ folder, written, path }) => {
  expect(resolveInnerPath(folder, written)).toBe(path);
});

test("the folder of a file", () => {
  expect(folderOf("a/b/c")).toBe("a/b");
  expect(folderOf("c")).toBe("");
});
