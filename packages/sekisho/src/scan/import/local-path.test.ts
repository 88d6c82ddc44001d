import { expect, test } from "vitest";
import { localPath, localTarget } from "./local-path.ts";

test.each([
  { name: "a file below", path: "/work/shop/Dockerfile", expected: "Dockerfile" },
  { name: "a file in a folder below", path: "/work/shop/k8s/web.yaml", expected: "k8s/web.yaml" },
  { name: "the directory itself", path: "/work/shop", expected: "." },
  { name: "a file beside", path: "/work/shop2/Dockerfile", expected: "/work/shop2/Dockerfile" },
  { name: "a file above", path: "/work/Dockerfile", expected: "/work/Dockerfile" },
  { name: "a folder whose name begins with dots", path: "/work/shop/..data/a", expected: "..data/a" },
  { name: "a relative path", path: "k8s/web.yaml", expected: "k8s/web.yaml" },
])("$name", ({ path, expected }) => {
  expect(localPath(path, "/work/shop")).toBe(expected);
});

test("without a working directory a path stays as it is", () => {
  expect(localPath("/work/shop/a", undefined)).toBe("/work/shop/a");
});

test("an image is no path", () => {
  const target = { kind: "image", name: "/work/shop/web" } as const;

  expect(localTarget(target, "/work/shop")).toEqual(target);
});
