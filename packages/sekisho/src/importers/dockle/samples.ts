import type { ImportSample } from "../sample.ts";

const source = "dockle 0.4.15: pkg/report/json.go, dockle -f json";

/** What dockle writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: {
      summary: { fatal: 0, warn: 1, info: 0, skip: 0, pass: 0 },
      details: [{ code: "CIS-DI-0001", level: "WARN", alerts: [] }],
    },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      image: "docker.io/library/nginx:1.27",
      summary: { fatal: 1, warn: 1, info: 2, skip: 1, pass: 3 },
      details: [
        {
          code: "CIS-DI-0010",
          title: "Do not store credential in environment variables/files",
          level: "FATAL",
          alerts: ["Suspicious ENV key found : DB_PASSWORD on ENV DB_PASSWORD=*******"],
        },
        {
          code: "CIS-DI-0001",
          title: "Create a user for the container",
          level: "WARN",
          alerts: ["Last user should not be root"],
        },
        {
          code: "CIS-DI-0008",
          title: "Confirm safety of setuid/setgid files",
          level: "INFO",
          alerts: ["setuid file: urwxr-xr-x usr/bin/su", "setuid file: urwxr-xr-x usr/bin/mount"],
        },
        {
          code: "DKL-LI-0003",
          title: "Only put necessary files",
          level: "IGNORE",
          alerts: ["unnecessary file : app/Dockerfile"],
        },
        { code: "DKL-LI-0001", title: "Avoid empty password", level: "SKIP", alerts: ["failed to detect etc/shadow"] },
      ],
    },
    findings: 4,
    passed: 3,
    leftOut: 1,
    contains: [
      {
        rule: { id: "image/root-user" },
        subject: "",
        witnesses: [{ tool: "dockle", rule: "CIS-DI-0001", severity: "WARN" }],
      },
      {
        witnesses: [{ rule: "CIS-DI-0008" }],
        evidence: [
          { location: { path: "nginx:1.27" }, message: "setuid file: urwxr-xr-x usr/bin/su" },
          { message: "setuid file: urwxr-xr-x usr/bin/mount" },
        ],
      },
      { witnesses: [{ rule: "DKL-LI-0003" }], status: "accepted", exception: { reason: "dockle: ignored" } },
    ],
  },
  {
    name: "0.2: no image, nothing found",
    shows: ["old", "empty"],
    source: "dockle 0.2.0: pkg/report/json.go",
    document: { summary: { fatal: 0, warn: 0, info: 0, skip: 0, pass: 2 }, details: null },
    findings: 0,
    passed: 2,
  },
  {
    name: "wrong types",
    source,
    document: {
      image: ["nginx"],
      summary: { fatal: 0, warn: 2, info: 0, skip: 0, pass: 0 },
      details: [
        { code: "CIS-DI-0001", level: 5 },
        { code: "CIS-DI-0006", level: "INFO", alerts: "none" },
      ],
    },
    findings: 1,
    unread: 1,
  },
];
