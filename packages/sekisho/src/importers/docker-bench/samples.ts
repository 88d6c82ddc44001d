import type { ImportSample } from "../sample.ts";

const source = "docker-bench-security 1.6.0: functions/output_lib.sh, docker-bench-security.sh -l bench";
const escape = "\u001b";

/** What Docker Bench for Security writes. */
export const samples: readonly ImportSample[] = [
  {
    name: "smallest",
    shows: ["smallest"],
    source,
    document: { dockerbenchsecurity: "1.6.0", tests: [{ results: [{ id: "5.5", result: "WARN" }] }] },
    findings: 1,
  },
  {
    name: "typical",
    shows: ["typical", "everything"],
    source,
    document: {
      dockerbenchsecurity: "1.6.0",
      start: 1_767_607_200,
      tests: [
        {
          id: "2",
          desc: "Docker daemon configuration",
          results: [
            { id: "2.1", desc: "Run the Docker daemon as a non-root user (Manual)", result: "INFO" },
            {
              id: "2.2",
              desc: "Ensure network traffic is restricted between containers on the default bridge (Scored)",
              result: "WARN",
              remediation: "Edit the configuration of the daemon",
              "remediation-impact": "Containers do not reach each other",
            },
            { id: "2.3", desc: "Ensure the logging level is set to 'info' (Scored)", result: "PASS" },
          ],
        },
        {
          id: "5",
          desc: "Container Runtime",
          results: [
            {
              id: "5.5",
              desc: "Ensure that privileged containers are not used (Automated)",
              result: "WARN",
              details: "Containers running in privileged mode:  builder  agent",
              items: ["builder", "agent"],
            },
            { id: "5.99", desc: "Something else", result: "NOTE" },
          ],
        },
      ],
      checks: 5,
      score: -1,
      end: 1_767_607_205,
    },
    findings: 2,
    passed: 1,
    leftOut: 2,
    contains: [
      {
        rule: { id: "docker-bench/2.2" },
        severity: "medium",
        remediation: "Edit the configuration of the daemon",
        witnesses: [{ tool: "docker-bench", version: "1.6.0", severity: "WARN" }],
      },
      {
        rule: { id: "docker-bench/5.5" },
        evidence: [{ location: { path: "report" }, message: "builder" }, { message: "agent" }],
      },
    ],
  },
  {
    name: "nothing asked",
    shows: ["empty"],
    source,
    document: {
      dockerbenchsecurity: "1.3.4",
      start: 1_767_607_200,
      tests: [],
      checks: 0,
      score: 0,
      end: 1_767_607_201,
    },
    findings: 0,
  },
  {
    name: "log",
    source: "docker-bench-security 1.6.0: functions/output_lib.sh",
    document: `# --------------------------------------------------------------------------------------------
# Docker Bench for Security v1.6.0
# --------------------------------------------------------------------------------------------

Initializing 2026-01-05T10:00:00+00:00

[INFO] 1 - Host Configuration
[INFO] 1.1 - Linux Hosts Specific Configuration
[WARN] 1.1.1 - Ensure a separate partition for containers has been created (Automated)
[INFO] 1.1.2 - Ensure only trusted users are allowed to control Docker daemon (Automated)
[INFO]       * Users: deploy
[WARN] 5.5 - Ensure that privileged containers are not used (Automated)
[WARN]      * Container running in Privileged mode: builder
[WARN]      * Container running in Privileged mode: agent
[PASS] 5.6 - Ensure sensitive host system directories are not mounted on containers (Automated)

Section C - Score

[INFO] Checks: 4
[INFO] Score: -1
`,
    findings: 2,
    passed: 1,
    leftOut: 2,
    contains: [
      { rule: { id: "docker-bench/1.1.1" } },
      {
        rule: { id: "docker-bench/5.5" },
        evidence: [
          { message: "Container running in Privileged mode: builder" },
          { message: "Container running in Privileged mode: agent" },
        ],
      },
    ],
  },
  {
    name: "log with colours",
    shows: ["old"],
    source: "docker-bench-security 1.3.4: output_lib.sh",
    document: `${escape}[1;34m[INFO]${escape}[0m 2 - Docker daemon configuration
${escape}[1;31m[WARN]${escape}[0m 2.1  - Ensure network traffic is restricted between containers
${escape}[1;32m[PASS]${escape}[0m 2.2  - Ensure the logging level is set to 'info'
`,
    findings: 1,
    passed: 1,
    contains: [{ rule: { id: "docker-bench/2.1" } }],
  },
  {
    name: "wrong types",
    source,
    document: {
      dockerbenchsecurity: "1.6.0",
      start: "now",
      tests: [
        {
          id: "1",
          desc: "Host",
          results: [
            { id: 1, result: "WARN" },
            { id: "1.2", result: "WARN", items: "none" },
          ],
        },
      ],
    },
    findings: 1,
    unread: 1,
  },
];
