import type { TextOperator } from "../../formats/falco-rules/condition-syntax.ts";
import { createGlobTest, createPatternTest, type TextTest } from "./glob.ts";

/** Makes the test of a text operator with one value; `undefined` for a pattern that is not understood. */
export function createTextTest(operator: TextOperator, value: string): TextTest | undefined {
  switch (operator) {
    case "=":
      return (text) => text === value;
    case "!=":
      return (text) => text !== value;
    case "contains":
      return (text) => text.includes(value);
    case "icontains": {
      const lower = value.toLowerCase();
      return (text) => text.toLowerCase().includes(lower);
    }
    case "startswith":
      return (text) => text.startsWith(value);
    case "endswith":
      return (text) => text.endsWith(value);
    case "bcontains": {
      const bytes = textOfBytes(value);
      return (text) => text.includes(bytes);
    }
    case "bstartswith": {
      const bytes = textOfBytes(value);
      return (text) => text.startsWith(bytes);
    }
    case "glob":
      return createGlobTest(value);
    case "iglob":
      return createGlobTest(value, true);
    case "regex":
      return createPatternTest(value);
  }
}

/** Gives the text of bytes that are written in hexadecimal digits: events carry buffers as texts. */
function textOfBytes(digits: string): string {
  return new TextDecoder().decode(Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}
