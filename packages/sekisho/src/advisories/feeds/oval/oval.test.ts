import { describe, expect, test } from "vitest";
import type { Feed } from "../define.ts";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { azure } from "./azure.ts";
import { oracle } from "./oracle.ts";
import { photon } from "./photon.ts";
import { findOvalPlatform } from "./platforms.ts";
import { suse } from "./suse.ts";

const linux = 'xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"';

interface Sample {
  readonly metadata: string;
  readonly criteria: string;
  /** Comparison of the one package that test 1 asks for. */
  readonly evr: string;
  readonly arch?: string;
}

function document({ metadata, criteria, evr, arch }: Sample): string {
  return `<?xml version="1.0"?><oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" xmlns:oval="x">
<generator><oval:timestamp>2024-05-06T07:08:09</oval:timestamp></generator>
<definitions><definition class="patch" id="oval:d:1"><metadata>${metadata}</metadata>${criteria}</definition></definitions>
<tests><rpminfo_test id="t:1" ${linux}><object object_ref="o:1"/><state state_ref="s:1"/></rpminfo_test>
<rpminfo_test id="t:2" ${linux}><object object_ref="o:1"/><state state_ref="s:2"/></rpminfo_test></tests>
<objects><rpminfo_object id="o:1" ${linux}><name>curl</name></rpminfo_object></objects>
<states><rpminfo_state id="s:1" ${linux}>${arch ?? ""}${evr}</rpminfo_state>
<rpminfo_state id="s:2" ${linux}><signature_keyid operation="equals">abc</signature_keyid></rpminfo_state></states>
</oval_definitions>`;
}

function read(feed: Feed, text: string) {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 100) }, (_, index) =>
    bytes.subarray(index * 100, index * 100 + 100),
  );
  return collectItems(readFeed(feed, pieces, { path: "oval.xml" }));
}

const lessThan = '<evr datatype="evr_string" operation="less than">0:7.76.1-26.el9_3.2</evr>';

describe("definitions", () => {
  test("of Oracle compare inside a module and an architecture", () => {
    const text = document({
      metadata: `<title>ELSA-2023-5763:  curl security update (IMPORTANT)</title><affected><platform>Oracle Linux 8</platform></affected>
        <reference source="elsa" ref_id="ELSA-2023-5763" ref_url="https://linux.oracle.com/errata/ELSA-2023-5763.html"/>
        <reference source="CVE" ref_id="CVE-2023-38545" ref_url="https://linux.oracle.com/cve/CVE-2023-38545.html"/>
        <advisory><severity>IMPORTANT</severity><issued date="2023-10-17"/><cve href="x">CVE-2023-38545</cve></advisory>`,
      criteria: `<criteria operator="AND"><criterion test_ref="t:9" comment="Oracle Linux 8 is installed"/>
        <criteria operator="OR"><criteria operator="AND"><criterion test_ref="t:8" comment="Oracle Linux arch is x86_64"/>
        <criterion test_ref="t:7" comment="Module nodejs:18 is enabled"/><criteria operator="OR"><criteria operator="AND">
        <criterion test_ref="t:1" comment="curl is earlier than 0:7.76.1-26.el9_3.2"/>
        <criterion test_ref="t:2" comment="curl is signed with the Oracle Linux 8 key"/></criteria></criteria></criteria></criteria></criteria>`,
      evr: lessThan,
    });

    const { advisories, warnings, errors, dates } = read(oracle, text);

    expect({ warnings, errors, dates }).toEqual({ warnings: [], errors: [], dates: ["2024-05-06T07:08:09Z"] });
    expect(advisories).toMatchObject([
      {
        id: "ELSA-2023-5763",
        upstream: ["CVE-2023-38545"],
        published: "2023-10-17T00:00:00Z",
        severities: [{ rating: "high" }],
        affected: [
          {
            ecosystem: "ol:8",
            name: "curl",
            names: "binary",
            status: "fixed",
            ranges: [{ fixed: "7.76.1-26.el9_3.2" }],
            module: "nodejs:18",
            architectures: ["x86_64"],
          },
        ],
      },
    ]);
  });

  test("of SUSE say it of each product that an alternative names", () => {
    const text = document({
      metadata: "<title>CVE-2023-38545</title><affected><platform>openSUSE Leap 15.5</platform></affected>",
      criteria: `<criteria operator="AND"><criteria operator="OR"><criterion test_ref="t:8" comment="SUSE Linux Enterprise Server 15 SP4-LTSS is installed"/>
        <criterion test_ref="t:9" comment="openSUSE Leap 15.5 is installed"/></criteria>
        <criteria operator="OR"><criterion test_ref="t:1" comment="curl-8.0.1 is installed"/></criteria></criteria>`,
      evr: lessThan,
      arch: '<arch operation="pattern match">(aarch64|x86_64)</arch>',
    });

    expect(read(suse, text).advisories[0]?.affected).toMatchObject([
      { ecosystem: "sles:15.4", channel: "ltss", architectures: ["aarch64", "x86_64"] },
      { ecosystem: "opensuse-leap:15.5", architectures: ["aarch64", "x86_64"] },
    ]);
  });

  test.each([
    {
      name: "affected in every version",
      comment: "curl is affected",
      evr: '<evr operation="greater than">0:0-0</evr>',
      status: "affected",
      ranges: [{}],
    },
    {
      name: "not affected",
      comment: "curl is not affected",
      evr: '<evr operation="greater than">0:0-0</evr>',
      status: "not-affected",
      ranges: [],
    },
    {
      name: "affected up to a version",
      comment: "curl",
      evr: '<evr operation="less than or equal">1:8-1</evr>',
      status: "affected",
      ranges: [{ lastAffected: "1:8-1" }],
    },
  ])("may say $name", ({ comment, evr, status, ranges }) => {
    const metadata = "<title>CVE-2023-38545</title><affected><platform>Photon 3</platform></affected>";
    const text = document({
      metadata,
      criteria: `<criteria><criterion test_ref="t:1" comment="${comment}"/></criteria>`,
      evr,
    });

    expect(read(photon, text).advisories[0]?.affected).toMatchObject([{ ecosystem: "photon:3.0", status, ranges }]);
  });

  test("of Azure Linux that need no patch are left out", () => {
    const metadata = `<title>CVE-2022-38178 affecting package bind 9.16.27-1</title><affected><platform>CBL-Mariner 2.0</platform></affected>
      <patchable>Not Applicable</patchable><severity>High</severity>`;
    const text = document({
      metadata,
      criteria: '<criteria><criterion test_ref="t:1" comment="x"/></criteria>',
      evr: lessThan,
    });

    expect(read(azure, text)).toMatchObject({ advisories: [], leftOut: ["CVE-2022-38178"] });
    expect(read(azure, text.replace("Not Applicable", "true")).advisories[0]?.affected).toMatchObject([
      { ecosystem: "mariner:2.0", name: "curl" },
    ]);
  });

  test.each([
    { name: "unknown tests", criteria: '<criteria><criterion test_ref="t:404" comment="x"/></criteria>' },
    { name: "no criteria", criteria: "" },
    {
      name: "a negated question",
      criteria: '<criteria negate="true"><criterion test_ref="t:1" comment="x"/></criteria>',
    },
    {
      name: "an unknown platform",
      criteria: '<criteria><criterion test_ref="t:1" comment="x"/></criteria>',
      platform: "Solaris",
    },
  ])("with $name are reported", ({ criteria, platform = "Oracle Linux 8" }) => {
    const metadata = `<title>ELSA-2023-1: x</title><affected><platform>${platform}</platform></affected>`;

    const { advisories, warnings } = read(oracle, document({ metadata, criteria, evr: lessThan }));

    expect(advisories[0]?.affected).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(["feed/no-packages"]);
  });

  test("that name nothing are refused", () => {
    const { errors } = read(oracle, document({ metadata: "<title>x</title>", criteria: "", evr: lessThan }));

    expect(errors.map(({ code, location }) => [code, location?.startLine])).toEqual([["feed/wrong-record", 3]]);
  });

  test("nested without end are read to a depth and no deeper", () => {
    const criteria = `${"<criteria>".repeat(150)}<criterion test_ref="t:1"/>${"</criteria>".repeat(150)}`;
    const metadata = "<title>ELSA-2023-1: x</title><affected><platform>Oracle Linux 8</platform></affected>";

    expect(read(oracle, document({ metadata, criteria, evr: lessThan })).warnings.map(({ code }) => code)).toEqual([
      "feed/no-packages",
    ]);
  });
});

test("keeps the definitions of a document that breaks off, and says so", () => {
  const metadata = "<title>ELSA-2023-1: x</title><affected><platform>Oracle Linux 8</platform></affected>";
  const text = document({
    metadata,
    criteria: '<criteria><criterion test_ref="t:1" comment="x"/></criteria>',
    evr: lessThan,
  });

  const { advisories, errors } = read(oracle, text.slice(0, text.indexOf("<objects>")));

  expect(errors.map(({ code }) => code)).toEqual(["feed/broken-document"]);
  expect(advisories.map(({ affected }) => affected)).toEqual([[]]);
});

test.each([
  { name: "Oracle Linux 9", platform: { ecosystem: "ol:9" } },
  { name: "Photon OS 5.0", platform: { ecosystem: "photon:5.0" } },
  { name: "Azure Linux 3.0", platform: { ecosystem: "azurelinux:3.0" } },
  { name: "SUSE Linux Enterprise Module for Basesystem 15 SP5 is installed", platform: { ecosystem: "sles:15.5" } },
  {
    name: "SUSE Linux Enterprise Server for SAP Applications 15 SP4 is installed",
    platform: { ecosystem: "sles:15.4", channel: "sap" },
  },
  { name: "openSUSE Tumbleweed is installed", platform: { ecosystem: "opensuse-tumbleweed" } },
  { name: "Oracle Linux", platform: undefined },
])("$name is a platform", ({ name, platform }) => {
  expect(findOvalPlatform(name)).toEqual(platform);
});
