import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shellWord } from "./shell-word.ts";

test("plain paths need no quotes", () => {
  expect(shellWord("services/a-b_c@1.0/Dockerfile")).toBe("services/a-b_c@1.0/Dockerfile");
});

test("a shell reads every word back as it was", () => {
  const word = fc.string({ unit: "binary" }).filter((text) => !/\0|\p{Cs}/u.test(text));
  const texts = fc.sample(word, 200);
  const { stdout } = spawnSync("sh", ["-c", `printf '%s\\0' x ${texts.map(shellWord).join(" ")}`], {
    encoding: "utf8",
  });
  expect(stdout.split("\0").slice(1, -1)).toEqual(texts);
});
