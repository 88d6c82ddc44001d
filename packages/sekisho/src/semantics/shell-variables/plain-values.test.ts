import { expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { expansionsOf } from "../shell-words/expansions.ts";
import { findPlainUses } from "./plain-values.ts";

// Whether the shell would make anything but one word of the last expansion, by POSIX 2.6.5 and 2.6.6, by hand.
test.each([
  { name: "literal", text: "x=1; echo $x", isPlain: true },
  { name: "literal with a blank", text: "x='1 2'; echo $x", isPlain: false },
  { name: "literal with a pattern", text: "x='*'; echo $x", isPlain: false },
  { name: "nothing", text: "x=; echo $x", isPlain: false },
  { name: "not set", text: "echo $x", isPlain: false },
  { name: "set before", text: "echo $GIVEN", isPlain: true },
  { name: "set before, then changed", text: "GIVEN=$(a); echo $GIVEN", isPlain: false },
  { name: "output", text: "x=$(a); echo $x", isPlain: false },
  { name: "number", text: "x=$((1 + y)); echo $x", isPlain: true },
  { name: "result of a command", text: "echo $?", isPlain: true },
  { name: "length", text: "echo ${#x}", isPlain: true },
  { name: "copied", text: "x=1; y=a$x; echo $y", isPlain: true },
  { name: "copied from unknown", text: "y=a$x; echo $y", isPlain: false },
  { name: "last value counts", text: "x=$(a); x=1; echo $x", isPlain: true },
  { name: "both branches", text: "if a; then x=1; else x=2; fi; echo $x", isPlain: true },
  { name: "one branch of two", text: "if a; then x=1; fi; echo $x", isPlain: false },
  { name: "one branch spoils it", text: "x=1; if a; then x='b c'; fi; echo $x", isPlain: false },
  { name: "every case", text: "case a in b) x=1 ;; *) x=2 ;; esac; echo $x", isPlain: true },
  { name: "not every case", text: "case a in b) x=1 ;; esac; echo $x", isPlain: false },
  { name: "behind ||", text: "x=1; a || x=$(b); echo $x", isPlain: false },
  { name: "behind &&", text: "x=$(b); a && x=1; echo $x", isPlain: true },
  { name: "loop over fixed words", text: "for x in a b; do echo $x; done", isPlain: true },
  { name: "loop over files", text: "for x in *.txt; do echo $x; done", isPlain: false },
  { name: "loop over a variable", text: "for x in $GIVEN; do echo $x; done", isPlain: false },
  { name: "changed later in the loop", text: "x=1; while a; do echo $x; x=$(b); done", isPlain: false },
  { name: "counted in the loop", text: "x=1; while a; do echo $x; x=$((x + 1)); done", isPlain: true },
  { name: "changed in a subshell", text: "x=1; (x='a b'); echo $x", isPlain: true },
  { name: "changed in a pipe", text: "x=1; a | read -r x; echo $x", isPlain: true },
  { name: "read", text: "x=1; read -r x; echo $x", isPlain: false },
  { name: "unset", text: "x=1; unset x; echo $x", isPlain: false },
  { name: "appended", text: "x=1; x+=' 2'; echo $x", isPlain: false },
  { name: "exported", text: "export x=1; echo $x", isPlain: true },
  { name: "default in one piece", text: "echo ${GIVEN:-1}", isPlain: true },
  { name: "default of several words", text: "echo ${GIVEN:-1 2}", isPlain: false },
  { name: "arithmetic command", text: "x=$(a); ((x = 1)); echo $x", isPlain: true },
])("$name", ({ text, isPlain }) => {
  const script = parseShell(text, "bash");
  const uses = expansionsOf(script).parameters.filter(({ isSplit }) => isSplit);

  const plain = findPlainUses(script, (name) => name === "GIVEN");

  expect(uses.at(-1)?.part).toBeDefined();
  expect(uses.slice(-1).map(({ part }) => plain.has(part))).toEqual([isPlain]);
});
