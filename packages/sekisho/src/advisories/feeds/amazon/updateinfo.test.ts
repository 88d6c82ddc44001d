import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { findAmazonRelease } from "./release.ts";
import { updateinfo } from "./updateinfo.ts";

function read(text: string, ecosystem?: string) {
  const context = { path: "updateinfo.xml", ...(ecosystem === undefined ? {} : { ecosystem }) };
  return collectItems(
    readFeed(updateinfo, [Buffer.from(`<?xml version="1.0"?>\n<updates>${text}</updates>`)], context),
  );
}

test.each([
  { id: "ALAS-2018-939", ecosystem: "amzn:2018.03" },
  { id: "ALAS2-2018-1001", ecosystem: "amzn:2" },
  { id: "ALAS2022-2022-012", ecosystem: "amzn:2022" },
  { id: "ALAS2023-2023-001", ecosystem: "amzn:2023" },
  { id: "ALAS2KERNEL-5.10-2022-001", ecosystem: "amzn:2", channel: "extras-kernel-5.10" },
  { id: "ALAS2DOCKER-2023-012", ecosystem: "amzn:2", channel: "extras-docker" },
  { id: "ALASDOCKER-2021-001", ecosystem: "amzn:2", channel: "extras-docker" },
])("$id belongs to $ecosystem", ({ id, ...expected }) => {
  expect(findAmazonRelease(id)).toEqual(expected);
});

test.each([{ id: "RHSA-2024:1" }, { id: "ALAS" }, { id: "" }])("$id is no erratum of Amazon", ({ id }) => {
  expect(findAmazonRelease(id)).toBeUndefined();
});

const update = `
<update author="linux-security@amazon.com" from="linux-security@amazon.com" status="final" type="security" version="1.4">
  <id>ALAS2-2018-1001</id><title>Amazon Linux 2 - ALAS2-2018-1001: important priority package update for bind</title>
  <issued date="2018-04-26 17:50" /><updated date="2018-04-27 20:45" /><severity>important</severity>
  <description>Package updates are available for Amazon Linux 2 that fix a flaw &amp; more.</description>
  <references>
    <reference href="http://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2018-5732" id="CVE-2018-5732" title="" type="cve" />
    <reference href="https://access.redhat.com/errata/RHSA-2018:0483" id="RHSA-2018:0483" title="" type="redhat" />
  </references>
  <pkglist><collection short="amazon-linux"><name>Amazon Linux</name>
    <package arch="x86_64" epoch="32" name="bind" release="61.amzn2" version="9.9.4"><filename>Packages/bind.rpm</filename></package>
    <package arch="aarch64" epoch="32" name="bind" release="61.amzn2" version="9.9.4"><filename>Packages/bind.rpm</filename></package>
    <package arch="noarch" epoch="0" name="bind-license" release="61.amzn2" version="9.9.4"><filename>x</filename></package>
    <package arch="src" epoch="32" name="bind" release="61.amzn2" version="9.9.4"><filename>x</filename></package>
  </collection></pkglist>
</update>`;

describe("an erratum", () => {
  test("is one advisory with a row a version", () => {
    const { advisories, errors, warnings } = read(update);

    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(advisories).toMatchObject([
      {
        id: "ALAS2-2018-1001",
        aliases: [],
        upstream: ["CVE-2018-5732"],
        source: "amazon-alas",
        published: "2018-04-26T17:50:00Z",
        modified: "2018-04-27T20:45:00Z",
        details: "Package updates are available for Amazon Linux 2 that fix a flaw & more.",
        severities: [{ system: "rating", rating: "high", words: "important" }],
        affected: [
          {
            ecosystem: "amzn:2",
            name: "bind",
            ranges: [{ fixed: "32:9.9.4-61.amzn2" }],
            architectures: ["aarch64", "x86_64"],
          },
          { ecosystem: "amzn:2", name: "bind-license", ranges: [{ fixed: "9.9.4-61.amzn2" }] },
        ],
      },
    ]);
    expect(advisories[0]?.affected[1]?.architectures).toBeUndefined();
  });

  test("of bugs is left out", () => {
    expect(read(update.replace('type="security"', 'type="bugfix"'))).toMatchObject({
      advisories: [],
      leftOut: ["ALAS2-2018-1001"],
    });
  });

  test("without packages is reported", () => {
    const { advisories, warnings } = read('<update type="security"><id>ALAS2-2018-1</id></update>');

    expect(advisories[0]?.affected).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(["feed/no-packages"]);
  });

  test("with an unknown id needs the repository's release", () => {
    const unknown = update.replaceAll("ALAS2-2018-1001", "XLSA-1");

    expect(read(unknown).errors.map(({ code, location }) => [code, location?.startLine])).toEqual([
      ["feed/wrong-record", 3],
    ]);
    expect(read(unknown, "amzn:2023").advisories[0]?.affected[0]?.ecosystem).toBe("amzn:2023");
  });

  test("that breaks the rules of XML leaves the next one", () => {
    const { advisories, errors } = read(`<update type="security"><id kind=broken>ALAS2-2018-1</id></update>${update}`);

    expect(errors).toHaveLength(1);
    expect(advisories.map(({ id }) => id)).toEqual(["ALAS2-2018-1001"]);
  });
});

test("an entity of a document type is never read", () => {
  const text = `<!DOCTYPE updates [<!ENTITY x SYSTEM "file:///etc/passwd">]><updates>${update.replace("&amp;", "&x;")}</updates>`;

  const { advisories } = collectItems(readFeed(updateinfo, [Buffer.from(text)], { path: "updateinfo.xml" }));

  expect(JSON.stringify(advisories)).not.toContain("root:");
});
