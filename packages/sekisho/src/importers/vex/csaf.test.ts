import { describe, expect, test } from "vitest";
import { only, read } from "./fixtures/readings.ts";

const digest = "a".repeat(64);

describe("CSAF", () => {
  const csaf = {
    document: {
      category: "csaf_vex",
      csaf_version: "2.0",
      publisher: { name: "Example Corp" },
      tracking: { id: "EX-1", version: "2", current_release_date: "2026-01-01T00:00:00Z" },
    },
    product_tree: {
      branches: [
        {
          category: "vendor",
          branches: [
            branch("OS", { cpe: "cpe:/o:redhat:enterprise_linux:9" }),
            branch("left", { purl: "pkg:rpm/redhat/left@1-1?arch=x86_64" }),
            branch("right", { hashes: [{ file_hashes: [{ algorithm: "sha256", value: digest }], filename: "right" }] }),
          ],
        },
        {
          category: "product_version_range",
          name: "vers:npm/<2.0.0",
          product: product("ranged", { purl: "pkg:npm/r" }),
        },
      ],
      // The second needs what the first one names.
      relationships: [relationship("OS:left:more", "left", "OS:left"), relationship("OS:left", "left", "OS")],
      product_groups: [{ group_id: "all", product_ids: ["left", "right"] }],
    },
  };

  function product(id: string, helper: object): object {
    return { product_id: id, name: id, product_identification_helper: helper };
  }

  function branch(id: string, helper: object): object {
    return { category: "product_name", name: id, product: product(id, helper) };
  }

  function relationship(id: string, part: string, whole: string): object {
    return {
      category: "default_component_of",
      full_product_name: { product_id: id, name: id },
      product_reference: part,
      relates_to_product_reference: whole,
    };
  }

  test("a status of a component of a platform, with its flag", () => {
    const vulnerability = {
      cve: "CVE-2023-1",
      ids: [{ system_name: "Bugs", text: "EX-7" }],
      product_status: { known_not_affected: ["OS:left"] },
      flags: [{ label: "vulnerable_code_not_present", product_ids: ["OS:left"] }],
    };

    expect(only({ ...csaf, vulnerabilities: [vulnerability] })).toMatchObject({
      document: { format: "csaf@2.0", id: "EX-1", version: "2", author: "Example Corp" },
      pointer: "/vulnerabilities/0/product_status/known_not_affected",
      flaws: ["CVE-2023-1", "EX-7"],
      status: "not_affected",
      justification: "vulnerable_code_not_present",
      timestamp: "2026-01-01T00:00:00Z",
      products: [
        {
          cpes: ["cpe:/o:redhat:enterprise_linux:9"],
          components: [{ purls: ["pkg:rpm/redhat/left@1-1?arch=x86_64"] }],
        },
      ],
    });
  });

  // CSAF 2.0, 3.2.3.9; a recommended version states nothing.
  test.each([
    { key: "fixed", status: "fixed" },
    { key: "first_fixed", status: "fixed" },
    { key: "known_affected", status: "affected" },
    { key: "first_affected", status: "affected" },
    { key: "last_affected", status: "affected" },
    { key: "under_investigation", status: "under_investigation" },
  ])("$key is $status", ({ key, status }) => {
    const product_status = { [key]: ["left"], recommended: ["right"] };

    expect(only({ ...csaf, vulnerabilities: [{ cve: "CVE-1", product_status }] })).toMatchObject({ status });
  });

  test("what is said of groups and of everything reaches their products", () => {
    const vulnerability = {
      cve: "CVE-1",
      product_status: { known_affected: ["left", "ranged"], known_not_affected: ["right"] },
      remediations: [{ category: "workaround", details: "Switch it off.", group_ids: ["all"] }],
      threats: [{ category: "impact", details: "Not built in." }],
    };

    expect(read({ ...csaf, vulnerabilities: [vulnerability] }).statements).toMatchObject([
      { status: "not_affected", impact: "Not built in.", products: [{ hashes: [`sha256:${digest}`] }] },
      { status: "affected", action: "Switch it off.", products: [{ names: ["left"] }] },
      { status: "affected", products: [{ names: ["ranged"], versions: ["vers:npm/<2.0.0"] }] },
    ]);
  });

  test.each([
    { name: "unknown product", status: { fixed: ["nobody"] }, code: "vex/product-unknown" },
    { name: "no reason", status: { known_not_affected: ["left"] }, code: "vex/justification-missing" },
  ])("tells: $name", ({ status, code }) => {
    const { diagnostics } = read({ ...csaf, vulnerabilities: [{ cve: "CVE-1", product_status: status }] });

    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  test("products that lie in each other end", () => {
    const relationships = [relationship("a", "b", "c"), relationship("b", "a", "c"), relationship("c", "a", "b")];

    const { statements, diagnostics } = read({
      ...csaf,
      product_tree: { relationships },
      vulnerabilities: [{ cve: "CVE-1", product_status: { fixed: ["a"] } }],
    });

    expect(statements).toEqual([]);
    expect(diagnostics).toHaveLength(1);
  });
});
