import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scan } from "../scan.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-large-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const list = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: { name: one, namespace: shop }
  spec: { hostPID: true, containers: [{ name: a, image: "registry.example.com/a:1" }] }
- apiVersion: v1
  kind: Pod
  metadata: { name: two, namespace: shop }
  spec:
    containers:
    - name: b
      image: registry.example.com/b:1
      securityContext: { privileged: true }
`;

const json = JSON.stringify({
  apiVersion: "v1",
  kind: "List",
  items: ["one", "two"].map((name) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    spec: { hostPID: true, containers: [{ name: "a", image: "registry.example.com/a:1" }] },
  })),
});

/** Larger than what is read a second time, and than a List whose items are held. */
const padding = " ".repeat(9 * 1024 * 1024);

test.each([
  { name: "List in YAML", file: "list.yaml", text: list, padded: `${list}#${padding}\n` },
  { name: "List in JSON", file: "list.json", text: json, padded: `${json.slice(0, -1)}${padding}}` },
])(
  "a large $name has the findings, places and repairs of a small one",
  { timeout: 120_000 },
  async ({ file, text, padded }) => {
    const findingsOf = async (content: string) => {
      writeFileSync(join(folder, file), content);
      const { document } = await scan([file], { workingDirectory: folder, without: ["secrets", "packages"] });
      return document.reports.flatMap(({ findings }) => findings);
    };
    const small = await findingsOf(text);

    const large = await findingsOf(padded);

    // Written by hand: the two Pods that take what they should not.
    expect(small.map(({ rule, subject }) => `${rule.id} ${subject}`)).toContain("workload/host-pid shop/one[Pod]");
    expect(large.map(placed)).toEqual(small.map(placed));
  },
);

/** What excerpts show of a line that was made longer is another thing. */
function placed({
  id,
  evidence,
  fix,
}: Awaited<ReturnType<typeof scan>>["document"]["reports"][number]["findings"][number]) {
  return { id, places: evidence.map(({ location }) => location), fix };
}
