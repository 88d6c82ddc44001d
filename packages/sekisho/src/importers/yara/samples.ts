import type { ImportSample } from "../sample.ts";

const source = "YARA 4.5: yara -s, -m, -g";

/** What YARA prints. */
export const samples: readonly ImportSample[] = [
  { name: "smallest", shows: ["smallest"], source: "YARA 4.5: yara", document: "A /b\n", findings: 1 },
  {
    name: "with strings",
    shows: ["typical"],
    source,
    document:
      "Miner_XMRig /srv/a b.bin\n0x1f:$s1: stratum+tcp\n0x2f:$s2: donate\nWebshell_PHP /srv/x.php\n0x0:$a: eval\n",
    findings: 2,
    contains: [
      {
        kind: "malware",
        rule: { id: "yara/Miner_XMRig" },
        severity: "high",
        subject: "file:/srv/a b.bin",
        evidence: [{ location: { path: "/srv/a b.bin" } }],
      },
    ],
  },
  {
    name: "with tags and metadata",
    shows: ["everything"],
    source,
    document: 'Miner [miner,linux] [author="A ] B",score=75] /srv/a.bin\n',
    findings: 1,
    contains: [{ rule: { id: "yara/Miner" }, subject: "file:/srv/a.bin" }],
  },
  {
    name: "rule and path alone",
    source: "YARA 4.5: yara",
    document: "Miner_XMRig /srv/a b.bin\nWebshell_PHP ./x.php\n",
    findings: 2,
    contains: [
      { rule: { id: "yara/Miner_XMRig" }, subject: "file:/srv/a b.bin" },
      { rule: { id: "yara/Webshell_PHP" }, severity: "high" },
    ],
  },
  {
    name: "a line that is none",
    source,
    document: "Miner [] /srv/a.bin\nerror: could not open\n",
    findings: 1,
    leftOut: 1,
  },
];
