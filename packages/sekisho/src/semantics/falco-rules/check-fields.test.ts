import { describe, expect, test } from "vitest";
import { load, problemsOf, rule } from "./example-rules.ts";

describe("fields are those of the rule's source", () => {
  test.each([
    { name: "an unknown field", condition: "proc.nmae = x", wanted: "unknown-field", hint: "proc.name" },
    { name: "a field of another source", condition: "ka.verb = get", wanted: "unknown-field", hint: undefined },
    {
      name: "an argument that a field does not take",
      condition: "proc.name[1] = x",
      wanted: "field-argument",
      hint: undefined,
    },
    {
      name: "a text in the place of an index",
      condition: "proc.aname[x] = y",
      wanted: "field-argument",
      hint: undefined,
    },
    { name: "a number operator on a text", condition: "proc.name < 3", wanted: "wrong-operator", hint: undefined },
    {
      name: "a text operator on a number",
      condition: "fd.num startswith 3",
      wanted: "wrong-operator",
      hint: undefined,
    },
    { name: "a text in the place of a number", condition: "fd.num = three", wanted: "wrong-value", hint: undefined },
    {
      name: "a text in the place of a truth value",
      condition: "evt.is_open_write = yes",
      wanted: "wrong-value",
      hint: undefined,
    },
    {
      name: "a text in the place of an address",
      condition: "fd.sip = localhost",
      wanted: "wrong-value",
      hint: undefined,
    },
    { name: "no hexadecimal digits", condition: "evt.buffer bcontains xyz", wanted: "wrong-value", hint: undefined },
    { name: "a broken regular expression", condition: "proc.name regex '(a'", wanted: "wrong-value", hint: undefined },
    {
      name: "a look-ahead, which RE2 does not have",
      condition: "proc.name regex '(?=a)'",
      wanted: "wrong-value",
      hint: undefined,
    },
    { name: "a glob that denies a group", condition: "proc.name glob '!(a)'", wanted: "wrong-value", hint: undefined },
    {
      name: "a transformer with two fields",
      condition: "tolower(proc.name, fd.name) = x",
      wanted: "wrong-operand",
      hint: undefined,
    },
    {
      name: "an unknown field in a transformer",
      condition: "tolower(proc.nam) = x",
      wanted: "unknown-field",
      hint: "proc.name",
    },
    {
      name: "an unknown field on the right",
      condition: "proc.name = val(proc.pnam)",
      wanted: "unknown-field",
      hint: "proc.pname",
    },
  ])("$name is refused", ({ condition, wanted, hint }) => {
    const { problems, rules } = load(rule(JSON.stringify(condition)));

    expect(rules).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual([wanted]);
    expect(problems[0]?.hint?.en).toBe(hint === undefined ? undefined : `Did you mean ${hint}?`);
  });

  test.each([
    "fd.sip in ('10.0.0.0/8', '::1') and fd.snet = '192.168.0.0/16'",
    "fd.sport in (22, http) and fd.lport >= 1024",
    "evt.arg.flags contains O_TRUNC and evt.arg[0] exists and evt.rawarg.mode exists",
    "proc.aname[2] = sh and proc.aname in (a) and proc.env[PATH] exists and container.mount.dest[/etc*] exists",
    "thread.cap_effective contains CAP_SYS_ADMIN and evt.buffer contains text and evt.type.is.open = 1",
    "len(proc.args) > 3 and join(fd.types, ',') contains file and getopt(proc.args, 'n:') in (n)",
    "evt.buffer bcontains CAFE and proc.duration < 0xFF and evt.rawres != -1",
  ])("%s is sound", (condition) => {
    expect(load(rule(JSON.stringify(condition))).problems).toEqual([]);
  });

  test("skip-if-unknown-filter makes an unknown field a warning, and the rule is left out", () => {
    const { problems, rules } = load(rule("proc.nmae = x", "  skip-if-unknown-filter: true"));

    expect(problems).toMatchObject([{ code: "unknown-field", level: "warning" }]);
    expect(rules).toEqual([]);
  });

  test("a rule that asks for no type of event is called slow", () => {
    const slow = (condition: string) =>
      load(rule(condition).replace("warn_evttypes: false", "tags: []")).problems.map(({ code }) => code);

    expect(slow("proc.name = x")).toEqual(["any-event-type"]);
    expect(slow("not evt.type = x")).toEqual(["any-event-type"]);
    expect(slow("evt.type in (open, close) and proc.name = x")).toEqual([]);
    expect(slow("(evt.type = open and fd.num = 1) or evt.type = read")).toEqual([]);
  });

  test("an output's fields are checked, and a point behind a field ends it", () => {
    expect(problemsOf(load(rule("fd.num = 1").replace("output: o", "output: x=%proc.nam")))).toEqual([
      "1.yaml:4:14 unknown-field",
    ]);
    expect(
      load(rule("fd.num = 1").replace("output: o", "output: see %proc.name.more")).rules[0]?.output.parts,
    ).toMatchObject([{ text: "see " }, { operand: { name: "proc.name" } }, { text: ".more" }]);
  });

  test("names of members of every object are no fields", () => {
    expect(load(rule("proc.constructor = x and proc.__proto__ = y")).rules).toEqual([]);
  });
});
