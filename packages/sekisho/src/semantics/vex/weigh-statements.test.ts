import { expect, test } from "vitest";
import type { VexStatement, VexStatus } from "../../model/vex.ts";
import { type MatchedStatement, weighStatements } from "./weigh-statements.ts";

interface Said {
  readonly status: VexStatus;
  readonly at?: string;
  readonly by?: string;
  readonly specificity?: number;
  readonly isPinned?: boolean;
}

function matched({ status, at, by, specificity = 3, isPinned = true }: Said, index: number): MatchedStatement {
  const statement: VexStatement = {
    document: { path: `${index}.json`, format: "openvex@0.2.0", ...(by === undefined ? {} : { author: by }) },
    pointer: "/statements/0",
    flaws: ["CVE-1"],
    status,
    ...(at === undefined ? {} : { timestamp: at }),
    products: [],
  };
  return { statement, match: { specificity, isPinned, product: "pkg:npm/left" } };
}

const none = { isHidden: false, isContradicted: false };
const hidden = { isHidden: true, isContradicted: false };
const contradicted = { isHidden: false, isContradicted: true };

test.each<{ name: string; said: readonly Said[]; expected: object; roles: readonly string[] }>([
  { name: "not affected", said: [{ status: "not_affected" }], expected: hidden, roles: ["decides"] },
  { name: "fixed", said: [{ status: "fixed" }], expected: hidden, roles: ["decides"] },
  { name: "affected", said: [{ status: "affected" }], expected: none, roles: ["decides"] },
  { name: "in doubt", said: [{ status: "under_investigation" }], expected: none, roles: ["decides"] },
  {
    name: "fixed in no version",
    said: [{ status: "fixed", isPinned: false }],
    expected: none,
    roles: ["too-broad"],
  },
  {
    name: "of one author the newer counts",
    said: [
      { status: "affected", at: "2026-01-02T00:00:00Z", by: "A" },
      { status: "not_affected", at: "2026-01-03T00:00:00+09:00", by: "A" },
    ],
    expected: hidden,
    roles: ["decides", "outweighed"],
  },
  {
    name: "a later doubt opens again",
    said: [
      { status: "not_affected", at: "2026-01-02T00:00:00Z", by: "A" },
      { status: "under_investigation", at: "2026-01-03T00:00:00Z", by: "A" },
    ],
    expected: none,
    roles: ["decides", "outweighed"],
  },
  {
    name: "the more specific counts before the newer",
    said: [
      { status: "affected", at: "2026-01-01T00:00:00Z", by: "A", specificity: 9 },
      { status: "not_affected", at: "2026-01-03T00:00:00Z", by: "A" },
    ],
    expected: none,
    roles: ["decides", "outweighed"],
  },
  {
    name: "of two authors the newer one does not win",
    said: [
      { status: "affected", at: "2026-01-01T00:00:00Z", by: "A" },
      { status: "not_affected", at: "2026-01-03T00:00:00Z", by: "B" },
    ],
    expected: contradicted,
    roles: ["contradicted", "contradicted"],
  },
  {
    name: "of two authors the more specific one wins",
    said: [
      { status: "affected", by: "A" },
      { status: "not_affected", by: "B", specificity: 9 },
    ],
    expected: hidden,
    roles: ["decides", "outweighed"],
  },
  {
    name: "one document that contradicts itself",
    said: [
      { status: "affected", at: "2026-01-01T00:00:00Z", by: "A" },
      { status: "not_affected", at: "2026-01-01T00:00:00Z", by: "A" },
    ],
    expected: contradicted,
    roles: ["contradicted", "contradicted"],
  },
  {
    name: "two ways to be harmless agree",
    said: [
      { status: "fixed", by: "A" },
      { status: "not_affected", by: "B" },
    ],
    expected: hidden,
    roles: ["decides", "outweighed"],
  },
  {
    name: "a statement without time is the older one",
    said: [
      { status: "not_affected", by: "A" },
      { status: "affected", by: "A", at: "2020-01-01T00:00:00Z" },
    ],
    expected: none,
    roles: ["decides", "outweighed"],
  },
  {
    name: "documents of nobody are chains of their own",
    said: [
      { status: "affected", at: "2026-01-01T00:00:00Z" },
      { status: "not_affected", at: "2026-01-03T00:00:00Z" },
    ],
    expected: contradicted,
    roles: ["contradicted", "contradicted"],
  },
])("$name", ({ said, expected, roles }) => {
  const weighed = weighStatements(said.map(matched));

  expect(weighed).toMatchObject(expected);
  expect(weighed.applied.map(({ role }) => role)).toEqual(roles);
});

test("hundreds of thousands of statements need no stack", () => {
  const many = Array.from({ length: 200_000 }, (_, index) => matched({ status: "affected" }, index));

  expect(weighStatements(many).applied).toHaveLength(200_000);
});
