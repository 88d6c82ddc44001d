import { expect, test } from "vitest";
import { checksInWords } from "./checks-in-words.ts";

const seven = ["dockerfile/a", "dockerfile/b", "image/a", "rbac/*", "workload/a", "secret/*", "malware/*"];

test.each([
  { name: "none", checks: [], en: "", ja: "" },
  { name: "one", checks: ["rbac/*"], en: "rbac/*", ja: "rbac/*" },
  {
    name: "six",
    checks: seven.slice(0, 6),
    en: "dockerfile/a, dockerfile/b, image/a, rbac/*, workload/a, secret/*",
    ja: "dockerfile/a、dockerfile/b、image/a、rbac/*、workload/a、secret/*",
  },
  {
    name: "seven, each of what they examine once",
    checks: seven,
    en: "7 checks of Dockerfiles, images, Kubernetes manifests, contents of files",
    ja: "Dockerfile、イメージ、Kubernetes マニフェスト、ファイルの内容に関する 7 件",
  },
])("names checks: $name", ({ checks, en, ja }) => {
  expect(checksInWords(checks)).toEqual({ en, ja });
});
