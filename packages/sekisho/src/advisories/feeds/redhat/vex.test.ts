import { describe, expect, test } from "vitest";
import { collectItems } from "../fixtures/collect-items.ts";
import { readFeed } from "../fixtures/read-feed.ts";
import { readNamedComponent, readPurlComponent } from "./component.ts";
import { findRedHatPlatform } from "./platform.ts";
import { vex } from "./vex.ts";

/** CPEs and product ids from Red Hat's own documents. */
test.each([
  {
    cpe: "cpe:/o:redhat:enterprise_linux:9::baseos",
    id: "BaseOS-9.3.0.Z.MAIN",
    platform: { ecosystem: "rhel:9", minor: "9.3" },
  },
  {
    cpe: "cpe:/a:redhat:enterprise_linux:8::appstream",
    id: "AppStream-8.10.0.Z.MAIN.EUS",
    platform: { ecosystem: "rhel:8", minor: "8.10" },
  },
  {
    cpe: "cpe:/o:redhat:enterprise_linux:10.1",
    id: "BaseOS-10.1.Z",
    platform: { ecosystem: "rhel:10", minor: "10.1" },
  },
  { cpe: "cpe:/o:redhat:enterprise_linux:7", id: "red_hat_enterprise_linux_7", platform: { ecosystem: "rhel:7" } },
  {
    cpe: "cpe:/a:redhat:rhel_eus:9.4::appstream",
    id: "AppStream-9.4.0.Z.EUS",
    platform: { ecosystem: "rhel:9", channel: "eus-9.4" },
  },
  {
    cpe: "cpe:/o:redhat:enterprise_linux_eus:10.0",
    id: "BaseOS-10.0.Z.E2S",
    platform: { ecosystem: "rhel:10", channel: "eus-10.0" },
  },
  {
    cpe: "cpe:/o:redhat:rhel_eus_long_life:8.4::baseos",
    id: "x",
    platform: { ecosystem: "rhel:8", channel: "eus-long-life-8.4" },
  },
  {
    cpe: "cpe:/a:redhat:openshift:4.16::el9",
    id: "9Base-RHOSE-4.16",
    platform: { ecosystem: "rhel:9", channel: "openshift-4.16" },
  },
  { cpe: "cpe:/a:redhat:satellite:6", id: "red_hat_satellite_6", platform: undefined },
  { cpe: "cpe:/o:redhat:enterprise_linux", id: "x", platform: undefined },
  { cpe: "not a CPE", id: "x", platform: undefined },
])("$cpe of $id", ({ cpe, id, platform }) => {
  expect(findRedHatPlatform(cpe, id)).toEqual(platform);
});

test.each([
  {
    text: "pkg:rpm/redhat/openssl@3.0.7-27.el9?arch=x86_64&epoch=1",
    component: { name: "openssl", names: "binary", version: "1:3.0.7-27.el9", architecture: "x86_64" },
  },
  {
    text: "pkg:rpm/redhat/edk2@20240524-6.el9_5?arch=noarch",
    component: { name: "edk2", names: "binary", version: "20240524-6.el9_5" },
  },
  {
    text: "pkg:rpm/redhat/python36?arch=src&rpmmod=python36:3.6",
    component: { name: "python36", names: "source", module: "python36:3.6" },
  },
  {
    text: "pkg:rpm/redhat/nodejs@18.1-1?arch=x86_64&rpmmod=nodejs:18:8060020220523160029:ad008a3a",
    component: { name: "nodejs", names: "binary", version: "18.1-1", architecture: "x86_64", module: "nodejs:18" },
  },
  { text: "pkg:oci/grafana-rhel9@sha256:014c", component: undefined },
  { text: "nonsense", component: undefined },
])("$text is a package", ({ text, component }) => {
  expect(readPurlComponent(text)).toEqual(component);
});

test.each([
  {
    id: "telnet-1:0.17-65.el7_6.x86_64",
    component: { name: "telnet", names: "binary", version: "1:0.17-65.el7_6", architecture: "x86_64" },
  },
  { id: "openssl-0:3.0.7-27.el9.src", component: { name: "openssl", names: "source", version: "3.0.7-27.el9" } },
  { id: "kernel-rt", component: { name: "kernel-rt", names: "source" } },
  { id: "openssl.src", component: { name: "openssl", names: "source" } },
  {
    id: "satellite:el8/python-brotli.src",
    component: { name: "python-brotli", names: "source", module: "satellite:el8" },
  },
  {
    id: "python-nose-docs::python36:3.6",
    component: { name: "python-nose-docs", names: "source", module: "python36:3.6" },
  },
  { id: "registry.redhat.io/rhceph/grafana-rhel9@sha256:014ca9", component: undefined },
])("$id is a package", ({ id, component }) => {
  expect(readNamedComponent(id)).toEqual(component);
});

const products = [
  {
    category: "product_name",
    product: {
      product_id: "BaseOS-9.3.0.Z.MAIN",
      product_identification_helper: { cpe: "cpe:/o:redhat:enterprise_linux:9::baseos" },
    },
  },
  {
    category: "product_name",
    product: {
      product_id: "BaseOS-9.2.0.Z.MAIN.EUS",
      product_identification_helper: { cpe: "cpe:/o:redhat:enterprise_linux:9::baseos" },
    },
  },
  {
    category: "product_name",
    product: { product_id: "rhel7", product_identification_helper: { cpe: "cpe:/o:redhat:enterprise_linux:7" } },
  },
  {
    category: "product_name",
    product: { product_id: "satellite", product_identification_helper: { cpe: "cpe:/a:redhat:satellite:6" } },
  },
];

function rpm(id: string, purl: string) {
  return { category: "product_version", product: { product_id: id, product_identification_helper: { purl } } };
}

function within(parent: string, component: string, id = `${parent}:${component}`) {
  return {
    category: "default_component_of",
    full_product_name: { product_id: id },
    product_reference: component,
    relates_to_product_reference: parent,
  };
}

interface Sample {
  readonly components: readonly unknown[];
  readonly relationships: readonly unknown[];
  readonly flaw: Readonly<Record<string, unknown>>;
}

function read({ components, relationships, flaw }: Sample) {
  const document = {
    document: {
      category: "csaf_vex",
      aggregate_severity: { text: "Important" },
      tracking: { id: "CVE-2023-38545", current_release_date: "2025-11-21T14:31:32+00:00" },
    },
    product_tree: { branches: [{ category: "vendor", branches: [...products, ...components] }], relationships },
    vulnerabilities: [{ cve: "CVE-2023-38545", ...flaw }],
  };
  return collectItems(readFeed(vex, [Buffer.from(JSON.stringify(document))], { path: "cve.json" }));
}

const curl = (arch: string, release: string) =>
  rpm(`curl-${release}.${arch}`, `pkg:rpm/redhat/curl@7.76.1-${release}?arch=${arch}`);

describe("a document", () => {
  test("gives one row a version, the newest minor release in the main channel", () => {
    const { advisories, warnings } = read({
      components: [
        curl("x86_64", "26.el9_3.2"),
        curl("aarch64", "26.el9_3.2"),
        curl("src", "26.el9_3.2"),
        curl("x86_64", "23.el9_2.4"),
      ],
      relationships: [
        within("BaseOS-9.3.0.Z.MAIN", "curl-26.el9_3.2.x86_64"),
        within("BaseOS-9.3.0.Z.MAIN", "curl-26.el9_3.2.aarch64"),
        within("BaseOS-9.3.0.Z.MAIN", "curl-26.el9_3.2.src"),
        within("BaseOS-9.2.0.Z.MAIN.EUS", "curl-23.el9_2.4.x86_64"),
      ],
      flaw: {
        product_status: {
          fixed: [
            "BaseOS-9.3.0.Z.MAIN:curl-26.el9_3.2.x86_64",
            "BaseOS-9.3.0.Z.MAIN:curl-26.el9_3.2.aarch64",
            "BaseOS-9.3.0.Z.MAIN:curl-26.el9_3.2.src",
            "BaseOS-9.2.0.Z.MAIN.EUS:curl-23.el9_2.4.x86_64",
          ],
        },
        scores: [{ cvss_v3: { vectorString: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" }, products: [] }],
        cwe: { id: "CWE-119" },
      },
    });

    expect(warnings).toEqual([]);
    expect(advisories).toMatchObject([
      {
        id: "CVE-2023-38545",
        source: "redhat-vex",
        modified: "2025-11-21T14:31:32Z",
        weaknesses: ["CWE-119"],
        severities: [{ system: "cvss-3" }, { system: "rating", rating: "high", words: "Important" }],
        affected: [
          {
            ecosystem: "rhel:9",
            name: "curl",
            status: "fixed",
            ranges: [{ fixed: "7.76.1-26.el9_3.2" }],
            architectures: ["aarch64", "x86_64"],
          },
          {
            ecosystem: "rhel:9",
            name: "curl",
            status: "fixed",
            ranges: [{ fixed: "7.76.1-23.el9_2.4" }],
            architectures: ["x86_64"],
            channel: "main-9.2",
          },
        ],
      },
    ]);
    expect(advisories[0]?.affected[0]?.channel).toBeUndefined();
  });

  test("tells repairs that will come from those that will not", () => {
    const { advisories } = read({
      components: [
        rpm("libcurl", "pkg:rpm/redhat/libcurl"),
        rpm("curl", "pkg:rpm/redhat/curl"),
        rpm("wget", "pkg:rpm/redhat/wget"),
        rpm("aria2", "pkg:rpm/redhat/aria2"),
      ],
      relationships: ["libcurl", "curl", "wget", "aria2"].map((name) => within("rhel7", name)),
      flaw: {
        product_status: {
          known_affected: ["rhel7:libcurl", "rhel7:curl"],
          known_not_affected: ["rhel7:wget"],
          under_investigation: ["rhel7:aria2"],
        },
        remediations: [
          { category: "no_fix_planned", details: "Out of support scope", product_ids: ["rhel7:libcurl"] },
          { category: "none_available", details: "Fix deferred", product_ids: ["rhel7:curl"] },
        ],
        threats: [{ category: "impact", details: "Low", product_ids: ["rhel7:libcurl", "rhel7:curl"] }],
      },
    });

    expect(advisories[0]?.affected).toMatchObject([
      { name: "libcurl", status: "will-not-fix", ranges: [{}], rating: { rating: "low", words: "Low" } },
      { name: "curl", status: "affected", ranges: [{}] },
      { name: "wget", status: "not-affected", ranges: [] },
      { name: "aria2", status: "under-investigation", ranges: [{}] },
    ]);
  });

  test("finds the stream of a package through the module between it and its product", () => {
    const { advisories } = read({
      components: [
        rpm("nodejs:18:8060020220523:ad00", "pkg:rpmmod/redhat/nodejs@18:8060020220523:ad00"),
        rpm("npm-1", "pkg:rpm/redhat/npm@1-1?arch=noarch"),
      ],
      relationships: [
        within("BaseOS-9.3.0.Z.MAIN", "nodejs:18:8060020220523:ad00", "module"),
        within("module", "npm-1", "module:npm"),
      ],
      flaw: { product_status: { fixed: ["module:npm"] } },
    });

    expect(advisories[0]?.affected).toMatchObject([{ ecosystem: "rhel:9", name: "npm", module: "nodejs:18" }]);
  });

  test("about other products is left out", () => {
    const sample = {
      components: [rpm("x", "pkg:rpm/redhat/x")],
      relationships: [within("satellite", "x")],
      flaw: { product_status: { known_affected: ["satellite:x"] } },
    };

    expect(read(sample)).toMatchObject({ advisories: [], leftOut: ["CVE-2023-38545"], errors: [], warnings: [] });
  });

  test("whose products its tree lacks says so", () => {
    const sample = {
      components: [],
      relationships: [],
      flaw: { product_status: { fixed: ["nowhere:x", "nowhere:y"] } },
    };

    expect(read(sample).warnings.map(({ code }) => code)).toEqual(["feed/unknown-product"]);
  });

  test("whose products stand in a circle ends", () => {
    const sample = {
      components: [rpm("x", "pkg:rpm/redhat/x")],
      relationships: [within("b", "x", "a"), within("a", "x", "b")],
      flaw: { product_status: { fixed: ["a"] } },
    };

    expect(read(sample).leftOut).toEqual(["CVE-2023-38545"]);
  });
});

test.each([
  { name: "no vulnerabilities", root: { document: {} } },
  { name: "no document", root: { vulnerabilities: [] } },
  { name: "a flaw without a number", root: { document: {}, vulnerabilities: [{}] } },
  { name: "a flaw that is null", root: { document: {}, vulnerabilities: [null] } },
])("refuses $name", ({ root }) => {
  const { errors } = collectItems(readFeed(vex, [Buffer.from(JSON.stringify(root))], { path: "cve.json" }));

  expect(errors.map(({ code }) => code)).toEqual(["feed/wrong-record"]);
});
