import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { tarEnd, tarHeader, tarPadding } from "../../access/database/tar-writer.ts";
import { type Answer, type Loopback, serve } from "../../access/feeds/fixtures/loopback.ts";
import * as fetchers from "../../access/feeds/registry.ts";
import { sampleZip } from "../../formats/zip/sample-zip.ts";
import { openCalendar } from "./open-calendar.ts";
import { openStore } from "./open-store.ts";
import { codeOf, makeFolder, removeFolders } from "./sample-database.ts";
import { updateFromFeeds } from "./update-from-feeds.ts";

let server: Loopback | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

afterAll(removeFolders);

/** A publisher as it is on the network: its feed, what it answers, and what a database then knows. */
interface Publisher {
  readonly name: string;
  readonly feed: string;
  readonly wanted: string;
  readonly pages: Readonly<Record<string, Answer>>;
  /** Ecosystem and name of a package, and the flaw or erratum that is known of it. */
  readonly knows?: readonly [ecosystem: string, name: string, id: string];
  /** A product and one of its release lines, for who says how long they are maintained. */
  readonly supports?: readonly [product: string, cycle: string];
  readonly source: string;
}

function osvRecord(id: string, ecosystem: string, name: string): unknown {
  const ranges = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.2.3" }] }];
  return { id, modified: "2026-01-01T00:00:00Z", affected: [{ package: { ecosystem, name }, ranges }] };
}

/** The three files that OSV keeps of an ecosystem. */
function osvPages(listed: readonly string[], wanted: string, record: unknown): Record<string, Answer> {
  const folder = encodeURIComponent(wanted).replaceAll("%3A", ":");
  return {
    "/ecosystems.txt": listed.join("\n"),
    [`/${folder}/modified_id.csv`]: "2026-01-01T00:00:00Z,X\n",
    [`/${folder}/all.zip`]: sampleZip([{ name: "X.json", content: Buffer.from(JSON.stringify(record)) }]),
  };
}

function oval(platform: string, title: string): string {
  const linux = 'xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux"';
  return `<?xml version="1.0"?><oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5">
<definitions><definition class="patch" id="oval:d:1"><metadata><title>${title}</title><affected><platform>${platform}</platform></affected>
<patchable>true</patchable><reference source="CVE" ref_id="CVE-2023-38545" ref_url="x"/></metadata><criteria operator="AND">
<criterion test_ref="t:9" comment="${platform} is installed"/><criterion test_ref="t:1" comment="curl is earlier than 0:8.1-2"/></criteria></definition></definitions>
<tests><rpminfo_test id="t:1" ${linux}><object object_ref="o:1"/><state state_ref="s:1"/></rpminfo_test></tests>
<objects><rpminfo_object id="o:1" ${linux}><name>curl</name></rpminfo_object></objects>
<states><rpminfo_state id="s:1" ${linux}><evr datatype="evr_string" operation="less than">0:8.1-2</evr></rpminfo_state></states>
</oval_definitions>`;
}

/** `oval("Oracle Linux 9", "ELSA-2023-5763: curl")`, compressed by Python's bz2: Oracle publishes it so. */
const oracleErrata = Buffer.from(
  [
    "QlpoOTFBWSZTWR0lPjAAAHDfgAAQWAP/964HiUC/999gQAIuu7dTVSEoQTSho9B6p5Qaep6mhoG9KM1PUCUNQmmkeojQaGgAAADQ",
    "ap+lT1GmmEyZDAIyGRiDQwJJAjSPUYmptNT1NDIAAANiJTM9hok+PLJ8Wd+djoe6kSslKSwSWvHHd2vS6xqL49ctcosZyQiKhPqd",
    "vtBrgfwHBgGIYIvDiBiF4MgX9Zt760R5XekxahcJ4ODSvk/mNmhlbIMLfyIlG0KhfAeKGqKnQsFEBRJAJJCxB5VatjARoE5fLp4H",
    "fFax5OR+bOWsWtkoVYpJVDvtSTTorOVeHBk+qGn04B3GIb5RohQsC0u2lupRi5R/KYLA9SQ4nt/Uh/MSNGnNcFITywdqFmThBZhj",
    "EYp0qdAE5wdu1IMSH1S47wZnWGjJeoM3a7YRRlbnzDIYhAmliI3A6svsJ1BkxNhSNVu3AVY2AwjcKsagXp4wVA8w2BSgoaBEMyKn",
    "E4uEREGQwiofw0ouwQzmfdHKUd7Xw/WriCNIIeXX6Re4faOgqZMylKvFAQRQGTnjIocgtuD72K1GAzSNVwqb9QLYxQFC25xLUNr0",
    "Tg2iN9gXBrJxrBiLFwVBsiS0szNKq8tyRcMDoxEzw+nOsnCd8nnklMvZ8mqQncxJkM0AIzBBgWLWkInDsEpQLMEBXofEfYFL6Jtm",
    "uwmRTUrS1l4QDX/i7kinChIDpKfGAA==",
  ].join(""),
  "base64",
);

function vexArchive(name: string, document: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(document));
  return zstdCompressSync(Buffer.concat([tarHeader(name, text.length), text, tarPadding(text.length), tarEnd()]));
}

const vexDocument = {
  document: {
    category: "csaf_vex",
    tracking: { id: "CVE-2023-38545", current_release_date: "2025-11-21T14:31:32+00:00" },
  },
  product_tree: {
    branches: [
      {
        category: "product_name",
        product: {
          product_id: "rhel7",
          product_identification_helper: { cpe: "cpe:/o:redhat:enterprise_linux:7" },
        },
      },
      {
        category: "product_version",
        product: { product_id: "curl", product_identification_helper: { purl: "pkg:rpm/redhat/curl?arch=src" } },
      },
    ],
    relationships: [
      {
        category: "default_component_of",
        full_product_name: { product_id: "rhel7:curl" },
        product_reference: "curl",
        relates_to_product_reference: "rhel7",
      },
    ],
  },
  vulnerabilities: [{ cve: "CVE-2023-38545", product_status: { known_affected: ["rhel7:curl"] } }],
};

const erratum = `<?xml version="1.0"?><updates><update type="security"><id>ALAS2023-2024-001</id><title>x</title>
<issued date="2024-01-02 00:00"/><severity>low</severity><references><reference id="CVE-2023-38545" type="cve" href="x"/></references>
<pkglist><collection><package arch="x86_64" epoch="0" name="curl" version="8.1" release="2.amzn2023"><filename>x</filename></package></collection></pkglist></update></updates>`;

const years = Object.fromEntries(
  Array.from({ length: 2026 - 2002 + 1 }, (_none, at): [string, Answer] => {
    const flaw = {
      id: `CVE-${2002 + at}-0001`,
      metrics: {
        cvssMetricV31: [
          { source: "nvd@nist.gov", cvssData: { vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" } },
        ],
      },
    };
    const text = JSON.stringify({ vulnerabilities: [{ cve: flaw }] });
    return [`/feeds/json/cve/2.0/nvdcve-2.0-${2002 + at}.json.gz`, gzipSync(text)];
  }),
);

const publishers: readonly Publisher[] = [
  {
    name: "OSV, for npm",
    feed: "osv/osv",
    wanted: "npm",
    pages: osvPages(["npm", "PyPI"], "npm", osvRecord("GHSA-1", "npm", "lodash")),
    knows: ["npm", "lodash", "GHSA-1"],
    source: "osv-github",
  },
  {
    name: "Ubuntu, by OSV",
    feed: "osv/osv",
    wanted: "ubuntu:22.04",
    pages: osvPages(
      ["Ubuntu", "Ubuntu:22.04:LTS"],
      "Ubuntu:22.04:LTS",
      osvRecord("UBUNTU-CVE-2023-38545", "Ubuntu:22.04:LTS", "curl"),
    ),
    knows: ["ubuntu:22.04", "curl", "UBUNTU-CVE-2023-38545"],
    source: "osv-ubuntu",
  },
  {
    name: "AlmaLinux, by OSV",
    feed: "osv/osv",
    wanted: "almalinux:9",
    pages: osvPages(["AlmaLinux:9"], "AlmaLinux:9", {
      ...Object(osvRecord("ALSA-2023:5763", "AlmaLinux:9", "curl")),
      summary: "Important: curl security update",
    }),
    knows: ["almalinux:9", "curl", "ALSA-2023:5763"],
    source: "osv-almalinux",
  },
  {
    name: "Rocky Linux, by OSV",
    feed: "osv/osv",
    wanted: "rocky:9",
    pages: osvPages(["Rocky Linux:9"], "Rocky Linux:9", osvRecord("RLSA-2023:5763", "Rocky Linux:9", "curl")),
    knows: ["rocky:9", "curl", "RLSA-2023:5763"],
    source: "osv-rocky",
  },
  {
    name: "Debian's tracker",
    feed: "debian/tracker",
    wanted: "debian:12",
    pages: {
      "/data/json": JSON.stringify({
        curl: {
          "CVE-2023-38545": { releases: { bookworm: { status: "resolved", fixed_version: "7.88.1-10+deb12u4" } } },
        },
      }),
    },
    knows: ["debian:12", "curl", "CVE-2023-38545"],
    source: "debian-tracker",
  },
  {
    name: "Alpine",
    feed: "alpine/secdb",
    wanted: "alpine:3.20",
    pages: {
      "/": '<a href="v3.20/">v3.20/</a>',
      "/v3.20/main.json": JSON.stringify({
        distroversion: "v3.20",
        reponame: "main",
        packages: [{ pkg: { name: "curl", secfixes: { "8.4.0-r0": ["CVE-2023-38545"] } } }],
      }),
      "/v3.20/community.json": JSON.stringify({ distroversion: "v3.20", reponame: "community", packages: [] }),
    },
    knows: ["alpine:3.20", "curl", "CVE-2023-38545"],
    source: "alpine-secdb",
  },
  {
    name: "Red Hat",
    feed: "redhat/vex",
    wanted: "rhel:7",
    pages: {
      "/archive_latest.txt": "csaf_vex_2025-11-22.tar.zst\n",
      "/csaf_vex_2025-11-22.tar.zst": vexArchive("2023/cve-2023-38545.json", vexDocument),
      "/changes.csv": '"2023/cve-2023-38545.json","2025-11-21T14:31:32+00:00"\n',
      "/deletions.csv": "",
    },
    knows: ["rhel:7", "curl", "CVE-2023-38545"],
    source: "redhat-vex",
  },
  {
    name: "Amazon",
    feed: "amazon/updateinfo",
    wanted: "amzn:2023",
    pages: {
      "/al2023/core/mirrors/latest/x86_64/mirror.list": "ADDRESS/repository/\n",
      "/repository/repodata/repomd.xml":
        '<repomd><data type="updateinfo"><location href="repodata/updateinfo.xml.gz"/></data></repomd>',
      "/repository/repodata/updateinfo.xml.gz": gzipSync(erratum),
    },
    knows: ["amzn:2023", "curl", "ALAS2023-2024-001"],
    source: "amazon-alas",
  },
  {
    name: "Oracle",
    feed: "oval/oracle",
    wanted: "ol:9",
    pages: { "/com.oracle.elsa-all.xml.bz2": oracleErrata },
    knows: ["ol:9", "curl", "ELSA-2023-5763"],
    source: "oracle-oval",
  },
  {
    name: "SUSE",
    feed: "oval/suse",
    wanted: "sles:15.5",
    pages: {
      "/suse.linux.enterprise.server.15.xml.gz": gzipSync(
        oval("SUSE Linux Enterprise Server 15 SP5", "CVE-2023-38545"),
      ),
    },
    knows: ["sles:15.5", "curl", "CVE-2023-38545"],
    source: "suse-oval",
  },
  {
    name: "Photon",
    feed: "oval/photon",
    wanted: "photon:5.0",
    pages: { "/com.vmware.phsa-photon5.xml": oval("Photon OS 5.0", "PHSA-2023-5.0-1") },
    knows: ["photon:5.0", "curl", "PHSA-2023-5.0-1"],
    source: "photon-oval",
  },
  {
    name: "Azure Linux",
    feed: "oval/azure",
    wanted: "azurelinux:3.0",
    pages: { "/azurelinux-3.0-oval.xml": oval("Azure Linux 3.0", "CVE-2023-38545 affecting package curl") },
    knows: ["azurelinux:3.0", "curl", "CVE-2023-38545"],
    source: "azure-linux-oval",
  },
  { name: "NVD", feed: "flaws/nvd", wanted: "npm", pages: years, source: "nvd" },
  {
    name: "CISA's catalogue",
    feed: "flaws/kev",
    wanted: "npm",
    pages: {
      "/known_exploited_vulnerabilities.json": JSON.stringify({
        dateReleased: "2026-01-01T00:00:00Z",
        vulnerabilities: [{ cveID: "CVE-2026-0001", dateAdded: "2026-01-01", knownRansomwareCampaignUse: "Known" }],
      }),
    },
    source: "kev",
  },
  {
    name: "EPSS",
    feed: "flaws/epss",
    wanted: "npm",
    pages: {
      "/epss_scores-current.csv.gz": gzipSync(
        "#model_version:v2025.03.14,score_date:2026-01-01T00:00:00+0000\ncve,epss,percentile\nCVE-2026-0001,0.5,0.9\n",
      ),
    },
    source: "epss",
  },
  {
    name: "endoflife.date",
    feed: "support/endoflife",
    wanted: "npm",
    pages: {
      "/products/full": JSON.stringify({
        schema_version: "1.2.0",
        generated_at: "2027-01-01T00:00:00+00:00",
        total: 1,
        result: [{ name: "debian", releases: [{ name: "12", isEol: true, eolFrom: "2026-06-10", eoesFrom: null }] }],
      }),
    },
    supports: ["debian", "12"],
    source: "endoflife",
  },
];

/** Every publisher is looked for on this machine, below the id of its feed; the one under test stands at the root. */
function update(address: string, wanted: string, tested?: string) {
  const asked = Object.values(fetchers).filter(({ feed }) => feed !== "flaws/nvd" || feed === tested);
  const addresses = new Map(
    asked.map(({ feed }): [string, string] => [feed, feed === tested ? address : `${address}/${feed}`]),
  );
  const clock = { now: () => Date.parse("2026-01-02T00:00:00Z"), random: () => 0, pause: () => Promise.resolve() };
  const folder = makeFolder();
  const updating = updateFromFeeds({
    folder,
    settings: { environment: {}, stallTimeoutMs: 5000, clock },
    now: () => new Date("2026-01-02T00:00:00Z"),
    only: [wanted],
    addresses,
  });
  return updating.then((result) => ({ ...result, folder }));
}

describe("what publishers offer becomes a database", () => {
  test.each(publishers)("$name", async (publisher) => {
    const pages: Record<string, Answer> = { ...publisher.pages };
    server = await serve(pages);
    for (const [path, page] of Object.entries(pages)) {
      if (typeof page === "string") pages[path] = page.replace("ADDRESS", server.address);
    }

    const { failures, feeds, folder } = await update(server.address, publisher.wanted, publisher.feed);

    expect(failures.filter(({ feed }) => feed === publisher.feed)).toEqual([]);
    expect(feeds.find(({ feed }) => feed === publisher.feed)).toMatchObject({ ended: "done", counts: { errors: 0 } });
    const { store, manifest } = await openStore({ folder: folder.path });
    expect(manifest.sources.find(({ id }) => id === publisher.source)).toMatchObject({ address: server.address });
    const { knows, supports } = publisher;
    const known =
      knows === undefined
        ? [store.findFlaw("CVE-2026-0001")?.cve]
        : store.rowsOf(knows[0], knows[1]).map(({ advisory }) => advisory);
    store.close();
    const calendar = await openCalendar({ folder: folder.path, trusted: [] });
    expect(supports === undefined ? known : calendar?.cyclesOf(supports[0]).map(({ name }) => name)).toEqual([
      supports?.[1] ?? knows?.[2] ?? "CVE-2026-0001",
    ]);
  });

  test.each([
    { wanted: "npm", feeds: ["osv/osv"] },
    { wanted: "ol:9", feeds: ["oval/oracle"] },
    { wanted: "sles:15.5", feeds: ["oval/suse"] },
    { wanted: "debian:12", feeds: ["debian/tracker"] },
    { wanted: "rhel:9", feeds: ["redhat/vex"] },
    { wanted: "alpine:*", feeds: ["alpine/secdb"] },
  ])("whoever wants $wanted asks nobody else", async ({ wanted, feeds }) => {
    server = await serve({});
    const { address, requests } = server;
    // Nothing can be had here: only who is asked is of interest.
    expect(await codeOf(update(address, wanted))).toBe("feed-unreachable");
    const asked = new Set(requests.map((line) => line.split("/").slice(1, 3).join("/")));
    expect([...asked].sort()).toEqual(["flaws/epss", "flaws/kev", "support/endoflife", ...feeds].sort());
  });

  test("each that is known is in the list", () => {
    const listed = new Set(publishers.map(({ feed }) => feed));
    expect(Object.values(fetchers).map(({ feed }) => feed)).toEqual(expect.arrayContaining([...listed]));
    expect(listed.size).toBe(Object.values(fetchers).length);
  });
});
