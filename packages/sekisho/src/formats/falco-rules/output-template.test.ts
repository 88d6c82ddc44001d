import fc from "fast-check";
import { expect, test } from "vitest";
import { parseOutput } from "./output-template.ts";
import { printOperand } from "./print-condition.ts";

function read(text: string): readonly string[] | string {
  const parsed = parseOutput(text);
  if (parsed.kind === "problem") return `${parsed.start}: expected ${parsed.expected.en}`;
  const { isAlwaysWritten, parts } = parsed.template;
  const shown = parts.map((part) =>
    part.kind === "text" ? part.text : `<${part.width ?? ""}${printOperand(part.operand)}>`,
  );
  return isAlwaysWritten ? ["*", ...shown] : shown;
}

// Expected readings by hand from sinsp_evt_formatter::set_format.
test.each([
  { name: "a text", text: "hello", wanted: ["hello"] },
  { name: "fields", text: "a=%proc.name b=%fd.num", wanted: ["a=", "<proc.name>", " b=", "<fd.num>"] },
  { name: "an argument", text: "(%jevt.value[/a/0])", wanted: ["(", '<jevt.value["/a/0"]>', ")"] },
  {
    name: "a sign behind a field",
    text: "%ka.target.name/%ka.verb.",
    wanted: ["<ka.target.name>", "/", "<ka.verb>", "."],
  },
  { name: "a star in front", text: "*%proc.name", wanted: ["*", "<proc.name>"] },
  { name: "a star elsewhere", text: "a*", wanted: ["a*"] },
  { name: "a width", text: "%20proc.name|", wanted: ["<20proc.name>", "|"] },
  { name: "a transformer", text: "%tolower(proc.name)!", wanted: ["<tolower(proc.name)>", "!"] },
  { name: "a percent sign", text: "100%% of %proc.name", wanted: ["100% of ", "<proc.name>"] },
  { name: "nothing", text: "", wanted: [] },
  { name: "a percent sign at the end", text: "a %", wanted: "2: expected a field behind %" },
  { name: "a percent sign before a blank", text: "5 % x", wanted: "2: expected a field behind %" },
  { name: "a name without a point", text: "%name", wanted: "0: expected a field behind %" },
])("$name", ({ text, wanted }) => {
  expect(read(text)).toEqual(wanted);
});

test("any text is read or refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."%*.[]()'\"a1 \\".split("")) }), (text) => {
      expect(["output", "problem"]).toContain(parseOutput(text).kind);
    }),
  );
});
