import fc from "fast-check";
import { expect, test } from "vitest";
import { type Condition, quantifiers, textOperators } from "./condition-syntax.ts";
import { parseCondition } from "./parse-condition.ts";
import { printCondition } from "./print-condition.ts";

/** Gives the condition in its plain form, or where what was expected and what stands there. */
function read(text: string): string {
  const parsed = parseCondition(text);
  if (parsed.kind === "condition") return printCondition(parsed.root);
  return `${parsed.start}-${parsed.end} expected ${parsed.expected.en.replace(/: .*/, "")}, got "${parsed.got}"`;
}

// Expected readings by hand from the grammar in falcosecurity/libs, userspace/libsinsp/filter/parser.h.
test.each([
  { name: "and binds tighter than or", text: "a or b and c", wanted: "a or (b and c)" },
  { name: "parentheses", text: "(a or b) and c", wanted: "(a or b) and c" },
  { name: "or and and without a blank before a parenthesis", text: "(a)and(b)or(c)", wanted: "(a and b) or c" },
  { name: "not twice is not at all", text: "not not a", wanted: "a" },
  { name: "not before a parenthesis", text: "not(a or b)", wanted: "not (a or b)" },
  { name: "not three times", text: "not not not a", wanted: "not a" },
  { name: "not binds tighter than and", text: "not a and b", wanted: "(not a) and b" },
  {
    name: "names that begin with a keyword",
    text: "order and notes or android",
    wanted: "(order and notes) or android",
  },
  { name: "no blanks around signs", text: "jevt.rawtime=0", wanted: "jevt.rawtime = 0" },
  { name: "two equal signs", text: "a.b==c", wanted: "a.b = c" },
  { name: "unequal", text: "ka.target.namespace!=kube-system", wanted: "ka.target.namespace != kube-system" },
  {
    name: "a bare value with all sorts of signs",
    text: "ka.uri startswith /healthz?",
    wanted: "ka.uri startswith /healthz?",
  },
  { name: "a bare value with brackets and colons", text: "a.b=x[1]:*", wanted: "a.b = x[1]:*" },
  { name: "exists", text: "(jevt.rawtime exists)", wanted: "jevt.rawtime exists" },
  { name: "a bare argument", text: "jevt.value[/spec/tls/0] exists", wanted: 'jevt.value["/spec/tls/0"] exists' },
  { name: "a quoted argument", text: "jevt.value['/a b'] exists", wanted: 'jevt.value["/a b"] exists' },
  { name: "numbers", text: "evt.rawres >= -2.5e+3", wanted: "evt.rawres >= -2.5e+3" },
  { name: "hexadecimal numbers", text: "evt.rawres<0xFF", wanted: "evt.rawres < 0xFF" },
  { name: "a list", text: 'proc.name in (a , "b c",d)', wanted: 'proc.name in (a, "b c", d)' },
  { name: "an empty list", text: "proc.name in ( )", wanted: "proc.name in ()" },
  { name: "in without a blank", text: "proc.name in(a)", wanted: "proc.name in (a)" },
  { name: "a name in the place of a list", text: "proc.name in shells", wanted: "proc.name in (shells)" },
  { name: "intersects", text: "a.b intersects ('*')", wanted: 'a.b intersects ("*")' },
  { name: "pmatch", text: "fd.name pmatch (/etc, /var)", wanted: "fd.name pmatch (/etc, /var)" },
  { name: "a quantifier", text: "proc.name startswith anyof (a, b)", wanted: "proc.name startswith anyof (a, b)" },
  { name: "a quantifier after a sign", text: "proc.name!=allof(a)", wanted: "proc.name != allof (a)" },
  { name: "a value that is named like a quantifier", text: "proc.name = anyof", wanted: "proc.name = anyof" },
  { name: "escaped quotes", text: String.raw`a.b = "say \"x\" \\ \d"`, wanted: String.raw`a.b = "say \"x\" \\ \\d"` },
  { name: "a transformer", text: "tolower( proc.name ) = x", wanted: "tolower(proc.name) = x" },
  { name: "transformers in each other", text: "len(b64(proc.args)) > 3", wanted: "len(b64(proc.args)) > 3" },
  {
    name: "several operands",
    text: 'concat(fd.rip, ":", fd.rport) in ("8.8.8.8:53")',
    wanted: 'concat(fd.rip, ":", fd.rport) in ("8.8.8.8:53")',
  },
  { name: "a selected option", text: 'getopt(proc.args, "n:")[n] = x', wanted: 'getopt(proc.args, "n:")["n"] = x' },
  { name: "a field on the right", text: "proc.name = val(proc.pname)", wanted: "proc.name = val(proc.pname)" },
  {
    name: "a transformer on the right",
    text: "proc.name = toupper(proc.pname)",
    wanted: "proc.name = toupper(proc.pname)",
  },
  { name: "line ends and tabs", text: "a\n\tand\r\nb", wanted: "a and b" },
])("$name", ({ text, wanted }) => {
  expect(read(text)).toBe(wanted);
});

// Places counted by hand.
test.each([
  { name: "nothing", text: "", wanted: '0-0 expected a field, a macro or (, got ""' },
  { name: "only blanks", text: "  ", wanted: '2-2 expected a field, a macro or (, got ""' },
  { name: "a missing operator", text: "proc.name", wanted: '9-9 expected an operator, got ""' },
  { name: "an unknown operator", text: "proc.name like x", wanted: '10-14 expected an operator, got "like"' },
  { name: "a missing value", text: "proc.name =", wanted: '11-11 expected a value, got ""' },
  { name: "a missing number", text: "evt.rawres > x", wanted: '13-14 expected a number, got "x"' },
  { name: "an open parenthesis", text: "(a and b", wanted: '8-8 expected and, or, or ), got ""' },
  {
    name: "a closing parenthesis too many",
    text: "a) and b",
    wanted: '1-2 expected and, or, or the end of the condition, got ")"',
  },
  { name: "an open quote", text: "a.b = 'x", wanted: '6-7 expected a closing quote, got "\'"' },
  { name: "a comma too many", text: "a.b in (x,)", wanted: '10-11 expected a value, got ")"' },
  { name: "a missing comma", text: "a.b in (x y)", wanted: '10-11 expected , or ), got "y"' },
  { name: "and without a second part", text: "a and", wanted: '5-5 expected a blank or ( behind and, got ""' },
  { name: "and with blanks behind it alone", text: "a and ", wanted: '6-6 expected a field, a macro or (, got ""' },
  {
    name: "two checks without and",
    text: "a.b=x c.d=y",
    wanted: '6-9 expected and, or, or the end of the condition, got "c.d"',
  },
  { name: "an open bracket", text: "a.b[x = y", wanted: '5-6 expected ], got " "' },
  { name: "an empty argument", text: "a.b[] = y", wanted: '4-5 expected the field\'s argument, got "]"' },
  { name: "val of a text", text: "a.b = val(x)", wanted: '10-11 expected a field, got "x"' },
  {
    name: "a word operator without a blank",
    text: 'a.b contains"x"',
    wanted: '4-12 expected an operator, got "contains"',
  },
  { name: "a field that ends in a point", text: "a.b. = x", wanted: '3-4 expected an operator, got "."' },
])("$name is refused where it stands", ({ text, wanted }) => {
  expect(read(text)).toBe(wanted);
});

test("parentheses nest 250 deep and no deeper", () => {
  const nested = (depth: number) => `${"(".repeat(depth)}a${")".repeat(depth)}`;

  expect(read(nested(250))).toBe("a");
  expect(read(nested(251))).toBe('250-251 expected at most 250 parentheses in each other, got "("');
});

test("a hundred thousand parentheses, denials and transformers end at once", () => {
  for (const one of ["(", "not ", "not(", "tolower(", "a.b["]) {
    expect(read(one.repeat(100_000))).toContain("expected");
  }
});

test("places are those of the text", () => {
  const parsed = parseCondition("not  a.b  in (x, 'y z')");

  expect(parsed).toMatchObject({
    root: { kind: "not", start: 0, end: 23, body: { start: 5, end: 23, left: { start: 5, end: 8 } } },
  });
  expect(parsed).toMatchObject({
    root: {
      body: {
        right: {
          values: [
            { start: 14, end: 15 },
            { start: 17, end: 22 },
          ],
        },
      },
    },
  });
});

const frame = { start: 0, end: 0 };
const field = fc
  .record({
    name: fc.constantFrom("proc.name", "ka.req.pod.host_ipc", "evt.arg.x1"),
    argument: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  })
  .map((one) => ({ kind: "field", ...one, ...frame }) as const);
const operand = fc.oneof(
  field,
  field.map(
    (inner) => ({ kind: "transformer", name: "tolower", operands: [inner], argument: undefined, ...frame }) as const,
  ),
);
const bare = fc
  .constantFrom("x", "/etc/passwd", "kube-system", "1", "*", "a:b")
  .map((text) => ({ text, isQuoted: false }));
const value = fc
  .oneof(
    bare,
    fc.string().map((text) => ({ text, isQuoted: true })),
  )
  .map((one) => ({ kind: "value", ...one, ...frame }) as const);
const list = fc.array(value, { maxLength: 4 }).map((values) => ({ kind: "list", values, ...frame }) as const);
const check = fc
  .oneof(
    fc
      .record({ left: operand, operator: fc.constantFrom(...textOperators), right: value })
      .map((one) => ({ ...one, quantifier: undefined })),
    fc.record({
      left: operand,
      operator: fc.constantFrom(...textOperators),
      right: list,
      quantifier: fc.constantFrom(...quantifiers),
    }),
    fc
      .record({ left: operand, operator: fc.constantFrom("in", "pmatch", "intersects"), right: list })
      .map((one) => ({ ...one, quantifier: undefined })),
    fc
      .record({ left: operand })
      .map((one) => ({ ...one, operator: "exists", quantifier: undefined, right: undefined }) as const),
  )
  .map((one): Condition => ({ kind: "check", ...one, ...frame }));
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5 },
    check,
    fc.constantFrom("container", "spawned_process").map((name) => ({ kind: "macro", name, ...frame }) as const),
    fc
      .array(tie("condition"), { minLength: 2, maxLength: 3 })
      .map((parts) => ({ kind: "and", parts, ...frame }) as const),
    fc
      .array(tie("condition"), { minLength: 2, maxLength: 3 })
      .map((parts) => ({ kind: "or", parts, ...frame }) as const),
    tie("condition")
      .filter((body) => body.kind !== "not")
      .map((body) => ({ kind: "not", body, ...frame }) as const),
  ),
}));

/** Leaves places out. */
function plain(tree: Condition): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, inner: unknown) => (key === "start" || key === "end" ? undefined : inner)),
  );
}

test("a printed condition is read back as it was", () => {
  fc.assert(
    fc.property(condition, (tree) => {
      const parsed = parseCondition(printCondition(tree));

      expect(parsed.kind === "condition" ? plain(parsed.root) : parsed).toEqual(plain(tree));
    }),
    { numRuns: 500 },
  );
});

test("a mutated condition is read or refused at a place in it", () => {
  const pieces = [
    "(",
    ")",
    " ",
    "not ",
    "and ",
    "or ",
    "a.b",
    "=",
    "in",
    "'",
    '"',
    "\\",
    "[",
    "]",
    ",",
    "val(",
    "x",
    "exists",
    "tolower(",
    "1",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (words) => {
      const text = words.join("");
      const parsed = parseCondition(text);

      if (parsed.kind === "condition") return;
      expect(parsed.start).toBeLessThanOrEqual(text.length);
      expect(parsed.end).toBeGreaterThanOrEqual(parsed.start);
      expect(parsed.end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2000 },
  );
});
