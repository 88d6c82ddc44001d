import type { ImportSample } from "../sample.ts";

const summary = `
----------- SCAN SUMMARY -----------
Known viruses: 8692211
Engine version: 1.2.1
Scanned directories: 1
Scanned files: 3
Infected files: 1
Time: 8.233 sec (0 m 8 s)
Start Date: 2024:05:06 07:08:09
`;

/** What ClamAV prints. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source: "ClamAV 1.2: clamscan -i --no-summary",
    document: "/a: B FOUND\n",
    findings: 1,
  },
  {
    name: "clamscan",
    shows: ["typical", "everything"],
    source: "ClamAV 1.2: clamscan -r",
    document: `/srv/a.txt: OK
/srv/eicar.com: Win.Test.EICAR_HDB-1 FOUND
/srv/odd: name.zip: PUA.Win.Packer.Upx-1 FOUND
/srv/empty: Empty file
/srv/private: Access denied. ERROR
${summary}`,
    findings: 2,
    passed: 2,
    leftOut: 1,
    contains: [
      {
        kind: "malware",
        rule: { id: "clamav/Win.Test.EICAR_HDB-1" },
        severity: "critical",
        subject: "file:/srv/eicar.com",
        evidence: [{ location: { path: "/srv/eicar.com" } }],
      },
      { severity: "medium", subject: "file:/srv/odd: name.zip" },
    ],
  },
  {
    name: "clamd's log, with hashes and times",
    source: "ClamAV 1.2: clamd, LogTime, ExtendedDetectionInfo",
    document: "Mon May  6 07:08:09 2024 -> /srv/x: Eicar-Signature(44d88612fea8a8f36de82e1278abb02f:68) FOUND\n",
    findings: 1,
    contains: [{ rule: { id: "clamav/Eicar-Signature" }, subject: "file:/srv/x" }],
  },
  {
    name: "JSON of an archive",
    source: "Cisco-Talos/clamav 1.2: clamscan --gen-json",
    document: {
      Magic: "CLAMJSONv0",
      RootFileType: "CL_TYPE_ZIP",
      FileName: "/srv/a.zip",
      FileType: "CL_TYPE_ZIP",
      FileSize: 300,
      FileMD5: "0".repeat(32),
      ContainedObjects: [
        { FileName: "inner.com", FileType: "CL_TYPE_TEXT_ASCII", Viruses: ["Win.Test.EICAR_HDB-1"] },
        { FileName: "other.zip", ContainedObjects: [{ FileName: "x", Viruses: ["PUA.Win.Packer.Upx-1"] }] },
      ],
    },
    findings: 2,
    contains: [
      { kind: "malware", rule: { id: "clamav/Win.Test.EICAR_HDB-1" }, subject: "file:/srv/a.zip" },
      { rule: { id: "clamav/PUA.Win.Packer.Upx-1" }, severity: "medium", subject: "file:/srv/a.zip" },
    ],
  },
  {
    name: "JSON of a file that is clean",
    source: "Cisco-Talos/clamav 1.2: clamscan --gen-json",
    document: { Magic: "CLAMJSONv0", RootFileType: "CL_TYPE_TEXT_ASCII", FileName: "/srv/a.txt", FileSize: 3 },
    findings: 0,
    passed: 1,
  },
  {
    name: "a summary alone",
    shows: ["empty"],
    source: "ClamAV 1.2: clamscan -i",
    document: summary.trimStart(),
    findings: 0,
  },
];
