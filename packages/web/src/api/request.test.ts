import { describe, expect, test } from "vitest";
import { ApiError, readApiError } from "./api-error.ts";
import { addressOf } from "./request.ts";

describe("addressOf", () => {
  test.each([
    { name: "GET /api/v1/findings", input: {}, expected: { method: "GET", address: "/api/v1/findings" } },
    {
      name: "GET /api/v1/findings/{finding}",
      input: { path: { finding: "../a b?c#d" } },
      expected: { method: "GET", address: "/api/v1/findings/..%2Fa%20b%3Fc%23d" },
    },
    {
      name: "GET /api/v1/findings",
      input: { query: { query: 'severity>=high "言葉" &x=1', limit: 50, cursor: undefined } },
      expected: {
        method: "GET",
        address: "/api/v1/findings?query=severity%3E%3Dhigh+%22%E8%A8%80%E8%91%89%22+%26x%3D1&limit=50",
      },
    },
    {
      name: "POST /api/v1/reports",
      input: { query: { label: ["a=1", "b=2"] } },
      expected: { method: "POST", address: "/api/v1/reports?label=a%3D1&label=b%3D2" },
    },
  ])("writes $name with $input", ({ name, input, expected }) => {
    expect(addressOf(name, input)).toEqual(expected);
  });
});

describe("readApiError", () => {
  test("reads what the platform says", async () => {
    const error = { code: "record-not-found", message: "no such finding", hint: "look", requestId: "r1" };

    const read = await readApiError(Response.json({ error }, { status: 404 }));

    expect(read).toBeInstanceOf(ApiError);
    expect(read.details).toEqual({ status: 404, ...error });
  });

  test.each([
    { name: "a page of a proxy", body: "<h1>Bad gateway</h1>" },
    { name: "nothing", body: "" },
    { name: "JSON of somebody else", body: "[1]" },
    { name: "an error that is no object", body: '{"error":"x"}' },
    { name: "texts that are none", body: '{"error":{"code":1,"message":{}}}' },
  ])("keeps the status where $name came", async ({ body }) => {
    const read = await readApiError(new Response(body, { status: 502 }));

    expect(read.details).toEqual({
      status: 502,
      code: "internal",
      message: "",
      hint: undefined,
      requestId: undefined,
    });
  });
});
