import { describe, expect, test } from "vitest";
import { judge } from "./example-evaluator.ts";

// A null is a known absence, a field that is not there is unknown. Expected verdicts by hand from falcosecurity/libs,
// sinsp_filter_check and its tests of operators and modifiers.
const event = {
  "evt.type": "execve",
  "proc.name": "bash",
  "proc.pname": "Bash",
  "proc.cmdline": "bash -c 'curl http://x | sh'",
  "proc.args": "-nv -t 5 host -x",
  "proc.exepath": "/usr/bin/bash",
  "proc.env": null,
  "proc.aname[1]": "sshd",
  "proc.aname[2]": "systemd",
  "fd.name": "/etc/ssh/sshd_config",
  "fd.num": 3,
  "fd.cip": "10.1.2.3",
  "fd.sip": "2001:db8::1",
  "fd.cport": 40000,
  "fd.sport": 22,
  "fd.types": ["file", "pipe"],
  "evt.rawres": -2,
  "evt.buffer": "\u00ca\u00fe and text",
  "container.privileged": true,
  "thread.cap_effective": "CAP_CHOWN CAP_SYS_ADMIN",
};

describe("a comparison of a value that is there", () => {
  test.each([
    ["proc.name = bash", true],
    ["proc.name == bash", true],
    ["proc.name = Bash", false],
    ["proc.name != bash", false],
    ["proc.name != sh", true],
    ["proc.name exists", true],
    ["proc.name in (sh, bash)", true],
    ["proc.name in ()", false],
    ["proc.name intersects (sh, bash)", true],
    ["not proc.name in (sh, zsh)", true],
    ["proc.cmdline contains curl", true],
    ["proc.cmdline contains CURL", false],
    ["proc.cmdline icontains CURL", true],
    ["proc.cmdline startswith 'bash -c'", true],
    ['proc.cmdline endswith "sh\'"', true],
    ["proc.exepath glob /usr/*/bash", true],
    ["proc.exepath glob /usr/*", true],
    ["proc.exepath glob bash", false],
    ["proc.exepath glob '/usr/bin/[!a]ash'", true],
    ["proc.exepath glob '/usr/bin/[[:lower:]]ash'", true],
    ["proc.exepath glob '/usr/@(bin|sbin)/b?sh'", true],
    ["proc.exepath iglob /USR/BIN/BASH", true],
    ["proc.exepath regex '/usr/bin/.*sh'", true],
    ["proc.exepath regex bash", false],
    ["proc.exepath regex '.*bash'", true],
    ["fd.name pmatch (/etc)", true],
    ["fd.name pmatch (/etc/)", true],
    ["fd.name pmatch (/etc/ss)", false],
    ["fd.name pmatch (/var, /etc/*/sshd_config)", true],
    ["fd.name pmatch (/)", true],
    ["fd.num = 3", true],
    ["fd.num = 0x3", true],
    ["fd.num in (1, 3.0)", true],
    ["fd.num < 3", false],
    ["fd.num <= 3", true],
    ["evt.rawres >= 0", false],
    ["evt.rawres = -2", true],
    ["container.privileged = true", true],
    ["container.privileged != true", false],
    ["fd.sport = ssh", true],
    ["fd.sport in (22, 23)", true],
    ["fd.sport < 1024", true],
    ["fd.cip = 10.1.2.3", true],
    ["fd.cip in ('10.0.0.0/8')", true],
    ["fd.cip in ('10.2.0.0/16', '192.168.0.0/16')", false],
    ["fd.cnet = '10.1.0.0/16'", true],
    ["fd.sip = '2001:db8:0:0::1'", true],
    ["fd.snet in ('2001:db8::/32')", true],
    ["fd.snet = '10.0.0.0/8'", false],
    ["evt.buffer contains text", true],
    ["evt.buffer bcontains 20616E64", true],
    ["evt.buffer bstartswith 616e64", false],
    ["thread.cap_effective contains CAP_SYS_ADMIN", true],
  ] as const)("%s: %s", (condition, wanted) => {
    expect(judge(condition, event)).toBe(wanted);
  });
});

describe("an absent field makes a comparison false whatever its operator", () => {
  test.each([
    ["proc.env = x", false],
    ["proc.env != x", false],
    ["not proc.env = x", true],
    ["not proc.env != x", true],
    ["proc.env exists", false],
    ["not proc.env exists", true],
    ["proc.env in (x)", false],
    ["proc.env contains ''", false],
    ["proc.env startswith ''", false],
    ["len(proc.env) = 0", false],
    ["proc.name = val(proc.env)", false],
    ["proc.name != val(proc.env)", false],
  ] as const)("%s: %s", (condition, wanted) => {
    expect(judge(condition, event)).toBe(wanted);
  });
});

describe("what the event does not carry leaves a comparison undecided, unless another part decides", () => {
  test.each([
    ["proc.tty = 0", "undecided"],
    ["not proc.tty = 0", "undecided"],
    ["proc.tty exists", "undecided"],
    ["proc.tty = 0 and proc.name = sh", false],
    ["proc.name = sh and proc.tty = 0", false],
    ["proc.tty = 0 and proc.name = bash", "undecided"],
    ["proc.tty = 0 or proc.name = bash", true],
    ["proc.tty = 0 or proc.name = sh", "undecided"],
    ["not (proc.tty = 0 and proc.name = sh)", true],
  ] as const)("%s: %s", (condition, wanted) => {
    expect(judge(condition, event)).toBe(wanted);
  });
});

describe("several values", () => {
  test.each([
    ["fd.types in (file, pipe, ipv4)", true],
    ["fd.types in (file)", false],
    ["fd.types intersects (file)", true],
    ["fd.types intersects (ipv4)", false],
    ["fd.types exists", true],
    ["proc.aname = systemd", true],
    ["proc.aname in (init, sshd)", true],
    ["proc.aname = bash", false],
    ["proc.aname[2] = systemd", true],
    ["proc.aname[0] = bash", true],
    ["fd.ip = 10.1.2.3", true],
    ["fd.ip = '2001:db8::1'", true],
    ["fd.ip != 10.1.2.3", false],
    ["fd.ip != 10.9.9.9", true],
    ["fd.port = 22", true],
    ["fd.net in ('2001:db8::/64')", true],
  ] as const)("%s: %s", (condition, wanted) => {
    expect(judge(condition, event)).toBe(wanted);
  });

  test("an empty list counts as absent", () => {
    expect(judge("fd.types in (file)", { ...event, "fd.types": [] })).toBe(false);
    expect(judge("fd.types exists", { ...event, "fd.types": [] })).toBe(false);
  });
});

describe("quantifiers", () => {
  test.each([
    ["proc.name = anyof (sshd, bash)", true],
    ["proc.name != anyof (sshd, bash)", true],
    ["proc.name != allof (sshd, bash)", false],
    ["proc.name startswith oneof (ba, z)", true],
    ["proc.name startswith oneof (ba, bas)", false],
    ["proc.name startswith anyof (ba, bas)", true],
    ["proc.name startswith allof (ba, bas)", true],
    ["proc.name startswith allof (ba, z)", false],
    ["proc.cmdline contains allof (curl, sh)", true],
    ["proc.name regex anyof ('z.*', 'b.*h')", true],
    ["proc.name glob anyof (z*, b*)", true],
    ["fd.num = anyof (1, 3)", true],
    ["proc.name = anyof ()", false],
    ["proc.name != allof ()", false],
  ] as const)("%s: %s", (condition, wanted) => {
    expect(judge(condition, event)).toBe(wanted);
  });
});

describe("transformers", () => {
  test.each([
    ["tolower(proc.pname) = bash", true],
    ["toupper(proc.name) in (BASH)", true],
    ["basename(proc.exepath) = bash", true],
    ["b64(user.name) = text", true],
    ["b64(proc.name) = x", false],
    ["len(proc.name) = 4", true],
    ["len(fd.types) = 2", true],
    ["concat(fd.cip, ':', fd.cport) in ('10.1.2.3:40000')", true],
    ["join(fd.types, '+') = file+pipe", true],
    ["join('+', fd.types) = file+pipe", true],
    ["getopt(proc.args, 'nvt:') intersects (n)", true],
    ["getopt(proc.args, 'nvt:') in (n, v, t)", true],
    ["getopt(proc.args, 'nvt:')[t] = 5", true],
    ["getopt(proc.args, 'x') exists", false],
    ["proc.name = tolower(proc.pname)", true],
    ["proc.name = val(proc.pname)", false],
    ["proc.name != val(proc.pname)", true],
    ["proc.exepath endswith val(proc.name)", true],
    ["fd.num < val(fd.cport)", true],
    ["tolower(fd.types) intersects (file)", true],
  ] as const)("%s: %s", (condition, wanted) => {
    expect(judge(condition, { ...event, "user.name": "dGV4dA==" })).toBe(wanted);
  });
});

test("a pattern that would make others search for ages ends at once", () => {
  const hostile = { "evt.type": "x", "proc.cmdline": `${"a".repeat(100_000)}!` };

  expect(judge("proc.cmdline regex '(a+)+'", hostile)).toBe(false);
  expect(judge("proc.cmdline glob '*a*a*a*a*a*a*a*b'", hostile)).toBe(false);
});
