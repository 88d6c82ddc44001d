import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { useTestServer } from "./fixtures/test-server.ts";
import { KeyAllowance, readKeyRequests } from "./key-allowance.ts";

const unknown = "00000000-0000-4000-8000-000000000000";

describe("the allowance of a key", () => {
  test("is a minute's worth at once, and then what comes back with time", () => {
    let nowMs = 1000;
    const allowance = new KeyAllowance({ requestsPerMinute: 60, now: () => nowMs });
    const first = Array.from({ length: 61 }, () => allowance.take("a"));
    const other = allowance.take("b");
    nowMs += 1000;
    const [next, after] = [allowance.take("a"), allowance.take("a")];

    // 60 a minute are one a second.
    expect(first).toEqual([...Array.from({ length: 60 }, () => 0), 1]);
    expect([other, next, after]).toEqual([0, 0, 1]);
  });

  test("is never more than a minute's worth and what came back, whatever the times", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(5000), { maxLength: 300 }), (each, waits) => {
        let nowMs = 0;
        const allowance = new KeyAllowance({ requestsPerMinute: each, now: () => nowMs });
        let taken = 0;
        for (const waitMs of waits) {
          nowMs += waitMs;
          if (allowance.take("a") === 0) taken++;
        }
        expect(taken).toBeLessThanOrEqual(each + (nowMs * each) / 60_000);
      }),
    );
  });

  test("comes back when the time is over that was told", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (each) => {
        let nowMs = 0;
        const allowance = new KeyAllowance({ requestsPerMinute: each, now: () => nowMs });
        let waitSeconds = 0;
        while (waitSeconds === 0) waitSeconds = allowance.take("a");
        nowMs += waitSeconds * 1000;

        expect(allowance.take("a")).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    { name: "left out", written: undefined, expected: 1200 },
    { name: "a number", written: "60", expected: 60 },
  ])("is read: $name", ({ written, expected }) => {
    expect(readKeyRequests(written)).toBe(expected);
  });

  test.each([{ written: "0" }, { written: "-1" }, { written: "many" }, { written: "1e9" }])(
    "is refused: $written",
    ({ written }) => {
      expect(() => readKeyRequests(written)).toThrow(/SEKISHO_KEY_REQUESTS_PER_MINUTE/);
    },
  );
});

const timeoutMs = 120_000;

test(
  "a key that asks too often is told when to come again; another key and people are not stopped",
  async () => {
    const server = await useTestServer({ settings: { keyRequestsPerMinute: 5 } });
    const [busy, calm, owner] = [
      await server.makeKey(["projects:read"]),
      await server.makeKey(["projects:read"]),
      await server.signIn(),
    ];
    const ask = (headers: Record<string, string>) => server.call<unknown>({ url: "/api/v1/projects", headers });
    const answers = [];
    for (let index = 0; index < 6; index++) answers.push(await ask(busy));
    const others = [await ask(calm), await ask(owner)];
    // Whoever guesses keys takes nothing from those who have one.
    const forged = await ask({ authorization: `Bearer sekisho_${Buffer.from(unknown).toString("base64url")}` });

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[5]?.body.error?.code).toBe("too-many-requests");
    expect(Number(answers[5]?.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect(Number(answers[5]?.headers["retry-after"])).toBeLessThanOrEqual(12);
    expect(others.map(({ status }) => status)).toEqual([200, 200]);
    expect(forged.status).toBe(401);
  },
  timeoutMs,
);
