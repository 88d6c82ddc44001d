import { describe, expect, test } from "vitest";
import { refuseWeakPassword } from "./password-rules.ts";

const known = ["hanako.yamada@example.com", "Hanako Yamada", "toko-soft"];

describe("a password", () => {
  test.each([
    { name: "too short", password: "Xk9#mQ2$", reason: /at least 12/ },
    { name: "short in characters, long in bytes", password: "関所関所関", reason: /at least 12/ },
    { name: "on the list", password: "1qaz2wsx3edc", reason: /attackers try first/ },
    { name: "on the list in capitals", password: "1QAZ2WSX3EDC", reason: /attackers try first/ },
    { name: "a common one with a year", password: "Basketball2026", reason: /attackers try first/ },
    { name: "a common one in disguise", password: "B@sk3tb4ll!!", reason: /attackers try first/ },
    { name: "a common one twice", password: "passwordpassword", reason: /attackers try first/ },
    { name: "one key all along", password: "aaaaaaaaaaaaaaaa", reason: /attackers try first/ },
    { name: "the account's name", password: "hanakoyamada1", reason: /made of/ },
    { name: "the tenant and little more", password: "toko-soft-1", reason: /at least 12/ },
    { name: "the tenant and a year", password: "softtoko2026", reason: /made of/ },
  ])("that is $name is refused", async ({ password, reason }) => {
    await expect(refuseWeakPassword(password, known)).rejects.toThrow(reason);
  });

  test.each([
    { name: "four words", password: "correct horse battery staple" },
    { name: "words in Japanese", password: "箱根の関所は朝六時に開きます" },
    { name: "made up", password: "k2m9-pq7rt-xw4z" },
    { name: "long, with the name in it", password: "hanako likes rainy mondays" },
    { name: "very long", password: "x1 ".repeat(300) + "end of it" },
  ])("that is $name is taken", async ({ password }) => {
    await expect(refuseWeakPassword(password, known)).resolves.toBeUndefined();
  });
});
