import { expect, test } from "vitest";
import { settledText } from "./settled-text.ts";

test.each([{ text: "" }, { text: "a" }, { text: `shop/${"web".repeat(20)}[Deployment]` }, { text: "関所\ud83d" }])(
  "a text stays what it is: %j",
  ({ text }) => {
    expect(settledText(text)).toBe(text);
  },
);
