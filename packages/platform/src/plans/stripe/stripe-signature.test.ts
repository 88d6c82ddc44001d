import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSignatureProblem } from "./stripe-signature.ts";

const secret = ["whsec", "of_a_test"].join("_");
const seconds = 1_790_000_000;
const body = '{"id":"evt_1"}';
/** As the scheme is published: HMAC-SHA256 over seconds, a dot and the body. */
const right = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
const wrong = createHmac("sha256", "another secret").update(`${seconds}.${body}`).digest("hex");

describe("a message of Stripe", () => {
  // The tolerance that Stripe's own libraries have is five minutes.
  test.each([
    { name: "is taken", header: `t=${seconds},v1=${right}`, laterSeconds: 0, problem: undefined },
    { name: "is taken with blanks", header: `t=${seconds}, v1=${right}`, laterSeconds: 0, problem: undefined },
    {
      name: "is taken by one of two secrets",
      header: `t=${seconds},v1=${wrong},v1=${right}`,
      laterSeconds: 0,
      problem: undefined,
    },
    {
      name: "is taken beside another scheme",
      header: `t=${seconds},v0=${wrong},v1=${right}`,
      laterSeconds: 0,
      problem: undefined,
    },
    { name: "is taken five minutes later", header: `t=${seconds},v1=${right}`, laterSeconds: 300, problem: undefined },
    { name: "is too old after that", header: `t=${seconds},v1=${right}`, laterSeconds: 301, problem: "too-old" },
    { name: "of the future is not taken", header: `t=${seconds},v1=${right}`, laterSeconds: -301, problem: "too-old" },
    { name: "of another secret is wrong", header: `t=${seconds},v1=${wrong}`, laterSeconds: 0, problem: "wrong" },
    {
      name: "with a younger moment is wrong",
      header: `t=${seconds + 400},v1=${right}`,
      laterSeconds: 400,
      problem: "wrong",
    },
    {
      name: "signed by an older scheme alone is malformed",
      header: `t=${seconds},v0=${right}`,
      laterSeconds: 0,
      problem: "malformed",
    },
    {
      name: "with half a signature is wrong",
      header: `t=${seconds},v1=${right.slice(0, 32)}`,
      laterSeconds: 0,
      problem: "wrong",
    },
    { name: "without a moment is malformed", header: `v1=${right}`, laterSeconds: 0, problem: "malformed" },
    { name: "with nothing is malformed", header: undefined, laterSeconds: 0, problem: "malformed" },
  ])("$name", ({ header, laterSeconds, problem }) => {
    expect(findSignatureProblem({ body, header, secret }, (seconds + laterSeconds) * 1000)).toBe(problem);
  });

  test("is wrong when a byte of it differs", () => {
    const header = `t=${seconds},v1=${right}`;

    expect(findSignatureProblem({ body: `${body} `, header, secret }, seconds * 1000)).toBe("wrong");
  });

  test("is never taken by chance, and never an accident", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(findSignatureProblem({ body, header, secret }, seconds * 1000)).toMatch(/malformed|wrong/);
      }),
    );
  });
});
