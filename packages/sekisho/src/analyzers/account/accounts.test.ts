import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { group } from "./group.ts";
import { gshadow } from "./gshadow.ts";
import { passwd } from "./passwd.ts";
import * as registry from "./registry.ts";
import { shadow } from "./shadow.ts";

function file(path: string, text: string) {
  return { path, mode: 0o644, userId: 0, size: text.length, bytes: Buffer.from(text) };
}

test("accounts", () => {
  const { facts, diagnostics } = passwd.analyze(
    file(
      "etc/passwd",
      "root:x:0:0:root:/root:/bin/bash\n# no\n+@nis::::::\nopen::1000:1000::/home/open:/bin/sh\r\nlocked:*:1:1::/:/x\nshort:x:1\nodd:x:abc:0:::\n",
    ),
  );

  expect(facts).toEqual([
    {
      kind: "account",
      name: "root",
      userId: 0,
      groupId: 0,
      home: "/root",
      shell: "/bin/bash",
      password: "shadow",
      line: 1,
    },
    {
      kind: "account",
      name: "open",
      userId: 1000,
      groupId: 1000,
      home: "/home/open",
      shell: "/bin/sh",
      password: "empty",
      line: 4,
    },
    { kind: "account", name: "locked", userId: 1, groupId: 1, home: "/", shell: "/x", password: "locked", line: 5 },
  ]);
  expect(diagnostics?.map(({ code, location }) => [code, location?.startLine])).toEqual([["account/fields", 6]]);
});

test("groups", () => {
  expect(group.analyze(file("etc/group", "sudo:x:27:alice,bob\nempty:x:1:\n")).facts).toEqual([
    { kind: "group", name: "sudo", groupId: 27, members: ["alice", "bob"], line: 1 },
    { kind: "group", name: "empty", groupId: 1, members: [], line: 2 },
  ]);
});

// Forms of crypt(5); none of them is a hash of anything.
describe("passwords", () => {
  const letters = "abcdefghijklm";
  test.each([
    { field: "", state: { password: "empty" } },
    { field: "*", state: { password: "locked" } },
    { field: "!", state: { password: "locked" } },
    { field: "!!", state: { password: "locked" } },
    { field: `!$6$salt$${letters}`, state: { password: "locked" } },
    { field: "x", state: { password: "locked" } },
    { field: letters, state: { password: "set", scheme: "descrypt" } },
    { field: `_${letters}123456`, state: { password: "set", scheme: "bsdicrypt" } },
    { field: `$1$salt$${letters}`, state: { password: "set", scheme: "md5crypt" } },
    { field: `$5$salt$${letters}`, state: { password: "set", scheme: "sha256crypt" } },
    { field: `$6$rounds=5000$salt$${letters}`, state: { password: "set", scheme: "sha512crypt" } },
    { field: `$2b$10$${letters}`, state: { password: "set", scheme: "bcrypt" } },
    { field: `$y$j9T$${letters}`, state: { password: "set", scheme: "yescrypt" } },
    { field: `$gy$j9T$${letters}`, state: { password: "set", scheme: "gost-yescrypt" } },
    { field: `$7$${letters}`, state: { password: "set", scheme: "scrypt" } },
  ])("$field", ({ field, state }) => {
    const { facts } = shadow.analyze(file("etc/shadow", `a:${field}:19000:0:99999:7:::\n`));

    expect(facts).toEqual([{ kind: "shadow", name: "a", ...state, line: 1 }]);
    expect(gshadow.analyze(file("etc/gshadow", `a:${field}::\n`)).facts).toEqual(facts);
  });

  test("a hash is never kept, not even in a diagnostic", () => {
    const hash = `$6$salt$${letters}`;
    const results = Object.values(registry).map((analyzer) =>
      analyzer.analyze(file(analyzer.paths[0], `a:${hash}:1:1:::\n${hash}\n:${hash}\n`)),
    );

    expect(JSON.stringify(results)).not.toContain(letters);
  });
});

test("never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", ":", "\n", "0", "+", "#", "\0") }), (text) => {
      for (const analyzer of Object.values(registry)) {
        expect(() => analyzer.analyze(file(analyzer.paths[0], text))).not.toThrow();
      }
    }),
  );
});
