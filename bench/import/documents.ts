import { closeSync, openSync, writeSync } from "node:fs";

/** Writes text to a file in large pieces. */
class TextFile {
  readonly #descriptor: number;
  #waiting = "";
  #bytes = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, "w");
  }

  /** Bytes that were written so far. */
  get bytes(): number {
    return this.#bytes;
  }

  write(text: string): void {
    this.#waiting += text;
    this.#bytes += text.length;
    if (this.#waiting.length > 1_048_576) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#waiting);
    this.#waiting = "";
  }
}

const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNKNOWN"] as const;
const words =
  "A flaw in the parser lets a remote peer read memory behind the end of the buffer when it sends a header ";

/**
 * Writes a report of Trivy, schema 2, of about so many bytes: one operating system and a language, every flaw with its own
 * description, references and two ratings, as Trivy 0.58 prints them (indented).
 */
export function writeTrivyReport(path: string, bytes: number): void {
  const file = new TextFile(path);
  file.write(
    `{\n  "SchemaVersion": 2,\n  "CreatedAt": "2026-01-02T03:04:05.678Z",\n  "ArtifactName": "registry.example.com/shop/web:1.0",\n  "ArtifactType": "container_image",\n  "Metadata": {\n    "OS": {\n      "Family": "debian",\n      "Name": "12.5"\n    }\n  },\n  "Results": [\n`,
  );
  const halves = [
    {
      target: "registry.example.com/shop/web:1.0 (debian 12.5)",
      class: "os-pkgs",
      type: "debian",
      purl: "pkg:deb/debian",
    },
    { target: "Node.js", class: "lang-pkgs", type: "node-pkg", purl: "pkg:npm" },
  ];
  let index = 0;
  for (const [at, half] of halves.entries()) {
    file.write(
      `${at === 0 ? "" : ",\n"}    {\n      "Target": "${half.target}",\n      "Class": "${half.class}",\n      "Type": "${half.type}",\n      "Vulnerabilities": [\n`,
    );
    const end = (bytes * (at + 1)) / halves.length;
    for (let first = true; file.bytes < end; first = false) {
      file.write(`${first ? "" : ",\n"}${trivyFlaw(index++, half.purl)}`);
    }
    file.write("\n      ]\n    }");
  }
  file.write("\n  ]\n}\n");
  file.close();
}

function trivyFlaw(index: number, purl: string): string {
  const name = `package-${index % 4_000}`;
  const flaw = {
    VulnerabilityID: `CVE-2024-${10_000 + index}`,
    PkgID: `${name}@1.2.${index % 7}`,
    PkgName: name,
    PkgIdentifier: { PURL: `${purl}/${name}@1.2.${index % 7}`, UID: (index * 2_654_435_761).toString(16) },
    InstalledVersion: `1.2.${index % 7}`,
    FixedVersion: index % 3 === 0 ? "" : "1.2.9",
    Status: index % 3 === 0 ? "affected" : "fixed",
    Layer: { DiffID: `sha256:${(index % 9).toString(16).repeat(64)}` },
    SeveritySource: "nvd",
    PrimaryURL: `https://avd.aquasec.com/nvd/cve-2024-${10_000 + index}`,
    DataSource: {
      ID: "debian",
      Name: "Debian Security Tracker",
      URL: "https://salsa.debian.org/security-tracker-team/security-tracker",
    },
    Title: `${name}: memory is read behind the end of a buffer (${index})`,
    Description: words.repeat(4) + index,
    Severity: severities[index % severities.length],
    CweIDs: ["CWE-125", "CWE-787"],
    CVSS: {
      nvd: { V3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", V3Score: 7.5 },
      redhat: { V3Vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N", V3Score: 5.9 },
    },
    References: [1, 2, 3, 4].map((number) => `https://example.com/advisories/${index}/${number}`),
    PublishedDate: "2024-03-04T05:06:07.89Z",
    LastModifiedDate: "2024-11-21T09:15:00.123Z",
  };
  return JSON.stringify(flaw, null, 2).replaceAll(/^/gm, "        ");
}

/** Writes a CycloneDX document of components with a package URL each, and of vulnerabilities that affect one to three. */
export function writeCycloneDx(path: string, components: number, vulnerabilities: number): void {
  const file = new TextFile(path);
  file.write(
    '{"bomFormat":"CycloneDX","specVersion":"1.5","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,"metadata":{"timestamp":"2026-01-02T03:04:05Z","component":{"bom-ref":"root","type":"container","name":"registry.example.com/shop/web","version":"1.0"}},"components":[',
  );
  for (let index = 0; index < components; index++) {
    const name = `package-${index}`;
    const component = {
      "bom-ref": `pkg:npm/${name}@1.0.${index % 50}?id=${index}`,
      type: "library",
      name,
      version: `1.0.${index % 50}`,
      purl: `pkg:npm/${name}@1.0.${index % 50}`,
      licenses: [{ license: { id: "MIT" } }],
    };
    file.write((index === 0 ? "" : ",") + JSON.stringify(component));
  }
  file.write('],"vulnerabilities":[');
  for (let index = 0; index < vulnerabilities; index++) {
    const affects = Array.from({ length: 1 + (index % 3) }, (_, at) => {
      const component = (index * 3 + at * 7919) % components;
      return { ref: `pkg:npm/package-${component}@1.0.${component % 50}?id=${component}` };
    });
    const vulnerability = {
      id: `CVE-2024-${10_000 + index}`,
      source: { name: "NVD", url: `https://nvd.nist.gov/vuln/detail/CVE-2024-${10_000 + index}` },
      ratings: [
        {
          source: { name: "NVD" },
          score: 7.5,
          severity: "high",
          method: "CVSSv31",
          vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
        },
      ],
      cwes: [125],
      description: words.repeat(2) + index,
      recommendation: "Upgrade to 1.1.0.",
      published: "2024-03-04T05:06:07Z",
      affects,
    };
    file.write((index === 0 ? "" : ",") + JSON.stringify(vulnerability));
  }
  file.write("]}\n");
  file.close();
}

/** Writes the JSON of hadolint of about so many bytes. */
export function writeHadolintReport(path: string, bytes: number): void {
  const file = new TextFile(path);
  file.write("[");
  for (let index = 0; file.bytes < bytes; index++) {
    const finding = {
      code: "DL3008",
      column: 1,
      file: `app-${index % 1000}/Dockerfile`,
      level: "warning",
      line: index,
      message: words,
    };
    file.write((index === 0 ? "" : ",\n") + JSON.stringify(finding));
  }
  file.write("]\n");
  file.close();
}
